//! Reading what was written as what it means: every fault of a file at once, each with its place and what was probably meant.

use rustc_hash::FxHashSet;

use super::field::FieldDecl;
use super::item::{Item, Table, Value};
use crate::diagnostic::{Both, Diagnostic, Lint, Severity, nearest, slip};
use crate::span::Span;

pub static UNKNOWN_KEY: Lint = Lint {
    name: "unknown-key",
    severity: Severity::Error,
    title: Both("Okänd nyckel", "Unknown key"),
    why: Both(
        "En felstavad nyckel läses inte, och då saknas uppgiften på webbplatsen utan att någon märker det.",
        "A misspelt key is not read, and then the fact is missing from the site without anybody noticing.",
    ),
    manual: Both(
        "Varje uppgift har en nyckel med ett bestämt engelskt namn, till exempel `title` och `adopted`. En nyckel som inte finns i listan är ett fel.\n\nFel:   titel = \"Strategi\"\nRätt:  title = \"Strategi\"\n\nEgna värden för ett tema skrivs under [extra]; där är alla namn tillåtna.",
        "Every fact has a key with a fixed English name, such as `title` and `adopted`. A key that is not in the list is an error.\n\nWrong: titel = \"Strategi\"\nRight: title = \"Strategi\"\n\nFree values for a theme go under [extra]; any name is allowed there.",
    ),
};

pub static MISSING_KEY: Lint = Lint {
    name: "missing-key",
    severity: Severity::Error,
    title: Both("Uppgift saknas", "Missing key"),
    why: Both("Utan uppgiften kan sidan inte visas rätt.", "Without it the page cannot be shown rightly."),
    manual: Both(
        "Några uppgifter måste finnas, till exempel `title`. Kommandot `insyn new` skriver ett skelett där de står först.\n\nFel:   (ingen titel)\nRätt:  title = \"Strategi mot droger\"",
        "Some keys must be there, such as `title`. The command `insyn new` writes a skeleton where they come first.\n\nWrong: (no title)\nRight: title = \"Strategi mot droger\"",
    ),
};

pub static WRONG_TYPE: Lint = Lint {
    name: "wrong-type",
    severity: Severity::Error,
    title: Both("Fel sorts värde", "Wrong type"),
    why: Both(
        "Ett värde av fel sort kan inte räknas, sorteras eller visas.",
        "A value of the wrong type cannot be counted, sorted or shown.",
    ),
    manual: Both(
        "Text står inom raka citattecken, tal skrivs utan, ja och nej skrivs true och false, listor står inom hakparenteser.\n\nFel:   value = \"åttioåtta\"\nRätt:  value = 88",
        "Text stands in straight quotes, numbers without, yes and no are true and false, lists stand in brackets.\n\nWrong: value = \"eighty-eight\"\nRight: value = 88",
    ),
};

pub static VALUE_NOT_ALLOWED: Lint = Lint {
    name: "value-not-allowed",
    severity: Severity::Error,
    title: Both("Värdet finns inte i listan", "Value not allowed"),
    why: Both(
        "Lägen, orsaker och liknande har bestämda ord, så att de betyder samma sak på alla sidor.",
        "Statuses, causes and the like have fixed words, so that they mean the same on every page.",
    ),
    manual: Both(
        "Några nycklar tar bara vissa ord. Meddelandet listar dem. Varje svenskt ord har också ett engelskt.\n\nFel:   status = \"klart\"\nRätt:  status = \"genomförd\"",
        "Some keys take certain words only. The message lists them. Each Swedish word has an English one too.\n\nWrong: status = \"finished\"\nRight: status = \"done\"",
    ),
};

pub static MALFORMED_VALUE: Lint = Lint {
    name: "malformed-value",
    severity: Severity::Error,
    title: Both("Värdet har fel form", "Malformed value"),
    why: Both(
        "Adresser, belopp, färger och kortnamn måste ha sin form för att kunna användas på webbplatsen.",
        "Addresses, amounts, colours and short names must have their form to be of use on the site.",
    ),
    manual: Both(
        "Id skrivs med små bokstäver a–z, siffror och bindestreck. Webbadresser börjar med https://. Belopp skrivs med enhet: \"920 tkr\", \"1,5 mnkr\", \"ca 25 tkr\". Paragrafer skrivs \"§ 265\". Färger skrivs \"#0b5a4b\".\n\nFel:   id = \"Mål 1\"\nRätt:  id = \"mal-1\"",
        "Ids are written with small letters a–z, digits and hyphens. Web addresses begin with https://. Amounts have a unit: \"920 tkr\", \"1,5 mnkr\", \"ca 25 tkr\". Paragraphs are written \"§ 265\". Colours are written \"#0b5a4b\".\n\nWrong: id = \"Mål 1\"\nRight: id = \"mal-1\"",
    ),
};

