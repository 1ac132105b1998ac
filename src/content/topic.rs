//! A topic, and the words that people look for it by.

use super::common::TopicRef;
use super::field::Record;
use super::value::Text;
use super::{Kind, read_as};
use crate::diagnostic::Both;
use crate::record;

pub static KIND: Kind = Kind {
    name: "topic",
    folder: "topics",
    one: Both("ämne", "topic"),
    many: Both("Ämnen", "Topics"),
    about: Both("Ett ämne som poster kan höra till.", "A topic that records can belong to."),
    address: "amnen",
    prose: false,
    rows: None,
    sheets: &[],
    fields: Topic::fields,
    read: read_as::<Topic>,
};

record! {
    pub struct Topic {
        parent: Option<TopicRef> = "parent", "Hör till" / "Belongs to", "Det större ämnet." / "The larger topic.", r#""droger""#;
        definition: Option<Text> = "definition", "Vad det är" / "Definition", "Vad ämnet omfattar." / "What the topic covers.", r#""Text""#;
        searched_as: Vec<Text> = "searched-as", "Sökord" / "Searched as", "Ord som läsare söker med." / "Words that readers search by.", r#"["knark"]"#;
    }
}
