//! The words of a link say where it leads.

use super::{Local, Rule, Run};
use crate::diagnostic::{Both, Diagnostic, Lint, Severity};
use crate::markdown::LinkKind;
use crate::span::Span;

pub static LINT: Lint = Lint {
    name: "vague-link",
    severity: Severity::Warning,
    title: Both("Intetsägande länk", "Vague link"),
    why: Both(
        "Den som lyssnar eller hoppar mellan länkar hör bara länkens ord (WCAG 2.4.4, krav enligt lag 2018:1937).",
        "Whoever listens or jumps from link to link hears the words of the link only (WCAG 2.4.4, required by Swedish law 2018:1937).",
    ),
    manual: Both(
        "Länkens ord säger vart den leder: namnet på sidan eller på det man får veta där. ”Läs mer”, ”klicka här” och en hel webbadress säger inget.\n\nFel:   Läs mer om planen [här](../strategies/andt-2014-2016.md).\nRätt:  Läs [planen mot alkohol och droger](../strategies/andt-2014-2016.md).\n\nKälla: WCAG 2.2, 2.4.4 Länkars syfte; Diggs webbriktlinjer. Stämmer det ändå: insyn explain idle-silence.",
        "The words of a link say where it leads: the name of the page, or of what one learns there. “Read more”, “click here” and a whole web address say nothing.\n\nWrong: Read more of the plan [here](../strategies/andt-2014-2016.md).\nRight: Read [the plan against alcohol and drugs](../strategies/andt-2014-2016.md).\n\nSource: WCAG 2.2, 2.4.4 Link Purpose (In Context); Digg's web guidelines. If it is right all the same: insyn explain idle-silence.",
    ),
};

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Local(run) };

/// Words that say nothing of where a link leads, in small letters; sorted.
const VAGUE: &[&str] = &[
    "click here",
    "den här länken",
    "den här sidan",
    "denna länk",
    "denna sida",
    "fortsätt",
    "hemsida",
    "here",
    "här",
    "info",
    "klicka",
    "klicka här",
    "klikkaa tästä",
    "learn more",
    "link",
    "linkki",
    "lisää",
    "lue lisää",
    "länk",
    "länken",
    "läs här",
    "läs mer",
    "läs mer här",
    "mer",
    "mer här",
    "mer info",
    "mer information",
    "more",
    "more info",
    "more information",
    "read more",
    "read more here",
    "se här",
    "se mer",
    "see here",
    "sidan",
    "this link",
    "this page",
    "tryck här",
    "tästä",
    "täällä",
    "täältä",
    "webbplats",
    "website",
    "اضغط هنا",
    "اقرأ المزيد",
    "المزيد",
    "هنا",
];

fn run(local: &Local) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for page in local.pages() {
        let links = page.body.into_iter().flat_map(|body| &body.facts.links).filter(|link| link.kind == LinkKind::Link);
        for link in links.filter(|link| !page.prose.is_quoted(link.span)) {
            let words = link.text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
            let bare = link.text.contains("://") || words.starts_with("www.");
            if bare || VAGUE.binary_search(&words.as_str()).is_ok() {
                found.push(tell(link.span, &link.text));
            }
        }
    }
    found
}

fn tell(span: Span, text: &str) -> Diagnostic {
    Diagnostic::new(
        &LINT,
        span,
        format!("Länken ”{text}” säger inte vart den leder."),
        format!("The link “{text}” does not say where it leads."),
    )
    .help(
        "Skriv namnet på sidan som den leder till mellan hakparenteserna.",
        "Write the name of the page that it leads to between the brackets.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_can_be_searched() {
        assert!(VAGUE.is_sorted());
    }
}
