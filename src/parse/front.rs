//! The front matter of a Markdown file, and faults in the TOML itself, told to people who have never heard of TOML.

use std::ops::Range;

use super::mend::{self, Keys, Mended};
use super::stumbles::in_words;
use crate::content::item::{self, SyntaxFault, Table};
use crate::content::patches::Patches;
use crate::diagnostic::{Both, Diagnostic, Lint, Severity};
use crate::span::{Lines, SourceId, Span};

pub static NO_FRONT_MATTER: Lint = Lint {
    name: "no-front-matter",
    severity: Severity::Error,
    title: Both("Inledningen saknas", "Front matter missing"),
    why: Both(
        "Utan rubrik och uppgifter vet programmet inte vad sidan är.",
        "Without title and facts the program does not know what the page is.",
    ),
    manual: Both(
        "En Markdown-fil börjar med en rad +++, sedan uppgifter som `title = \"…\"`, sedan en rad +++ till. Därefter kommer texten.\n\n+++\ntitle = \"Rubriken\"\n+++\n\nTexten börjar här.",
        "A Markdown file begins with a line +++, then facts such as `title = \"…\"`, then another line +++. The text comes after it.\n\n+++\ntitle = \"The title\"\n+++\n\nThe text begins here.",
    ),
};

pub static TOML_SYNTAX: Lint = Lint {
    name: "toml-syntax",
    severity: Severity::Error,
    title: Both("Skrivfel i uppgifterna", "TOML syntax"),
    why: Both("Raden går inte att läsa, och då kan uppgiften inte visas.", "The line cannot be read, and then the fact cannot be shown."),
    manual: Both(
        "Varje uppgift står på en egen rad: nyckel, likhetstecken, värde. Text står inom raka citattecken (\"). Word byter dem gärna mot krökta (”); de gäller inte.\n\nFel:   title = ”Strategi”\nRätt:  title = \"Strategi\"\n\nListor står inom hakparenteser: topics = [\"alkohol\", \"tobak\"]\nTal skrivs utan citattecken och med decimalpunkt: value = 3.4\nEn rubrik som [adopted] eller [[goal]] börjar en grupp av uppgifter.",
        "Every fact stands on a line of its own: key, equals sign, value. Text stands in straight quotes (\"). Word likes to change them to curly ones (”); those do not hold.\n\nWrong: title = ”Strategi”\nRight: title = \"Strategi\"\n\nLists stand in brackets: topics = [\"alkohol\", \"tobak\"]\nNumbers are written without quotes and with a decimal point: value = 3.4\nA heading such as [adopted] or [[goal]] begins a group of facts.",
    ),
};

/// A Markdown file taken apart.
pub struct Parts<'a> {
    pub toml: &'a str,
    /// Where the TOML begins, in bytes.
    pub toml_at: usize,
    /// Where the body begins, in bytes.
    pub body_at: usize,
}

/// Splits `+++` front matter from body. None, with what is wrong, when there is none or it never ends.
pub fn split(text: &str, source: SourceId) -> Result<Parts<'_>, Box<Diagnostic>> {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut lines = lines_from(text, start);
    let first = lines.next().unwrap_or((start, ""));
    if first.1.trim_end() != "+++" {
        let span = Span::new(source, start..start + first.1.len());
        return Err(Box::new(
            Diagnostic::new(&NO_FRONT_MATTER, span, "Filen börjar inte med raden +++.", "The file does not begin with the line +++.")
                .help("Skriv uppgifterna överst, mellan två rader med +++.", "Write the facts at the top, between two lines of +++.")
                .paste("+++\ntitle = \"Rubriken\"\n+++"),
        ));
    }
    let toml_at = lines.clone().next().map_or(text.len(), |(at, _)| at);
    for (at, line) in lines {
        if line.trim_end() == "+++" {
            let body_at = (at + line.len() + 1).min(text.len());
            return Ok(Parts { toml: &text[toml_at..at], toml_at, body_at });
        }
    }
    let span = Span::new(source, start..start + first.1.len());
    Err(Box::new(
        Diagnostic::new(&NO_FRONT_MATTER, span, "Uppgifterna som börjar här tar aldrig slut.", "The facts that begin here never end.")
            .help("Skriv en rad +++ efter den sista uppgiften, före texten.", "Write a line +++ after the last fact, before the text.")
            .paste("+++"),
    ))
}

