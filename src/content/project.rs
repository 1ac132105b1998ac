//! A project: when, by whom, with which money, and what came of it.

use super::common::{ActorRef, AnyRef, BudgetLineRef, DocumentRef, GoalRef, Standing};
use super::field::Record;
use super::value::{Date, Id, Period, Text, Web};
use super::{Kind, read_as};
use crate::diagnostic::Both;
use crate::{choice, record};

pub static KIND: Kind = Kind {
    name: "project",
    folder: "projects",
    one: Both("projekt", "project"),
    many: Both("Projekt och satsningar", "Projects"),
    about: Both("Ett projekt eller en satsning, och vad den gett.", "A project or an initiative, and what it gave."),
    address: "projekt",
    prose: true,
    rows: None,
    sheets: &[],
    fields: Project::fields,
    read: read_as::<Project>,
};

choice! {
    pub enum ProductState {
        Planned = "planerad" / "planned",
        Started = "påbörjad" / "started",
        Done = "klar" / "done",
        NotMade = "inte framtagen" / "not-made",
        Unknown = "okänd" / "unknown",
    }
}

record! {
    /// Something that a project makes: a film, a brochure, a handbook.
    pub struct Product {
        ..standing: Standing;
        id: Id = "id", "Id" / "Id", "Kort namn på produkten." / "Short name of the product.", r#""film""#;
        title: Text = "title", "Produkt" / "Product", "Vad det är." / "What it is.", r#""Film riktad till föräldrar""#;
        form: Option<Text> = "form", "Form" / "Form", "Film, broschyr, handbok, nyhetsbrev." / "Film, brochure, handbook, newsletter.", r#""film""#;
        state: Option<ProductState> = "state", "Läge" / "State", "Hur långt den kommit." / "How far it has come.", r#""klar""#;
        page: Option<Web> = "page", "Finns här" / "Found here", "Var den finns." / "Where it is.", r#""https://www.example.se/film""#;
        date: Option<Date> = "date", "När" / "When", "När den kom." / "When it came.", r#""2016""#;
    }
}

impl Product {
    /// Whether it is known how it went: it was made, or was not.
    pub fn is_settled(&self) -> bool {
        matches!(self.state, Some(ProductState::Done | ProductState::NotMade))
    }
}

record! {
    pub struct Project {
        period: Option<Period> = "period", "Period" / "Period", "Tiden som projektet pågår." / "The time of the project.", r#""2015""#;
        owner: Vec<ActorRef> = "owner", "Ansvarig" / "Owner", "Den som driver projektet." / "Who runs the project.", r#""sociala-kvalitetsenheten""#;
        participants: Vec<ActorRef> = "participants", "Medverkande" / "Participants", "De som är med." / "Who takes part.", r#"["polisen"]"#;
        funding: Vec<BudgetLineRef> = "funding", "Pengar" / "Funding", "Rader eller potter som betalar." / "Lines or envelopes that pay.", r#"["forebyggande-2015#stark-utan-knark"]"#;
        goals: Vec<GoalRef> = "goals", "Mål" / "Goals", "Mål som projektet arbetar för." / "Goals that the project works for.", r#"["andt-2014-2016#mal-3"]"#;
        about: Vec<AnyRef> = "about", "Hör till" / "Belongs to", "Annat som projektet hör till." / "What else the project belongs to.", r#"["strategies/andt-2014-2016"]"#;
        document: Option<DocumentRef> = "document", "Dokument" / "Document", "Dokumentet som beskriver projektet." / "The document that describes the project.", r#""pm-2015#pm""#;
        products: Vec<Product> = "product", "Produkter" / "Products", "Vad projektet har gett." / "What the project gave.", r#"[{ id = "film", title = "" }]"#;
    }
}
