//! What became different from one published edition to the next: the records as readers were given them, compared, and told in words.
//!
//! A [`Snapshot`] is kept when an edition is published. The next one is compared with it, and what differs is told to readers: `edit`
//! writes that into `content/changes.toml`, where writers may better the words.

mod compare;
mod label;
mod snapshot;
mod stood;

pub use compare::{Told, compare, is_within, redacted_since};
pub use snapshot::Snapshot;
pub use stood::{Amended, Fact, Stood};
