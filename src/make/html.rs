//! Pages: a view put into its template.

use tera::Context;

use super::Format;
use crate::diagnostic::Both;
use crate::house::House;
use crate::output::{Body, Key, Made, Output};
use crate::plan::{pages, view};

pub static FORMAT: Format =
    Format { name: "html", about: Both("En sida", "A page"), list: |outputs| pages::list(outputs, FORMAT.name), make };

fn make(house: &House, output: &Output) -> Made {
    let Some(page) = view::page(&house.site, &house.knowledge, &house.theme, &house.plan, output) else {
        return Made { body: Body::Bytes(Vec::new()), diagnostics: Vec::new() };
    };
    let lang = match &output.key {
        Key::Record { lang, .. } | Key::Page { lang, .. } => *lang,
        Key::File(_) => 0,
    };
    page_of(house, &page, lang)
}

/// Puts a view into its template, in a language of the site.
pub fn page_of(house: &House, page: &view::Page, lang: u16) -> Made {
    let mut context = Context::new();
    context.insert_value("site", house.plan.shared[lang as usize].clone());
    context.insert_value("t", house.theme.language(house.plan.routes.code(lang)).view.clone());
    context.insert_value("page", page.page.clone());
    context.insert_value("frame", house.frames[lang as usize].of(&page.page));
    match house.theme.render(&page.template, &context) {
        Ok(bytes) => Made { body: Body::Bytes(bytes), diagnostics: Vec::new() },
        Err(diagnostic) => Made { body: Body::Bytes(Vec::new()), diagnostics: vec![*diagnostic] },
    }
}
