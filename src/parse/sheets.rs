//! Tables in spreadsheets that hold records: the values of a measure, the lines of a budget, the actions of a follow-up.

mod column;
mod copied;
mod header;
mod hidden;
mod sums;
mod tables;

use header::{Header, header_of, unknown_column};

pub use column::faulty;
pub use copied::Said;
pub use hidden::HIDDEN_CELLS;
pub use sums::SUM_ROW;
pub use tables::Tables;

use super::beside::{Beside, Gathered, put};
use super::columns::heading;
use super::published::{self, Of, Told};
use crate::content::item::Table;
use crate::content::read::Reading;
use crate::diagnostic::{Both, Diagnostic, Lint, Severity, fold, nearest};
use crate::span::Span;
use crate::spreadsheet::{Cell, Sheet, Unfit, Value as Shown, Workbook};

pub static FAULTY_CELL: Lint = Lint {
    name: "faulty-cell",
    severity: Severity::Error,
    title: Both("Cellen går inte att läsa", "Cell that cannot be read"),
    why: Both(
        "En cell som inte kan läsas saknas på webbplatsen, eller visar fel tal.",
        "A cell that cannot be read is missing from the site, or shows the wrong figure.",
    ),
    manual: Both(
        "Kalkylblad bredvid en post läses cell för cell: tal med decimalkomma, mellanrum mellan tusental, procent och datum som Excel visar dem. Tomma celler och ”..”, ”.” och ”-” betyder att uppgiften saknas. Formler läses som det värde de senast gav.\n\nFel:   #REF!, <5, ca åttio\nRätt:  88, 88,5, 1 234, 88 %, ca 80\n\nEn kolumn som inte ska med på webbplatsen kallas Anteckning.",
        "Spreadsheets beside a record are read cell by cell: numbers with a decimal comma, spaces between thousands, percent and days as Excel shows them. Empty cells and “..”, “.” and “-” mean that the fact is not there. Formulas are read as the value that they last gave.\n\nWrong: #REF!, <5, about eighty\nRight: 88, 88,5, 1 234, 88 %, ca 80\n\nA column that is not for the site is called Notes.",
    ),
};

pub static NO_TABLE: Lint = Lint {
    name: "no-table",
    severity: Severity::Error,
    title: Both("Kalkylbladet har ingen tabell som känns igen", "Spreadsheet without a known table"),
    why: Both("Inget i filen kommer med på webbplatsen.", "Nothing in the file comes onto the site."),
    manual: Both(
        "Ett kalkylblad bredvid en post, med samma namn, hör till posten: content/results/andt-2016.xlsx till andt-2016.md. Rubrikraden känns igen på sina ord, och får ha titel och tomma rader över sig. Uppföljning: Aktivitet, Läge, Varför … eller Mått, Värde, Målvärde … Mått: Period, Värde, Målvärde … Budget: Ändamål, Belopp … eller Pott, Belopp … Plan: Aktivitet …\n\nFlera blad och flera tabeller går bra. Dolda blad läses inte.\n\nDe tabeller som webbplatsen själv publicerar läses tillbaka som de är: siffror.csv och siffror.xlsx från postens sida (talen), orsaker.csv och orsaker.xlsx (aktiviteter med orsak), och ur /oppna-data/ det som sorten tar (allt som är skrivet), till exempel results-action.csv eller results.xlsx. Rader av andra poster hoppas över; har posten ingen rad sägs det. Det som är uträknat, och det som skrivs i själva posten, läses inte. Delar av befolkningen (results-observation-subgroup.csv) behöver results-observation.csv bredvid: nämn den med tables.",
        "A spreadsheet beside a record, of the same name, belongs to the record: content/results/andt-2016.xlsx to andt-2016.md. The row of headings is known by its words, and may have a title and empty rows above it. Follow-up: Action, Status, Why … or Indicator, Value, Target … Indicator: Period, Value, Target … Budget: Purpose, Amount … or Envelope, Amount … Plan: Action …\n\nSeveral sheets and several tables are fine. Hidden sheets are not read.\n\nThe tables that the site itself publishes are read back as they are: siffror.csv and siffror.xlsx from the record's page (the numbers), orsaker.csv and orsaker.xlsx (actions with a cause), and of /oppna-data/ what the kind takes (all that is written), such as results-action.csv or results.xlsx. Rows of other records are passed over; if the record has none, that is told. What is worked out, and what is written in the record itself, is not read. Parts of the population (results-observation-subgroup.csv) need results-observation.csv beside them: name it by tables.",
    ),
};

pub static UNREADABLE_TABLE: Lint = Lint {
    name: "unreadable-table",
    severity: Severity::Error,
    title: Both("Kalkylbladet går inte att läsa", "Spreadsheet that cannot be read"),
    why: Both("Inget i filen kommer med på webbplatsen.", "Nothing in the file comes onto the site."),
    manual: Both(
        "Kalkylblad läses som CSV, XLSX eller ODS, utan lösenord, och högst 20 MB. En äldre fil (.xls) sparas om: Arkiv, Spara som, Excel-arbetsbok. Ligger filen någon annanstans än bredvid posten nämns den med tables = \"fil.xlsx\".",
        "Spreadsheets are read as CSV, XLSX or ODS, without a password, and 20 MB at most. An older file (.xls) is saved anew: File, Save As, Excel Workbook. If the file is not beside the record it is named by tables = \"file.xlsx\".",
    ),
};

