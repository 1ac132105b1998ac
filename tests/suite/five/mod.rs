//! A picture in the five places where a reader meets its numbers: drawing, table, CSV, Excel and sentence. Each is parsed by itself, and all
//! are compared row by row, in order.

mod sentence;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use insyn::make::make;
use insyn::output::Body;
use insyn::pipeline::Built;

/// How many panels a picture draws, how many rows of each, the last ones, and how many rows its table has on a page.
const PANELS: usize = 12;
const ROWS: usize = 24;
const TABLE: usize = 100;

/// The columns of a file for machines, each with the key of its heading in Excel.
const COLUMNS: [(&str, &str); 20] = [
    ("table", "col_table"),
    ("title", "col_about"),
    ("title_id", "col_about_id"),
    ("group", "col_group"),
    ("group_id", "col_group_id"),
    ("label", "col_row"),
    ("label_id", "col_row_id"),
    ("period", "col_period"),
    ("first", "col_first"),
    ("last", "col_last"),
    ("value", "col_value"),
    ("target", "col_target"),
    ("unit", "col_unit"),
    ("approximate", "col_approximate"),
    ("words", "col_words"),
    ("definition", "col_definition"),
    ("source", "col_source"),
    ("case", "col_case"),
    ("address", "col_address"),
    ("written", "col_written"),
];

pub type Record = BTreeMap<String, String>;

/// A row that is drawn: its words without any space, since a drawing breaks its lines where it must.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawn {
    pub panel: String,
    pub label: String,
    pub value: String,
    pub target: String,
}

/// A row of a table: its words, and what machines read in it.
#[derive(Debug, Clone)]
pub struct Row {
    pub words: Drawn,
    pub value: Option<f64>,
    pub target: Option<f64>,
}

#[derive(Debug, Clone)]
pub struct Five {
    pub place: String,
    pub drawn: Vec<Drawn>,
    pub table: Vec<Row>,
    pub machine: Vec<Record>,
    /// By the columns of the file for machines.
    pub excel: Vec<BTreeMap<&'static str, Data>>,
    pub sentence: String,
    /// The signs that the language has between thousands and before decimals.
    signs: (char, char),
    /// The language's word for what was taken away.
    masked: String,
}

pub fn bytes(built: &Built, path: &str) -> Vec<u8> {
    let output = built.house.plan.output(path).unwrap_or_else(|| panic!("{path} is not made"));
    match make(&built.house, output).expect("every format is known").body {
        Body::Bytes(bytes) => bytes,
        body => panic!("{body:?} is no text"),
    }
}

pub fn text(built: &Built, path: &str) -> String {
    String::from_utf8(bytes(built, path)).expect("pages are text")
}

/// What stands between two marks, each time that they do.
pub fn between<'t>(text: &'t str, from: &str, to: &str) -> Vec<&'t str> {
    text.split(from).skip(1).filter_map(|rest| rest.split_once(to).map(|(inside, _)| inside)).collect()
}

fn first<'t>(text: &'t str, from: &str, to: &str) -> &'t str {
    between(text, from, to).first().copied().unwrap_or_default()
}

/// Without tags, and with signs for their names.
pub fn plain(html: &str) -> String {
    let words: String = html.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text)).collect();
    words.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&").trim().to_owned()
}

fn bare(words: &str) -> String {
    words.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The rows of a file for machines, by column.
pub fn csv_rows(built: &Built, path: &str) -> Vec<Record> {
    let bytes = bytes(built, path);
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    reader.deserialize().map(|row| row.expect("every row has every column")).collect()
}

/// The rows of all sheets of an Excel file, by heading.
pub fn excel_rows(built: &Built, path: &str) -> Vec<BTreeMap<String, Data>> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes(built, path))).unwrap_or_else(|error| panic!("{path}: {error}"));
    let mut all = Vec::new();
    for (_, range) in book.worksheets() {
        let heads: Vec<String> = range.rows().next().into_iter().flatten().map(ToString::to_string).collect();
        all.extend(range.rows().skip(1).map(|row| heads.iter().cloned().zip(row.iter().cloned()).collect()));
    }
    all
}

