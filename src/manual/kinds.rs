//! Every kind of record and every other file, key by key: what it is, what sort of value it takes, an example, whether it must be there.

use super::{Book, Chapter, address};
use crate::content::accessibility::{self, Accessibility};
use crate::content::changes::{self, Changes};
use crate::content::common::Common;
use crate::content::field::{FieldDecl, Record as _, Shape};
use crate::content::site::SiteConfig;
use crate::content::{Fields, KINDS, Kind, shape, translation};
use crate::diagnostic::{Both, Lang};
use crate::sheet::{block, inline, link, text};

pub(super) static CHAPTER: Chapter = Chapter {
    name: "kinds",
    title: Both("Vad man kan skriva", "What can be written"),
    about: Both(
        "Varje sorts post och fil med alla sina nycklar: vad de betyder, vilka värden de tar, ett exempel och om de måste finnas.",
        "Every kind of record and file with all its keys: what they mean, which values they take, an example and whether they must be there.",
    ),
    topics: |_| files().map(|file| file.name).collect(),
    title_of: |_, topic, lang| files().find(|file| file.name == topic).map(|file| file.title.get(lang).to_owned()),
    page: |_: &Book, topic, lang| {
        topic.and_then(|topic| files().find(|file| file.name == topic)).map_or_else(|| front(lang), |file| page(&file, lang))
    },
};

/// Something that is written: a kind of record, a file of the site's own, or what all records share.
struct File {
    name: &'static str,
    title: Both,
    about: Both,
    fields: Fields,
    kind: Option<&'static Kind>,
}

fn files() -> impl Iterator<Item = File> {
    let of_kind =
        |kind: &&'static Kind| File { name: kind.name, title: kind.many, about: kind.about, fields: kind.fields, kind: Some(kind) };
    let own = [
        File {
            name: "common",
            title: Both("Nycklar som alla poster har", "Keys that every record has"),
            about: Both("De kan stå i varje post, vilken sort den än är.", "They can stand in every record, of whatever kind."),
            fields: Common::fields,
            kind: None,
        },
        File {
            name: "translation",
            title: Both("Översättningar", "Translations"),
            about: translation::ABOUT,
            fields: translation::Head::fields,
            kind: None,
        },
        File {
            name: "site",
            title: Both("Webbplatsen: site.toml", "The site: site.toml"),
            about: Both("content/site.toml säger vad webbplatsen är.", "content/site.toml says what the site is."),
            fields: SiteConfig::fields,
            kind: None,
        },
        File {
            name: "accessibility",
            title: Both("Tillgänglighetsredogörelse: accessibility.toml", "Accessibility statement: accessibility.toml"),
            about: accessibility::ABOUT,
            fields: Accessibility::fields,
            kind: None,
        },
        File {
            name: "changes",
            title: Both("Ändringar: changes.toml", "Changes: changes.toml"),
            about: changes::ABOUT,
            fields: Changes::fields,
            kind: None,
        },
    ];
    KINDS.iter().map(of_kind).chain(own)
}

/// Where a key is told of: the first file whose own keys have it.
pub(super) fn key(key: &str) -> Option<(&'static str, &'static str)> {
    files().find_map(|file| (file.fields)().iter().find(|decl| decl.key == key).map(|decl| (file.name, decl.key)))
}

/// The name of a key on its page, by the keys around it.
pub(super) fn anchor(around: &[&str], key: &str) -> String {
    let path: Vec<&str> = around.iter().copied().chain([key]).collect();
    format!("key-{}", path.join("_"))
}

fn front(lang: Lang) -> String {
    let row = |file: File| {
        let place = file.kind.map_or(String::new(), |kind| format!("<code>content/{}/</code>", kind.folder));
        let page = link(&address(lang, CHAPTER.name, file.name), file.title.get(lang));
        format!("<tr><th scope=\"row\">{page} {place}</th><td>{}</td></tr>\n", text(file.about.get(lang)))
    };
    let rows: String = files().map(row).collect();
    let words = Both(
        "Mappen som en fil ligger i säger vad den är, och filens namn är dess id: `content/strategies/andt-2014-2016.md`. Uppgifterna står som TOML mellan två rader med `+++`, texten under dem som Markdown. Flera korta poster kan stå i en fil tillsammans: `content/terms.toml`, där varje post börjar med `[[term]]` och har ett `id`. `insyn new SORT ID` skriver en första fil åt dig.",
        "The folder of a file says what it is, and the file's name is its id: `content/strategies/andt-2014-2016.md`. Facts stand as TOML between two lines of `+++`, words below them as Markdown. Several short records can share a file: `content/terms.toml`, where every record begins with `[[term]]` and has an `id`. `insyn new KIND ID` writes a first file for you.",
    );
    format!(
        "<p>{}</p>\n<table>\n<caption>{}</caption>\n<thead><tr><th scope=\"col\">{}</th><th scope=\"col\">{}</th></tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n",
        inline(words.get(lang)),
        Both("Poster och filer", "Records and files").get(lang),
        Both("Vad", "What").get(lang),
        Both("Beskrivning", "Description").get(lang),
    )
}

