//! An accessibility statement is kept under review.

use jiff::ToSpan;

use super::{Rule, Run, Whole};
use crate::diagnostic::{Both, Diagnostic, Lint, Severity};

pub static LINT: Lint = Lint {
    name: "accessibility-old",
    severity: Severity::Warning,
    title: Both("Tillgänglighetsredogörelsen är gammal", "The accessibility statement is old"),
    why: Both(
        "En webbplats ändras hela tiden, och en bedömning som är äldre än ett år säger lite om den.",
        "A site changes all the time, and an assessment that is older than a year says little of it.",
    ),
    manual: Both(
        "Redogörelsen ska hållas aktuell. När `assessed` är mer än tolv månader gammal: bedöm webbplatsen igen, och skriv den nya dagen och det som har ändrats.\n\nKälla: EU:s mall för tillgänglighetsredogörelser, (EU) 2018/1523, som säger att redogörelsen ska ses över regelbundet. Tolv månader är vår gräns.",
        "The statement shall be kept current. When `assessed` is more than twelve months old: assess the site again, and write the new day and what has changed.\n\nSource: the EU's model accessibility statement, (EU) 2018/1523, which says that the statement shall be reviewed regularly. Twelve months is our limit.",
    ),
};

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Whole(run) };

fn run(whole: &Whole) -> Vec<Diagnostic> {
    let Some(statement) = &whole.site.accessibility else { return Vec::new() };
    let assessed = &statement.assessed.0;
    let year = statement.assessed.date().checked_add(1.year());
    let old = year.is_ok_and(|year| year < whole.site.today);
    let found = || {
        Diagnostic::new(
            &LINT,
            assessed.span,
            format!("Webbplatsen bedömdes {}, för mer än tolv månader sedan.", assessed.written),
            format!("The site was assessed {}, more than twelve months ago.", assessed.written),
        )
        .help("Bedöm webbplatsen igen, och skriv den nya dagen.", "Assess the site again, and write the new day.")
    };
    old.then(found).into_iter().collect()
}
