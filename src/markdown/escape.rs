//! Text made safe to stand in HTML, as content and as the value of an attribute in double quotes; and in Markdown, as just these words.

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

/// Words as one line that Markdown reads as just these words, also in the cell of a table.
pub fn literal(words: &str) -> String {
    let entity = words.contains(';');
    let mut out = String::with_capacity(words.len());
    for c in line(words).chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '|' | '~' | '{' | '}') || (c == '&' && entity) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Words on one line, with one space between them.
pub fn line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
