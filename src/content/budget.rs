//! Money: what is set aside by whom, and what it is used for.

use super::common::{AnyRef, DocumentRef, EnvelopeRef, OrganisationRef, Standing};
use super::field::Record;
use super::value::{Id, Money, Period, Text};
use super::{Kind, read_as};
use crate::diagnostic::Both;
use crate::{choice, record};

pub static KIND: Kind = Kind {
    name: "budget",
    folder: "budgets",
    one: Both("budget", "budget"),
    many: Both("Pengar", "Money"),
    about: Both("Pengar som avsatts, och vad de är till för.", "Money that is set aside, and what it is for."),
    address: "pengar",
    prose: true,
    rows: None,
    sheets: &[("line", Line::fields), ("envelope", Envelope::fields)],
    fields: Budget::fields,
    read: read_as::<Budget>,
};

choice! {
    /// What has become of the money. Allocated is never shown as spent.
    pub enum MoneyStage {
        Allocated = "avsatt" / "allocated",
        Planned = "planerad användning" / "planned-use",
        Spent = "förbrukat" / "spent",
    }
}

record! {
    /// A sum that a body has set aside.
    pub struct Envelope {
        ..standing: Standing;
        id: Id = "id", "Id" / "Id", "Kort namn på potten." / "Short name of the envelope.", r#""forebyggande""#;
        title: Text = "title", "Pott" / "Envelope", "Vad pengarna är avsatta för." / "What the money is set aside for.", r#""Förebyggande arbete""#;
        amount: Money = "amount", "Belopp" / "Amount", "Beloppet med enhet." / "The amount with its unit.", r#""3 000 tkr""#;
        body: Option<OrganisationRef> = "body", "Avsatt av" / "Set aside by", "Den som har avsatt pengarna." / "Who set the money aside.", r#""socialnamnden""#;
        period: Option<Period> = "period", "År" / "Year", "Året som pengarna gäller." / "The year of the money.", r#""2015""#;
        about: Vec<AnyRef> = "about", "Hör till" / "Belongs to", "Planen eller annat som pengarna hör till." / "The plan or other that the money belongs to.", r#"["strategies/andt-2014-2016"]"#;
    }
}

record! {
    /// What some of the money is used for.
    pub struct Line {
        ..standing: Standing;
        id: Option<Id> = "id", "Id" / "Id", "Kort namn på raden." / "Short name of the line.", r#""foraldrastod""#;
        title: Text = "title", "Ändamål" / "Purpose", "Vad pengarna används till." / "What the money is used for.", r#""Generellt föräldrastöd""#;
        amount: Money = "amount", "Belopp" / "Amount", "Beloppet med enhet; ”ca” när dokumentet säger det." / "The amount with its unit; “ca” when the document says so.", r#""ca 920 tkr""#;
        envelopes: Vec<EnvelopeRef> = "envelopes", "Ur" / "From", "Potten eller potterna som raden tas ur." / "The envelope or envelopes that the line is taken from.", r#"["forebyggande"]"#;
        pays_for: Vec<AnyRef> = "pays-for", "Betalar" / "Pays for", "Det som pengarna går till." / "What the money goes to.", r#"["projects/stark-utan-knark"]"#;
    }
}

record! {
    pub struct Budget {
        period: Option<Period> = "period", "År" / "Year", "Året som pengarna gäller." / "The year of the money.", r#""2015""#;
        stage: MoneyStage = "stage", "Läge" / "Stage", "Om pengarna är avsatta, planerade eller förbrukade." / "Whether the money is set aside, planned or spent.", r#""planerad användning""#;
        document: Option<DocumentRef> = "document", "Dokument" / "Document", "Dokumentet med uppgifterna." / "The document with the facts.", r#""pm-2015#pm""#;
        envelopes: Vec<Envelope> = "envelope", "Potter" / "Envelopes", "Pengar som avsatts." / "Money that is set aside.", r#"[{ id = "pott", title = "", amount = "3 000 tkr" }]"#;
        lines: Vec<Line> = "line", "Rader" / "Lines", "Vad pengarna används till." / "What the money is used for.", r#"[{ title = "", amount = "ca 920 tkr" }]"#;
        tables: Vec<Text> = "tables", "Kalkylblad" / "Spreadsheets", "Kalkylblad med rader till posten, när de inte heter som den." / "Spreadsheets with rows for the record, where they are not called as it is.", r#""siffror.xlsx""#;
    }
}
