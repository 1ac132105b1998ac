//! A site with thirty different mistakes of those who write gives thirty findings in one run: none hidden, none twice.

use std::collections::BTreeSet;

use insyn::diagnostic::Lang;

use crate::project::{Project, found};
use crate::stored::{cases, differs, read};

#[test]
fn thirty_mistakes_give_thirty_findings() {
    let folder = cases().join("_thirty");
    let project = Project::new(&read(&folder.join("broken.site")));
    let built = project.build();
    let stored = [(Lang::Sv, "broken.sv.txt"), (Lang::En, "broken.en.txt")];
    let faults: String = stored.iter().filter_map(|(lang, name)| differs(&folder.join(name), &project.text(&built, *lang))).collect();
    assert!(faults.is_empty(), "{faults}");
    assert_eq!(built.diagnostics.len(), 30, "{:#?}", found(&built));
    let places: BTreeSet<_> = built.diagnostics.iter().map(|d| (d.span.source, d.span.start)).collect();
    assert_eq!(places.len(), 30, "each at a place of its own");
    // A title in curly quotes is read as it was meant, so that nothing that refers to its plan seems to be at fault.
    let site = &built.house.site;
    assert!(site.get("strategies", "andt").is_some() && site.get("strategies", "tobak").is_some());
}
