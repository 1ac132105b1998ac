//! A page as the preview shows it: its own bytes, the one script, and a policy that lets the script in.

use std::ops::Range;

use super::mark::Mark;
use super::policy;

/// A page and the policy to send with it.
pub struct Dressed {
    pub page: String,
    pub policy: String,
}

/// Adds the script to a page. Without `</body>` it stands last, as browsers read it anyhow.
pub fn dress(page: &str, edition: &str, mark: &Mark) -> Dressed {
    let small = page.to_ascii_lowercase();
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    let mut sent = String::new();
    for place in policies(page, &small) {
        let widened = policy::widened(&unescaped(&page[place.clone()]));
        edits.push((place.clone(), attribute(&widened, page[..place.start].chars().next_back())));
        sent = widened;
    }
    let last = small.rfind("</body").unwrap_or(page.len());
    edits.push((last..last, script(edition, mark)));
    edits.sort_by_key(|(place, _)| place.start);

    let mut out = String::with_capacity(page.len() + 512);
    let mut from = 0;
    for (place, words) in edits {
        out += &page[from..place.start];
        out += &words;
        from = place.end;
    }
    out += &page[from..];
    Dressed { page: out, policy: if sent.is_empty() { policy::widened(policy::STRICT) } else { sent } }
}

/// The one element that a page gets.
fn script(edition: &str, mark: &Mark) -> String {
    let Mark { page, style } = mark;
    format!("<script src=\"/_insyn/reload.js\" data-edition=\"{edition}\" data-page=\"{page}\" data-style=\"{style}\"></script>\n")
}

/// Where the policies of a page's head stand.
fn policies(page: &str, small: &str) -> Vec<Range<usize>> {
    let head = small.find("</head").unwrap_or(small.len());
    let is_policy = |tag: &Tag| tag.value(small, "http-equiv").is_some_and(|value| small[value] == *"content-security-policy");
    elements(page, small, "meta", head).into_iter().filter(is_policy).filter_map(|tag| tag.value(small, "content")).collect()
}

/// The start tags of a name in a page, up to a place; `small` is the page in small letters.
pub fn elements(page: &str, small: &str, name: &str, until: usize) -> Vec<Tag> {
    let begins = format!("<{name}");
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = small[from..until].find(&begins) {
        let after = from + at + begins.len();
        if small[after..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-') {
            from = after.min(until);
            continue;
        }
        let tag = tag(page, after);
        from = tag.end.min(until);
        found.push(tag);
    }
    found
}

/// A start tag: its attributes by their places, and the first byte after it.
pub struct Tag {
    attributes: Vec<(Range<usize>, Range<usize>)>,
    end: usize,
}

impl Tag {
    /// Where the value of an attribute stands.
    pub fn value(&self, small: &str, name: &str) -> Option<Range<usize>> {
        self.attributes.iter().find(|(known, _)| small[known.clone()] == *name).map(|(_, value)| value.clone())
    }
}

/// Reads a start tag from after its name. A sign that would end it inside a quoted value does not.
fn tag(page: &str, from: usize) -> Tag {
    let bytes = page.as_bytes();
    let until = |from: usize, stops: &dyn Fn(u8) -> bool| (from..bytes.len()).find(|at| stops(bytes[*at])).unwrap_or(bytes.len());
    let past_space = |from: usize| until(from, &|byte| !byte.is_ascii_whitespace());
    let mut attributes = Vec::new();
    let mut at = from;
    loop {
        at = until(at, &|byte| !byte.is_ascii_whitespace() && byte != b'/');
        if at >= bytes.len() || bytes[at] == b'>' {
            return Tag { attributes, end: (at + 1).min(bytes.len()) };
        }
        // A first `=` belongs to the name, by the standard; so each turn takes at least one byte.
        let name = at..until(at + 1, &|byte| byte.is_ascii_whitespace() || matches!(byte, b'=' | b'/' | b'>'));
        at = past_space(name.end);
        if bytes.get(at) != Some(&b'=') {
            attributes.push((name, at..at));
            continue;
        }
        at = past_space(at + 1);
        let value = match bytes.get(at).copied() {
            Some(quote @ (b'"' | b'\'')) => {
                let value = at + 1..until(at + 1, &|byte| byte == quote);
                at = (value.end + 1).min(bytes.len());
                value
            }
            _ => {
                let value = at..until(at, &|byte| byte.is_ascii_whitespace() || byte == b'>');
                at = value.end;
                value
            }
        };
        attributes.push((name, value));
    }
}

/// A value as an attribute's, after the sign that stands before it; one without quotes gets them.
fn attribute(value: &str, before: Option<char>) -> String {
    let value = value.replace('&', "&amp;");
    match before {
        Some('"') => value.replace('"', "&quot;"),
        Some('\'') => value.replace('\'', "&#39;"),
        _ => format!("\"{}\"", value.replace('"', "&quot;")),
    }
}

/// The value of an attribute without its escapes.
pub fn unescaped(value: &str) -> String {
    let signs = [("&#x27;", "'"), ("&#39;", "'"), ("&apos;", "'"), ("&quot;", "\""), ("&amp;", "&")];
    signs.iter().fold(value.to_owned(), |value, (written, sign)| value.replace(written, sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark() -> Mark {
        Mark { page: "p".to_owned(), style: "s".to_owned() }
    }

    #[test]
    fn a_page_gets_its_script_last_and_its_policy_widened() {
        let page = "<!doctype html><html><head><META content='default-src &#x27;none&#x27;' http-equiv=Content-Security-Policy></head>\
                    <body data-x='>'><p>å</p></BODY></html>\n";
        let dressed = dress(page, "1-1", &mark());
        assert_eq!(dressed.policy, "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'");
        assert!(dressed.page.ends_with(
            "<p>å</p><script src=\"/_insyn/reload.js\" data-edition=\"1-1\" data-page=\"p\" data-style=\"s\"></script>\n</BODY></html>\n"
        ));
    }

    #[test]
    fn a_value_in_single_quotes_stays_inside_them() {
        let page = "<meta http-equiv='Content-Security-Policy' content='default-src x'>";
        let dressed = dress(page, "1", &mark());
        assert!(dressed.page.starts_with("<meta http-equiv='Content-Security-Policy' content='default-src x; script-src x &#39;self&#39;"));
    }

    #[test]
    fn odd_pages_are_never_lost() {
        for page in ["", "<body", "<body class=", "<body class=\"", "<meta", "<meta =x =", "<meta http-equiv", "å</body", "</head><meta"] {
            let dressed = dress(page, "1", &mark()).page;
            assert!(dressed.contains("reload.js"), "{page}: {dressed}");
        }
    }
}
