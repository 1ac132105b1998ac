//! Pages by example: Markdown in, HTML out.

use super::{Abbreviations, Known, facts, html, inline, options, render};
use crate::markdown::{Entry, Mention, highlight_css, plain};

#[test]
fn words_and_swedish_quotes_stay_as_written() {
    assert_eq!(
        html("Ett ”citat” -- och \"ett\" *till* **fett** ~~bort~~ `<kod>`"),
        "<p>Ett ”citat” -- och \"ett\" <em>till</em> <strong>fett</strong> <s>bort</s> <code>&lt;kod&gt;</code></p>\n"
    );
    assert_eq!(html("rad\nrad  \nrad\n\n---\n\n> citat\n"), "<p>rad\nrad<br>\nrad</p>\n<hr>\n<blockquote>\n<p>citat</p>\n</blockquote>\n");
    assert_eq!(
        html("3. tre\n4. fyra\n\n- [x]y\n- z\n"),
        "<ol start=\"3\">\n<li>tre</li>\n<li>fyra</li>\n</ol>\n<ul>\n<li>[x]y</li>\n<li>z</li>\n</ul>\n"
    );
}

#[test]
fn headings_are_shifted_and_listed() {
    let made = render("## Mål _1_ {#mal-1}\n\n###### Djupt\n", |o| o.shift = 1);
    assert_eq!(made.html, "<h3 id=\"mal-1\">Mål <em>1</em></h3>\n<h6 id=\"djupt\">Djupt</h6>\n");
    let entry = |level, id: &str, text: &str| Entry { level, id: id.into(), text: text.into() };
    assert_eq!(made.contents, [entry(3, "mal-1", "Mål 1"), entry(6, "djupt", "Djupt")]);
}

#[test]
fn a_table_has_a_name_and_headers_both_ways() {
    let text = "Tabell: Kontroller *2016*\n\n| År | Antal | Läge |\n|---|--:|:-:|\n| 2016 | 88 |  |\n";
    let expected = "<div class=\"table-scroll\" role=\"region\" aria-labelledby=\"p-table_1\" tabindex=\"0\">\n<table>\n\
        <caption id=\"p-table_1\">Kontroller <em>2016</em></caption>\n<thead>\n<tr><th scope=\"col\">År</th>\
        <th scope=\"col\" class=\"align-right\">Antal</th><th scope=\"col\" class=\"align-center\">Läge</th></tr>\n</thead>\n<tbody>\n\
        <tr><th scope=\"row\">2016</th><td class=\"align-right\">88</td><td class=\"align-center\"></td></tr>\n</tbody>\n</table>\n</div>\n";
    assert_eq!(render(text, |o| o.prefix = "p-").html, expected);
}

#[test]
fn a_table_without_caption_is_named_after_its_heading() {
    let made = html("## Mål & medel\n\n|  | A |\n|---|---|\n| b | c |\n");
    assert!(made.contains("<caption id=\"table_1\" class=\"visually-hidden\">Mål &amp; medel</caption>"), "{made}");
    // The first column names nothing here, and an empty cell is no header.
    assert!(made.contains("<tr><td></td><th scope=\"col\">A</th></tr>"), "{made}");
    assert!(made.contains("<tr><td>b</td><td>c</td></tr>"), "{made}");
    assert!(html("| A |\n|---|\n").contains(">Tabell</caption>"));
    assert!(html("# X\n\n| A |\n|---|\n\n| B |\n|---|\n").contains("class=\"visually-hidden\">X (2)</caption>"));
    assert!(!html("| A |\n|---|\n").contains("tbody"));
}

#[test]
fn notes_are_numbered_as_they_are_met_and_lead_back() {
    let made = html("Ett[^b], två[^a], åter[^b].\n\n[^a]: Sist.\n\n[^b]: Först, se[^c].\n\n[^c]: I not.\n\n[^d]: Aldrig.\n");
    assert!(
        made.starts_with(
            "<p>Ett<sup class=\"footnote-ref\"><a id=\"fnref_1\" href=\"#fn_1\" role=\"doc-noteref\" aria-label=\"Fotnot 1\">1</a></sup>, \
         två<sup class=\"footnote-ref\"><a id=\"fnref_2\" href=\"#fn_2\" role=\"doc-noteref\" aria-label=\"Fotnot 2\">2</a></sup>, \
         åter<sup class=\"footnote-ref\"><a id=\"fnref_1_2\" href=\"#fn_1\" role=\"doc-noteref\" aria-label=\"Fotnot 1\">1</a></sup>.</p>\n\
         <section class=\"footnotes\" role=\"doc-endnotes\" aria-labelledby=\"fn_heading\">\n<h2 id=\"fn_heading\">Fotnoter</h2>\n<ol>\n\
         <li id=\"fn_1\"><p>Först, se<sup class=\"footnote-ref\"><a id=\"fnref_3\" href=\"#fn_3\""
        ),
        "{made}"
    );
    assert!(made.contains(
        " <a href=\"#fnref_1\" role=\"doc-backlink\" aria-label=\"Tillbaka till texten vid not 1\">↩\u{FE0E}</a> \
         <a href=\"#fnref_1_2\" role=\"doc-backlink\" aria-label=\"Tillbaka till texten vid not 1 (2)\">↩\u{FE0E}<sup>2</sup></a></p>\n</li>\n\
         <li id=\"fn_2\"><p>Sist."
    ), "{made}");
    assert!(made.contains("<li id=\"fn_3\"><p>I not."));
    assert!(!made.contains("Aldrig"));
    assert!(html("a[^1]\n\n[^1]:\n    - b\n").contains("</ul>\n<p><a href=\"#fnref_1\""));
}

