//! What kind of record a document probably is, and why.

use super::actions::{self, Rows};
use super::{Facts, Guess, Manuscript};
use crate::content::{Kind, agreement, case, result, strategy};
use crate::diagnostic::{Words, fold};

/// Guesses from the tables first, then from the title. A case is never wrong: every document belongs to one.
pub fn guess(manuscript: &Manuscript, facts: &Facts) -> Guess {
    let of = |kind: &'static Kind, sv: String, en: String| Guess { kind, reason: Words::new(sv, en) };
    for (kind, rows) in [(&result::KIND, Rows::Judged), (&strategy::KIND, Rows::Planned)] {
        if let Some(heading) = actions::told_by(manuscript, rows) {
            return of(
                kind,
                format!("det finns en tabell över aktiviteter, med kolumnen ”{heading}”"),
                format!("there is a table of actions, with the column “{heading}”"),
            );
        }
    }
    let title = fold(&facts.title);
    let has = |words: &[&'static str]| words.iter().copied().find(|word| title.split('-').any(|part| part.starts_with(word)));
    let begins = |words: &[&'static str]| words.iter().copied().find(|word| title.starts_with(word));
    let said = |kind, word: &str| of(kind, format!("i titeln står ”{word}…”"), format!("the title says “{word}…”"));
    if let Some(word) = has(&["uppfoljning"]) {
        return said(&result::KIND, &word.replace("uppfoljning", "uppföljning"));
    }
    if let Some(word) = begins(&["overenskommelse", "samverkansoverenskommelse", "samverkansavtal", "avtal", "kontrakt"]) {
        return said(&agreement::KIND, &word.replace("overens", "överens"));
    }
    if let Some(word) = begins(&["strategi", "handlingsplan", "program", "policy", "riktlinje", "atgardsplan"]) {
        return said(&strategy::KIND, &word.replace("atgard", "åtgärd"));
    }
    of(
        &case::KIND,
        "inget i titeln eller tabellerna säger något annat".to_owned(),
        "nothing in the title or the tables says otherwise".to_owned(),
    )
}
