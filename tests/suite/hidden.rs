//! What is not for readers is nowhere: a site where everything refers to everything, and each record in turn is held back.

use std::fmt::Write;

use insyn::archive::{Cover, beside_the_site};
use insyn::content::KINDS;
use insyn::content::field::Field as _;
use insyn::content::item::{Item, Value};
use insyn::content::read::Reading;
use insyn::content::value::Period;
use insyn::diagnostic::Severity;
use insyn::output::Body;
use insyn::pipeline::Built;
use insyn::source::Audience;
use insyn::span::{SourceId, Span};

use crate::project::Project;

/// One record of each kind, by folder; each carries words of its own in every key that is shown somewhere else. `HOLD` is where a record
/// says that it is not for readers.
const RECORDS: &[(&str, &str)] = &[
    (
        "strategies",
        "form = \"strategi\"\nHOLD\n[adopted]\nby = \"zz-organisations\"\non = \"2025\"\n[[goal]]\nid = \"zz-strategies-mal\"\ntitle = \"Zz-strategies mål\"\n[[action]]\nid = \"zz-strategies-gora\"\ntitle = \"Zz-strategies göra\"",
    ),
    (
        "results",
        "follows-up = \"strategies/zz-strategies\"\nperiod = \"2025\"\nextent = \"sammanfattning\"\nmade-by = [\"zz-organisations\"]\nHOLD\n[[silence]]\nrule = \"claim-without-source\"\nreason = \"Provet handlar om annat.\"\n[[observation]]\nindicator = \"zz-indicators\"\nvalue = 7\n[[goal]]\ngoal = \"zz-strategies-mal\"\ntext = \"Zz-results ord\"\n[[action]]\ntitle = \"Zz-results stopp\"\nstatus = \"inte genomförd\"\ncause = \"budget\"\nwhose = \"zz-organisations\"\naction = \"strategies/zz-strategies#zz-strategies-gora\"\n[[reply]]\nby = \"zz-organisations\"\ndate = \"2025-02-01\"\ntext = \"Zz-results svar\"",
    ),
    ("agreements", "form = \"överenskommelse\"\nparties = [\"zz-organisations\"]\nservices = [\"zz-services\"]\nHOLD"),
    ("indicators", "unit = \"antal\"\ngoal = [\"zz-strategies#zz-strategies-mal\"]\nHOLD"),
    (
        "services",
        "agreements = [\"zz-agreements\"]\nprovider = [\"zz-organisations\"]\nchecked-on = \"2026-11-01\"\nHOLD\n[[contact]]\nlabel = \"Zz-services telefon\"\nphone = \"08-123 45 67\"",
    ),
    (
        "guides",
        "situation = \"Zz-guides läge\"\nservices = [\"zz-services\"]\npromised = [\"zz-strategies#zz-strategies-mal\"]\nfirst-number = \"zz-services\"\nHOLD",
    ),
    (
        "cases",
        "number = \"KS 2025/9173\"\nhandled-by = \"zz-organisations\"\nHOLD\n[[document]]\nid = \"zz-cases-bilaga\"\ntitle = \"Zz-cases bilaga\"\nfile = \"zz-cases.pdf\"",
    ),
    (
        "budgets",
        "period = \"2025\"\nstage = \"avsatt\"\nHOLD\n[[silence]]\nrule = \"claim-without-source\"\nreason = \"Provet handlar om annat.\"\n[[envelope]]\nid = \"zz-budgets-pott\"\ntitle = \"Zz-budgets pott\"\namount = \"100 tkr\"\nbody = \"zz-organisations\"\n[[line]]\nid = \"zz-budgets-rad\"\ntitle = \"Zz-budgets rad\"\namount = \"10 tkr\"\nenvelopes = [\"zz-budgets-pott\"]\npays-for = [\"projects/zz-projects\"]",
    ),
    (
        "projects",
        "owner = [\"zz-organisations\"]\nfunding = [\"zz-budgets#zz-budgets-rad\"]\ngoals = [\"zz-strategies#zz-strategies-mal\"]\nHOLD",
    ),
    ("organisations", "HOLD"),
    (
        "processes",
        "owner = [\"zz-organisations\"]\nabout = [\"strategies/zz-strategies\"]\nHOLD\n[[step]]\nid = \"zz-processes-steg\"\ntitle = \"Zz-processes steg\"",
    ),
    ("publications", "publisher = [\"zz-organisations\"]\nmentioned-in = [\"zz-cases#zz-cases-bilaga\"]\nHOLD"),
    ("news", "date = \"2026-11-01\"\nabout = [\"strategies/zz-strategies\", \"results/zz-results\", \"cases/zz-cases\"]\nHOLD"),
    ("pages", "about = [\"news/zz-news\", \"guides/zz-guides\", \"budgets/zz-budgets\"]\nHOLD"),
    ("topics", "HOLD"),
    ("target-groups", "HOLD"),
    ("terms", "definition = \"Zz-terms betyder något\"\nHOLD"),
];

