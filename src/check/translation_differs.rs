//! A translation says no figure, day or status that the record does not say.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Rule, Run, corrected, stretch, with_paste};
use crate::content::datum::{Branch, Datum};
use crate::content::item::Value;
use crate::content::service::Service;
use crate::content::value::{Date, Part};
use crate::diagnostic::{Both, Diagnostic, Lint, Severity, nearest};
use crate::document::Translation;
use crate::figures::{Count, Dated, counts, dates, figures, in_words, words};
use crate::markdown::stretches;
use crate::site::{RecordId, Site};
use crate::span::Span;
use crate::spoken::base;

pub static LINT: Lint = Lint {
    name: "translation-differs",
    severity: Severity::Error,
    title: Both("Översättningen säger något annat", "The translation says something else"),
    why: Both(
        "Ett fel nummer eller årtal i en översättning ser ingen som inte kan språket.",
        "A wrong number or year in a translation is seen by nobody who does not know the language.",
    ),
    manual: Both(
        "Varje siffra i en översättning ska stå i originalet: i dess texter, fakta eller brödtext, eller i det stöd som det leder till. Telefonnummer jämförs helt, siffra för siffra. Räkneord i originalet (”fem skolor”) får bli siffror. I text på samma språk (sv-simple) jämförs också datum, läget och hur många det är av något: ”genomfört” får inte stå där originalet säger ”inte genomförd”, och inte ”fyra skolor” där det säger ”fem skolor”.\n\nOriginal: Numret är 020-91 91 91.\nFel:      The number is 020-91 91 19.\nRätt:     The number is 020-91 91 91.",
        "Every figure in a translation must stand in the original: in its texts, facts or body, or in the service that it leads to. Telephone numbers are compared whole, digit by digit. Number words of the original (“fem skolor”) may become figures. In text of the same language (sv-simple) days, the status and how many there are of something are compared too: “genomfört” may not stand where the original says “inte genomförd”, nor “fyra skolor” where it says “fem skolor”.\n\nOriginal: Numret är 020-91 91 91.\nWrong:    The number is 020-91 91 19.\nRight:    The number is 020-91 91 91.",
    ),
};

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Record(run) };

fn run(site: &Site, id: RecordId) -> Vec<Diagnostic> {
    let record = site.record(id);
    if record.translations.is_empty() || !record.faults.is_empty() {
        return Vec::new();
    }
    let original = Original::of(site, id);
    let main = site.config.language();
    record
        .translations
        .iter()
        .flat_map(|translation| judge(translation, &original, base(&translation.lang) == base(main) && base(main) == "sv"))
        .collect()
}

/// What a record says that a translation may say too.
#[derive(Default)]
struct Original {
    numbers: FxHashSet<String>,
    /// The digits of what is written as one, and how it is written.
    whole: Vec<(String, String)>,
    dates: Vec<(Option<i8>, i8, i16)>,
    states: FxHashSet<State>,
    /// What is counted, and each number of it as it is written.
    counts: FxHashMap<String, Vec<(String, String)>>,
}

impl Original {
    fn of(site: &Site, id: RecordId) -> Self {
        let record = site.record(id);
        let mut original = Self::default();
        if let Datum::Record(own) = record.lower() {
            original.branch(site, id, &own);
        }
        original.branch(site, id, &Branch::of(&*record.common));
        if let Some((markdown, _)) = record.markdown() {
            original.text(markdown);
        }
        let desks = [&site.config.switchboard, &site.config.registrar, &site.config.feedback];
        let phones = desks.into_iter().flatten().filter_map(|desk| desk.phone.as_ref());
        phones.for_each(|phone| original.text(phone));
        original
    }

    fn branch(&mut self, site: &Site, id: RecordId, branch: &Branch) {
        branch.entries.iter().for_each(|(_, datum)| self.datum(site, id, datum));
    }

    fn datum(&mut self, site: &Site, id: RecordId, datum: &Datum) {
        match datum {
            Datum::Text(text, _) => self.text(text),
            Datum::Number(number) => drop(self.numbers.insert(number.to_string())),
            Datum::Integer(number) => drop(self.numbers.insert(number.to_string())),
            Datum::Date(date) => self.date(date),
            Datum::Period(period) => {
                self.date(&period.from);
                period.to.iter().for_each(|to| self.date(to));
            }
            Datum::Money(money) => self.text(&money.written),
            Datum::Choice(word) => self.states.extend(states(word.sv).into_iter().map(|(_, state)| state)),
            Datum::Reference(reference) => {
                let Some(address) = site.resolve(reference, id) else { return };
                self.text(site.title(address));
                let service = site.record(address.record).is::<Service>();
                let phones = service.into_iter().flat_map(|service| &service.contacts).filter_map(|contact| contact.phone.as_ref());
                phones.for_each(|phone| self.text(phone));
            }
            Datum::List(list) => list.iter().for_each(|datum| self.datum(site, id, datum)),
            Datum::Record(inner) => self.branch(site, id, inner),
            Datum::Nothing | Datum::Bool(_) | Datum::Web(..) | Datum::Free(_) => {}
        }
    }

