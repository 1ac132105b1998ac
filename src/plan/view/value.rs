//! Values and records as a template sees them.

use rustc_hash::FxHashMap;
use tera::Value;

use super::mentions::{Where, unbroken};
use super::{Fields, View};
use crate::content::accessibility::Accessibility;
use crate::content::changes::Changes;
use crate::content::common::Common;
use crate::content::datum::{Branch, Datum};
use crate::content::field::{FieldDecl, Record as _, Shape};
use crate::content::value::{Date, Inner, Money, Period, Reference, Word};
use crate::content::{KINDS, item};
use crate::plan::wording;
use crate::site::{Address, Found, RecordId};
use crate::theme::Strings;

/// Words as templates see them, by their Swedish and English.
pub type Words = FxHashMap<(&'static str, &'static str), Value>;

impl View<'_> {
    /// A value that stands in record `from`.
    pub fn value(&self, datum: &Datum, from: RecordId) -> Value {
        self.seen(datum, from, false)
    }

    /// A value for templates that show any kind: each record in it also has its written keys as `fields`.
    pub fn labelled(&self, datum: &Datum, from: RecordId) -> Value {
        self.seen(datum, from, true)
    }

    /// A record inside a record: every key, and its anchor.
    pub fn branch(&self, branch: &Branch, from: RecordId) -> Fields {
        self.keys(branch, from, false)
    }

    fn seen(&self, datum: &Datum, from: RecordId, labelled: bool) -> Value {
        match datum {
            Datum::Nothing => Value::none(),
            Datum::Web(text, _) => Value::from(*text),
            Datum::Text(text, _) if self.lang != 0 => self.said(text).into(),
            Datum::Text(text, _) => Value::from(*text),
            Datum::Number(number) => self.number(*number),
            Datum::Integer(number) => self.number(*number as f64),
            Datum::Bool(yes) => Value::from(*yes),
            Datum::Date(date) => self.date(date).into(),
            Datum::Period(period) => self.period(period),
            Datum::Money(money) => self.money(money),
            Datum::Choice(word) => self.word(word),
            Datum::Reference(reference) => self.reference(reference, from),
            Datum::List(list) => {
                let values = list.iter().map(|datum| self.seen(datum, from, labelled));
                values.filter(|value| !value.is_none()).collect::<Vec<_>>().into()
            }
            Datum::Record(branch) => self.keys(branch, from, labelled).into(),
            Datum::Free(table) => free(table),
        }
    }

    /// What templates see of a key that is not written.
    pub fn unwritten(&self, decl: &FieldDecl) -> Value {
        match decl.shape {
            Shape::List(_) => self.plan.empty.clone(),
            Shape::Bool => Value::from(false),
            _ => Value::none(),
        }
    }

    fn keys(&self, branch: &Branch, from: RecordId, labelled: bool) -> Fields {
        let view = self.in_time_of(branch);
        // A page seldom adds more than this to a record.
        let mut fields = Fields::with_capacity(branch.fields.len() + 8);
        let mut written = Vec::new();
        for (decl, datum) in branch.every() {
            let Some(datum) = datum else {
                fields.set(&decl.name, self.unwritten(decl));
                continue;
            };
            let own = self.own_words(branch.text("id"), decl, datum, from).or_else(|| self.running(decl, datum, from));
            let value = own.unwrap_or_else(|| view.seen(datum, from, labelled));
            if labelled && !matches!(decl.key, "id" | "source" | "quote") {
                written.extend(self.fact(decl, &value, datum).map(Value::from));
            }
            fields.set(&decl.name, value);
        }
        if let Some(part) = self.site.record(from).part_at(branch.span) {
            fields.set("anchor", &*part.id);
        }
        if labelled {
            fields.set("fields", written);
        }
        // What a document says, or what is to come, is named by its words too: those stay plain, and these are for reading.
        if let Some(Datum::Text(text, _)) = branch.get("text")
            && self.translation(from).is_none()
        {
            fields.set_some("linked", self.with_mentions(Where::On(from), text));
        }
        fields
    }

    /// Words of a record, or of what has the id `inside` in it, from the translation in the page's language.
    pub fn own_words(&self, inside: Option<&str>, decl: &FieldDecl, datum: &Datum, from: RecordId) -> Option<Value> {
        if self.lang == 0 {
            return None;
        }
        // What names something is no words.
        if let (Datum::Text(name, _), true) = (datum, is_name(decl)) {
            return Some(Value::from(*name));
        }
        match (datum, self.translation(from)?.words(inside, decl.key)?) {
            (Datum::Text(..), item::Value::Text(text)) => Some(text.as_str().into()),
            (Datum::List(list), item::Value::List(words)) if list.len() == words.len() => {
                Some(words.iter().map(|item| plain(&item.value)).collect::<Vec<_>>().into())
            }
            _ => None,
        }
    }

    /// A written key with its label, for templates that show any kind; None when it is not written, or readers may not see what it refers to.
    pub fn fact(&self, decl: &'static FieldDecl, value: &Value, datum: &Datum) -> Option<Fields> {
        if datum.is_empty() || value.is_none() || value.as_array().is_some_and(<[Value]>::is_empty) {
            return None;
        }
        let mut fact = Fields::with_capacity(4);
        fact.set("key", decl.name.as_str());
        fact.set("label", self.both(decl.label));
        fact.set("value", value.clone());
        fact.set("shape", shape(datum));
        Some(fact)
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
        fields.set("text", self.said(&wording::money(money, self.strings())));
        fields.set("kronor", money.kronor);
        fields.set("approximate", money.approximate);
        fields.into()
    }

    /// A word from a list, as every page of the language shows it.
    pub fn word(&self, word: &Word) -> Value {
        let known = self.plan.words[self.lang as usize].get(&(word.sv, word.en));
        known.cloned().unwrap_or_else(|| self::word(word, self.strings(), self.routes().code(self.lang)))
    }

    /// A reference as a link; plain text when it leads nowhere, and nothing when readers may not see what it leads to.
    pub fn reference(&self, reference: &Reference, from: RecordId) -> Value {
        match self.site.find(reference, from) {
            Found::At(address) if matches!(reference.target.inner, Inner::Must(["document"])) => self.document_link(address),
            Found::At(address) => self.linked(address),
            Found::Hidden => Value::none(),
            Found::Broken | Found::NoSuchPart(_) | Found::Nowhere => {
                let mut link = Fields::default();
                link.set("title", self.said(&reference.written));
                link.set("url", "");
                link.set("kind", "");
                link.set("kind_label", "");
                link.set("case", "");
                link.into()
            }
        }
    }

    /// A document as a link, with its case.
    pub fn document_link(&self, address: Address) -> Value {
        let mut link = self.link(address);
        link.set("case", self.case_name(address.record));
        link.into()
    }

    /// The number of a case, or its title when it has none.
    pub fn case_name(&self, record: RecordId) -> String {
        let found = self.site.record(record);
        let number = found.is::<crate::content::case::Case>().and_then(|case| case.number.as_ref());
        let name = self.said(&number.map_or_else(|| found.common.title.text.clone(), |number| unbroken(number)));
        self.marked(name, record).into_owned()
    }
}