const SITE: &str = "title = \"Prov\"\nshows = [\"orsaker\"]\nlanguages = [\"sv\", \"en\"]\nstart = [START]\nhelp-line = [\"zz-services\"]\n\n[municipality]\nname = \"Provkommun\"\n\n\
[[navigation]]\ntitle = \"Meny\"\nto = \"guides/zz-guides\"\n";

/// The whole site; the record of `folder` is held back by `hold`.
pub fn site(folder: &str, hold: &str) -> String {
    let start: Vec<String> = RECORDS.iter().map(|(folder, _)| format!("\"{folder}/zz-{folder}\"")).collect();
    let mut site = format!("=== content/site.toml\n{}", SITE.replace("START", &start.join(", ")));
    for (own, keys) in RECORDS {
        let keys = keys.replace("HOLD", if *own == folder { hold } else { "" });
        let prose = KINDS.iter().any(|kind| kind.folder == *own && kind.prose);
        let common = format!(
            "title = \"Zz-{own} rubrik\"\nsummary = \"Zz-{own} sammanfattning\"\naliases = [\"Zz-{own} annat namn\"]\ntopics = [\"zz-topics\"]\ntarget-groups = [\"zz-target-groups\"]\n{keys}\n"
        );
        if prose {
            let links: String = RECORDS.iter().map(|(other, _)| format!("- [en länk](../{other}/zz-{other}.EXT)\n")).collect();
            let ext = |line: &str| {
                let toml = KINDS.iter().any(|kind| !kind.prose && line.contains(&format!("../{}/", kind.folder)));
                line.replace("EXT", if toml { "toml" } else { "md" })
            };
            let links: String = links.lines().map(|line| ext(line) + "\n").collect();
            write!(site, "=== content/{own}/zz-{own}.md\n+++\n{common}+++\n\nZz-{own} brödtext.\n\n{links}\n[bilaga](zz-{own}.pdf)\n")
                .expect("strings take all");
            write!(site, "=== content/{own}/zz-{own}.en.md\n+++\ntitle = \"Zz-{own} heading\"\n+++\n\nZz-{own} words.\n")
                .expect("strings take all");
            write!(site, "=== content/{own}/zz-{own}.pdf\n%PDF\n").expect("strings take all");
        } else {
            write!(site, "=== content/{own}/zz-{own}.toml\n{common}").expect("strings take all");
        }
    }
    site
}

/// The folders of the site's records.
pub fn folders() -> impl Iterator<Item = &'static str> + Send {
    RECORDS.iter().map(|(folder, _)| *folder)
}

/// What a file says: one for Excel is packed, and all its parts are read.
pub fn readable(path: &str, bytes: &[u8]) -> String {
    if !path.ends_with(".xlsx") {
        return String::from_utf8_lossy(bytes).into_owned();
    }
    let mut book = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a file of Excel is an archive");
    let mut text = String::new();
    for at in 0..book.len() {
        std::io::Read::read_to_string(&mut book.by_index(at).expect("a part"), &mut text).expect("parts are text");
    }
    text
}

