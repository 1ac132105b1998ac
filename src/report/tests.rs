//! Source and message side by side, in both languages.

use std::collections::BTreeSet;

use serde_json::Value;

use super::*;
use crate::diagnostic::Lint;
use crate::source::Text;

static KEY: Lint = Lint {
    name: "unknown-key",
    severity: Severity::Error,
    title: Both("Okänd nyckel", "Unknown key"),
    why: Both("Det som står under en okänd nyckel visas aldrig.", "What stands under an unknown key is never shown."),
    manual: Both("Handbok.", "Manual."),
};
static OLD: Lint = Lint {
    name: "old-data",
    severity: Severity::Warning,
    title: Both("Gamla uppgifter", "Old data"),
    why: Both("Läsare litar på att uppgifterna är nya.", "Readers trust that the data are new."),
    manual: Both("Handbok.", "Manual."),
};

fn sources(files: &[(&str, &str)]) -> Sources {
    let mut sources = Sources::empty(jiff::civil::date(2026, 1, 1));
    sources.texts = files.iter().map(|(path, text)| Text::new(*path, *text)).collect();
    sources.sort();
    sources
}

/// The span of the first `part` in a file.
fn span(sources: &Sources, path: &str, part: &str) -> Span {
    let text = sources.text(path).unwrap();
    let start = text.content.find(part).unwrap();
    Span::new(text.id, start..start + part.len())
}

fn shown(name: &str, diagnostics: &[Diagnostic], view: &View) -> String {
    report(name, diagnostics, view).unwrap()
}

/// CRLF, å ä ö and a tab before the fault; a related place on the line, one in another file, one in a file that is not there.
fn municipality() -> Sources {
    sources(&[("content/å b.md", "+++\r\nåäö = 1,\tdatm = 2016\r\n+++\r\n"), ("content/c.md", "ett\ntvå\n")])
}

fn findings(s: &Sources) -> Vec<Diagnostic> {
    vec![
        Diagnostic::new(&KEY, span(s, "content/å b.md", "datm"), "Nyckeln ”datm” finns inte.", "There is no key “datm”.")
            .label(span(s, "content/å b.md", "åäö"), "den första", "the first")
            .label(span(s, "content/c.md", "två"), "den andra", "the second")
            .label(Span::start_of(SourceId::of("gone.toml")), "den tredje", "the third")
            .meant("datm", ["titel", "datum"])
            .paste("datum = 2016-01-01"),
        Diagnostic::new(&OLD, Span::start_of(SourceId::of("site.toml")), "Filen saknas.", "The file is missing."),
    ]
}

#[test]
fn text_shows_the_line_and_what_to_do_in_swedish() {
    let s = municipality();
    let view = View::new(Lang::Sv, &s).also("gone.toml").also("site.toml");
    let expected = "\
fel[unknown-key]: Nyckeln ”datm” finns inte.
 --> content/å b.md:2:10
  |
2 | åäö = 1,    datm = 2016
  | ---         ^^^^
  | |
  | den första
 ::: content/c.md:2:1
  |
2 | två
  | --- den andra
 ::: gone.toml: den tredje
Varför: Det som står under en okänd nyckel visas aldrig.
Hjälp: Menade du ”datum”?
Tillåtna värden: datum, titel
Klistra in:
datum = 2016-01-01
Läs mer: insyn explain unknown-key

varning[old-data]: Filen saknas.
 --> site.toml
Varför: Läsare litar på att uppgifterna är nya.
Läs mer: insyn explain old-data

1 fel och 1 varning i 2 filer.
";
    assert_eq!(shown("text", &findings(&s), &view), expected);
}

#[test]
fn text_shows_the_line_and_what_to_do_in_english() {
    let s = municipality();
    let view = View::new(Lang::En, &s);
    let expected = "\
error[unknown-key]: There is no key “datm”.
 --> content/å b.md:2:10
  |
2 | åäö = 1,    datm = 2016
  | ---         ^^^^
  | |
  | the first
 ::: content/c.md:2:1
  |
2 | två
  | --- the second
 ::: the third
Why: What stands under an unknown key is never shown.
Help: Did you mean “datum”?
Allowed values: datum, titel
Paste this:
datum = 2016-01-01
Read more: insyn explain unknown-key

1 error in 1 file.
";
    assert_eq!(shown("text", &findings(&s)[..1], &view), expected);
}

