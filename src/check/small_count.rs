//! A count of very few people can tell who they are, by itself or by what is left when the other groups are taken away.

use super::{Rule, Run};
use crate::content::indicator::{Counts, Indicator};
use crate::content::result::{FollowUp, Observation};
use crate::content::value::Text;
use crate::diagnostic::{Both, Diagnostic, Lint, Severity};
use crate::site::{RecordId, Site};
use crate::span::Span;

pub static LINT: Lint = Lint {
    name: "small-count",
    severity: Severity::Warning,
    title: Both("Få personer", "Few people"),
    why: Both(
        "Ett antal på några få personer kan röja vilka de är (artikel 5.1 c i dataskyddsförordningen och 26 kap. OSL om socialtjänsten).",
        "A count of a few people can tell who they are (article 5.1 c of the GDPR, and chapter 26 of the Swedish Secrecy Act on social services).",
    ),
    manual: Both(
        "Gäller mått som räknar personer: `counts = \"personer\"` hos måttet. Är uppgifterna känsliga, till exempel från socialtjänsten, skrivs `counts = \"personer, känsligt\"`, och då stoppas bygget. Gränsen är `small-count` i content/site.toml, 5 om inget sägs: 1–4 är få, 0 är det inte.\n\nRegeln ser också vad som går att räkna ut: är totalen 20 och gruppen flickor 17, så är resten 3. Att dölja bara det ena talet hjälper då inte.\n\nProgrammet ändrar aldrig ett tal. Ta bort `value` och skriv i ord (`text = \"färre än fem\"`), också för det tal som röjer det andra, eller ta beslutet att visa talet och skriv varför.\n\nFel:   value = 3\nRätt:  text = \"färre än fem\"\nRätt:  value = 3\n       small-shown = \"Antalet avser chefer och är redan offentligt.\"",
        "Concerns indicators that count people: `counts = \"people\"` of the indicator. Where the facts are sensitive, as from social services, write `counts = \"people-sensitive\"`, and the build is stopped. The threshold is `small-count` in content/site.toml, 5 unless it says another: 1–4 are few, 0 is not.\n\nThe rule also sees what can be worked out: if the total is 20 and the group girls is 17, the rest is 3. Then it does not help to hide one of the numbers alone.\n\nThe program never alters a number. Remove `value` and write words (`text = \"fewer than five\"`), for the number that gives the other away too, or decide to show it and write why.\n\nWrong: value = 3\nRight: text = \"fewer than five\"\nRight: value = 3\n       small-shown = \"The count is of managers and public already.\"",
    ),
};

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Record(run) };

/// Counts below this are small, unless the site says another number.
const THRESHOLD: i64 = 5;

fn run(site: &Site, id: RecordId) -> Vec<Diagnostic> {
    let record = site.record(id);
    let mut found = Vec::new();
    if let Some(indicator) = record.is::<Indicator>()
        && let Some(limit) = Limit::of(site, indicator)
    {
        let small = indicator.values.iter().filter(|value| limit.is_broken(Some(value.value), value.small_shown.as_ref()));
        found.extend(small.map(|value| limit.tell(value.span)));
    }
    for observation in record.is::<FollowUp>().into_iter().flat_map(|result| &result.observations) {
        let indicator = site.resolve(&observation.indicator, id).and_then(|address| site.record(address.record).is::<Indicator>());
        if let Some(limit) = indicator.and_then(|indicator| Limit::of(site, indicator)) {
            found.extend(observed(observation, &limit));
        }
    }
    found
}

/// What is small in an observation: its values, else what is left of the whole without its groups.
fn observed(observation: &Observation, limit: &Limit) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if limit.is_broken(observation.value, observation.small_shown.as_ref()) {
        found.push(limit.tell(observation.span));
    }
    let groups = observation.subgroups.iter().filter(|group| limit.is_broken(group.value, group.small_shown.as_ref()));
    found.extend(groups.map(|group| limit.tell(group.span)));
    let shown: f64 = observation.subgroups.iter().filter_map(|group| group.value).sum();
    if let Some(whole) = observation.value.filter(|_| found.is_empty() && shown > 0.0)
        && limit.is_broken(Some(whole - shown), observation.small_shown.as_ref())
    {
        found.push(limit.tell_rest(observation.span));
    }
    found
}

/// What is small for one indicator, and how much it weighs.
struct Limit {
    threshold: i64,
    severity: Severity,
}

impl Limit {
    /// None when the indicator counts no people.
    fn of(site: &Site, indicator: &Indicator) -> Option<Self> {
        let severity = match indicator.counts? {
            Counts::People => Severity::Warning,
            Counts::Sensitive => Severity::Error,
        };
        Some(Self { threshold: site.config.small_count.unwrap_or(THRESHOLD), severity })
    }

    /// Whether a value is small and nobody has decided to show it.
    fn is_broken(&self, value: Option<f64>, decided: Option<&Text>) -> bool {
        decided.is_none() && value.is_some_and(|value| value >= 1.0 && value < self.threshold as f64)
    }

    fn tell(&self, span: Span) -> Diagnostic {
        let below = self.threshold;
        self.found(span, format!("Det här är ett antal personer under {below}."), format!("This is a count of people below {below}."))
    }

    fn tell_rest(&self, span: Span) -> Diagnostic {
        let below = self.threshold;
        self.found(
            span,
            format!("Det som är kvar när grupperna räknas bort är ett antal personer under {below}."),
            format!("What is left without the groups is a count of people below {below}."),
        )
    }

    fn found(&self, span: Span, sv: String, en: String) -> Diagnostic {
        let mut diagnostic = Diagnostic::new(&LINT, span, sv, en)
            .help(
                "Skriv i ord i stället för `value`, eller bestäm att talet ska visas och lägg till raden nedan med skälet.",
                "Write words instead of `value`, or decide that the number is to be shown and add the line below with the reason.",
            )
            .paste("small-shown = \"\"");
        diagnostic.severity = self.severity;
        diagnostic
    }
}
