//! Copies that are left when two people edit one file, or when Windows copies it: told with the name of the original, and not read.

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use crate::diagnostic::{Both, Diagnostic, Lint, Severity};
use crate::source::{Sources, Text};
use crate::span::{SourceId, Span};

pub static CONFLICT_COPY: Lint = Lint {
    name: "conflict-copy",
    severity: Severity::Error,
    title: Both("Kopia av en annan fil", "Copy of another file"),
    why: Both(
        "En kopia är ingen egen sida, och ändringarna i den syns inte på webbplatsen.",
        "A copy is no page of its own, and the edits in it are not seen on the site.",
    ),
    manual: Both(
        "OneDrive, Dropbox, Nextcloud och Syncthing lägger en kopia bredvid när två personer har sparat samma fil samtidigt. Utforskaren gör en när man kopierar och klistrar in i samma mapp. Namnet avslöjar den:\n\nom-DATORNAMN.md\nom (Annas motstridiga kopia 2026-11-22).md\nom (conflicted copy 2026-11-22 101112).md\nom.sync-conflict-20261122-101112-ABCDEFG.md\nom – kopia.md\nom (1).md\n\nJämför kopian med originalet, för över det som ska vara kvar och ta bort kopian. Ska den bli en egen sida: ge den ett eget namn med små bokstäver, siffror och bindestreck.",
        "OneDrive, Dropbox, Nextcloud and Syncthing put a copy beside the file when two people have saved it at the same time. Explorer makes one when you copy and paste in the same folder. Its name tells:\n\nom-COMPUTER.md\nom (Anna's conflicted copy 2026-11-22).md\nom (conflicted copy 2026-11-22 101112).md\nom.sync-conflict-20261122-101112-ABCDEFG.md\nom - Copy.md\nom (1).md\n\nCompare the copy with the original, move over what is to stay and remove the copy. If it is to be a page of its own: give it a name of its own in small letters, digits and hyphens.",
    ),
};

/// The texts under `content/` that are copies, and a finding for each copied file or folder.
pub fn copies(sources: &Sources) -> (FxHashSet<SourceId>, Vec<Diagnostic>) {
    let (mut copies, mut told) = (FxHashSet::default(), FxHashSet::default());
    let mut diagnostics = Vec::new();
    let texts = sources.texts.par_iter().filter(|text| text.path.starts_with("content/"));
    let found: Vec<(&Text, Copy)> = texts.filter_map(|text| Some((text, Copy::of(&text.path, sources)?))).collect();
    for (text, copy) in found {
        copies.insert(text.id);
        if told.insert(copy.path) {
            diagnostics.push(copy.tell(text.id));
        }
    }
    (copies, diagnostics)
}

/// Whether the text at `path`, which came or went between the two, is no copy, and the others are copies of the same as before. What is a
/// copy of it bears its name, in its folder. None can tell of a folder that came or went with it.
pub fn are_same_copies(were: &Sources, are: &Sources, path: &str) -> bool {
    let Some((folder, name)) = path.rsplit_once('/') else { return false };
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_lowercase();
    let told = |sources: &Sources| {
        let inside = |text: &&Text| text.path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')) && *text.path != *path;
        let others: Vec<&Text> = sources.texts.iter().filter(inside).collect();
        let bear_it = others.iter().filter(|text| text.path[folder.len()..].to_lowercase().contains(&stem));
        let copies: Vec<Diagnostic> = bear_it.filter_map(|text| Some(Copy::of(&text.path, sources)?.tell(text.id))).collect();
        (!others.is_empty() && Copy::of(path, sources).is_none()).then_some(copies)
    };
    let told_were = told(were);
    told_were.is_some() && told_were == told(are)
}

/// A file or folder that is a copy.
struct Copy<'a> {
    path: &'a str,
    original: String,
    /// Whether the original is there.
    there: bool,
    /// Whether the names differ by capitals only.
    by_case: bool,
}

impl<'a> Copy<'a> {
    /// The first part of a path that is a copy: a folder, or the file itself when it is Markdown or TOML.
    fn of(path: &'a str, sources: &Sources) -> Option<Self> {
        let parts = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
        let ends: Vec<usize> = parts.skip(1).collect();
        ends.iter().find_map(|end| {
            let part = &path[..*end];
            let (folder, name) = part.rsplit_once('/')?;
            let (stem, extension) = match name.rsplit_once('.').filter(|_| *end == path.len()) {
                Some((stem, extension)) if matches!(extension, "md" | "toml") => (stem, format!(".{extension}")),
                Some(_) => return None,
                None if *end == path.len() => return None,
                None => (name, String::new()),
            };
            let whole = |stem: &str| format!("{folder}/{stem}{extension}");
            let there = |stem: &str| exists(sources, &whole(stem));
            let (original, sure) = without_marks(stem);
            let named = (original != stem).then(|| original.to_owned()).filter(|original| sure || there(original));
            let lower = stem.to_lowercase();
            let by_case = named.is_none() && lower != stem && there(&lower);
            let original = named.or_else(|| before_computer_name(stem, &there).map(str::to_owned)).or_else(|| by_case.then_some(lower))?;
            let by_case = by_case && original.to_lowercase() == stem.to_lowercase();
            Some(Copy { path: part, there: there(&original), original: whole(&original), by_case })
        })
    }