#[test]
fn definitions_notices_and_tasks() {
    assert_eq!(html("SoL\n: Lagen\n"), "<dl>\n<dt>SoL</dt>\n<dd>Lagen</dd>\n</dl>\n");
    assert_eq!(
        html("> [!WARNING]\n> Akta.\n"),
        "<div class=\"notice notice-warning\" role=\"note\">\n<p class=\"notice-title\">Varning</p>\n<p>Akta.</p>\n</div>\n"
    );
    for (kind, class, title) in
        [("NOTE", "note", "Obs"), ("TIP", "tip", "Tips"), ("IMPORTANT", "important", "Viktigt"), ("CAUTION", "caution", "Var försiktig")]
    {
        let made = html(&format!("> [!{kind}]\n> x\n"));
        assert!(made.contains(&format!("notice-{class}\"")) && made.contains(&format!(">{title}</p>")), "{made}");
    }
    let tasks = html("- [x] a\n- [ ] b\n");
    assert!(tasks.contains("<li><span class=\"task task-done\"><span aria-hidden=\"true\">☑</span><span class=\"visually-hidden\">Klart:</span></span> a</li>"), "{tasks}");
    assert!(tasks.contains(">Inte klart:</span></span> b</li>") && !tasks.contains("<input"), "{tasks}");
}

#[test]
fn languages_of_parts() {
    assert_eq!(html("[word](lang:en)"), "<p><span lang=\"en\">word</span></p>\n");
    assert_eq!(html("[سلام](lang:fa)"), "<p><span lang=\"fa\" dir=\"rtl\">سلام</span></p>\n");
    assert_eq!(html("[ord](lang:sv) [x](lang:)"), "<p>ord x</p>\n");
}

#[test]
fn abbreviations_are_explained_once_and_only_as_words() {
    let known = Abbreviations::new([
        ("ANDT".to_owned(), "alkohol & tobak".to_owned()),
        ("SoL".into(), "socialtjänstlagen".into()),
        ("t.ex.".into(), "till exempel".into()),
    ]);
    let made = |text: &str| render(text, |o| o.abbreviations = &known).html;
    let andt = "<abbr title=\"alkohol &amp; tobak\">ANDT</abbr>";
    assert_eq!(made("ANDT-arbetet och ANDT"), format!("<p>{andt}-arbetet och ANDT</p>\n"));
    assert_eq!(
        made("# ANDT\n\n`ANDT` [ANDT](a.md) ANDTS åANDT (ANDT)"),
        format!("<h1 id=\"andt\">ANDT</h1>\n<p><code>ANDT</code> <a href=\"a.md\">ANDT</a> ANDTS åANDT ({andt})</p>\n")
    );
    assert_eq!(made("se t.ex. detta"), "<p>se <abbr title=\"till exempel\">t.ex.</abbr> detta</p>\n");
    assert_eq!(made("&aring;SoL och <SoL>"), "<p>åSoL och </p>\n");
}

#[test]
fn code_is_coloured_by_classes_and_unknown_languages_stay_plain() {
    let made = html("```toml\n# ord\na = \"b\"\n```\n");
    assert!(made.starts_with("<pre tabindex=\"0\"><code class=\"language-toml\"><span class=\"hl-source hl-toml\">"), "{made}");
    assert!(made.contains("hl-comment") && made.contains("hl-string") && !made.contains("style="), "{made}");
    assert_eq!(html("```okänt\n<b>\n```\n"), "<pre tabindex=\"0\"><code class=\"language-okänt\">&lt;b&gt;\n</code></pre>\n");
    assert_eq!(html("    <b>\n"), "<pre tabindex=\"0\"><code>&lt;b&gt;\n</code></pre>\n");
}

