//! What the room promises, by example: Markdown in, facts or HTML out.

mod facts;
mod hostile;
mod page;

use std::sync::LazyLock;

use super::{Abbreviations, Facts, Html, Labels, Options, Picture, Resolve, Target};
use crate::span::SourceId;

/// Links lead where they say, apart from files that do not exist; `indicator:` is a figure, `ingen.png` is missing.
struct Known;

impl Resolve for Known {
    fn link(&self, dest: &str) -> Target {
        if dest.ends_with("finns-inte.md") { Target::Plain } else { Target::Url(dest.to_owned()) }
    }

    fn image(&self, dest: &str) -> Picture {
        match dest.split_once(':') {
            Some(("indicator", id)) => Picture::Figure(format!("<figure>{id}</figure>")),
            _ if dest == "ingen.png" => Picture::Missing,
            _ => Picture::Image { src: dest.to_owned(), width: Some(40), height: Some(30), sizes: Vec::new() },
        }
    }
}

fn facts(text: &str) -> Facts {
    super::facts(text, SourceId::of("test.md"), 0)
}

static LABELS: LazyLock<Labels> = LazyLock::new(Labels::default);
static NO_ABBREVIATIONS: LazyLock<Abbreviations> = LazyLock::new(|| Abbreviations::new([]));

fn options<'a>() -> Options<'a> {
    Options {
        lang: "sv",
        shift: 0,
        omit: Vec::new(),
        only: None,
        prefix: "",
        labels: &LABELS,
        abbreviations: &NO_ABBREVIATIONS,
        mentions: &[],
    }
}

/// With the options that most examples use, changed by `change`.
fn render<'a>(text: &str, change: impl FnOnce(&mut Options<'a>)) -> Html {
    let mut options = options();
    change(&mut options);
    super::html(text, &facts(text), &options, &Known)
}

fn html(text: &str) -> String {
    render(text, |_| {}).html
}

fn inline(text: &str) -> String {
    super::inline(text, &options(), &Known)
}