    fn tell(&self, source: SourceId) -> Diagnostic {
        let (path, original) = (self.path, &self.original);
        let (sv, en) = if self.by_case {
            (
                format!("{path} skiljer sig från {original} bara i stora och små bokstäver. I Windows och på Mac är det samma fil."),
                format!("{path} differs from {original} in capitals only. On Windows and Mac it is the same file."),
            )
        } else {
            (
                format!("{path} ser ut att vara en kopia av {original}, och läses inte."),
                format!("{path} looks like a copy of {original}, and is not read."),
            )
        };
        let diagnostic = Diagnostic::new(&CONFLICT_COPY, Span::start_of(source), sv, en);
        if self.there {
            diagnostic.help(
                "Jämför de två, för över det som ska vara kvar till originalet och ta bort kopian. Ska den bli en egen sida: ge den ett eget namn.",
                "Compare the two, move over what is to stay to the original and remove the copy. If it is to be a page of its own: give it a name of its own.",
            )
        } else {
            diagnostic.help(
                format!("Originalet finns inte här. Är det den här som gäller: döp om den till {original}."),
                format!("The original is not here. If this is the one that holds: rename it to {original}."),
            )
        }
    }
}

/// Whether there is a file at a path, read or not, or a text in a folder there.
fn exists(sources: &Sources, path: &str) -> bool {
    let folder = format!("{path}/");
    let (Ok(after) | Err(after)) = sources.texts.binary_search_by(|text| (*text.path).cmp(&folder));
    sources.text(path).is_some()
        || sources.texts.get(after).is_some_and(|text| text.path.starts_with(&folder))
        || sources.unread.iter().any(|file| &*file.path == path)
}

/// What stands in the parentheses of a conflict copy: Dropbox and Nextcloud, in English and Swedish.
const CONFLICT: &[&str] = &["conflict", "konflikt", "motstridig"];
/// How a copy of Windows, Mac or SharePoint begins or ends.
const BEFORE: &[&str] = &["kopia av ", "copy of "];
const AFTER: &[&str] = &[" - kopia", " – kopia", " - copy", " – copy", " kopia", " copy"];

/// The name that is left without the marks of a copy, and whether they can mark nothing else.
fn without_marks(stem: &str) -> (&str, bool) {
    let (mut name, mut sure) = (stem, false);
    while let Some((rest, mark)) = without_mark(name).filter(|(rest, _)| !rest.is_empty()) {
        (name, sure) = (rest, sure || mark);
    }
    (name, sure)
}

fn without_mark(name: &str) -> Option<(&str, bool)> {
    if let Some((rest, _)) = name.split_once(".sync-conflict-") {
        return Some((rest, true));
    }
    if let Some((rest, inside)) = name.strip_suffix(')').and_then(|name| name.rsplit_once('(')) {
        let said = inside.to_lowercase();
        let conflict = CONFLICT.iter().any(|word| said.contains(word));
        return (conflict || is_number(inside)).then_some((rest.trim_end(), conflict));
    }
    let begins = |words: &&&str| name.get(..words.len()).is_some_and(|start| start.to_lowercase() == **words);
    let ends = |words: &&&str| name.get(name.len().saturating_sub(words.len())..).is_some_and(|end| end.to_lowercase() == **words);
    if let Some(words) = BEFORE.iter().find(begins) {
        return Some((&name[words.len()..], true));
    }
    if let Some(words) = AFTER.iter().find(ends) {
        return Some((&name[..name.len() - words.len()], true));
    }
    match name.rsplit_once(['_', ' ']) {
        // Older Nextcloud: om_conflict-20261122-101112. A Mac: om 2.
        Some((rest, mark)) if mark.starts_with("conflict-") => Some((rest, true)),
        Some((rest, mark)) if name.contains(' ') && is_number(mark) => Some((rest, false)),
        _ => None,
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.len() < 4 && text.bytes().all(|b| b.is_ascii_digit())
}

/// The longest original that is there and that the name of a computer, in capitals, was put behind: OneDrive.
fn before_computer_name<'n>(stem: &'n str, there: &dyn Fn(&str) -> bool) -> Option<&'n str> {
    let splits: Vec<usize> = stem.match_indices('-').map(|(at, _)| at).collect();
    splits.into_iter().rev().map(|at| (&stem[..at], &stem[at + 1..])).find_map(|(original, computer)| {
        let named = computer.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'-');
        (named && computer.bytes().any(|b| b.is_ascii_uppercase()) && there(original)).then_some(original)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_copies_come_off_and_other_names_stay() {
        for (stem, original, sure) in [
            ("om (Annas motstridiga kopia 2026-11-22)", "om", true),
            ("om (Anna's conflicted copy 2026-11-22)", "om", true),
            ("om (skiftlägeskonflikt)", "om", true),
            ("om (conflicted copy 2026-11-22 101112)", "om", true),
            ("om_conflict-20261122-101112", "om", true),
            ("om.sync-conflict-20261122-101112-ABCDEFG", "om", true),
            ("om.en.sync-conflict-20261122-101112-ABCDEFG", "om.en", true),
            ("om – kopia", "om", true),
            ("om - Kopia (2)", "om", true),
            ("om - Copy", "om", true),
            ("Kopia av om", "om", true),
            ("om (1)", "om", false),
            ("om 2", "om", false),
            ("mål – kopia", "mål", true),
        ] {
            assert_eq!(without_marks(stem), (original, sure), "{stem}");
        }
        for stem in ["om", "om-kopia", "budget-2016", "om (utkast)", "kopia", "conflict", "handlingsplan-2", "ö", "(1)", " kopia"] {
            assert_eq!(without_marks(stem), (stem, false), "{stem}");
        }
    }
}