#[test]
fn line_says_everything_on_one_line() {
    let s = municipality();
    let swedish = "\
content/å b.md:2:10: fel: Nyckeln ”datm” finns inte. Det som står under en okänd nyckel visas aldrig. \
Se content/å b.md:2:1: den första. Se content/c.md:2:1: den andra. Se gone.toml: den tredje. Menade du ”datum”? \
Tillåtna värden: datum, titel. Klistra in: datum = 2016-01-01 (regel unknown-key)
site.toml: varning: Filen saknas. Läsare litar på att uppgifterna är nya. (regel old-data)
1 fel och 1 varning i 2 filer.
";
    let english = "\
content/å b.md:2:10: error: There is no key “datm”. What stands under an unknown key is never shown. \
See content/å b.md:2:1: the first. See content/c.md:2:1: the second. See gone.toml: the third. Did you mean “datum”? \
Allowed values: datum, titel. Paste this: datum = 2016-01-01 (rule unknown-key)
site.toml: warning: The file is missing. Readers trust that the data are new. (rule old-data)
1 error and 1 warning in 2 files.
";
    for (lang, expected) in [(Lang::Sv, swedish), (Lang::En, english)] {
        let view = View { colour: true, ..View::new(lang, &s).also("gone.toml").also("site.toml") };
        assert_eq!(shown("line", &findings(&s), &view), expected);
    }
}

#[test]
fn json_has_places_and_both_languages() {
    let s = municipality();
    let view = View::new(Lang::Sv, &s).also("site.toml");
    let json: Value = serde_json::from_str(&shown("json", &findings(&s), &view)).unwrap();
    assert_eq!(json["version"], 1);
    assert_eq!(json["summary"]["en"], "1 error and 1 warning in 2 files.");
    let first = &json["diagnostics"][0];
    assert_eq!((&first["rule"], &first["severity"]), (&"unknown-key".into(), &"error".into()));
    assert_eq!(first["place"]["path"], "content/å b.md");
    assert_eq!(first["place"]["start"], serde_json::json!({ "line": 2, "column": 10, "byte": 17 }));
    assert_eq!(first["place"]["end"], serde_json::json!({ "line": 2, "column": 14, "byte": 21 }));
    assert_eq!(first["message"]["sv"], "Nyckeln ”datm” finns inte.");
    assert_eq!(first["why"]["en"], KEY.why.1);
    assert_eq!(first["labels"][1]["place"]["path"], "content/c.md");
    assert_eq!(first["help"][0]["en"], "Did you mean “datum”?");
    assert_eq!(first["allowed"], serde_json::json!([{ "sv": "datum", "en": "datum" }, { "sv": "titel", "en": "titel" }]));
    assert_eq!(first["paste"], "datum = 2016-01-01");
    assert_eq!(json["diagnostics"][1]["place"], serde_json::json!({ "path": "site.toml", "start": null, "end": null }));
}

