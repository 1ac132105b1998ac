//! Redaction of one fact: wherever it stands, with what quotes it, and no fingerprint left to try guesses against.

use insyn::diagnostic::Lang;
use insyn::edit::approve::{Approval, approve};
use insyn::edit::redact::{Redacted, Wish, redact};
use insyn::edit::{Refusal, after};
use insyn::fingerprint;
use insyn::pipeline;
use insyn::site::{Approved, RecordId};
use insyn::source::{Sources, Text};

use crate::project::Project;

const SITE: &str = "=== content/site.toml
title = \"Prov\"
languages = [\"sv\", \"en\"]
[municipality]
name = \"Provkommun\"
=== content/indicators.toml
[[indicator]]
id = \"barn\"
title = \"Barn\"
unit = \"antal\"
=== content/strategies/plan.md
+++
title = \"Planen\"
form = \"program\"
[[goal]]
id = \"mal-1\"
title = \"Målet\"
+++

## Målet {#mal-1}
=== content/results/r-2016.md
+++
title = \"Uppföljning\"
summary = \"Kurator Bodil Exempelsson höll i den.\"
follows-up = \"strategies/plan\"
period = \"2016\"
extent = \"sammanfattning\"
lock = { date = \"2026-11-01\", fingerprint = \"LOCK\" }
[[observation]]
id = \"barn-2016\"
indicator = \"barn\"
value = 3 # barn
quote = \"Det är 3 barn.\"
[[observation]]
id = \"barn-2015\"
indicator = \"barn\"
value = 40
[[correction]]
date = \"2026-11-05\"
kind = \"rättad\"
field = \"observation.barn-2016.value\"
old = \"4\"
new = \"3\"
text = \"Fel.\"
fingerprint = \"LOCK\"
+++

## Målet {#mal-1}

| Aktivitet | Läge | Orsaken i ord |
|---|---|---|
| Samtal | inte genomförd | Bodil Exempelsson var sjuk |
=== content/results/r-2016.en.md
+++
title = \"Follow-up\"
summary = \"Led by the counsellor.\"
translates = \"WORDS\"
+++
=== content/news/om.md
+++
title = \"Om uppföljningen\"
date = \"2026-11-10\"
+++

Bodil Exempelssons arbete.
";

/// The site with its fingerprints as they are to be, and all of it approved.
fn sources() -> Sources {
    let mut sources = Project::new(SITE).sources;
    let built = pipeline::build(&sources, None);
    let site = &built.house.site;
    let result = site.record(site.get("results", "r-2016").expect("it is there"));
    let (lock, words) = (fingerprint::of(result), fingerprint::of_words(result));
    for text in &mut sources.texts {
        *text = Text::new(text.path.clone(), text.content.replace("LOCK", &lock).replace("WORDS", &words));
    }
    let built = pipeline::build(&sources, None);
    let ids: Vec<RecordId> = built.house.site.all().map(|(id, _)| id).collect();
    let approval = Approval { role: "chef", date: jiff::civil::date(2026, 11, 20), publish: false };
    let edit = approve(&sources, &built.house.site, &ids, &approval).expect("they can be changed");
    after(&sources, &edit.changes(&sources).expect("no clash"))
}

fn redacted(sources: &Sources, id: (&str, &str), path: Option<&str>, words: &[&str]) -> Result<Redacted, Refusal> {
    let built = pipeline::build(sources, None);
    let site = &built.house.site;
    let id = site.get(id.0, id.1).expect("it is there");
    let wish = Wish { path, words: words.to_vec(), reason: "Borttaget.", date: jiff::civil::date(2026, 11, 22), lang: Lang::Sv };
    redact(sources, site, id, &wish)
}

fn text<'s>(sources: &'s Sources, path: &str) -> &'s str {
    &sources.text(path).expect("it is there").content
}

