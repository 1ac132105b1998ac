//! Year by year, from the dates of decisions and plans and the periods of follow-ups and budgets.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use jiff::civil::Date;

use super::Learnt;
use crate::content::budget::Budget;
use crate::content::case::{Case, Decision, DecisionState};
use crate::content::result::FollowUp;
use crate::content::strategy::{Adopted, Strategy};
use crate::knowledge::Knowledge;
use crate::knowledge::years::{Dated, What};
use crate::site::{Address, Record, RecordId, Revision, Site, State};

pub fn derive(site: &Site, _: &Knowledge) -> Learnt {
    sorted(site.told().flat_map(|(id, record)| of_record(site, id, record)).collect())
}

/// The same when nothing is new but what these records say; what a case says of its decisions tells of the plans that lead to it too.
pub fn renew(site: &Site, knowledge: &Knowledge, revisions: &[Revision]) -> Learnt {
    let mut revised: BTreeSet<RecordId> = revisions.iter().map(|revision| revision.record).collect();
    let cases = revisions.iter().filter(|revision| revision.of(site).is::<Case>().is_some());
    let leading = cases.flat_map(|case| site.backlinks_to(case.record)).map(|backlink| backlink.from);
    revised.extend(leading.filter(|id| site.record(*id).is::<Strategy>().is_some()));
    let mut years = (*knowledge.years).clone();
    years.retain(|dated| !revised.contains(&dated.of.record));
    let told =
        revised.into_iter().filter_map(|id| Some((id, site.records.get(id)?))).filter(|(_, record)| record.state != State::Withdrawn);
    years.extend(told.flat_map(|(id, record)| of_record(site, id, record)));
    sorted(years)
}

/// Newest year first, and a year in the order of its days.
fn sorted(mut years: Vec<Dated>) -> Learnt {
    years.sort_by_key(|dated| (Reverse(dated.year), dated.what, dated.day, dated.of.record, dated.of.part));
    Box::new(move |knowledge| knowledge.years = years.into())
}

fn of_record(site: &Site, id: RecordId, record: &Record) -> Vec<Dated> {
    let whole = Address { record: id, part: None };
    if let Some(case) = record.is::<Case>() {
        return case.decisions.iter().filter_map(|decision| decided(id, record, decision)).collect();
    }
    let adopted = record.is::<Strategy>().and_then(|plan| plan.adopted.as_ref()).filter(|adopted| !tells_itself(site, id, adopted));
    let adopted = adopted.and_then(|adopted| adopted.on.as_ref()).map(|on| dated(What::Adopted, (on.first, on.last), whole));
    let followed = record.is::<FollowUp>().and_then(|result| Some((result.period.first(), result.period.last()?)));
    let followed = followed.map(|days| dated(What::FollowedUp, days, whole));
    let money = record.is::<Budget>().and_then(|budget| budget.period.as_ref()).and_then(|period| Some((period.first(), period.last()?)));
    let money = money.map(|days| dated(What::Money, days, whole));
    [adopted, followed, money].into_iter().flatten().collect()
}

/// A decision that was taken; what is only proposed has not happened.
fn decided(id: RecordId, record: &Record, decision: &Decision) -> Option<Dated> {
    let date = decision.date.as_ref().filter(|_| decision.state == Some(DecisionState::Taken))?;
    let part = record.parts.named(&decision.id.id);
    Some(dated(What::Decided, (date.first, date.last), Address { record: id, part }))
}

/// Whether the decision by which a plan was adopted stands in the list with a day of its own.
fn tells_itself(site: &Site, plan: RecordId, adopted: &Adopted) -> bool {
    let Some(address) = adopted.decision.as_ref().and_then(|decision| site.resolve(decision, plan)) else { return false };
    let record = site.record(address.record);
    let decisions = record.is::<Case>().map_or(&[][..], |case| &case.decisions);
    decisions.iter().any(|decision| decided(address.record, record, decision).is_some_and(|dated| dated.of == address))
}

/// What goes over a new year belongs to the year in which it ends, as a winter and a school year do.
fn dated(what: What, (first, last): (Date, Date), of: Address) -> Dated {
    Dated { year: last.year(), what, day: first, of }
}
