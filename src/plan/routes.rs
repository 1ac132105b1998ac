//! Addresses: the only place where they are made.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use url::Url;

use crate::content::Kind;
use crate::content::item::Value;
use crate::photo::Picture;
use crate::site::{Address, Record, RecordId, Site, State};
use crate::source::Audience;
use crate::theme::Theme;

/// Where every page is.
#[derive(Clone, Debug)]
pub struct Routes {
    /// Path before every address: `/` or `/insyn/`.
    pub base: String,
    /// First part of the addresses of each kind, by folder.
    pub folders: FxHashMap<&'static str, String>,
    /// Languages in the order of the site; the first has no prefix.
    pub languages: Vec<Arc<str>>,
    /// Path of the start page: the first page of all, unless a review has another there.
    start: &'static str,
    /// Folder of the theme's files, with its last slash.
    pub assets: String,
    /// The whole address of the first page; None while the site has none on the web.
    home: Option<Url>,
    /// What comes before an address of the site to make it whole: `https://www.nacka.se`; None while the site has none on the web.
    pub origin: Option<String>,
    /// Both: `https://www.nacka.se/insyn/`.
    web: String,
}

/// The first page of a site.
pub const FIRST: &str = "index.html";

/// Where the start page is when another is first.
pub const SECOND: &str = "start/index.html";

impl Routes {
    pub fn of(site: &Site) -> Self {
        let languages = match site.config.languages.as_slice() {
            [] => vec![Arc::from("sv")],
            some => some.iter().map(|lang| Arc::from(lang.id.as_str())).collect(),
        };
        let folders = crate::content::KINDS.iter().map(|kind| (kind.folder, folder_of(site, kind))).collect();
        let start = if site.audience == Audience::Reviewers { SECOND } else { FIRST };
        let base = base(site);
        let home = site.config.base_url.as_ref().and_then(|web| Url::parse(&web.url).ok()).and_then(|web| web.join(&base).ok());
        let origin = site.config.base_url.as_ref().and_then(|web| origin(&web.url));
        let web = [origin.as_deref().unwrap_or_default(), &base].concat();
        Self { base, folders, languages, start, assets: Self::ASSETS.to_owned(), home, origin, web }
    }

    /// The same routes with the folder that readers get the theme's files from. It bears the fingerprint of all that is in it, so that
    /// browsers may keep what they have of it for good, and no page ever meets the style of another edition. Those who write see an edited
    /// style on the page that is open: for them the folder stays.
    pub fn for_theme(mut self, site: &Site, theme: &Theme) -> Self {
        if site.audience == Audience::Public {
            self.assets = format!("{}{}/", Self::ASSETS, theme.fingerprint());
        }
        self
    }

    /// Whether the site has an address on the web.
    pub fn are_on_the_web(&self) -> bool {
        self.home.is_some()
    }

    /// The whole address of one of the site, as [`Routes::url`] gives them, with every sign escaped that must be.
    pub fn whole(&self, url: &str) -> Option<String> {
        let (path, fragment) = url.split_once('#').map_or((url, None), |(path, fragment)| (path, Some(fragment)));
        let mut whole = self.home.clone()?;
        whole.set_path(path);
        whole.set_fragment(fragment);
        Some(whole.into())
    }

    /// The address without its host, escaped likewise.
    pub fn escaped(&self, url: &str) -> String {
        let mut nowhere = self.home.clone().unwrap_or_else(|| Url::parse("http://site.invalid").expect("a constant that is an address"));
        nowhere.set_path(url);
        nowhere.path().to_owned()
    }

    /// The address of a path of the built site: `strategier/andt/index.html` is `/insyn/strategier/andt/`.
    pub fn url(&self, path: &str) -> String {
        [&self.base, page_of(path)].concat()
    }

    /// The number of a language; the main one when the site does not have it.
    pub fn language(&self, code: &str) -> u16 {
        self.languages.iter().position(|lang| &**lang == code).unwrap_or(0) as u16
    }

