//! A group of people that measures are aimed at.

use super::common::TargetGroupRef;
use super::field::Record;
use super::value::Text;
use super::{Kind, read_as};
use crate::diagnostic::Both;
use crate::record;

pub static KIND: Kind = Kind {
    name: "target-group",
    folder: "target-groups",
    one: Both("målgrupp", "target group"),
    many: Both("Målgrupper", "Target groups"),
    about: Both("En grupp som insatser riktas till.", "A group that measures are aimed at."),
    address: "malgrupper",
    prose: false,
    rows: None,
    sheets: &[],
    fields: TargetGroup::fields,
    read: read_as::<TargetGroup>,
};

record! {
    pub struct TargetGroup {
        ages: Option<Text> = "ages", "Åldrar" / "Ages", "Gruppens åldrar, när dokumenten anger dem." / "The group's ages, when the documents state them.", r#""18–24 år""#;
        parent: Option<TargetGroupRef> = "parent", "Hör till" / "Belongs to", "Den större gruppen." / "The larger group.", r#""unga""#;
        definition: Option<Text> = "definition", "Vilka det är" / "Definition", "Vilka gruppen omfattar." / "Whom the group covers.", r#""Text""#;
        searched_as: Vec<Text> = "searched-as", "Sökord" / "Searched as", "Ord som läsare söker med." / "Words that readers search by.", r#"["tonåring"]"#;
    }
}
