//! Where sources differ, what is missing and what is merely not here, and long lists of both, in whole municipalities.

use insyn::diagnostic::Lang;
use insyn::pipeline::{self, Built};

use crate::project::{Project, SITE};
use crate::sites::{page, pages, told};

fn built(files: &str) -> Built {
    let project = Project::new(files);
    let built = project.build();
    assert!(!pipeline::has_errors(&built.diagnostics), "{}", project.text(&built, Lang::En));
    built
}

/// A case with a document for each text.
fn case(texts: &[&str]) -> String {
    let documents: String = (1..=texts.len())
        .map(|n| format!("[[document]]\nid = \"handling-{n}\"\nform = \"PM {n}\"\ntitle = \"Handling {n}\"\ntext = \"handling-{n}.txt\"\n"))
        .collect();
    let files: String = (1..).zip(texts).map(|(n, text)| format!("=== content/cases/arende/handling-{n}.txt\n{text}\n")).collect();
    format!("=== content/cases/arende/index.md\n+++\ntitle = \"Ärendet\"\nnumber = \"KS 2026/1\"\n{documents}+++\n{files}")
}

const DIFFERING: &str = r#"
[[evidence]]
of = "KEY"
value = "FIRST"
source = "arende#handling-1"
quote = "Det ena ordet."

[[evidence]]
of = "KEY"
value = "SECOND"
source = "arende#handling-2"
quote = "Det andra ordet."
"#;

#[test]
fn each_value_of_a_conflict_stands_once_with_its_quote_beside_its_fact() {
    let organisation = "=== content/organisations.toml\n[[organisation]]\nid = \"namnden\"\ntitle = \"Nämnden\"\n[[organisation]]\nid = \"styrelsen\"\ntitle = \"Styrelsen\"\n";
    for (path, head, key, values, told_as) in [
        ("strategies/p", "form = \"plan\"\nperiod = \"2016\"", "period", ["2016", "2016/2018"], ["2016", "2016–2018"]),
        (
            "strategies/p",
            "form = \"plan\"\nadopted = { by = \"namnden\" }",
            "adopted.by",
            ["namnden", "styrelsen"],
            ["nämnden", "styrelsen"],
        ),
        ("strategies/p", "form = \"plan\"\nstate = \"gäller\"", "state", ["gäller", "ended"], ["gäller", "har upphört"]),
        ("strategies/p", "form = \"plan\"\nlevel = \"kommunen\"", "level", ["kommunen", "nämnden"], ["kommunen", "nämnden"]),
        ("agreements/p", "form = \"kontrakt\"\nsubject = \"Ett\"", "subject", ["Ett", "Två"], ["ett", "två"]),
        ("budgets/p", "stage = \"avsatt\"\nperiod = \"2015\"", "period", ["2015", "2016"], ["2015", "2016"]),
        ("projects/p", "period = \"2015\"\nowner = [\"namnden\"]", "owner", ["namnden", "styrelsen"], ["namnden", "styrelsen"]),
        ("pages/p", "", "title", ["Sidan", "Bladet"], ["sidan", "bladet"]),
    ] {
        let evidence = DIFFERING.replace("KEY", key).replace("FIRST", values[0]).replace("SECOND", values[1]);
        let record = format!("=== content/{path}.md\n+++\ntitle = \"Sidan\"\n{head}\n{evidence}+++\n");
        let built = built(&format!("{organisation}{record}{}", case(&["Det ena ordet.", "Det andra ordet."])));
        let site = &built.house.site;
        let (folder, id) = path.split_once('/').expect("folder and id");
        let own = built.house.plan.routes.record(site, site.get(folder, id).expect("it is there"), 0);
        for path in [own.as_str(), "olika-uppgifter/index.html"] {
            let html = page(&built, path);
            for quote in ["Det ena ordet.", "Det andra ordet."] {
                assert_eq!(html.matches(&format!("<p>{quote}</p>")).count(), 1, "{path} {key}: {quote}");
            }
            let told = told(&html);
            assert!(told_as.iter().all(|value| told.contains(value)), "{path} {key}: {told}");
            assert!(told.contains("handling 1, ks 2026/1") && told.contains("handling 2, ks 2026/1"), "both sources: {told}");
        }
    }
}