/// Sound, approved as before, and none of the old fingerprints anywhere.
fn holds(before: &Sources, now: &Sources) {
    let errors = |sources: &Sources| {
        let built = pipeline::build(sources, None);
        built
            .diagnostics
            .iter()
            .filter(|found| found.severity == insyn::diagnostic::Severity::Error)
            .map(|found| found.message.sv.clone())
            .collect::<Vec<_>>()
    };
    let new: Vec<_> = errors(now).into_iter().filter(|error| !errors(before).contains(error)).collect();
    assert!(new.is_empty(), "{new:?}");
    let site = pipeline::build(now, None).house;
    let void: Vec<_> =
        site.site.all().filter(|(_, record)| record.approved != Approved::Holds).map(|(_, record)| record.path.clone()).collect();
    assert_eq!(void, [] as [std::sync::Arc<str>; 0]);
    let (was, is) = (text(before, "content/results/r-2016.md"), text(now, "content/results/r-2016.md"));
    let prints = |text: &str| {
        let words = text.split('"').map(str::to_owned).collect::<Vec<_>>();
        words.into_iter().filter(|word| word.len() == 16 && word.chars().all(|c| c.is_ascii_hexdigit())).collect::<Vec<_>>()
    };
    assert!(!prints(was).is_empty() && prints(was).iter().all(|print| !is.contains(print)), "{is}");
}

#[test]
fn a_figure_goes_with_its_quote_and_what_earlier_corrections_say_of_it() {
    let before = sources();
    let done = redacted(&before, ("results", "r-2016"), Some("observation.barn-2016.value"), &[]).expect("it can go");
    let result = text(&done.sources, "content/results/r-2016.md");
    assert!(
        !result.contains("value = 3")
            && result.contains("quote = \"Det är [maskerat] barn.\"")
            && !result.contains("old = ")
            && !result.contains("new = "),
        "{result}"
    );
    assert!(result.contains("value = 40"), "other figures stay: {result}");
    assert!(
        result.contains("kind = \"maskerad\"\nfield = \"observation.barn-2016.value\"\ntext = \"Borttaget.\"\nfingerprint = \""),
        "{result}"
    );
    assert_eq!(
        done.changes.iter().map(|change| &*change.from).collect::<Vec<_>>(),
        ["content/results/r-2016.en.md", "content/results/r-2016.md"]
    );
    holds(&before, &done.sources);
}

#[test]
fn words_of_a_fact_go_wherever_they_stand_and_each_record_says_so() {
    let before = sources();
    let done = redacted(&before, ("results", "r-2016"), Some("summary"), &["Bodil Exempelsson"]).expect("it can go");
    let result = text(&done.sources, "content/results/r-2016.md");
    assert!(!result.contains("summary = ") && result.contains("| [maskerat] var sjuk |"), "{result}");
    assert!(!text(&done.sources, "content/results/r-2016.en.md").contains("summary = "));
    let news = text(&done.sources, "content/news/om.md");
    assert!(news.contains("[maskerat] arbete.") && news.contains("kind = \"maskerad\""), "{news}");
    assert_eq!(done.told.len(), 2);
    holds(&before, &done.sources);
    let cell = redacted(&before, ("results", "r-2016"), Some("action.samtal.cause-words"), &[]).expect("it can go");
    assert!(text(&cell.sources, "content/results/r-2016.md").contains("| Samtal | inte genomförd |  |"));
}

#[test]
fn what_cannot_go_is_refused() {
    let before = sources();
    for (path, words, said) in [
        (Some("period"), &[][..], "Dra tillbaka"),
        (Some("observation.barn-2016.valu"), &[], "Menade du observation.barn-2016.value?"),
        (Some("observation.value"), &[], "barn-2016, barn-2015"),
        (None, &["Bo"], "minst tre bokstäver"),
        (None, &["Borttaget"], "utan orden själva"),
    ] {
        let refusal = redacted(&before, ("results", "r-2016"), path, words).err().unwrap_or_else(|| panic!("{said}: it is refused"));
        assert!(refusal.help.sv.contains(said), "{}\n{}", refusal.message.sv, refusal.help.sv);
    }
}