fn page(file: &File, lang: Lang) -> String {
    let mut out = format!("<p>{}</p>\n", text(file.about.get(lang)));
    if let Some(kind) = file.kind {
        out += &placed(kind, lang);
    }
    out += &format!("<h2>{}</h2>\n", Both("Nycklar", "Keys").get(lang));
    let mut inner = Vec::new();
    out += &keys((file.fields)(), &[], &mut inner, lang);
    // Tables inside tables, each under a heading of its own, in the order in which they are met.
    let mut at = 0;
    while at < inner.len() {
        let Inner { path, decl, many } = &inner[at];
        let (path, decl, many) = (path.clone(), *decl, *many);
        let whole = path.join(".");
        let brackets = if many { format!("[[{whole}]]") } else { format!("[{whole}]") };
        out += &format!(
            "<h2 id=\"{}\">{} <code>{brackets}</code></h2>\n<p>{}</p>\n",
            table_id(&path),
            text(decl.label.get(lang)),
            inline(decl.doc.get(lang)),
        );
        if let Some(fields) = shape::inside(decl.shape) {
            let around: Vec<&str> = path.clone();
            out += &keys(fields, &around, &mut inner, lang);
        }
        at += 1;
    }
    out
}

/// Where records of a kind lie, and what they share with all others.
fn placed(kind: &Kind, lang: Lang) -> String {
    let (name, folder, extension) = (kind.name, kind.folder, if kind.prose { "md" } else { "toml" });
    let common =
        link(&address(lang, CHAPTER.name, "common"), Both("nycklarna som alla poster har", "the keys that every record has").get(lang));
    let (files, also, begin) = match lang {
        Lang::Sv => ("I en egen fil, eller flera i en fil tillsammans:", "Utöver nycklarna nedan gäller", "Börja en ny:"),
        Lang::En => ("In a file of its own, or several in one file together:", "Beside the keys below there are", "Begin a new one:"),
    };
    let id = Both("kort-namn", "short-name").get(lang);
    let word = kind.one.get(lang);
    let lines = format!("content/{folder}/{id}.{extension}\ncontent/{folder}.toml   [[{name}]]");
    let begin_line = format!("insyn new {} {id}", if word.contains(' ') { name } else { word });
    let rows = kind.rows.map_or(String::new(), |(key, fields)| {
        let columns: Vec<&str> = fields().iter().filter(|field| field.key != "id").map(|field| field.label.get(lang)).collect();
        let words = Both(
            "Kan också skrivas som en tabell i texten, en rad för varje, med kolumner bland:",
            "Can also be written as a table in the text, a row each, with columns among:",
        );
        format!("<p><code>{key}</code>: {} {}.</p>\n", words.get(lang), text(&columns.join(" | ")))
    });
    format!("<p>{files}</p>\n{}<p>{begin}</p>\n{}<p>{also} {common}.</p>\n{rows}", block(&lines), block(&begin_line))
}

/// A table inside what a page is about.
struct Inner {
    path: Vec<&'static str>,
    decl: &'static FieldDecl,
    many: bool,
}

fn table_id(path: &[&str]) -> String {
    format!("table-{}", path.join("_"))
}

fn keys(fields: &'static [FieldDecl], around: &[&'static str], inner: &mut Vec<Inner>, lang: Lang) -> String {
    let mut out = String::from("<dl class=\"keys\">\n");
    for decl in fields {
        let needed = if decl.required { format!(" <em>{}</em>", Both("måste finnas", "must be there").get(lang)) } else { String::new() };
        out += &format!(
            "<dt id=\"{}\"><code>{}</code> {}{needed}</dt>\n<dd>\n<p>{}</p>\n",
            anchor(around, decl.key),
            decl.key,
            text(decl.label.get(lang)),
            inline(decl.doc.get(lang)),
        );
        let values = address(lang, "values", "");
        let sort = shape::named(decl.shape).get(lang);
        out += &match shape::inside(decl.shape) {
            Some(_) => {
                let path: Vec<&'static str> = around.iter().copied().chain([decl.key]).collect();
                let link = link(&format!("#{}", table_id(&path)), sort);
                inner.push(Inner { path, decl, many: matches!(decl.shape, Shape::List(_)) });
                format!("<p>{} {link}</p>\n", Both("Värde:", "Value:").get(lang))
            }
            None => {
                let link = link(&format!("{values}#{}", shape::anchor(decl.shape)), sort);
                format!("<p>{} {link}{}</p>\n", Both("Värde:", "Value:").get(lang), text(&shape::allowed(decl.shape, lang)))
            }
        };
        out += &format!("<p>{} <code>{} = {}</code></p>\n</dd>\n", Both("Exempel:", "Example:").get(lang), decl.key, text(decl.example));
    }
    out + "</dl>\n"
}
