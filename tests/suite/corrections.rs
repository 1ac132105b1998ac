//! Corrections of any kind of record, wherever the value stands, and what is refused.

use insyn::diagnostic::Lang;
use insyn::edit::correct::{Corrected, Wish, correct};
use insyn::edit::{Refusal, after};
use insyn::pipeline;
use insyn::source::Sources;

use crate::program::{example, insyn, read, write};
use crate::project::Project;

const SITE: &str = "=== content/organisations.toml
# Alla
[[organisation]]
id = \"polisen\"
title = \"Polisen\" # som den heter
place = \"utanför kommunen\"

[[organisation]]
id = \"skolan\"
title = \"Skolan\"
=== content/indicators.toml
[[indicator]]
id = \"godkanda\"
title = \"Godkända\"
unit = \"procent\"
=== content/strategies/plan.md
+++
title = \"Planen\"
form = \"program\"
[adopted]
by = \"skolan\"
on = \"2014-03-01\"
[[goal]]
id = \"mal-1\"
title = \"Målet\"
+++

Ord i mars. Andra ord i april. Ännu fler i april.

## Målet {#mal-1}
=== content/results/r-2016.md
+++
title = \"Uppföljning\"
follows-up = \"strategies/plan\"
period = \"2016\"
extent = \"sammanfattning\"
[[observation]]
indicator = \"godkanda\"
value = 88.5 # exakt
+++

## Målet {#mal-1}

| Aktivitet | Läge |
|---|---|
| Kontroller | genomförd |
| Kurser | planerad |
";

fn wish<'a>(path: &'a str, old: &'a str, new: &'a str) -> Wish<'a> {
    let some = |words: &'a str| (!words.is_empty()).then_some(words);
    Wish { path: some(path), old: some(old), new: some(new), reason: Some("Fel."), date: jiff::civil::date(2026, 11, 22), lang: Lang::Sv }
}

fn corrected(folder: &str, id: &str, wish: &Wish) -> Result<(Sources, Corrected), Refusal> {
    let sources = Project::new(SITE).sources;
    let built = pipeline::build(&sources, None);
    let record = built.house.site.record(built.house.site.get(folder, id).expect("it is there"));
    correct(&sources, record, wish).map(|done| (after(&sources, &done.changes), done))
}

/// The lines that went and came, without the note itself.
fn lines(sources: &Sources, path: &str) -> (Vec<String>, Vec<String>) {
    let before = Project::new(SITE).sources;
    let text = |sources: &Sources| sources.text(path).expect("it is there").content.lines().map(str::to_owned).collect::<Vec<_>>();
    let (old, new) = (text(&before), text(sources));
    let only = |a: &[String], b: &[String]| a.iter().filter(|line| !b.contains(line)).cloned().collect();
    (only(&old, &new), only(&new, &old))
}

