//! What records tell is worked out from each other: facts are edited in turn, those of real records too, and the house is what it would be had
//! the preview begun anew.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use insyn::diagnostic::Severity;
use insyn::knowledge::{Knowledge, REFERRERS};
use insyn::pipeline::{self, Raised};
use insyn::source::{Audience, Sources, Text};
use insyn::{disk, house};
use jiff::civil::Date;
use rayon::prelude::*;

use super::files::assert_stands;
use crate::municipality::Municipality;
use crate::project::Project;

pub const TODAY: Date = jiff::civil::date(2026, 11, 22);

/// How many lines stand from one that is edited to the next; another number would meet others.
const STEP: usize = 41;

/// Words of keys that take but some, and others that they take too.
const WORDS: &[(&str, &str)] = &[
    ("\"genomförd\"", "\"pågår\""),
    ("\"inte genomförd\"", "\"genomförd\""),
    ("\"pågår\"", "\"kunde inte genomföras\""),
    ("\"tidsbrist\"", "\"budget\""),
    ("\"budget\"", "\"omorganisation\""),
    ("\"fullständig\"", "\"en del\""),
    ("\"inom kommunen\"", "\"utanför kommunen\""),
    ("\"utanför kommunen\"", "\"inom kommunen\""),
    ("\"gäller\"", "\"upphörd\""),
    ("\"beslutat\"", "\"föreslaget\""),
    ("| genomförd", "| pågår"),
    ("| Genomförd", "| Pågår"),
];

/// What each key is given anywhere in a site: the lines, each once.
type Elsewhere<'s> = BTreeMap<&'s str, BTreeSet<&'s str>>;

fn elsewhere(sources: &Sources) -> Elsewhere<'_> {
    let mut elsewhere = Elsewhere::new();
    for line in sources.texts.iter().filter(|text| text.path.starts_with("content/")).flat_map(|text| text.content.lines()) {
        if let Some((key, _)) = line.split_once(" = ") {
            elsewhere.entry(key).or_default().insert(line);
        }
    }
    elsewhere
}

/// The lines that a line is edited to: nothing, itself with another like it, what its key says elsewhere, itself with a heading and a link,
/// other words, another number or day, another of the words that it takes.
fn edits(line: &str, elsewhere: &Elsewhere) -> Vec<String> {
    let mut edits = vec![String::new(), format!("{line}\n{}", line.replacen(char::is_lowercase, "å", 1))];
    let others = line.split_once(" = ").and_then(|(key, _)| elsewhere.get(key));
    edits.extend(others.and_then(|lines| lines.range(line..).nth(1).or(lines.first())).map(|other| (*other).to_owned()));
    if !line.contains(['=', '[', '|']) {
        edits.push(format!("{line}\n\n## Åtta\n\n[Nio](../organisations.toml#polisen)"));
    }
    if let Some((key, words)) = line.split_once("= \"") {
        edits.push(format!("{key}= \"Åtta {words}"));
    }
    for digit in ["1", "2", "3"] {
        if let Some(at) = line.rfind(digit) {
            edits.push(format!("{}4{}", &line[..at], &line[at + 1..]));
        }
    }
    edits.extend(WORDS.iter().filter(|(word, _)| line.contains(word)).map(|(word, other)| line.replace(word, other)));
    edits
}

/// All that pages are made from but what was worked out, as text: what one house has and another lacks is seen in it.
fn told(raised: &Raised, sources: &Sources) -> Vec<String> {
    let house::House { site, plan, .. } = &*raised.house;
    let records = site.records.iter().map(|record| {
        let parts: Vec<_> = record.parts.iter().collect();
        let known = (&record.common, &record.content, parts, record.state, record.approved, record.follows);
        format!("{} {} {:?} {known:?}", record.path, record.id, record.span)
    });
    let others = [format!("{:?}", site.backlinks), format!("{:?}", plan.outputs), format!("{:?}", site.history)];
    let found = raised.findings(sources).into_iter().map(|found| format!("{found:?}"));
    records.chain(others).chain(found).collect()
}

