//! The values that a municipality writes: text, dates, periods, money, words from a list, references.

mod choice;
mod date;
mod meant;
mod money;
mod next;
mod origin;
mod reference;
mod text;

pub use choice::{Choice, Word, read_choice};
pub use date::{Date, Day, Part, Period, SEASONS, from_prose};
pub use meant::{Meant, meant};
pub use money::Money;
pub use origin::Origin;
pub use reference::{Inner, Local, Reference, Target, read_reference};
pub use text::{Fingerprint, Free, Id, Paragraph, Phone, Text, Web};

pub use date::{IMPOSSIBLE_DATE, IMPOSSIBLE_PERIOD};

#[cfg(test)]
mod tests;
