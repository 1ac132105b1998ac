//! The few filters that templates have; pure, and none reads the site.

use tera::value::Key;
use tera::{Kwargs, State, Tera, TeraResult, Value};

use crate::plurals::Plurals;

/// Adds every filter; must come before any template, since tera checks that they exist when it loads.
pub fn register(tera: &mut Tera) {
    tera.register_filter("tel", |phone: &str, _: Kwargs, _: &State| tel(phone));
    tera.register_filter("count", count);
}

/// A phone number as a `tel:` address: digits only, with the plus of another country.
pub fn tel(phone: &str) -> String {
    let digits = phone.chars().filter(|c| c.is_ascii_digit() || *c == '+');
    std::iter::once("tel:".to_owned()).chain(digits.map(String::from)).collect()
}

/// Puts a number into the form of words that it takes: `{{ n | count(one=t.row_one, other=t.row_other) }}`. In a language with more forms
/// than these two, `other` holds them all, and the language's own rules choose.
fn count(number: &Value, words: Kwargs, _: &State) -> TeraResult<String> {
    let number = number.as_i64().unwrap_or_default();
    let other: &Value = words.must_get("other")?;
    let own = other.as_map().and_then(|forms| {
        let get = |form: &'static str| forms.get(&Key::Str(form)).and_then(Value::as_str);
        get(Plurals::of(get("lang")?).form(number.unsigned_abs())).or_else(|| get("other"))
    });
    let form = match own.or_else(|| other.as_str().filter(|_| number != 1)) {
        Some(form) => form,
        None => words.must_get("one")?,
    };
    Ok(form.replace("{n}", &number.to_string()))
}
