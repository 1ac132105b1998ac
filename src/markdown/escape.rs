//! Text made safe to stand in HTML: as content, and as the value of an attribute in double quotes.

/// Writes text as content of an element.
pub fn text(out: &mut String, text: &str) {
    write(out, text, false);
}

/// Writes text as the value of an attribute.
pub(super) fn attribute(out: &mut String, text: &str) {
    write(out, text, true);
}

/// What stands in for each byte that is not safe everywhere; quotes are unsafe in attributes only.
const STAND_INS: [Option<&str>; 256] = {
    let mut stand_ins = [None; 256];
    let mut byte = 0;
    while byte < 128 {
        stand_ins[byte] = match byte as u8 {
            b'&' => Some("&amp;"),
            b'<' => Some("&lt;"),
            b'>' => Some("&gt;"),
            b'"' => Some("&quot;"),
            // HTML has no place for control characters.
            0..=8 | 11 | 12 | 14..=31 | 127 => Some("\u{FFFD}"),
            _ => None,
        };
        byte += 1;
    }
    stand_ins
};

fn write(out: &mut String, text: &str, quotes: bool) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let Some(safe) = STAND_INS[usize::from(byte)] else { continue };
        if byte == b'"' && !quotes {
            continue;
        }
        out.push_str(&text[from..at]);
        out.push_str(safe);
        from = at + 1;
    }
    out.push_str(&text[from..]);
}