#[test]
fn every_kind_is_tried() {
    let missing: Vec<_> =
        KINDS.iter().filter(|kind| !RECORDS.iter().any(|(folder, _)| *folder == kind.folder)).map(|kind| kind.folder).collect();
    assert!(missing.is_empty(), "{missing:?}");
    let built = Project::new(&site("", "")).build();
    // Translations that nobody has read through are told of, and shown.
    let of_note = built.diagnostics.iter().filter(|d| d.lint.name != "stale-translation");
    let found: Vec<_> = of_note.map(|d| (d.lint.name, d.message.en.as_str())).collect();
    assert!(found.is_empty(), "the site is sound: {found:#?}");
    let mut project = Project::new(&site("", ""));
    project.sources.audience = Audience::Public;
    let made = crate::bytes::make(&project.sources);
    for (folder, _) in RECORDS {
        let word = format!("zz-{folder}");
        let pages = made.values().filter(|bytes| String::from_utf8_lossy(bytes).to_lowercase().contains(&word)).count();
        assert!(pages > 2, "{folder} is named on {pages} pages: too few to prove that it is nowhere");
    }
}

#[test]
fn what_is_held_back_is_nowhere() {
    for (folder, _) in RECORDS {
        for hold in ["draft = true", "not-before = \"2027-01-01\"", "until = \"2026-01-01\""] {
            let mut project = Project::new(&site(folder, hold));
            project.sources.audience = Audience::Public;
            let word = format!("zz-{folder}");
            for (path, bytes) in crate::bytes::make(&project.sources) {
                assert!(!path.to_lowercase().contains(&word), "{hold}: {path} is made of {word}");
                let text = readable(&path, &bytes).to_lowercase();
                // The number of a case is told wherever it is mentioned.
                let number = if *folder == "cases" { "9173" } else { &word };
                if let Some(at) = text.find(&word).or_else(|| text.find(number)) {
                    let around: String = text[..at].chars().rev().take(120).collect::<Vec<_>>().into_iter().rev().collect();
                    panic!("{hold}: {path} holds {word} after …{around}");
                }
            }
        }
    }
}

/// Each page says it of itself, and each list of its entries.
#[test]
fn what_is_held_back_is_marked_for_those_who_write() {
    let holds = [
        ("draft = true", "Utkast: sidan är inte publicerad", "utkast"),
        ("not-before = \"2027-01-01\"", "Sidan är inte publicerad än", "inte publicerad än"),
        ("until = \"2026-01-01\"", "Sidan gäller inte längre", "gäller inte längre"),
    ];
    for (folder, (hold, notice, mark)) in RECORDS.iter().flat_map(|(folder, _)| holds.map(|hold| (*folder, hold))) {
        let made = crate::bytes::make(&Project::new(&site(folder, hold)).sources);
        let text = |path: &str| made.get(path).map_or(String::new(), |bytes| String::from_utf8_lossy(bytes).into_owned());
        if folder == "terms" {
            assert!(text("ordlista/index.html").contains(&format!("Zz-terms rubrik <span class=\"held\">{mark}</span>")), "{hold}");
            continue;
        }
        let end = format!("/zz-{folder}/index.html");
        let own = made.keys().find(|path| path.ends_with(&end) && !path.starts_with("en/")).expect("it has a page");
        assert!(text(own).contains(notice), "{hold}: {own} does not say so");
        let lists = own.strip_suffix(&end).unwrap_or_default();
        let mark = format!(" <span class=\"held\">{mark}</span>");
        let mut marked = 0;
        for path in ["index.html", "a-o/index.html", "amnen/zz-topics/index.html", &format!("{lists}/index.html"), "ar-for-ar/index.html"] {
            let page = text(path);
            let main = page.split_once("<main").map_or("", |(_, rest)| rest);
            let link = format!("{lists}/zz-{folder}/\">Zz-{folder} rubrik</a>");
            for (at, _) in main.match_indices(&link) {
                assert!(main[at + link.len()..].starts_with(&mark), "{hold}: {path} lists {folder} without a mark");
                marked += 1;
            }
        }
        assert!(marked > 1, "{hold}: {folder} stands in {marked} lists");
    }
}

/// A page and a case that lead to files of a page and a case which `HOLD` keeps from readers.
const BESIDE: &str = "=== content/news/oppen.md
+++
title = \"Öppen\"
date = \"2026-11-01\"
APPROVED
+++

[Bilagan](hemlig/zqbilaga.pdf), [tabellen](<./hemlig/zq lista.pdf>), [igen](hemlig/zq%20lista.pdf) och [ritningen](hemlig/inne/zqritning.svg).

