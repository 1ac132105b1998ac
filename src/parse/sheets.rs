//! Tables in spreadsheets that hold records: the values of a measure, the lines of a budget, the actions of a follow-up.

mod column;
mod hidden;
mod tables;

use column::Column;
pub use column::faulty;

pub use hidden::HIDDEN_CELLS;
pub use tables::Tables;

use super::beside::{Beside, Gathered, put};
use super::columns::{column, heading, is_own};
use super::published::{self, Of, Told};
use crate::content::field::{FieldDecl, Shape};
use crate::content::item::{Item, Table, Value};
use crate::content::read::Reading;
use crate::content::value::Id;
use crate::content::{Fields, Kind};
use crate::diagnostic::{Both, Diagnostic, Lint, Severity, fold, nearest};
use crate::span::Span;
use crate::spreadsheet::{Cell, Row, Sheet, Unfit, Value as Shown, Workbook};

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

/// What a row of sums is called: it is worked out, and no line of its own.
const SUMS: &[&str] = &["summa", "totalt", "total", "summa totalt", "sum"];

/// A row of headings that is known, with what its columns hold.
struct Header<'a> {
    key: &'static str,
    fields: &'static [FieldDecl],
    columns: Vec<Column>,
    /// Where the cells of the row stand, whatever they say.
    headed: Vec<u32>,
    /// The cells whose headings are none of these.
    unknown: Vec<&'a Cell>,
    /// Where the column stands that says which record a row belongs to.
    owner: Option<u32>,
}

/// Adds to `table`, the keys of a record, a record for each row of each known table in the spreadsheet.
pub fn take(table: &mut Table, of: Of, book: &Workbook, gathered: &mut Gathered, beside: &mut Beside, reading: &mut Reading) {
    let sheets = match &book.sheets {
        Ok(sheets) => sheets,
        Err(unfit) => return reading.found(unreadable(book, unfit)),
    };
    let (mut known, mut empty) = (false, None);
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
                let tables = beside.tables(&book.path, at, || Tables::of(sheet, of.kind, of.shared));
                let rows = rows(sheet, of, table.text("title").map(|(title, _)| title), tables, reading);
                known |= rows.is_some();
                reading.diagnostics.extend(hidden::taken(sheet, rows.iter().flatten().map(|(_, row)| row)));
                for (key, row) in rows.into_iter().flatten() {
                    put(table, key, row);
                }
            }
        }
    }
    if let Some(told) = empty {
        beside.gave_nothing(&book.path, of, &told);
    } else if !known && !beside.knows(&book.path) {
        reading.found(no_table(book, sheets, of.kind));
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
fn no_table(book: &Workbook, sheets: &[Sheet], kind: &Kind) -> Diagnostic {
    let labels: Vec<&str> =
        kind.sheets.iter().flat_map(|(_, fields)| fields()).filter(|decl| decl.required).map(|decl| decl.label.0).collect();
    let cells = sheets.iter().filter(|sheet| !sheet.hidden).flat_map(|sheet| &sheet.rows).flat_map(|row| &row.cells);
    let near = cells.filter_map(|cell| match &cell.value {
        Shown::Text(words) => nearest(&heading(words).0, &labels).map(|near| (cell, words, near)),
        _ => None,
    });
    let (sv, en) = ("Här finns ingen tabell som känns igen.", "There is no table here that is known.");
    // A heading that is spelt right is not what is wrong.
    let slip = near.filter(|(_, words, near)| fold(&heading(words).0) != fold(near)).min_by_key(|(cell, ..)| cell.span.start);
    let diagnostic = match slip {
        Some((cell, _, near)) => Diagnostic::new(&NO_TABLE, cell.span, sv, en)
            .help(format!("Menade du kolumnen ”{near}”?"), format!("Did you mean the column “{near}”?")),
        None => Diagnostic::new(&NO_TABLE, Span::start_of(book.id), sv, en),
    };
    let needed = |lang: fn(&Both) -> &'static str| {
        let sorts = kind.sheets.iter().map(|(_, fields)| {
            let needed = fields().iter().filter(|decl| decl.required && decl.key != "id").map(|decl| lang(&decl.label));
            let needed: Vec<&str> = needed.collect();
            // A word alone is no row of headings.
            if needed.len() > 1 { needed.join(" + ") } else { needed.join("") + " + " + lang(&ONE_MORE) }
        });
        sorts.collect::<Vec<_>>().join("; ")
    };
    diagnostic.help(
        format!("En tabell behöver rubrikerna {}.", needed(|both| both.0)),
        format!("A table needs the headings {}.", needed(|both| both.1)),
    )
}

