//! An agreement whose time has run out is not said to hold.

use super::{Rule, Run};
use crate::content::agreement::{Agreement, AgreementState};
use crate::diagnostic::{Both, Diagnostic, Lint, Severity};
use crate::site::{RecordId, Site};

pub static LINT: Lint = Lint {
    name: "agreement-ended",
    severity: Severity::Warning,
    title: Both("Avtalets tid har gått ut", "Agreement past its end"),
    why: Both(
        "Läsaren får veta att avtalet gäller, fast tiden för det är slut.",
        "The reader is told that the agreement is in force, though its time is over.",
    ),
    manual: Both(
        "Ett avtal med state = \"gäller\" och en period som har tagit slut säger emot sig självt. Har det förlängts: skriv den nya perioden. Har det upphört: skriv det. Vet ni inte: ta bort `state`, så står avtalet bland dem vars tid har gått ut.\n\nFel:   state = \"gäller\" och period = \"2014/2015\", när det är 2026\nRätt:  state = \"har upphört\"\n       period = \"2014/2015\"",
        "An agreement with state = \"in-force\" and a period that is over contradicts itself. If it was prolonged: write the new period. If it has ended: write so. If you do not know: remove `state`, and the agreement stands among those whose time has run out.\n\nWrong: state = \"in-force\" and period = \"2014/2015\", when it is 2026\nRight: state = \"ended\"\n       period = \"2014/2015\"",
    ),
};

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Record(run) };

fn run(site: &Site, id: RecordId) -> Vec<Diagnostic> {
    let agreement = site.record(id).is::<Agreement>().filter(|agreement| agreement.state == Some(AgreementState::InForce));
    let period = agreement.and_then(|agreement| agreement.period.as_ref());
    let over = period.and_then(|period| Some((period, period.last().filter(|last| *last < site.today)?)));
    let found = over.map(|(period, last)| {
        Diagnostic::new(
            &LINT,
            period.span,
            format!("Avtalet sägs gälla, men perioden {} tog slut {last}.", period.written),
            format!("The agreement is said to be in force, but the period {} ended {last}.", period.written),
        )
        .help(
            "Skriv den nya perioden, eller state = \"har upphört\". Vet ni inte vilket: ta bort `state`.",
            "Write the new period, or state = \"ended\". If you do not know which: remove `state`.",
        )
    });
    found.into_iter().collect()
}
