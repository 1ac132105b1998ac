//! A term: what it means, its abbreviation, and forms that are wrong.

use super::field::Record;
use super::value::Text;
use super::{Kind, read_as};
use crate::diagnostic::Both;
use crate::record;

pub static KIND: Kind = Kind {
    name: "term",
    folder: "terms",
    one: Both("ord", "term"),
    many: Both("Ordlista", "Glossary"),
    about: Both("Ett ord eller en förkortning som behöver förklaras.", "A word or abbreviation that needs explaining."),
    address: "ordlista",
    prose: false,
    rows: None,
    sheets: &[],
    fields: Term::fields,
    read: read_as::<Term>,
};

record! {
    pub struct Term {
        abbreviation: Option<Text> = "abbreviation", "Förkortning" / "Abbreviation", "Förkortningen, om ordet har en." / "The abbreviation, if the term has one.", r#""ANDT""#;
        definition: Option<Text> = "definition", "Förklaring" / "Definition", "Vad ordet betyder, på vanlig svenska." / "What the term means, in plain language.", r#""Alkohol, narkotika, dopning och tobak""#;
        wrong_forms: Vec<Text> = "wrong-forms", "Felformer" / "Wrong forms", "Former som är fel skrivna." / "Forms that are miswritten.", r#"["ANTD"]"#;
        searched_as: Vec<Text> = "searched-as", "Sökord" / "Searched as", "Ord som läsare söker med." / "Words that readers search by.", r#"["droger"]"#;
    }
}