    fn text(&mut self, text: &str) {
        for figure in figures(text) {
            self.whole.push((figure.digits.clone(), text[figure.at.clone()].to_owned()));
            self.numbers.extend(figure.numbers.into_iter().map(|(_, number)| number));
            self.numbers.insert(figure.digits);
        }
        self.numbers.extend(in_words(text).map(str::to_owned));
        self.dates.extend(dates(text).into_iter().filter_map(|date| Some((date.day, date.month, date.year?))));
        self.states.extend(states(text).into_iter().map(|(_, state)| state));
        for Count { at, number, what } in counts(text) {
            self.counts.entry(what).or_default().push((number, text[at].to_owned()));
        }
    }

    fn date(&mut self, date: &Date) {
        let mut add = |date: jiff::civil::Date, day: bool| {
            self.dates.push((day.then(|| date.day()), date.month(), date.year()));
            let parts = [i32::from(date.year()), i32::from(date.month()), i32::from(date.day())];
            self.numbers.extend(parts.iter().map(i32::to_string));
        };
        match date.part {
            Part::Day => add(date.first, true),
            Part::Month => add(date.first, false),
            Part::Year | Part::Season(_) => self.numbers.extend([date.first.year(), date.last.year()].iter().map(i16::to_string)),
        }
    }

    fn says_day(&self, dated: &Dated) -> bool {
        self.dates.iter().any(|(day, month, year)| {
            *month == dated.month && dated.day.is_none_or(|told| *day == Some(told)) && dated.year.is_none_or(|told| *year == told)
        })
    }
}

/// How far something has come, as texts say it in any form of the word.
const STATES: &[(&str, &[&str])] = &[
    ("genomförd", &["genomförd", "genomfört", "genomförda"]),
    ("påbörjad", &["påbörjad", "påbörjat", "påbörjade"]),
    ("planerad", &["planerad", "planerat", "planerade"]),
    ("klar", &["klar", "klart", "klara"]),
    ("pågår", &["pågår", "pågående"]),
    ("försenad", &["försenad", "försenat", "försenade"]),
    ("upphört", &["upphört"]),
];
/// What turns a state into another, up to two words before it.
const TURNS: &[(&str, &str)] = &[("inte", "inte"), ("ej", "inte"), ("aldrig", "inte"), ("delvis", "delvis"), ("nästan", "nästan")];

/// A state, and what turns it: "inte genomförd".
type State = (Option<&'static str>, &'static str);

/// Every state that a Swedish text says, with where.
fn states(text: &str) -> Vec<(Range<usize>, State)> {
    let words = words(text);
    let found = words.iter().enumerate().filter_map(|(place, (at, word))| {
        let word = word.to_lowercase();
        let (state, _) = STATES.iter().find(|(_, forms)| forms.contains(&word.as_str()))?;
        let before = words[place.saturating_sub(2)..place].iter().rev();
        let turn = before.filter_map(|(_, word)| TURNS.iter().find(|(turn, _)| *turn == word.to_lowercase())).next();
        Some((at.clone(), (turn.map(|(_, turn)| *turn), *state)))
    });
    found.collect()
}

/// A stretch of a translation that readers read, and where it stands in the file.
struct Said<'a> {
    text: &'a str,
    span: Span,
    /// Whether the text is the span itself, and not a value that is written there.
    bare: bool,
}

fn judge(translation: &Translation, original: &Original, same_language: bool) -> Vec<Diagnostic> {
    said(translation).iter().flat_map(|said| judge_text(translation, said, original, same_language)).collect()
}

fn said(translation: &Translation) -> Vec<Said<'_>> {
    let head = std::iter::once(&translation.title).chain(&translation.summary);
    let mut all: Vec<Said> = head.map(|words| Said { text: words, span: words.span, bare: false }).collect();
    for entry in translation.words.iter().flat_map(|table| &table.entries) {
        add(&entry.item, &mut all);
    }
    let body = &translation.text[translation.body.start..];
    let place = |range: Range<usize>| translation.body.start + range.start..translation.body.start + range.end;
    let stretches = stretches(body).into_iter();
    all.extend(stretches.map(|range| Said {
        text: &body[range.clone()],
        span: Span::new(translation.span.source, place(range)),
        bare: true,
    }));
    all
}

fn add<'a>(item: &'a crate::content::item::Item, all: &mut Vec<Said<'a>>) {
    match &item.value {
        Value::Text(text) => all.push(Said { text, span: item.span, bare: false }),
        Value::List(list) => list.iter().for_each(|item| add(item, all)),
        Value::Table(table) => table.entries.iter().for_each(|entry| add(&entry.item, all)),
        _ => {}
    }
}