![En bild av skolan](hemlig/zqbild.png)
=== content/news/hemlig/index.md
+++
title = \"Hemlig\"
date = \"2026-11-01\"
HOLD
+++

[Bilagan](zqbilaga.pdf)
=== content/news/hemlig/zqbilaga.pdf
=== content/news/hemlig/zq lista.pdf
=== content/news/hemlig/zqbild.png
=== content/news/hemlig/inne/zqritning.svg
<svg xmlns=\"http://www.w3.org/2000/svg\"><title>zqritning</title></svg>
=== content/cases/arende.md
+++
title = \"Ärende\"
number = \"KS 2025/1\"
APPROVED
[[document]]
id = \"a\"
title = \"Handling\"
file = \"dolt/zqhandling.pdf\"
text = \"dolt/zqtext.txt\"
publish-text = true
+++
=== content/cases/dolt/index.md
+++
title = \"Dolt\"
number = \"KS 2025/2\"
HOLD
+++
=== content/cases/dolt/zqhandling.pdf
=== content/cases/dolt/zqtext.txt
zqtext
";

/// The findings that a link leads to what readers cannot see.
fn to_hidden(built: &Built) -> usize {
    crate::project::found(built).into_iter().filter(|name| *name == "link-to-hidden").count()
}

/// What is made that is called by a word or holds it.
fn is_told_or_made(project: &Project, word: &str) -> Vec<String> {
    let holds = |path: &str, bytes: &[u8]| path.contains(word) || readable(path, bytes).to_lowercase().contains(word);
    let made = crate::bytes::make(&project.sources);
    made.iter().filter(|(path, bytes)| holds(path, bytes)).map(|(path, _)| path.clone()).collect()
}

#[test]
fn files_beside_what_is_held_back_are_published_by_no_link() {
    let withdrawn = "withdrawn = { date = \"2026-01-01\", reason = \"Fel.\" }";
    let holds = ["draft = true", "not-before = \"2027-06-01\"", "until = \"2026-01-01\"", withdrawn];
    for hold in holds {
        let mut project = Project::new(&BESIDE.replace("HOLD", hold).replace("APPROVED\n", ""));
        assert_eq!(to_hidden(&project.build()), 7, "{hold}, for those who write");
        assert!(is_told_or_made(&project, "zqbilaga").len() > 1, "{hold}: those who write see it");
        project.sources.audience = Audience::Public;
        let built = project.build();
        assert_eq!(to_hidden(&built), 7, "{hold}: {:?}", crate::project::found(&built));
        assert!(!insyn::pipeline::has_errors(&built.diagnostics), "{hold}: {:?}", built.diagnostics);
        assert_eq!(is_told_or_made(&project, "zq"), Vec::<String>::new(), "{hold}");
    }
}

#[test]
fn files_beside_what_is_not_approved_are_published_by_no_link() {
    let files = BESIDE.replace("HOLD", "");
    let site = format!("=== content/site.toml\napproval = \"krävs\"\n{}", crate::project::SITE);
    let first = Project::new(&format!("{site}{}", files.replace("APPROVED\n", ""))).build().house;
    let approved = |text: &str, folder: &str, id: &str| {
        let record = first.site.record(first.site.get(folder, id).expect("it is there"));
        let print = first.site.approval_print(record);
        text.replacen("APPROVED", &format!("approval = {{ role = \"chef\", date = \"2026-11-01\", fingerprint = \"{print}\" }}"), 1)
    };
    let files = approved(&approved(&files, "news", "oppen"), "cases", "arende");
    let mut project = Project::new(&format!("{site}{files}"));
    project.sources.audience = Audience::Public;
    assert!(is_told_or_made(&project, "öppen").len() > 1, "what is approved stays approved though its links lead to what is hidden");
    assert_eq!(is_told_or_made(&project, "zq"), Vec::<String>::new());
}

