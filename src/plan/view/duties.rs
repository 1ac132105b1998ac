//! Responsibility: what a body or a role answers for, what it asked of others, and how much that is.

use tera::Value;

use super::{Fields, View, actors, whole};
use crate::content::case::{Case, Commission};
use crate::content::datum::Branch;
use crate::content::field::Field as _;
use crate::content::organisation::{Organisation, Role};
use crate::content::strategy::Strategy;
use crate::content::value::Date;
use crate::knowledge::duties::{Duty, Sort};
use crate::plan::wording;
use crate::site::{Address, RecordId};
use crate::span::Span;

/// How many things of a sort the page of a body or a role shows; all of them have pages of their own when there are more.
const IN_BRIEF: usize = 10;

/// What a body or a role answers for.
pub fn of<'a>(view: &View<'a>, actor: Address) -> &'a [Duty] {
    view.knowledge.duties.of.get(&actor).map_or(&[][..], |duties| listed(duties))
}

/// Without duties to report, which the clock tells of.
pub fn listed(duties: &[Duty]) -> &[Duty] {
    &duties[..duties.partition_point(|duty| duty.sort < Sort::Reports)]
}

/// Whether there is more of some sort than its own page shows.
pub fn is_long(duties: &[Duty]) -> bool {
    by_sort(listed(duties)).any(|duties| duties.len() > IN_BRIEF)
}

/// Duties sort by sort. They are sorted, so that a long list is not walked through.
pub fn by_sort(mut duties: &[Duty]) -> impl Iterator<Item = &[Duty]> {
    std::iter::from_fn(move || {
        let sort = duties.first()?.sort;
        let (of_sort, rest) = duties.split_at(duties.partition_point(|duty| duty.sort <= sort));
        duties = rest;
        Some(of_sort)
    })
}

/// Adds to the page of a body or a role what it answers for. Who answers for nothing gets no key.
pub fn add(view: &View, actor: Address, fields: &mut Fields) {
    let duties = of(view, actor);
    if duties.is_empty() {
        return;
    }
    fields.set("duties", by_sort(duties).map(|duties| sort(view, &duties[..duties.len().min(IN_BRIEF)])).collect::<Vec<_>>());
    fields.set("duties_count", duties.len());
    let path = || view.routes().page(&actors::address(view.site, actor, "ansvar"), 0, 1);
    fields.set("duties_url", is_long(duties).then(|| view.routes().url(&path())));
}

/// Things of one sort, under its heading.
pub fn sort(view: &View, duties: &[Duty]) -> Value {
    let mut fields = Fields::default();
    let key = duties.first().map_or("", |duty| duty.sort.key());
    fields.set("key", key);
    fields.set("heading", view.strings().get(&format!("duty_{key}")));
    fields.set("items", duties.iter().map(|found| duty(view, found)).collect::<Vec<_>>());
    fields.into()
}

/// What is answered for, with what tells it apart from others.
pub fn duty(view: &View, duty: &Duty) -> Value {
    let (record, part) = duty.at;
    let mut link = view.link(Address { record, part });
    let found = view.site.record(record);
    match duty.sort {
        Sort::Goal | Sort::Area | Sort::Action => link.set("of", view.link(whole(record))),
        Sort::Received | Sort::ProposedTo | Sort::Given | Sort::ProposedBy => {
            let commissions = found.is::<Case>().map_or(&[][..], |case| &case.commissions);
            let at = part.and_then(|part| place(commissions, found.parts[part as usize].span, |commission| commission.span));
            if let Some(commission) = at.map(|at| &commissions[at]) {
                commissioned(view, record, commission, duty.sort, &mut link);
            }
        }
        Sort::Responsible | Sort::Coordinates | Sort::Adopted => {
            let plan = found.is::<Strategy>();
            let adopted = plan.and_then(|plan| plan.adopted.as_ref()).filter(|_| duty.sort == Sort::Adopted);
            link.set("date", adopted.and_then(|adopted| Some(view.date(adopted.on.as_ref()?))));
            link.set("period", plan.and_then(|plan| plan.period.as_ref()).map(|period| view.period(period)));
        }
        Sort::FollowsUp | Sort::Leads | Sort::Project | Sort::Process | Sort::Reports => {}
    }
    link.into()
}

/// From whom a commission came, or to whom it went, and when.
fn commissioned(view: &View, case: RecordId, commission: &Commission, sort: Sort, link: &mut Fields) {
    let date = decided(view, case, commission);
    let view = &view.on(date);
    link.set("date", date.map(|date| view.date(date)));
    if matches!(sort, Sort::Given | Sort::ProposedBy) {
        link.set("to", view.value(&commission.to.lower(), case));
    } else {
        link.set("from", view.value(&commission.from.lower(), case));
    }
}

/// The day of the decision that gave a commission.
pub fn decided<'a>(view: &View<'a>, case: RecordId, commission: &Commission) -> Option<&'a Date> {
    let decision = view.site.resolve(commission.decision.as_ref()?, case)?;
    let record = view.site.record(decision.record);
    let decisions = &record.is::<Case>()?.decisions;
    let at = place(decisions, record.parts[decision.part? as usize].span, |decision| decision.span)?;
    decisions[at].date.as_ref()
}

/// The place of what stands at a span, in a list in the order of its file.
fn place<T>(list: &[T], span: Span, of: impl Fn(&T) -> Span) -> Option<usize> {
    let at = list.partition_point(|one| of(one) < span);
    list.get(at).filter(|one| of(one) == span).map(|_| at)
}

/// How much a body or a role answers for, a few words for each sort: "följer upp 2 avtal".
pub fn counted(view: &View, actor: Address) -> Vec<Value> {
    let all = view.knowledge.duties.of.get(&actor).map_or(&[][..], Vec::as_slice);
    let counts = by_sort(all).map(|duties| {
        let key = view.strings().form(&format!("duty_{}", duties[0].sort.key()), duties.len() as u64);
        Value::from(view.strings().fill(&key, &[("n", &wording::number(duties.len() as f64, view.strings()))]))
    });
    counts.collect()
}

/// The roles of an organisation, each with its page, how much it answers for and whether somebody held it.
pub fn roles(view: &View, id: RecordId) -> Vec<Value> {
    let record = view.site.record(id);
    let roles = record.is::<Organisation>().into_iter().flat_map(|organisation| &organisation.roles);
    let roles = roles.map(|role| {
        let actor = Address { record: id, part: record.parts.at(role.span) };
        let mut fields = self::role(view, id, role);
        fields.set("url", view.routes().to(view.site, actor, view.lang));
        fields.set("counts", counted(view, actor));
        Value::from(fields)
    });
    roles.collect()
}

/// A role, without a name whose day has passed.
pub fn role(view: &View, id: RecordId, role: &Role) -> Fields {
    let mut fields = view.branch(&Branch::of(role), id);
    fields.set("named", view.text(role.named_on(view.site.today)));
    fields
}