/// Whether a key holds a name that programs go by, and no words.
fn is_name(decl: &FieldDecl) -> bool {
    matches!(decl.key, "id" | "of" | "field" | "file" | "fingerprint" | "phone" | "email" | "code")
}

/// The words of all lists, as the pages of a language show them: made once, since the same few stand everywhere.
pub fn words(strings: &Strings, code: &str) -> Words {
    fn add(words: &mut Words, shape: Shape, strings: &Strings, code: &str) {
        match shape {
            Shape::Choice(list) => words.extend(list.iter().map(|found| ((found.sv, found.en), word(found, strings, code)))),
            Shape::List(of) => add(words, of(), strings, code),
            Shape::Record(fields) => fields().iter().for_each(|decl| add(words, decl.shape, strings, code)),
            _ => {}
        }
    }
    let mut words = Words::default();
    let own = [Common::fields(), Accessibility::fields(), Changes::fields()];
    for decl in KINDS.iter().map(|kind| (kind.fields)()).chain(own).flatten() {
        add(&mut words, decl.shape, strings, code);
    }
    words
}

/// A word from a list with its key, for classes.
fn word(word: &Word, strings: &Strings, code: &str) -> Value {
    let mut fields = Fields::default();
    fields.set("key", word.en);
    fields.set("text", wording::word(word, strings, code));
    fields.into()
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