/// Edits every record of a site; gives how many edits were made, and of how many nothing was linked anew.
fn edit_all(sources: &Sources) -> (usize, usize) {
    let before = pipeline::raise(sources, None);
    let records = sources.texts.iter().enumerate().filter(|(_, text)| text.path.starts_with("content/") && !text.path.ends_with(".txt"));
    let lines = records.flat_map(|(at, text)| text.content.lines().zip(0..).map(move |(line, number)| (at, line, number)));
    let written: Vec<_> = lines.filter(|(_, line, _)| !line.trim().is_empty()).step_by(STEP).collect();
    let elsewhere = elsewhere(sources);
    let (all, quick) = (AtomicUsize::new(0), AtomicUsize::new(0));
    written.par_iter().for_each(|(at, line, number)| {
        for edit in edits(line, &elsewhere) {
            let mut edited = sources.clone();
            let Text { path, content, .. } = &sources.texts[*at];
            let lines = content.lines().enumerate().map(|(at, line)| if at == *number { &edit } else { line });
            let text: String = lines.flat_map(|line| [line, "\n"]).collect();
            edited.texts[*at] = Text::new(path.clone(), text);
            let (after, anew) = (pipeline::raise(&edited, Some((&before, sources))), pipeline::raise(&edited, None));
            all.fetch_add(1, Ordering::Relaxed);
            quick.fetch_add(usize::from(is_quick(&after, &before)), Ordering::Relaxed);
            assert_same(&after, &anew, &edited, &format!("{path}:{}: {line} → {edit}", number + 1));
        }
    });
    (all.into_inner(), quick.into_inner())
}

/// Whether nothing was linked anew but the files that were edited: linking everything makes this list again, as it was.
pub fn is_quick(after: &Raised, before: &Raised) -> bool {
    Arc::ptr_eq(&after.house.site.blobs, &before.house.site.blobs)
}

/// That a house which was raised after an `edit` is the one that is raised of the same sources `anew`.
fn assert_same(after: &Raised, anew: &Raised, sources: &Sources, edit: &str) {
    let numbers = |raised: &Raised| raised.house.site.all().map(|(id, _)| id).collect::<Vec<_>>();
    // A record that came has another number than it would have had from the beginning.
    if numbers(after) != numbers(anew) {
        return assert_stands(after, sources, edit);
    }
    // Of two maps of the same one may list it in another order.
    let (is, expected) = (&after.house.knowledge, &anew.house.knowledge);
    let difference = || super::difference(format!("{is:?}").as_bytes(), format!("{expected:?}").as_bytes());
    assert!(is == expected, "{edit}\n{}", difference());
    let (told, expected) = (told(after, sources), told(anew, sources));
    for (is, expected) in told.iter().zip(&expected) {
        assert!(is == expected, "{edit}\n{}", super::difference(is.as_bytes(), expected.as_bytes()));
    }
    assert_eq!(told.len(), expected.len(), "{edit}");
}

/// A municipality that is made up, with several follow-ups of each plan.
pub fn made_up() -> Sources {
    let mut sources = Sources::empty(TODAY);
    Municipality::of(100).write(&mut |path, content| sources.texts.push_back(Text::new(path, content)));
    sources.audience = Audience::Writers;
    sources.sort();
    sources
}

#[test]
fn a_new_fact_reaches_all_that_is_worked_out_of_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |root: &Path| disk::read(root, TODAY, Audience::Writers).expect("the folder is there");
    let (mut all, mut quick) = (0, 0);
    for sources in [read(root), read(&root.join("tests/sites/danderyd")), made_up()] {
        let (edits, of_them) = edit_all(&sources);
        (all, quick) = (all + edits, quick + of_them);
    }
    assert!(all > 400 && quick > all / 2, "{quick} of {all} were made without linking all anew");
}

/// A municipality in which each fact below is worked out into something.
pub const SMALL: &str = include_str!("facts.site");

/// What is worked out of a fact.
type Derived = fn(&Knowledge) -> String;

/// So many pages lead to the plan of [`SMALL`] that one more record that does so is more than its page shows.
const PAGES: usize = REFERRERS - 4;

