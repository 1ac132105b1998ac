//! Which addresses may be written on a page, and how.

use std::borrow::Cow;
use std::fmt::Write as _;

use pulldown_cmark::LinkType;

/// Where a link leads as its author meant it: `<namn@kommun.se>` is a letter.
pub(super) fn written(kind: LinkType, dest: &str) -> Cow<'_, str> {
    if kind == LinkType::Email { format!("mailto:{dest}").into() } else { dest.into() }
}

/// Whether a reader may be sent here: http, https, mailto, tel, or an address within the site.
pub(super) fn is_safe(url: &str) -> bool {
    scheme(url)
        .is_ok_and(|scheme| scheme.is_none_or(|s| ["http", "https", "mailto", "tel"].iter().any(|safe| s.eq_ignore_ascii_case(safe))))
}

/// Whether a picture may be fetched from here.
pub(super) fn is_safe_picture(url: &str) -> bool {
    scheme(url).is_ok_and(|scheme| scheme.is_none_or(|s| ["http", "https"].iter().any(|safe| s.eq_ignore_ascii_case(safe))))
}

/// The scheme, none for a relative address, and an error where a browser could see another than we do: it skips control characters and
/// leading space.
fn scheme(url: &str) -> Result<Option<&str>, ()> {
    if url.starts_with(char::is_whitespace) || url.contains(|c: char| c.is_control()) {
        return Err(());
    }
    let head = url.split(['/', '?', '#']).next().unwrap_or("");
    Ok(head.split_once(':').map(|(scheme, _)| scheme))
}

/// Writes an address as the value of an attribute. Characters that no address may hold are percent-encoded; å, ä and ö may stay.
pub(super) fn attribute(out: &mut String, url: &str) {
    let mut from = 0;
    for (at, byte) in url.bytes().enumerate() {
        if !matches!(byte, b' ' | b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}' | b'[' | b']' | b'&') {
            continue;
        }
        out.push_str(&url[from..at]);
        from = at + 1;
        if byte == b'&' {
            out.push_str("&amp;");
        } else {
            // Writing to a string never fails.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out.push_str(&url[from..]);
}