/// The reading of one file: its text, for the lines to paste, and what was found so far.
pub struct Reading<'a> {
    text: &'a str,
    pub diagnostics: Vec<Diagnostic>,
    /// Whether something that others may refer to has no id.
    pub no_id: bool,
    /// Keys that are there, misspelt: where their table begins, and how they are spelt.
    misspelt: FxHashSet<(usize, &'static str)>,
    /// Whether a required value that is missing or faulty is told of and replaced by its example, so that whoever only looks for
    /// faults can go on.
    pub(super) stand_ins: bool,
}

/// Lines longer than this are not offered to paste, in bytes.
const LONGEST_LINE: usize = 400;

impl<'a> Reading<'a> {
    /// `text` is the whole file, as spans count from its start.
    pub fn new(text: &'a str) -> Self {
        Self { text, diagnostics: Vec::new(), no_id: false, misspelt: FxHashSet::default(), stand_ins: false }
    }

    /// The same, with or without stand-ins.
    pub fn with(text: &'a str, stand_ins: bool) -> Self {
        Self { stand_ins, ..Self::new(text) }
    }

    pub fn found(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// What stands at a span.
    pub fn written(&self, span: Span) -> &'a str {
        self.text.get(span.range()).unwrap_or("")
    }

    /// The line of `span` with the stretch replaced: the line to paste. None when it spans several lines or the line is too long to paste.
    pub fn corrected(&self, span: Span, replacement: &str) -> Option<String> {
        let range = span.range();
        let (before, after) = (self.text.get(..range.start)?, self.text.get(range.end..)?);
        // No more is looked through than may be pasted: the line can be ten megabytes long, with a hundred thousand findings.
        let first = before.floor_char_boundary(before.len().saturating_sub(LONGEST_LINE));
        let last = after.ceil_char_boundary(LONGEST_LINE.min(after.len()));
        let start = before[first..].rfind('\n').map(|at| first + at + 1).or((first == 0).then_some(0))?;
        let end = after[..last].find('\n').or((last == after.len()).then_some(last))?;
        let line = format!("{}{replacement}{}", &before[start..], after[..end].trim_end_matches('\r'));
        (range.len() < LONGEST_LINE && !self.text[range].contains('\n') && line.len() < LONGEST_LINE).then_some(line)
    }

