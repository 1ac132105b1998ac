//! Tables of actions in a document, in the form that the table of a record has: known headings, known words, and a column of the
//! writer's own for what nobody can know.

use super::{Cell, Manuscript, Run, words};
use crate::content::Kind;
use crate::content::field::Record as _;
use crate::content::field::{FieldDecl, Shape};
use crate::content::organisation::Organisation;
use crate::content::result::JudgedAction;
use crate::content::strategy::{PlannedAction, Strategy};
use crate::content::value::{Word, from_prose, meant};
use crate::diagnostic::{Both, Lang, fold};
use crate::parse::column;
use crate::site::{Record, Site};

/// Which actions a table may hold.
#[derive(Clone, Copy)]
pub enum Rows {
    Judged,
    Planned,
}

impl Rows {
    fn fields(self) -> &'static [FieldDecl] {
        match self {
            Rows::Judged => JudgedAction::fields(),
            Rows::Planned => PlannedAction::fields(),
        }
    }

    /// The keys that only a table of this sort has.
    fn tells(self) -> &'static [&'static str] {
        match self {
            Rows::Judged => &["status"],
            Rows::Planned => &["responsible", "due"],
        }
    }
}

/// The heading that tells a table of this sort in the document.
pub fn told_by(manuscript: &Manuscript, rows: Rows) -> Option<String> {
    let tables = manuscript.blocks.iter().filter_map(|block| if let super::Block::Table(rows) = block { Some(rows) } else { None });
    tables.into_iter().find_map(|table| {
        let header = header(table, rows.fields())?;
        let is = |cell: &&Cell| column(&words(&cell.runs), rows.fields()).is_some_and(|decl| rows.tells().contains(&decl.key));
        table[header].iter().find(is).map(|cell| words(&cell.runs))
    })
}

/// The row of headings: among the first three, one that names actions and something of them.
fn header(table: &[Vec<Cell>], fields: &[FieldDecl]) -> Option<usize> {
    table.iter().take(3).position(|row| {
        let known: Vec<&str> = row.iter().filter_map(|cell| column(&words(&cell.runs), fields)).map(|decl| decl.key).collect();
        known.contains(&"title") && known.len() > 1
    })
}

/// Words that officials write for a status, apart from what [`meant`] understands: slips, and other words for no.
const STATUSES: &[(&str, &[&str])] = &[
    ("genomförd", &["genomfört", "genomförda", "genomförts"]),
    ("delvis genomförd", &["delvis genomfört", "delvis genomförda"]),
    ("kunde inte genomföras", &["har inte kunnat genomföras", "kan inte genomföras"]),
    ("påbörjad", &["påbörjat", "påbörjade", "påbörjats"]),
    ("pågår", &["pågående"]),
    ("planerad", &["planerat", "planerade"]),
    ("nästan klar", &["nästan klart", "i stort sett klar"]),
];

/// What a table says beside rows that can be read.
pub struct Table {
    /// Rows above the headings: titles of the table.
    pub above: Vec<Vec<Run>>,
    /// Rows that name no action: notes on the table.
    pub below: Vec<Vec<Run>>,
    pub rows: Vec<Vec<Cell>>,
    /// How many cells went into the writer's own column.
    pub unread: usize,
}