#[test]
fn evidence_that_agrees_is_no_conflict() {
    let evidence = DIFFERING.replace("KEY", "period").replace("FIRST", "2016").replace("SECOND", "2016");
    let built = built(&format!(
        "=== content/strategies/p.md\n+++\ntitle = \"Planen\"\nform = \"plan\"\n{evidence}+++\n{}",
        case(&["Det ena ordet.", "Det andra ordet."])
    ));
    assert!(built.house.knowledge.conflicts.is_empty());
    assert!(built.house.plan.output("olika-uppgifter/index.html").is_none());
}

#[test]
fn names_are_told_with_the_documents_that_use_them() {
    let project = |lang: &str, aliases: &str, texts: &[&str]| {
        let site = SITE.replace("\"sv\"", &format!("\"{lang}\""));
        built(&format!(
            "=== content/site.toml\n{site}\n=== content/projects/p.md\n+++\ntitle = \"#stark\"\naliases = [{aliases}]\n+++\n{}",
            case(texts)
        ))
    };
    let four = ["#stark och Stark-projektet", "#stark", "#stark", "#stark"];
    let sv = told(&page(&project("sv", "\"Stark-projektet\"", &four), "projekt/p/index.html"));
    assert!(
        sv.contains("”#stark” pm 1, ks 2026/1 pm 2, ks 2026/1 pm 3, ks 2026/1 och i 1 handling till ”stark-projektet” pm 1, ks 2026/1"),
        "{sv}"
    );
    let five = ["#stark och Stark-projektet", "#stark", "#stark", "#stark", "#stark"];
    let sv = told(&page(&project("sv", "\"Stark-projektet\"", &five), "projekt/p/index.html"));
    assert!(sv.contains("och i 2 handlingar till"), "{sv}");
    let en = told(&page(&project("en", "\"Stark-projektet\"", &five), "projekt/p/index.html"));
    assert!(en.contains("what the documents call it") && en.contains("and in 2 more documents"), "{en}");
    // Line breaks, capitals and genitives are the same name; a part of another word is none, and one name is not several.
    let built = |texts: &[&str]| project("sv", "\"starka gruppen\"", texts);
    assert_eq!(built(&["#stark. Starka\ngruppens arbete"]).house.knowledge.names[0].uses.len(), 2);
    assert!(built(&["#starkare och starka gruppering"]).house.knowledge.names.is_empty());
    assert!(built(&["#stark, #stark", "#stark"]).house.knowledge.names.is_empty());
}

#[test]
fn wrong_forms_are_looked_for_in_stored_texts_only() {
    let term = "=== content/terms.toml\n[[term]]\nid = \"andt\"\ntitle = \"Droger\"\nabbreviation = \"ANDT\"\nwrong-forms = [\"ANTD\", \"ATND\"]\n";
    let built = built(&format!("{term}{}", case(&["Om ANTD-strategin.", "Om antd och FANTD."])));
    let glossary = told(&page(&built, "ordlista/index.html"));
    assert!(glossary.contains("”antd”, så står det i: pm 1, ks 2026/1"), "{glossary}");
    assert!(!glossary.contains("pm 2") && !glossary.contains("atnd"), "{glossary}");
}

