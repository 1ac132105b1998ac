//! A dated notice.

use super::common::AnyRef;
use super::field::Record;
use super::value::Day;
use super::{Kind, read_as};
use crate::diagnostic::Both;
use crate::record;

pub static KIND: Kind = Kind {
    name: "news",
    folder: "news",
    one: Both("nyhet", "news item"),
    many: Both("Nyheter", "News"),
    about: Both("En daterad nyhet.", "A dated news item."),
    address: "nyheter",
    prose: true,
    rows: None,
    sheets: &[],
    fields: News::fields,
    read: read_as::<News>,
};

record! {
    pub struct News {
        date: Day = "date", "Datum" / "Date", "Nyhetens dag." / "The day of the news.", r#""2017-03-13""#;
        about: Vec<AnyRef> = "about", "Gäller" / "About", "Det som nyheten handlar om." / "What the news is about.", r#"["results/andt-2016"]"#;
    }
}
