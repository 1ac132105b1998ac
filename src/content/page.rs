//! A page that is nothing else.

use super::common::AnyRef;
use super::field::Record;
use super::{Kind, read_as};
use crate::diagnostic::Both;
use crate::record;

pub static KIND: Kind = Kind {
    name: "page",
    folder: "pages",
    one: Both("sida", "page"),
    many: Both("Sidor", "Pages"),
    about: Both("En sida som inte är något annat.", "A page that is nothing else."),
    address: "om",
    prose: true,
    rows: None,
    sheets: &[],
    fields: Page::fields,
    read: read_as::<Page>,
};

record! {
    pub struct Page {
        about: Vec<AnyRef> = "about", "Gäller" / "About", "Det som sidan handlar om." / "What the page is about.", r#"["strategies/andt-2014-2016"]"#;
    }
}
