//! The description of a picture says what it shows.

use super::{Local, Rule, Run};
use crate::diagnostic::{Both, Diagnostic, Lint, Severity};
use crate::markdown::{Link, LinkKind};

pub static LINT: Lint = Lint {
    name: "useless-alt",
    severity: Severity::Warning,
    title: Both("Intetsägande bildbeskrivning", "Useless description"),
    why: Both(
        "Den som inte ser bilden får höra ett filnamn eller ordet ”bild” i stället för vad den visar (WCAG 1.1.1, krav enligt lag 2018:1937).",
        "Whoever does not see the picture hears a file name or the word “picture” instead of what it shows (WCAG 1.1.1, required by Swedish law 2018:1937).",
    ),
    manual: Both(
        "Beskrivningen säger vad bilden visar, så som du skulle säga det i telefon. Ett filnamn, bara ordet ”bild” eller samma ord som i bildtexten säger inget.\n\nFel:   ![IMG_2041.jpg](kontroller.png)\nRätt:  ![Stapeldiagram: 88 procent godkända 2016, målet var 90](kontroller.png)\n\nKälla: WCAG 2.2, 1.1.1; Diggs webbriktlinjer. Stämmer det ändå: insyn explain idle-silence.",
        "The description says what the picture shows, as you would say it on the telephone. A file name, the mere word “picture” or the words of the caption say nothing.\n\nWrong: ![IMG_2041.jpg](kontroller.png)\nRight: ![Bar chart: 88 per cent approved in 2016, the target was 90](kontroller.png)\n\nSource: WCAG 2.2, 1.1.1; Digg's web guidelines. If it is right all the same: insyn explain idle-silence.",
    ),
};

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Local(run) };

/// Words that name a picture and say nothing of it, in small letters; sorted.
const EMPTY: &[&str] = &[
    "bild",
    "bilden",
    "chart",
    "diagram",
    "figur",
    "figure",
    "foto",
    "fotografi",
    "graf",
    "graph",
    "icon",
    "ikon",
    "illustration",
    "image",
    "kaavio",
    "karta",
    "kuva",
    "logga",
    "logo",
    "logotyp",
    "map",
    "photo",
    "picture",
    "valokuva",
    "صورة",
];

/// Endings of the files that pictures come in.
const ENDINGS: &[&str] = &[".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".tif", ".tiff", ".heic", ".bmp"];

/// What cameras and programs name their files by; figures follow.
const NAMED: &[&str] = &["img", "dsc", "dscn", "dscf", "pxl", "screenshot", "skärmbild", "bild", "image", "foto", "photo"];

fn run(local: &Local) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for page in local.pages() {
        let images = page.body.into_iter().flat_map(|body| &body.facts.links).filter(|link| link.kind == LinkKind::Image);
        for image in images.filter(|image| is_useless(image, &local.document.text.content)) {
            let diagnostic = Diagnostic::new(
                &LINT,
                image.span,
                format!("Beskrivningen ”{}” säger inte vad bilden visar.", image.text),
                format!("The description “{}” does not say what the picture shows.", image.text),
            );
            found.push(diagnostic.help("Skriv vad man ser mellan hakparenteserna.", "Write what one sees between the brackets."));
        }
    }
    found
}

fn is_useless(image: &Link, text: &str) -> bool {
    let alt = image.text.trim().to_lowercase();
    let file = image.dest.rsplit('/').next().unwrap_or("").to_lowercase();
    let stem = file.rsplit_once('.').map_or(&*file, |(stem, _)| stem);
    let numbered =
        NAMED.iter().any(|name| alt.strip_prefix(name).is_some_and(|rest| !rest.is_empty() && !rest.contains(char::is_alphabetic)));
    let caption = text.get(image.span.range()).and_then(|written| written.strip_suffix("\")")).and_then(|written| written.rsplit_once('"'));
    EMPTY.binary_search(&alt.trim_end_matches('.')).is_ok()
        || ENDINGS.iter().any(|ending| alt.ends_with(ending))
        || (!alt.is_empty() && alt == stem && !alt.contains(' '))
        || numbered
        || caption.is_some_and(|(_, title)| title.trim().to_lowercase() == alt)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_can_be_searched() {
        assert!(EMPTY.is_sorted());
    }
}
