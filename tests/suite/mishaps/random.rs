//! Whatever stands in a file, a house is built of what is sound, and every page of it is made.

use insyn::output::{Body, Sink};
use insyn::photo::Unfit;
use insyn::pipeline;
use insyn::source::{Audience, Sources, Text, Unread};
use insyn::{disk, make};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::project::SITE;

/// Files of every sort that is read, and what stands in each before something else does.
const FILES: &[(&str, &str)] = &[
    ("content/site.toml", "title = \"Prov\"\ntheme = \"eget\"\nlanguages = [\"sv\", \"en\"]\n[municipality]\nname = \"Prov\"\n"),
    ("content/organisations.toml", "[[organisation]]\nid = \"namnden\"\ntitle = \"Nämnden\"\nplace = \"inom kommunen\"\n"),
    ("content/pages/om.md", "+++\ntitle = \"Om\"\n+++\n\n"),
    ("content/pages/om.en.md", "+++\ntitle = \"About\"\n+++\n\n"),
    (
        "content/strategies/plan.md",
        "+++\ntitle = \"Plan\"\nform = \"strategi\"\n[[goal]]\nid = \"mal-1\"\nnumber = \"1\"\ntitle = \"Målet\"\n+++\n\n",
    ),
    (
        "content/results/r.md",
        "+++\ntitle = \"R\"\nfollows-up = \"strategies/plan\"\nperiod = \"2016\"\nmade-by = \"namnden\"\n+++\n\n## M {#mal-1}\n\n",
    ),
    ("content/cases/a/index.md", "+++\ntitle = \"Ä\"\n[[document]]\nid = \"pm\"\ntitle = \"PM\"\ntext = \"pm.txt\"\n+++\n\n"),
    ("content/cases/a/pm.txt", "Det blev gjort. "),
    ("themes/eget/theme.toml", "parent = \"medborgare\"\n"),
    ("themes/eget/i18n/sv.toml", "menu = \"Meny\"\n"),
    ("themes/eget/templates/page.html", "{% extends \"base.html\" %}\n"),
    ("themes/eget/assets/a.css", ""),
];

/// Pieces that mean something to Markdown, TOML or the language of templates.
const PIECES: &[&str] = &[
    "+++\n",
    "\n",
    "\r\n",
    "\n\n",
    " ",
    "\t",
    "# ",
    "## Mål {#mal-1}\n",
    "- ",
    "1. ",
    "> ",
    "> [!NOTE]\n",
    "```toml\n",
    "```\n",
    "~~~",
    "| ",
    "|-|-|\n",
    "| Aktivitet | Läge | Varför | Citat |\n|-|-|-|-|\n",
    "| a | genomförd | | Det blev gjort |\n",
    "Tabell: ",
    "[",
    "](",
    ")",
    "![",
    "[^a]",
    "[^a]: ",
    "[x](#mal-1)",
    "[x](../strategies/plan.md#mal-1)",
    "[x](lang:en)",
    "![x](indicator:y)",
    "<b>",
    "<!--",
    "-->",
    "&amp;",
    "*",
    "**",
    "_",
    "\\",
    "`",
    ":",
    "{#id}",
    "{",
    "}",
    "a = ",
    "title = ",
    "\"x\"",
    "\"",
    "'''",
    "\"\"\"",
    "”",
    "= ",
    "[[goal]]\n",
    "[[action]]\n",
    "[extra]\n",
    "id = \"mal-1\"\n",
    "parent = \"namnden\"\n",
    "continues = \"strategies/plan#x\"\n",
    "draft = true\n",
    "2016-02-30",
    "1e999",
    "0x",
    "-",
    "]",
    "a.b.c = 1\n",
    "quote = \"Det blev\"\n",
    "{{ page.title }}",
    "{{ ",
    " }}",
    "{% if page %}",
    "{% endif %}",
    "{% for x in page.facts %}",
    "{% endfor %}",
    "{% block main %}",
    "{% endblock %}",
    "{% include \"page.html\" %}",
    " | tel",
    "å",
    "\u{30a}",
    "🙂",
    "\u{feff}",
    "\u{202e}",
    "\u{b}",
    "\u{7f}",
    "§ 5",
    "KS 2014/1-2",
    "ANDT",
    "\u{a0}",
    "\u{ad}",
];

struct Nowhere;

impl Sink for Nowhere {
    type Error = std::convert::Infallible;
    fn stage(&self, _: &str, _: Body) -> Result<Option<Unfit>, Self::Error> {
        Ok(None)
    }
}

/// Builds the files with one of them replaced, or with more after what stands in it, and makes every page.
fn build(file: usize, after: bool, bytes: &[u8]) {
    let mut sources = Sources::empty(jiff::civil::date(2026, 11, 22));
    sources.audience = Audience::Writers;
    for (at, (path, stands)) in FILES.iter().enumerate() {
        let content = match (at == file, after) {
            (false, _) => stands.as_bytes().to_vec(),
            (true, true) => [stands.as_bytes(), bytes].concat(),
            (true, false) => bytes.to_vec(),
        };
        match disk::text(&content) {
            Ok(text) => sources.texts.push_back(Text::new(*path, text)),
            Err(reason) => sources.unread.push(Unread { path: (*path).into(), reason }),
        }
    }
    sources.sort();
    let built = pipeline::build(&sources, None);
    let _ = pipeline::make_all(&built.house, &sources, &Nowhere, &|_| ());
    // Every place that is told can be shown.
    let view = insyn::report::View::new(insyn::diagnostic::Lang::Sv, &sources);
    for report in insyn::report::REPORTS {
        insyn::report::report(report.name, &built.diagnostics, &view).expect("the report exists");
    }
    // Nothing that is only read again is another.
    let again = pipeline::build(&sources, Some(&built.documents));
    assert_eq!(again.diagnostics.len(), built.diagnostics.len());
    assert!(built.house.plan.outputs.iter().all(|output| make::FORMATS.iter().any(|format| format.name == output.format)));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes_in_any_file_never_panic(file in 0..FILES.len(), after: bool, bytes in vec(any::<u8>(), 0..400)) {
        build(file, after, &bytes);
    }

    #[test]
    fn random_text_in_any_file_never_panics(file in 0..FILES.len(), after: bool, text in "(\\PC|[ -~\\n]){0,200}") {
        build(file, after, text.as_bytes());
    }

    #[test]
    fn random_pieces_in_any_file_never_panic(file in 0..FILES.len(), after: bool, pieces in vec(0..PIECES.len(), 0..60)) {
        let text: String = pieces.into_iter().map(|piece| PIECES[piece]).collect();
        build(file, after, text.as_bytes());
    }
}

#[test]
fn the_files_that_randomness_begins_with_are_sound() {
    assert!(SITE.contains("municipality"));
    build(0, true, b"");
}
