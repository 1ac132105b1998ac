//! What the documents say, counted in them by hand, against what the site worked out of the records and shows on its pages.

mod agreements;
mod causes;
mod chains;
mod clock;
mod differing;
mod duties;
mod editions;
mod money;
mod promises;
mod turning;
mod whole;
mod years;

use insyn::pipeline::Built;

use crate::project::Project;
use crate::sites::{danderyd, danderyd_sources, nacka, page, pages, told};

/// A row of the table: what a document says, and the words that stand on a page because of it.
pub struct Row {
    pub site: Site,
    /// Words of the document, or of the site's own setting, that a person worked the answer out of.
    pub says: &'static str,
    /// Path of the page in the built site.
    pub page: &'static str,
    /// In small letters, as a reader sees it: no tags, quotes left out, plain spaces.
    pub told: &'static str,
}

#[derive(Clone, Copy, Debug)]
pub enum Site {
    Nacka,
    Danderyd,
}

impl Site {
    fn built(self) -> &'static Built {
        match self {
            Self::Nacka => nacka(),
            Self::Danderyd => danderyd(),
        }
    }
}

/// Asserts every row of a table, and tells all that do not hold.
pub fn hold(rows: &[Row]) {
    let mut faults = String::new();
    for row in rows {
        let page = told(&page(row.site.built(), row.page));
        if !page.contains(row.told) {
            faults += &format!("{:?} {}: “{}” is not told; the document says “{}”\n", row.site, row.page, row.told, row.says);
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
}

/// A municipality in a string, with the theme of this repository, in a language.
pub fn municipality(lang: &str, files: &str) -> Project {
    let site =
        format!("=== content/site.toml\ntitle = \"Prov\"\nlanguages = [\"{lang}\"]\npage-size = 20\n\n[municipality]\nname = \"Prov\"\n");
    let mut project = Project::new(&format!("{site}{files}"));
    let theme = danderyd_sources().texts.into_iter().filter(|text| text.path.starts_with("themes/medborgare/"));
    project.sources.texts.extend(theme);
    project.sources.sort();
    project
}

/// Asserts that no page of a site tells any of these, since no document supports them.
pub fn never_told(site: Site, unsupported: &[&str]) {
    let mut faults = String::new();
    // What the columns of open data can hold is told of no document.
    for (path, page) in pages(site.built()).into_iter().filter(|(path, _)| !path.starts_with("oppna-data/")) {
        let told = told(&page);
        unsupported.iter().filter(|words| told.contains(**words)).for_each(|words| faults += &format!("{path} says “{words}”\n"));
    }
    assert!(faults.is_empty(), "\n{faults}");
}

#[test]
fn no_page_of_the_nacka_site_says_what_no_document_supports() {
    never_told(
        Site::Nacka,
        &["har inte svarat", "svar saknas", "försenad", "förbrukat", "80 procent", "nära målet", "missade", "överenskommelsen har brutits"],
    );
}

#[test]
fn what_everybody_knows_of_the_documents_is_told() {
    hold(&[
        Row {
            site: Site::Nacka,
            says: "88 procent av försäljningsställena var godkända. Målsättningen för året var 90 procent.",
            page: "sa-gick-det/andt-2016/index.html",
            told: "2 procentenheter under målvärdet",
        },
        Row {
            site: Site::Danderyd,
            says: "Fyra möten med målsättningen att få en effektivare samverkan",
            page: "sa-gick-det/barn-och-unga-2020/index.html",
            told: "4 möten",
        },
    ]);
}
