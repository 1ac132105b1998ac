//! A work by others that plans and results build on.

use super::common::{DocumentRef, OrganisationRef};
use super::field::Record;
use super::value::{Date, Text, Web};
use super::{Kind, read_as};
use crate::diagnostic::Both;
use crate::record;

pub static KIND: Kind = Kind {
    name: "publication",
    folder: "publications",
    one: Both("publikation", "publication"),
    many: Both("Publikationer", "Publications"),
    about: Both("Andras arbeten som kommunen bygger på.", "Others’ works that the municipality builds on."),
    address: "publikationer",
    prose: true,
    rows: None,
    sheets: &[],
    fields: Publication::fields,
    read: read_as::<Publication>,
};

record! {
    pub struct Publication {
        form: Option<Text> = "form", "Sorts publikation" / "Form", "Riktlinje, modell, undersökning." / "Guideline, model, survey.", r#""nationella riktlinjer""#;
        publishers: Vec<OrganisationRef> = "publisher", "Utgivare" / "Publisher", "De som gett ut den." / "Who published it.", r#""socialstyrelsen""#;
        published: Option<Date> = "published", "Utgiven" / "Published", "När den gavs ut." / "When it was published.", r#""2018""#;
        page: Option<Web> = "page", "Finns här" / "Found here", "Var den finns." / "Where it is.", r#""https://www.example.se""#;
        mentioned_in: Vec<DocumentRef> = "mentioned-in", "Nämns i" / "Mentioned in", "Dokument som hänvisar till den." / "Documents that refer to it.", r#"["socn-2015-275-761#bilaga-3"]"#;
    }
}
