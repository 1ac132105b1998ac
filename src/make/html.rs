//! Pages.

use super::Format;
use crate::diagnostic::Both;
use crate::filling::page_of;
use crate::house::House;
use crate::output::{Body, Key, Made, Output};
use crate::plan::{held, pages, view};

pub static FORMAT: Format =
    Format { name: "html", about: Both("En sida", "A page"), list: |outputs| pages::list(outputs, FORMAT.name), make };

fn make(house: &House, output: &Output) -> Made {
    let lang = match &output.key {
        Key::Record { lang, .. } | Key::Page { lang, .. } => *lang,
        Key::File(_) => 0,
    };
    let Some(page) = view::page(&house.view(lang), output) else {
        return Made { body: Body::Bytes(Vec::new()), diagnostics: Vec::new() };
    };
    page_of(house, &page, lang, held::own(&house.site, &output.key))
}
