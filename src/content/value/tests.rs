//! Values as municipalities write them, and what they are read as.

use super::{Date, Day, Money, Period};
use crate::content::field::Field;
use crate::content::item::{Item, Value};
use crate::content::read::Reading;
use crate::span::{SourceId, Span};

/// Reads a text as a value; what was said about it, in Swedish, when it is none.
fn read<T: Field>(written: &str) -> Result<T, String> {
    let text = format!("\"{written}\"");
    let mut reading = Reading::new(&text);
    let item = Item { value: Value::Text(written.to_owned()), span: Span::new(SourceId::of("a.toml"), 0..text.len()) };
    let value = T::read(&item, &mut reading);
    value.ok_or_else(|| reading.diagnostics.iter().flat_map(|d| d.paste.clone()).collect())
}

#[test]
fn partial_dates_span_what_they_can_mean() {
    let span = |written: &str| read::<Date>(written).map(|date| format!("{}–{}", date.first, date.last));
    assert_eq!(span("2014-03"), Ok("2014-03-01–2014-03-31".to_owned()));
    assert_eq!(span("2014-vår"), Ok("2014-03-01–2014-05-31".to_owned()));
    assert_eq!(span("2014-vinter"), Ok("2013-12-01–2014-02-28".to_owned()));
    assert_eq!(span("2020-VT"), Ok("2020-01-01–2020-06-30".to_owned()));
    assert_eq!(span("2015-02-30"), Err("\"2015-02-28\"".to_owned()));
    assert_eq!(span("den 19 oktober 2015"), Err("\"2015-10-19\"".to_owned()));
    assert_eq!(span("våren 2014"), Err("\"2014-vår\"".to_owned()));
    assert!(read::<Day>("2014-03").is_err());
}

#[test]
fn periods_have_a_beginning_and_may_have_an_end() {
    let last = |written: &str| read::<Period>(written).map(|period| period.last().map(|day| day.to_string()));
    assert_eq!(last("2014/2016"), Ok(Some("2016-12-31".to_owned())));
    assert_eq!(last("2014/"), Ok(None));
    assert_eq!(last("2014–2016"), Err("\"2014/2016\"".to_owned()));
    assert_eq!(last("2016/2014"), Err("\"2014/2016\"".to_owned()));
}

#[test]
fn money_has_a_unit() {
    let kronor = |written: &str| read::<Money>(written).map(|money| (money.kronor, money.approximate));
    assert_eq!(kronor("ca 3 000 tkr"), Ok((3_000_000, true)));
    assert_eq!(kronor("1,5 mnkr"), Ok((1_500_000, false)));
    assert_eq!(kronor("1234,50 kr"), Ok((1_235, false)));
    // What is offered has the figures that were written, or nothing is.
    for (wrong, right) in [("3 Mkr", "\"3 mnkr\""), ("ca 920 TKR", "\"ca 920 tkr\""), ("2 miljoner kronor", "\"2 mnkr\"")] {
        assert_eq!(kronor(wrong), Err(right.to_owned()));
    }
    for wrong in ["920", "3 000 000", "3.000 tkr", "1.500.000 kr", "30 00 tkr", "3000 000 kr", "cirka femtio tkr", "3-4 tkr"] {
        assert_eq!(kronor(wrong), Err(String::new()), "{wrong}");
    }
}
