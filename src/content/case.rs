//! A case: its number, documents, decisions, commissions with their answers, and motions.

use super::common::{ActorRef, DecisionRef, DocumentRef, MotionRef, OrganisationRef, Standing};
use super::field::Record;
use super::value::{Date, Id, Paragraph, Text};
use super::{Kind, read_as};
use crate::diagnostic::Both;
use crate::{choice, record};

pub static KIND: Kind = Kind {
    name: "case",
    folder: "cases",
    one: Both("ärende", "case"),
    many: Both("Ärenden och beslut", "Cases and decisions"),
    about: Both(
        "Ett ärende med handlingar, beslut, uppdrag och motioner.",
        "A case with its documents, decisions, commissions and motions.",
    ),
    address: "arenden",
    prose: true,
    rows: None,
    sheets: &[],
    fields: Case::fields,
    read: read_as::<Case>,
};

choice! {
    /// Whether a document can be read on a public website.
    pub enum Published {
        Yes = "publicerad" / "published",
        No = "inte publicerad" / "not-published",
        Unknown = "okänt" / "unknown",
    }
}

choice! {
    /// Whether the file of a document is tagged, so that those who use a screen reader can read it.
    pub enum Tagged {
        Yes = "ja" / "yes",
        No = "nej" / "no",
    }
}

record! {
    /// A document of a case: minutes, a report, a numbered attachment.
    pub struct CaseDocument {
        id: Id = "id", "Id" / "Id", "Kort namn på handlingen." / "Short name of the document.", r#""bilaga-3""#;
        number: Option<Text> = "number", "Bilaga" / "Attachment", "Bilagans nummer." / "The attachment's number.", r#""3""#;
        form: Option<Text> = "form", "Sorts handling" / "Form", "Vilken sorts handling det är." / "What sort of document it is.", r#""PM""#;
        title: Text = "title", "Handling" / "Document", "Handlingens rubrik." / "The document's title.", r#""Sammanfattning uppföljning av handlingsplan""#;
        date: Option<Date> = "date", "Daterad" / "Dated", "Dagen som handlingen bär." / "The day that the document bears.", r#""2017-03-13""#;
        issuer: Vec<ActorRef> = "issuer", "Från" / "Issuer", "Den som har gjort handlingen." / "Who made the document.", r#""sociala-kvalitetsenheten""#;
        attached_to: Option<Text> = "attached-to", "Bilaga till" / "Attached to", "Id för handlingen i samma ärende som denna hör till." / "Id of the document in this case that this belongs to.", r#""redovisning""#;
        published: Option<Published> = "published", "Publicerad" / "Published", "Om handlingen finns att läsa på en webbplats." / "Whether the document can be read on a website.", r#""inte publicerad""#;
        page: Option<super::value::Web> = "page", "Adress" / "Address", "Var handlingen finns på webben." / "Where the document is on the web.", r#""https://www.example.se/handling.pdf""#;
        file: Option<Text> = "file", "Fil" / "File", "Filen i ärendets mapp, om den ska publiceras." / "The file in the case's folder, if it is to be published.", r#""bilaga-3.pdf""#;
        text: Option<Text> = "text", "Text" / "Text", "Handlingens text som fil i ärendets mapp, för citaten." / "The document's text as a file in the case's folder, for the quotes.", r#""bilaga-3.txt""#;
        publish_text: bool = "publish-text", "Visa texten" / "Show the text", "Om texten ska gå att läsa på webbplatsen." / "Whether the text can be read on the site.", "true";
        pages: Option<i64> = "pages", "Sidor" / "Pages", "Antal sidor." / "Number of pages.", "4";
        tagged: Option<Tagged> = "tagged", "Tillgänglighetsanpassad" / "Tagged", "Om filen är taggad för tillgänglighet; utelämna om ingen vet." / "Whether the file is tagged for accessibility; leave it out if nobody knows.", r#""ja""#;
        note: Option<Text> = "note", "Kommentar" / "Note", "Något läsare bör veta om handlingen." / "What readers should know about it.", r#""Handlingen bär inget diarienummer.""#;
    }
}

choice! {
    pub enum DecisionState {
        Proposed = "föreslaget" / "proposed",
        Taken = "fattat" / "taken",
    }
}

