//! What became different, as readers are told it: on the record's page, in every language, and never of what they may not see.

use std::collections::BTreeMap;

use insyn::source::Audience;

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
fn every_fault_is_told_with_its_place() {
    let faulty = "[[change]]\ndate = \"2026-02-30\"\nrecord = \"news/plan\"\nkind = \"ändrat\"\ntxt = \"Ord\"\n";
    let (before, _) = SITE.split_once("[[change]]").expect("there are changes");
    let built = Project::new(&format!("{before}{faulty}")).build();
    assert_eq!(found(&built), ["missing-key", "impossible-date", "value-not-allowed", "unknown-key", "stale-translation"]);
}