/// A table of the document as a table of actions of `kind`; None when it is none, and stays as it is.
pub fn table(rows: &[Vec<Cell>], kind: &Kind, plan: Option<&Record>, site: &Site, lang: Lang) -> Option<Table> {
    let (_, fields) = kind.rows?;
    let fields = fields();
    let header = header(rows, fields)?;
    let written: Vec<String> = rows[header].iter().map(|cell| words(&cell.runs)).collect();
    let mut columns: Vec<(usize, &FieldDecl)> = Vec::new();
    for (at, heading) in written.iter().enumerate() {
        if let Some(decl) = column(heading, fields).filter(|decl| columns.iter().all(|(_, known)| known.key != decl.key)) {
            columns.push((at, decl));
        }
    }
    // The first column of such a table is what was to be done.
    columns.sort_by_key(|(_, decl)| decl.key != "title");
    let context = Context { plan, site, lang };
    let read: Vec<Row> = rows[header + 1..].iter().map(|row| context.row(row, &columns, &written)).collect();
    // A row that names no action is a note on the table.
    let named: Vec<Row> = read.into_iter().filter(|row| row.cells.first().is_some_and(|title| !title.is_empty())).collect();
    let below = rows[header + 1..].iter().filter(|row| words_of(&columns, row).is_empty());
    let below = below.map(|row| row.iter().flat_map(|cell| [cell.runs.clone(), vec![Run::plain(" ")]].concat()).collect());
    let above = rows[..header].iter().map(|row| row.iter().flat_map(|cell| cell.runs.clone()).collect());
    let unread = named.iter().map(|row| row.unread).sum();
    Some(Table { above: above.collect(), below: below.collect(), rows: written_out(named, &columns, fields, lang), unread })
}

/// The words of the first column: what was to be done.
fn words_of(columns: &[(usize, &FieldDecl)], row: &[Cell]) -> String {
    columns.first().and_then(|(at, _)| row.get(*at)).map_or(String::new(), |cell| words(&cell.runs))
}

/// A row as its columns take it.
struct Row {
    cells: Vec<String>,
    /// The cause in the document's own words.
    cause: String,
    /// What stands in no column.
    notes: String,
    unread: usize,
}

/// The rows with their headings, and with the columns that they need besides.
fn written_out(rows: Vec<Row>, columns: &[(usize, &FieldDecl)], fields: &[FieldDecl], lang: Lang) -> Vec<Vec<Cell>> {
    let why = rows.iter().any(|row| !row.cause.is_empty());
    let own = rows.iter().any(|row| !row.notes.is_empty());
    let words_of_cause = fields.iter().find(|decl| decl.key == "cause-words").filter(|_| why);
    let mut headings: Vec<String> = columns.iter().map(|(_, decl)| decl.label.get(lang).to_owned()).collect();
    headings.extend(words_of_cause.map(|decl| decl.label.get(lang).to_owned()));
    headings.extend(own.then(|| Both("Anteckning", "Notes").get(lang).to_owned()));
    let rows = rows.into_iter().map(|mut row| {
        row.cells.extend(words_of_cause.map(|_| row.cause));
        row.cells.extend(own.then_some(row.notes));
        row.cells
    });
    std::iter::once(headings).chain(rows).map(cells_of).collect()
}

fn unknown(lang: Lang) -> String {
    Both("okänd", "unknown").get(lang).to_owned()
}

fn cells_of(texts: Vec<String>) -> Vec<Cell> {
    texts.into_iter().map(|text| Cell { runs: vec![Run::plain(text)], again: false }).collect()
}

struct Context<'a> {
    plan: Option<&'a Record>,
    site: &'a Site,
    lang: Lang,
}