#[test]
fn every_colour_of_code_can_be_read() {
    use crate::markdown::code::PALETTE;
    use crate::theme::{contrast, load, rgb};
    let sources = crate::source::Sources::empty(jiff::civil::date(2026, 11, 22));
    let at = crate::span::Span::start_of(crate::span::SourceId::of("themes/"));
    let colours = load(&sources, None, &["sv"], at).0.colours.expect("medborgare declares its colours");
    let grounds = [colours.paper, colours.band].map(|ground| ground.expect("medborgare declares its grounds"));
    for (selector, light, dark) in PALETTE {
        for ground in grounds {
            for (ink, paper) in [(light, ground.light), (dark, ground.dark)] {
                let ratio = contrast(rgb(ink).expect("a colour"), paper.rgb);
                assert!(ratio >= 4.5, "{selector}: {ink} on {:?} is {ratio}", paper.rgb);
            }
        }
    }
    assert!(highlight_css().contains(".hl-comment{color:#55585e}"));
}

#[test]
fn links_lead_where_they_are_resolved_to() {
    assert_eq!(html("[a](https://x.se/å?b=1&c=[2])"), "<p><a href=\"https://x.se/å?b=1&amp;c=%5B2%5D\">a</a></p>\n");
    assert_eq!(html("[a](finns-inte.md) [b][c]"), "<p>a [b][c]</p>\n");
    assert_eq!(html("<info@nacka.se>"), "<p><a href=\"mailto:info@nacka.se\">info@nacka.se</a></p>\n");
}

#[test]
fn images_have_sizes_and_missing_ones_leave_their_words() {
    assert_eq!(html("![En *bild*](a b.png)"), "<p>![En <em>bild</em>](a b.png)</p>\n");
    assert_eq!(
        html("![En *bild*](a.png \"T\")"),
        "<p><img src=\"a.png\" alt=\"En bild\" title=\"T\" width=\"40\" height=\"30\" loading=\"lazy\" decoding=\"async\"></p>\n"
    );
    assert_eq!(html("![En bild](ingen.png)"), "<p><span class=\"missing-image\">En bild</span></p>\n");
}

#[test]
fn figures_leave_the_paragraph() {
    assert_eq!(html("![88 %](indicator:x)"), "<figure>x</figure>\n");
    assert_eq!(html("Se **![88 %](indicator:x)** här."), "<p>Se <strong>88 %</strong> här.</p>\n<figure>x</figure>\n");
    assert_eq!(html("- ![a](indicator:x)\n- b\n"), "<ul>\n<li><figure>x</figure>\n</li>\n<li>b</li>\n</ul>\n");
    assert_eq!(html("## ![Antal](indicator:x)"), "<h2 id=\"antal\">Antal</h2>\n<figure>x</figure>\n");
    assert!(html("| A |\n|---|\n| ![a](indicator:x) |\n").contains("<th scope=\"row\"><figure>x</figure>\n</th>"));
    assert_eq!(inline("Se ![88 %](indicator:x)"), "Se 88 %");
}

#[test]
fn what_is_left_out_takes_its_caption_along() {
    let text = "Före.\n\nTabell: Åtgärder\n\n| A |\n|---|\n| b |\n\n## Sedan\n\n| C |\n|---|\n| d |\n";
    let table = facts(text).tables[0].span.range();
    let made = render(text, |o| o.omit = vec![table]).html;
    assert!(made.starts_with("<p>Före.</p>\n<h2 id=\"sedan\">Sedan</h2>\n<div"), "{made}");
    assert!(!made.contains("Åtgärder") && made.contains("table_2"), "{made}");
}

#[test]
fn one_section_brings_its_notes() {
    let text = "# A\n\nx[^1]\n\n## B {#b}\n\ny[^2]\n\n### C\n\nz\n\n## D\n\n[^1]: Ett.\n[^2]: Två.\n";
    let section = facts(text).section("b").expect("a section");
    let made = render(text, |o| o.only = Some(section));
    assert!(made.html.starts_with("<p>y<sup") && made.html.contains("<h3 id=\"c\">C</h3>\n<p>z</p>\n<section"), "{}", made.html);
    assert!(made.html.contains("<li id=\"fn_1\"><p>Två.") && !made.html.contains("Ett."), "{}", made.html);
    assert_eq!(made.contents.len(), 1);
}