#[test]
fn a_link_to_what_is_held_back_in_a_shared_file_becomes_words() {
    let record = |id: &str, hold: &str| format!("[[organisation]]\nid = \"{id}\"\ntitle = \"Zq {id}\"\n{hold}\n");
    let page = |links: &str| format!("=== content/pages/om.md\n+++\ntitle = \"Om\"\n+++\n\nSe {links}.\n=== content/organisations.toml\n");
    let indicator = "=== content/indicators/matt.toml\ntitle = \"Zq mått\"\nunit = \"antal\"\ndraft = true\n";
    let one = "[gruppen](../organisations.toml#gruppen)";
    let sites = [
        (1, page(one) + &record("gruppen", "draft = true") + &record("annan", "") + &record("tredje", "")),
        (1, page(one) + &record("gruppen", "until = \"2026-01-01\"") + &record("annan", "")),
        (1, page(one) + &record("gruppen", "not-before = \"2027-01-01\"")),
        (1, page("[gruppen](../organisations.toml)") + &record("gruppen", "draft = true")),
        (1, page("![Ett mått](indicator:matt)") + &record("annan", "") + indicator),
    ];
    for (count, files) in sites {
        let mut project = Project::new(&files);
        for audience in [Audience::Writers, Audience::Public] {
            project.sources.audience = audience;
            let built = project.build();
            let errors: Vec<_> = built.diagnostics.iter().filter(|found| found.severity == Severity::Error).collect();
            assert!(errors.is_empty(), "{audience:?}: {files}\n{errors:?}");
            assert_eq!(to_hidden(&built), count, "{audience:?}: {files}");
        }
        let made = crate::bytes::make(&project.sources);
        let (_, text) = made.iter().find(|(path, _)| path.ends_with("om/index.html")).expect("it has a page");
        let text = String::from_utf8_lossy(text);
        assert!(!text.contains(">gruppen</a>") && !text.contains("Zq"), "{files}\n{text}");
    }
    let mut wrong = Project::new(
        &(page("[ingen](../organisations.toml#ingen)") + &record("gruppen", "draft = true") + &record("annan", "") + &record("tredje", "")),
    );
    wrong.sources.audience = Audience::Public;
    assert!(crate::project::found(&wrong.build()).contains(&"broken-link"));
}

/// What the archive is given beside the site, by its path in the package.
fn archived(project: &Project) -> Vec<(String, String)> {
    let built = project.build();
    let errors: Vec<_> = built.diagnostics.iter().filter(|found| found.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:?}");
    let year = Item { value: Value::Text("2026".to_owned()), span: Span::start_of(SourceId::of("prov")) };
    let period = Period::read(&year, &mut Reading::new("")).expect("a year is a period");
    let cover = Cover::of(&built.house, &project.sources, period);
    let files = beside_the_site(&built.house, &project.sources, &built.documents, &cover).map(|(path, body)| match body {
        Body::Bytes(bytes) => (path, String::from_utf8(bytes).expect("it is text")),
        _ => (path, String::new()),
    });
    files.collect()
}

#[test]
fn what_is_held_back_is_not_archived() {
    for folder in folders() {
        let mut project = Project::new(&site(folder, "draft = true"));
        project.sources.audience = Audience::Public;
        let files = archived(&project);
        for (path, text) in &files {
            let own = format!("Zz-{folder} ");
            // What others call it stands in their own files.
            assert!(!path.contains(&format!("zz-{folder}")) && !text.contains(&own), "{folder}: {path}");
        }
        let others = folders().filter(|other| *other != folder && KINDS.iter().any(|kind| kind.folder == *other && kind.prose));
        for other in others {
            let kept = |end: &str| files.iter().any(|(path, _)| *path == format!("data/underlag/content/{other}/zz-{other}{end}"));
            assert!(kept(".md") && kept(".en.md") && kept(".pdf"), "{folder}: {other} is archived");
        }
    }
}

