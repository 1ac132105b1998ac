//! Bytes that people's programs saved as text: UTF-8, UTF-16 with a mark, or Windows-1252.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// What a text was saved in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Was {
    Unicode,
    Windows1252,
}

/// A text with its line endings as `\n`, and what it was saved in; None when it is no text.
pub fn decoded(bytes: &[u8]) -> Option<(String, Was)> {
    let whole = |encoding: &'static Encoding| encoding.decode_with_bom_removal(bytes).0.into_owned();
    let (text, was) = match bytes {
        [0xff, 0xfe, ..] => (whole(UTF_16LE), Was::Unicode),
        [0xfe, 0xff, ..] => (whole(UTF_16BE), Was::Unicode),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => (text.trim_start_matches('\u{feff}').to_owned(), Was::Unicode),
            Err(_) => (whole(WINDOWS_1252), Was::Windows1252),
        },
    };
    let known = [&b"PK\x03\x04"[..], b"\xd0\xcf\x11\xe0", b"%PDF-"].iter().any(|start| bytes.starts_with(start));
    (!known && !text.contains('\0')).then(|| (text.replace("\r\n", "\n").replace('\r', "\n"), was))
}
