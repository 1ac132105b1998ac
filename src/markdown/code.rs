//! Colours for blocks of code: classes in the HTML, and the stylesheet that gives them their colours.

use std::sync::LazyLock;

use pulldown_cmark::CodeBlockKind;
use syntect::html::{ClassStyle, ClassedHTMLGenerator};
use syntect::parsing::SyntaxSet;
use syntect::util::LinesWithEndings;

use super::escape;

/// Loaded when the first block of code is met; a site without code pays nothing.
static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

/// Beyond these sizes (bytes of a block, of a line) code stays uncoloured: colours are not worth minutes.
const MAX_BLOCK: usize = 64 * 1024;
const MAX_LINE: usize = 2 * 1024;

/// The first word after the fence, as in "```toml".
pub(super) fn language(kind: &CodeBlockKind<'_>) -> String {
    let CodeBlockKind::Fenced(info) = kind else { return String::new() };
    let word = info.split([' ', ',', '\t', '{']).next().unwrap_or("");
    if word.chars().all(|c| c.is_alphanumeric() || "+-_#.".contains(c)) { word.to_lowercase() } else { String::new() }
}

/// Writes a block of code. It can be reached with the keyboard, since it may scroll sideways.
pub(super) fn write(out: &mut String, language: &str, code: &str) {
    out.push_str("<pre tabindex=\"0\"><code");
    if !language.is_empty() {
        out.push_str(" class=\"language-");
        escape::attribute(out, language);
        out.push('"');
    }
    out.push('>');
    match coloured(language, code) {
        Some(html) => out.push_str(&html),
        None => escape::text(out, code),
    }
    out.push_str("</code></pre>\n");
}

fn coloured(language: &str, code: &str) -> Option<String> {
    if language.is_empty() || code.len() > MAX_BLOCK || code.lines().any(|line| line.len() > MAX_LINE) {
        return None;
    }
    let syntax = SYNTAXES.find_syntax_by_token(language)?;
    let mut html = ClassedHTMLGenerator::new_with_class_style(syntax, &SYNTAXES, ClassStyle::SpacedPrefixed { prefix: "hl-" });
    for line in LinesWithEndings::from(code) {
        html.parse_html_for_line_which_includes_newline(line).ok()?;
    }
    Some(html.finalize())
}

/// What is coloured, and its colour on light and on dark paper. Each has at least 4.5:1 against the grounds of the theme
/// `medborgare`.
/// Later rows win over earlier ones.
pub(super) const PALETTE: &[(&str, &str, &str)] = &[
    (".hl-variable,.hl-support", "#74430a", "#f0c27b"),
    (".hl-entity.hl-name", "#5b3a9e", "#c9b2ff"),
    (".hl-entity.hl-name.hl-tag,.hl-storage,.hl-keyword", "#0b4f8a", "#8cc4f5"),
    (".hl-constant.hl-numeric,.hl-constant.hl-language", "#8a1c5c", "#f5a3cf"),
    (".hl-string,.hl-markup.hl-inserted", "#17603a", "#8fd6ab"),
    (".hl-constant.hl-character.hl-escape,.hl-markup.hl-deleted,.hl-invalid", "#9b2316", "#ff9d8d"),
    (".hl-comment", "#55585e", "#b3afa6"),
];

/// The stylesheet for blocks of code: light by default and in print, dark where the reader prefers it. The theme chooses the papers.
pub fn highlight_css() -> String {
    let mut css = String::new();
    for (selector, light, _) in PALETTE {
        css.push_str(&format!("{selector}{{color:{light}}}\n"));
    }
    css.push_str("@media screen and (prefers-color-scheme:dark){\n");
    for (selector, _, dark) in PALETTE {
        css.push_str(&format!("{selector}{{color:{dark}}}\n"));
    }
    css.push_str("}\n");
    css
}
