//! The addresses in a style sheet.

use std::ops::Range;

use cssparser::{ParseError, Parser, ParserInput, Token, serialize_string};

/// Functions whose strings are addresses.
const ADDRESSED: &[&str] = &["url", "src", "image-set", "-webkit-image-set"];

/// A style sheet, or a `style` attribute, with the addresses that `relative` gives; where it gives none, the old one stays.
pub fn rewrite(css: &str, relative: &dyn Fn(&str) -> Option<String>) -> String {
    let mut edits = Vec::new();
    let mut input = ParserInput::new(css);
    collect(&mut Parser::new(&mut input), false, relative, &mut edits);
    let mut out = String::with_capacity(css.len());
    let mut from = 0;
    for (place, words) in edits {
        out += &css[from..place.start];
        out += &words;
        from = place.end;
    }
    out + &css[from..]
}

/// Finds addresses to the end of a block and in the blocks within it, in their order. `strings` says whether a string here is one.
fn collect(parser: &mut Parser, strings: bool, relative: &dyn Fn(&str) -> Option<String>, edits: &mut Vec<(Range<usize>, String)>) {
    let mut import = false;
    loop {
        let start = parser.position().byte_index();
        let Ok(token) = parser.next_including_whitespace_and_comments().cloned() else { return };
        let place = start..parser.position().byte_index();
        match &token {
            Token::UnquotedUrl(url) => edits.extend(relative(url).map(|url| (place, format!("url({})", quoted(&url))))),
            Token::QuotedString(url) if strings || import => edits.extend(relative(url).map(|url| (place, quoted(&url)))),
            Token::Function(name) => {
                let strings = ADDRESSED.iter().any(|addressed| name.eq_ignore_ascii_case(addressed));
                block(parser, strings, relative, edits);
            }
            Token::ParenthesisBlock | Token::SquareBracketBlock | Token::CurlyBracketBlock => block(parser, false, relative, edits),
            _ => {}
        }
        import = match &token {
            Token::AtKeyword(name) => name.eq_ignore_ascii_case("import"),
            Token::WhiteSpace(_) | Token::Comment(_) => import,
            _ => false,
        };
    }
}

fn block(parser: &mut Parser, strings: bool, relative: &dyn Fn(&str) -> Option<String>, edits: &mut Vec<(Range<usize>, String)>) {
    // It cannot fail: what is not understood is passed over.
    let _ = parser.parse_nested_block(|inner| {
        collect(inner, strings, relative, edits);
        Ok::<(), ParseError<()>>(())
    });
}

fn quoted(url: &str) -> String {
    let mut out = String::new();
    // Writing to a string does not fail.
    let _ = serialize_string(url, &mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_change_and_nothing_else() {
        let relative = |url: &str| url.strip_prefix('/').map(str::to_owned);
        for (css, rewritten) in [
            ("a{background:url(/b.png)}", "a{background:url(\"b.png\")}"),
            ("a{b:URL( '/b.png' ) , url(c.png)}", "a{b:URL( \"b.png\" ) , url(c.png)}"),
            ("@import /* x */ '/b.css' print;", "@import /* x */ \"b.css\" print;"),
            ("@import url(/b.css);a{b:c}", "@import url(\"b.css\");a{b:c}"),
            ("@media x{@font-face{src:url(/f.woff2)format('/x')}}", "@media x{@font-face{src:url(\"f.woff2\")format('/x')}}"),
            ("a{b:image-set('/b.png' 1x type('/t'),'/c.png')}", "a{b:image-set(\"b.png\" 1x type('/t'),\"c.png\")}"),
            ("background:url(/b.png", "background:url(\"b.png\")"),
            ("/* url(/x) */a::after{content:'url(/x)' attr(/x)}", "/* url(/x) */a::after{content:'url(/x)' attr(/x)}"),
        ] {
            assert_eq!(rewrite(css, &relative), rewritten);
        }
    }

    #[test]
    fn what_is_no_style_is_passed_on() {
        for css in ["", "}", "a{", "url(\"", "url(a b)", "'", "\\", "@import", "a{b:url('x\n')}", "å{{{(((["] {
            assert_eq!(rewrite(css, &|_| None), css);
        }
    }
}
