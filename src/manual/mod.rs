//! The manual, as pages for the browser: what can be written, which rules hold, what the commands do and what themes see. All of it is made
//! from the declarations that the program itself goes by, so it says what the program does.
//!
//! A family: one file, one chapter. To add one: its file, and a line in [`CHAPTERS`].

mod commands;
mod kinds;
mod rules;
mod theme;
mod values;

use crate::content::{KINDS, Kind};
use crate::diagnostic::{Both, Lang, Words, fold, nearest};
use crate::sheet::{OWN, Sheet, code, link, text};

pub use rules::{setting, weighs};

/// A chapter: its pages are topics.
struct Chapter {
    /// First part of its addresses.
    name: &'static str,
    title: Both,
    about: Both,
    /// The names of its pages below the first.
    topics: fn(&Book) -> Vec<&str>,
    /// What a topic is called; None when there is no such.
    title_of: fn(&Book, &str, Lang) -> Option<String>,
    /// The page of a topic; of the chapter itself when none is named. HTML below the heading.
    page: fn(&Book, Option<&str>, Lang) -> String,
}

const CHAPTERS: &[&Chapter] = &[&kinds::CHAPTER, &values::CHAPTER, &rules::CHAPTER, &commands::CHAPTER, &theme::CHAPTER];

/// What the manual is told, since only the command line knows it.
#[derive(Clone, Debug, Default)]
pub struct Book {
    pub commands: Vec<Command>,
}

/// A command as its help tells it.
#[derive(Clone, Debug)]
pub struct Command {
    pub name: &'static str,
    pub about: Both,
    /// Examples, and what else stands last in its help.
    pub after: Both,
    /// How it is written: `insyn new [VAL] SORT [ID]`.
    pub usage: Words,
    pub arguments: Vec<Argument>,
}

/// An argument or option of a command.
#[derive(Clone, Debug)]
pub struct Argument {
    /// As it is written: `--port PORT`.
    pub written: Words,
    pub help: Words,
}

/// Where the manual is under the preview's own address.
const MANUAL: &str = "manual/";

/// The address of a page; an empty chapter or topic is the page above.
pub fn address(lang: Lang, chapter: &str, topic: &str) -> String {
    let parts = [code(lang), chapter, topic];
    let path: String = parts.iter().filter(|part| !part.is_empty()).map(|part| format!("{part}/")).collect();
    format!("{OWN}{MANUAL}{path}")
}

/// The page at a path below the manual's own address: `sv/rules/unknown-key/`. None when there is none.
pub fn page(book: &Book, path: &str) -> Option<String> {
    let mut parts = path.strip_suffix('/')?.split('/');
    let lang = match parts.next()? {
        "sv" => Lang::Sv,
        "en" => Lang::En,
        _ => return None,
    };
    let (chapter, topic) = (parts.next(), parts.next());
    if parts.next().is_some() {
        return None;
    }
    let start = (address(lang, "", ""), TITLE.get(lang).to_owned());
    let other = |chapter, topic| Some(address(if lang == Lang::Sv { Lang::En } else { Lang::Sv }, chapter, topic));
    let sheet = match (chapter, topic) {
        (None, _) => Sheet { lang, title: TITLE.get(lang).into(), trail: Vec::new(), other: other("", ""), main: contents(lang) },
        (Some(name), topic) => {
            let chapter = CHAPTERS.iter().find(|chapter| chapter.name == name)?;
            let title = topic.map_or(Some(chapter.title.get(lang).to_owned()), |topic| (chapter.title_of)(book, topic, lang))?;
            let mut trail = vec![start];
            if topic.is_some() {
                trail.push((address(lang, name, ""), chapter.title.get(lang).to_owned()));
            }
            let main = (chapter.page)(book, topic, lang);
            Sheet { lang, title, trail, other: other(name, topic.unwrap_or_default()), main }
        }
    };
    Some(sheet.page())
}

/// Every path that has a page, for those who want to look at them all.
pub fn paths(book: &Book) -> Vec<String> {
    let mut paths = Vec::new();
    for lang in ["sv", "en"] {
        paths.push(format!("{lang}/"));
        for chapter in CHAPTERS {
            paths.push(format!("{lang}/{}/", chapter.name));
            paths.extend((chapter.topics)(book).into_iter().map(|topic| format!("{lang}/{}/{topic}/", chapter.name)));
        }
    }
    paths
}

const TITLE: Both = Both("Handbok för insyn", "Manual of insyn");

fn contents(lang: Lang) -> String {
    let about = Both(
        "Handboken görs av programmet självt, så den säger vad just den här versionen gör.",
        "The program makes the manual itself, so it says what this very version does.",
    );
    let mut out = format!("<p>{}</p>\n", about.get(lang));
    for chapter in CHAPTERS {
        let heading = link(&address(lang, chapter.name, ""), chapter.title.get(lang));
        out += &format!("<h2>{heading}</h2>\n<p>{}</p>\n", text(chapter.about.get(lang)));
    }
    out
}

/// Where a word leads: a chapter, a kind, a rule, a command or a key. Else the name that was probably meant.
pub fn find(book: &Book, word: &str, lang: Lang) -> Result<String, Option<String>> {
    let folded = fold(word);
    let chapter = |chapter: &&&Chapter| {
        [chapter.name, chapter.title.0, chapter.title.1]
            .iter()
            .any(|name| fold(name) == folded || fold(name).starts_with(&format!("{folded}-")))
    };
    if let Some(chapter) = CHAPTERS.iter().find(chapter) {
        return Ok(address(lang, chapter.name, ""));
    }
    if let Some(kind) = Kind::called(word) {
        return Ok(address(lang, kinds::CHAPTER.name, kind.name));
    }
    for chapter in CHAPTERS {
        if let Some(topic) = (chapter.topics)(book).into_iter().find(|topic| fold(topic) == folded) {
            return Ok(address(lang, chapter.name, topic));
        }
    }
    if let Some((topic, key)) = kinds::key(&folded) {
        return Ok(format!("{}#{}", address(lang, kinds::CHAPTER.name, topic), kinds::anchor(&[], key)));
    }
    let topics = CHAPTERS.iter().flat_map(|chapter| (chapter.topics)(book).into_iter().chain([chapter.name]));
    let words = KINDS.iter().flat_map(|kind| [kind.one.0, kind.one.1]);
    Err(nearest(word, &topics.chain(words).collect::<Vec<_>>()).map(str::to_owned))
}
