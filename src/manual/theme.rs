//! What templates see: `themes/view.md`, as the program's own Markdown shows it.

use super::{Book, Chapter};
use crate::diagnostic::{Both, Lang};
use crate::markdown::{self, Abbreviations, Facts, Html, Labels, Options, Picture, Resolve, Target};
use crate::sheet::link;
use crate::span::SourceId;

pub(super) static CHAPTER: Chapter = Chapter {
    name: "theme",
    title: Both("För den som gör teman", "For theme authors"),
    about: Both("Vad en mall får se, nyckel för nyckel. På engelska.", "What a template may see, key by key."),
    topics: |_| Vec::new(),
    title_of: |_, _, _| None,
    page: |_: &Book, _, lang| page(lang),
};

/// The contract with theme authors, as it lies in the repository.
const VIEW: &str = include_str!("../../themes/view.md");

/// Links between files of the repository lead nowhere here.
struct Elsewhere;

impl Resolve for Elsewhere {
    fn link(&self, dest: &str) -> Target {
        if dest.starts_with("https://") || dest.starts_with('#') { Target::Url(dest.to_owned()) } else { Target::Plain }
    }
    fn image(&self, _: &str) -> Picture {
        Picture::Missing
    }
}

fn page(lang: Lang) -> String {
    let Html { html, contents } = rendered();
    let top = contents.iter().map(|entry| entry.level).min().unwrap_or_default();
    let jumps: String = contents
        .iter()
        .filter(|entry| entry.level == top)
        .map(|entry| format!("<li>{}</li>\n", link(&format!("#{}", entry.id), &entry.text)))
        .collect();
    let note = Both("Den här delen finns bara på engelska.", "").get(lang);
    let note = if note.is_empty() { String::new() } else { format!("<p>{note}</p>\n") };
    let name = Both("Innehåll", "Contents").get(lang);
    let jumps = if jumps.is_empty() { jumps } else { format!("<nav aria-label=\"{name}\">\n<ul class=\"jump\">\n{jumps}</ul>\n</nav>\n") };
    // Lines are broken here, and nothing scrolls that would have to take the focus.
    let html = html.replace("<pre tabindex=\"0\">", "<pre>");
    format!("{note}<div lang=\"en\">\n{jumps}{html}</div>\n")
}

/// The text below its own title, which the page's heading stands for.
fn rendered() -> Html {
    let body = VIEW.split_once('\n').map_or(VIEW, |(title, body)| if title.starts_with("# ") { body } else { VIEW });
    let facts: Facts = markdown::facts(body, SourceId::of("themes/view.md"), 0);
    let labels = Labels { table: "Table".into(), ..Labels::default() };
    let abbreviations = Abbreviations::new([]);
    let options = Options {
        lang: "en",
        shift: 0,
        omit: Vec::new(),
        only: None,
        prefix: "",
        labels: &labels,
        abbreviations: &abbreviations,
        mentions: &[],
    };
    markdown::html(body, &facts, &options, &Elsewhere)
}