/// Every picture of a page.
pub fn of_page(built: &Built, path: &str) -> Vec<Five> {
    let page = text(built, path);
    let ids = between(&page, " id=\"", "\"");
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{path}: an id stands twice");
    between(&page, "<figure class=\"picture\"", "</figure>")
        .into_iter()
        .filter(|figure| figure.contains("<svg"))
        .map(|figure| of_figure(built, path, figure, &page))
        .collect()
}

fn of_figure(built: &Built, path: &str, figure: &str, page: &str) -> Five {
    let (id, svg) = (first(figure, "id=\"", "\""), first(figure, "<svg", "</svg>"));
    let title = plain(&format!("<{}", first(svg, "<title", "</title>")));
    let base = &built.house.plan.routes.base;
    let link = between(figure, "href=\"", "\"").into_iter().chain(between(page, "href=\"", "\"")).find(|url| url.ends_with("siffror.csv"));
    let file = link.and_then(|url| url.strip_prefix(base.as_str())).unwrap_or_else(|| panic!("{path}: {id} has no file"));
    let strings = &built.house.theme.language(built.house.plan.routes.code(0)).strings;
    let all = csv_rows(built, file);
    let excel: Vec<BTreeMap<&'static str, Data>> = excel_rows(built, &file.replace(".csv", ".xlsx"))
        .iter()
        .map(|row| COLUMNS.iter().filter_map(|(name, key)| Some((*name, row.get(strings.get(key))?.clone()))).collect())
        .collect();
    assert_eq!(all.len(), excel.len(), "{path}: rows in {file} and in Excel");
    // Which rows are this picture's: by sort, by title, and by the observation where a follow-up has several.
    let record = file.split('/').rev().nth(1).unwrap_or_default();
    let part = id.strip_prefix(&format!("bild-{record}-")).filter(|_| file.starts_with("sa-gick-det/"));
    let own = |row: &Record| match &*row["table"] {
        "status" | "status-all" => id.ends_with("-lage") && row["title"] == title,
        "figures" => row["title"] == title && part.is_none_or(|part| row["label_id"] == part),
        _ => row["title"] == title,
    };
    let (machine, excel) = all.into_iter().zip(excel).filter(|(row, _)| own(row)).unzip();
    Five {
        place: format!("{path}#{id}"),
        drawn: drawn(svg),
        // A budget's tables stand on its page; all others in the figure.
        table: if figure.contains("<table") { table(figure) } else { tables(page) },
        machine,
        excel,
        sentence: plain(first(figure, "<figcaption>", "</figcaption>")),
        signs: (sign(strings.get("format_thousands")), sign(strings.get("format_decimal"))),
        masked: strings.get("masked").to_owned(),
    }
}

fn sign(text: &str) -> char {
    text.chars().next().expect("a language has signs in its numbers")
}

/// The rows of a drawing. What stands between them is the title of the panel that begins there.
fn drawn(svg: &str) -> Vec<Drawn> {
    let (mut rows, mut panel) = (Vec::new(), String::new());
    let words = |part: &str, class: &str| -> String {
        between(part, &format!("class=\"{class}\""), "</t").iter().map(|part| bare(&plain(&format!("<{part}")))).collect()
    };
    for piece in svg.split("</g>") {
        let Some((before, row)) = piece.split_once("<g>") else { continue };
        let title = words(before, "h");
        if !title.is_empty() {
            panel = title;
        }
        rows.push(Drawn { panel: panel.clone(), label: words(row, "l"), value: words(row, "v"), target: words(row, "w") });
    }
    rows
}

/// The cells of each row of the bodies of a table.
fn cells(table: &str) -> Vec<Vec<&str>> {
    let bodies = between(table, "<tbody>", "</tbody>").into_iter();
    bodies
        .flat_map(|body| between(body, "<tr", "</tr>"))
        .map(|row| row.split("<t").skip(1).filter(|cell| cell.starts_with(['d', 'h'])).map(|cell| &cell[1..]).collect())
        .collect()
}

