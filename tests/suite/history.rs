//! What became different, as readers are told it: on the record's page, in every language, and never of what they may not see.

use std::collections::BTreeMap;

use insyn::diagnostic::Lang;
use insyn::edit::redact::{Wish, redact};
use insyn::edit::told::{Telling, tell};
use insyn::history::{Snapshot, Told};
use insyn::pipeline;
use insyn::source::{Audience, Sources};

use crate::bytes;
use crate::project::{Project, found};

const SITE: &str = "=== content/site.toml
title = \"Prov\"
languages = [\"sv\", \"en\"]
[municipality]
name = \"Provkommun\"
=== content/news/plan.md
+++
title = \"Ny plan\"
date = \"2026-11-01\"
+++

En plan antogs.
=== content/news/plan.en.md
+++
title = \"New plan\"
+++

A plan was adopted.
=== content/news/utkast.md
+++
title = \"Utkast\"
date = \"2026-11-01\"
draft = true
+++

Ord.
=== content/changes.toml
[[change]]
date = \"2026-11-02\"
record = \"news/plan\"
kind = \"changed\"
text = \"Det första.\"
edition = 2

[[change]]
date = \"2026-11-20\"
record = \"news/utkast\"
kind = \"ny\"
text = \"Hemligt ännu.\"

[[change]]
date = \"2026-11-12\"
record = \"news/plan\"
kind = \"rättad\"
text = \"Det <andra>.\"

[[change]]
date = \"2026-11-12\"
record = \"news/plan\"
kind = \"ändrad\"
text = \"Det tredje.\"
";

#[test]
fn the_latest_stands_first_and_only_what_readers_may_see() {
    let mut project = Project::new(SITE);
    project.sources.audience = Audience::Public;
    let built = project.build();
    assert_eq!(found(&built), ["stale-translation"], "the English says not what it translates");
    let site = &built.house.site;
    let texts: Vec<&str> = site.history.all().map(|(_, change)| &*change.text.text).collect();
    assert_eq!(texts, ["Det tredje.", "Det <andra>.", "Det första."]);
    let plan = site.get("news", "plan").expect("the plan is there");
    assert_eq!(site.history.of(plan).len(), 3);
    assert_eq!(site.history.last(plan), Some(jiff::civil::date(2026, 11, 12)));
}

fn page<'p>(pages: &'p BTreeMap<String, Vec<u8>>, path: &str) -> &'p str {
    let bytes = pages.get(path).unwrap_or_else(|| panic!("no {path} among {:?}", pages.keys()));
    std::str::from_utf8(bytes).expect("pages are UTF-8")
}

#[test]
fn a_page_tells_its_history_in_its_language() {
    let pages = bytes::make(&Project::new(SITE).sources);
    let swedish = page(&pages, "nyheter/plan/index.html");
    let at = |words: &str| swedish.find(words).unwrap_or_else(|| panic!("{words} in {swedish}"));
    assert!(at("Det tredje.") < at("Det &lt;andra&gt;.") && at("Det &lt;andra&gt;.") < at("Det första."));
    assert!(swedish.contains("Senast ändrad") && swedish.contains("Rättad"));
    let english = page(&pages, "en/nyheter/plan/index.html");
    assert!(english.contains("Last changed") && english.contains("Corrected"), "{english}");
    assert!(english.contains("<p lang=\"sv\">Det tredje.</p>"), "the words are the site's own: {english}");
    assert!(!page(&pages, "nyheter/utkast/index.html").contains("Det tredje."));
}

#[test]
fn all_changes_stand_on_a_page_day_by_day() {
    let mut sources = Project::new(&SITE.replace("[municipality]", "page-size = 2\n[municipality]")).sources;
    sources.audience = Audience::Public;
    let gone = "[[change]]\ndate = \"2026-11-01\"\nrecord = \"news/borta\"\nkind = \"borttagen\"\ntext = \"Borta.\"\n";
    let text =
        sources.text("content/changes.toml").expect("they are there").content.replacen("[[change]]", &format!("{gone}[[change]]"), 1);
    let pages = bytes::make(&with(&sources, &text));
    let (first, second) = (page(&pages, "andringar/index.html"), page(&pages, "andringar/sida-2/index.html"));
    assert_eq!((first.matches("<h2><time").count(), second.matches("<h2><time").count()), (1, 2), "{first}{second}");
    assert!(
        first.contains("4 ändringar, sida 1 av 2") && first.contains("Det tredje.") && first.contains("href=\"/nyheter/plan/\""),
        "{first}"
    );
    assert!(second.contains("<strong>Borttagen.</strong> Borta.") && !second.contains("Hemligt ännu."), "{second}");
    assert!(page(&pages, "index.html").contains("href=\"/andringar/\""), "the start page leads to it");
    assert!(!bytes::make(&public(PLAN)).contains_key("andringar/index.html"), "there is none where nothing is told");
}

