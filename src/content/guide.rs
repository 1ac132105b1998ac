//! Prevention information about one worry, in plain language.

use super::common::{GoalRef, ServiceRef};
use super::field::Record;
use super::value::{Id, Text, Web};
use super::{Kind, read_as};
use crate::diagnostic::Both;
use crate::record;

pub static KIND: Kind = Kind {
    name: "guide",
    folder: "guides",
    one: Both("råd", "guide"),
    many: Both("Råd till föräldrar och unga", "Advice for parents and young people"),
    about: Both(
        "Förebyggande information om en oro: vad man kan göra och vem man ringer.",
        "Prevention information about a worry: what to do and whom to call.",
    ),
    address: "rad",
    prose: true,
    rows: None,
    sheets: &[],
    fields: Guide::fields,
    read: read_as::<Guide>,
};

record! {
    /// One thing to do.
    pub struct Step {
        id: Option<Id> = "id", "Id" / "Id", "Kort namn på steget." / "Short name of the step.", r#""prata""#;
        title: Text = "title", "Steg" / "Step", "Vad man gör." / "What to do.", r#""Prata med ditt barn""#;
        text: Option<Text> = "text", "Mer" / "More", "Hur man gör." / "How to do it.", r#""Text""#;
    }
}

/// The heading of a body, `## … {#inte-saker}`, whose words stand right after the numbers: that one may call without being sure.
pub const UNSURE: &str = "inte-saker";

record! {
    pub struct Guide {
        situation: Text = "situation", "Läget" / "Situation", "Oron, med läsarens ord." / "The worry, in the reader's words.", r#""Jag är orolig för mitt barn""#;
        audience: Option<Text> = "audience", "För vem" / "Audience", "Den som sidan talar till." / "Whom the page speaks to.", r#""föräldrar""#;
        steps: Vec<Step> = "step", "Gör så här" / "Steps", "Vad man kan göra, i ordning." / "What to do, in order.", r#"[{ title = "" }]"#;
        first_number: Option<ServiceRef> = "first-number", "Ring först" / "Call first", "Stödet att ringa först." / "The service to call first.", r#""nodnumret""#;
        services: Vec<ServiceRef> = "services", "Stöd" / "Services", "Stöd att vända sig till." / "Services to turn to.", r#"["bris"]"#;
        way_out: Option<Web> = "way-out", "Lämna sidan" / "Way out", "En vardaglig sida att gå till för den som inte vill bli sedd. Skrivs på sidor för unga och om våld." / "An everyday page to go to for readers who must not be seen. Written on pages for the young and about violence.", r#""https://www.smhi.se""#;
        promised: Vec<GoalRef> = "promised", "Vad kommunen lovat" / "What is promised", "Mål i planerna som gäller den här oron." / "Goals of the plans about this worry.", r#"["andt-2014-2016#mal-2"]"#;
    }
}
