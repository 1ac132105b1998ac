//! Rules. One file, one rule: its words, its manual page and its function. To add one: its file, and a line in [`RULES`].

mod accessibility_contradicts;
mod accessibility_dates;
mod accessibility_incomplete;
mod accessibility_old;
mod agreement_ended;
mod approval;
mod bad_language;
mod broken_link;
mod cause;
mod circular_parent;
mod claim_without_source;
mod correction;
mod empty_header;
mod error_lowered;
mod evidence_differs;
mod footnote;
mod future_date;
mod hard_to_read;
mod impossible_span;
mod link_to_hidden;
mod local;
mod locked;
mod long_paragraph;
mod long_sentence;
mod malformed_case_number;
mod missing_alt;
mod missing_attachment;
mod money_over;
mod name_without_role;
mod officialese;
mod past_name;
pub mod personal_number;
mod private_contact;
mod proposal_as_decision;
mod quote_elsewhere;
mod quote_not_found;
mod quote_without_source;
mod raw_html;
mod redaction;
mod remainder;
mod replacement;
pub mod secret;
mod service_unchecked;
mod settings;
mod silence;
mod skipped_heading;
mod small_count;
mod stale_translation;
mod stored_text_missing;
mod stray_markup;
mod stray_translation;
mod told_twice;
mod translation_differs;
mod unconfirmed;
mod undated_name;
mod unexplained_abbreviation;
mod unfit_picture;
mod unit_differs;
mod unknown_address;
mod unknown_due_point;
mod unknown_evidence;
mod unknown_rule;
mod unpublished_file;
mod unused_file;
mod unused_footnote;
mod useless_alt;
mod vague_link;
mod value_not_in_quote;
mod vanished_action;
mod wrong_form;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::content::read::Reading;
use crate::content::site::{Level, RuleSetting, SiteConfig};
use crate::diagnostic::{Diagnostic, Lint, Severity, Silenced, Words};
use crate::document::Body;
use crate::knowledge::Knowledge;
use crate::parse::{Document, Documents};
use crate::site::{Record, RecordId, Site};
use crate::span::{SourceId, Span};

pub use local::{Local, Page};
pub use malformed_case_number::USUAL as USUAL_CASE_NUMBER;
pub use settings::Settings;
pub use unconfirmed::MARK as SUGGESTION;
pub use unfit_picture::{unfit_picture, unmade_picture};

/// A rule and when it runs.
pub struct Rule {
    pub lint: &'static Lint,
    pub run: Run,
}

/// What a rule looks at.
pub enum Run {
    /// One document at a time, and what [`Local`] gives beside it; what is found is kept with the document.
    Local(fn(&Local) -> Vec<Diagnostic>),
    /// The same, worst first, where one finding tells of them all: in how many places, and where the three worst are.
    Places(fn(&Local) -> Vec<Diagnostic>, fn(usize) -> Words),
    /// One record at a time, in parallel.
    Record(fn(&Site, RecordId) -> Vec<Diagnostic>),
    /// The whole, once.
    Whole(fn(&Whole) -> Vec<Diagnostic>),
}

/// Everything that a rule may look at.
pub struct Whole<'a> {
    pub site: &'a Site,
    pub knowledge: &'a Knowledge,
    /// Every lint there is, of every stage.
    pub lints: &'a [&'static Lint],
}