#[test]
fn only_what_somebody_looked_for_is_called_missing() {
    let files = |absence: &str| {
        format!(
            "=== content/organisations.toml\n[[organisation]]\nid = \"registratorn\"\ntitle = \"Registratorn\"\n[[organisation]]\nid = \"namnden\"\ntitle = \"Nämnden\"\n\
             === content/cases/arende.md\n+++\ntitle = \"Ärendet\"\n[[document]]\nid = \"bilaga-4\"\nnumber = \"4\"\ntitle = \"Avtalet\"\n\
             [[commission]]\nid = \"uppdrag\"\ntitle = \"Redovisa\"\nfrom = \"registratorn\"\nto = [\"namnden\"]\n{absence}+++\n"
        )
    };
    let looked = "checked-by = \"registratorn\"\nchecked-on = \"2026-11-02\"\n";
    let absence = |more: &str| {
        ["number", "document.bilaga-4", "commission.uppdrag.answer.namnden"]
            .map(|of| format!("[[absence]]\nof = \"{of}\"\n{more}"))
            .concat()
    };
    let told_of = |absence: &str| told(&page(&built(&files(absence)), "vad-vi-inte-vet/index.html"));
    let silent = told_of("");
    assert!(silent.contains("bilaga 4. avtalet : finns inte bland handlingarna här"), "{silent}");
    assert!(silent.contains("nämnden , redovisa : finns inte bland handlingarna här"), "{silent}");
    let written = told_of(&absence(""));
    assert!(written.contains("diarienummer: finns inte bland handlingarna här"), "{written}");
    assert!(!written.contains("saknas kontrollerat"), "{written}");
    let checked = told_of(&absence(looked));
    for words in [
        "bilaga 4. avtalet : saknas kontrollerat av registratorn",
        "nämnden , redovisa : saknas kontrollerat",
        "diarienummer: saknas kontrollerat av registratorn 2 november 2026",
    ] {
        assert!(checked.contains(words), "{words}: {checked}");
    }
    let own = told(&page(&built(&files(&absence(""))), "arenden/arende/index.html"));
    assert!(own.contains("uppgifter som inte finns bland handlingarna här") && !own.contains("letat efter"), "{own}");
    let own = told(&page(&built(&files(&absence(looked))), "arenden/arende/index.html"));
    assert!(own.contains("uppgifter som någon letat efter och inte funnit"), "{own}");
}

#[test]
fn what_is_withdrawn_is_told_nowhere() {
    let evidence = DIFFERING.replace("KEY", "period").replace("FIRST", "2016").replace("SECOND", "2017");
    let built = built(&format!(
        "=== content/target-groups.toml\n[[target-group]]\nid = \"barn\"\ntitle = \"Barn\"\n\
         === content/strategies/p.md\n+++\ntitle = \"Planen\"\nform = \"plan\"\naliases = [\"Det ena\", \"Det andra\"]\n\
         withdrawn = {{ date = \"2026-01-01\", reason = \"Fel version\" }}\n\
         [[goal]]\nid = \"mal\"\ntitle = \"Hemliga målet\"\ntarget-groups = [\"barn\"]\n\
         [[declares]]\nwhat = \"mål\"\ncount = 4\ncounts = \"mål\"\n{evidence}+++\n{}",
        case(&["Det ena ordet.", "Det andra ordet."])
    ));
    for (path, page) in pages(&built) {
        let told = told(&page);
        assert!(!told.contains("hemliga målet") && !told.contains("2017") && !told.contains("”det ena”"), "{path}: {told}");
    }
}

#[test]
fn long_overviews_are_paged_and_each_page_is_bounded() {
    let site = SITE.replace("languages", "page-size = 4\nlanguages");
    let plans: String = (1..=9)
        .map(|n| {
            let group = if n < 3 { "target-groups = [\"barn\"]\n" } else { "" };
            format!("=== content/strategies/plan-{n}.md\n+++\ntitle = \"Plan {n}\"\nform = \"plan\"\n[[goal]]\nid = \"mal\"\ntitle = \"Mål {n}\"\n{group}+++\n")
        })
        .collect();
    let built = built(&format!(
        "=== content/site.toml\n{site}\n{plans}=== content/target-groups.toml\n[[target-group]]\nid = \"barn\"\ntitle = \"Barn\"\n"
    ));
    for (name, last) in [("malgrupper-och-mal", "plan 9"), ("vad-vi-inte-vet", "plan 9")] {
        let third = told(&page(&built, &format!("{name}/sida-3/index.html")));
        assert!(third.contains(last) && !third.contains("plan 1 "), "{name}: {third}");
    }
    let group = told(&page(&built, "malgrupper/barn/index.html"));
    assert!(group.contains("i 7 planer med mål anges inte gruppen för något mål."), "{group}");
    let only = told(&page(&built, "malgrupper-och-mal/sida-3/index.html"));
    assert!(only.contains("målgrupp anges inte för planens enda mål här."), "{only}");
}
