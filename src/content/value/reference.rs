//! References from one record to another: `"id"`, `"folder/id"`, `"id#inner"`.

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

/// A reference as written. A large site has a hundred thousand of them, so its pieces are looked up in it and not kept beside it; most keys
/// that take one are not written, so it lies apart from its record. Whether it leads anywhere is for the link stage to say.
#[derive(Clone, Debug)]
pub struct Reference {
    pub written: CompactString,
    pub span: Span,
    pub target: &'static Target,
    /// The kind whose folder stands before the slash, or is the only one that the key takes.
    kind: Option<&'static Kind>,
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
    let mut reference = Reference { written: written.into(), span: item.span, target, kind: None };
    reference.kind = reference.folder().and_then(Kind::of_folder);
    Some(reference)
}

impl Reference {
    /// The kind of the record that it names, when it says which.
    pub fn kind(&self) -> Option<&'static Kind> {
        self.kind
    }

    /// The folder before the slash, or the only one that the key takes.
    pub fn folder(&self) -> Option<&str> {
        match self.record().rsplit_once('/') {
            Some((folders, _)) => Some(folders.rsplit('/').next().unwrap_or(folders)),
            None => self.target.folders.first().copied().filter(|_| self.target.folders.len() == 1),
        }
    }

    /// The record's id; empty for a local reference.
    pub fn id(&self) -> &str {
        self.ids().0
    }

    /// The id of what stands inside the record.
    pub fn inner(&self) -> Option<&str> {
        self.apart().1
    }

    /// Whether the reference points into the record that `target.local` names.
    pub fn is_local(&self) -> bool {
        self.id().is_empty()
    }

    /// The record's id, empty for a local reference, and the id of what stands inside it: both at one look.
    pub fn ids(&self) -> (&str, Option<&str>) {
        let (record, inner) = self.apart();
        (record.rsplit_once('/').map_or(record, |(_, id)| id), inner)
    }

    fn record(&self) -> &str {
        self.apart().0
    }

    /// What names the record, with its folder, and what stands inside it.
    fn apart(&self) -> (&str, Option<&str>) {
        let written = &*self.written;
        match written.split_once('#') {
            Some((record, inner)) => (record, Some(inner)),
            None if self.target.local != Local::Never && !written.contains('/') => ("", Some(written)),
            None => (written, None),
        }
    }
}
