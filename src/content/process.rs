//! A way of working: numbered steps with their tasks and how far they have come.

use super::common::{ActorRef, AnyRef, DocumentRef, Standing};
use super::field::Record;
use super::value::{Id, Text};
use super::{Kind, read_as};
use crate::diagnostic::Both;
use crate::{choice, record};

pub static KIND: Kind = Kind {
    name: "process",
    folder: "processes",
    one: Both("process", "process"),
    many: Both("Så arbetar vi", "How we work"),
    about: Both("Ett arbetssätt i numrerade steg.", "A way of working in numbered steps."),
    address: "processer",
    prose: true,
    rows: None,
    sheets: &[],
    fields: Process::fields,
    read: read_as::<Process>,
};

choice! {
    pub enum StepState {
        NotStarted = "inte påbörjat" / "not-started",
        Started = "påbörjat" / "started",
        Done = "klart" / "done",
        Unknown = "okänt" / "unknown",
    }
}

record! {
    pub struct Task {
        ..standing: Standing;
        text: Text = "text", "Uppgift" / "Task", "Vad som ska göras." / "What is to be done.", r#""Fråga professionella""#;
        state: Option<StepState> = "state", "Läge" / "State", "Hur långt uppgiften kommit." / "How far the task has come.", r#""påbörjat""#;
    }
}

record! {
    pub struct ProcessStep {
        ..standing: Standing;
        id: Id = "id", "Id" / "Id", "Kort namn på steget." / "Short name of the step.", r#""steg-1""#;
        number: Option<Text> = "number", "Steg" / "Step", "Stegets nummer." / "The step's number.", r#""1""#;
        title: Text = "title", "Rubrik" / "Title", "Vad steget är." / "What the step is.", r#""Bygga struktur""#;
        description: Option<Text> = "description", "Beskrivning" / "Description", "Mer om steget." / "More about the step.", r#""Text""#;
        state: Option<StepState> = "state", "Läge" / "State", "Hur långt steget kommit." / "How far the step has come.", r#""påbörjat""#;
        tasks: Vec<Task> = "task", "Uppgifter" / "Tasks", "Vad som görs i steget." / "What is done in the step.", r#"[{ text = "" }]"#;
    }
}

record! {
    pub struct Process {
        owner: Vec<ActorRef> = "owner", "Ansvarig" / "Owner", "Den som driver arbetet." / "Who runs the work.", r#""sociala-kvalitetsenheten""#;
        about: Vec<AnyRef> = "about", "Hör till" / "Belongs to", "Planen eller annat som arbetet hör till." / "The plan or other that the work belongs to.", r#"["strategies/andt-2014-2016"]"#;
        document: Option<DocumentRef> = "document", "Dokument" / "Document", "Dokumentet som beskriver arbetet." / "The document that describes it.", r#""pm-2015#pm""#;
        steps: Vec<ProcessStep> = "step", "Steg" / "Steps", "Stegen i ordning." / "The steps in order.", r#"[{ id = "steg-1", title = "" }]"#;
    }
}
