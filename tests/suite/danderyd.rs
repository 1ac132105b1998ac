//! The Danderyd site against its one document: counted in the document by hand, and looked for in the records and on the pages.

use insyn::content::agreement::{Agreement, AgreementState};
use insyn::content::case::{Case, DecisionState};
use insyn::content::common::Firmness;
use insyn::content::organisation::Organisation;
use insyn::content::process::{Process, StepState};
use insyn::content::project::{ProductState, Project};
use insyn::content::result::{Extent, FollowUp, Stage, Status};
use insyn::content::site::YearOne;
use insyn::content::strategy::Strategy;
use insyn::content::term::Term;
use insyn::content::value::Text;
use insyn::pipeline;
use insyn::quote;

use crate::sites::{danderyd, danderyd_sources, page, pages, told, typed};

/// The BLAKE3 fingerprint of the document as it was handed over.
const DOCUMENT: &str = "153a435a23799745a27517c5b9608163ced910f223d278c5b6656ea5c1a87603";

fn quoted(quote: &[Text]) -> bool {
    !quote.is_empty()
}

#[test]
fn nothing_is_left_to_mend() {
    let found: Vec<_> = danderyd().diagnostics.iter().map(|d| (d.lint.name, d.message.sv.clone())).collect();
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn the_stored_text_is_the_document_and_every_quote_stands_in_it() {
    let sources = danderyd_sources();
    let stored = sources.text("content/cases/uppfoljning-barn-och-unga-2020/uppfoljning.txt").expect("the text is stored");
    assert_eq!(blake3::hash(stored.content.as_bytes()).to_hex().as_str(), DOCUMENT);
    let built = pipeline::build(&sources, None);
    let site = &built.house.site;
    let quotes: usize = site.all().map(|(id, _)| quote::of(site, id).len()).sum();
    assert!(quotes > 100, "{quotes} quotes, and the build found each of them");
    assert!(pages(&built).iter().all(|(path, _)| !path.contains("uppfoljningen/")), "the text itself is not published");
}

#[test]
fn the_plan_has_one_named_area_and_says_that_three_are_not_named() {
    let built = danderyd();
    let plan: &Strategy = typed(built, "strategies", "barn-och-unga");
    let goals: Vec<&str> = plan.goals.iter().map(|goal| &*goal.title).collect();
    assert_eq!(goals, ["Tydlig samverkan i arbetet med barn och unga"]);
    assert_eq!(plan.goals[0].areas.len(), 4, "effektivare, ökad, förbättrad, förbättrad");
    let declared: Vec<(&str, Option<i64>)> = plan.declares.iter().map(|one| (&*one.what, one.count)).collect();
    let inside = "riktade insatser inom varje målområde";
    assert_eq!(declared, [("målområden", Some(4)), ("inriktningar som är kopplade till målområdena", Some(4)), (inside, Some(4))]);
    let page = told(&page(built, "planer/barn-och-unga/index.html"));
    for words in ["namnger bara ett av dem", "de tre andra målområdena nämns inte vid namn", "1 målområde som handlingarna namnger"] {
        assert!(page.contains(words), "“{words}” is not on the page");
    }
}

#[test]
fn it_was_adopted_once_and_is_reported_twice() {
    let built = danderyd();
    let plan: &Strategy = typed(built, "strategies", "barn-och-unga");
    let adopted = plan.adopted.as_ref().expect("the document says who adopted it");
    assert_eq!((adopted.by.id(), adopted.on.as_ref().map(|on| &*on.written)), ("kommunfullmaktige", Some("2019-09-23")));
    let decisions: &Case = typed(built, "cases", "besluten-om-strategin");
    assert_eq!(decisions.decisions[0].paragraph.as_ref().map(|paragraph| &*paragraph.number), Some("111"));
    let [duty] = plan.reporting.as_slice() else { panic!("one duty to report") };
    assert_eq!((&duty.years_after_adoption[..], duty.by[0].id(), duty.to[0].id()), (&[1, 3][..], "socialnamnden", "kommunstyrelsen"));
    assert_eq!(built.house.site.config.year_one, Some(YearOne::Anniversary), "the document does not say how years are counted");
    let page = told(&page(built, "planer/barn-och-unga/index.html"));
    assert!(page.contains("den här webbplatsen räknar från dagen") && page.contains("23 september 2022"), "the reading is shown");
}

#[test]
fn the_work_has_three_steps_five_key_areas_and_its_groups() {
    let built = danderyd();
    let work: &Process = typed(built, "processes", "inforandet");
    let tasks: Vec<usize> = work.steps.iter().map(|step| step.tasks.len()).collect();
    assert_eq!(tasks, [5, 6, 0], "five key areas, six parts of the structure");
    assert_eq!(work.steps[2].state, Some(StepState::Started));
    assert!(work.steps.iter().flat_map(|step| &step.tasks).all(|task| quoted(&task.standing.quote)));
    for letter in ["a", "b", "c", "d"] {
        let group: &Organisation = typed(built, "organisations", &format!("arbetsgrupp-{letter}"));
        assert!(group.goals.is_empty() && group.leader.is_none(), "the document does not say which area group {letter} has");
    }
    for (id, whom) in [("foraldrar", "föräldrar"), ("ungdomar", "ungdomar"), ("rektorer", "rektorer")] {
        let group: &Organisation = typed(built, "organisations", &format!("referensgrupp-{id}"));
        assert_eq!(group.represents.as_deref(), Some(whom));
    }
    for id in ["ledningsgruppen", "styrgruppen"] {
        assert!(typed::<Organisation>(built, "organisations", id).remit.is_some(), "{id} has a task");
    }
    let kommun: &Organisation = typed(built, "organisations", "danderyds-kommun");
    let roles: Vec<&str> = kommun.roles.iter().map(|role| &*role.id.id).collect();
    assert_eq!(roles, ["bildningsdirektor", "ungdomschef", "avdelningschef", "kvalitets-och-utvecklingsstrateg", "socialdirektor"]);
    assert!(kommun.roles.iter().all(|role| role.named.is_none()), "roles come before names");
}

#[test]
fn what_was_done_what_is_begun_and_what_is_planned_are_told_apart() {
    let built = danderyd();
    let result: &FollowUp = typed(built, "results", "barn-och-unga-2020");
    let statuses: Vec<&[Status]> = result.actions.iter().map(|action| &action.status[..]).collect();
    assert_eq!(statuses, [[Status::Started], [Status::Done], [Status::Started], [Status::Planned], [Status::Done]].map(|s| s.to_vec()));
    assert!(result.actions[2].title.starts_with("Handbok") && result.actions[3].title.starts_with("Samverkansöverenskommelse"));
    assert!(result.actions.iter().all(|action| quoted(&action.standing.quote) && action.cause.is_empty()));
    let figures: Vec<(Option<f64>, bool)> = result.observations.iter().map(|one| (one.value, one.approximate)).collect();
    assert_eq!(figures, [(Some(4.0), false)], "four meetings are the only figure");
    assert!(result.observations.iter().all(|one| quoted(&one.standing.quote)));
    assert!(result.goals.iter().all(|goal| quoted(&goal.standing.quote) && goal.status.is_empty()));
    assert_eq!((result.extent, result.stage), (Extent::Part, Some(Stage::Proposed)));
    assert_eq!(result.made_by[0].id(), "socialkontoret");
    let handbook: &Project = typed(built, "projects", "handbok-for-samverkan");
    assert_eq!(handbook.products[0].state, Some(ProductState::Started));
    let page = told(&page(built, "sa-gick-det/barn-och-unga-2020/index.html"));
    for path in ["planer/barn-och-unga/index.html", "planer/barn-och-unga/tydlig-samverkan/index.html"] {
        let plan = told(&crate::sites::page(built, path));
        assert!(!plan.contains("det står i så gick det"), "{path}: the follow-up names nothing that was not done, so no reason either");
    }
    for words in ["4 möten", "arbetsgrupperna har hunnit olika långt", "men ingen summa", "påbörjad", "planerad"] {
        assert!(page.contains(words), "“{words}” is not on the page");
    }
}

#[test]
fn a_planned_agreement_is_not_one_that_holds() {
    let built = danderyd();
    let agreement: &Agreement = typed(built, "agreements", "skolgang-for-placerade-barn");
    assert_eq!(agreement.state, Some(AgreementState::Planned));
    assert!(agreement.period.is_none() && agreement.document.is_none());
    let parties: Vec<&str> = agreement.parties.iter().map(|party| party.id()).collect();
    assert_eq!(parties, ["socialtjansten", "kommunal-skola-och-forskola"]);
    assert!(agreement.basis[0].contains("SAMS"));
}

#[test]
fn a_proposal_is_no_decision_and_gives_no_commission() {
    let built = danderyd();
    let case: &Case = typed(built, "cases", "uppfoljning-barn-och-unga-2020");
    let [proposed] = case.commissions.as_slice() else { panic!("the proposal holds one commission") };
    let by = proposed.decision.as_ref().and_then(|decision| decision.inner());
    assert!(case.number.is_none() && by == Some("socialkontorets-forslag") && proposed.answers.is_empty());
    let [proposal] = case.decisions.as_slice() else { panic!("one proposal") };
    assert_eq!((proposal.state, proposal.points.len(), proposal.date.is_none()), (Some(DecisionState::Proposed), 2, true));
    let taken: &Case = typed(built, "cases", "besluten-om-strategin");
    assert!(taken.decisions.iter().all(|decision| decision.state == Some(DecisionState::Taken)));
    let to: Vec<&str> = taken.commissions.iter().flat_map(|commission| &commission.to).map(|to| to.id()).collect();
    assert_eq!(to, ["kommunledningskontoret", "danderyds-kommun"]);
    for (_, record, _) in built.house.site.each::<Case>() {
        assert!(record.common.absence.iter().any(|absence| &*absence.of == "number"), "{}: no number is known", record.id);
    }
}

#[test]
fn what_is_discussed_is_no_promise_and_what_is_claimed_no_figure() {
    let built = danderyd();
    let common = || built.house.site.records.iter().map(|record| &record.common);
    let steps: Vec<_> = common().flat_map(|common| &common.next_step).collect();
    assert!(steps.iter().all(|step| quoted(&step.standing.quote) && step.when.is_none()));
    let of = |words: &str| steps.iter().find(|step| step.text.contains(words)).map(|step| step.firmness);
    assert_eq!(of("digital plattform"), Some(Firmness::Discussed));
    assert_eq!(of("Ungt fokus"), Some(Firmness::Intended));
    assert_eq!(of("Varje nämnd ska besluta"), Some(Firmness::Intended));
    assert!(steps.iter().all(|step| step.firmness != Firmness::Decided), "the document holds no decision about what is to come");
    let statements: Vec<_> = common().flat_map(|common| &common.statement).collect();
    assert!(statements.iter().all(|one| quoted(&one.standing.quote) && one.by.is_some()));
    assert!(statements.iter().any(|one| one.text.starts_with("All forskning pekar på")));
}

#[test]
fn abbreviations_are_explained_as_the_document_does() {
    let built = danderyd();
    let terms = built.house.site.each::<Term>().filter_map(|(_, _, term)| term.abbreviation.as_deref());
    let terms: Vec<&str> = terms.collect();
    for term in ["BUS", "SIP", "SAMS", "SPSM"] {
        assert!(terms.contains(&term), "{term} is not among {terms:?}");
    }
    assert!(told(&page(built, "ordlista/index.html")).contains("samverkan kring barn och unga i behov av särskilt stöd"));
}

/// Words that no document supports: about lateness, about what is done, about sums, and names of people or areas.
const UNSUPPORTED: &[&str] = &[
    "försen",
    "för sent",
    "missat",
    "dröjt",
    "har inte rapporterat",
    "har inte återrapporterat",
    "har inte redovisat",
    "saknas för år 3",
    "år 3 saknas",
    "återrapportering saknas",
    "handboken är klar",
    "handboken är färdig",
    "handboken är genomförd",
    "överenskommelsen gäller",
    "överenskommelsen har tecknats",
    "plattform ska",
    "plattform kommer",
    "plattformen",
    "socialnämnden godkände",
    "socialnämnden har godkänt",
    "socialnämnden beslutade",
    "har fått i uppdrag att återkomma",
    "målområde 2",
    "målområde 3",
    "målområde 4",
    "tkr",
    "mnkr",
    "kronor",
    "wallén",
    "henningsson",
    "jonsson",
    "stetina",
    "ekström",
    "nacka",
];

#[test]
fn no_page_says_what_no_document_supports() {
    let built = danderyd();
    let pages = pages(built);
    assert!(pages.len() > 60, "the whole site was made");
    for (path, page) in &pages {
        let told = told(page);
        for words in UNSUPPORTED {
            assert!(!told.contains(words), "{path} says “{words}”");
        }
    }
    let steps: Vec<&str> = pages.iter().filter(|(_, page)| told(page).contains("digital plattform")).map(|(path, _)| *path).collect();
    assert_eq!(steps, ["sa-gick-det/barn-och-unga-2020/index.html"], "the platform stands where its firmness stands");
}

#[test]
fn the_theme_has_its_colours_one_block_and_one_page_of_its_own() {
    let built = danderyd();
    let style = page(built, &format!("{}style.css", built.house.plan.routes.assets));
    for own in ["--brand: #1f3a6e", "--brand: #a9c1f0", "--link: #1a5296", "--link: #9cc6f7"] {
        assert_eq!(style.matches(own).count(), 1, "{own}");
    }
    assert!(style.contains("--paper: #ffffff") && style.contains(".help {"), "grounds and rules are inherited");
    assert!(style.find("--link: #1a5296") < style.find("@media print"), "the rules for print come after, and win");
    for (path, page) in pages(built) {
        assert_eq!(page.matches("rel=\"stylesheet\"").count(), 1, "{path} asks for one style");
        let own = ["Den är gjord av en enda handling", "It is made from one document", "وهو مبني على وثيقة واحدة"];
        assert!(own.iter().any(|words| page.contains(words)), "{path} has the block of its own in its foot, in its language");
        assert!(page.contains("class=\"help\"") && page.contains("id=\"s-menu\""), "{path} inherits the rest");
    }
    let work = page(built, "processer/inforandet/index.html");
    assert!(work.contains("<h2 id=\"steg-1\">Steg 1. ") && !work.contains("s-steps"), "the steps have headings of their own");
    let result = page(built, "sa-gick-det/barn-och-unga-2020/index.html");
    assert!(result.contains("Allt om målområdet") && result.contains("Vart vänder jag mig?"), "some words are its own, the rest inherited");
}