/// Lines with their byte offsets, from a byte on, without line endings (a carriage return stays).
fn lines_from(text: &str, start: usize) -> impl Iterator<Item = (usize, &str)> + Clone {
    let mut next = Some(start);
    std::iter::from_fn(move || {
        let at = next?;
        let end = memchr::memchr(b'\n', &text.as_bytes()[at..]).map(|length| at + length);
        next = end.map(|end| end + 1);
        Some((at, &text[at..end.unwrap_or(text.len())]))
    })
}

/// TOML as it was read.
pub struct Front {
    pub table: Table,
    pub faults: Vec<Diagnostic>,
    /// Lines that could not be read and were passed over: what seems to be missing may stand there.
    pub lost: Vec<Range<usize>>,
}

/// No more faults than these are mended for reading on; a file with more of them is hardly one of ours.
const MOST_MENDED: usize = 50;

/// Nor is more read again than this, in bytes.
const MOST_READ_AGAIN: usize = 4_000_000;

/// Reads TOML and tells its faults. A faulty line is read as it was probably meant, or else passed over, so that one slip does not hide what
/// stands after it. `text` is the whole file and `toml` the stretch of it that begins at byte `base`; `lists` are the keys that take several groups.
pub fn table(text: &str, toml: &str, source: SourceId, base: usize, keys: Keys, lists: impl Fn() -> Vec<&'static str>) -> Front {
    let (mut table, mut faults) = item::from_toml(toml, source, base);
    let (mut patches, mut told, mut lost) = (Patches::default(), Vec::new(), Vec::new());
    if !faults.is_empty() {
        for (heading, right) in mend::single_brackets(toml, &lists()) {
            told.push(single(Span::new(source, base + heading.start..base + heading.end), &right));
            patches.set(toml, heading, &right);
        }
        (table, faults) = item::from_patched(toml, &patches, source, base);
    }
    for _ in 0..MOST_MENDED.min(MOST_READ_AGAIN / toml.len().max(1)) {
        // A key that stands twice hides nothing.
        let breaking = faults.iter().filter(|fault| !fault.message.starts_with("duplicate key"));
        // Of several faults on a line, the first that the parser tells is the one to mend.
        let line = |fault: &&SyntaxFault| mend::line_around(text, fault.span.range().start).start;
        let Some(fault) = breaking.min_by_key(line) else { break };
        let written = text.get(fault.span.range()).unwrap_or("");
        let mended = mend::mend(toml, fault.span.range().start - base, &fault.message, written, keys);
        let before = patches.on(&mended.line);
        if before == Some(true) {
            break;
        }
        if before.is_none() {
            told.push(tell(text, fault, &mended, base));
        }
        let right = mended.right.filter(|_| before.is_none());
        if right.is_none() {
            lost.push(base + mended.line.start..base + mended.line.end);
        }
        patches.set(toml, mended.line, right.as_deref().unwrap_or(""));
        (table, faults) = item::from_patched(toml, &patches, source, base);
    }
    told.extend(rest(text, toml, base, &mut table, &faults, keys));
    if faults.iter().any(|fault| !fault.message.starts_with("duplicate key")) {
        lost.push(base..base + toml.len());
    }
    Front { table, faults: told, lost }
}

/// Tells what was not mended; what touches a fault is left out, so that nobody is told twice.
fn rest(text: &str, toml: &str, base: usize, table: &mut Table, faults: &[SyntaxFault], keys: Keys) -> Vec<Diagnostic> {
    if faults.is_empty() {
        return Vec::new();
    }
    let touched = Touched::by(faults);
    let stands = |span: Span| span.start < span.end;
    table.entries.retain(|entry| stands(entry.key_span) && !touched.holds(entry.item.span) && !touched.holds(entry.key_span));
    let lines = Lines::new(text);
    let mut told: Vec<Diagnostic> = Vec::new();
    let mut last_line = None;
    for fault in faults {
        // One slip makes the parser stumble several times on its line; the first is the one to mend.
        let line = lines.at(fault.span.range().start).line;
        if last_line.replace(line) != Some(line) {
            let written = text.get(fault.span.range()).unwrap_or("");
            let mut mended = mend::mend(toml, fault.span.range().start - base, &fault.message, written, keys);
            (mended.told, mended.message) = (mend::line_around(toml, fault.span.range().start - base), None);
            told.push(tell(text, fault, &mended, base));
        }
    }
    told
}