/// A definition makes the whole body be read; without one only the stretches that are shown are.
#[test]
fn a_stretch_read_by_itself_is_as_in_the_whole() {
    let texts = [
        "Ett.\n\n## A {#a}\n- ett\n- två\n| T |\n|---|\n| x |\n- tre\n\n### B\nrad\n## C\n\n~~~\n## D\n",
        "## A {#a}\n\n> citat\n\nTabell: Namn\n\n| T |\n|---|\n| x |\nrad\n| U |\n|---|\n| y |\n\nUnder\n=====\n\nslut",
        "- ## A {#a}\n\n  ord\n\n  | T |\n  |---|\n  | x |\n\nefter\n",
        "> ## A {#a}\n> ord\n\nefter\n\n  ## B\n\n| T |\n|---|\n| x |\n",
        "## A {#a}\r\n\r\nord\r\n\r\n## B\r\n\r\nåter\r\n\r\n| T |\r\n|---|\r\n| x |\r\n",
    ];
    for text in texts {
        let whole = format!("{text}\n\n~~~\n\n[namn]: a.md\n");
        let text = format!("{text}\n\n~~~\n\n");
        let found = facts(&text);
        let section = found.section("a").expect("a section");
        let tables: Vec<_> = found.tables.iter().map(|table| table.span.range()).collect();
        for (only, omit) in
            [(None, tables.clone()), (Some(section.clone()), tables), (None, vec![section.clone()]), (Some(section), Vec::new())]
        {
            let made = |text: &str| render(text, |o| (o.only, o.omit) = (only.clone(), omit.clone()));
            let (cut, read_whole) = (made(&text), made(&whole));
            assert_eq!(cut.contents, read_whole.contents, "{text}");
            assert_eq!(cut.html.replace("[namn]: a.md\n", ""), read_whole.html.replace("[namn]: a.md\n", ""), "{text}");
        }
    }
}

#[test]
fn one_line_is_words_whatever_it_begins_with() {
    assert_eq!(inline("2. *Mål* & [länk](a.md) `k`"), "2. <em>Mål</em> &amp; <a href=\"a.md\">länk</a> <code>k</code>");
    assert_eq!(inline("# 4\nrad"), "# 4 rad");
    assert_eq!(inline("_a_ <b>"), "<em>a</em> ");
    assert_eq!(inline("**(a)**"), "<strong>(a)</strong>");
    assert_eq!(inline(""), "");
    assert_eq!(plain("2. **Mål**, [länk](a.md)"), "2. Mål, länk");
    assert_eq!(plain(", x"), ", x");
    assert_eq!(plain("# A\n\nb *c*[^1]\nd 10\u{a0}000 ![e](f.png)\n\n- g\n- h\n\n[^1]: Not.\n"), "A b c d 10\u{a0}000 e g h");
}

#[test]
fn same_text_same_bytes() {
    let text = "a[^1] b[^2]\n\n[^2]: x\n\n[^1]: y\n\n```rust\nfn main() {}\n```\n";
    assert_eq!(html(text), html(text));
}

#[test]
fn what_is_mentioned_becomes_a_link_in_one_piece() {
    let render_with = |text: &str, words: &[(&str, Option<&str>)]| {
        let mut from = 0;
        let mut mentions = Vec::new();
        for (words, url) in words {
            let at = from + text[from..].find(words).expect("the words stand in the text");
            from = at + words.len();
            mentions.push(Mention { at: at..from, url: url.map(str::to_owned) });
        }
        let mut options = options();
        options.mentions = &mentions;
        crate::markdown::html(text, &facts(text), &options, &Known).html
    };
    let number = ("KS 1/2", Some("/a?b&c/"));
    assert_eq!(render_with("Se KS 1/2.", &[number]), "<p>Se <a href=\"/a?b&amp;c/\">KS\u{a0}1/2</a>.</p>\n");
    assert_eq!(render_with("Se KS 1/2.", &[("KS 1/2", None)]), "<p>Se KS\u{a0}1/2.</p>\n", "without an address it only holds together");
    let broken = ("KS\n1/2", Some("/a/"));
    let one_line = "<a href=\"/a/\">KS\u{a0}1/2</a>";
    assert_eq!(render_with("Se KS\n1/2 och\nmer", &[broken]), format!("<p>Se {one_line} och\nmer</p>\n"));
    assert_eq!(render_with("- Se KS\n  1/2", &[("KS\n  1/2", Some("/a/"))]), format!("<ul>\n<li>Se {one_line}</li>\n</ul>\n"));
    let plain = "## KS 1/2\n\n`KS 1/2` [KS 1/2](b)\n\n| KS 1/2 |\n|---|\n";
    let made = render_with(plain, &[number, number, number, number]);
    assert_eq!(made.matches("<a href=\"/a?b&amp;c/\">").count(), 1, "only the cell is running text: {made}");
    assert!(
        render_with("1 &lt; 2 \\* KS 1/2 &amp; KS 1/2", &[number, number])
            .ends_with(&format!("&lt; 2 * {0} &amp; {0}</p>\n", one_line.replace("/a/", "/a?b&amp;c/")))
    );
    assert_eq!(render_with("KS 1/2", &[("KS 1/2", Some("javascript:x"))]), "<p>KS\u{a0}1/2</p>\n");
}