#[test]
fn every_fault_is_told_with_its_place() {
    let faulty = "[[change]]\ndate = \"2026-02-30\"\nrecord = \"news/plan\"\nkind = \"ändrat\"\nxyz = \"Ord\"\n";
    let (before, _) = SITE.split_once("[[change]]").expect("there are changes");
    let built = Project::new(&format!("{before}{faulty}")).build();
    assert_eq!(found(&built), ["missing-key", "impossible-date", "value-not-allowed", "unknown-key", "stale-translation"]);
}

/// What `insyn publish` does with its edition: what is told, and the sources with it.
fn publish(sources: &Sources, before: Option<&Snapshot>) -> Telling {
    let built = pipeline::build(sources, None);
    tell(sources, &built.house, Snapshot::of(&built.house), before).unwrap_or_else(|refusal| panic!("{}", refusal.message.en))
}

fn public(files: &str) -> Sources {
    let mut project = Project::new(files);
    project.sources.audience = Audience::Public;
    project.sources
}

const PLAN: &str = "=== content/organisations.toml
[[organisation]]
id = \"skolan\"
title = \"Skolan\"
=== content/strategies/plan.md
+++
title = \"Planen\"
form = \"program\"
period = \"2014/2016\"
coordinator = \"skolan\"
[adopted]
by = \"skolan\"
on = \"2014-03-01\"
[[goal]]
id = \"mal-1\"
title = \"Målet\"
[[action]]
id = \"enkat\"
title = \"Enkät\"
goal = \"mal-1\"
+++

Planen är antagen.

## Målet {#mal-1}

Färre ska börja.
=== content/indicators.toml
[[indicator]]
id = \"godkanda\"
title = \"Godkända\"
unit = \"procent\"
=== content/results/r-2016.md
+++
title = \"Uppföljning\"
follows-up = \"strategies/plan\"
period = \"2016\"
extent = \"sammanfattning\"
[[observation]]
id = \"godkanda-2016\"
indicator = \"godkanda\"
value = 88
[[action]]
id = \"enkat\"
title = \"Enkät\"
status = \"pågår\"
goal = \"mal-1\"
[[next-step]]
text = \"Ett system tas fram.\"
firmness = \"avsedd\"
+++

Ord.
=== content/news/hemlig.md
+++
title = \"Hemlig\"
date = \"2026-11-01\"
draft = true
+++

Ord.
";

fn said(telling: &Telling) -> Vec<String> {
    let line = |told: &Told| format!("{} {:?} {}", told.record, told.kind, told.text);
    telling.told.iter().map(line).collect()
}

/// What a change of the plan's files is told as.
fn told(changes: &[(&str, &str)]) -> Vec<String> {
    let first = publish(&public(PLAN), None);
    assert_eq!((first.edition.edition, first.told.len(), &first.text), (1, 0, &None), "all of a first edition is new");
    let files = changes.iter().fold(PLAN.to_owned(), |files, (from, to)| {
        assert!(files.contains(from), "{from}");
        files.replace(from, to)
    });
    said(&publish(&public(&files), Some(&first.edition)))
}