/// A heading in single brackets of what there are several of.
fn single(span: Span, right: &str) -> Diagnostic {
    Diagnostic::new(
        &TOML_SYNTAX,
        span,
        format!("Skriv {right} med dubbla hakparenteser: det finns flera sådana grupper."),
        format!("Write {right} in double brackets: there are several such groups."),
    )
    .fix(span, right)
    .paste(right)
}

/// The stretches that faults take, so that each entry is asked about once, however many faults there are.
struct Touched {
    /// Where each begins, in order, and how far this one or any before it reaches.
    reach: Vec<(u32, u32)>,
}

impl Touched {
    fn by(faults: &[SyntaxFault]) -> Self {
        let mut reach: Vec<(u32, u32)> = faults.iter().map(|fault| (fault.span.start, fault.span.end)).collect();
        reach.sort_unstable();
        let mut furthest = 0;
        for (_, end) in &mut reach {
            furthest = furthest.max(*end);
            *end = furthest;
        }
        Self { reach }
    }

    /// Whether a fault lies in a stretch or next to it.
    fn holds(&self, span: Span) -> bool {
        let begun = self.reach.partition_point(|(start, _)| *start <= span.end);
        begun.checked_sub(1).is_some_and(|last| self.reach[last].1 >= span.start)
    }
}

/// Whether a line that could not be read may have held an id, or begun a group that holds some.
pub fn loses_ids(text: &str, lost: &[Range<usize>]) -> bool {
    let lost = lost.iter().map(|range| text[range.clone()].trim_start());
    lost.into_iter().any(|lost| lost.starts_with("id") || lost.contains(['{', '[', '\n']))
}

/// A fault in words. The library speaks English and of grammar; this speaks of what a writer sees on the line.
fn tell(text: &str, fault: &SyntaxFault, mended: &Mended, base: usize) -> Diagnostic {
    let file = |range: &Range<usize>| base + range.start..base + range.end;
    let (line, told) = (file(&mended.line), file(&mended.told));
    let written = text.get(fault.span.range()).unwrap_or("");
    // A line that nobody can read helps nobody.
    let right = mended.right.clone().filter(|_| line.len() < mend::LONGEST_LINE);
    let elsewhere = mended.message.is_some() || fault.span.start == fault.span.end || !told.contains(&fault.span.range().start);
    let span = if elsewhere { Span::new(fault.span.source, told.clone()) } else { fault.span };
    let whole = text.get(told.clone()).filter(|whole| whole.len() < mend::LONGEST_LINE).unwrap_or(written);
    let line = Span::new(span.source, line);
    let paste = |diagnostic: Diagnostic, sure: bool| {
        let diagnostic = diagnostic.fix_if(line, right.clone().filter(|_| sure));
        if let Some(right) = &right { diagnostic.paste(right) } else { diagnostic }
    };
    if let Some(at) = whole.find(mend::CURLY).filter(|_| mend::looks_curly(whole)) {
        let mark = whole[at..].chars().next().unwrap_or('”');
        let at = if whole.len() == told.len() { told.start + at } else { fault.span.range().start + at };
        let diagnostic = Diagnostic::new(
            &TOML_SYNTAX,
            Span::new(span.source, at..at + mark.len_utf8()),
            format!("Här står ett krökt citattecken ({mark}), så som Word skriver. Här krävs raka citattecken (\")."),
            format!("This is a curly quote ({mark}), as Word writes it. Straight quotes (\") are needed here."),
        );
        return paste(diagnostic, whole.matches(['”', '“', '„']).count() == 2 && !whole.contains('"'));
    }
    if let Some(unseen) = written.chars().next().filter(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
        let code = u32::from(unseen);
        let diagnostic = Diagnostic::new(
            &TOML_SYNTAX,
            span,
            format!("Här står ett osynligt tecken (U+{code:04X}), så som när text klistras in från Word eller en PDF."),
            format!("Here stands a character that cannot be seen (U+{code:04X}), as when text is pasted from Word or a PDF."),
        );
        return paste(diagnostic.help("Ta bort det, eller skriv om raden.", "Remove it, or write the line anew."), true);
    }
    let (sv, en) = in_words(mended.message.unwrap_or(&fault.message));
    // A number with a comma, a text without marks, a heading or a list without its last bracket: there the line says all.
    let sure = ["string values must be quoted", "unexpected key or value", "unclosed table", "unclosed array table"]
        .iter()
        .any(|start| fault.message.starts_with(start));
    let sure = (sure && mended.message.is_none()) || mended.message == Some(mend::LIST_UNCLOSED);
    paste(Diagnostic::new(&TOML_SYNTAX, span, sv, en), sure)
}
