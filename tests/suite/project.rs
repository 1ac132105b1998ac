//! A whole municipality in one string: `=== path` lines begin files. Built in memory, on a pinned day.
//!
//! `=== !notutf8 path` begins a file whose bytes cannot be read from its second line on; `=== !link path` is a link to a folder;
//! `=== !without path` says that there is none; `=== !published path record file` that readers were given a page before;
//! `=== !book path` begins a spreadsheet in words, and a file in `.csv` is one.

use std::sync::Arc;

use insyn::diagnostic::Lang;
use insyn::photo::{self, Format, Picture, Unfit};
use insyn::pipeline::{self, Built};
use insyn::report::{View, report};
use insyn::source::{Audience, Blob, Encoding, Leads, Origin, Sources, Text, Unread, Why};
use insyn::span::LineCol;
use insyn::spreadsheet::{self, Loose, Value, Workbook};

/// A site for a test.
pub struct Project {
    pub sources: Sources,
}

/// The smallest `site.toml`, for cases that are about something else.
pub const SITE: &str = "title = \"Prov\"\nlanguages = [\"sv\"]\n\n[municipality]\nname = \"Provkommun\"\n";

/// The smallest accessibility statement, likewise.
pub const STATEMENT: &str = "conformance = \"inte förenlig\"\nassessed = \"2026-11-01\"\nupdated = \"2026-11-01\"\nmethod = \"självskattning\"\n\
    tested = [\"Inget\"]\nfeedback = { email = \"webb@example.se\" }\n\n[[fault]]\nwhat = \"Allt\"\nreason = \"Provet handlar om annat.\"\n";

/// Extensions of what is passed on; everything else is text.
const PASSED_ON: &[&str] = &["pdf", "png", "jpg", "webp", "gif", "xlsx"];

/// A cell of a `!book`: a number, an error, a day, or words.
fn cell(words: &str) -> Value {
    match words {
        fault if fault.starts_with('#') => Value::Fault(fault.to_owned()),
        share if share.ends_with(" %") => Value::Percent(share.trim_end_matches(" %").parse().expect("a share")),
        _ => match (words.parse::<f64>(), words.parse::<jiff::civil::Date>()) {
            (Ok(number), _) => Value::Number(number),
            (_, Ok(day)) => Value::Day(day),
            _ => Value::Text(words.to_owned()),
        },
    }
}

/// A workbook in words: `[Blad]` begins a sheet, `[-Blad]` a hidden one; each other line is a row, `|` stands between its cells, and `~`
/// before a hidden one.
fn book(path: &str, content: &str) -> Workbook {
    let mut sheets: Vec<Loose> = Vec::new();
    if content.trim() == "lösenord" {
        return Workbook::new(path, content, Err(spreadsheet::Unfit::Password));
    }
    let mut row = 0;
    for line in content.lines() {
        if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            sheets.push(Loose { name: name.trim_start_matches('-').to_owned(), hidden: name.starts_with('-'), ..Loose::default() });
            row = 0;
            continue;
        }
        let sheet = sheets.last_mut().expect("a sheet has begun");
        let shown = line.strip_prefix('~');
        sheet.unseen.rows.extend(shown.map(|_| row..row + 1));
        let cells = (0..).zip(shown.unwrap_or(line).split('|'));
        sheet.cells.extend(cells.map(|(column, words)| (row, column, cell(words.trim()))));
        row += 1;
    }
    Workbook::new(path, content, Ok(sheets))
}

impl Project {
    /// Reads `=== path` files; `content/site.toml` and `content/accessibility.toml` are added when they are not among them.
    pub fn new(files: &str) -> Self {
        let mut sources = Sources::empty(jiff::civil::date(2026, 11, 22));
        sources.audience = Audience::Writers;
        let (mut site, mut statement) = (true, true);
        for part in format!("\n{files}").split("\n=== ").skip(1) {
            let (path, content) = part.split_once('\n').unwrap_or((part, ""));
            let path = path.trim();
            let named = path.rsplit(' ').next().unwrap_or_default();
            site &= named != "content/site.toml";
            statement &= named != "content/accessibility.toml";
            if let Some(page) = path.strip_prefix("!published ") {
                let [path, record, file] = page.split(' ').collect::<Vec<_>>()[..] else { panic!("!published path record file") };
                let origin = Origin { record: record.into(), file: file.into() };
                Arc::make_mut(&mut sources.edition).pages.insert(path.into(), origin);
            } else if let Some(path) = path.strip_prefix("!notutf8 ") {
                sources.unread.push(Unread {
                    path: path.into(),
                    reason: Why::NotUtf8 { at: LineCol { line: 2, column: 9 }, looks_like: Encoding::Windows1252 },
                });
            } else if let Some(path) = path.strip_prefix("!link ") {
                sources.unread.push(Unread { path: path.into(), reason: Why::Link(Leads::ToFolder) });
            } else if let Some(path) = path.strip_prefix("!book ") {
                sources.books.push(Arc::new(book(path, content)));
            } else if path.ends_with(".csv") {
                sources.books.push(Arc::new(spreadsheet::read(path, content, content.as_bytes())));
            } else if PASSED_ON.iter().any(|extension| path.ends_with(extension)) {
                // What pictures hold is said here: the files of these sites have no bytes.
                let known = || Format::of(path).map(|sizes| Picture { width: 1000, height: 500, sizes }).ok_or(Unfit::Format);
                let picture = photo::is_picture(path).then(known);
                sources.blobs.push(Blob {
                    path: path.into(),
                    on_disk: path.into(),
                    length: content.len() as u64,
                    fingerprint: "0".into(),
                    picture,
                });
            } else if !path.starts_with("!without ") {
                sources.texts.push_back(Text::new(path, format!("{}\n", content.trim_end_matches('\n'))));
            }
        }
        if site {
            sources.texts.push_back(Text::new("content/site.toml", SITE));
        }
        if statement {
            sources.texts.push_back(Text::new("content/accessibility.toml", STATEMENT));
        }
        sources.sort();
        Self { sources }
    }

    pub fn build(&self) -> Built {
        pipeline::build(&self.sources, None)
    }

    /// The findings of a build of this project as a writer reads them.
    pub fn text(&self, built: &Built, lang: Lang) -> String {
        let view = View::new(lang, &self.sources).also("content/site.toml");
        report("text", &built.diagnostics, &view).expect("the text report exists")
    }
}

/// Names of the rules that found something in a build, in order of place.
pub fn found(built: &Built) -> Vec<&'static str> {
    built.diagnostics.iter().map(|d| d.lint.name).collect()
}
