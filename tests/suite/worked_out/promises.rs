//! What every page of a promise leaves open is what the site knows of it, and what was said stands apart from what happened.

use std::collections::BTreeSet;

use insyn::knowledge::completeness::{Question, Unanswered, of};
use insyn::pipeline::Built;
use insyn::site::{RecordId, State};

use crate::sites::{danderyd, nacka, page};

/// Kinds whose pages answer the questions of a citizen.
const PROMISES: &[&str] = &["strategy", "result", "agreement", "budget", "project"];

fn question(asked: &str) -> Option<Question> {
    Some(match asked {
        "Vad lovas?" | "Vad lovades?" | "Vad är pengarna till för?" | "Vad samverkar man om?" => Question::What,
        "Vem svarar för det?" | "Vem avsatte pengarna?" | "Vilka samverkar?" => Question::Who,
        "Till när?" => Question::Until,
        "Hur gick det?" | "Vad har hänt med pengarna?" => Question::How,
        "Varför blev något inte av?" => Question::Why,
        "Vad kostade det?" => Question::Cost,
        "Vart vänder jag mig?" => Question::Turn,
        // How much money it is is no question of the seven, and where a plan is in its life is no question.
        "Hur mycket pengar är det?" | "Läge" => return None,
        other => panic!("no question of a citizen: {other}"),
    })
}

/// The questions that a page asks and cannot answer.
fn open_on(page: &str) -> BTreeSet<&'static str> {
    let answers = page.split_once("<dl class=\"answers\">").map_or("", |(_, after)| after);
    let answers = answers.split_once("\n</dl>\n").map_or(answers, |(answers, _)| answers);
    let rows = answers.split("<div><dt>").skip(1).filter_map(|row| row.split_once("</dt><dd"));
    // Money that is set aside is told, and that nobody says what it cost.
    let unspent = |asked: &str, rest: &str| asked == "Vad kostade det?" && rest.contains("class=\"unknown\"");
    let open = rows.filter(|(asked, rest)| rest.starts_with(" class=\"unknown\"") || unspent(asked, rest));
    open.filter_map(|(asked, _)| question(asked)).map(Question::key).collect()
}

fn known(all: &[Unanswered], goal: Option<u32>) -> BTreeSet<&'static str> {
    let own = all.iter().filter(|one| one.goal == goal);
    own.flat_map(|one| one.questions.each()).map(Question::key).collect()
}

#[test]
fn pages_and_knowledge_leave_the_same_questions_open() {
    let mut asked = 0;
    for built in [nacka(), danderyd()] {
        let (site, routes) = (&built.house.site, &built.house.plan.routes);
        for (id, record) in site.all().filter(|(_, record)| PROMISES.contains(&record.kind.name)) {
            let all = of(&built.house.knowledge.unanswered, id);
            let path = routes.record(site, id, 0);
            assert_eq!(open_on(&page(built, &path)), known(all, None), "{path}");
            let goals = record.parts.iter().filter(|part| record.kind.name == "strategy" && part.decl.key == "goal");
            for (goal, at) in goals.zip(0..) {
                let path = routes.part(site, id, &goal.id, 0);
                assert_eq!(open_on(&page(built, &path)), known(all, Some(at)), "{path}");
            }
            asked += all.len();
        }
    }
    assert!(asked > 30, "few promises answer everything");
}

/// A section of a page by the id of its heading; "" when it is not there.
fn section<'p>(page: &'p str, id: &str) -> &'p str {
    let from = page.split_once(&format!("<section aria-labelledby=\"{id}\">")).map_or("", |(_, after)| after);
    from.split_once("</section>").map_or("", |(section, _)| section)
}

fn escaped(words: &str) -> String {
    words
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
        .replace('\u{a0}', " ")
}

/// Every page that tells of a record: its own, the list of what belongs to it, and that of what refers to it when it is long.
fn pages_of(built: &Built, id: RecordId) -> String {
    let (site, routes) = (&built.house.site, &built.house.plan.routes);
    let path = routes.record(site, id, 0);
    let folder = path.trim_end_matches("index.html");
    let paths = built.house.plan.outputs.iter().map(|output| output.path.as_str());
    let lists = [format!("{folder}sida-"), format!("{folder}hanvisningar/")];
    let own = paths.filter(|other| *other == path || lists.iter().any(|list| other.starts_with(list)));
    own.map(|path| page(built, path)).collect()
}

#[test]
fn statements_and_next_steps_stand_apart_from_facts() {
    let mut seen = (0, 0);
    for built in [nacka(), danderyd()] {
        let site = &built.house.site;
        for (id, record) in site.all().filter(|(_, record)| record.kind.name != "term" && record.state == State::Published) {
            let page = pages_of(built, id);
            let facts: String = page.split("<dl class=\"").skip(1).filter_map(|dl| dl.split_once("</dl>")).map(|(dl, _)| dl).collect();
            for statement in &record.common.statement {
                let words = format!("<p>{}</p>", escaped(&statement.text));
                assert!(section(&page, "s-statements").contains(&words), "{}: {words}", record.path);
                assert!(!facts.contains(&words), "{}: {words} stands among facts", record.path);
                seen.0 += 1;
            }
            for step in &record.common.next_step {
                let words = format!("<p>{} ", escaped(&step.text));
                assert!(section(&page, "s-next").contains(&words), "{}: {words}", record.path);
                assert!(!facts.contains(&words), "{}: {words} stands among facts", record.path);
                seen.1 += 1;
            }
        }
    }
    assert!(seen.0 > 20 && seen.1 > 5, "{seen:?}");
}

#[test]
fn every_record_tells_what_refers_to_it() {
    let mut kinds = BTreeSet::new();
    for built in [nacka(), danderyd()] {
        let (site, routes) = (&built.house.site, &built.house.plan.routes);
        for (id, record) in site.all().filter(|(_, record)| record.kind.name != "term") {
            let page = pages_of(built, id);
            let lists = matches!(record.kind.name, "topic" | "target-group") || page.contains("hanvisningar/");
            let told = if lists { &page[page.find("<main").expect("a page")..] } else { section(&page, "s-backlinks") };
            for backlink in site.backlinks_to(id) {
                let from = site.record(backlink.from);
                let url = routes.url(&routes.record(site, backlink.from, 0));
                // A plan whose goals name the group stands there by them.
                assert!(told.contains(&format!("href=\"{url}")), "{} does not tell that {} refers to it", record.path, from.path);
                kinds.insert(record.kind.name);
            }
        }
    }
    for kind in
        ["strategy", "result", "agreement", "indicator", "service", "case", "budget", "project", "organisation", "topic", "target-group"]
    {
        assert!(kinds.contains(kind), "nothing refers to a {kind} on either site");
    }
}