#[test]
fn only_what_readers_were_given_is_archived() {
    let files = "=== content/site.toml
title = \"Prov\"
languages = [\"sv\"]
[[publish]]
name = \"skarp\"
kind = \"sftp\"
to = \"sftp://zqnamn@zqserver.example.se/insyn\"
# zqkommentar om servern
[[not-personal]]
fingerprint = \"zqavtryck\"
reason = \"Artikelnummer\"
[municipality]
name = \"Provkommun\"
=== content/organisations.toml
[[organisation]]
id = \"skolan\"
title = \"Skolan\"
[[organisation]]
id = \"hemlig\"
title = \"Zqhemlig\"
draft = true
# zqkommentar om den hemliga
[[organisation]]
id = \"varden\"
title = \"Vården\"
=== content/changes.toml
[[change]]
date = \"2026-11-01\"
record = \"organisations/skolan\"
kind = \"ny\"
text = \"Skolan är ny.\"
[[change]]
date = \"2026-11-02\"
record = \"organisations/hemlig\"
kind = \"ny\"
text = \"Zqandring.\"
=== content/indicators/matt.toml
title = \"Zqmått\"
unit = \"antal\"
draft = true
=== content/indicators/matt.csv
period;value
2025;99
=== content/indicators/andra.toml
title = \"Antal barn\"
unit = \"antal\"
=== content/indicators/andra.csv
period;value
2025;7
=== content/pages/om.md
+++
title = \"Om\"
+++

[En fil](om.pdf)
=== content/pages/om.pdf
=== content/pages/zqutkast.pdf
=== content/pages/zqutkast.txt
Zqanteckning
=== themes/eget/assets/a.css
a {}
";
    let mut project = Project::new(files);
    // On disk a table is also a file that can be passed on.
    for path in ["content/indicators/matt.csv", "content/indicators/andra.csv"] {
        let blob = insyn::source::Blob { path: path.into(), on_disk: path.into(), length: 1, fingerprint: "0".into(), picture: None };
        project.sources.blobs.push(blob);
    }
    project.sources.sort();
    project.sources.audience = Audience::Public;
    let files = archived(&project);
    for (path, text) in &files {
        assert!(!path.contains("zq") && !text.to_lowercase().contains("zq"), "{path}: {text}");
        assert!(!path.ends_with("matt.csv"), "{path}");
    }
    let text = |path: &str| files.iter().find(|(known, _)| *known == format!("data/underlag/{path}")).map(|(_, text)| text.as_str());
    let names: Vec<_> = files.iter().map(|(path, _)| path).collect();
    assert!(text("content/organisations.toml").is_some_and(|text| text.contains("Skolan") && text.contains("Vården")), "{names:?}");
    assert!(text("content/changes.toml").is_some_and(|text| text.contains("Skolan är ny.")), "{names:?}");
    assert!(text("content/site.toml").is_some_and(|text| text.contains("Provkommun") && !text.contains("not-personal")), "{names:?}");
    for path in ["content/pages/om.md", "content/pages/om.pdf", "content/indicators/andra.csv", "themes/eget/assets/a.css"] {
        assert!(text(path).is_some(), "{path}: {names:?}");
    }
}

#[test]
fn a_change_of_what_is_held_back_is_told_nowhere_however_it_is_named() {
    let change = |record: &str, text: &str| {
        format!("[[change]]\ndate = \"2026-11-02\"\nrecord = \"{record}\"\nkind = \"ändrad\"\ntext = \"{text}\"\n")
    };
    for hold in ["draft = true", "until = \"2026-01-01\""] {
        let held = format!("=== content/organisations.toml\n[[organisation]]\nid = \"hemlig\"\ntitle = \"Zqnämnden\"\n{hold}\n");
        let changes = ["organisations/hemlig", "hemlig", "organisationer/hemlig"].map(|record| change(record, "Zqandring."));
        let other = change("borta", "Ordandring.");
        let mut project = Project::new(&format!("{held}=== content/changes.toml\n{}{other}", changes.concat()));
        project.sources.audience = Audience::Public;
        assert_eq!(is_told_or_made(&project, "zq"), Vec::<String>::new(), "{hold}");
        assert!(!is_told_or_made(&project, "ordandring").is_empty(), "{hold}: what is gone is told");
    }
}

#[test]
fn a_document_that_is_not_published_is_not_passed_on() {
    let mut project = Project::new(
        "=== content/cases/arende/index.md\n+++\ntitle = \"Ärende\"\nnumber = \"KS 2025/1\"\n[[document]]\nid = \"a\"\ntitle = \"Handling\"\npublished = \"inte publicerad\"\nfile = \"zqfil.pdf\"\n+++\n=== content/cases/arende/zqfil.pdf\n",
    );
    for audience in [Audience::Writers, Audience::Public] {
        project.sources.audience = audience;
        assert_eq!(is_told_or_made(&project, "zqfil"), Vec::<String>::new());
    }
}
