//! Words from a fixed list: Swedish as in the documents, each with an English alias.

use super::{Meant, meant};
use crate::content::item::{Item, Value};
use crate::content::read::{Reading, VALUE_NOT_ALLOWED};
use crate::diagnostic::{Both, Diagnostic};

/// One allowed word.
#[derive(Debug, PartialEq, Eq)]
pub struct Word {
    pub sv: &'static str,
    /// Kebab-case alias; also the name that styles and machines know the value by.
    pub en: &'static str,
}

/// An enumeration whose variants are words. Made by [`choice!`].
pub trait Choice: Copy + Sized + 'static {
    const WORDS: &'static [Word];
    const VARIANTS: &'static [Self];
    fn word(self) -> &'static Word;
}

/// Declares an enumeration: `Variant = "svenskt ord" / "english-alias",`.
#[macro_export]
macro_rules! choice {
    ($(#[$meta:meta])* pub enum $name:ident { $($variant:ident = $sv:literal / $en:literal,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $(#[doc = $sv] $variant,)* }

        impl $crate::content::value::Choice for $name {
            const WORDS: &'static [$crate::content::value::Word] = &[$($crate::content::value::Word { sv: $sv, en: $en },)*];
            const VARIANTS: &'static [Self] = &[$(Self::$variant,)*];
            fn word(self) -> &'static $crate::content::value::Word {
                &Self::WORDS[self as usize]
            }
        }

        impl $crate::content::field::Field for $name {
            fn shape() -> $crate::content::field::Shape {
                $crate::content::field::Shape::Choice(<Self as $crate::content::value::Choice>::WORDS)
            }
            fn read(item: &$crate::content::item::Item, reading: &mut $crate::content::read::Reading) -> Option<Self> {
                $crate::content::value::read_choice(item, reading)
            }
            fn lower(&self) -> $crate::content::datum::Datum<'_> {
                $crate::content::datum::Datum::Choice($crate::content::value::Choice::word(*self))
            }
        }
    };
}

/// Declares words of which some are known and others allowed: `pub struct Form = ["nämnd", "enhet"];`.
#[macro_export]
macro_rules! open_words {
    ($(#[$meta:meta])* pub struct $name:ident = [$($known:literal),* $(,)?];) => {
        $(#[$meta])*
        #[derive(Clone, Debug)]
        pub struct $name(pub $crate::content::value::Text);

        impl $crate::content::field::Field for $name {
            fn shape() -> $crate::content::field::Shape {
                $crate::content::field::Shape::Open(&[$($known),*])
            }
            fn read(item: &$crate::content::item::Item, reading: &mut $crate::content::read::Reading) -> Option<Self> {
                <$crate::content::value::Text as $crate::content::field::Field>::read(item, reading).map(Self)
            }
            fn lower(&self) -> $crate::content::datum::Datum<'_> {
                $crate::content::field::Field::lower(&self.0)
            }
        }
    };
}

/// Reads one of the words, in either language, whatever its capitals.
pub fn read_choice<C: Choice>(item: &Item, reading: &mut Reading) -> Option<C> {
    let Value::Text(written) = &item.value else {
        reading.wrong_type(item, "ett ord inom citattecken", "a word in quotes");
        return None;
    };
    let folded = written.trim().to_lowercase();
    let found = C::WORDS.iter().position(|word| word.sv == folded || word.en == folded);
    if found.is_none() {
        let known: Vec<&str> = C::WORDS.iter().flat_map(|word| [word.sv, word.en]).collect();
        let mut diagnostic = Diagnostic::new(
            &VALUE_NOT_ALLOWED,
            item.span,
            format!("”{written}” är inte ett av de ord som gäller här."),
            format!("“{written}” is not one of the words that hold here."),
        );
        let Meant { near, sure } = meant(written, &known);
        if let Some(near) = near {
            diagnostic = diagnostic.help(format!("Menade du ”{near}”?"), format!("Did you mean “{near}”?"));
            if let Some(line) = reading.corrected(item.span, &reading.like(item.span, near)) {
                diagnostic = diagnostic.paste(line);
            }
        }
        // In the cell of a table several words share a place.
        let alone = reading.written(item.span).trim_matches(['"', '\'']).trim() == written.trim();
        let sure = sure.filter(|_| alone).map(|word| reading.like(item.span, word));
        diagnostic = diagnostic.fix_if(item.span, sure);
        reading.found(diagnostic.allowed_words(C::WORDS.iter().map(|word| Both(word.sv, word.en))));
    }
    found.map(|at| C::VARIANTS[at])
}
