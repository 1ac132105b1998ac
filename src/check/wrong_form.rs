//! Own words do not use a form that the glossary calls wrong.

use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};
use rayon::prelude::*;

use super::{Rule, Run, Whole, corrected, with_paste};
use crate::content::datum::{Branch, Datum};
use crate::content::field::FieldDecl;
use crate::content::term::Term;
use crate::diagnostic::{Both, Diagnostic, Lint, Severity};
use crate::document::Body;
use crate::site::{Record, Site};
use crate::span::Span;

pub static LINT: Lint = Lint {
    name: "wrong-form",
    severity: Severity::Warning,
    title: Both("Felskrivet ord", "Wrong form of a word"),
    why: Both(
        "Den som söker på det rätta ordet hittar inte texten, och läsaren undrar om det är en annan sak.",
        "Whoever searches by the right word does not find the text, and readers wonder whether it is another thing.",
    ),
    manual: Both(
        "Ett ord i ordlistan kan ha former som är felskrivna: wrong-forms = [\"ANTD\"]. De ska inte stå i webbplatsens egna rubriker och texter. Citat, handlingarnas egna titlar och lagrade texter rörs aldrig: där står orden som de är skrivna, också inom citattecken i en egen text.\n\nFel:   summary = \"ANTD-arbetet 2016\"\nRätt:  summary = \"ANDT-arbetet 2016\"",
        "A word of the glossary can have forms that are miswritten: wrong-forms = [\"ANTD\"]. They are not to stand in the site's own headings and texts. Quotes, the documents' own titles and stored texts are never touched: there the words stand as they are written, also in quotation marks within an own text.\n\nWrong: summary = \"ANTD-arbetet 2016\"\nRight: summary = \"ANDT-arbetet 2016\"",
    ),
};

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Whole(run) };

/// Keys that hold the words of documents, or words that people are to find by whatever they type; "" is any record around them.
const NOT_OURS: &[(&str, &str)] = &[
    ("", "quote"),
    ("", "cause-quote"),
    ("", "aliases"),
    ("", "wrong-forms"),
    ("", "searched-as"),
    ("", "formerly"),
    ("", "id"),
    ("document", "title"),
    ("evidence", "value"),
    ("motion", "proposals"),
    ("name", "title"),
];

/// Signs around words that are somebody else's.
const MARKS: [char; 7] = ['”', '“', '„', '"', '«', '»', '`'];

/// The wrong forms of all terms, and the right word for each.
struct Forms<'a> {
    searcher: AhoCorasick,
    wrong: Vec<&'a str>,
    right: Vec<&'a str>,
}

fn run(whole: &Whole) -> Vec<Diagnostic> {
    let Some(forms) = forms(whole.site) else { return Vec::new() };
    whole.site.records.list().par_iter().flat_map_iter(|(_, record)| of_record(record, &forms)).collect()
}

fn forms(site: &Site) -> Option<Forms<'_>> {
    let pairs = site.each::<Term>().flat_map(|(_, record, term)| {
        let right = move |wrong: &str| right(&record.common.title, term.abbreviation.as_deref(), wrong);
        term.wrong_forms.iter().map(move |wrong| (&**wrong, right(wrong)))
    });
    let (wrong, right): (Vec<&str>, Vec<&str>) = pairs.filter(|(wrong, _)| !wrong.trim().is_empty()).unzip();
    let searcher = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&wrong).ok().filter(|_| !wrong.is_empty())?;
    Some(Forms { searcher, wrong, right })
}

/// The word that a wrong form most likely stands for: the term or its abbreviation.
fn right<'a>(title: &'a str, abbreviation: Option<&'a str>, wrong: &str) -> &'a str {
    let words = std::iter::once(title).chain(abbreviation);
    words.min_by_key(|word| strsim::osa_distance(word, wrong)).unwrap_or(title)
}