/// Evidence says in its own words what stood there; and what running text says is told by file and line, of a value of any shape.
#[test]
fn evidence_goes_and_what_still_says_it_is_told() {
    let (_temp, folder) = crate::program::example();
    let run = |record: &str, fact: &str| {
        let ran = crate::program::insyn(&folder, &["redact", record, fact, "--yes", "--date", "2026-11-22", "--lang", "sv"]);
        assert_eq!(ran.code, 1, "{}{}", ran.out, ran.err);
        ran.out
    };
    let line = |path: &str, words: &str| {
        let text = crate::program::read(folder.join(path));
        let at = text.lines().position(|line| line.contains(words)).unwrap_or_else(|| panic!("{path} does not say {words}"));
        format!("  {path}:{}\n", at + 1)
    };
    let result = "content/results/andt-2016.md";
    let evidence = "[[evidence]]\nof = \"observation.godkanda-2016.value\"\nvalue = \"88\"\nsource = \"socn-2015-275-761#bilaga-3\"\n\
                    quote = \"88 procent av försäljningsställena var godkända.\"\n";
    let (head, body) = (crate::program::read(folder.join(result)), "\nMer: 88 procent, 1988 och mal-88 är inte samma.\n");
    crate::program::write(folder.join(result), &format!("{}{body}", head.replacen("\n+++\n", &format!("\n{evidence}+++\n"), 1)));
    let said = run("andt-2016", "observation.godkanda-2016.value");
    let now = crate::program::read(folder.join(result));
    assert!(!now.contains("value = \"88\"") && !now.contains("of = \"observation.godkanda-2016.value\""), "{now}");
    assert!(said.contains(&line(result, "Mer: 88 procent")), "{said}");

    // A date: written 2014-vår, said as våren 2014.
    let plan = "content/strategies/andt-2014-2016.md";
    let body = "\nPlanen antogs våren\n2014. Den gäller 2014–2016.\n";
    crate::program::write(folder.join(plan), &(crate::program::read(folder.join(plan)) + body));
    let said = run("andt-2014-2016", "adopted.on");
    let now = crate::program::read(folder.join(plan));
    assert!(!now.contains("2014-vår") && !now.contains("2014-början") && now.contains("of = \"adopted.by\""), "{now}");
    // And the document that it was quoted from.
    for (path, words) in [(plan, "antogs våren"), ("content/cases/socn-2015-275-761/bilaga-3.txt", "antogs våren 2014")] {
        assert!(said.contains(&line(path, words)), "{path}: {said}");
    }
    assert!(!said.contains(&line(plan, "Den gäller")), "{said}");
}

/// In a list by surnames a name stands the other way round, and beside it another's: it is told of, and not masked.
#[test]
fn a_name_written_the_other_way_round_is_told() {
    let (_temp, folder) = crate::program::example();
    let news = |name: &str, body: &str| {
        let text = format!("+++\ntitle = \"Nytt\"\nsummary = \"Bodil Exempelsson\"\ndate = \"2026-11-10\"\n+++\n\n{body}\n");
        std::fs::create_dir_all(folder.join("content/news")).expect("a folder");
        crate::program::write(folder.join(format!("content/news/{name}.md")), &text);
    };
    let redact = |args: &[&str]| {
        let ran = crate::program::insyn(&folder, &[&["redact", "news/om", "--yes", "--date", "2026-11-22", "--lang", "sv"], args].concat());
        (ran.code, ran.out + &ran.err)
    };
    for args in [&["--words", "Bodil Exempelsson"][..], &["summary"]] {
        news("om", "Lista:\n\n- Andersson, Karl\n- Exempelsson, Bodil\n\nBodil Exempelsson svarar.");
        let (code, said) = redact(args);
        assert!(code == 1 && said.contains("kan stå kvar på de här raderna"), "{args:?}: {said}");
        let now = crate::program::read(folder.join("content/news/om.md"));
        let at = now.lines().position(|line| line.contains("Exempelsson, Bodil")).expect("it is for a person to take out") + 1;
        assert!(said.contains(&format!("  content/news/om.md:{at}\n")) && now.contains("Andersson, Karl"), "{said}");
    }
    news("om", "Bodil Exempelsson svarar, och Bodil Anderssson.");
    assert_eq!(redact(&["--words", "Bodil Exempelsson"]).0, 0);
}
