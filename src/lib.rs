//! insyn: from a folder of Markdown and TOML to a site that citizens can browse.
// The tour is written here as the rooms are built.

pub mod diagnostic;
pub mod markdown;
pub mod output;
pub mod report;
pub mod source;
pub mod span;

pub mod collation;
pub mod content;
pub mod document;
pub mod knowledge;
pub mod quote;
pub mod site;

pub mod check;
pub mod derive;
pub mod house;
pub mod link;
pub mod make;
pub mod parse;
pub mod pipeline;
pub mod plan;
pub mod theme;

pub mod cli;
pub mod disk;
pub mod fault;
