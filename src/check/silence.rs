//! A finding is silenced where it stands, with a reason. A silence that silences nothing any more is told.

use super::{Rule, Run, is_off, with_near};
use crate::content::common::Silence;
use crate::content::site::SiteConfig;
use crate::diagnostic::{Both, Diagnostic, Lint, Severity, Silenced, nearest};
use crate::parse::{Document, Documents};
use crate::span::Span;

pub static LINT: Lint = Lint {
    name: "idle-silence",
    severity: Severity::Warning,
    title: Both("Inget att tysta", "Nothing to silence"),
    why: Both(
        "Ett undantag som blir kvar tystar nästa fel på samma ställe utan att någon har tagit ställning till det.",
        "An exception that is left behind silences the next fault in the same place without anybody having judged it.",
    ),
    manual: Both(
        "[[silence]] i en post tystar det som en regel finner i just den posten. Regelns namn står sist i varje meddelande, efter insyn explain. Skälet är till för den som läser filen nästa gång. Med words gäller det bara stället där de orden står.\n\n[[silence]]\nrule = \"officialese\"\nwords = \"åligger\"\nreason = \"Ordet står i lagen och förklaras i texten.\"\n\nVarningar kan tystas. Av felen kan bara de tystas som en människa kan veta bättre om: impossible-span, malformed-case-number, proposal-as-decision och translation-differs. Andra fel betyder att sidan är trasig, osann eller bryter mot lag. När en regel inte längre finner något tar man bort [[silence]]. Rapporterna för andra program (--format json, sarif) räknar upp det som är tystat, med skälet.\n\nHela webbplatsens inställning står i site.toml: insyn explain unknown-rule.",
        "[[silence]] in a record silences what a rule finds in that very record. The rule's name stands last in every message, after insyn explain. The reason is for whoever reads the file next. With words it is about the place where those words stand only.\n\n[[silence]]\nrule = \"officialese\"\nwords = \"åligger\"\nreason = \"The word stands in the law and is explained in the text.\"\n\nWarnings can be silenced. Of the errors only those can that a person may know better about: impossible-span, malformed-case-number, proposal-as-decision and translation-differs. Other errors mean that the page is broken, untrue or against the law. When a rule finds nothing any more, remove the [[silence]]. The reports for other programs (--format json, sarif) list what is silenced, with the reason.\n\nThe setting of the whole site stands in site.toml: insyn explain unknown-rule.",
    ),
};

/// The findings of this rule come of the silencing itself, when all others are there.
pub static RULE: Rule = Rule { lint: &LINT, run: Run::Whole(|_| Vec::new()) };

/// Errors that may be silenced: a document can hold a span that ends before it begins, a case number of another authority, a word that only
/// looks like a decision, and a translation can count otherwise and be right.
const JUDGED: &[&str] = &["impossible-span", "malformed-case-number", "proposal-as-decision", "translation-differs"];

/// A silence with the text that it holds in.
struct Held<'a> {
    silence: &'a Silence,
    document: &'a Document,
    /// The bytes of the record.
    from: u32,
    to: u32,
    used: bool,
}

