//! What became different in what is published, edition by edition: `content/changes.toml`. The program writes it when it publishes; writers may
//! better the words.

use super::value::{Day, Inner, Local, Text};
use crate::diagnostic::Both;
use crate::{choice, record, references};

/// Where it stands.
pub const PATH: &str = "content/changes.toml";

pub const ABOUT: Both = Both(
    "Ändringarna: vad som har blivit annorlunda för läsarna. Publiceringen lägger till dem; orden i text får skrivas om.",
    "The changes: what became different for readers. Publishing adds them; the words in text may be written anew.",
);

references! {
    /// A record of any kind: `results/andt-2016`.
    RecordRef -> [], Inner::Never, Local::Never;
}

choice! {
    /// What became of something.
    pub enum ChangeKind {
        Added = "ny" / "added",
        Changed = "ändrad" / "changed",
        Corrected = "rättad" / "corrected",
        Redacted = "maskerad" / "redacted",
        Withdrawn = "tillbakadragen" / "withdrawn",
        Removed = "borttagen" / "removed",
    }
}

record! {
    /// One thing that became different. What was redacted is named, and what stood there is not told.
    pub struct Change {
        date: Day = "date", "Dag" / "Day", "Dagen då ändringen publicerades." / "The day when the change was published.", r#""2026-11-22""#;
        record: RecordRef = "record", "Post" / "Record", "Mappen och id för posten som ändringen gäller." / "Folder and id of the record that the change is about.", r#""results/andt-2016""#;
        kind: ChangeKind = "kind", "Sorts ändring" / "Kind", "Vad som hände." / "What happened.", r#""ändrad""#;
        text: Text = "text", "Vad som ändrats" / "What changed", "Ändringen i ord, som läsare ser den. Skriv gärna om." / "The change in words, as readers see it. Better it if you like.", r#""Läge för Enkät ändrat från pågår till genomförd.""#;
        fact: Option<Text> = "fact", "Uppgift" / "Fact", "Uppgiften som ändrats, med punkt mellan nivåerna. Skrivs av programmet." / "The fact that changed, with dots between the levels. Written by the program.", r#""action.enkat.status""#;
        old: Option<Text> = "old", "Stod tidigare" / "Said before", "Vad som stod tidigare. Skrivs av programmet." / "What stood there before. Written by the program.", r#""pågår""#;
        new: Option<Text> = "new", "Står nu" / "Says now", "Vad som står nu. Skrivs av programmet." / "What stands there now. Written by the program.", r#""genomförd""#;
        edition: Option<i64> = "edition", "Utgåva" / "Edition", "Vilken utgåva ändringen kom med, så att den inte skrivs två gånger. Skrivs av programmet." / "The edition that brought the change, so that it is not written twice. Written by the program.", "2";
    }
}

record! {
    pub struct Changes {
        changes: Vec<Change> = "change", "Ändringar" / "Changes", "Ändringarna, den senaste sist." / "The changes, the latest last.", r#"[{ date = "2026-11-22", record = "results/andt-2016", kind = "ny", text = "" }]"#;
    }
}
