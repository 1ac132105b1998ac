//! A record as a plain tree, whatever its kind: what references, quotes, views, tables and schemas are read from.

use super::field::{FieldDecl, Record};
use super::item::Table;
use super::value::{Date, Money, Period, Reference, Word};
use crate::span::Span;

/// A value in a record, borrowed from it.
#[derive(Clone, Debug)]
pub enum Datum<'a> {
    /// The key is not written.
    Nothing,
    Text(&'a str, Span),
    Number(f64),
    Integer(i64),
    Bool(bool),
    Date(&'a Date),
    Period(&'a Period),
    Money(&'a Money),
    Choice(&'static Word),
    Reference(&'a Reference),
    Web(&'a str, Span),
    List(Vec<Datum<'a>>),
    Record(Branch<'a>),
    Free(&'a Table),
}

/// A record inside a record.
#[derive(Clone, Debug)]
pub struct Branch<'a> {
    /// Every key that it can have.
    pub fields: &'static [FieldDecl],
    /// The keys that are written, in the order of the declaration.
    pub entries: Vec<(&'static FieldDecl, Datum<'a>)>,
    pub span: Span,
}

impl<'a> Datum<'a> {
    /// The tree of a record.
    pub fn of<R: Record>(record: &'a R) -> Self {
        Self::Record(Branch::of(record))
    }

    /// Whether the key is written. A list of nothing and "no" say what no key at all says.
    pub fn is_written(&self) -> bool {
        match self {
            Datum::Nothing | Datum::Bool(false) => false,
            Datum::List(list) => !list.is_empty(),
            _ => true,
        }
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        match self {
            Datum::Nothing | Datum::Bool(false) => true,
            Datum::List(list) => list.is_empty(),
            Datum::Text(text, _) => text.is_empty(),
            _ => false,
        }
    }
}

impl<'a> Branch<'a> {
    pub fn of<R: Record>(record: &'a R) -> Self {
        // Most keys of most records are not written.
        let mut entries = Vec::with_capacity(8);
        record.lower(&mut entries);
        Self { fields: R::fields(), entries, span: record.span() }
    }

    /// Every key that it can have, in the order of the declaration, with its value if it is written.
    pub fn every<'b>(&'b self) -> impl Iterator<Item = (&'static FieldDecl, Option<&'b Datum<'a>>)> {
        let mut written = self.entries.iter().peekable();
        self.fields.iter().map(move |decl| (decl, written.next_if(|(known, _)| known.key == decl.key).map(|(_, datum)| datum)))
    }

    /// Whether it can have a key of this name.
    pub fn can_have(&self, key: &str) -> bool {
        self.fields.iter().any(|decl| decl.key == key)
    }

    pub fn get(&self, key: &str) -> Option<&Datum<'a>> {
        self.entries.iter().find(|(decl, _)| decl.key == key).map(|(_, datum)| datum)
    }

    /// The text at `key`.
    pub fn text(&self, key: &str) -> Option<&'a str> {
        match self.get(key) {
            Some(Datum::Text(text, _)) => Some(text),
            _ => None,
        }
    }

    /// Calls `see` for every record inside this one, outermost first, with the declaration of the key under which it stands.
    pub fn each_labelled<'b>(&'b self, see: &mut dyn FnMut(&'static FieldDecl, &'b Branch<'a>)) {
        for (decl, datum) in &self.entries {
            let list = match datum {
                Datum::List(list) => list.as_slice(),
                one => std::slice::from_ref(one),
            };
            for datum in list {
                if let Datum::Record(branch) = datum {
                    see(decl, branch);
                    branch.each_labelled(see);
                }
            }
        }
    }

    /// Calls `see` for every reference in this record and the records inside it, with the key that it stands under.
    pub fn each_reference(&self, see: &mut dyn FnMut(&'static FieldDecl, &'a Reference)) {
        self.own_references(see);
        self.each_labelled(&mut |_, branch| branch.own_references(see));
    }

    fn own_references(&self, see: &mut dyn FnMut(&'static FieldDecl, &'a Reference)) {
        for (decl, datum) in &self.entries {
            match datum {
                Datum::Reference(reference) => see(decl, reference),
                Datum::List(list) => {
                    for datum in list {
                        if let Datum::Reference(reference) = datum {
                            see(decl, reference);
                        }
                    }
                }
                _ => {}
            }
        }
    }
}