/// What stands in a cell where there is no value, as Statistics Sweden writes it and as people do.
const NOTHING: &[&str] = &["..", ".", "-", "–", "—", "…", "uppgift saknas"];

/// What a table needs besides the heading of what it is about.
const ONE_MORE: Both = Both("minst en till", "at least one more");

/// Adds to `table`, the keys of a record, a record for each row of each known table in the spreadsheet.
pub fn take(table: &mut Table, of: Of, book: &Workbook, gathered: &mut Gathered, beside: &mut Beside, reading: &mut Reading) {
    let sheets = match &book.sheets {
        Ok(sheets) => sheets,
        Err(unfit) => return reading.found(unreadable(book, unfit)),
    };
    let (mut known, mut empty, mut misspelt) = (false, None, Vec::new());
    for (at, sheet) in sheets.iter().enumerate().filter(|(_, sheet)| !sheet.hidden) {
        match published::read(sheet, of, reading) {
            Some(Told::Rows(rows)) => {
                beside.gave(&book.path);
                reading.diagnostics.extend(hidden::taken(sheet, rows.iter().map(|given| &given.table)));
                rows.into_iter().for_each(|given| gathered.add(table, given));
            }
            // That rows belong to others says more than that some cannot be read.
            Some(told) if empty.is_none() || matches!(told, Told::Others(..)) => empty = Some(told),
            Some(_) => {}
            None => {
                let title = table.text("title").map(|(title, _)| title);
                beside.met(of, title);
                let tables = beside.tables(&book.path, at, || Tables::of(sheet, of.kind, of.shared));
                let Some(rows) = rows(sheet, of, title, tables, reading) else {
                    misspelt.extend(tables.misspelt.map(|(at, near)| nothing_known(at, Some(near))));
                    continue;
                };
                known = true;
                let (rows, again) = gathered.said.fresh(book, sheet, rows);
                reading.diagnostics.extend(again);
                reading.diagnostics.extend(hidden::taken(sheet, rows.iter().map(|(_, row)| row)));
                for (key, row) in rows {
                    put(table, key, row);
                }
            }
        }
    }
    if let Some(told) = empty {
        beside.gave_nothing(&book.path, of, &told);
    } else if !known && !beside.knows(&book.path) {
        reading.found(no_table(book, sheets, of));
    } else {
        reading.diagnostics.extend(misspelt);
    }
}

fn unreadable(book: &Workbook, unfit: &Unfit) -> Diagnostic {
    let (sv, en, help_sv, help_en) = match unfit {
        Unfit::TooLarge => (
            "Filen är för stor för att läsas som kalkylblad.",
            "The file is too large to be read as a spreadsheet.",
            "Spara bara tabellen i en egen fil.",
            "Save the table alone in a file of its own.",
        ),
        Unfit::TooManyCells => (
            "Filen har fler celler än något kalkylblad om en post.",
            "The file has more cells than any spreadsheet of a record.",
            "Spara bara tabellen i en egen fil.",
            "Save the table alone in a file of its own.",
        ),
        Unfit::Password => (
            "Filen är skyddad med lösenord.",
            "The file is protected by a password.",
            "Ta bort lösenordet i Excel: Arkiv, Info, Skydda arbetsbok.",
            "Remove the password in Excel: File, Info, Protect Workbook.",
        ),
        Unfit::Old => (
            "Filen är en arbetsbok från Excel före 2007.",
            "The file is a workbook of Excel before 2007.",
            "Öppna den i Excel och spara som Excel-arbetsbok (.xlsx).",
            "Open it in Excel and save it as an Excel workbook (.xlsx).",
        ),
        Unfit::Broken(_) => (
            "Filen är inget kalkylblad, eller trasig.",
            "The file is no spreadsheet, or broken.",
            "Öppna den i Excel och spara den igen.",
            "Open it in Excel and save it again.",
        ),
        Unfit::NotBuilt => (
            "Det här programmet läser bara tabeller i CSV.",
            "This program reads tables in CSV only.",
            "Spara tabellen som CSV.",
            "Save the table as CSV.",
        ),
    };
    let diagnostic = Diagnostic::new(&UNREADABLE_TABLE, Span::start_of(book.id), sv, en).help(help_sv, help_en);
    match unfit {
        Unfit::Broken(why) => diagnostic.help(format!("Läsaren säger: {why}."), format!("The reader says: {why}.")),
        _ => diagnostic,
    }
}

