//! An agreement: between whom, about what, in which areas, and who follows it up.

use super::common::{ActorRef, DocumentRef, OrganisationRef, ServiceRef, Standing};
use super::field::Record;
use super::value::{Id, Period, Text};
use super::{Kind, read_as};
use crate::diagnostic::Both;
use crate::{choice, record};

pub static KIND: Kind = Kind {
    name: "agreement",
    folder: "agreements",
    one: Both("avtal", "agreement"),
    many: Both("Avtal och överenskommelser", "Agreements"),
    about: Both("Ett avtal, en överenskommelse eller ett informellt samarbete.", "A contract, an agreement or an informal collaboration."),
    address: "avtal",
    prose: true,
    rows: None,
    sheets: &[],
    fields: Agreement::fields,
    read: read_as::<Agreement>,
};

/// What an informal collaboration is called where agreements are called so.
pub const INFORMAL: Both = Both("informellt samarbete", "informal collaboration");

choice! {
    pub enum AgreementForm {
        Settlement = "överenskommelse" / "settlement",
        Collaboration = "samverkansavtal" / "collaboration-agreement",
        Contract = "kontrakt" / "contract",
        Informal = "informellt samarbete" / "informal-collaboration",
    }
}

choice! {
    pub enum AgreementState {
        Planned = "planerat" / "planned",
        InForce = "gäller" / "in-force",
        Ended = "har upphört" / "ended",
    }
}

record! {
    /// A field of an agreement, with those who take part in just that field.
    pub struct AgreementArea {
        ..standing: Standing;
        id: Id = "id", "Id" / "Id", "Kort namn på området." / "Short name of the area.", r#""unga-i-riskzon""#;
        title: Text = "title", "Område" / "Area", "Området med avtalets ord." / "The area in the agreement's words.", r#""Unga i riskzon""#;
        description: Option<Text> = "description", "Beskrivning" / "Description", "Mer om området." / "More about the area.", r#""Text""#;
        participants: Vec<ActorRef> = "participants", "Medverkande" / "Participants", "De som samverkar inom området." / "Who collaborates in the area.", r#"["polisen"]"#;
        activity_list: Option<Text> = "activity-list", "Aktivitetslista" / "Activity list", "Om arbetet följer en aktivitetslista, och var den finns." / "Whether the work follows a list of activities, and where it is.", r#""samverkar utifrån en aktivitetslista""#;
    }
}

record! {
    pub struct Agreement {
        form: AgreementForm = "form", "Form" / "Form", "Vilken sorts avtal det är." / "What sort of agreement it is.", r#""överenskommelse""#;
        parties: Vec<OrganisationRef> = "parties", "Parter" / "Parties", "De som har slutit avtalet." / "Who has entered into the agreement.", r#"["socialnamnden", "polisen"]"#;
        subject: Option<Text> = "subject", "Vad det gäller" / "Subject", "Vad avtalet handlar om." / "What the agreement is about.", r#""Öppen mottagning för unga""#;
        areas: Vec<AgreementArea> = "area", "Områden" / "Areas", "Avtalets områden med egna medverkande." / "The agreement's areas with their own participants.", r#"[{ id = "unga-i-riskzon", title = "" }]"#;
        services: Vec<ServiceRef> = "services", "Stöd" / "Services", "Stöd och verksamheter som avtalet ger." / "Services that the agreement gives.", r#"["horisonten"]"#;
        followed_up_by: Vec<ActorRef> = "followed-up-by", "Följs upp av" / "Followed up by", "Den som följer upp avtalet." / "Who follows up the agreement.", r#""sociala-kvalitetsenheten""#;
        state: Option<AgreementState> = "state", "Läge" / "State", "Om avtalet planeras, gäller eller har upphört." / "Whether the agreement is planned, in force or ended.", r#""gäller""#;
        period: Option<Period> = "period", "Gäller" / "Period", "Tiden som avtalet gäller." / "The time that the agreement holds.", r#""2016""#;
        basis: Vec<Text> = "basis", "Grund" / "Basis", "Vad avtalet bygger på." / "What the agreement builds on.", r#"["SAMS"]"#;
        document: Option<DocumentRef> = "document", "Dokument" / "Document", "Själva avtalet, bland ärendenas handlingar." / "The agreement itself, among the cases' documents.", r#""socn-2015-275-761#bilaga-4""#;
    }
}
