//! The Nacka site against its three documents: counted in the documents by hand, and looked for in the records and on the pages.

use insyn::content::agreement::Agreement;
use insyn::content::budget::Budget;
use insyn::content::case::Case;
use insyn::content::result::{FollowUp, Status};
use insyn::content::strategy::Strategy;

use crate::sites::{nacka, page, typed};

#[test]
fn nothing_is_left_to_mend() {
    let found: Vec<_> = nacka().diagnostics.iter().map(|d| (d.lint.name, d.message.sv.clone())).collect();
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn the_plan_has_its_six_goals_with_their_areas() {
    let built = nacka();
    let plan: &Strategy = typed(built, "strategies", "andt-2014-2016");
    let areas: Vec<usize> = plan.goals.iter().map(|goal| goal.areas.len()).collect();
    assert_eq!(areas, [2, 2, 6, 1, 4, 4], "bilaga 3 lists so many areas under goals 1–6");
    assert_eq!(&*plan.goals[0].title, "Tillgång till ANDT ska minska");
    let adopted = plan.adopted.as_ref().expect("the documents say who adopted it");
    assert_eq!(adopted.by.id(), "kommunstyrelsen");
    let page = page(built, "planer/andt-2014-2016/index.html");
    assert!(page.contains("våren 2014"), "adopted in spring, as bilaga 3 says");
    assert!(page.contains("I början av 2014 antog kommunstyrelsen"), "and at the beginning of 2014, as the report says");
}

#[test]
fn every_figure_of_the_follow_up_is_there() {
    let built = nacka();
    let result: &FollowUp = typed(built, "results", "andt-2016");
    let mut figures: Vec<(f64, bool)> = result.observations.iter().filter_map(|o| Some((o.value?, o.approximate))).collect();
    figures.sort_by(|a, b| a.0.total_cmp(&b.0));
    assert_eq!(figures, [(2.0, false), (2.0, false), (5.0, false), (19.0, false), (26.0, false), (80.0, true), (88.0, false)]);
    let page = page(built, "sa-gick-det/andt-2016/index.html");
    for words in ["88 procent", "2 procentenheter under målvärdet", "19 barn", "ungefär 80 föreläsningar", "26 procent"] {
        assert!(page.contains(words), "“{words}” is not on the page");
    }
    assert!(!page.contains("80 procent"), "no share is made of words");
}

#[test]
fn every_figure_status_and_cause_carries_its_quote() {
    let built = nacka();
    for (_, record, result) in built.house.site.each::<FollowUp>() {
        let id = &record.id;
        for action in &result.actions {
            assert!(!action.standing.quote.is_empty(), "{id}: “{}” has no quote", &*action.title);
        }
        for goal in result.goals.iter().filter(|goal| !goal.status.is_empty()) {
            assert!(!goal.standing.quote.is_empty(), "{id}: {} has no quote", goal.goal.written);
        }
        for observation in &result.observations {
            let quoted =
                !observation.standing.quote.is_empty() || observation.subgroups.iter().all(|group| !group.standing.quote.is_empty());
            assert!(quoted, "{id}: {} has no quote", observation.indicator.written);
        }
    }
    for (_, record, budget) in built.house.site.each::<Budget>() {
        let quotes = budget.lines.iter().map(|line| &line.standing).chain(budget.envelopes.iter().map(|envelope| &envelope.standing));
        assert!(quotes.into_iter().all(|standing| !standing.quote.is_empty()), "{}: an amount has no quote", record.id);
    }
}

#[test]
fn what_was_stopped_says_why_and_whose_the_cause_is() {
    let built = nacka();
    let result: &FollowUp = typed(built, "results", "andt-2016");
    let stopped = |whose: &str| {
        let actions = result
            .actions
            .iter()
            .filter(|a| a.status.iter().any(|s| s.needs_cause()))
            .filter(|a| a.whose.as_ref().is_some_and(|w| w.id() == whose));
        let goals = result
            .goals
            .iter()
            .filter(|g| g.status.iter().any(|s| s.needs_cause()))
            .filter(|g| g.whose.as_ref().is_some_and(|w| w.id() == whose));
        (actions.count(), goals.count())
    };
    assert_eq!(stopped("polisen"), (2, 1), "supervision and training by name, and the planned actions of goal 6 as a whole");
    assert!(result.actions.iter().all(|action| !action.status.contains(&Status::Unknown)), "the follow-up says how each went");
    let page = page(built, "sa-gick-det/andt-2016/index.html");
    assert!(page.contains("utanför kommunen"), "the police's cause lies outside the municipality");
    let plan = crate::sites::page(built, "planer/andt-2014-2016/index.html");
    assert!(plan.contains("Det står i <a href=\"/insyn/sa-gick-det/andt-2016/\">"), "the plan's page leads to the reasons");
}

#[test]
fn the_money_is_twelve_lines_against_two_sums() {
    let built = nacka();
    let budget: &Budget = typed(built, "budgets", "forebyggande-2015");
    assert_eq!(budget.lines.len(), 12);
    assert!(budget.lines.iter().all(|line| line.amount.approximate), "the document says ca of every line");
    assert_eq!(budget.lines.iter().map(|line| line.amount.kronor).sum::<i64>(), 3_990_000);
    assert_eq!(budget.envelopes.iter().map(|envelope| envelope.amount.kronor).collect::<Vec<_>>(), [3_000_000, 1_000_000]);
    let page = page(built, "pengar/forebyggande-2015/index.html");
    assert!(page.contains("ca 3 990 tkr") && page.contains("4 000 tkr"), "both sums are shown");
    assert!(!page.to_lowercase().contains("förbrukat"), "money set aside is not money spent");
}

#[test]
fn a_commission_to_two_has_one_answer_and_no_accusation() {
    let built = nacka();
    let case: &Case = typed(built, "cases", "kfks-2014-1005-808");
    assert_eq!(case.motions[0].proposals.len(), 4);
    let commission = &case.commissions[0];
    assert_eq!(commission.to.iter().map(|to| to.id()).collect::<Vec<_>>(), ["socialnamnden", "fritidsnamnden"]);
    assert_eq!(commission.answers.iter().map(|answer| answer.by.id()).collect::<Vec<_>>(), ["socialnamnden"]);
    let decision = &case.decisions[0];
    assert_eq!(decision.paragraph.as_ref().map(|p| p.number.as_str()), Some("265"));
    let page = page(built, "arenden/kfks-2014-1005-808/index.html");
    assert!(page.to_lowercase().contains("finns inte bland handlingarna här"));
    for accusation in ["har inte svarat", "svar saknas", "försenad"] {
        assert!(!page.to_lowercase().contains(accusation), "no document supports “{accusation}”");
    }
}

#[test]
fn the_police_agreement_has_two_areas_with_their_own_participants() {
    let built = nacka();
    let agreement: &Agreement = typed(built, "agreements", "polisen");
    let areas: Vec<usize> = agreement.areas.iter().map(|area| area.participants.len()).collect();
    assert_eq!(areas.len(), 2);
    assert!(areas.iter().all(|count| *count >= 4), "{areas:?}");
    assert!(agreement.areas.iter().all(|area| area.activity_list.is_some()));
    assert_eq!(agreement.followed_up_by[0].id(), "sociala-kvalitetsenheten");
}