    /// The code of a language.
    pub fn code(&self, lang: u16) -> &str {
        &self.languages[lang as usize]
    }

    /// What comes before the paths of a language's pages: nothing for the main one.
    fn prefix(&self, lang: u16) -> String {
        if lang == 0 { String::new() } else { format!("{}/", self.code(lang)) }
    }

    /// Path of a page that is not a record: `a-o`, `planer`; pages after the first are `sida-2`.
    pub fn page(&self, name: &str, lang: u16, number: u32) -> String {
        if name.is_empty() && number == 1 {
            return format!("{}{}", self.prefix(lang), self.start);
        }
        let folder = if name.is_empty() { String::new() } else { format!("{name}/") };
        let number = if number > 1 { format!("sida-{number}/") } else { String::new() };
        format!("{}{folder}{number}index.html", self.prefix(lang))
    }

    /// Path of a kind's list.
    pub fn list(&self, kind: &Kind, lang: u16, number: u32) -> String {
        self.page(&self.folders[kind.folder], lang, number)
    }

    /// Path of a record's own page; a term has none and stands in the glossary.
    pub fn record(&self, site: &Site, id: RecordId, lang: u16) -> String {
        let record = site.record(id);
        if record.kind.name == "term" {
            return self.list(record.kind, 0, 1);
        }
        self.inside("", record, lang, "index.html")
    }

    /// Path of the extract of a record's page.
    pub fn extract(&self, site: &Site, id: RecordId, lang: u16) -> String {
        self.inside("", site.record(id), lang, Self::EXTRACT)
    }

    /// The folder of a page below a record's own.
    pub fn below(&self, site: &Site, id: RecordId, name: &str) -> String {
        self.inside("", site.record(id), 0, name)
    }

    /// Path of what search engines are told: all pages, or where the lists of them are; such a list when `number` is given, from 1.
    pub fn sitemap(&self, number: Option<u32>) -> String {
        number.map_or_else(|| "sitemap.xml".to_owned(), |number| format!("sitemap-{number}.xml"))
    }

