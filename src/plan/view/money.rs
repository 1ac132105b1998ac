//! Money: a budget's lines against what was set aside, and on every page what money it gets.

use tera::Value;

use super::{Fields, View, whole};
use crate::content::budget::{Budget, MoneyStage};
use crate::content::datum::Branch;
use crate::content::value::Choice;
use crate::knowledge::REFERRERS;
use crate::knowledge::money::{Balance, Difference, Grant, Item, Place, Sum, Taken};
use crate::plan::wording;
use crate::site::{Address, RecordId};

/// Adds the sums of a budget, and how its lines compare with the envelopes that they are taken from.
pub fn budget(view: &View, id: RecordId, fields: &mut Fields) {
    let Some(budget) = view.site.record(id).is::<Budget>() else { return };
    fields.set("total", sum(view, Sum::of(budget.lines.iter().map(|line| &line.amount))));
    fields.set("envelope_total", sum(view, Sum::of(budget.envelopes.iter().map(|envelope| &envelope.amount))));
    let Some(account) = view.knowledge.money.accounts.get(&id) else { return };
    fields.set("balances", account.balances.iter().map(|found| balance(view, found)).collect::<Vec<_>>());
    let loose = Sum::of(account.loose.iter().map(|at| &budget.lines[*at as usize].amount));
    fields.set("loose", account.loose.len());
    fields.set("loose_total", sum(view, loose));
    // A budget without lines says nothing of what its envelopes go to, which its page tells anyhow.
    let idle = if budget.lines.is_empty() { &[][..] } else { &account.idle };
    fields.set("idle", idle.iter().filter_map(|at| envelope(view, (id, *at))).collect::<Vec<_>>());
}

/// What a budget amounts to, in the words of its page: how its lines compare with what they are taken from, else their sum, else that of
/// what is set aside.
pub fn found(view: &View, id: RecordId, budget: &Budget) -> Vec<String> {
    let balances = view.knowledge.money.accounts.get(&id).map_or(&[][..], |account| &account.balances);
    if let [only] = balances {
        return vec![compared(view, &only.whole)];
    }
    let (key, sum) = match &budget.lines[..] {
        [] => ("envelope_total", Sum::of(budget.envelopes.iter().map(|envelope| &envelope.amount))),
        lines => ("lines_total", Sum::of(lines.iter().map(|line| &line.amount))),
    };
    vec![format!("{}: {}.", view.strings().get(key), text(view, sum))]
}

fn sum(view: &View, sum: Sum) -> Option<Value> {
    (sum.unit > 0).then(|| {
        let mut fields = Fields::default();
        fields.set("text", text(view, sum));
        fields.set("kronor", sum.kronor);
        fields.set("approximate", sum.is_approximate());
        fields.into()
    })
}

/// A sum in the smallest unit of its amounts, with "ca" when any of them has it.
fn text(view: &View, sum: Sum) -> String {
    let plain = wording::sum(sum.kronor as f64, sum.unit, view.strings());
    if sum.is_approximate() { view.strings().fill("format_about", &[("amount", &plain)]) } else { plain }
}

fn envelope(view: &View, (budget, at): Place) -> Option<Value> {
    let record = view.site.record(budget);
    let found = record.is::<Budget>()?.envelopes.get(at as usize)?;
    let mut link = view.link(Address { record: budget, part: record.parts.at(found.span) });
    link.set("amount", view.money(&found.amount));
    Some(link.into())
}

/// Lines against the envelopes that they share.
fn balance(view: &View, balance: &Balance) -> Value {
    let taken = &balance.whole;
    let mut fields = of_envelopes(view, taken);
    fields.set("text", compared(view, taken));
    let steps = taken.steps();
    let unit = taken.used.and(taken.aside).unit;
    fields.set("margin", (steps > 0).then(|| wording::sum(steps as f64 / 2.0, unit, view.strings())));
    let sets = balance.sets.iter().map(|set| {
        let mut fields = of_envelopes(view, set);
        // Others may be taken from the same envelope, so what these lines leave of it is nobody's rest.
        let over = matches!(set.difference(), Difference::Over(_));
        fields.set("text", if over { compared(view, set) } else { format!("{}.", lines(view, set)) });
        Value::from(fields)
    });
    fields.set("sets", sets.collect::<Vec<_>>());
    fields.into()
}

