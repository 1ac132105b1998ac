//! From what a browser asks for to what the plan lists. A request never becomes a path on disk.

use super::edition::Edition;
use crate::output::Output;

pub use crate::sheet::OWN;

/// What an address leads to.
#[derive(Debug, PartialEq, Eq)]
pub enum Place<'a> {
    Page(&'a Output),
    /// A file of the preview's own, by its name under `/_insyn/`.
    Own(String),
    /// Another address, ready for a header.
    Elsewhere(String),
    Nowhere,
    /// Not an address.
    Nonsense,
}

/// Finds what a request target leads to.
pub fn find<'a>(target: &str, edition: &'a Edition) -> Place<'a> {
    let path = target.split(['?', '#']).next().unwrap_or_default();
    let Some(path) = decode(path).filter(|path| is_plain(path)) else { return Place::Nonsense };
    if let Some(own) = path.strip_prefix(OWN) {
        return Place::Own(own.to_owned());
    }
    let plan = &edition.house.plan;
    let base = &plan.routes.base;
    let plain_base = decode(base).unwrap_or_else(|| base.clone());
    if let Some(inside) = path.strip_prefix(&plain_base) {
        if let Some(output) = plan.output(&file(inside)) {
            return Place::Page(output);
        }
        // A folder without its last slash, as web servers do.
        if plan.output(&format!("{inside}/index.html")).is_some() {
            return Place::Elsewhere(encode(&format!("{plain_base}{inside}/")));
        }
    }
    if path == "/" || format!("{path}/") == plain_base {
        return Place::Elsewhere(encode(&plain_base));
    }
    for before in edition.bases.iter().filter(|before| *before != base) {
        let before = decode(before).unwrap_or_else(|| before.clone());
        if let Some(inside) = path.strip_prefix(&before).filter(|inside| plan.output(&file(inside)).is_some()) {
            return Place::Elsewhere(encode(&format!("{plain_base}{inside}")));
        }
    }
    Place::Nowhere
}

/// The path of a built file: a folder's page is its `index.html`.
fn file(inside: &str) -> String {
    if inside.is_empty() || inside.ends_with('/') { format!("{inside}index.html") } else { inside.to_owned() }
}

/// Decodes `%41` once. None when it is not UTF-8 or a sign is cut short.
fn decode(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digit = |byte: u8| char::from(byte).to_digit(16);
        let (high, low) = (digit(rest.next()?)?, digit(rest.next()?)?);
        bytes.push(u8::try_from(high * 16 + low).ok()?);
    }
    String::from_utf8(bytes).ok()
}

/// Whether a decoded path is one that a page could have. Nothing else would be found in the plan either: this is the second lock.
fn is_plain(path: &str) -> bool {
    path.starts_with('/') && !path.contains(['\\', ':']) && !path.chars().any(char::is_control) && !path.split('/').any(|part| part == "..")
}

/// Encodes a path for a header: only what a path may hold is left as it is, so no line can be broken.
fn encode(path: &str) -> String {
    path.bytes().fold(String::new(), |mut out, byte| {
        match byte {
            b'/' | b'-' | b'.' | b'_' | b'~' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => out.push(char::from(byte)),
            other => out += &format!("%{other:02X}"),
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decodes_once_and_whole_signs_only() {
        assert_eq!(decode("/a%2Fb%25%32e/%C3%A5").as_deref(), Some("/a/b%2e/å"));
        for cut in ["%", "%4", "%zz", "%C3", "%ff", "%+1"] {
            assert_eq!(decode(cut), None, "{cut}");
        }
    }

    #[test]
    fn only_plain_paths_pass() {
        for path in ["/../x", "/a/..", "/a\\..\\b", "/a\0", "/a\r\nb", "x", "", "http://x/", "/c:/x"] {
            assert!(!is_plain(path), "{path:?}");
        }
        assert!(is_plain("/planer/å..ä/index.html"));
    }

    #[test]
    fn a_header_takes_no_line_break() {
        assert_eq!(encode("/å b\r\n\"/"), "/%C3%A5%20b%0D%0A%22/");
    }
}
