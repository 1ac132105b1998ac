//! What writers begin from is sound: skeletons of every kind, the next follow-up, schemas.

use insyn::content::result::FollowUp;
use insyn::content::{KINDS, Kind, schema, skeleton};
use insyn::diagnostic::Lang;
use insyn::follow_up;
use insyn::pipeline::has_errors;

use crate::project::Project;

/// Findings about the reading of a file; that examples refer to records which this site does not have is as it should be.
const OF_LINKS: &[&str] = &["unreadable-table", "dangling-reference", "unknown-organisation", "wrong-kind"];

fn faults(path: &str, text: &str) -> String {
    let project = Project::new(&format!("=== {path}\n{text}"));
    let found = project.build();
    let own: Vec<String> = found
        .documents
        .documents
        .iter()
        .flat_map(|document| &document.diagnostics)
        .filter(|d| !OF_LINKS.contains(&d.lint.name))
        .map(|d| format!("{}: {}", d.lint.name, d.message.en))
        .collect();
    own.join("\n")
}

/// The text with every commented key and heading made live, as a writer would who needs them all.
fn uncommented(text: &str) -> String {
    let is_key = |line: &str| {
        let key = line.split(" = ").next().unwrap_or("");
        line.contains(" = ") && key.chars().all(|c| c.is_ascii_lowercase() || c == '-')
    };
    text.lines()
        .map(|line| match line.strip_prefix("# ") {
            Some(rest) if rest.starts_with('[') || is_key(rest) => format!("{rest}\n"),
            _ => format!("{line}\n"),
        })
        .collect()
}

fn path(kind: &Kind) -> String {
    format!("content/{}/prov.{}", kind.folder, if kind.prose { "md" } else { "toml" })
}

#[test]
fn every_skeleton_can_be_read_as_it_stands_and_with_everything_uncommented() {
    for kind in KINDS {
        for lang in [Lang::Sv, Lang::En] {
            let file = skeleton::file(kind, lang);
            assert_eq!(faults(&path(kind), &file), "", "{} as it stands", kind.name);
            let whole = uncommented(&file);
            assert_eq!(faults(&path(kind), &whole), "", "{} with everything:\n{whole}", kind.name);
            let block = skeleton::block(kind, "prov", lang);
            let shared = format!("content/{}.toml", kind.folder);
            assert_eq!(faults(&shared, &format!("{block}\n{}", block.replace("\"prov\"", "\"prov-2\""))), "", "two of {}", kind.name);
            assert_eq!(faults(&shared, &uncommented(&block)), "", "{} in a shared file, with everything", kind.name);
        }
    }
}

#[test]
fn a_skeleton_names_every_key_and_is_a_draft() {
    for kind in KINDS {
        let file = skeleton::file(kind, Lang::Sv);
        for decl in (kind.fields)() {
            let named = [format!("{} = ", decl.key), format!("[{}]", decl.key)].iter().any(|form| file.contains(form.as_str()));
            assert!(named, "{} is missing in the skeleton of {}", decl.key, kind.name);
            assert!(file.contains(decl.doc.0), "{} is not explained", decl.key);
        }
        assert!(file.contains("\ndraft = true"), "{} begins as a draft", kind.name);
    }
    let plan = skeleton::file(Kind::called("plan").expect("plans are a kind"), Lang::Sv);
    assert!(plan.contains("# period = \"2014/2016\"  # Åren som planen gäller.\n"), "{plan}");
    assert!(plan.contains("Ett av: utkast, nästan klar, gäller, har upphört, inte aktuell."), "allowed values are listed");
    assert!(plan.contains("Hänvisar till: organisation"), "targets are named");
    assert!(plan.contains("\n# [[goal]]  #"), "nested records are blocks");
}

#[test]
fn a_kind_is_known_by_its_name_its_folder_and_its_words() {
    for word in ["result", "results", "uppföljning", "uppfoljning", "Uppföljning", "follow-up"] {
        assert_eq!(Kind::called(word).map(|kind| kind.name), Some("result"), "{word}");
    }
    for kind in KINDS {
        for word in [kind.name, kind.folder, kind.one.0, kind.one.1] {
            assert_eq!(Kind::called(word).map(|kind| kind.name), Some(kind.name), "{word}");
        }
    }
}

const MUNICIPALITY: &str = r#"=== content/organisations.toml
[[organisation]]
id = "namnden"
title = "Nämnden"
place = "inom kommunen"
=== content/indicators.toml
[[indicator]]
id = "godkanda"
title = "Godkända försäljningsställen"
unit = "procent"
=== content/strategies/plan.md
+++
title = "Plan 2014–2018"
form = "strategi"
period = "2014/2018"

[[goal]]
id = "mal-1"
number = "1"
title = "Tillgången ska *minska*"

[[goal.area]]
id = "tillsyn"
title = "Tillsyn"

[[goal]]
id = "mal-2"
title = "Ingen ska börja"

[[action]]
id = "kontroller"
title = "Kontroller | i butik"
goal = "mal-1"

[[action]]
id = "brandtillsyn"
title = "Brandtillsyn"
goal = "tillsyn"

[[action]]
id = "utbildning"
title = "Utbildning"
+++
=== content/results/plan-2016.md
+++
title = "Så gick det 2016 med planen 2014–2016"
follows-up = "strategies/plan"
period = "2016"
extent = "fullständig"
made-by = "namnden"

[[observation]]
indicator = "godkanda"
goal = "mal-1"
value = 88.5
target = 90
+++

## Mål 1 {#mal-1}

| Aktivitet | Läge | Planerad aktivitet |
|---|---|---|
| Kontrollerna | pågår | strategies/plan#kontroller |
| Rådgivning till butiker | påbörjad | |
| En broschyr | genomförd | |

