//! The few filters that templates have; pure, and none reads the site.

use tera::{Kwargs, State, Tera, TeraResult, Value};

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

/// Puts a number into the form of words that it takes: `{{ n | count(one=t.row_one, other=t.row_other) }}`.
fn count(number: &Value, words: Kwargs, _: &State) -> TeraResult<String> {
    let number = number.as_i64().unwrap_or_default();
    let form: &str = if number == 1 { words.must_get("one")? } else { words.must_get("other")? };
    Ok(form.replace("{n}", &number.to_string()))
}
