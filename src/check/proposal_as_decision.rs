//! What is only proposed has not been answered, and has adopted nothing.

use super::{Rule, Run, Whole};
use crate::content::case::{Case, DecisionState};
use crate::content::common::DecisionRef;
use crate::content::strategy::Strategy;
use crate::diagnostic::{Both, Diagnostic, Lint, Severity};
use crate::site::{RecordId, Site};
use crate::span::Span;

pub static LINT: Lint = Lint {
    name: "proposal-as-decision",
    severity: Severity::Error,
    title: Both("Förslaget räknas som beslut", "Proposal taken for a decision"),
    why: Both(
        "Ett förslag är inte ett beslut: läsaren får inte tro att någon har fått ett uppdrag eller att en plan gäller.",
        "A proposal is not a decision: readers must not believe that somebody was given a commission, or that a plan holds.",
    ),
    manual: Both(
        "Ett beslut med state = \"föreslaget\" har inte fattats. Uppdrag som förslaget innehåller visas som föreslagna, och kan inte ha svar. En plan kan inte vara antagen genom ett förslag. Är beslutet fattat: skriv state = \"fattat\", med dag och paragraf. Annars: ta bort svaret, eller `decision` under [adopted].\n\nFel:   [[decision]] state = \"föreslaget\" och [[commission.answer]]\nRätt:  [[decision]] state = \"fattat\" och [[commission.answer]]",
        "A decision with state = \"proposed\" has not been taken. Commissions that the proposal holds are shown as proposed, and cannot have answers. A plan cannot be adopted by a proposal. If the decision was taken: write state = \"taken\", with day and paragraph. Otherwise: remove the answer, or `decision` under [adopted].\n\nWrong: [[decision]] state = \"proposed\" and [[commission.answer]]\nRight: [[decision]] state = \"taken\" and [[commission.answer]]",
    ),
};

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Whole(run) };

fn run(whole: &Whole) -> Vec<Diagnostic> {
    let site = whole.site;
    let answered = whole.knowledge.chains.proposed.iter().filter_map(|place| {
        let commission = place.commission(site)?;
        let answer = commission.answers.first()?;
        let found = Diagnostic::new(
            &LINT,
            answer.span,
            format!("Uppdraget ”{}” är bara föreslaget, men här står ett svar på det.", &*commission.title),
            format!("The commission “{}” is only proposed, but here stands an answer to it.", &*commission.title),
        );
        Some((proposal(site, place.case, commission.decision.as_ref()?)?, found))
    });
    let adopted = site.each::<Strategy>().filter_map(|(id, _, plan)| {
        let decision = plan.adopted.as_ref()?.decision.as_ref()?;
        let found = Diagnostic::new(
            &LINT,
            decision.span,
            "Planen står som antagen, men beslutet är bara föreslaget.",
            "The plan stands as adopted, but the decision is only proposed.",
        );
        Some((proposal(site, id, decision)?, found))
    });
    let mut found: Vec<(Span, Diagnostic)> = answered.chain(adopted).collect();
    // A decision with the wrong state is one mistake, however much rests on it.
    found.sort_by_key(|(proposal, found)| (*proposal, found.span));
    found.dedup_by_key(|(proposal, _)| *proposal);
    found.into_iter().map(|(proposal, found)| with_proposal(proposal, found)).collect()
}

/// Where the decision that a reference leads to is called what it is, when it is only proposed.
fn proposal(site: &Site, from: RecordId, decision: &DecisionRef) -> Option<Span> {
    let address = site.resolve(decision, from)?;
    let record = site.record(address.record);
    let id = &record.parts[address.part? as usize].id;
    let decision = record.is::<Case>()?.decisions.iter().find(|decision| *decision.id.id == **id)?;
    (decision.state == Some(DecisionState::Proposed)).then_some(decision.title.span)
}

fn with_proposal(proposal: Span, found: Diagnostic) -> Diagnostic {
    found.label(proposal, "Det här är förslaget.", "This is the proposal.").help(
        "Är beslutet fattat: skriv state = \"fattat\" hos det, med dag och paragraf.",
        "If the decision was taken: write state = \"taken\" at it, with day and paragraph.",
    )
}
