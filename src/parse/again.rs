//! Lines that two findings are about: what a later one proposes for a line that was read otherwise than it stands.

use rustc_hash::{FxHashMap, FxHashSet};

use super::front::TOML_SYNTAX;
use super::mend::line_around;
use crate::diagnostic::Diagnostic;
use crate::source::{Sources, Text};
use crate::span::SourceId;

/// Gives the lines to paste what was mended in them too: they are made of the text as it stands, and would be as faulty as that. Where both
/// cannot be had, only the first is proposed.
pub fn as_mended(diagnostics: &mut [Diagnostic], sources: &Sources) {
    let faulty: FxHashSet<SourceId> =
        diagnostics.iter().filter(|found| found.lint.name == TOML_SYNTAX.name).map(|found| found.span.source).collect();
    if faulty.is_empty() {
        return;
    }
    let texts: FxHashMap<SourceId, &Text> =
        sources.texts.iter().filter(|text| faulty.contains(&text.id)).map(|text| (text.id, text)).collect();
    let line = |found: &Diagnostic| {
        let text = texts.get(&found.span.source)?;
        let line = line_around(&text.content, found.span.range().start);
        Some((text.id, line.start, &text.content[line]))
    };
    let mut right: FxHashMap<(SourceId, usize), String> = FxHashMap::default();
    for found in diagnostics.iter().filter(|found| found.lint.name == TOML_SYNTAX.name) {
        if let (Some((source, start, _)), Some(paste)) = (line(found), &found.paste) {
            right.insert((source, start), paste.clone());
        }
    }
    for found in diagnostics.iter_mut().filter(|found| found.lint.name != TOML_SYNTAX.name) {
        let Some((source, start, written)) = line(found) else { continue };
        if let (Some(right), Some(paste)) = (right.get(&(source, start)), &found.paste) {
            found.paste = both(written, right, paste);
        }
    }
}

/// The line `mended` with what `pasted` has otherwise than the line `written`, word by word.
fn both(written: &str, mended: &str, pasted: &str) -> Option<String> {
    let is_word = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    let before: usize = written.chars().zip(pasted.chars()).take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum();
    let start = written[..before].trim_end_matches(is_word).len();
    let ends = written[before..].chars().rev().zip(pasted[before..].chars().rev());
    let after: usize = ends.take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum();
    let rest = &written[written.len() - after..];
    let after = rest.trim_start_matches(is_word).len();
    let (old, new) = (&written[start..written.len() - after], &pasted[start..pasted.len() - after]);
    (!old.is_empty() && mended.matches(old).count() == 1).then(|| mended.replacen(old, new, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_what_both_findings_say_of_it() {
        let line = |written, mended, pasted| both(written, mended, pasted);
        let both = line("topics = [”alkohl”]", "topics = [\"alkohl\"]", "topics = [”alkohol”]");
        assert_eq!(both.as_deref(), Some("topics = [\"alkohol\"]"));
        assert_eq!(line("titel = ”Å”", "titel = \"Å\"", "title = ”Å”").as_deref(), Some("title = \"Å\""));
        assert_eq!(line("a = ”a”", "a = \"a\"", "b = ”a”"), None, "nobody can tell which");
    }
}
