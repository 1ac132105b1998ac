//! Nothing belongs under itself, follows after itself or is attached to itself, not through others either.

use rustc_hash::FxHashMap;

use super::{Rule, Run, Whole};
use crate::content::case::Case;
use crate::content::datum::{Branch, Datum};
use crate::diagnostic::{Both, Diagnostic, Lint, Severity};
use crate::site::{Address, Record, RecordId, Site};
use crate::span::Span;

pub static LINT: Lint = Lint {
    name: "circular-parent",
    severity: Severity::Error,
    title: Both("Hör till sig självt", "Belongs under itself"),
    why: Both(
        "Läsaren kan inte få veta vad som hör till vad, eller vad som kom först.",
        "The reader cannot learn what belongs to what, or what came first.",
    ),
    manual: Both(
        "`parent` säger vad något hör till, `succeeds` vad en organisation har tagit över efter, `continues` vilken tidigare aktivitet som fortsätter och `attached-to` vilken handling en bilaga hör till. Följer man dem steg för steg får man inte komma tillbaka dit man började.\n\nFel:   nämnden har parent = \"enheten\", och enheten har parent = \"namnden\"\nRätt:  bara enheten har parent = \"namnden\"",
        "`parent` says what something belongs to, `succeeds` what an organisation took over from, `continues` which earlier action goes on and `attached-to` which document an attachment belongs to. Following them step by step one must not come back to the beginning.\n\nWrong: the board has parent = \"unit\", and the unit has parent = \"board\"\nRight: only the unit has parent = \"board\"",
    ),
};

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Whole(run) };

/// The keys that lead up or back.
const KEYS: &[&str] = &["parent", "succeeds", "continues"];

/// One step from a place: where it is written, and where it leads.
struct Step {
    at: Span,
    to: Address,
}

/// The steps from each place, under one key.
type Steps = FxHashMap<Address, Vec<Step>>;

fn run(whole: &Whole) -> Vec<Diagnostic> {
    let mut by_key: FxHashMap<&'static str, Steps> = FxHashMap::default();
    for (id, record) in whole.site.all() {
        let mut note = |key: &'static str, from: Address, step: Step| by_key.entry(key).or_default().entry(from).or_default().push(step);
        if let Datum::Record(own) = record.lower() {
            steps(whole.site, id, &own, Address { record: id, part: None }, &mut note);
            own.each_labelled(&mut |_, branch| {
                if let Some(part) = record.parts.at(branch.span) {
                    steps(whole.site, id, branch, Address { record: id, part: Some(part) }, &mut note);
                }
            });
        }
        attachments(id, record, &mut note);
    }
    let mut keys: Vec<_> = by_key.into_iter().collect();
    keys.sort_by_key(|(key, _)| *key);
    keys.iter().flat_map(|(key, steps)| circles(steps).into_iter().map(|circle| tell(whole.site, key, &circle))).collect()
}

fn steps(site: &Site, id: RecordId, branch: &Branch, from: Address, note: &mut dyn FnMut(&'static str, Address, Step)) {
    for (decl, datum) in branch.entries.iter().filter(|(decl, _)| KEYS.contains(&decl.key)) {
        let list = match datum {
            Datum::List(list) => list.as_slice(),
            one => std::slice::from_ref(one),
        };
        for datum in list {
            if let Datum::Reference(reference) = datum
                && let Some(to) = site.resolve(reference, id)
            {
                note(decl.key, from, Step { at: reference.span, to });
            }
        }
    }
}

/// Attachments name what they belong to by its id in the same case.
fn attachments(id: RecordId, record: &Record, note: &mut dyn FnMut(&'static str, Address, Step)) {
    let documents = record.is::<Case>().into_iter().flat_map(|case| &case.documents);
    for (document, other) in documents.filter_map(|document| Some((document, document.attached_to.as_ref()?))) {
        if let (Some(from), Some(to)) = (record.parts.named(&document.id.id), record.parts.named(other)) {
            let address = |part| Address { record: id, part: Some(part) };
            note("attached-to", address(from), Step { at: other.span, to: address(to) });
        }
    }
}

/// Every circle, each once, as the steps that close it; the first is that of the first place in the order of the site. A walk that
/// remembers its way, and no call within a call: a chain may be as long as the site.
fn circles(steps: &Steps) -> Vec<Vec<&Step>> {
    let mut starts: Vec<&Address> = steps.keys().collect();
    starts.sort_by_key(|address| (address.record, address.part));
    let mut circles = Vec::new();
    // Where each place stands on the way that is walked now; none when everything behind it has been walked.
    let mut met: FxHashMap<Address, Option<usize>> = FxHashMap::default();
    for start in starts {
        if met.contains_key(start) {
            continue;
        }
        // The way: each place, and how many of its steps have been taken.
        let mut way: Vec<(Address, usize)> = vec![(*start, 0)];
        met.insert(*start, Some(0));
        while let Some((place, taken)) = way.last_mut() {
            let Some(step) = steps.get(place).and_then(|steps| steps.get(*taken)) else {
                met.insert(*place, None);
                way.pop();
                continue;
            };
            *taken += 1;
            match met.get(&step.to) {
                Some(Some(from)) => circles.push(way[*from..].iter().map(|(place, taken)| &steps[place][taken - 1]).collect()),
                Some(None) => {}
                None => {
                    met.insert(step.to, Some(way.len()));
                    way.push((step.to, 0));
                }
            }
        }
    }
    circles
}

/// How many other places of a circle are shown.
const SHOWN: usize = 4;

fn tell(site: &Site, key: &str, circle: &[&Step]) -> Diagnostic {
    let last = circle[circle.len() - 1];
    let title = site.title(last.to);
    let (sv, en) = match (key, circle.len()) {
        ("parent", 1) => (format!("”{title}” hör till sig självt."), format!("“{title}” belongs to itself.")),
        ("attached-to", 1) => (format!("”{title}” är bilaga till sig själv."), format!("“{title}” is attached to itself.")),
        (_, 1) => (format!("”{title}” kommer efter sig självt."), format!("“{title}” comes after itself.")),
        ("parent" | "attached-to", _) => {
            (format!("Den som följer `{key}` härifrån kommer tillbaka hit: ”{title}” hör till sig självt genom andra."), {
                format!("Following `{key}` from here leads back here: “{title}” belongs to itself through others.")
            })
        }
        _ => (
            format!("Den som följer `{key}` härifrån kommer tillbaka hit: ”{title}” kommer efter sig självt genom andra."),
            format!("Following `{key}` from here leads back here: “{title}” comes after itself through others."),
        ),
    };
    let mut diagnostic = Diagnostic::new(&LINT, circle[0].at, sv, en);
    for step in circle.iter().skip(1).take(SHOWN) {
        diagnostic = diagnostic.label(step.at, "Leder vidare hit.", "Leads on to here.");
    }
    if circle.len() == 1 {
        return diagnostic.help(
            format!("Ta bort `{key}`, eller skriv det som egentligen menas."),
            format!("Remove `{key}`, or write what is really meant."),
        );
    }
    diagnostic.help(
        format!("Ta bort `{key}` på ett ställe: hos det som står högst eller kom först."),
        format!("Remove `{key}` in one place: at what stands highest or came first."),
    )
}