/// What SARIF 2.1.0 requires of what we write (sections 3.4, 3.13, 3.14, 3.19, 3.27, 3.29 and 3.30).
#[test]
fn sarif_keeps_the_standard() {
    let s = municipality();
    let view = View::new(Lang::Sv, &s).also("gone.toml").also("site.toml");
    let sarif: Value = serde_json::from_str(&shown("sarif", &findings(&s), &view)).unwrap();
    assert_eq!(sarif["version"], "2.1.0");
    let run = &sarif["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    assert_eq!(run["tool"]["driver"]["name"], "insyn");
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    assert_eq!(rules.iter().map(|rule| rule["id"].as_str().unwrap()).collect::<BTreeSet<_>>().len(), rules.len());
    for rule in rules {
        assert!(["shortDescription", "fullDescription", "help"].iter().all(|key| rule[key]["text"].is_string()));
        assert!(["error", "warning"].contains(&rule["defaultConfiguration"]["level"].as_str().unwrap()));
    }
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 2);
    for result in results {
        let rule = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[rule]["id"], result["ruleId"]);
        assert!(!result["message"]["text"].as_str().unwrap().is_empty());
        for list in ["locations", "relatedLocations"] {
            result[list].as_array().unwrap().iter().for_each(|place| keeps_the_standard(&place["physicalLocation"], run));
        }
    }
    let place = &results[0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "content/%C3%A5%20b.md");
    assert_eq!(place["region"], serde_json::json!({ "startLine": 2, "startColumn": 10, "endLine": 2, "endColumn": 14 }));
    assert_eq!(results[0]["relatedLocations"].as_array().unwrap().len(), 3);
}

fn keeps_the_standard(place: &Value, run: &Value) {
    let file = &place["artifactLocation"];
    let uri = file["uri"].as_str().unwrap();
    assert!(uri.bytes().all(|b| b.is_ascii_graphic()) && !uri.starts_with('/') && !uri.contains(['\\', ':']));
    assert!(run["originalUriBaseIds"][file["uriBaseId"].as_str().unwrap()].is_object());
    if let Some(region) = place.get("region") {
        let number = |key: &str| region[key].as_u64().unwrap();
        assert!(number("startLine") >= 1 && number("startColumn") >= 1);
        assert!((number("startLine"), number("startColumn")) <= (number("endLine"), number("endColumn")));
    }
}

#[test]
fn every_format_has_a_name_of_its_own() {
    let names: BTreeSet<&str> = REPORTS.iter().map(|report| report.name).collect();
    assert_eq!(names.len(), REPORTS.len());
    assert_eq!(report("typewriter", &[], &View::new(Lang::Sv, &sources(&[]))), None);
}

#[test]
fn the_summary_counts_as_people_do() {
    let finding = |lint, file: &str| Diagnostic::new(lint, Span::start_of(SourceId::of(file)), "", "");
    let (e, w) = (finding(&KEY, "a"), finding(&OLD, "a"));
    let (e2, w2) = (finding(&KEY, "b"), finding(&OLD, "b"));
    let cases: [(&[&Diagnostic], &str, &str); 6] = [
        (&[], "Inga fel och inga varningar.", "No errors and no warnings."),
        (&[&e], "1 fel i 1 fil.", "1 error in 1 file."),
        (&[&e, &e2], "2 fel i 2 filer.", "2 errors in 2 files."),
        (&[&w], "Inga fel. 1 varning i 1 fil.", "No errors. 1 warning in 1 file."),
        (&[&w, &w2], "Inga fel. 2 varningar i 2 filer.", "No errors. 2 warnings in 2 files."),
        (&[&e, &e, &e, &w2], "3 fel och 1 varning i 2 filer.", "3 errors and 1 warning in 2 files."),
    ];
    for (found, sv, en) in cases {
        let found: Vec<Diagnostic> = found.iter().map(|d| (*d).clone()).collect();
        assert_eq!((summary(&found, Lang::Sv).as_str(), summary(&found, Lang::En).as_str()), (sv, en));
    }
}

#[test]
fn odd_spans_are_shown_and_never_fail() {
    let s = sources(&[("a.md", "\u{feff}ettå\r\n\r\ntre"), ("b.md", "")]);
    let (a, b) = (SourceId::of("a.md"), SourceId::of("b.md"));
    let view = View { width: Some(1), ..View::new(Lang::Sv, &s) };
    let spans = (0..20).flat_map(|start| (0..20).flat_map(move |end| [Span::new(a, start..end), Span::new(b, start..end)]));
    for span in spans {
        let label = |other| Diagnostic::new(&KEY, span, "Fel.", "Wrong.").label(Span::start_of(other), "här", "here");
        for report in REPORTS {
            (report.render)(&[label(a), label(b)], &view);
        }
    }
    let first = Diagnostic::new(&KEY, span(&s, "a.md", "ett"), "Fel.", "Wrong.");
    let view = View::new(Lang::Sv, &s);
    assert!(shown("text", &[first], &view).contains(" --> a.md:1:1\n  |\n1 | ettå\n  | ^^^\n"));
}