/// Every rule, by the name of its lint.
pub const RULES: &[&Rule] = &[
    &accessibility_contradicts::RULE,
    &accessibility_dates::RULE,
    &accessibility_incomplete::RULE,
    &accessibility_old::RULE,
    &agreement_ended::RULE,
    &bad_language::RULE,
    &broken_link::RULE,
    &cause::RULE,
    &circular_parent::RULE,
    &claim_without_source::RULE,
    &correction::RULE,
    &empty_header::RULE,
    &error_lowered::RULE,
    &evidence_differs::RULE,
    &footnote::RULE,
    &future_date::RULE,
    &hard_to_read::RULE,
    &silence::RULE,
    &impossible_span::RULE,
    &link_to_hidden::RULE,
    &locked::RULE,
    &long_paragraph::RULE,
    &long_sentence::RULE,
    &malformed_case_number::RULE,
    &missing_alt::RULE,
    &missing_attachment::RULE,
    &money_over::RULE,
    &name_without_role::RULE,
    &approval::RULE,
    &officialese::RULE,
    &past_name::RULE,
    &personal_number::RULE,
    &private_contact::RULE,
    &proposal_as_decision::RULE,
    &quote_elsewhere::RULE,
    &quote_not_found::RULE,
    &quote_without_source::RULE,
    &raw_html::RULE,
    &redaction::RULE,
    &remainder::RULE,
    &replacement::RULE,
    &secret::RULE,
    &service_unchecked::RULE,
    &skipped_heading::RULE,
    &small_count::RULE,
    &stale_translation::RULE,
    &stored_text_missing::RULE,
    &stray_markup::RULE,
    &stray_translation::RULE,
    &told_twice::RULE,
    &translation_differs::RULE,
    &unconfirmed::RULE,
    &undated_name::RULE,
    &unexplained_abbreviation::RULE,
    &unfit_picture::RULE,
    &unit_differs::RULE,
    &unknown_address::RULE,
    &unknown_due_point::RULE,
    &unknown_evidence::RULE,
    &unknown_rule::RULE,
    &unpublished_file::RULE,
    &unused_file::RULE,
    &unused_footnote::RULE,
    &useless_alt::RULE,
    &vague_link::RULE,
    &value_not_in_quote::RULE,
    &vanished_action::RULE,
    &wrong_form::RULE,
];

/// The lint of a silence that silences nothing.
pub const IDLE_SILENCE: &str = silence::LINT.name;