type Keyed = Vec<(&'static str, Table)>;

/// The records of a sheet; None when it has no known table.
fn rows(sheet: &Sheet, of: Of, title: Option<&str>, tables: &Tables, reading: &mut Reading) -> Option<Keyed> {
    let mut found = None;
    let mut header: Option<Header> = None;
    for at in tables.rows_for(sheet, of, title) {
        let row = &sheet.rows[at];
        if tables.headers.binary_search(&at).is_ok() {
            header = header_of(row, of.kind, of.shared);
            found.get_or_insert_with(Vec::new);
            for (cell, fields) in header.iter().flat_map(|new| new.unknown.iter().map(|cell| (cell, new.fields))) {
                unknown_column(cell, fields, reading);
            }
        } else if let Some(header) = &header
            && !is_note(sheet, at)
            && header.is_of(row, of.id, title)
            && let Some(table) = header.record(row, reading)
        {
            found.get_or_insert_with(Vec::new).push((header.key, table));
        }
    }
    found
}

/// What stands alone under an empty row is a note on the table.
fn is_note(sheet: &Sheet, at: usize) -> bool {
    let above = at.checked_sub(1).map_or(0, |above| sheet.rows[above].number);
    sheet.rows[at].cells.len() == 1 && sheet.rows[at].number > above + 1
}

/// What a row says that it is of, in the column for that.
fn named(row: &Row, owner: u32) -> Option<String> {
    row.cells.iter().find(|cell| cell.column == owner).map(|cell| cell.value.shown())
}

/// The row as headings of the table that it fits best, if it fits any: all that a row needs, and something more.
fn header_of<'a>(row: &'a Row, kind: &'static Kind, shared: bool) -> Option<Header<'a>> {
    let texts: Vec<(&Cell, &str)> = row
        .cells
        .iter()
        .filter_map(|cell| if let Shown::Text(words) = &cell.value { Some((cell, words.as_str())) } else { None })
        .collect();
    if texts.len() < 2 {
        return None;
    }
    let as_one = |(key, fields): &(&'static str, Fields)| {
        let fields = fields();
        let headed = row.cells.iter().map(|cell| cell.column).collect();
        let mut header = Header { key, fields, columns: Vec::new(), headed, unknown: Vec::new(), owner: None };
        for (cell, words) in &texts {
            let (name, unit) = heading(words);
            let owns = shared
                && header.owner.is_none()
                && (["id", kind.one.0, kind.one.1].contains(&&*name) || ["nyckeltal", "indikator"].contains(&&*name));
            match column(words, fields) {
                _ if owns => header.owner = Some(cell.column),
                Some(decl) if header.columns.iter().all(|known| known.decl.key != decl.key) => {
                    header.columns.push(Column { at: cell.column, decl, unit });
                }
                _ if is_own(words) => {}
                _ => header.unknown.push(cell),
            }
        }
        let has = |key: &str| header.columns.iter().any(|column| column.decl.key == key);
        let whole = fields.iter().filter(|decl| decl.required && decl.key != "id").all(|decl| has(decl.key));
        (whole && header.columns.len() > 1 && (!shared || header.owner.is_some())).then_some(header)
    };
    kind.sheets.iter().filter_map(as_one).rev().max_by_key(|header| header.columns.len())
}

fn unknown_column(cell: &Cell, fields: &'static [FieldDecl], reading: &mut Reading) {
    let Shown::Text(words) = &cell.value else { return };
    if column(words, fields).is_some() {
        let (sv, en) = (
            format!("Rubriken ”{words}” säger detsamma som en före den; bara den första kolumnen läses."),
            format!("The heading “{words}” says the same as one before it; only the first column is read."),
        );
        let twice = Diagnostic::new(&FAULTY_CELL, cell.span, sv, en);
        return reading
            .found(twice.help("Ska den inte med på webbplatsen: kalla den Anteckning.", "If it is not for the site: call it Notes."));
    }
    reading.found(
        Diagnostic::new(
            &FAULTY_CELL,
            cell.span,
            format!("Kolumnen ”{words}” finns inte i den här sortens tabell."),
            format!("There is no column “{words}” in this sort of table."),
        )
        .meant(words, fields.iter().map(|decl| decl.label.0))
        .help("Ska den inte med på webbplatsen: kalla den Anteckning.", "If it is not for the site: call it Notes."),
    );
}

impl Header<'_> {
    /// Whether a row belongs to the record: by id, or by title.
    fn is_of(&self, row: &Row, id: &str, title: Option<&str>) -> bool {
        let Some(owner) = self.owner else { return true };
        named(row, owner).is_some_and(|named| named == id || title.is_some_and(|title| fold(title) == fold(&named)))
    }

    /// A row as a record; None where it is none: a note under the table, a sum, a row without what it is about.
    fn record(&self, row: &Row, reading: &mut Reading) -> Option<Table> {
        if row.cells.first().is_some_and(|cell| SUMS.contains(&&*heading(&cell.value.shown()).0)) {
            return None;
        }
        let mut record = Table::new(row.span);
        for column in &self.columns {
            let Some(cell) = row.cells.iter().find(|cell| cell.column == column.at) else { continue };
            let told = reading.diagnostics.len();
            match column.item(cell, &mut record, reading) {
                Some(value) => record.push(column.decl.key, Item { value, span: cell.span }),
                // What has been told of is not told of again as missing.
                None if reading.diagnostics.len() > told && column.decl.required => return None,
                None => {}
            }
        }
        let title = record.text("title").map(|(title, span)| (title.to_owned(), span));
        self.tell_of_stray(row, reading);
        let lacking = self.columns.iter().find(|column| column.decl.required && record.get(column.decl.key).is_none());
        if let Some(column) = lacking {
            // A period without a value says that there is none; words alone are a note, a figure alone has lost what it is about.
            let is_note = record.entries.iter().all(|entry| !self.is_figure(&entry.key)) && record.entries.len() < 2;
            if !is_note && column.decl.key != "value" {
                reading.found(
                    Diagnostic::new(
                        &FAULTY_CELL,
                        row.span,
                        format!("Raden saknar ”{}”.", column.decl.label.0),
                        format!("The row lacks “{}”.", column.decl.label.1),
                    )
                    .help(
                        "Är cellen sammanslagen med den ovanför: dela cellerna, och skriv ut värdet på varje rad.",
                        "If the cell is merged with the one above: split the cells, and write the value on every row.",
                    ),
                );
            }
            return None;
        }
        if let Some((title, span)) = title
            && self.fields.iter().any(|decl| decl.key == "id" && decl.required)
            && record.get("id").is_none()
        {
            record.push("id", Item { value: Value::Text(Id::from_words(&title)), span });
        }
        Some(record)
    }

    fn is_figure(&self, key: &str) -> bool {
        let decl = self.fields.iter().find(|decl| decl.key == key);
        decl.is_some_and(|decl| matches!(decl.shape, Shape::Number | Shape::Integer | Shape::Money))
    }

    /// Tells of the first cell of a row that stands under no heading: a figure that a comma has cut off, a remark that nobody would see.
    fn tell_of_stray(&self, row: &Row, reading: &mut Reading) {
        let Some(stray) = row.cells.iter().find(|cell| !self.headed.contains(&cell.column)) else { return };
        reading.found(
            Diagnostic::new(&FAULTY_CELL, stray.span, "Cellen står i en kolumn utan rubrik, och läses inte.", "The cell stands in a column without a heading, and is not read.")
                .help(
                    "Ge kolumnen en rubrik; Anteckning, om den inte ska med. I en CSV-fil med komma mellan cellerna står tal med decimalkomma inom citattecken.",
                    "Give the column a heading; Notes, if it is not for the site. In a CSV file with commas between the cells numbers with a decimal comma stand in quotes.",
                ),
        );
    }
}
