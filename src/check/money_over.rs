//! Lines are not more money than the envelopes that they are taken from.

use super::{Rule, Run, Whole};
use crate::content::budget::{Budget, MoneyStage};
use crate::diagnostic::{Both, Diagnostic, Lint, Severity};
use crate::knowledge::money::{Balance, Difference, Sum, Taken};
use crate::site::{RecordId, Site};

pub static LINT: Lint = Lint {
    name: "money-over",
    severity: Severity::Warning,
    title: Both("Raderna är mer än det som är avsatt", "Lines above what is set aside"),
    why: Both(
        "Läsaren tror att kommunen har lovat bort mer än den har avsatt, när det oftast är en felskriven siffra.",
        "The reader believes that the municipality has promised more than it set aside, when mostly it is a slip of the pen.",
    ),
    manual: Both(
        "Raderna i en budget räknas ihop och jämförs med de potter som de tas ur (`envelopes`). Rader som tas ur samma potter räknas tillsammans. ”ca” får avvika med en halv enhet av den sista siffran som inte är noll: ca 920 tkr med 5 tkr, ca 800 tkr med 50 tkr. Förbrukade pengar (stage = \"förbrukat\") jämförs inte: de kan vara mer än det som avsattes.\n\nFel:   en pott på 3 000 tkr, och rader på 2 000 och 1 400 tkr ur den\nRätt:  rader på 2 000 och 1 000 tkr, eller båda potterna som raderna tas ur: envelopes = [\"forebyggande\", \"andt\"]",
        "The lines of a budget are added up and compared with the envelopes that they are taken from (`envelopes`). Lines from the same envelopes count together. “ca” may be off by half a unit of the last digit that is not zero: ca 920 tkr by 5 tkr, ca 800 tkr by 50 tkr. Money that is spent (stage = \"spent\") is not compared: it can be more than was set aside.\n\nWrong: an envelope of 3 000 tkr, and lines of 2 000 and 1 400 tkr from it\nRight: lines of 2 000 and 1 000 tkr, or both envelopes that the lines are taken from: envelopes = [\"prevention\", \"drugs\"]",
    ),
};

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Whole(run) };

fn run(whole: &Whole) -> Vec<Diagnostic> {
    let budgets = whole.site.each::<Budget>().filter(|(_, _, budget)| budget.stage != MoneyStage::Spent);
    let balances = budgets.filter_map(|(id, ..)| Some((id, &whole.knowledge.money.accounts.get(&id)?.balances)));
    balances.flat_map(|(id, balances)| balances.iter().filter_map(move |balance| over(whole.site, id, balance))).collect()
}

/// Envelopes that share lines give one finding: for all of them, else for the first that cannot hold the lines from it alone.
fn over(site: &Site, id: RecordId, balance: &Balance) -> Option<Diagnostic> {
    let taken = std::iter::once(&balance.whole).chain(&balance.sets);
    taken.filter_map(|taken| tell(site, id, taken)).next()
}

fn tell(site: &Site, id: RecordId, taken: &Taken) -> Option<Diagnostic> {
    let Difference::Over(by) = taken.difference() else { return None };
    let record = site.record(id);
    let budget = record.is::<Budget>()?;
    let lines = taken.lines.iter().filter_map(|at| budget.lines.get(*at as usize));
    let envelopes = taken.envelopes.iter().filter_map(|(budget, at)| {
        let record = site.record(*budget);
        Some((record, record.is::<Budget>()?.envelopes.get(*at as usize)?))
    });
    // An amount that could not be read has been told of, and what stands in for it is no money.
    let unread = lines.clone().any(|line| record.stands_in(line.amount.span))
        || envelopes.clone().any(|(record, envelope)| record.stands_in(envelope.amount.span));
    if unread {
        return None;
    }
    // The largest is the likeliest to be misspelt.
    let line = lines.max_by_key(|line| line.amount.kronor)?;
    let unit = taken.used.and(taken.aside).unit;
    let (used, aside, by) = (in_words(taken.used), in_words(taken.aside), amount(by, unit));
    let ca = taken.steps() > 0;
    let mut diagnostic = Diagnostic::new(
        &LINT,
        line.amount.span,
        format!(
            "Raderna är tillsammans {used}, men det som är avsatt är {aside}: {by} mer{}.",
            if ca { ", vilket inte ryms i ”ca”" } else { "" }
        ),
        format!(
            "The lines are together {used}, but what is set aside is {aside}: {by} more{}.",
            if ca { ", which “ca” does not allow" } else { "" }
        ),
    );
    for (_, envelope) in envelopes.take(SHOWN) {
        diagnostic = diagnostic.label(envelope.amount.span, "Potten som raderna tas ur.", "The envelope that the lines are taken from.");
    }
    Some(diagnostic.help(
        "Jämför beloppen med dokumentet, och se efter om raderna tas ur fler potter.",
        "Compare the amounts with the document, and see whether the lines are taken from more envelopes.",
    ))
}

/// How many envelopes are shown.
const SHOWN: usize = 4;

fn in_words(sum: Sum) -> String {
    format!("{}{}", if sum.is_approximate() { "ca " } else { "" }, amount(sum.kronor, sum.unit))
}

/// An amount in a unit, as people write it in the files.
fn amount(kronor: i64, unit: i64) -> String {
    let name = if unit == 1_000_000 {
        "mnkr"
    } else if unit == 1_000 {
        "tkr"
    } else {
        "kr"
    };
    let plain = format!("{}", kronor as f64 / unit.max(1) as f64).replace('.', ",");
    let (whole, fraction) = plain.find(',').map_or((&*plain, ""), |at| plain.split_at(at));
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            grouped.push(' ');
        }
        grouped.push(digit);
    }
    format!("{grouped}{fraction} {name}")
}