/// Takes out what is silenced and gives it, and says which silences were of no use.
pub(super) fn silence(
    config: &SiteConfig,
    documents: &Documents,
    lints: &[&'static Lint],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Silenced> {
    let readings = documents.documents.iter().map(|document| document.whole.as_deref().unwrap_or(document));
    let mut held: Vec<Held> = readings.filter(|document| document.silences).flat_map(held).collect();
    let mut silenced = Vec::new();
    if held.is_empty() {
        return silenced;
    }
    let mut why = |diagnostic: &Diagnostic| {
        let mut reason = None;
        for one in held.iter_mut().filter(|one| one.holds(diagnostic)) {
            one.used = true;
            reason.get_or_insert_with(|| one.silence.reason.to_string());
        }
        reason
    };
    for found in std::mem::take(diagnostics) {
        match why(&found) {
            Some(reason) => silenced.push(Silenced { found, reason }),
            None => diagnostics.push(found),
        }
    }
    // A file that cannot be read may hide what a silence is about.
    if documents.documents.iter().all(|document| document.whole.is_none()) {
        // What a rule that is turned off would have found, nobody knows.
        let is_off = |one: &&Held| lints.iter().any(|lint| lint.name == &*one.silence.rule && is_off(config, lint));
        diagnostics.extend(held.iter().filter(|one| !one.used && !is_off(one)).map(|one| one.idle(lints)));
    }
    silenced
}

/// Every silence of a document.
fn held(document: &Document) -> Vec<Held<'_>> {
    let hold = |from, to| move |silence| Held { silence, document, from, to, used: false };
    let mut all: Vec<Held> = Vec::new();
    for (at, entry) in document.entries.iter().enumerate().filter(|(_, entry)| !entry.common.silence.is_empty()) {
        let from = if at == 0 { 0 } else { entry.common.span.start };
        let to = document.entries.get(at + 1).map_or(u32::MAX, |next| next.common.span.start);
        all.extend(entry.common.silence.iter().map(hold(from, to)));
    }
    all.extend(document.silences_of_whole().map(hold(0, u32::MAX)));
    all
}

impl Held<'_> {
    fn holds(&self, diagnostic: &Diagnostic) -> bool {
        let span = diagnostic.span;
        // What stands in a spreadsheet beside the file has no place in it: any of its records may speak for it.
        let beside = self.document.books.iter().any(|book| book.id == span.source);
        let here = beside || span.source == self.document.text.id && (self.from..self.to).contains(&span.start);
        let may = diagnostic.lint.severity == Severity::Warning || JUDGED.contains(&diagnostic.lint.name);
        here && may
            && diagnostic.lint.name == &*self.silence.rule
            && self.silence.words.as_deref().is_none_or(|words| self.is_at(span, words))
    }

    /// Whether the place has the words in it, or stands in them.
    fn is_at(&self, span: Span, words: &str) -> bool {
        let book = self.document.books.iter().find(|book| book.id == span.source);
        let text = book.map_or(&*self.document.text.content, |book| &book.text);
        let stretch = span.range();
        if text.get(stretch.clone()).is_some_and(|found| found.contains(words)) {
            return true;
        }
        text.match_indices(words).any(|(at, _)| at <= stretch.start && stretch.end <= at + words.len())
    }

    fn idle(&self, lints: &[&'static Lint]) -> Diagnostic {
        let rule = &*self.silence.rule;
        let span = self.silence.rule.span;
        let Some(lint) = lints.iter().find(|lint| lint.name == rule) else {
            let names: Vec<&str> = lints.iter().map(|lint| lint.name).collect();
            let unknown = Diagnostic::new(&LINT, span, format!("Det finns ingen regel ”{rule}”."), format!("There is no rule “{rule}”."));
            return with_near(unknown, &self.document.text.content, span, nearest(rule, &names));
        };
        if lint.severity == Severity::Error && !JUDGED.contains(&lint.name) {
            return Diagnostic::new(
                &LINT,
                span,
                format!("Fel av regeln ”{rule}” kan inte tystas."),
                format!("Errors of the rule “{rule}” cannot be silenced."),
            )
            .help("Rätta det som regeln finner, och ta bort raderna.", "Mend what the rule finds, and remove the lines.");
        }
        let (sv, en) = match &self.silence.words {
            Some(words) => (
                format!("Regeln ”{rule}” finner inget vid orden ”{}”.", &**words),
                format!("The rule “{rule}” finds nothing at the words “{}”.", &**words),
            ),
            None => (format!("Regeln ”{rule}” finner inget att tysta här."), format!("The rule “{rule}” finds nothing to silence here.")),
        };
        Diagnostic::new(&LINT, span, sv, en).help("Ta bort raderna om [[silence]].", "Remove the lines of [[silence]].")
    }
}