fn of_envelopes(view: &View, taken: &Taken) -> Fields {
    let mut fields = Fields::default();
    fields.set("envelopes", taken.envelopes.iter().filter_map(|place| envelope(view, *place)).collect::<Vec<_>>());
    fields.set("lines", taken.lines.len());
    let state = match taken.difference() {
        Difference::Equal => "equal",
        Difference::Within(_) => "within",
        Difference::Under(_) => "under",
        Difference::Over(_) => "over",
    };
    fields.set("state", state);
    fields
}

/// "De 12 raderna är tillsammans ca 3 990 tkr".
fn lines(view: &View, taken: &Taken) -> String {
    let unit = taken.used.and(taken.aside).unit;
    let (sum, count) = (text(view, Sum { unit, ..taken.used }), taken.lines.len().to_string());
    let key = view.strings().form("money_lines", taken.lines.len() as u64);
    view.strings().fill(&key, &[("n", &count), ("sum", &sum)])
}

/// How lines and envelopes compare, in a sentence or two. What is left is never told as money to spend: nobody has said so.
fn compared(view: &View, taken: &Taken) -> String {
    let approximate = taken.steps() > 0;
    let (key, difference) = match taken.difference() {
        Difference::Equal => ("money_equal", 0),
        Difference::Within(difference) => ("money_within", difference),
        Difference::Under(difference) => (if approximate { "money_under_about" } else { "money_under" }, difference),
        Difference::Over(difference) => (if approximate { "money_over_about" } else { "money_over" }, difference),
    };
    // All in one unit, so that they can be compared as they stand.
    let unit = taken.used.and(taken.aside).unit;
    let difference = wording::sum(difference as f64, unit, view.strings());
    let aside = text(view, Sum { unit, ..taken.aside });
    let words = [("lines", &*lines(view, taken)), ("aside", &aside), ("difference", &difference)];
    view.strings().fill(key, &words)
}

/// Adds to a page the money that its record gets, or that a part of it gets: amount, stage and budget. Pages without any get no key.
pub fn given(view: &View, id: RecordId, part: Option<u32>, fields: &mut Fields) {
    let Some(grants) = view.knowledge.money.grants.get(&id) else { return };
    let grants: Vec<&Grant> = grants.iter().filter(|grant| part.is_none() || grant.part == part).collect();
    if grants.is_empty() {
        return;
    }
    let shown = grants.iter().take(REFERRERS).filter_map(|found| grant(view, id, part, found));
    fields.set("money", shown.collect::<Vec<_>>());
    fields.set("money_older", grants.len().saturating_sub(REFERRERS));
    fields.set("money_spent", grants.iter().any(|grant| stage(view, grant) == Some(MoneyStage::Spent)));
}

/// An envelope is money set aside, whatever came of the rest of its budget.
fn stage(view: &View, grant: &Grant) -> Option<MoneyStage> {
    let budget = view.site.record(grant.budget).is::<Budget>()?;
    Some(if matches!(grant.item, Item::Envelope(_)) { MoneyStage::Allocated } else { budget.stage })
}

fn grant(view: &View, id: RecordId, of_page: Option<u32>, grant: &Grant) -> Option<Value> {
    let record = view.site.record(grant.budget);
    let budget = record.is::<Budget>()?;
    let (written, period, span) = match grant.item {
        Item::Envelope(at) => {
            let envelope = budget.envelopes.get(at as usize)?;
            (Branch::of(envelope), envelope.period.as_ref(), envelope.span)
        }
        Item::Line(at) => {
            let line = budget.lines.get(at as usize)?;
            (Branch::of(line), None, line.span)
        }
    };
    let mut fields = view.branch(&written, grant.budget);
    fields.set("url", view.routes().to(view.site, Address { record: grant.budget, part: record.parts.at(span) }, view.lang));
    fields.set("stage", stage(view, grant).map(|stage| view.word(stage.word())));
    fields.set("period", period.or(budget.period.as_ref()).map(|period| view.period(period)));
    fields.set("budget", view.link(whole(grant.budget)));
    let part = grant.part.filter(|part| of_page != Some(*part));
    fields.set("of_part", part.map(|part| view.link(Address { record: id, part: Some(part) })));
    Some(fields.into())
}
