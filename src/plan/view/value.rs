//! Values and records as a template sees them.

use tera::Value;

use super::{Fields, View};
use crate::content::datum::{Branch, Datum};
use crate::content::item;
use crate::content::value::{Choice, Date, Inner, Money, Period, Reference, Word};
use crate::plan::wording;
use crate::site::{Found, RecordId};

impl View<'_> {
    /// A value that stands in record `from`.
    pub fn value(&self, datum: &Datum, from: RecordId) -> Value {
        match datum {
            Datum::Nothing => Value::none(),
            Datum::Text(text, _) | Datum::Web(text, _) => Value::from(*text),
            Datum::Number(number) => self.number(*number),
            Datum::Integer(number) => self.number(*number as f64),
            Datum::Bool(yes) => Value::from(*yes),
            Datum::Date(date) => self.date(date).into(),
            Datum::Period(period) => self.period(period),
            Datum::Money(money) => self.money(money),
            Datum::Choice(word) => self.word(word),
            Datum::Reference(reference) => self.reference(reference, from),
            Datum::List(list) => {
                list.iter().map(|datum| self.value(datum, from)).filter(|value| !value.is_none()).collect::<Vec<_>>().into()
            }
            Datum::Record(branch) => self.branch(branch, from).into(),
            Datum::Free(table) => free(table),
        }
    }

    /// A record inside a record: every key, its anchor, and the keys that are written as `fields`.
    pub fn branch(&self, branch: &Branch, from: RecordId) -> Fields {
        let mut fields = Fields::default();
        let mut written = Vec::new();
        for (decl, datum) in &branch.entries {
            let value = self.value(datum, from);
            if !datum.is_empty() && !matches!(decl.key, "id" | "source" | "quote") {
                written.extend(self.fact(decl.key, self.both(decl.label), value.clone(), datum));
            }
            fields.set_named(decl.key, value);
        }
        if let Some(part) = self.site.record(from).part_at(branch.span) {
            fields.set("anchor", &*part.id);
        }
        fields.set("fields", written);
        fields
    }

    /// A written key with its label, for templates that show any kind; None when readers may not see what it refers to.
    pub fn fact(&self, key: &str, label: &str, value: Value, datum: &Datum) -> Option<Value> {
        if value.is_none() || value.as_array().is_some_and(<[Value]>::is_empty) {
            return None;
        }
        let mut fact = Fields::default();
        fact.set("key", key.replace('-', "_"));
        fact.set("label", label);
        fact.set("value", value);
        fact.set("shape", shape(datum));
        Some(fact.into())
    }

    pub fn number(&self, number: f64) -> Value {
        let mut fields = Fields::default();
        fields.set("value", number);
        fields.set("text", wording::number(number, self.strings()));
        fields.into()
    }

    pub fn date(&self, date: &Date) -> Fields {
        let mut fields = Fields::default();
        fields.set("text", wording::date(date, self.strings()));
        fields.set("datetime", wording::datetime(date));
        fields.set("first", date.first.to_string());
        fields.set("last", date.last.to_string());
        fields.set("exact", date.first == date.last);
        fields
    }

    pub fn period(&self, period: &Period) -> Value {
        let mut fields = Fields::default();
        fields.set("text", wording::period(period, self.strings()));
        fields.set("first", period.first().to_string());
        fields.set("last", period.last().map(|day| day.to_string()));
        fields.into()
    }

    pub fn money(&self, money: &Money) -> Value {
        let mut fields = Fields::default();
        fields.set("text", wording::money(money, self.strings()));
        fields.set("kronor", money.kronor);
        fields.set("approximate", money.approximate);
        fields.into()
    }

    /// A word from a list: the language file's word for it, else Swedish or the English alias.
    pub fn word(&self, word: &Word) -> Value {
        let key = format!("word_{}", word.en.replace('-', "_"));
        let swedish = matches!(self.routes().code(self.lang), "sv" | "sv-simple");
        let text = match self.strings().find(&key) {
            Some(text) => text.to_owned(),
            None if swedish => word.sv.to_owned(),
            None => word.en.replace('-', " "),
        };
        let mut fields = Fields::default();
        fields.set("key", word.en);
        fields.set("text", text);
        fields.into()
    }

    /// A reference as a link; plain text when it leads nowhere, and nothing when readers may not see what it leads to.
    pub fn reference(&self, reference: &Reference, from: RecordId) -> Value {
        match self.site.find(reference, from) {
            Found::At(address) => {
                let mut link = self.link(address);
                let record = self.site.record(address.record);
                if let Some(organisation) = record.is::<crate::content::organisation::Organisation>() {
                    link.set("place", organisation.place.map(|place| self.word(place.word())));
                }
                if matches!(reference.target.inner, Inner::Must(["document"])) {
                    link.set("case", self.case_name(address.record));
                }
                link.into()
            }
            Found::Hidden => Value::none(),
            Found::Broken | Found::NoSuchPart(_) | Found::Nowhere => {
                let mut link = Fields::default();
                link.set("title", reference.written.as_str());
                link.set("url", "");
                link.set("kind", "");
                link.set("kind_label", "");
                link.set("case", "");
                link.into()
            }
        }
    }

    /// The number of a case, or its title when it has none.
    fn case_name(&self, record: RecordId) -> &str {
        let record = self.site.record(record);
        let number = record.is::<crate::content::case::Case>().and_then(|case| case.number.as_ref());
        number.map_or(&record.common.title, |number| &number.text)
    }
}

fn shape(datum: &Datum) -> &'static str {
    match datum {
        Datum::Nothing | Datum::Text(..) => "text",
        Datum::Number(_) | Datum::Integer(_) => "number",
        Datum::Bool(_) => "bool",
        Datum::Date(_) => "date",
        Datum::Period(_) => "period",
        Datum::Money(_) => "money",
        Datum::Choice(_) => "choice",
        Datum::Reference(_) => "link",
        Datum::Web(..) => "web",
        Datum::List(_) => "list",
        Datum::Record(_) | Datum::Free(_) => "record",
    }
}

/// Values that only the theme knows, as they are written.
pub fn free(table: &item::Table) -> Value {
    let mut fields = Fields::default();
    for entry in &table.entries {
        fields.set_named(&entry.key, plain(&entry.item.value));
    }
    fields.into()
}

fn plain(value: &item::Value) -> Value {
    match value {
        item::Value::Text(text) => text.as_str().into(),
        item::Value::Integer(number) => (*number).into(),
        item::Value::Number(number) => (*number).into(),
        item::Value::Bool(yes) => (*yes).into(),
        item::Value::Date(date) => date.to_string().into(),
        item::Value::List(list) => list.iter().map(|item| plain(&item.value)).collect::<Vec<_>>().into(),
        item::Value::Table(table) => free(table),
    }
}
