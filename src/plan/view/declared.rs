//! What a plan says of itself, against what is entered, in words.

use tera::Value;

use super::{Fields, View};
use crate::content::datum::Branch;
use crate::content::strategy::{Counted, Declaration, Strategy};
use crate::knowledge::completeness::{Compared, Entered, contradictions};
use crate::site::{Address, RecordId};

/// Adds to a plan's page what it says of itself: with what is entered, and with what else it says of the same.
pub fn add(view: &View, id: RecordId, fields: &mut Fields) {
    let Some(plan) = view.site.record(id).is::<Strategy>() else { return };
    let pairs = contradictions(&view.knowledge.contradictions, id);
    let compared = view.knowledge.declared.get(&id).map_or(&[][..], Vec::as_slice);
    let declares = plan.declares.iter().zip(0..).map(|(declared, at)| {
        let mut fields = view.branch(&Branch::of(declared), id);
        let entered = compared.binary_search_by_key(&at, |one| one.declared).ok().map(|found| &compared[found]);
        if let Some(one) = entered {
            fields.set("compared", sentence(view, plan, one));
            fields.set("other_goals", other_goals(view, id, plan, one));
        }
        let others = pairs.iter().filter_map(|pair| match (pair.first == at, pair.second == at) {
            (true, _) => Some(pair.second),
            (_, true) => Some(pair.first),
            _ => None,
        });
        let others: Vec<Value> = others.map(|other| link(view, id, &plan.declares[other as usize]).into()).collect();
        if !others.is_empty() {
            fields.set("says_also", others);
        }
        Value::from(fields)
    });
    fields.set("declares", declares.collect::<Vec<_>>());
}

/// What a plan says of itself as a link to where it stands on the plan's page.
fn link(view: &View, id: RecordId, declared: &Declaration) -> Fields {
    let mut link = Fields::default();
    link.set("title", &*declared.what);
    link.set("url", address(view, id, declared));
    link.set("count", declared.count);
    link
}

fn address(view: &View, id: RecordId, declared: &Declaration) -> String {
    let part = view.site.record(id).parts.at(declared.span);
    view.routes().to(view.site, Address { record: id, part }, view.lang)
}

/// What a plan says of itself, with quote and source.
pub fn declared(view: &View, id: RecordId, declared: &Declaration) -> Fields {
    let mut fields = view.branch(&Branch::of(declared), id);
    let source = declared.standing.source.as_ref().or(view.site.record(id).common.standing.source.as_ref());
    fields.set("source", source.map(|source| view.reference(&source.0, id)));
    fields.set("url", address(view, id, declared));
    fields
}

/// The number that a plan says beside the number that is entered: "Handlingarna här namnger ett mål, färre än planen säger."
pub fn sentence(view: &View, plan: &Strategy, one: &Compared) -> String {
    let declared = &plan.declares[one.declared as usize];
    let strings = view.strings();
    match &one.entered {
        Entered::InAll(entered) => {
            let key = match i64::from(*entered).cmp(&declared.count.unwrap_or(0)) {
                std::cmp::Ordering::Less => "declared_fewer",
                std::cmp::Ordering::Equal => "declared_agrees",
                std::cmp::Ordering::Greater => "declared_more",
            };
            strings.fill(key, &[("entered", &number(view, declared, *entered))])
        }
        Entered::PerGoal { agreeing: 0, others } if others.is_empty() => strings.get("declared_no_goals").to_owned(),
        Entered::PerGoal { others, .. } if others.is_empty() => strings.get("declared_agrees_per_goal").to_owned(),
        Entered::PerGoal { agreeing, others } => {
            let all = *agreeing as usize + others.len();
            strings.fill("declared_differs_per_goal", &[("n", &others.len().to_string()), ("of", &all.to_string())])
        }
    }
}

/// So many of what a plan counts, in words: "inget mål", "ett område", "3 aktiviteter".
fn number(view: &View, declared: &Declaration, entered: u32) -> String {
    let sort = match declared.counts {
        Some(Counted::Areas | Counted::AreasPerGoal) => "areas",
        Some(Counted::Actions | Counted::ActionsPerGoal) => "actions",
        _ => "goals",
    };
    let key = match entered {
        0 => format!("declared_{sort}_none"),
        _ => view.strings().form(&format!("declared_{sort}"), entered.into()),
    };
    view.strings().fill(&key, &[("n", &entered.to_string())])
}

/// Goals that have another number than the plan says, each with its number.
fn other_goals(view: &View, id: RecordId, plan: &Strategy, one: &Compared) -> Vec<Value> {
    let Entered::PerGoal { others, .. } = &one.entered else { return Vec::new() };
    let goals = others.iter().map(|(at, entered)| {
        let goal = &plan.goals[*at as usize];
        let mut link = view.link(Address { record: id, part: view.site.record(id).parts.named(&goal.id.id) });
        link.set("entered", number(view, &plan.declares[one.declared as usize], *entered));
        Value::from(link)
    });
    goals.collect()
}
