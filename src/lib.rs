//! insyn (Swedish: public insight, the right to look in): from a folder of Markdown and TOML, written by municipal staff, to an
//! accessible static site that citizens can browse.
//!
//! The modules below stand in the order in which data meets them. Read them so, and you have read the program.
//!
//! 1. **Ground**: values that everyone may name. A [`source`] file, a [`span`] in it, a [`diagnostic`] about it,
//!    an [`output`], a [`photo`], a [`spreadsheet`], [`xml`].
//! 2. **Words**: what a municipality tells. The kinds of [`content`], each declared once; [`markdown`]; the [`site`] that they
//!    become; the [`knowledge`] that follows from it.
//! 3. **Stages**: pure, and in one direction: [`parse`] → [`link`] → [`derive`] → [`check`] → [`plan`] → [`make`], with the
//!    [`theme`] read beside, and its templates filled ([`filling`]). [`gather`] makes what comes of what was made, and [`history`] tells what
//!    became different since the last edition. A stage never fails: it returns a value, and everything that
//!    is wrong as diagnostics. [`pipeline`] is all of it in one short function, and [`house`] what it builds. [`portable`] stands between
//!    making and writing when the site is to open from a folder, without a web server; [`archive`] puts it into a package for the archive.
//!    [`edit`] is the way back: from what was found, or what somebody asks for, to what is to stand in the sources instead.
//!    [`draft`] is another way in: from a document that people wrote in another program to the first text of a record.
//!    The [`manual`] of it all is made from the same declarations, as pages ([`sheet`]).
//! 4. **Edges**: the only rooms that touch the world. The [`disk`], the documents of other programs ([`import`]), the [`report`]s, the preview in [`serve`], where sites are
//!    [`publish`]ed, the command line in [`cli`],
//!    and the [`fault`]s that can stop them.
//!
//! Nothing before the edges reads a disk, a clock, the network or the environment. Same sources, same date: same bytes.
//!
//! Places of growth are families: a folder whose `mod.rs` has one list, and one file for each member. A new kind of record is a file in
//! [`content`] and a line in [`content::KINDS`]; something to work out, in [`derive`] with its types in [`knowledge`], and a page about the
//! whole that tells it, in `plan/view/overview`; a rule, in [`check`] and [`check::RULES`]; a format, in [`make`] and [`make::FORMATS`]; a
//! chapter, in [`manual`]; a sort of place to publish to, in [`publish`] and [`publish::KINDS`]; a command, in [`cli`] and [`cli::COMMANDS`]; a way of reporting, in [`report`] and [`report::REPORTS`].

// Ground.
pub mod diagnostic;
pub mod encoding;
pub mod media;
pub mod output;
pub mod photo;
pub mod source;
pub mod span;
pub mod spreadsheet;
pub mod xml;

// Words.
pub mod collation;
pub mod content;
pub mod document;
pub mod figures;
pub mod fingerprint;
pub mod follow_up;
pub mod knowledge;
pub mod markdown;
pub mod personal;
pub mod plurals;
pub mod quote;
pub mod readability;
pub mod sheet;
pub mod site;
pub mod spoken;

// Stages, in order.
pub mod parse;
pub mod theme;

pub mod link;

pub mod derive;

pub mod check;

pub mod plan;

pub mod house;

pub mod filling;

pub mod make;

pub mod gather;

pub mod history;

pub mod portable;

pub mod archive;

pub mod pipeline;

pub mod draft;
pub mod edit;
pub mod manual;

// Edges.
pub mod cli;
pub mod disk;
pub mod fault;
pub mod import;
pub mod publish;
pub mod report;
pub mod serve;
