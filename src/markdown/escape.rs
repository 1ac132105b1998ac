//! Text made safe to stand in HTML: as content, and as the value of an attribute in double quotes.

/// Writes text as content of an element.
pub(super) fn text(out: &mut String, text: &str) {
    write(out, text, false);
}

/// Writes text as the value of an attribute.
pub(super) fn attribute(out: &mut String, text: &str) {
    write(out, text, true);
}

fn write(out: &mut String, text: &str, quotes: bool) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let safe = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' if quotes => "&quot;",
            // HTML has no place for control characters.
            0..=8 | 11 | 12 | 14..=31 | 127 => "\u{FFFD}",
            _ => continue,
        };
        out.push_str(&text[from..at]);
        out.push_str(safe);
        from = at + 1;
    }
    out.push_str(&text[from..]);
}