#[test]
fn words_that_would_steer_the_terminal_are_shown() {
    let s = sources(&[("a.md", "x\u{1b}[31m\u{202e}y")]);
    let d = Diagnostic::new(&KEY, span(&s, "a.md", "y"), "Fel \u{1b}[2J\u{202e}i\nfilen.", "").help("\u{7}", "").paste("\u{9b}");
    for name in ["text", "line"] {
        let text = shown(name, std::slice::from_ref(&d), &View::new(Lang::Sv, &s));
        assert!(!text.contains(['\u{1b}', '\u{202e}', '\u{7}', '\u{9b}']), "{text:?}");
    }
    assert_eq!(shown("line", &[d], &View::new(Lang::Sv, &s)).lines().count(), 2);
}

#[test]
fn colour_adds_nothing_but_colour() {
    let s = municipality();
    let plain = shown("text", &findings(&s), &View::new(Lang::Sv, &s));
    let coloured = shown("text", &findings(&s), &View { colour: true, ..View::new(Lang::Sv, &s) });
    assert!(coloured.contains('\u{1b}') && !plain.contains('\u{1b}'));
    assert_eq!(anstream::adapter::strip_str(&coloured).to_string(), plain);
}

#[test]
fn a_line_of_ten_megabytes_is_cut_around_the_fault() {
    let half = "å ".repeat(2_000_000);
    let s = sources(&[("a.md", &format!("{half}datm{half}"))]);
    let d = Diagnostic::new(&KEY, span(&s, "a.md", "datm"), "Fel.", "Wrong.");
    let view = View::new(Lang::Sv, &s);
    let text = shown("text", &[d], &view);
    assert!(text.len() < 1000 && text.contains(" --> a.md:1:4000001\n") && text.contains("datm") && text.contains("^^^^"), "{text}");
}

#[test]
fn ten_thousand_findings_on_one_line_are_shown_one_by_one() {
    let s = sources(&[("a.md", &"datm, åäö, ".repeat(100_000))]);
    let all: Vec<Diagnostic> =
        (0..10_000).map(|n| Diagnostic::new(&KEY, Span::new(s.texts[0].id, n * 140..n * 140 + 4), "Fel.", "Wrong.")).collect();
    let view = View::new(Lang::Sv, &s);
    for report in REPORTS {
        let length = (report.render)(&all, &view).len();
        assert!((500_000..20_000_000).contains(&length), "{}: {length} bytes", report.name);
    }
}

#[test]
fn other_programs_are_told_what_is_silenced_and_why() {
    let s = municipality();
    let found = Diagnostic::new(&OLD, span(&s, "content/c.md", "två"), "Gammalt.", "Old.");
    let silenced = [Silenced { found, reason: "Det är ett ”arkiv”.".into() }];
    let view = View::new(Lang::Sv, &s).with_silenced(&silenced);
    let read = |name: &str| -> Value { serde_json::from_str(&shown(name, &[], &view)).unwrap() };
    let json = read("json");
    assert_eq!((&json["warnings"], &json["diagnostics"]), (&0.into(), &serde_json::json!([])));
    assert_eq!((&json["silenced"][0]["rule"], &json["silenced"][0]["reason"]), (&"old-data".into(), &"Det är ett ”arkiv”.".into()));
    let run = &read("sarif")["runs"][0];
    let result = &run["results"][0];
    assert_eq!(result["suppressions"], serde_json::json!([{ "kind": "inSource", "justification": "Det är ett ”arkiv”." }]));
    assert_eq!(run["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().unwrap() as usize]["id"], "old-data");
    keeps_the_standard(&result["locations"][0]["physicalLocation"], run);
    for name in ["text", "line"] {
        assert!(!shown(name, &[], &view).contains("old-data"), "people are told nothing of what somebody has judged");
    }
}