/// What is written instead of what, and what is told.
type Case = (&'static [(&'static str, &'static str)], &'static [&'static str]);

#[test]
fn a_fact_is_told_by_its_name_with_what_it_was_and_is() {
    let cases: &[Case] = &[
        (&[("\"pågår\"", "\"genomförd\"")], &["results/r-2016 Changed Läge för ”Enkät” har ändrats från pågår till genomförd."]),
        (&[("value = 88", "value = 90.5")], &["results/r-2016 Changed Värde för ”Godkända” har ändrats från 88 till 90,5."]),
        (
            &[("title = \"Uppföljning\"", "title = \"Så gick det\"")],
            &["results/r-2016 Changed Rubrik har ändrats från ”Uppföljning” till ”Så gick det”."],
        ),
        (
            &[("on = \"2014-03-01\"", "on = \"2014-vår\"")],
            &["strategies/plan Changed Antagen har ändrats från 1\u{a0}mars 2014 till våren 2014."],
        ),
        (&[("value = 88\n", "")], &["results/r-2016 Removed Värde för ”Godkända” har tagits bort."]),
        (&[("value = 88\n", "value = 88\ntarget = 90\n")], &["results/r-2016 Added Målvärde för ”Godkända” har lagts till: 90."]),
        (&[("Färre ska börja.", "Ingen ska börja.")], &["strategies/plan Changed Texten under ”Målet” har fått en ny lydelse."]),
        (&[("Planen är antagen.", "Planen gäller.")], &["strategies/plan Changed Texten har fått en ny lydelse."]),
        (&[("Färre ska börja.", "Färre ska\nbörja.")], &[]),
        (
            &[("title = \"Skolan\"", "title = \"Skolnämnden\"")],
            &["organisations/skolan Changed Rubrik har ändrats från ”Skolan” till ”Skolnämnden”."],
        ),
        (
            &[("[[goal]]", "[[goal]]\nid = \"mal-2\"\ntitle = \"Ett till\"\n[[goal]]")],
            &["strategies/plan Added Mål: ”Ett till” har lagts till."],
        ),
        (
            &[("[[next-step]]\ntext = \"Ett system tas fram.\"\nfirmness = \"avsedd\"\n", "")],
            &["results/r-2016 Removed Nästa steg: ”Ett system tas fram.” har tagits bort."],
        ),
        (
            &[(
                "extent = \"sammanfattning\"\n",
                "extent = \"sammanfattning\"\n[withdrawn]\ndate = \"2026-11-20\"\nreason = \"Fel version.\"\n",
            )],
            &["results/r-2016 Withdrawn Sidan drogs tillbaka. Fel version."],
        ),
        (
            &[("title = \"Skolan\"\n", "title = \"Skolan\"\n[[organisation.role]]\nid = \"chef\"\ntitle = \"Chef\"\n")],
            &["organisations/skolan Added Roller: ”Chef” har lagts till."],
        ),
        (&[("draft = true\n", "")], &["news/hemlig Added Sidan publicerades."]),
        (&[("date = \"2026-11-01\"\n", "date = \"2026-11-02\"\n")], &[]),
    ];
    for (changes, right) in cases {
        assert_eq!(told(changes), *right, "{changes:?}");
    }
}

#[test]
fn a_record_that_goes_is_named_and_one_that_moves_is_followed() {
    let (rest, _) = PLAN.split_once("=== content/results").expect("the result is there");
    let first = publish(&public(PLAN), None);
    assert_eq!(said(&publish(&public(rest), Some(&first.edition))), ["results/r-2016 Removed ”Uppföljning” finns inte kvar."]);
    let moved = PLAN.replace("content/results/r-2016.md\n+++\n", "content/results/r-16.md\n+++\nformerly = [\"/sa-gick-det/r-2016/\"]\n");
    let moved = moved.replace("value = 88", "value = 89");
    let told = said(&publish(&public(&moved), Some(&first.edition)));
    assert_eq!(
        told,
        ["results/r-16 Changed Sidan har fått en ny adress.", "results/r-16 Changed Värde för ”Godkända” har ändrats från 88 till 89."]
    );
}

#[test]
fn a_correction_tells_the_change_itself() {
    let correction = |kind: &str| {
        format!(
            "value = 90\n[[correction]]\ndate = \"2026-11-20\"\nkind = \"{kind}\"\nfield = \"observation.godkanda-2016.value\"\nold = \"88\"\nnew = \"90\"\ntext = \"Ett besök var räknat två gånger.\"\n"
        )
    };
    let (from, to) = ("value = 88\n", correction("rättad"));
    let first = publish(&public(PLAN), None);
    let second = publish(&public(&PLAN.replace(from, &to)), Some(&first.edition));
    assert_eq!(said(&second), ["results/r-2016 Corrected Värde för ”Godkända” har rättats. Ett besök var räknat två gånger."]);
    assert_eq!((second.told[0].old.as_deref(), second.told[0].new.as_deref()), (Some("88"), Some("90")));
}

#[test]
fn what_is_told_is_written_once_and_keeps_the_words_of_the_writer() {
    let first = publish(&public(PLAN), None).edition;
    let mut sources = public(&PLAN.replace("\"pågår\"", "\"genomförd\"").replace("value = 88", "value = 90"));
    let told = publish(&sources, Some(&first));
    let written = told.text.clone().expect("something is told");
    assert_eq!((told.edition.edition, told.told.len(), written.matches("[[change]]").count()), (2, 2, 2));
    sources = told.sources(&sources);
    assert_eq!(found(&pipeline::build(&sources, None)), found(&pipeline::build(&public(PLAN), None)), "{written}");
    // The edition did not come out: the same is told again, and the writer has bettered the words meanwhile.
    let better = written.replace("Läge för ”Enkät” har ändrats från pågår till genomförd.", "Enkäten är gjord.");
    sources = with(&sources, &better);
    let again = publish(&sources, Some(&first));
    assert_eq!((again.text.is_none(), again.told.len()), (true, 2));
    // A day later one of the two is another, and the other is as it was before.
    let mut sources = with(&public(&PLAN.replace("value = 88", "value = 91")), &better);
    sources.today = sources.today.tomorrow().expect("there is one");
    let later = publish(&sources, Some(&first)).text.expect("it is another");
    assert_eq!(later.matches("[[change]]").count(), 1, "{later}");
    assert!(later.contains("från 88 till 91.") && later.contains("2026-11-23") && !later.contains("Enkäten är gjord."), "{later}");
    // Nothing is left to tell.
    let none = publish(&with(&public(PLAN), &later), Some(&first));
    assert_eq!((none.edition.edition, none.text.as_deref().map(|text| text.contains("[[change]]"))), (1, Some(false)));
    // Once it is out nothing more is told, and the next change comes after it.
    let sources = with(&public(&PLAN.replace("value = 88", "value = 91")), &later);
    let out = publish(&sources, Some(&first));
    let next = publish(&with(&public(&PLAN.replace("value = 88", "value = 88.5")), &later), Some(&out.edition));
    let text = next.text.expect("the value is another again");
    assert!(text.starts_with(&later), "what stands there stays: {text}");
    assert!(text.contains("från 91 till 88,5.") && text.ends_with("edition = 3\n"), "{text}");
    assert_eq!(publish(&sources, Some(&out.edition)).text, None);
}

fn with(sources: &Sources, changes: &str) -> Sources {
    let telling = Telling { edition: Snapshot::default(), told: Vec::new(), text: Some(changes.to_owned()) };
    telling.sources(sources)
}

#[test]
fn an_edition_is_kept_as_it_was() {
    let edition = publish(&public(PLAN), None).edition;
    assert_eq!(edition.names().collect::<Vec<_>>(), ["indicators/godkanda", "organisations/skolan", "results/r-2016", "strategies/plan"]);
    assert_eq!(Snapshot::unpacked(&edition.packed()), Some(edition.clone()));
    assert_eq!(edition.packed(), edition.packed());
    assert_eq!(Snapshot::unpacked(b"{}"), None);
}

#[test]
fn what_is_redacted_is_told_without_what_stood_there() {
    let told_of = |before: &str, after: &str| {
        let first = publish(&public(before), None).edition;
        let telling = publish(&public(after), Some(&first));
        let values = telling.told.iter().flat_map(|told| [&told.old, &told.new]).flatten().cloned().collect::<Vec<_>>();
        (said(&telling), values)
    };
    let correction = |field: &str| format!("[[correction]]\ndate = \"2026-11-20\"\nkind = \"maskerad\"\n{field}text = \"Borttaget.\"\n");
    // A fact, with another fact of the record that changed too: its old value may say the same.
    let before = PLAN.replace("[[next-step]]", "[[next-step]]\ntext = \"Bodil Exempelsson ringer.\"\nfirmness = \"avsedd\"\n[[next-step]]");
    let after = PLAN.replace("value = 88\n", &correction("field = \"observation.godkanda-2016.value\"\n"));
    let after = after.replace("\"pågår\"", "\"genomförd\"");
    let (said, values) = told_of(&before, &after);
    assert_eq!(
        said,
        ["results/r-2016 Redacted Värde för ”Godkända” har maskerats. Borttaget.", "results/r-2016 Changed Läge för ”Enkät” har ändrats."]
    );
    assert_eq!(values, Vec::<String>::new());
    // Words that are masked wherever they stand.
    let before = PLAN.replace("title = \"Skolan\"", "title = \"Bodils skola\"");
    let (said, values) = told_of(&before, &PLAN.replace("title = \"Skolan\"", "title = \"[maskerat] skola\""));
    assert_eq!((said, values), (vec!["organisations/skolan Changed Rubrik har ändrats.".to_owned()], Vec::new()));
    // A record whose name said it is gone under that name: neither is told by it.
    let before = PLAN.replace("=== content/news/hemlig.md", "=== content/news/bodil.md").replace("draft = true\n", "");
    let after = before.replace("news/bodil.md", "news/maskerat.md").replace("draft", "").replace(
        "title = \"Hemlig\"\n",
        &format!("title = \"Hemlig\"\n{}", "correction = [{ date = \"2026-11-20\", kind = \"maskerad\", text = \"Borttaget.\" }]\n"),
    );
    let (said, _) = told_of(&before, &after);
    assert!(said.iter().all(|told| !told.contains("bodil")), "{said:?}");
}

#[test]
fn a_figure_goes_from_the_changes_and_from_the_edition_that_is_kept() {
    let first = publish(&public(PLAN), None).edition;
    let sources = public(&PLAN.replace("value = 88\n", "value = 8123\ntarget = 90\n"));
    let second = publish(&sources, Some(&first));
    let sources = second.sources(&sources);
    assert!(sources.text("content/changes.toml").is_some_and(|text| text.content.contains("8123")));
    let before = pipeline::build(&sources, None);
    let id = before.house.site.get("results", "r-2016").expect("it is there");
    let path = Some("observation.godkanda-2016.value");
    let wish = Wish { path, words: Vec::new(), reason: "Borttaget.", date: sources.today, lang: Lang::Sv };
    let Ok(done) = redact(&sources, &before.house.site, id, &wish) else { panic!("it can go") };
    let after = pipeline::build(&done.sources, None);
    let kept = second.edition.clone().cleaned(&Snapshot::of(&before.house), &Snapshot::of(&after.house), |_| None);
    let text = &done.sources.text("content/changes.toml").expect("the changes stay").content;
    for (place, words) in [("changes", &**text), ("edition", &*format!("{kept:?}"))] {
        assert!(!words.contains("8123") && !words.contains("från 88") && !words.contains("\"88\""), "{place}: {words}");
        assert!(words.contains("90"), "other facts stay in the {place}: {words}");
    }
    assert!(text.contains("kind = \"maskerad\"\ntext = \"Borttaget.\"\nfact = \"observation.godkanda-2016.value\"\nedition = 2"), "{text}");
    let next = publish(&done.sources, Some(&kept));
    assert_eq!(said(&next), ["results/r-2016 Redacted Värde för ”Godkända” har maskerats. Borttaget."]);
    // What the target kept is the same, if it was not cleaned: nothing more is told.
    assert_eq!(said(&publish(&done.sources, Some(&second.edition))), said(&next));
}

/// Who holds a role is told until a day, and the changes are there for ever.
#[test]
fn names_of_people_are_not_told_as_changes() {
    let named = |name: &str, until: &str| {
        let role = format!(
            "title = \"Skolan\"\n[[organisation.role]]\nid = \"chef\"\ntitle = \"Chef\"\nnamed = \"{name}\"\nnamed-until = \"{until}\"\n"
        );
        public(&PLAN.replace("title = \"Skolan\"\n", &role))
    };
    let first = publish(&named("Anna Ett", "2027-01-01"), None).edition;
    let second = publish(&named("Bo Två", "2027-01-01"), Some(&first));
    assert_eq!(said(&second), ["organisations/skolan Changed Namn för ”Chef” har ändrats."]);
    assert_eq!((&second.told[0].old, &second.told[0].new), (&None, &None));
    let past = publish(&named("Bo Två", "2026-01-01"), Some(&second.edition));
    assert!(!format!("{:?}", past.edition).contains("Bo Två"), "what readers are not told any more is in no edition");
    assert_eq!(said(&past), ["organisations/skolan Removed Namn för ”Chef” har tagits bort."]);
}
