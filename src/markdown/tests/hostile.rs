//! What no one should write, and someone will.

use super::{facts, html, render};

/// Reads and writes a text; what comes out is no larger than the marks around the words explain. Work that grew with the square would
/// take these sizes minutes, and whoever runs the tests would see it.
fn bounded(what: &str, text: &str) {
    let headings = facts(text).headings.len();
    let html = html(text);
    let plain = crate::markdown::plain(text);
    assert!(headings <= text.len() / 2 && plain.len() <= text.len() + 2, "{what}");
    assert!(html.len() < 80 * text.len() + 10_000, "{what}: {} bytes of {}", html.len(), text.len());
    assert!(!html.contains("<script"));
}

#[test]
fn large_and_deep_texts_cost_their_size() {
    bounded("one line", &"ord och fler ord ".repeat(600_000));
    bounded("one word", &"a".repeat(10_000_000));
    bounded("quotes in quotes", &format!("{}x", "> ".repeat(10_000)));
    bounded("lists in lists", &format!("{}x", "- ".repeat(10_000)));
    bounded("images in images", &format!("{}x{}", "![a ".repeat(10_000), "](b)".repeat(10_000)));
    bounded("emphasis", &format!("{}x{}", "*a **b ".repeat(10_000), "** *".repeat(10_000)));
    bounded("brackets", &"[".repeat(100_000));
    bounded("notes that are not", &"[^".repeat(100_000));
    bounded("notes that are not, joined", &"[^a][^b".repeat(50_000));
    bounded("notes", &"[^1] ".repeat(20_000).add_note());
    bounded("headings alike", &"## Mål\n\n".repeat(50_000));
    bounded("one row per line", &format!("| a | b |\n|---|---|\n{}", "| 1 | 2 |\n".repeat(50_000)));
    bounded("a table of many columns", &format!("{}|\n{}|\n", "| a ".repeat(20_000), "|---".repeat(20_000)));
    bounded("code in one line", &format!("```json\n{}\n```\n", "[".repeat(1_000_000)));
    bounded("figures", &"![a](indicator:b) ".repeat(20_000));
}

trait AddNote {
    fn add_note(self) -> String;
}

impl AddNote for String {
    fn add_note(self) -> String {
        self + "\n\n[^1]: Sagt.\n"
    }
}

#[test]
fn many_ranges_left_out_cost_little() {
    let text = "a\n\n".repeat(50_000);
    let omit = (0..50_000).filter(|n| n % 2 == 0).map(|n| n * 3..n * 3 + 3).collect();
    let made = render(&text, |o| o.omit = omit);
    assert_eq!(made.html.matches("<p>").count(), 25_000);
}

#[test]
fn raw_html_never_comes_out() {
    for text in [
        "<script>alert(1)</script>",
        "a <b onclick=x>b</b>",
        "<!-- x -->",
        "<div>\n<p style=x>",
        "<?php ?>",
        "<![CDATA[x]]>",
        "a <img src=x>",
    ] {
        let made = html(text);
        for forbidden in ["<script", "<b", "<!", "<div", "<?", "<img", "onclick"] {
            assert!(!made.contains(forbidden), "{text} gave {made}");
        }
    }
}

#[test]
fn addresses_that_run_code_are_words_only() {
    for url in [
        "javascript:alert(1)",
        "JaVaScRiPt:x",
        "data:text/html,x",
        "vbscript:x",
        "&#1;javascript:x",
        "java&#10;script:x",
        "&#32;javascript:x",
    ] {
        assert_eq!(html(&format!("[ord](<{url}>)")), "<p>ord</p>\n", "{url}");
        assert_eq!(html(&format!("![ord](<{url}>)")), "<p><span class=\"missing-image\">ord</span></p>\n", "{url}");
    }
    for url in ["https://a.se", "HTTP://a.se", "mailto:a@b.se", "tel:+46", "../a.md#b", "/x:y", "?a=b:c", "#d"] {
        assert!(html(&format!("[ord]({url})")).contains("<a href="), "{url}");
    }
    assert!(!html("![ord](mailto:a@b.se)").contains("<img"));
}

#[test]
fn quotes_and_signs_cannot_leave_their_place() {
    assert_eq!(html("a < b & \"c\""), "<p>a &lt; b &amp; \"c\"</p>\n");
    assert_eq!(html("[a](<x\" onclick=y> \"t\\\"<\")"), "<p><a href=\"x%22%20onclick=y\" title=\"t&quot;&lt;\">a</a></p>\n");
    assert!(html("![a\" onerror=x](b.png)").contains("alt=\"a&quot; onerror=x\""));
    assert!(html("## A {#x\"onclick=y}").contains("id=\"x&quot;onclick=y\""));
    assert_eq!(html("[a](lang:en\"x)"), "<p>a</p>\n");
    assert!(html("```x\"><script>\n<b>\n```\n").starts_with("<pre tabindex=\"0\"><code>&lt;b&gt;"));
    assert_eq!(html("a\u{1}b"), "<p>a\u{FFFD}b</p>\n");
}

#[test]
fn every_element_that_opens_closes_in_order() {
    let bits = [
        "# h\n",
        "> ",
        "- ",
        "1. ",
        "| a | b |\n|--|--|\n",
        "[^1]",
        "[^1]: ",
        "*",
        "**",
        "`",
        "![",
        "](indicator:x)",
        "](b)",
        "[",
        "\n",
        "\n\n",
        "term\n: ",
        "    ",
        "Tabell: ",
    ];
    let mut seed: u32 = 7;
    for _ in 0..5_000 {
        let mut text = String::new();
        for _ in 0..14 {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            text.push_str(bits[(seed >> 16) as usize % bits.len()]);
            text.push('x');
        }
        let facts = facts(&text);
        balanced(&text, &html(&text));
        for section in &facts.sections {
            balanced(&text, &render(&text, |o| o.only = Some(section.clone())).html);
        }
        let omit = facts.tables.iter().map(|t| t.span.range()).collect();
        balanced(&text, &render(&text, |o| o.omit = omit).html);
    }
}

fn balanced(text: &str, html: &str) {
    let mut open: Vec<&str> = Vec::new();
    for tag in html.split('<').skip(1).map(|rest| rest.split('>').next().unwrap_or("")) {
        let name = tag.trim_start_matches('/').split(' ').next().unwrap_or("");
        match name {
            "br" | "hr" | "img" => {}
            _ if tag.starts_with('/') => assert_eq!(open.pop(), Some(name), "{text:?} gave {html}"),
            _ => {
                let parent = open.last().copied().unwrap_or("");
                let fits = match name {
                    "li" => parent == "ul" || parent == "ol",
                    "figure" | "table" | "ul" | "pre" | "p" | "blockquote" | "dl" => {
                        !["p", "em", "strong", "a", "ul", "ol", "h1", "dl", "tr"].contains(&parent)
                    }
                    "dt" | "dd" => parent == "dl",
                    _ => true,
                };
                assert!(fits, "{name} in {parent}: {text:?} gave {html}");
                open.push(name);
            }
        }
    }
    assert!(open.is_empty(), "{text:?} gave {html}");
}