fn judge_text(translation: &Translation, said: &Said, original: &Original, same_language: bool) -> Vec<Diagnostic> {
    let place = |at: Range<usize>| match said.bare {
        true => said.span.inside(at),
        false => stretch(&translation.text, said.span, &said.text[at]),
    };
    let mut found = Vec::new();
    for figure in figures(said.text) {
        if original.whole.iter().any(|(digits, _)| *digits == figure.digits) {
            continue;
        }
        if figure.is_phone() {
            found.push(wrong(translation, place(figure.at.clone()), &said.text[figure.at.clone()], original.near(&figure.digits)));
            continue;
        }
        let others = figure.numbers.iter().filter(|(_, number)| !original.numbers.contains(number));
        found.extend(others.map(|(at, number)| wrong(translation, place(at.clone()), &said.text[at.clone()], original.near(number))));
    }
    if same_language && found.is_empty() {
        let days = dates(said.text).into_iter().filter(|dated| !original.says_day(dated));
        found.extend(days.map(|dated| wrong_day(place(dated.at.clone()), &said.text[dated.at])));
        let strange = states(said.text).into_iter().filter(|(_, state)| !original.states.contains(state));
        found.extend(strange.map(|(at, state)| wrong_state(place(at), state, original)));
        let recounted = counts(said.text).into_iter().filter_map(|count| Some((original.other_counts(&count)?, count)));
        found.extend(recounted.map(|(others, count)| wrong(translation, place(count.at.clone()), &said.text[count.at], others)));
    }
    found
}

impl Original {
    /// How the record counts the same thing, when it never says this number of it; none when it does, or does not count it at all.
    fn other_counts(&self, count: &Count) -> Option<Vec<&str>> {
        let known = self.counts.get(&count.what)?;
        let mut written: Vec<&str> = known.iter().map(|(_, written)| written.as_str()).collect();
        written.sort_unstable();
        written.dedup();
        known.iter().all(|(number, _)| *number != count.number).then_some(written)
    }

    /// What was probably meant: the figures of the record whose digits are nearest, as they are written there.
    fn near(&self, digits: &str) -> Vec<&str> {
        let known: Vec<&str> = self.whole.iter().map(|(digits, _)| digits.as_str()).collect();
        let Some(near) = nearest(digits, &known) else { return Vec::new() };
        let least = strsim::osa_distance(digits, near);
        let as_near = self.whole.iter().filter(|(known, _)| strsim::osa_distance(digits, known) == least);
        let mut written: Vec<&str> = as_near.map(|(_, written)| written.as_str()).collect();
        written.sort_unstable();
        written.dedup();
        written
    }
}

fn wrong(translation: &Translation, span: Span, written: &str, near: Vec<&str>) -> Diagnostic {
    let diagnostic = Diagnostic::new(
        &LINT,
        span,
        format!("”{written}” står inte i originalet."),
        format!("“{written}” does not stand in the original."),
    );
    let [near] = near[..] else {
        let diagnostic =
            diagnostic.help("Ta bort det, eller skriv det i originalet först.", "Remove it, or write it in the original first.");
        let said = near.join(", ");
        return if near.is_empty() {
            diagnostic
        } else {
            diagnostic.help(format!("Originalet säger: {said}."), format!("The original says: {said}."))
        };
    };
    let diagnostic = diagnostic.help(format!("Menade du ”{near}”?"), format!("Did you mean “{near}”?"));
    with_paste(diagnostic, corrected(&translation.text, span, near))
}

fn wrong_day(span: Span, written: &str) -> Diagnostic {
    Diagnostic::new(&LINT, span, format!("Originalet säger inte ”{written}”."), format!("The original does not say “{written}”."))
        .help("Skriv dagen som den står i originalet.", "Write the day as it stands in the original.")
}

fn wrong_state(span: Span, (turn, state): State, original: &Original) -> Diagnostic {
    let name = |turn: Option<&str>, state: &str| turn.map_or(state.to_owned(), |turn| format!("{turn} {state}"));
    let written = name(turn, state);
    let diagnostic = Diagnostic::new(
        &LINT,
        span,
        format!("Här står ”{written}”, men det säger inte originalet."),
        format!("This says “{written}”, but the original does not say so."),
    );
    let mut said: Vec<String> = original.states.iter().map(|(turn, state)| name(*turn, state)).collect();
    said.sort();
    if said.is_empty() {
        return diagnostic.help("Originalet säger inget om läget.", "The original says nothing of the status.");
    }
    let said = said.join(", ");
    diagnostic.help(format!("Originalet säger: {said}."), format!("The original says: {said}."))
}