/// Runs every rule over the site and the documents that it was linked from. `lints` are those of every stage, which only the pipeline knows.
pub fn check(site: &Site, knowledge: &Knowledge, documents: &Documents, lints: &[&'static Lint]) -> Vec<Diagnostic> {
    let mut diagnostics = local(site, documents);
    let ids: Vec<RecordId> = site.all().map(|(id, _)| id).collect();
    diagnostics.par_extend(ids.par_iter().flat_map_iter(|id| {
        RULES.iter().flat_map(move |rule| match rule.run {
            Run::Record(run) => run(site, *id),
            Run::Local(_) | Run::Places(..) | Run::Whole(_) => Vec::new(),
        })
    }));
    let whole = Whole { site, knowledge, lints };
    for rule in RULES {
        if let Run::Whole(run) = rule.run {
            diagnostics.extend(run(&whole));
        }
    }
    diagnostics
}

/// Runs the local rules over the documents that have changed, or over all when the settings have.
fn local(site: &Site, documents: &Documents) -> Vec<Diagnostic> {
    let settings = Settings::of(site);
    let local = |rule: &&Rule| match rule.run {
        Run::Local(run) | Run::Places(run, _) => Some(run),
        Run::Record(_) | Run::Whole(_) => None,
    };
    let rules: Vec<_> = RULES.iter().filter(|rule| !is_off(&site.config, rule.lint)).filter_map(|rule| local(rule)).collect();
    let find = |document: &Document| {
        let local = Local::new(document, &settings);
        rules.iter().flat_map(|run| run(&local)).collect()
    };
    documents.documents.par_iter().flat_map_iter(|document| document.kept.or_find(settings.fingerprint, || find(document))).collect()
}

/// Whether the site has turned a rule off. Only warnings can be.
fn is_off(config: &SiteConfig, lint: &Lint) -> bool {
    let is_set = || config.rules.iter().find(|setting| &*setting.rule == lint.name).is_some_and(|setting| setting.level == Level::Off);
    lint.severity == Severity::Warning && is_set()
}

/// What is told of what was found: without what is silenced in its place, many places of one rule as one, and weighed as the site has set.
/// Gives what is silenced.
pub fn settle(site: &Site, documents: &Documents, lints: &[&'static Lint], diagnostics: &mut Vec<Diagnostic>) -> Vec<Silenced> {
    let silenced = silence::silence(&site.config, documents, lints, diagnostics);
    for rule in RULES {
        if let Run::Places(_, many) = rule.run {
            gather(rule.lint, many, diagnostics);
        }
    }
    weigh(site, diagnostics);
    silenced
}

/// Makes one finding of those that a rule has in a file.
fn gather(lint: &'static Lint, many: fn(usize) -> Words, diagnostics: &mut Vec<Diagnostic>) {
    let mut files: Vec<Vec<Diagnostic>> = Vec::new();
    let mut at: FxHashMap<SourceId, usize> = FxHashMap::default();
    for found in diagnostics.extract_if(.., |found| found.lint.name == lint.name) {
        let file = *at.entry(found.span.source).or_insert_with(|| {
            files.push(Vec::new());
            files.len() - 1
        });
        files[file].push(found);
    }
    diagnostics.extend(files.into_iter().filter_map(|found| {
        let count = found.len();
        let mut found = found.into_iter();
        let mut one = found.next()?;
        if count > 1 {
            let first = std::mem::replace(&mut one.message, many(count));
            let span = one.span;
            one = one.label(span, first.sv, first.en);
            for other in found.take(2) {
                one = one.label(other.span, other.message.sv, other.message.en);
            }
        }
        Some(one)
    }));
}

/// Weighs findings as the site has set: an error can become heavier only, a warning can be turned either way.
fn weigh(site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.retain_mut(|diagnostic| {
        let heavier = |setting: &RuleSetting| &*setting.rule == diagnostic.lint.name && setting.level == Level::Error;
        if site.config.rules.iter().any(heavier) {
            diagnostic.severity = Severity::Error;
        }
        !is_off(&site.config, diagnostic.lint)
    });
}

/// Every body of a record, its translations' too, each with the text of the file that it stands in.
fn bodies(record: &Record) -> impl Iterator<Item = (&str, &Body)> {
    let own = record.body.as_deref().map(|body| (&*record.text, body));
    own.into_iter().chain(record.translations.iter().map(|translation| (&*translation.text, &*translation.body)))
}

/// The figures in a name, sorted: a slip in a word can be guessed at, another year is another thing.
fn figures(name: &str) -> Vec<&str> {
    let mut figures: Vec<&str> = name.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty()).collect();
    figures.sort_unstable();
    figures
}

/// The line of `span` in `text` with the stretch replaced: the line to paste.
fn corrected(text: &str, span: Span, replacement: &str) -> Option<String> {
    Reading::new(text).corrected(span, replacement)
}

/// The last stretch of `span` where `words` stand; the whole of it when they do not.
fn stretch(text: &str, span: Span, words: &str) -> Span {
    let within = text.get(span.range()).unwrap_or("");
    within.rfind(words).filter(|_| !words.is_empty()).map_or(span, |at| span.inside(at..at + words.len()))
}

/// What a finding says with the line to paste, when there is one.
fn with_paste(diagnostic: Diagnostic, line: Option<String>) -> Diagnostic {
    match line {
        Some(line) => diagnostic.paste(line),
        None => diagnostic,
    }
}

/// "Did you mean", and the line put right.
fn with_near(diagnostic: Diagnostic, text: &str, span: Span, near: Option<&str>) -> Diagnostic {
    let Some(near) = near else { return diagnostic };
    let reading = Reading::new(text);
    // In running text a value stands bare.
    let quoted = reading.written(span).starts_with(['"', '\'']);
    let right = if quoted { reading.like(span, near) } else { near.to_owned() };
    let line = reading.corrected(span, &right);
    with_paste(diagnostic.help(format!("Menade du ”{near}”?"), format!("Did you mean “{near}”?")), line)
}
