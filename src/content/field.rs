//! One declaration of a record, read several ways: the typed record, its errors, its skeleton, its schema, its columns and its manual.
//!
//! A record is declared with [`record!`]: each field once, with key, label, explanation and example. Everything else is a function over
//! [`FieldDecl`]s, or over the [`Datum`] that a record lowers to.

use super::datum::Datum;
use super::item::{Item, Table, Value, from_toml};
use super::read::Reading;
use super::value::Id;
use crate::diagnostic::Both;
use crate::span::Span;

/// What a key is, for skeletons, schema, data dictionary, column headings and the manual.
#[derive(Debug)]
pub struct FieldDecl {
    /// As written in TOML: English kebab-case.
    pub key: &'static str,
    /// As templates write it: with `_` for `-`.
    pub name: String,
    /// As people say it: heading of a column, term in a list.
    pub label: Both,
    /// What the heading of a column may be called: key and labels, in small letters.
    pub headings: [String; 3],
    /// One sentence of explanation.
    pub doc: Both,
    /// A right value, as TOML.
    pub example: &'static str,
    pub shape: Shape,
    pub required: bool,
}

/// What sort of value a key takes.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    Text,
    Integer,
    Number,
    Bool,
    Day,
    Date,
    Period,
    Money,
    Paragraph,
    Id,
    Web,
    /// One of the listed words.
    Choice(&'static [super::value::Word]),
    /// Any words, of which these are known.
    Open(&'static [&'static str]),
    Reference(&'static super::value::Target),
    /// One or several.
    List(fn() -> Shape),
    /// A table of keys.
    Record(fn() -> &'static [FieldDecl]),
    /// Anything: values for themes.
    Free,
}

/// A type that a key can have.
pub trait Field: Sized {
    fn shape() -> Shape;
    /// Reads the value, or says in `reading` what is wrong with it.
    fn read(item: &Item, reading: &mut Reading) -> Option<Self>;
    /// What stands for a key that is not written; None when it must be.
    fn absent() -> Option<Self> {
        None
    }
    fn lower(&self) -> Datum<'_>;
}

/// A table of fields. Made by [`record!`].
pub trait Record: Sized {
    fn fields() -> &'static [FieldDecl];
    /// Reads the fields of `table`; keys that it does not know are the caller's, since records can be joined.
    fn read(table: &Table, reading: &mut Reading) -> Option<Self>;
    /// Adds every field that is written, in the order of the declaration.
    fn lower<'a>(&'a self, entries: &mut Vec<(&'static FieldDecl, Datum<'a>)>);
    fn span(&self) -> Span;
}

/// Reads the field that `decl` declares. A faulty value has been spoken of, and counts as not written where that is allowed, so that
/// one slip does not take the whole record with it.
pub fn read_field<T: Field>(table: &Table, decl: &FieldDecl, reading: &mut Reading) -> Option<T> {
    match table.get(decl.key) {
        Some(entry) => T::read(&entry.item, reading).or_else(T::absent).or_else(|| stand_in(table, decl, entry.item.span, reading)),
        None => T::absent().or_else(|| {
            reading.missing(table, decl);
            stand_in(table, decl, table.span, reading)
        }),
    }
}

/// The example of `decl` as if it stood at `span`, when the reading wants stand-ins. An id comes of what was written, or of the title and the
/// place: two alike would clash.
fn stand_in<T: Field>(table: &Table, decl: &FieldDecl, span: Span, reading: &Reading) -> Option<T> {
    if !reading.stand_ins {
        return None;
    }
    let written = table.text("id").map(|(id, _)| Id::from_words(id)).filter(|id| !id.is_empty());
    let id = || format!("\"{}-{}\"", Id::from_words(table.text("title").map_or("", |(title, _)| title)), span.start);
    let example = match (decl.key, written) {
        ("id", Some(written)) => format!("\"{written}\""),
        ("id", None) => id(),
        _ => decl.example.to_owned(),
    };
    let (example, _) = from_toml(&format!("x = {example}"), span.source, 0);
    let item = Item { value: example.get("x")?.item.value.clone(), span };
    T::read(&item, &mut Reading::with("", true))
}

impl<T: Field> Field for Option<T> {
    fn shape() -> Shape {
        T::shape()
    }
    fn read(item: &Item, reading: &mut Reading) -> Option<Self> {
        T::read(item, reading).map(Some)
    }
    fn absent() -> Option<Self> {
        Some(None)
    }
    fn lower(&self) -> Datum<'_> {
        self.as_ref().map_or(Datum::Nothing, Field::lower)
    }
}

impl<T: Field> Field for Vec<T> {
    fn shape() -> Shape {
        Shape::List(T::shape)
    }
    /// One value without brackets is a list of one.
    fn read(item: &Item, reading: &mut Reading) -> Option<Self> {
        let Value::List(items) = &item.value else { return T::read(item, reading).map(|one| vec![one]) };
        let mut list: Vec<T> = items.iter().filter_map(|item| T::read(item, reading)).collect();
        // Lists stay as they are for as long as the site does.
        list.shrink_to_fit();
        Some(list)
    }
    fn absent() -> Option<Self> {
        Some(Vec::new())
    }
    fn lower(&self) -> Datum<'_> {
        Datum::List(self.iter().map(Field::lower).collect())
    }
}

impl Field for bool {
    fn shape() -> Shape {
        Shape::Bool
    }
    fn read(item: &Item, reading: &mut Reading) -> Option<Self> {
        match item.value {
            Value::Bool(yes) => Some(yes),
            _ => {
                reading.wrong_type(item, "true eller false", "true or false");
                None
            }
        }
    }
    fn absent() -> Option<Self> {
        Some(false)
    }
    fn lower(&self) -> Datum<'_> {
        Datum::Bool(*self)
    }
}