/// An edit of a file, and what is another because of it.
const FACTS: &[(&str, &str, &str, Derived)] = &[
    ("content/results/a.md", "\"pågår\"", "\"genomförd\"", |known| format!("{:?}", known.lineage)),
    ("content/results/b.md", "\"fullständig\"", "\"en del\"", |known| format!("{:?}", known.lineage)),
    ("content/results/a.md", "\"budget\"", "\"tidsbrist\"", |known| format!("{:?}", known.causes)),
    ("content/results/a.md", "\"inte genomförd\"\ncause = \"budget\"", "\"pågår\"\ncause = \"budget\"", |known| {
        format!("{:?}", known.causes)
    }),
    ("content/results/b.md", "extent", "overall = { status = [\"inte genomförd\"] }\nextent", |known| format!("{:?}", known.unanswered)),
    ("content/results/b.md", "extent", "overall = { status = [\"genomförd\"], cause-words = \"Tid\" }\nextent", |known| {
        format!("{:?}", known.causes)
    }),
    // Of two follow-ups for one time the one that ends first comes first.
    ("content/results/e.md", "2025/2026", "2025-VT", |known| format!("{:?}", known.lineage.before)),
    ("content/results/e.md", "2025/2026", "2025-VT", |known| format!("{:?}", known.lineage.later)),
    ("content/results/e.md", "2025/2026", "2025-VT", |known| format!("{:?}", known.lineage.newest)),
    ("content/strategies/plan.md", "title = \"Bygga\"", "title = \"Bygga\"\ndue = \"2027\"", |known| {
        format!("{:?}", known.lineage.unnamed)
    }),
    // What one follow-up says of an action answers what became of it in the next.
    ("content/results/c.md", "\"genomförd\"", "\"pågår\"", |known| format!("{:?}", known.unanswered)),
    ("content/results/a.md", "indicator = \"matt\"", "indicator = \"annat\"", |known| format!("{:?}", known.observations)),
    ("content/results/a.md", "period = \"2024\"", "period = \"2024/2025\"", |known| format!("{:?}", known.years)),
    ("content/results/b.md", "\"år 2\"", "\"år 1\"", |known| format!("{:?}", known.clock)),
    ("content/results/b.md", "\"2025-01-05\"", "\"2025-02-05\"", |known| format!("{:?}", known.clock)),
    ("content/strategies/plan.md", "[1, 2]", "[1, 3]", |known| format!("{:?}", known.clock)),
    ("content/strategies/plan.md", "on = \"2023-01-10\"", "on = \"2022-01-10\"", |known| format!("{:?}", known.years)),
    ("content/strategies/plan.md", "count = 3\n", "", |known| format!("{:?}", known.declared)),
    ("content/strategies/plan.md", "period = \"2024/2026\"\n", "", |known| format!("{:?}", known.unanswered)),
    ("content/organisations.toml", "\"utanför kommunen\"", "\"inom kommunen\"", |known| format!("{:?}", known.causes)),
    ("content/organisations.toml", "Gamla nämnden", "Förra nämnden", |known| format!("{:?}", known.alphabet)),
    ("content/organisations.toml", "Gamla nämnden", "Förra nämnden", |known| format!("{:?}", known.names)),
    ("content/organisations.toml", "\"Gamla nämnden\"", "\"Nämnden\"", |known| format!("{:?}", known.succession)),
    ("content/organisations.toml", "title = \"Skolan\"", "title = \"Skolan\"\nremit = \"Allt\"", |known| format!("{:?}", known.bodies)),
    ("content/terms.toml", "[\"antd\"]", "[\"adnt\"]", |known| format!("{:?}", known.wrong_forms)),
    ("content/terms.toml", "\"ANDT\"", "\"ANTD\"", |known| format!("{:?}", known.alphabet)),
    ("content/cases/arende.md", "\"2024-03-01\"", "\"2024-06-01\"", |known| format!("{:?}", known.chains)),
    ("content/cases/arende.md", "\"2024-03-01\"", "\"2024-06-01\"", |known| format!("{:?}", known.years)),
    ("content/cases/arende.md", "\"§ 4\"", "\"§ 5\"", |known| format!("{:?}", known.mentions)),
    ("content/cases/arende.md", "\"fattat\"\n[[decision]]", "\"föreslaget\"\n[[decision]]", |known| format!("{:?}", known.duties)),
    ("content/agreements/avtal.md", "\"2024/2030\"", "\"2024/2025\"", |known| format!("{:?}", known.agreements)),
    ("content/budgets/budget.md", "\"10 tkr\"", "\"20 tkr\"", |known| format!("{:?}", known.money)),
    ("content/budgets/budget.md", "\"förbrukat\"", "\"avsatt\"", |known| format!("{:?}", known.unanswered)),
    ("content/cases/andra.md", "page = \"https://www.example.se/pm\"\n", "", |known| format!("{:?}", known.unknown)),
    // What any record can say.
    ("content/agreements/nytt.md", "\n+++\n", "\ntarget-groups = [\"unga\"]\n+++\n", |known| format!("{:?}", known.members)),
    ("content/organisations.toml", "title = \"Skolan\"", "title = \"Skolan\"\n[[organisation.absence]]\nof = \"remit\"", |known| {
        format!("{:?}", known.unknown)
    }),
    (
        "content/strategies/plan.md",
        "[[goal]]",
        "[[absence]]\nof = \"reporting.arlig.år 1\"\nchecked-by = \"namnden\"\nchecked-on = \"2025-06-01\"\n[[goal]]",
        |known| format!("{:?}", known.clock),
    ),
    (
        "content/cases/arende.md",
        "[[document]]",
        "[[absence]]\nof = \"commission.redovisa.answer.polisen\"\nchecked-by = \"namnden\"\nchecked-on = \"2025-06-01\"\n[[document]]",
        |known| format!("{:?}", known.chains),
    ),
    (
        "content/agreements/nytt.md",
        "\n+++\n",
        "\n[[evidence]]\nof = \"period\"\nvalue = \"2024\"\n[[evidence]]\nof = \"period\"\nvalue = \"2025\"\n+++\n",
        |known| format!("{:?}", known.conflicts),
    ),
    (
        "content/strategies/plan.md",
        "[[goal]]",
        "[[statement]]\ntext = \"Så är det.\"\nabout = [\"agreements/natverk\"]\n[[goal]]",
        |known| format!("{:?}", known.agreements.words),
    ),
    ("content/strategies/plan.md", "form =", "target-groups = [\"unga\"]\nform =", |known| format!("{:?}", known.members)),
    ("content/strategies/plan.md", "[[goal]]", "[[statement]]\ntext = \"Så är det.\"\n[[goal]]", |known| format!("{:?}", known.members)),
    ("content/cases/arende.md", "[[document]]", "[[statement]]\ntext = \"Så är det.\"\n[[document]]", |known| {
        format!("{:?}", known.wrong_forms)
    }),
    // What stands inside a record, and where it leads.
    ("content/strategies/plan.md", "[[goal]]", "[[goal]]\nid = \"nytt\"\ntitle = \"Nytt\"\n[[goal]]", |known| format!("{:?}", known.money)),
    (
        "content/organisations.toml",
        "[[organisation.role]]",
        "[[organisation.role]]\nid = \"vakt\"\ntitle = \"Vakt\"\n[[organisation.role]]",
        |known| format!("{:?}", known.agreements),
    ),
    ("content/results/a.md", "[[action]]", "[[action]]\ntitle = \"Först\"\nstatus = \"pågår\"\n[[action]]", |known| {
        format!("{:?}", known.lineage.later)
    }),
    ("content/results/d.md", "title = \"Ringas\"", "title = \"Ringas\"\ncontinues = [\"results/a#annat\"]", |known| {
        format!("{:?}", known.lineage.vanished)
    }),
    ("content/strategies/andra.md", "a#femte", "a#tredje", |known| format!("{:?}", known.lineage.later)),
    ("content/results/e.md", "dated", "made-by = [\"varden\"]\ndated", |known| format!("{:?}", known.duties.mentions)),
    ("content/agreements/nytt.md", "\n+++\n", "\n+++\n[Unga](../target-groups.toml#unga)\n", |known| format!("{:?}", known.members)),
    ("content/agreements/nytt.md", "\n+++\n", "\n+++\n[Planen](../strategies/plan.md)\n", |known| format!("{:?}", known.referrers)),
    ("content/agreements/nytt.md", "\n+++\n", "\n+++\n[Filen](../pages/fil.pdf)\n", |known| format!("{:?}", known.untagged)),
    ("content/results/b.md", "\n+++\n", "\n+++\n[Avtalet](../agreements/nytt.md)\n", |known| format!("{:?}", known.unanswered)),
    ("content/results/e.md", "\n+++\n", "\n+++\n## Andra målet {#andra}\n\nDet går.\n", |known| format!("{:?}", known.unanswered)),
];