fn number(cell: &str) -> Option<f64> {
    first(cell, "<data value=\"", "\"").parse().ok()
}

fn table(figure: &str) -> Vec<Row> {
    let heads = between(first(figure, "<thead>", "</thead>"), "<th ", "</th>").len();
    let (mut rows, mut panel) = (Vec::new(), String::new());
    for cells in cells(figure) {
        let words = |at: usize| cells.get(at).map_or_else(String::new, |cell| bare(&plain(&format!("<{cell}"))));
        // What its rows have in common is the heading of a body, which says what sort of thing it is to those who hear it.
        if cells[0].contains("scope=\"rowgroup\"") {
            panel = bare(&plain(cells[0].split_once("</span>").expect("a group is of some sort").1));
            continue;
        }
        assert_eq!(cells.len(), heads, "{cells:?}");
        rows.push(Row {
            words: Drawn { panel: panel.clone(), label: words(0), value: words(1), target: words(2) },
            value: number(cells[1]),
            target: cells.get(2).and_then(|cell| number(cell)),
        });
    }
    rows
}

/// The tables of a budget's own page: what is set aside, and what it goes to.
fn tables(page: &str) -> Vec<Row> {
    let mut rows = Vec::new();
    for name in ["s-envelopes", "s-lines"] {
        let section = first(page, &format!("<section aria-labelledby=\"{name}\">"), "</section>");
        let panel = bare(&plain(&format!("<{}", first(section, "<h2", "</h2>"))));
        for cells in cells(section) {
            let words = |at: usize| bare(&plain(&format!("<{}", cells[at])));
            let words = Drawn { panel: panel.clone(), label: words(0), value: words(1), target: String::new() };
            rows.push(Row { words, value: number(cells[1]), target: None });
        }
    }
    rows
}

impl Five {
    /// All that does not hold.
    pub fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let mut tell = |holds: bool, what: String| {
            if !holds {
                faults.push(format!("{}: {what}", self.place));
            }
        };
        let (rows, places) = (self.machine.len(), self.seen());
        tell(rows > 0, "nothing in the file is this picture's".to_owned());
        tell(self.table.len() == rows.min(TABLE), format!("{} rows in the table, {rows} in the file", self.table.len()));
        tell(self.drawn.len() == places.len(), format!("{} rows are drawn, not {}", self.drawn.len(), places.len()));
        for (at, row) in self.table.iter().enumerate().take(rows) {
            self.row(at, &row.words, &mut tell);
            let of = |key: &str| self.machine[at][key].parse::<f64>().ok();
            tell(row.value == of("value"), format!("row {at} of the table has the value {:?}, the file {:?}", row.value, of("value")));
            tell(row.target == of("target"), format!("row {at} of the table has the target {:?}, the file {:?}", row.target, of("target")));
        }
        for (drawn, at) in self.drawn.iter().zip(places) {
            self.row(at, drawn, &mut tell);
            if let Some(row) = self.table.get(at) {
                // A cell says that there is no target; a drawing has none.
                let target = if drawn.target.is_empty() && row.target.is_none() { "" } else { &row.words.target };
                let same = (&drawn.panel, &drawn.label, &drawn.value) == (&row.words.panel, &row.words.label, &row.words.value);
                tell(same && drawn.target == target, format!("{drawn:?} is drawn, {:?} is in the table", row.words));
            }
        }
        for (at, (row, cells)) in self.machine.iter().zip(&self.excel).enumerate() {
            for (name, _) in COLUMNS {
                let cell = cells.get(name).unwrap_or(&Data::Empty);
                tell(same(&row[name], cell), format!("{name} of row {at} is {:?} for machines, {cell:?} in Excel", row[name]));
            }
        }
        faults.extend(self.sentence_faults());
        faults
    }

    /// Which rows of the file are drawn: of the first panels the last rows.
    fn seen(&self) -> Vec<usize> {
        let places: Vec<usize> = (0..self.machine.len()).collect();
        let panel = |at: &usize| ["table", "group", "group_id"].map(|key| &self.machine[*at][key]);
        let panels = places.chunk_by(|a, b| panel(a) == panel(b));
        panels.take(PANELS).flat_map(|panel| &panel[panel.len().saturating_sub(ROWS)..]).copied().collect()
    }

    /// A drawn row, or one of the table, against the row of the file in the same place.
    fn row(&self, at: usize, words: &Drawn, tell: &mut impl FnMut(bool, String)) {
        let row = &self.machine[at];
        let told = |key: &str| bare(&row[key]);
        let value = match &*row["table"] {
            "time" => words.value == told(if row["period"].is_empty() { "words" } else { "period" }),
            // Amounts stand as they are written.
            "money" => words.value == told("words") && written(&words.value) == row["value"].parse().ok(),
            _ if row["value"].is_empty() => told("words").starts_with(&words.value) && !words.value.is_empty(),
            _ => self.numbers(&words.value).first().copied() == row["value"].parse().ok(),
        };
        let target = match row["target"].parse::<f64>() {
            Ok(target) => self.numbers(&words.target).first() == Some(&target),
            // What was taken away is said to be, and never that it was not stated.
            Err(_) if words.target.ends_with(&self.masked) => row["words"].ends_with(&self.masked),
            Err(_) => self.numbers(&words.target).is_empty() && !row["words"].contains(&format!(": {}", self.masked)),
        };
        let same = words.panel == told("group") && words.label == told("label") && value && target;
        tell(same, format!("row {at} is {words:?} on the page and {row:?} in the file"));
    }

    /// The numbers of some words, as the language writes them.
    pub fn numbers(&self, words: &str) -> Vec<f64> {
        self.tokens(words).into_iter().map(|(number, _)| number).collect()
    }

    /// Each number of some words, and what stands after it.
    fn tokens<'t>(&self, words: &'t str) -> Vec<(f64, &'t str)> {
        tokens(words, self.signs)
    }
}