impl Field for f64 {
    fn shape() -> Shape {
        Shape::Number
    }
    fn read(item: &Item, reading: &mut Reading) -> Option<Self> {
        match item.value {
            Value::Number(number) if number.is_finite() => Some(number),
            // Integers up to 2^53 are exact as floating point; larger counts do not occur in a municipality.
            Value::Integer(number) => Some(number as f64),
            _ => {
                reading.wrong_type(item, "ett tal", "a number");
                None
            }
        }
    }
    fn lower(&self) -> Datum<'_> {
        Datum::Number(*self)
    }
}

impl Field for i64 {
    fn shape() -> Shape {
        Shape::Integer
    }
    fn read(item: &Item, reading: &mut Reading) -> Option<Self> {
        match item.value {
            Value::Integer(number) => Some(number),
            _ => {
                reading.wrong_type(item, "ett heltal", "a whole number");
                None
            }
        }
    }
    fn lower(&self) -> Datum<'_> {
        Datum::Integer(*self)
    }
}

impl<T: Field> Field for Box<T> {
    fn shape() -> Shape {
        T::shape()
    }
    fn read(item: &Item, reading: &mut Reading) -> Option<Self> {
        T::read(item, reading).map(Box::new)
    }
    fn absent() -> Option<Self> {
        T::absent().map(Box::new)
    }
    fn lower(&self) -> Datum<'_> {
        (**self).lower()
    }
}

/// Declares a record: `name: Type = "key", "label sv" / "label en", "explanation sv" / "explanation en", "example";`.
///
/// A line `..name: Type;` joins the fields of another record. The macro makes the struct (with `span`, where the record begins), and its
/// [`Record`] and [`Field`].
#[macro_export]
macro_rules! record {
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            $(..$joined:ident: $joined_type:ty;)*
            $($field:ident: $type:ty = $key:literal, $label_sv:literal / $label_en:literal, $doc_sv:literal / $doc_en:literal, $example:literal;)*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug)]
        pub struct $name {
            $(pub $joined: $joined_type,)*
            $(#[doc = $doc_en] pub $field: $type,)*
            /// Where the record begins.
            pub span: $crate::span::Span,
        }

        impl $name {
            /// The fields of this record itself, without those that it joins.
            fn own() -> &'static [$crate::content::field::FieldDecl] {
                use $crate::content::field::{Field, FieldDecl};
                static OWN: std::sync::LazyLock<Vec<FieldDecl>> = std::sync::LazyLock::new(|| vec![
                    $(FieldDecl {
                        key: $key,
                        name: $key.replace('-', "_"),
                        label: $crate::diagnostic::Both($label_sv, $label_en),
                        headings: [$key, $label_sv, $label_en].map(str::to_lowercase),
                        doc: $crate::diagnostic::Both($doc_sv, $doc_en),
                        example: $example,
                        shape: <$type as Field>::shape(),
                        required: <$type as Field>::absent().is_none(),
                    },)*
                ]);
                &OWN
            }
        }

        impl $crate::content::field::Record for $name {
            fn fields() -> &'static [$crate::content::field::FieldDecl] {
                use $crate::content::field::FieldDecl;
                static ALL: std::sync::LazyLock<Vec<FieldDecl>> = std::sync::LazyLock::new(|| {
                    #[allow(unused_mut)]
                    let mut all: Vec<FieldDecl> = $name::own().iter().map(FieldDecl::copy).collect();
                    $(all.extend(<$joined_type as $crate::content::field::Record>::fields().iter().map(FieldDecl::copy));)*
                    all
                });
                &ALL
            }

            fn read(table: &$crate::content::item::Table, reading: &mut $crate::content::read::Reading) -> Option<Self> {
                let mut own = $name::own().iter();
                // Every field is read before any counts as missing, so that one run names every fault.
                $(let $joined = <$joined_type as $crate::content::field::Record>::read(table, reading);)*
                $(let $field = own.next().and_then(|decl| $crate::content::field::read_field::<$type>(table, decl, reading));)*
                debug_assert!(own.next().is_none());
                Some(Self { $($joined: $joined?,)* $($field: $field?,)* span: table.span })
            }

            fn lower<'a>(&'a self, entries: &mut Vec<(&'static $crate::content::field::FieldDecl, $crate::content::datum::Datum<'a>)>) {
                #[allow(unused_mut, unused_variables)]
                let mut own = $name::own().iter();
                $(if let Some(decl) = own.next() {
                    let datum = $crate::content::field::Field::lower(&self.$field);
                    if datum.is_written() {
                        entries.push((decl, datum));
                    }
                })*
                $(<$joined_type as $crate::content::field::Record>::lower(&self.$joined, entries);)*
            }

            fn span(&self) -> $crate::span::Span {
                self.span
            }
        }

        impl $crate::content::field::Field for $name {
            fn shape() -> $crate::content::field::Shape {
                $crate::content::field::Shape::Record(<Self as $crate::content::field::Record>::fields)
            }
            fn read(item: &$crate::content::item::Item, reading: &mut $crate::content::read::Reading) -> Option<Self> {
                let table = reading.table(item)?;
                reading.unknown_keys(table, &[<Self as $crate::content::field::Record>::fields()]);
                <Self as $crate::content::field::Record>::read(table, reading)
            }
            fn lower(&self) -> $crate::content::datum::Datum<'_> {
                $crate::content::datum::Datum::of(self)
            }
        }
    };
}

impl FieldDecl {
    /// The same declaration again, for a record that joins another's fields.
    pub fn copy(&self) -> FieldDecl {
        let FieldDecl { key, label, doc, example, shape, required, .. } = *self;
        FieldDecl { key, name: self.name.clone(), label, headings: self.headings.clone(), doc, example, shape, required }
    }
}
