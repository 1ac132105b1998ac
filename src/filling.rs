//! Views put into their templates. Words of another language than their page's are told so, and names of what readers are not shown marked.

mod held;

pub use held::MARK;

use tera::Context;

use crate::house::House;
use crate::output::{Body, Made};
use crate::plan::{view, wording};
use crate::site::RecordId;
use crate::site::held::is_marked;
use crate::spoken::{Elsewhere, Tongue, Voices, base};

/// Puts a view into its template, in a language of the site; `own` is the record that it is the page of, if it is of any.
pub fn page_of(house: &House, page: &view::Page, lang: u16, own: Option<RecordId>) -> Made {
    match house.theme.render(&page.template, &context(house, page, lang)) {
        Ok(bytes) => Made { body: Body::Bytes(held_told(house, said(house, bytes, lang), lang, own)), diagnostics: Vec::new() },
        Err(diagnostic) => Made { body: Body::Bytes(Vec::new()), diagnostics: vec![*diagnostic] },
    }
}

/// What a page itself tells, which is the block `main` of its template, as HTML to put into another page: words of another language are
/// marked still. None when it cannot be filled, which the page tells.
pub fn main_of(house: &House, page: &view::Page, lang: u16) -> Option<String> {
    String::from_utf8(house.theme.render_block(&page.template, "main", &context(house, page, lang))?).ok()
}

fn context(house: &House, page: &view::Page, lang: u16) -> Context {
    let mut context = Context::new();
    context.insert_value("site", house.plan.shared[lang as usize].clone());
    context.insert_value("t", house.theme.language(house.plan.routes.code(lang)).view.clone());
    context.insert_value("page", page.page.clone());
    context.insert_value("frame", house.frames[lang as usize].of(&page.page));
    context
}

/// The page with the marks of other languages as `lang` and `dir`. Pages of the main language have none.
fn said(house: &House, page: Vec<u8>, lang: u16) -> Vec<u8> {
    if lang == 0 {
        return page;
    }
    let routes = &house.plan.routes;
    let (code, main) = (routes.code(lang), routes.code(0));
    let language = house.theme.language(code);
    let tongue = |code: &str| Tongue { lang: code.to_owned(), dir: house.theme.language(code).dir.clone() };
    let elsewhere = || Elsewhere {
        base: routes.base.clone(),
        own: format!("{}{code}/", routes.base),
        told: wording::in_language(main, &language.strings, &house.theme.language(main).name),
    };
    let voices = Voices {
        page: tongue(code),
        main: tongue(main),
        english: Tongue { lang: "en".to_owned(), dir: "ltr".to_owned() },
        comma: language.strings.find("_comma").map(str::to_owned),
        elsewhere: (base(code) != base(main)).then(elsewhere),
    };
    String::from_utf8(page).map_or_else(|wrong| wrong.into_bytes(), |page| voices.tell(&page).into_bytes())
}

/// The page with what readers are not shown marked. Most pages lead to nothing of the kind, and are not read again.
fn held_told(house: &House, page: Vec<u8>, lang: u16, own: Option<RecordId>) -> Vec<u8> {
    let held = &house.plan.held;
    if held.is_empty() {
        return page;
    }
    match String::from_utf8(page) {
        Ok(page) if is_marked(&page) || held.may_be_in(&page) => {
            let strings = &house.theme.language(house.plan.routes.code(lang)).strings;
            held::told(&page, held, own, strings).into_bytes()
        }
        Ok(page) => page.into_bytes(),
        Err(wrong) => wrong.into_bytes(),
    }
}