record! {
    pub struct Decision {
        ..standing: Standing;
        id: Id = "id", "Id" / "Id", "Kort namn på beslutet." / "Short name of the decision.", r#""kf-2015-10-19-265""#;
        title: Text = "title", "Beslut" / "Decision", "Beslutet i en mening." / "The decision in a sentence.", r#""Motionen avslogs""#;
        body: Option<OrganisationRef> = "body", "Beslutat av" / "Decided by", "Den som beslutade." / "Who decided.", r#""kommunfullmaktige""#;
        date: Option<Date> = "date", "Datum" / "Date", "Dagen för beslutet." / "The day of the decision.", r#""2015-10-19""#;
        paragraph: Option<Paragraph> = "paragraph", "Paragraf" / "Paragraph", "Paragrafen i protokollet." / "The paragraph of the minutes.", r#""§ 265""#;
        state: Option<DecisionState> = "state", "Läge" / "State", "Om beslutet är fattat eller bara föreslaget." / "Whether taken or only proposed.", r#""fattat""#;
        points: Vec<Text> = "points", "Punkter" / "Points", "Beslutets punkter." / "The decision's points.", r#"["Motionen avslås"]"#;
        motion: Option<MotionRef> = "motion", "Motion" / "Motion", "Motionen som beslutet gäller." / "The motion that the decision is about.", r#""motion-forebyggande""#;
    }
}

record! {
    /// What one who received a commission has answered.
    pub struct Answer {
        ..standing: Standing;
        by: ActorRef = "by", "Svar från" / "Answer from", "Den som har svarat." / "Who answered.", r#""socialnamnden""#;
        document: Option<DocumentRef> = "document", "Handling" / "Document", "Handlingen med svaret." / "The document with the answer.", r#""kfks-2014-1005-808#redovisning""#;
        date: Option<Date> = "date", "Datum" / "Date", "Dagen för svaret." / "The day of the answer.", r#""2016""#;
    }
}

record! {
    pub struct Commission {
        ..standing: Standing;
        id: Id = "id", "Id" / "Id", "Kort namn på uppdraget." / "Short name of the commission.", r#""redovisa-uppfoljning""#;
        title: Text = "title", "Uppdrag" / "Commission", "Uppdraget i en mening." / "The commission in a sentence.", r#""Redovisa hur avtalen följs upp""#;
        from: OrganisationRef = "from", "Från" / "From", "Den som gav uppdraget." / "Who gave the commission.", r#""kommunfullmaktige""#;
        to: Vec<ActorRef> = "to", "Till" / "To", "De som fick uppdraget." / "Who received it.", r#"["socialnamnden"]"#;
        decision: Option<DecisionRef> = "decision", "Beslut" / "Decision", "Beslutet som gav uppdraget." / "The decision that gave it.", r#""kf-2015-10-19-265""#;
        due: Option<Date> = "due", "Till när" / "Due", "När svaret skulle komma." / "When the answer was due.", r#""2016""#;
        answers: Vec<Answer> = "answer", "Svar" / "Answers", "Svaren som finns bland handlingarna." / "The answers among the documents.", r#"[{ by = "socialnamnden" }]"#;
    }
}

record! {
    pub struct Motion {
        ..standing: Standing;
        id: Id = "id", "Id" / "Id", "Kort namn på motionen." / "Short name of the motion.", r#""motion-forebyggande""#;
        title: Text = "title", "Motion" / "Motion", "Vad motionen handlar om." / "What the motion is about.", r#""Förebyggande arbete""#;
        mover: Option<Text> = "mover", "Motionär" / "Mover", "Den förtroendevalda som lämnade motionen." / "The elected member who moved it.", r#""Namn""#;
        party: Option<Text> = "party", "Parti" / "Party", "Motionärens parti." / "The mover's party.", r#""NL""#;
        proposals: Vec<Text> = "proposals", "Förslag" / "Proposals", "Vad motionen föreslog." / "What the motion proposed.", r#"["Upprätta en strategi"]"#;
        outcome: Option<Text> = "outcome", "Utgång" / "Outcome", "Hur det gick med motionen." / "What came of the motion.", r#""avslagen""#;
    }
}

record! {
    pub struct Case {
        number: Option<Text> = "number", "Diarienummer" / "Case number", "Ärendets nummer i diariet, som det står." / "The case's number in the register, verbatim.", r#""KFKS 2014/1005-808""#;
        handled_by: Option<OrganisationRef> = "handled-by", "Handläggs av" / "Handled by", "Den vars diarium ärendet finns i." / "Whose register the case is in.", r#""socialnamnden""#;
        documents: Vec<CaseDocument> = "document", "Handlingar" / "Documents", "Ärendets handlingar." / "The case's documents.", r#"[{ id = "bilaga-3", title = "" }]"#;
        decisions: Vec<Decision> = "decision", "Beslut" / "Decisions", "Beslut i ärendet, också föreslagna." / "Decisions in the case, proposed ones too.", r#"[{ id = "beslut", title = "" }]"#;
        commissions: Vec<Commission> = "commission", "Uppdrag" / "Commissions", "Uppdrag som beslutats." / "Commissions that were decided.", r#"[{ id = "uppdrag", title = "", from = "kommunfullmaktige" }]"#;
        motions: Vec<Motion> = "motion", "Motioner" / "Motions", "Motioner i ärendet." / "Motions in the case.", r#"[{ id = "motion", title = "" }]"#;
    }
}
