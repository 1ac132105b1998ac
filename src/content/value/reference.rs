//! References from one record to another: `"id"`, `"folder/id"`, `"id#inner"`.

use std::borrow::Cow;

use compact_str::CompactString;

use crate::content::Kind;
use crate::content::item::{Item, Value};
use crate::content::read::Reading;
use crate::span::Span;

/// What a key may point at.
#[derive(Debug)]
pub struct Target {
    /// Folders of the kinds that are allowed; empty means every kind.
    pub folders: &'static [&'static str],
    pub inner: Inner,
    pub local: Local,
}

/// Where a bare inner id is looked for.
#[derive(Debug, PartialEq, Eq)]
pub enum Local {
    /// Nowhere: the reference names its record.
    Never,
    /// In the record that the reference stands in.
    Own,
    /// In the plan or agreement that the record follows up.
    Followed,
}

/// Whether a reference points at something inside a record, and under which keys such things stand.
#[derive(Debug)]
pub enum Inner {
    Never,
    May(&'static [&'static str]),
    Must(&'static [&'static str]),
}

/// A reference as written, taken apart. Most keys that take one are not written, so it lies apart from its record. Whether it leads anywhere is for the link stage to say.
#[derive(Clone, Debug)]
pub struct Reference {
    pub written: CompactString,
    /// The folder before the slash, or the only one that the key takes.
    pub folder: Option<Cow<'static, str>>,
    /// The record's id; empty for a local reference.
    pub id: CompactString,
    pub inner: Option<CompactString>,
    pub span: Span,
    pub target: &'static Target,
}

/// Declares a type of reference: `Name -> ["folder"], Inner::Never, Local::Never;`.
#[macro_export]
macro_rules! references {
    ($($(#[$meta:meta])* $name:ident -> [$($folder:literal),*], $inner:expr, $local:expr;)*) => {$(
        $(#[$meta])*
        #[derive(Clone, Debug)]
        pub struct $name(pub Box<$crate::content::value::Reference>);

        impl $name {
            pub const TARGET: &'static $crate::content::value::Target = &$crate::content::value::Target {
                folders: &[$($folder),*],
                inner: $inner,
                local: $local,
            };
        }

        impl std::ops::Deref for $name {
            type Target = $crate::content::value::Reference;
            fn deref(&self) -> &Self::Target {
                &self.0
            }
        }

        impl $crate::content::field::Field for $name {
            fn shape() -> $crate::content::field::Shape {
                $crate::content::field::Shape::Reference(Self::TARGET)
            }
            fn read(item: &$crate::content::item::Item, reading: &mut $crate::content::read::Reading) -> Option<Self> {
                $crate::content::value::read_reference(item, reading, Self::TARGET).map(Box::new).map(Self)
            }
            fn lower(&self) -> $crate::content::datum::Datum<'_> {
                $crate::content::datum::Datum::Reference(&self.0)
            }
        }
    )*};
}

/// Takes a reference apart by what `target` allows.
pub fn read_reference(item: &Item, reading: &mut Reading, target: &'static Target) -> Option<Reference> {
    let Value::Text(written) = &item.value else {
        reading.wrong_type(item, "ett id inom citattecken", "an id in quotes");
        return None;
    };
    let written = written.trim().trim_end_matches(".md").trim_end_matches(".toml");
    let (record, inner) = match written.split_once('#') {
        Some((record, inner)) => (record, Some(inner.into())),
        None if target.local != Local::Never && !written.contains('/') => ("", Some(written.into())),
        None => (written, None),
    };
    let (folder, id) = match record.rsplit_once('/') {
        Some((folder, id)) => (Some(known(folder.rsplit('/').next().unwrap_or(folder))), id),
        None if target.folders.len() == 1 => (Some(Cow::Borrowed(target.folders[0])), record),
        None => (None, record),
    };
    Some(Reference { written: written.into(), folder, id: id.into(), inner, span: item.span, target })
}

/// The name of a folder, as its kind has it when there is one.
fn known(folder: &str) -> Cow<'static, str> {
    Kind::of_folder(folder).map_or_else(|| Cow::Owned(folder.to_owned()), |kind| Cow::Borrowed(kind.folder))
}

impl Reference {
    /// Whether the reference points into the record that `target.local` names.
    pub fn is_local(&self) -> bool {
        self.id.is_empty()
    }
}