### Tillsyn {#tillsyn}

| Aktivitet | Läge | Varför | Avslutad |
|---|---|---|---|
| Brandtillsyn | inte genomförd | budget | ja |
"#;

/// The next follow-up of the municipality's only one.
fn next(files: &str, id: &str, lang: Lang) -> String {
    let site = &Project::new(files).build().house.site;
    let at = site.get("results", id).expect("the follow-up is there");
    let result = site.record(at).is::<FollowUp>().expect("it is a follow-up");
    follow_up::draft(site, at, result, &result.period.next().expect("there is a next period"), lang)
}

#[test]
fn the_next_follow_up_keeps_the_thread_and_judges_nothing() {
    let draft = next(MUNICIPALITY, "plan-2016", Lang::Sv);
    for line in [
        "title = \"Så gick det 2017 med planen 2014–2016\"",
        "follows-up = \"strategies/plan\"",
        "period = \"2017\"",
        "extent = \"fullständig\"",
        "made-by = [\"namnden\"]",
        "draft = true",
        "# [[observation]]  # Godkända försäljningsställen. 2016: 88,5, målvärde 90",
        "# indicator = \"godkanda\"",
        "# value = ",
        "## Mål 1. Tillgången ska \\*minska\\* {#mal-1}",
        "| Kontroller \\| i butik | okänd | | | | | strategies/plan#kontroller | results/plan-2016#kontrollerna |",
        "| Rådgivning till butiker | okänd | | | | | | results/plan-2016#radgivning-till-butiker |",
        "## Ingen ska börja {#mal-2}",
        "## Övriga aktiviteter",
        "| Utbildning | okänd | | | | | strategies/plan#utbildning | |",
    ] {
        assert!(draft.contains(&format!("\n{line}")), "“{line}” is missing in:\n{draft}");
    }
    assert!(!draft.contains("broschyr"), "what was done is not carried over");
    assert!(!draft.contains("| Brandtillsyn"), "what was closed stays closed");
    assert!(!draft.contains("88.5"), "no figure is invented");
}

#[test]
fn the_next_follow_up_passes_check_and_can_be_followed_in_turn() {
    for lang in [Lang::Sv, Lang::En] {
        let first = next(MUNICIPALITY, "plan-2016", lang);
        let files = format!("{MUNICIPALITY}=== content/results/plan-2017.md\n{first}");
        let project = Project::new(&files);
        let built = project.build();
        assert!(!has_errors(&built.diagnostics), "{}\n{first}", project.text(&built, Lang::En));
        let second = next(&files, "plan-2017", lang);
        assert!(second.contains("strategies/plan#kontroller | results/plan-2017#kontroller-i-butik |"), "{second}");
        assert!(!second.contains("| Brandtillsyn"), "what was closed two years ago stays closed:\n{second}");
        assert_eq!(second.matches("\n## ").count(), first.matches("\n## ").count(), "the same headings every year");
        let project = Project::new(&format!("{files}=== content/results/plan-2018.md\n{second}"));
        let built = project.build();
        assert!(!has_errors(&built.diagnostics), "{}\n{second}", project.text(&built, Lang::En));
    }
}

#[test]
fn the_title_survives_the_table() {
    for title in ["A | B", "a_b_c *d* `e`", "[x] <i>ä</i> ~~y~~", "R&D &amp; mer", "1. Först {#nej}"] {
        let plan = format!(
            "=== content/strategies/p.md\n+++\ntitle = \"P\"\nform = \"program\"\n[[action]]\nid = \"a\"\ntitle = {title:?}\n+++\n"
        );
        let result = "=== content/results/r-2016.md\n+++\ntitle = \"R\"\nfollows-up = \"strategies/p\"\nperiod = \"2016\"\nextent = \"fullständig\"\n+++\n";
        let files = format!("{plan}{result}");
        let draft = next(&files, "r-2016", Lang::Sv);
        let site = Project::new(&format!("{files}=== content/results/r-2017.md\n{draft}")).build();
        let at = site.house.site.get("results", "r-2017").expect("the draft is a record");
        let read = site.house.site.record(at).is::<FollowUp>().expect("it is a follow-up");
        assert_eq!(&*read.actions[0].title, title, "{draft}");
    }
}

#[test]
fn a_schema_knows_every_key_and_no_others() {
    let schemas = schema::all(schema::NONE);
    for kind in KINDS {
        let (_, schema) = schemas.iter().find(|(name, _)| name == kind.name).expect("every kind has a schema");
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        assert_eq!(schema["additionalProperties"], false);
        for decl in (kind.fields)() {
            let property = &schema["properties"][decl.key];
            let description = property["description"].as_str().unwrap_or("");
            assert!(description.contains(decl.doc.0) && description.contains(decl.doc.1), "{} in {}", decl.key, kind.name);
            let required = schema["required"].as_array().expect("a list").iter().any(|key| key == decl.key);
            assert_eq!(required, decl.required, "{} in {}", decl.key, kind.name);
        }
        let (_, shared) = schemas.iter().find(|(name, _)| *name == format!("{}.toml", kind.folder)).expect("a shared file");
        assert_eq!(shared["properties"][kind.name]["items"]["required"][0], "id");
    }
    let (_, plan) = schemas.iter().find(|(name, _)| name == "strategy").expect("plans");
    let states = plan["properties"]["state"]["enum"].as_array().expect("an enumeration");
    assert!(states.iter().any(|word| word == "gäller") && states.iter().any(|word| word == "in-force"));
    assert_eq!(plan["properties"]["goal"]["items"]["additionalProperties"], false);
    let whole = schema::whole();
    assert_eq!(whole["$defs"].as_object().map(|defs| defs.len()), Some(schemas.len()));
}