impl Context<'_> {
    fn row(&self, row: &[Cell], columns: &[(usize, &FieldDecl)], written: &[String]) -> Row {
        let mut read = Row { cells: Vec::new(), cause: String::new(), notes: String::new(), unread: 0 };
        let mut notes: Vec<String> = Vec::new();
        let mut note = |at: usize, text: String| {
            let heading = written.get(at).filter(|heading| !heading.is_empty());
            notes.push(heading.map_or_else(|| text.clone(), |heading| format!("{heading}: {text}")));
        };
        let own_words = columns.iter().any(|(_, decl)| decl.key == "cause-words");
        for (at, decl) in columns {
            let text = row.get(*at).map_or(String::new(), |cell| words(&cell.runs));
            let value = self.value(&text, decl);
            read.unread += usize::from(value.is_none());
            match &value {
                Some(_) => {}
                // A cause in the document's own words has a column of its own.
                None if decl.key == "cause" && !own_words => read.cause = text,
                None => note(*at, text),
            }
            let stand_in = if decl.key == "status" { unknown(self.lang) } else { String::new() };
            read.cells.push(value.unwrap_or(stand_in));
        }
        for (at, cell) in row.iter().enumerate().filter(|(at, _)| columns.iter().all(|(known, _)| known != at)) {
            let text = words(&cell.runs);
            if !text.is_empty() {
                note(at, text);
            }
        }
        read.notes = notes.join("; ");
        read
    }

    /// The words of a cell as its column takes them; None when nobody can know what is meant.
    fn value(&self, text: &str, decl: &FieldDecl) -> Option<String> {
        if text.is_empty() {
            // What has no status is judged by whoever reads it.
            return Some(if decl.key == "status" { unknown(self.lang) } else { String::new() });
        }
        let shape = if let Shape::List(of) = decl.shape { of() } else { decl.shape };
        match shape {
            Shape::Choice(known) => self.choice(text, known),
            Shape::Reference(_) if decl.key == "goal" => self.goal(text),
            Shape::Reference(_) => self.organisations(text, matches!(decl.shape, Shape::List(_))),
            Shape::Date | Shape::Day => {
                let iso = text.parse::<jiff::civil::Date>().is_ok() || text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
                if iso { Some(text.to_owned()) } else { from_prose(text) }
            }
            Shape::Text | Shape::Open(_) => Some(text.to_owned()),
            Shape::Bool => ["ja", "nej", "x"].contains(&&*text.to_lowercase()).then(|| text.to_lowercase()),
            _ => None,
        }
    }

    fn choice(&self, text: &str, known: &[Word]) -> Option<String> {
        let lower = text.trim_end_matches('.').to_lowercase();
        let inflected = STATUSES.iter().find(|(_, forms)| forms.contains(&&*lower)).map(|(word, _)| *word);
        let words: Vec<&str> = known.iter().flat_map(|word| [word.sv, word.en]).collect();
        let meant =
            words.iter().copied().find(|word| fold(word) == fold(inflected.unwrap_or(&lower))).or_else(|| meant(&lower, &words).sure)?;
        let word = known.iter().find(|word| word.sv == meant || word.en == meant)?;
        Some(Both(word.sv, word.en).get(self.lang).to_owned())
    }

    /// The id of a goal of the plan: by its number or its words.
    fn goal(&self, text: &str) -> Option<String> {
        goal(self.plan?, text)
    }

    /// Organisations of the site, by their names; all of them or none.
    fn organisations(&self, text: &str, many: bool) -> Option<String> {
        let parts: Vec<&str> = text.split([',', ';', '/']).flat_map(|part| part.split(" och ")).map(str::trim).collect();
        let one = |part: &str| {
            let named = |record: &Record| fold(&record.common.title) == fold(part) || *record.id == *part;
            self.site.each::<Organisation>().find(|(_, record, _)| named(record)).map(|(_, record, _)| record.id.to_string())
        };
        if !many && parts.len() > 1 {
            return None;
        }
        parts.into_iter().map(one).collect::<Option<Vec<_>>>().map(|ids| ids.join(" ; "))
    }
}

/// The id of the goal of a plan that some words name: "Mål 1 Tillgång till ANDT ska minska", "1", or the goal's own words.
pub fn goal(plan: &Record, text: &str) -> Option<String> {
    let goals = &plan.is::<Strategy>()?.goals;
    let lower = text.to_lowercase();
    let number = lower.strip_prefix("mål ").or_else(|| lower.strip_prefix("målområde ")).unwrap_or(&lower);
    let number = number.split([' ', '.', ':']).next().unwrap_or_default();
    let by_number = || goals.iter().find(|goal| goal.number.as_deref().is_some_and(|known| known.eq_ignore_ascii_case(number)));
    let by_words = goals.iter().find(|goal| fold(text).contains(&fold(&goal.title)));
    by_words.or_else(|| if lower.starts_with("mål") || number == lower { by_number() } else { None }).map(|goal| goal.id.id.clone())
}