    /// Path of the calendar of what is to be reported.
    pub fn calendar(&self) -> &'static str {
        "redovisningar.ics"
    }

    /// The address on the site of the accessibility statement, and of its list of files.
    pub const STATEMENT: (&str, &str) = ("tillganglighet", "tillganglighet/filer");
    /// The folder that the theme's files are in, or that the folder with them is in.
    pub const ASSETS: &str = "assets/";

    /// The name of a feed, in the folder of the page that tells the same.
    pub const FEED: &str = "nytt.atom";

    /// The name of a page's extract in the folder of the page.
    pub const EXTRACT: &str = "utdrag.html";

    /// The folder of the search page, without slashes around it.
    pub fn search(&self) -> &'static str {
        "sok"
    }

    /// The folder that the search index is put into, with its last slash; nothing else is made there.
    pub fn search_index(&self) -> String {
        format!("{}/pagefind/", self.search())
    }

    /// Path of one of the tables of words and numbers that lead straight to a page.
    pub fn shortcuts(&self, lang: u16, number: u32) -> String {
        format!("{}/genvagar/{}-{number}.json", self.search(), self.code(lang))
    }

    /// Path of one of the tables of words that a reader may have meant.
    pub fn spellings(&self, lang: u16, number: u32) -> String {
        format!("{}/ord/{}-{number}.json", self.search(), self.code(lang))
    }

    /// Path of a list of what refers to a record.
    pub fn referrers(&self, site: &Site, id: RecordId, number: u32) -> String {
        self.page(&self.inside("", site.record(id), 0, "hanvisningar"), 0, number)
    }

    /// Path of a part that has a page of its own: a goal of a plan, or the text of a document.
    pub fn part(&self, site: &Site, id: RecordId, part: &str, lang: u16) -> String {
        self.inside("", site.record(id), lang, &format!("{part}/index.html"))
    }

    /// The folder of a record's page, between what comes before it and a name in it; one string, since every link is one.
    fn inside(&self, before: &str, record: &Record, lang: u16, name: &str) -> String {
        let (code, slash) = if lang == 0 { ("", "") } else { (self.code(lang), "/") };
        [before, code, slash, &self.folders[record.kind.folder], "/", &record.id, "/", name].concat()
    }

    /// The address of a record or of something inside it, in a language that it has, else in the main one.
    pub fn to(&self, site: &Site, address: Address, lang: u16) -> String {
        self.after(&self.base, site, address, lang)
    }

    /// The same for those who read it elsewhere than on the site: with the site's own address before it.
    pub fn web_to(&self, site: &Site, address: Address, lang: u16) -> String {
        self.after(&self.web, site, address, lang)
    }

    fn after(&self, before: &str, site: &Site, address: Address, lang: u16) -> String {
        let record = site.record(address.record);
        if record.kind.name == "term" {
            let list = self.list(record.kind, 0, 1);
            return [before, page_of(&list), "#", &record.id].concat();
        }
        let lang = if record.translations.iter().any(|t| t.lang == self.code(lang)) { lang } else { 0 };
        match address.part.map(|part| &record.parts[part as usize]) {
            None => self.inside(before, record, lang, ""),
            // A withdrawn record is a notice, and nothing in it has a page.
            Some(part) if has_page(record.kind, part.decl.key) && record.state != State::Withdrawn => {
                self.inside(before, record, 0, &[&part.id, "/"].concat())
            }
            Some(part) => self.inside(before, record, lang, &["#", &part.id].concat()),
        }
    }

    /// The address of a file that belongs to content: signs that mean something in an address stand for themselves.
    pub fn file_url(&self, source: &str) -> String {
        self.plain_url(&self.file(source))
    }

    /// The address of a picture in one of its widths, likewise.
    pub fn print_url(&self, source: &str, picture: &Picture, width: u32) -> String {
        self.plain_url(&self.print(source, picture, width))
    }

    fn plain_url(&self, path: &str) -> String {
        self.url(path).replace('%', "%25").replace('#', "%23").replace('?', "%3F")
    }

    /// Path of a picture in one of its widths: `filer/pages/skolgard-800.jpg`.
    pub fn print(&self, source: &str, picture: &Picture, width: u32) -> String {
        let file = self.file(source);
        let stem = file.rsplit_once('.').map_or(file.as_str(), |(stem, _)| stem);
        format!("{stem}-{width}.{}", picture.sizes.extension())
    }

    /// Path of a file that belongs to content.
    pub fn file(&self, source: &str) -> String {
        format!("filer/{}", source.strip_prefix("content/").unwrap_or(source))
    }
}

/// Whether a part has a page of its own instead of a place on its record's page.
pub fn has_page(kind: &Kind, key: &str) -> bool {
    matches!((kind.name, key), ("strategy", "goal") | ("organisation", "role"))
}

/// First part of the addresses of a kind: what the site has named it, else what the kind is called.
pub fn folder_of(site: &Site, kind: &Kind) -> String {
    let table = site.config.addresses.as_ref().map(|free| &free.0);
    match table.and_then(|table| table.get(kind.folder)).map(|entry| &entry.item.value) {
        Some(Value::Text(address)) => address.trim_matches('/').to_owned(),
        _ => kind.address.to_owned(),
    }
}

/// The path of the site's address: `https://www.nacka.se/insyn/` is `/insyn/`.
fn base(site: &Site) -> String {
    let url = site.config.base_url.as_ref().map_or("", |web| web.url.as_str());
    let path = url.split_once("://").and_then(|(_, rest)| rest.split_once('/')).map_or("", |(_, path)| path);
    match path.trim_matches('/') {
        "" => "/".to_owned(),
        path => format!("/{path}/"),
    }
}

/// The address of a path, below that of the site.
fn page_of(path: &str) -> &str {
    path.strip_suffix("index.html").unwrap_or(path)
}

/// `https://www.nacka.se` of `https://www.nacka.se/insyn/`.
fn origin(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once("://")?;
    Some(format!("{scheme}://{}", rest.split('/').next()?))
}
