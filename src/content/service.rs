//! A service: for whom, when to call, what happens, what it costs.

use super::common::{ActorRef, AgreementRef, OrganisationRef};
use super::field::Record;
use super::value::{Day, Id, Phone, Text, Web};
use super::{Kind, read_as};
use crate::diagnostic::Both;
use crate::{choice, record};

pub static KIND: Kind = Kind {
    name: "service",
    folder: "services",
    one: Both("stöd", "service"),
    many: Both("Stöd och hjälp", "Services"),
    about: Both(
        "Ett stöd som invånare kan vända sig till, eller en länk till den sida som beskriver det.",
        "A service that residents can turn to, or a link to the page that describes it.",
    ),
    address: "stod",
    prose: true,
    rows: None,
    sheets: &[],
    fields: Service::fields,
    read: read_as::<Service>,
};

choice! {
    /// When a contact is the one to call.
    pub enum When {
        Now = "nu" / "now",
        Today = "i dag" / "today",
        Tonight = "i kväll eller i natt" / "tonight",
    }
}

choice! {
    pub enum YesNo {
        Yes = "ja" / "yes",
        No = "nej" / "no",
        Depends = "det beror på" / "depends",
    }
}

record! {
    /// A way to reach a service.
    pub struct Contact {
        id: Option<Id> = "id", "Id" / "Id", "Kort namn på kontakten." / "Short name of the contact.", r#""dag""#;
        label: Option<Text> = "label", "Kontakt" / "Contact", "Vad man når." / "What one reaches.", r#""Växeln""#;
        phone: Option<Phone> = "phone", "Telefon" / "Phone", "Numret som det ska visas." / "The number as it shall be shown.", r#""020-91 91 91""#;
        page: Option<Web> = "page", "Webbsida" / "Web page", "Sidan där man når dem." / "The page where one reaches them.", r#""https://www.bris.se""#;
        hours: Option<Text> = "hours", "Tider" / "Hours", "När någon svarar." / "When somebody answers.", r#""dygnet runt""#;
        when: Vec<When> = "when", "När ringer man" / "When to call", "Om man ringer nu, i dag eller i kväll." / "Whether one calls now, today or tonight.", r#"["nu"]"#;
    }
}

record! {
    pub struct Service {
        for_whom: Option<Text> = "for-whom", "För vem" / "For whom", "Vem stödet är till för." / "Whom the service is for.", r#""Barn och unga""#;
        ages: Option<Text> = "ages", "Åldrar" / "Ages", "Åldrarna som stödet gäller." / "The ages that the service is for.", r#""upp till 18 år""#;
        situations: Vec<Text> = "situations", "När" / "Situations", "När man kan vända sig hit." / "When one can turn here.", r#"["oro för droger"]"#;
        happens: Option<Text> = "happens", "Vad händer" / "What happens", "Vad som händer när man hör av sig." / "What happens when one gets in touch.", r#""Du får prata med någon.""#;
        cost: Option<Text> = "cost", "Kostnad" / "Cost", "Vad det kostar." / "What it costs.", r#""gratis""#;
        needs_decision: Option<YesNo> = "needs-decision", "Krävs beslut" / "Needs a decision", "Om det krävs ett biståndsbeslut." / "Whether a decision is needed.", r#""nej""#;
        anonymous: Option<YesNo> = "anonymous", "Får man vara anonym" / "Anonymous", "Om man får vara anonym." / "Whether one may be anonymous.", r#""ja""#;
        recorded: Option<YesNo> = "recorded", "Förs journal" / "Recorded", "Om det förs journal." / "Whether a record is kept.", r#""nej""#;
        interpreter: Option<YesNo> = "interpreter", "Tolk" / "Interpreter", "Om det går att få tolk." / "Whether an interpreter can be had.", r#""ja""#;
        alone_from_age: Option<i64> = "alone-from-age", "Utan vårdnadshavare från" / "Alone from age", "Från vilken ålder man kan komma själv." / "From which age one can come alone.", "13";
        contacts: Vec<Contact> = "contact", "Kontakt" / "Contact", "Hur man når stödet." / "How to reach the service.", r#"[{ phone = "112", when = ["nu"] }]"#;
        report_concern: Option<Web> = "report-concern", "Orosanmälan" / "Report concern", "Sidan där man gör en orosanmälan." / "The page for reporting concern.", r#""https://www.example.se/orosanmalan""#;
        providers: Vec<ActorRef> = "provider", "Ges av" / "Provider", "Den som ger stödet." / "Who gives the service.", r#""valfard-samhallsservice""#;
        financier: Vec<OrganisationRef> = "financier", "Betalas av" / "Financed by", "Den som betalar." / "Who pays.", r#""socialnamnden""#;
        agreements: Vec<AgreementRef> = "agreements", "Avtal" / "Agreements", "Avtal som stödet vilar på." / "Agreements behind the service.", r#"["horisonten"]"#;
        checked_on: Option<Day> = "checked-on", "Kontrollerad" / "Checked on", "Dagen då uppgifterna senast kontrollerades." / "The day when the facts were last checked.", r#""2026-11-22""#;
        national: bool = "national", "Nationell" / "National", "Om stödet är nationellt och inte kommunens." / "Whether the service is national and not the municipality's.", "true";
        page: Option<Web> = "page", "Sida" / "Page", "Sidan som redan beskriver stödet." / "The page that already describes the service.", r#""https://www.1177.se""#;
    }
}