fn of_record(record: &Record, forms: &Forms) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let common = Branch::of(&*record.common);
    let own = record.lower();
    for root in [Some(&common), if let Datum::Record(own) = &own { Some(own) } else { None }].into_iter().flatten() {
        let mut see = |around: &str, branch: &Branch| {
            for (_, datum) in branch.entries.iter().filter(|(decl, _)| is_ours(around, decl)) {
                let list = if let Datum::List(list) = datum { list.as_slice() } else { std::slice::from_ref(datum) };
                for datum in list {
                    if let Datum::Text(_, span) = datum {
                        forms.look(record.text_at(*span), span.range(), *span, &mut diagnostics);
                    }
                }
            }
        };
        see("", root);
        root.each_labelled(&mut |decl, branch| see(decl.key, branch));
    }
    if let Some(body) = &record.body {
        forms.look_in_body(&record.text, body, record.span, &mut diagnostics);
    }
    for translation in &record.translations {
        let words = std::iter::once(&translation.title).chain(&translation.summary);
        words.for_each(|words| forms.look(&translation.text, words.span.range(), words.span, &mut diagnostics));
        forms.look_in_body(&translation.text, &translation.body, translation.span, &mut diagnostics);
    }
    diagnostics
}

fn is_ours(around: &str, decl: &FieldDecl) -> bool {
    !NOT_OURS.iter().any(|(outer, key)| *key == decl.key && (outer.is_empty() || *outer == around))
}

impl Forms<'_> {
    /// Looks in a body, apart from the tables that are records: their cells are looked at as what they say.
    fn look_in_body(&self, text: &str, body: &Body, file: Span, diagnostics: &mut Vec<Diagnostic>) {
        let mut from = body.start;
        for table in body.taken.iter().filter_map(|at| body.facts.tables.get(*at)) {
            self.look_in_paragraphs(text, from..table.span.range().start, file, diagnostics);
            from = table.span.range().end;
        }
        self.look_in_paragraphs(text, from..text.len(), file, diagnostics);
    }

    fn look_in_paragraphs(&self, text: &str, stretch: Range<usize>, file: Span, diagnostics: &mut Vec<Diagnostic>) {
        let mut at = stretch.start;
        for paragraph in text[stretch].split("\n\n") {
            // A block quote is somebody else's words.
            if !paragraph.trim_start().starts_with('>') {
                self.look(text, at..at + paragraph.len(), file, diagnostics);
            }
            at += paragraph.len() + 2;
        }
    }

    /// Looks in a stretch of a file of which `file` is any place.
    fn look(&self, text: &str, stretch: Range<usize>, file: Span, diagnostics: &mut Vec<Diagnostic>) {
        let Some(words) = text.get(stretch.clone()) else { return };
        for found in self.searcher.find_iter(words) {
            let (before, after) = (&words[..found.start()], &words[found.end()..]);
            if before.ends_with(char::is_alphanumeric) || after.starts_with(char::is_alphanumeric) || is_quoted(before) {
                continue;
            }
            let at = found.pattern().as_usize();
            let span = Span::new(file.source, stretch.start + found.start()..stretch.start + found.end());
            diagnostics.push(tell(text, span, self.wrong[at], self.right[at]));
        }
    }
}

/// Whether what follows stands in quotation marks or in the address of a link. A value of TOML begins with a mark of its own.
fn is_quoted(before: &str) -> bool {
    let before = before.strip_prefix("\"\"\"").or_else(|| before.strip_prefix('"')).unwrap_or(before);
    let in_address = before.rfind("](").is_some_and(|at| !before[at..].contains(')'));
    in_address || before.matches(MARKS).count() % 2 == 1
}

fn tell(text: &str, span: Span, wrong: &str, right: &str) -> Diagnostic {
    let diagnostic = Diagnostic::new(
        &LINT,
        span,
        format!("”{wrong}” är en felskriven form; det heter ”{right}”."),
        format!("“{wrong}” is a wrong form; it is “{right}”."),
    )
    .help(
        "Står ordet så i en handling: sätt det inom citattecken, så får det stå.",
        "If the word stands so in a document: put it in quotation marks, and it may stand.",
    );
    let sure = Some(right).filter(|right| strsim::osa_distance(right, wrong) <= 2 && right.chars().count() == wrong.chars().count());
    with_paste(diagnostic, corrected(text, span, right)).fix_if(span, sure)
}