/// A file that a record names and that is not there.
pub fn missing(name: &str, span: Span, folder: &str) -> Diagnostic {
    Diagnostic::new(
        &UNREADABLE_TABLE,
        span,
        format!("Kalkylbladet ”{name}” finns inte i {folder}."),
        format!("The spreadsheet “{name}” is not in {folder}."),
    )
    .help("Lägg filen där, eller ta bort raden.", "Put the file there, or remove the line.")
}

/// Says what headings were looked for; at the row that is most like one.
fn no_table(book: &Workbook, sheets: &[Sheet], of: Of) -> Diagnostic {
    let kind = of.kind;
    let labels: Vec<&str> =
        kind.sheets.iter().flat_map(|(_, fields)| fields()).filter(|decl| decl.required).map(|decl| decl.label.0).collect();
    let cells = sheets.iter().filter(|sheet| !sheet.hidden).flat_map(|sheet| &sheet.rows).flat_map(|row| &row.cells);
    let near = cells.filter_map(|cell| match &cell.value {
        Shown::Text(words) => nearest(&heading(words).0, &labels).map(|near| (cell, words, near)),
        _ => None,
    });
    // A heading that is spelt right is not what is wrong.
    let slip = near.filter(|(_, words, near)| fold(&heading(words).0) != fold(near)).min_by_key(|(cell, ..)| cell.span.start);
    let diagnostic = match slip {
        Some((cell, _, near)) => nothing_known(cell.span, Some(near)),
        None => nothing_known(Span::start_of(book.id), None),
    };
    let needed = |lang: fn(&Both) -> &'static str| {
        let sorts = kind.sheets.iter().map(|(_, fields)| {
            let needed = fields().iter().filter(|decl| decl.required && decl.key != "id").map(|decl| lang(&decl.label));
            let needed: Vec<&str> = needed.collect();
            // A word alone is no row of headings.
            let needed = if needed.len() > 1 { needed.join(" + ") } else { needed.join("") + " + " + lang(&ONE_MORE) };
            if of.shared { format!("{} + {needed}", lang(&kind.one)) } else { needed }
        });
        sorts.collect::<Vec<_>>().join("; ")
    };
    diagnostic.help(
        format!("En tabell behöver rubrikerna {}.", needed(|both| both.0)),
        format!("A table needs the headings {}.", needed(|both| both.1)),
    )
}

fn nothing_known(at: Span, near: Option<&str>) -> Diagnostic {
    let diagnostic = Diagnostic::new(&NO_TABLE, at, "Här finns ingen tabell som känns igen.", "There is no table here that is known.");
    match near {
        Some(near) => diagnostic.help(format!("Menade du kolumnen ”{near}”?"), format!("Did you mean the column “{near}”?")),
        None => diagnostic,
    }
}

type Keyed = Vec<(&'static str, Table)>;

/// The records of a sheet; None when it has no known table.
fn rows(sheet: &Sheet, of: Of, title: Option<&str>, tables: &Tables, reading: &mut Reading) -> Option<Keyed> {
    let mut found = None;
    let mut header: Option<Header> = None;
    for at in tables.rows_for(sheet, of, title) {
        let row = &sheet.rows[at];
        if tables.headers.binary_search(&at).is_ok() {
            let above = header.take();
            reading.diagnostics.extend(above.and_then(|above| above.sums.end()));
            header = header_of(row, of.kind, of.shared);
            found.get_or_insert_with(Vec::new);
            for (cell, fields) in header.iter().flat_map(|new| new.unknown.iter().map(|cell| (cell, new.fields))) {
                unknown_column(cell, fields, reading);
            }
        } else if let Some(header) = &mut header {
            if is_note(sheet, at) {
                reading.diagnostics.extend(tables.is_among_rows(at).then(|| alone(&row.cells[0])));
            } else if let Some(table) = header.record(row, reading) {
                found.get_or_insert_with(Vec::new).push((header.key, table));
            }
        }
    }
    reading.diagnostics.extend(header.and_then(|last| last.sums.end()));
    found
}

/// What stands alone under an empty row is a note on the table.
fn is_note(sheet: &Sheet, at: usize) -> bool {
    let above = at.checked_sub(1).map_or(0, |above| sheet.rows[above].number);
    sheet.rows[at].cells.len() == 1 && sheet.rows[at].number > above + 1
}

/// Words alone under an empty row, with more rows below: a heading of those, or a record of which nothing else is said.
fn alone(cell: &Cell) -> Diagnostic {
    let shown = cell.value.shown();
    let mut diagnostic = Diagnostic::new(
        &FAULTY_CELL,
        cell.span,
        format!("”{shown}” står ensamt under en tom rad, och läses inte."),
        format!("“{shown}” stands alone under an empty row, and is not read."),
    )
    .help(
        "Är det en rad i tabellen: ta bort den tomma raden ovanför. Är det en rubrik för raderna under: skriv det i en egen kolumn på varje rad.",
        "If it is a row of the table: remove the empty row above it. If it is a heading of the rows below: write it in a column of its own on each row.",
    );
    diagnostic.severity = Severity::Warning;
    diagnostic
}