#[test]
fn a_value_is_put_right_where_it_stands_and_the_note_tells_both() {
    let result = "content/results/r-2016.md";
    for (folder, id, path, new, gone, came, old) in [
        ("results", "r-2016", "observation.godkanda.value", "90", "value = 88.5 # exakt", "value = 90 # exakt", "88,5"),
        ("results", "r-2016", "action.kurser.status", "genomförd", "| Kurser | planerad |", "| Kurser | genomförd |", "planerad"),
        (
            "organisations",
            "polisen",
            "title",
            "Polismyndigheten",
            "title = \"Polisen\" # som den heter",
            "title = \"Polismyndigheten\" # som den heter",
            "Polisen",
        ),
        ("strategies", "plan", "adopted.on", "2014-04-01", "on = \"2014-03-01\"", "on = \"2014-04-01\"", "2014-03-01"),
        ("strategies", "plan", "goal.mal-1.title", "Det rätta \"målet\"", "title = \"Målet\"", "title = 'Det rätta \"målet\"'", "Målet"),
    ] {
        let (sources, done) = corrected(folder, id, &wish(path, "", new)).unwrap_or_else(|refusal| panic!("{path}: {refusal:?}"));
        let file = done.changes[0].from.clone();
        let (went, now) = lines(&sources, &file);
        assert_eq!(went, [gone], "{path}");
        assert!(now.contains(&came.to_owned()), "{path}: {now:?}");
        assert_eq!((done.old.as_deref(), done.new.as_deref()), (Some(old), Some(new)), "{path}");
        let found = pipeline::build(&sources, None);
        assert!(!pipeline::has_errors(&found.diagnostics), "{path}: {:?}", found.diagnostics);
        let site = &found.house.site;
        let note = &site.record(site.get(folder, id).expect("it is there")).common.corrections;
        assert_eq!(note.len(), 1, "{path}");
        assert_eq!(note[0].field.as_deref(), Some(path));
        assert_eq!((note[0].old.as_deref(), note[0].new.as_deref()), (Some(old), Some(new)));
    }
    // What somebody has mended already is only noted.
    let (sources, _) = corrected("results", "r-2016", &wish("observation.godkanda.value", "80", "")).expect("it is noted");
    assert!(lines(&sources, result).0.is_empty());
    let (sources, _) = corrected("strategies", "plan", &wish("", "i mars", "i maj")).expect("the words stand once");
    assert_eq!(lines(&sources, "content/strategies/plan.md").0, ["Ord i mars. Andra ord i april. Ännu fler i april."]);
    // What has been mended by hand is told of as it is.
    let (sources, _) = corrected("strategies", "plan", &wish("", "Ord i februari.", "Ord i mars.")).expect("the new words stand there");
    assert!(lines(&sources, "content/strategies/plan.md").0.is_empty());
}

#[test]
fn what_cannot_be_put_right_is_refused_with_what_to_do() {
    for (folder, id, wish, said) in [
        ("results", "r-2016", wish("observation.godkanda.valu", "", "90"), "Menade du observation.godkanda.value?"),
        ("results", "r-2016", wish("observation.godkanda.värde", "", "90"), "Menade du observation.godkanda.value?"),
        ("results", "r-2016", wish("observation.godkanda.value", "", "nittio"), "Tal skrivs med siffror"),
        ("results", "r-2016", wish("observation.godkanda.value", "77", "90"), "Rätta --old"),
        ("results", "r-2016", wish("observation.godkanda.target", "", "90"), "både --old och --new"),
        ("results", "r-2016", wish("action.status", "", "genomförd"), "kontroller, kurser"),
        ("results", "r-2016", wish("observation.godkanda.value", "88,5", ""), "--new"),
        ("results", "r-2016", wish("observation.godkanda.value", "", "88,5"), "säg med --old"),
        ("strategies", "plan", wish("", "i april", "i maj"), "Skriv mer av meningen"),
        ("strategies", "plan", wish("", "Ord i marss.", "Ord i maj."), "Menade du ”Ord i mars.”?"),
    ] {
        let refusal = corrected(folder, id, &wish).err().unwrap_or_else(|| panic!("{said} is refused"));
        assert!(refusal.help.sv.contains(said), "{}\n{}", refusal.message.sv, refusal.help.sv);
    }
}

#[test]
fn a_word_that_a_key_does_not_take_changes_nothing_and_an_empty_note_is_asked_about() {
    let (_temp, folder) = example();
    let file = folder.join("content/results/andt-2016.md");
    let before = read(&file);
    let wrong = insyn(&folder, &["correct", "andt-2016", "extent", "--new", "lite grann", "--reason", "Fel.", "--date", "2026-11-22"]);
    assert_eq!((wrong.code, read(&file)), (1, before.clone()), "{}", wrong.err);
    assert!(wrong.out.contains("value-not-allowed") && wrong.out.contains("Inget är ändrat"), "{}", wrong.out);

    let open = insyn(&folder, &["correct", "andt-2016", "--date", "2026-11-22"]);
    assert_eq!(open.code, 0, "{}{}", open.out, open.err);
    assert!(open.out.contains("Fyll i"), "{}", open.out);
    let asked = insyn(&folder, &["check", "--date", "2026-11-22"]);
    assert_eq!((asked.code, asked.out.matches("Här står ingenting mellan citattecknen").count()), (1, 3), "{}", asked.out);
    write(&file, &before);
    assert_eq!(insyn(&folder, &["correct", "andt-2016", "--date", "2026-11-22", "--dry-run"]).code, 0);
    assert_eq!(read(&file), before);
}