/// An amount in kronor, as documents write it.
fn written(words: &str) -> Option<f64> {
    tokens(words, ('\u{a0}', ',')).first().map(|(number, rest)| number * sentence::unit(rest))
}

/// The numbers of some words, and what stands after each. Of the signs the first is between thousands, the other before decimals.
fn tokens(words: &str, (thousands, decimal): (char, char)) -> Vec<(f64, &str)> {
    let (mut found, mut rest, mut before) = (Vec::new(), words, ' ');
    while let Some(c) = rest.chars().next() {
        if !c.is_ascii_digit() {
            (before, rest) = (c, &rest[c.len_utf8()..]);
            continue;
        }
        let mut text = if before == '\u{2212}' { "-".to_owned() } else { String::new() };
        while let Some(c) = rest.chars().next() {
            let after = &rest[c.len_utf8()..];
            let digits = after.chars().take_while(char::is_ascii_digit).count();
            match c {
                _ if c.is_ascii_digit() => text.push(c),
                _ if c == thousands && digits == 3 && !text.contains('.') => {}
                _ if c == decimal && digits > 0 => text.push('.'),
                _ => break,
            }
            (before, rest) = (c, after);
        }
        found.extend(text.parse().ok().map(|number: f64| (number, rest)));
    }
    found
}

/// Whether a cell of Excel is what machines read.
fn same(machine: &str, cell: &Data) -> bool {
    match cell {
        Data::Empty => machine.is_empty(),
        Data::Float(number) => machine.parse() == Ok(*number),
        Data::Bool(yes) => machine == yes.to_string(),
        Data::DateTime(day) => {
            let (year, month, day, ..) = day.to_ymd_hms_milli();
            machine == format!("{year}-{month:02}-{day:02}")
        }
        // What begins like a formula has an apostrophe before it where a spreadsheet would run it.
        Data::String(words) => machine.strip_prefix('\'').unwrap_or(machine) == words,
        _ => false,
    }
}
