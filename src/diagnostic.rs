//! What is wrong, where, why it matters and what was probably meant: plain values, in Swedish and English.

use rustc_hash::FxHashMap;

use crate::source::Sources;
use crate::span::{SourceId, Span};

/// A language that the program itself speaks to those who write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lang {
    Sv,
    En,
}

/// The same words in both languages of the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    pub sv: String,
    pub en: String,
}

impl Words {
    pub fn new(sv: impl Into<String>, en: impl Into<String>) -> Self {
        Self { sv: sv.into(), en: en.into() }
    }

    /// Words that are the same in both languages: a name, a line to paste.
    pub fn same(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { sv: text.clone(), en: text }
    }

    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Sv => &self.sv,
            Lang::En => &self.en,
        }
    }
}

/// Words known when the program is built: Swedish first, English second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Both(pub &'static str, pub &'static str);

impl Both {
    pub fn get(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Sv => self.0,
            Lang::En => self.1,
        }
    }
}

/// How much a finding weighs. Errors stop `build` and `publish`; warnings never do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    Error,
    Warning,
}

/// A rule that content can break: its name, weight and manual page. Declared once, in the file that finds the fault.
#[derive(Debug)]
pub struct Lint {
    /// Kebab-case name, as in `insyn explain unknown-key`.
    pub name: &'static str,
    pub severity: Severity,
    /// What the rule is called, in a few words.
    pub title: Both,
    /// One sentence: why it matters to readers or to the law. Printed with every finding.
    pub why: Both,
    /// The manual page: what the rule looks at, an example of the fault and of the remedy, and the source when there is one.
    pub manual: Both,
}

/// Two lints of one name are one.
impl PartialEq for Lint {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Lint {}

/// A second place that explains a finding: "the first one is here".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    pub span: Span,
    pub words: Words,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    pub lint: &'static Lint,
    pub severity: Severity,
    pub span: Span,
    /// What is wrong here, in one sentence.
    pub message: Words,
    pub labels: Vec<Label>,
    /// What was probably meant or what to do, one sentence each.
    pub help: Vec<Words>,
    /// Every value or name that would have been right, when they can be listed.
    pub allowed: Vec<Words>,
    /// The corrected line, ready to paste.
    pub paste: Option<String>,
    /// The change that puts it right, where there is one right answer and nobody has to judge.
    pub fix: Option<Box<Fix>>,
}

/// A change that a program may make by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fix {
    /// What is to stand at a span instead.
    Write { span: Span, text: String },
    /// The path that the file is to have instead.
    Move { from: String, to: String },
}

/// A finding that somebody has judged and lets be, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Silenced {
    pub found: Diagnostic,
    pub reason: String,
}

impl Diagnostic {
    /// Whether it points into this file.
    pub fn names(&self, source: SourceId) -> bool {
        self.span.source == source || self.labels.iter().any(|label| label.span.source == source)
    }

    /// A finding of `lint` at `span`, weighing what its lint weighs.
    pub fn new(lint: &'static Lint, span: Span, sv: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            lint,
            severity: lint.severity,
            span,
            message: Words::new(sv, en),
            labels: Vec::new(),
            help: Vec::new(),
            allowed: Vec::new(),
            paste: None,
            fix: None,
        }
    }

    pub fn label(mut self, span: Span, sv: impl Into<String>, en: impl Into<String>) -> Self {
        self.labels.push(Label { span, words: Words::new(sv, en) });
        self
    }

    pub fn help(mut self, sv: impl Into<String>, en: impl Into<String>) -> Self {
        self.help.push(Words::new(sv, en));
        self
    }

    /// Names that are the same in both languages.
    pub fn allowed<S: Into<String>>(mut self, values: impl IntoIterator<Item = S>) -> Self {
        self.allowed = values.into_iter().map(Words::same).collect();
        self
    }

    /// Words that each language has its own of.
    pub fn allowed_words(mut self, words: impl IntoIterator<Item = Both>) -> Self {
        self.allowed = words.into_iter().map(|word| Words::new(word.0, word.1)).collect();
        self
    }

    /// The allowed values in a language, with commas between.
    pub fn allowed_in(&self, lang: Lang) -> String {
        self.allowed.iter().map(|words| words.get(lang)).collect::<Vec<_>>().join(", ")
    }

    pub fn paste(mut self, line: impl Into<String>) -> Self {
        self.paste = Some(line.into());
        self
    }

    /// The one right answer: what is to stand at a span instead.
    pub fn fix(mut self, span: Span, text: impl Into<String>) -> Self {
        self.fix = Some(Box::new(Fix::Write { span, text: text.into() }));
        self
    }

    /// The one right answer: the path that the file is to have instead.
    pub fn moved(mut self, from: &str, to: &str) -> Self {
        self.fix = Some(Box::new(Fix::Move { from: from.to_owned(), to: to.to_owned() }));
        self
    }

    /// The same where there may be none.
    pub fn fix_if(self, span: Span, text: Option<impl Into<String>>) -> Self {
        match text {
            Some(text) => self.fix(span, text),
            None => self,
        }
    }

    /// "Menade du …?" for the nearest of `known`, and all of them as allowed; `known` is sorted for the reader.
    pub fn meant<'a>(mut self, written: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        let mut known: Vec<&str> = known.into_iter().collect();
        if let Some(near) = nearest(written, &known) {
            self = self.help(format!("Menade du ”{near}”?"), format!("Did you mean “{near}”?"));
        }
        known.sort_unstable();
        known.dedup();
        // A list that nobody can read helps nobody.
        if known.len() > 40 { self } else { self.allowed(known) }
    }
}