    /// `value` as it would be written in the place of `span`: in quotes where TOML has them, bare in the cell of a table.
    pub fn like(&self, span: Span, value: &str) -> String {
        match self.written(span).chars().next() {
            Some('\'') if !value.contains('\'') => format!("'{value}'"),
            Some('"' | '\'') => format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\"")),
            Some(digit) if digit.is_ascii_digit() && !value.chars().all(|c| c.is_ascii_digit() || c == '-') => format!("\"{value}\""),
            _ => value.replace('|', "\\|"),
        }
    }

    /// Says that `item` is of the wrong type; `sv` and `en` name the right one.
    pub fn wrong_type(&mut self, item: &Item, sv: &str, en: &str) {
        let (found_sv, found_en) = item.value.named();
        let mut diagnostic = Diagnostic::new(
            &WRONG_TYPE,
            item.span,
            format!("Här står {found_sv}, men det ska vara {sv}."),
            format!("This is {found_en}, but it should be {en}."),
        );
        let likely = likely(item, en);
        let stands = likely.is_some() && !self.written(item.span).is_empty();
        diagnostic = diagnostic.fix_if(item.span, likely.clone().filter(|_| stands));
        match likely.and_then(|value| self.corrected(item.span, &value)) {
            Some(line) => diagnostic = diagnostic.paste(line),
            None if matches!(en, "a number" | "a whole number") => {
                diagnostic = diagnostic.help(
                    "Skriv talet med siffror, utan citattecken och med decimalpunkt: 88, 3.4.",
                    "Write the number in digits, without quotes and with a decimal point: 88, 3.4.",
                );
            }
            None => {}
        }
        self.found(diagnostic);
    }

    /// Says that a value has not the form that it needs. `right` is an example, or the value put right.
    pub fn malformed(&mut self, span: Span, sv: impl Into<String>, en: impl Into<String>, right: Option<&str>) {
        let mut diagnostic = Diagnostic::new(&MALFORMED_VALUE, span, sv, en);
        if let Some(right) = right {
            diagnostic = diagnostic.help(format!("Skriv till exempel ”{right}”."), format!("Write for example “{right}”."));
            if let Some(line) = self.corrected(span, &self.like(span, right)) {
                diagnostic = diagnostic.paste(line);
            }
        }
        self.found(diagnostic);
    }

    /// The item as a table, or a finding.
    pub fn table<'t>(&mut self, item: &'t Item) -> Option<&'t Table> {
        match &item.value {
            Value::Table(table) => Some(table),
            _ => {
                self.wrong_type(item, "en tabell med nycklar", "a table of keys");
                None
            }
        }
    }

    /// Says that `field` is missing from `table`, with the line to add. One that is there, misspelt, is an unknown key, and told of as that.
    pub fn missing(&mut self, table: &Table, field: &FieldDecl) {
        self.no_id |= field.key == "id";
        if self.misspelt.contains(&(table.span.range().start, field.key)) {
            return;
        }
        let line = format!("{} = {}", field.key, field.example);
        let found = Diagnostic::new(
            &MISSING_KEY,
            table.span,
            format!("Här saknas `{}`: {}", field.key, field.doc.0),
            format!("`{}` is missing here: {}", field.key, field.doc.1),
        );
        self.found(found.help("Lägg till raden nedan och ändra värdet.", "Add the line below and change its value.").paste(line));
    }

    /// Says of every key in `table` that is not among `fields` that it is unknown.
    pub fn unknown_keys(&mut self, table: &Table, fields: &[&[FieldDecl]]) {
        let fields = || fields.iter().copied().flatten();
        for entry in &table.entries {
            if fields().any(|field| field.key == entry.key) {
                continue;
            }
            // Writers think in Swedish: "titel" and "Mål" lead to the key that bears that label.
            let by_label = fields().find(|f| f.label.0.to_lowercase() == entry.key.to_lowercase());
            let keys: Vec<&str> = fields().map(|field| field.key).collect();
            let near = by_label.map(|f| f.key).or_else(|| nearest(&entry.key, &keys));
            let mut diagnostic = Diagnostic::new(
                &UNKNOWN_KEY,
                entry.key_span,
                format!("Nyckeln `{}` finns inte här.", entry.key),
                format!("There is no key `{}` here.", entry.key),
            );
            if let Some(near) = near {
                if table.get(near).is_none() {
                    self.misspelt.insert((table.span.range().start, near));
                }
                diagnostic = diagnostic.help(format!("Menade du `{near}`?"), format!("Did you mean `{near}`?"));
                if let Some(line) = self.corrected(entry.key_span, near) {
                    diagnostic = diagnostic.paste(line);
                }
                let sure = by_label.map(|f| f.key).or_else(|| slip(&entry.key, &keys));
                // A key that stands there already may not stand there twice, and a dotted or quoted one is not what its name says.
                let bare = self.written(entry.key_span) == entry.key;
                diagnostic = diagnostic.fix_if(entry.key_span, sure.filter(|sure| bare && table.get(sure).is_none()));
            }
            let mut keys = keys;
            keys.sort_unstable();
            self.found(diagnostic.allowed(keys));
        }
    }
}

impl Value {
    /// The type in words: Swedish, English.
    fn named(&self) -> (&'static str, &'static str) {
        match self {
            Value::Text(_) => ("text", "text"),
            Value::Number(number) if !number.is_finite() => ("”inf” eller ”nan”", "“inf” or “nan”"),
            Value::Integer(_) | Value::Number(_) => ("ett tal", "a number"),
            Value::Bool(_) => ("ja eller nej (true/false)", "true or false"),
            Value::Date(_) => ("ett datum", "a date"),
            Value::List(_) => ("en lista", "a list"),
            Value::Table(_) => ("en tabell", "a table"),
        }
    }
}

/// The value as it was probably meant: a number or true/false that stands in quotes, a text that stands without.
fn likely(item: &Item, wanted: &str) -> Option<String> {
    match (&item.value, wanted) {
        (Value::Text(text), "a number" | "a whole number") => {
            let number = text.trim().trim_end_matches(['%', ' ', '\u{a0}']).replace([' ', '\u{a0}'], "").replace(',', ".");
            number.parse::<f64>().ok().map(|_| number)
        }
        (Value::Text(text), "true or false") => match text.to_lowercase().as_str() {
            "ja" | "yes" | "true" => Some("true".into()),
            "nej" | "no" | "false" => Some("false".into()),
            _ => None,
        },
        (Value::Integer(number), "text") => Some(format!("\"{number}\"")),
        _ => None,
    }
}
