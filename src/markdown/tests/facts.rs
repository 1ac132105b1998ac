//! Facts by example.

use super::facts;
use crate::markdown::LinkKind;
use crate::span::{SourceId, Span};

/// The text that a span names.
fn at(text: &str, span: Span) -> &str {
    &text[span.range()]
}

#[test]
fn headings_get_ids_of_their_own() {
    let text = "# Åtgärder för _öppenhet_\n\n## Mål 1 {#mal-1}\n\n## Mål 1\n\n## Mål 1\n\n## !!!\n";
    let facts = facts(text);
    let ids: Vec<_> = facts.headings.iter().map(|h| (h.level, h.text.as_str(), h.id.as_str(), h.explicit)).collect();
    assert_eq!(
        ids,
        [
            (1, "Åtgärder för öppenhet", "atgarder-for-oppenhet", false),
            (2, "Mål 1", "mal-1", true),
            (2, "Mål 1", "mal-1-2", false),
            (2, "Mål 1", "mal-1-3", false),
            (2, "!!!", "avsnitt", false),
        ]
    );
    assert_eq!(at(text, facts.headings[1].span).trim(), "## Mål 1 {#mal-1}");
}

#[test]
fn a_written_id_wins_over_a_made_one_that_stands_before_it() {
    let facts = facts("## Mål 1\n\n## Annat {#mal-1}\n");
    assert_eq!(facts.headings[0].id, "mal-1-2");
    assert_eq!(facts.headings[1].id, "mal-1");
}

#[test]
fn ids_written_twice_are_named_and_still_differ() {
    let text = "## A {#x}\n\n## B {#x}\n";
    let facts = facts(text);
    assert_eq!(facts.duplicate_ids.len(), 1);
    assert!(at(text, facts.duplicate_ids[0].first).starts_with("## A"));
    assert!(at(text, facts.duplicate_ids[0].second).starts_with("## B"));
    assert_eq!(facts.headings[1].id, "x-2");
}

#[test]
fn spans_count_from_the_start_of_the_file() {
    let facts = crate::markdown::facts("[a](b.md)", SourceId::of("x.md"), 100);
    assert_eq!(facts.links[0].span.range(), 100..109);
    assert_eq!(facts.base, 100);
}

#[test]
fn links_and_images() {
    let text = "[en *fin* länk](a.md#b) ![bild av `x`](c.png) <info@nacka.se>\n[d][e]\n\n[e]: f.md\n";
    let facts = facts(text);
    let links: Vec<_> = facts.links.iter().map(|l| (l.kind, l.dest.as_str(), l.text.as_str(), at(text, l.span))).collect();
    assert_eq!(
        links,
        [
            (LinkKind::Link, "a.md#b", "en fin länk", "[en *fin* länk](a.md#b)"),
            (LinkKind::Image, "c.png", "bild av x", "![bild av `x`](c.png)"),
            (LinkKind::Link, "mailto:info@nacka.se", "info@nacka.se", "<info@nacka.se>"),
            (LinkKind::Link, "f.md", "d", "[d][e]"),
        ]
    );
}

#[test]
fn a_language_is_no_link() {
    let facts = facts("[word](lang:en)");
    assert_eq!((facts.links[0].kind, facts.links[0].dest.as_str()), (LinkKind::Language, "lang:en"));
}

#[test]
fn an_image_in_a_link_is_both_and_one_in_an_alternative_text_is_neither() {
    let facts = facts("[![a](b.png)](c.md) ![d ![e](f.png) [g](h.md)](i.png)");
    let found: Vec<_> = facts.links.iter().map(|l| (l.dest.as_str(), l.text.as_str())).collect();
    assert_eq!(found, [("c.md", "a"), ("b.png", "a"), ("i.png", "d e g")]);
}

#[test]
fn references_without_definition() {
    let text = "Se [planen][plan] och [mål][], men [inom parentes] är text.\n\n- [x][plan]\n";
    let facts = facts(text);
    let broken: Vec<_> = facts.broken.iter().map(|b| (b.name.as_str(), at(text, b.span))).collect();
    assert_eq!(broken, [("plan", "[planen][plan]"), ("mål", "[mål]"), ("plan", "[x][plan]")]);
}

#[test]
fn raw_html_and_comments() {
    let text = "<div>\nx\n</div>\n\nord <b>fet</b> <!-- tyst -->\n\n<!-- rad -->\n\n`<i>`\n";
    let facts = facts(text);
    let found: Vec<_> = facts.raw_html.iter().map(|s| at(text, *s).trim()).collect();
    assert_eq!(found, ["<div>\nx\n</div>", "<b>", "</b>", "<!-- tyst -->", "<!-- rad -->"]);
}

#[test]
fn tables_with_caption_heading_and_cells() {
    let text =
        "## Mål {#m}\n\nTabell: Kontroller *2016*\n\n| A | B |\n|---|--:|\n| **x** |  |\n| y | [1](k.md) |\n\nText.\n\n| C |\n|---|\n";
    let facts = facts(text);
    let table = &facts.tables[0];
    assert_eq!(table.heading.as_deref(), Some("m"));
    let caption = table.caption.as_ref().expect("a caption");
    assert_eq!((caption.name.as_str(), at(text, caption.span).trim()), ("Kontroller 2016", "Tabell: Kontroller *2016*"));
    assert!(at(text, table.span).starts_with("| A | B |"));
    let words = |cells: &[crate::markdown::Cell]| cells.iter().map(|c| c.text.clone()).collect::<Vec<_>>();
    assert_eq!(words(&table.header), ["A", "B"]);
    assert_eq!(words(&table.rows[0]), ["x", ""]);
    assert_eq!(words(&table.rows[1]), ["y", "1"]);
    assert_eq!(at(text, table.rows[1][0].span).trim(), "y");
    assert_eq!(at(text, table.header[1].span).trim(), "B");
    assert!(facts.tables[1].caption.is_none());
    assert!(facts.tables[1].rows.is_empty());
}

#[test]
fn notes_that_do_not_meet() {
    let text = "Ett[^a] två[^finns-inte] `[^kod]` \\[^nej]\n\n```\n[^block]\n```\n\n[^A]: Sagt.\n\n[^ensam]: Ingen frågar.\n";
    let facts = facts(text);
    let missing: Vec<_> = facts.missing_notes.iter().map(|n| (n.name.as_str(), at(text, n.span))).collect();
    assert_eq!(missing, [("finns-inte", "[^finns-inte]")]);
    let unused: Vec<_> = facts.unused_notes.iter().map(|n| n.name.as_str()).collect();
    assert_eq!(unused, ["ensam"]);
    assert!(at(text, facts.unused_notes[0].span).starts_with("[^ensam]:"));
}

#[test]
fn sections_end_where_the_next_of_their_rank_begins() {
    let text = "# A\na\n## B\nb\n### C\nc\n## D\nd\n> ## I citat\n> e\n\nf\n";
    let facts = facts(text);
    let section = |id: &str| facts.section(id).map(|range| &text[range]);
    assert_eq!(section("b"), Some("b\n### C\nc\n"));
    assert_eq!(section("c"), Some("c\n"));
    assert_eq!(section("d"), Some("d\n> ## I citat\n> e\n\nf\n"));
    assert_eq!(section("i-citat").map(str::trim), Some("> e"));
    assert_eq!(section("a"), Some(&text[4..]));
}