#[test]
fn each_fact_reaches_what_is_worked_out_of_it() {
    let mut sources = Project::new(SMALL).sources;
    sources.audience = Audience::Writers;
    for at in 0..PAGES {
        let text = "+++\ntitle = \"Sida\"\nsummary = \"Sida\"\n+++\n[Planen](../strategies/plan.md)\n";
        sources.texts.push_back(Text::new(format!("content/pages/sida-{at}.md"), text));
    }
    sources.sort();
    let before = pipeline::raise(&sources, None);
    let errors: Vec<_> = before.findings(&sources).into_iter().filter(|found| found.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    for (path, was, is, derived) in FACTS {
        let mut edited = sources.clone();
        let text = edited.texts.iter_mut().find(|text| &*text.path == *path).expect("it is a file");
        let new = text.content.replacen(was, is, 1);
        *text = Text::new(*path, new);
        let (after, anew) = (pipeline::raise(&edited, Some((&before, &sources))), pipeline::raise(&edited, None));
        let edit = format!("{path}: {was} → {is}");
        assert!(is_quick(&after, &before), "{edit}: all was linked anew");
        assert_ne!(derived(&anew.house.knowledge), derived(&before.house.knowledge), "{edit}: nothing else is worked out");
        assert_same(&after, &anew, &edited, &edit);
        // All is linked again the day after, from what the edit left.
        let later = Sources { today: edited.today.tomorrow().expect("there is one"), ..edited.clone() };
        let (next, anew) = (pipeline::raise(&later, Some((&after, &edited))), pipeline::raise(&later, None));
        assert_same(&next, &anew, &later, &format!("{edit}, the day after"));
    }
}

#[test]
fn what_is_led_to_or_shown_comes_and_goes() {
    const LED: &str = r#"
=== content/pages/hem.md
+++
title = "Hem"
summary = "Hem"
+++
## Hur {#hur}

Så.
=== content/pages/borta.md
+++
title = "Borta"
summary = "Borta"
+++
[Hur](/om/hem/#hur)
"#;
    let mut sources = Project::new(&format!("{SMALL}{}", &LED[1..])).sources;
    sources.audience = Audience::Writers;
    let edits = [
        ("content/pages/hem.md", "{#hur}", "{#var}"),
        ("content/results/c.md", "\n+++\n", "\n+++\n## Träffas {#traffas}\n"),
        ("content/results/a.md", "id = \"femte\"", "id = \"sjatte\""),
        ("content/organisations.toml", "id = \"chef\"", "id = \"annan\""),
        ("content/organisations.toml", "id = \"chef\"", "id = \"annan\"\ntitle = \"Annan\"\n[[organisation.role]]\nid = \"chef\""),
    ];
    // Where a record is shown, and what else it is called.
    let placed = [
        "aliases = [\"Avtalet om nytt\"]",
        "formerly = [\"/gammalt/\"]",
        "draft = true",
        "not-before = \"2030-01-01\"",
        "until = \"2020-01-01\"",
    ];
    let placed = placed.map(|line| ("content/agreements/nytt.md", "\n+++\n", format!("\n{line}\n+++\n")));
    let edits = edits.map(|(path, was, is)| (path, was, is.to_owned()));
    for (path, was, is) in edits.into_iter().chain(placed) {
        let place = sources.texts.iter().position(|text| &*text.path == path).expect("it is a file");
        let before = pipeline::raise(&sources, None);
        let mut edited = sources.clone();
        edited.texts[place] = Text::new(path, sources.texts[place].content.replacen(was, &is, 1));
        let (after, anew) = (pipeline::raise(&edited, Some((&before, &sources))), pipeline::raise(&edited, None));
        assert_same(&after, &anew, &edited, &format!("{path}: {was} → {is}"));
        // And back.
        let (after, anew) = (pipeline::raise(&sources, Some((&after, &edited))), pipeline::raise(&sources, None));
        assert_same(&after, &anew, &sources, &format!("{path}: {is} → {was}"));
    }
}

/// Where a goal stands in its plan tells what the causes in its follow-ups struck, and one case says of another's decision that it is proposed.
#[test]
fn what_others_say_of_it_is_told_anew() {
    let commission =
        "[[commission]]\nid = \"mer\"\ntitle = \"Mer\"\nfrom = \"namnden\"\nto = [\"styrelsen\"]\ndecision = \"arende#forst\"\n";
    let page = "page = \"https://www.example.se/pm\"\n";
    let site =
        SMALL.replacen("cause = \"budget\"", "cause = \"budget\"\ngoal = \"mal\"", 1).replacen(page, &format!("{page}{commission}"), 1);
    assert_ne!(site, SMALL);
    let mut sources = Project::new(&site).sources;
    sources.audience = Audience::Writers;
    let before = pipeline::raise(&sources, None);
    for (path, was, is, derived) in [
        ("content/strategies/plan.md", "[[goal]]", "[[goal]]\nid = \"nytt\"\ntitle = \"Nytt\"\n[[goal]]", |known| {
            format!("{:?}", known.causes)
        }),
        ("content/cases/arende.md", "\"fattat\"\n[[decision]]", "\"föreslaget\"\n[[decision]]", |known| format!("{:?}", known.duties)),
    ] as [(&str, &str, &str, Derived); 2]
    {
        let mut edited = sources.clone();
        let text = edited.texts.iter_mut().find(|text| &*text.path == path).expect("the file is there");
        *text = Text::new(path, text.content.replacen(was, is, 1));
        let after = pipeline::raise(&edited, Some((&before, &sources)));
        assert!(is_quick(&after, &before), "{path}");
        assert_ne!(derived(&after.house.knowledge), derived(&before.house.knowledge), "{path}");
        assert_same(&after, &pipeline::raise(&edited, None), &edited, path);
    }
}
