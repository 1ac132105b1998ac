//! A measure: what it counts, for whom, in which unit, and which way is better.

use super::common::{GoalRef, Standing};
use super::field::Record;
use super::value::{Period, Text};
use super::{Kind, read_as};
use crate::diagnostic::Both;
use crate::{choice, record};

pub static KIND: Kind = Kind {
    name: "indicator",
    folder: "indicators",
    one: Both("mått", "indicator"),
    many: Both("Mått", "Indicators"),
    about: Both("Något som mäts, och vad måttet betyder.", "Something that is measured, and what the measure means."),
    address: "matt",
    prose: false,
    rows: None,
    sheets: &[("value", IndicatorValue::fields)],
    fields: Indicator::fields,
    read: read_as::<Indicator>,
};

choice! {
    pub enum Better {
        Higher = "högre" / "higher",
        Lower = "lägre" / "lower",
        Neither = "varken eller" / "neither",
    }
}

choice! {
    pub enum Sort {
        Output = "prestation" / "output",
        Outcome = "utfall" / "outcome",
        Qualitative = "kvalitativ" / "qualitative",
    }
}

choice! {
    /// Whether the indicator counts people, so that a small value may tell who they are.
    pub enum Counts {
        People = "personer" / "people",
        Sensitive = "personer, känsligt" / "people-sensitive",
    }
}

record! {
    /// A value that stands with the indicator itself instead of in a follow-up.
    pub struct IndicatorValue {
        ..standing: Standing;
        period: Period = "period", "Period" / "Period", "Tiden som värdet gäller." / "The time of the value.", r#""2016""#;
        value: f64 = "value", "Värde" / "Value", "Värdet i måttets enhet." / "The value in the indicator's unit.", "88";
        target: Option<f64> = "target", "Målvärde" / "Target", "Värdet som skulle nås." / "The value to reach.", "90";
        approximate: bool = "approximate", "Ungefärligt" / "Approximate", "Om källan säger ungefär." / "Whether the source says about.", "true";
        group: Option<Text> = "group", "Grupp" / "Group", "Delen av befolkningen." / "The part of the population.", r#""flickor""#;
        small_shown: Option<Text> = "small-shown", "Litet antal visas" / "Small count shown", "Varför ett litet antal personer ändå visas." / "Why a small count of people is shown all the same.", r#""Antalet är redan offentligt.""#;
    }
}

record! {
    pub struct Indicator {
        definition: Option<Text> = "definition", "Vad det betyder" / "Definition", "Vad måttet räknar, på vanlig svenska." / "What the indicator counts, in plain words.", r#""Andel försäljningsställen som godkändes vid kontroll""#;
        population: Option<Text> = "population", "Vilka det gäller" / "Population", "De som måttet gäller." / "Whom the indicator is about.", r#""elever i årskurs 9""#;
        unit: Text = "unit", "Enhet" / "Unit", "Enheten i ord: procent, antal barn." / "The unit in words: percent, number of children.", r#""procent""#;
        unit_one: Option<Text> = "unit-one", "Enhet för ett" / "Unit of one", "Enheten när det bara är ett." / "The unit when there is only one.", r#""skola""#;
        counts: Option<Counts> = "counts", "Räknar" / "Counts", "Om måttet räknar personer, och om uppgifterna är känsliga; små antal kräver då ett beslut." / "Whether the indicator counts people, and whether the facts are sensitive; small counts then need a decision.", r#""personer""#;
        better: Option<Better> = "better", "Bättre är" / "Better is", "Om högre eller lägre är bättre, när dokumenten säger det." / "Whether higher or lower is better, when the documents say so.", r#""högre""#;
        frequency: Option<Text> = "frequency", "Mäts" / "Frequency", "Hur ofta det mäts." / "How often it is measured.", r#""varje år""#;
        according_to: Option<Text> = "according-to", "Enligt" / "According to", "Undersökningen som siffran kommer från." / "The survey that the figure comes from.", r#""Stockholmsenkäten""#;
        sort: Option<Sort> = "sort", "Sorts mått" / "Sort", "Prestation, utfall eller kvalitativ." / "Output, outcome or qualitative.", r#""utfall""#;
        goal: Vec<GoalRef> = "goal", "Mål" / "Goal", "Mål som måttet följer." / "Goals that the indicator follows.", r#""andt-2014-2016#mal-1""#;
        kolada: Option<Text> = "kolada", "Kolada" / "Kolada", "Nyckeltalets nummer i Kolada." / "The key figure's number in Kolada.", r#""N00945""#;
        values: Vec<IndicatorValue> = "value", "Värden" / "Values", "Värden utanför uppföljningarna." / "Values outside the follow-ups.", r#"[{ period = "2016", value = 88 }]"#;
        tables: Vec<Text> = "tables", "Kalkylblad" / "Spreadsheets", "Kalkylblad med rader till posten, när de inte heter som den." / "Spreadsheets with rows for the record, where they are not called as it is.", r#""siffror.xlsx""#;
    }
}
