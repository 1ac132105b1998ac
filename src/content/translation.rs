//! The front matter of a record in another language: words, never facts.

use super::common::Silence;
use super::value::{Free, Text};
use crate::diagnostic::Both;
use crate::record;

/// What a translation is, in one sentence.
pub const ABOUT: Both = Both(
    "En post på ett annat språk: filen heter som posten, med språkets kod före ändelsen.",
    "A record in another language: the file is called as the record, with the language's code before the extension.",
);

record! {
    /// The front matter of a translation.
    pub struct Head {
        title: Text = "title", "Rubrik" / "Title", "Rubriken på det här språket." / "The title in this language.", r#""Title""#;
        summary: Option<Text> = "summary", "Sammanfattning" / "Summary", "Sammanfattningen på det här språket." / "The summary in this language.", r#""Summary""#;
        translates: Option<Text> = "translates", "Översätter" / "Translates", "Fingeravtrycket av det som översatts." / "The fingerprint of what was translated.", r#""…""#;
        silence: Vec<Silence> = "silence", "Tystat" / "Silenced", "Det som en regel finner här men som får vara så, och varför." / "What a rule finds here but may be so, and why.", r#"[{ rule = "", reason = "" }]"#;
        words: Option<Free> = "words", "Ord" / "Words", "Postens egna texter efter nyckel, och texter inne i den efter id." / "The record's own texts by key, and texts inside it by id.", r#"{ situation = "", ring-nu = { title = "", text = "" } }"#;
    }
}
