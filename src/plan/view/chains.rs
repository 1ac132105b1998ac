//! Chains from motion to answer: the line on every page that stands in one, and what is known of each commission.

use tera::Value;

use super::{Fields, View, case, duties};
use crate::content::case::Answer;
use crate::content::datum::Branch;
use crate::knowledge::chains::{Chain, Place, Start, answer, answers};
use crate::plan::routes::Routes;
use crate::site::{RecordId, Site};

/// How many chains a page shows; more are led to.
pub const SHOWN: usize = 5;

/// Adds to a page the newest chains that its record stands in, and where the rest are. A record in none costs nothing.
pub fn add(view: &View, id: RecordId, fields: &mut Fields) {
    let Some(numbers) = view.knowledge.chains.of.get(&id) else { return };
    // A decision that nothing is joined to is told on its case already. A body can have taken thousands of them.
    let newest = numbers.iter().take(10 * SHOWN).copied();
    let joined = newest.filter(|number| view.knowledge.chains.is_joined(*number)).take(SHOWN);
    let lines: Vec<Value> = joined.map(|number| line(view, number).into()).collect();
    let more = numbers.len() > SHOWN;
    if lines.is_empty() && !more {
        return;
    }
    fields.set("chains", lines);
    fields.set("chains_count", numbers.len());
    fields.set("chains_url", more.then(|| view.routes().url(&view.routes().page(&below(view.site, view.routes(), id), 0, 1))));
}

/// The address of the list of a record's decisions and commissions, when its own page does not show them all.
pub fn below(site: &Site, routes: &Routes, id: RecordId) -> String {
    routes.below(site, id, "beslut-och-uppdrag")
}

/// The address of a chain's page, below the case that it begins in.
pub fn address(site: &Site, routes: &Routes, chain: &Chain) -> Option<String> {
    let start = chain.start.address(site)?;
    let id = &site.record(start.record).parts[start.part? as usize].id;
    Some(routes.below(site, start.record, &format!("beslutskedja/{id}")))
}

/// A chain in one line: what it is called, where its page is, and its steps in words.
pub fn line(view: &View, number: u32) -> Fields {
    let mut fields = link(view, number);
    fields.set("steps", steps(view, number).into_iter().map(Value::from).collect::<Vec<_>>());
    fields
}

/// A link to a chain's page; to the decision in its case when nothing is joined to it.
pub fn link(view: &View, number: u32) -> Fields {
    let chains = &view.knowledge.chains;
    let chain = &chains.list[number as usize];
    let start = chain.start.address(view.site);
    let own = address(view.site, view.routes(), chain).filter(|_| chains.is_joined(number));
    let mut fields = Fields::with_capacity(8);
    fields.set("title", start.map(|start| view.title(start)).unwrap_or_default());
    let in_case = || start.map(|start| view.routes().to(view.site, start, 0));
    fields.set("url", own.map(|own| view.routes().url(&view.routes().page(&own, 0, 1))).or_else(in_case));
    fields
}

/// The steps of a chain, with those that it comes of and the decision that it leads to.
fn steps(view: &View, number: u32) -> Vec<String> {
    let chains = &view.knowledge.chains;
    let of = |number: u32| &chains.list[number as usize];
    let first = |numbers: Option<&Vec<u32>>| numbers.and_then(|numbers| numbers.first()).map(|number| of(*number));
    let mut steps = Vec::new();
    if let Some(before) = first(chains.before.get(&number)) {
        own_steps(view, before, &mut steps);
    }
    own_steps(view, of(number), &mut steps);
    let decided = of(number).decision(view.site).is_some();
    let adopted = of(number).stands.iter().filter(|id| decided && view.site.record(**id).kind.name == "strategy").count();
    if adopted > 0 && !of(number).is_proposed(view.site) {
        steps.push(view.strings().get("chain_adopted").to_owned());
    }
    if let Some(after) = first(chains.after.get(&number)) {
        steps.extend(decision_step(view, after));
    }
    steps
}

fn own_steps(view: &View, chain: &Chain, steps: &mut Vec<String>) {
    let strings = view.strings();
    let counted = |key: &str, n: usize| strings.fill(&strings.form(key, n as u64), &[("n", &n.to_string())]);
    if chain.motion.is_some() || matches!(chain.start, Start::Motion(_)) {
        steps.push(strings.get("chain_motion").to_owned());
    }
    steps.extend(decision_step(view, chain));
    if chain.commissions.is_empty() {
        return;
    }
    if chain.is_proposed(view.site) {
        return steps.push(counted("chain_proposed", chain.commissions.len()));
    }
    steps.push(counted("chain_commissions", chain.commissions.len()));
    let sum = |count: fn(&crate::knowledge::chains::Given) -> u32| chain.commissions.iter().map(count).sum::<u32>();
    let (asked, here, missing) = (sum(|given| given.asked), sum(|given| given.here), sum(|given| given.missing));
    if asked == 0 {
        return;
    }
    steps.push(match (here, missing) {
        (0, 0) => counted("chain_no_answer", asked as usize),
        _ => strings.fill("chain_answers", &[("n", &here.to_string()), ("of", &asked.to_string())]),
    });
    if missing > 0 {
        steps.push(counted("chain_missing", missing as usize));
    }
}

/// "beslut § 265", "förslag till beslut".
fn decision_step(view: &View, chain: &Chain) -> Option<String> {
    let (_, decision) = chain.decision(view.site)?;
    let word = view.strings().get(if chain.is_proposed(view.site) { "chain_proposal" } else { "chain_decision" });
    let paragraph = decision.paragraph.as_ref().map(|paragraph| format!(" §\u{a0}{}", paragraph.number));
    Some(format!("{word}{}", paragraph.unwrap_or_default()))
}

/// A commission with what is known of the answer of each who received it. One that is only proposed has nobody to answer it yet.
pub fn commission(view: &View, place: Place) -> Option<Fields> {
    let id = place.case;
    let commission = place.commission(view.site)?;
    // Bodies bear the names of the day when it was decided.
    let view = &view.on(duties::decided(view, id, commission));
    let mut fields = view.branch(&Branch::of(commission), id);
    fields.set("proposed", view.knowledge.chains.proposed.contains(&place));
    let states = answers(view.site, id, commission);
    let to = commission.to.iter().zip(&states).map(|(actor, state)| {
        let mut link = view.actor(&actor.0, id);
        match answer(commission, state) {
            Some(answer) => link.set("answer", answer_fields(view, id, answer)),
            None => link.set("absence", view.presence(state, id)),
        }
        Value::from(link)
    });
    fields.set("to", to.collect::<Vec<_>>());
    Some(fields)
}

/// An answer, and whether its document is here: that somebody answered can be known from another document.
fn answer_fields(view: &View, id: RecordId, answer: &Answer) -> Fields {
    let mut fields = view.branch(&Branch::of(answer), id);
    let address = answer.document.as_ref().and_then(|document| view.site.resolve(document, id));
    fields.set("here", address.is_some_and(|address| case::is_here(view, address)));
    fields
}