/// The name in `known` that is most like `written`, if any is so like it that a slip of the hand explains the difference.
pub fn nearest<'a>(written: &str, known: &[&'a str]) -> Option<&'a str> {
    let folded = fold(written);
    known
        .iter()
        .map(|name| (likeness(&folded, &fold(name)), *name))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))
        .map(|(_, name)| name)
}

/// The one name in `known` that `written` can be a slip of: they differ in capitals, spaces or marks only, or by one slip of the hand (two in
/// a long name) that no other name is as near to. Digits are no slip: another year is another thing.
pub fn slip<'a>(written: &str, known: &[&'a str]) -> Option<&'a str> {
    let digits = |name: &str| name.chars().filter(char::is_ascii_digit).collect::<String>();
    let folded = fold(written);
    let slips = if folded.len() >= 8 { 2 } else { usize::from(folded.len() > 3) };
    let distance = |name: &str| strsim::osa_distance(&folded, &fold(name));
    let near: Vec<&str> = known.iter().copied().filter(|name| distance(name) <= slips && digits(name) == digits(written)).collect();
    let first = near.iter().copied().min_by_key(|name| distance(name))?;
    near.iter().all(|name| *name == first || distance(name) > distance(first)).then_some(first)
}

/// How alike two names are, 0 to 1. In a short name one slip is much of it, and still one slip.
fn likeness(a: &str, b: &str) -> f64 {
    let likeness = strsim::jaro_winkler(a, b);
    let slip = likeness <= 0.8 && a.len() > 2 && strsim::osa_distance(a, b) == 1;
    if slip { 0.81 } else { likeness }
}

/// Folds what people mix up: capitals, spaces for hyphens, å ä ö without their marks.
pub fn fold(text: &str) -> String {
    text.chars()
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            'å' | 'ä' => 'a',
            'ö' => 'o',
            'é' => 'e',
            ' ' | '_' => '-',
            other => other,
        })
        .collect()
}

/// Sorts findings as people read: by file, then place, then rule; and drops what was found twice.
pub fn sort(diagnostics: &mut Vec<Diagnostic>, sources: &Sources) {
    sort_by_place(diagnostics, sources, |found| found);
}

/// The same of what is silenced.
pub fn sort_silenced(silenced: &mut Vec<Silenced>, sources: &Sources) {
    sort_by_place(silenced, sources, |one| &one.found);
}

fn sort_by_place<T>(list: &mut Vec<T>, sources: &Sources, found: fn(&T) -> &Diagnostic) {
    if list.is_empty() {
        return;
    }
    let texts = sources.texts.iter().map(|text| (text.id, &*text.path));
    let others = sources.blobs.iter().map(|blob| &blob.path).chain(sources.unread.iter().map(|file| &file.path));
    let paths: FxHashMap<SourceId, &str> = texts.chain(others.map(|path| (SourceId::of(path), &**path))).collect();
    let path_of = |span: Span| paths.get(&span.source).copied().unwrap_or("");
    list.sort_by(|a, b| {
        let (a, b) = (found(a), found(b));
        let key = |d: &Diagnostic| (d.span.start, d.span.end, d.lint.name);
        path_of(a.span).cmp(path_of(b.span)).then_with(|| key(a).cmp(&key(b))).then_with(|| a.message.sv.cmp(&b.message.sv))
    });
    list.dedup_by(|a, b| {
        let (a, b) = (found(a), found(b));
        a.lint.name == b.lint.name && a.span == b.span && a.message == b.message
    });
}
