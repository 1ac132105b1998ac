//! From bytes to text, or why they are none.

use crate::source::{Encoding, Format, Why};
use crate::span::{LineCol, Lines};

/// What files begin with that people give the wrong extension.
const SIGNATURES: &[(&[u8], Format)] = &[(b"PK\x03\x04", Format::Zip), (b"\xd0\xcf\x11\xe0", Format::OldOffice), (b"%PDF-", Format::Pdf)];

/// How much of a file is looked at for the zeros of UTF-16.
const SAMPLE: usize = 4096;

/// The bytes as UTF-8. What they are instead is said only as surely as the bytes themselves say it.
pub fn text(bytes: &[u8]) -> Result<&str, Why> {
    if let Some((_, format)) = SIGNATURES.iter().find(|(signature, _)| bytes.starts_with(signature)) {
        return Err(Why::NotText(*format));
    }
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Err(Why::Utf16);
    }
    match simdutf8::compat::from_utf8(bytes) {
        Ok(text) => match memchr::memchr(0, bytes) {
            None => Ok(text),
            Some(_) if every_other_is_zero(bytes) => Err(Why::PerhapsUtf16),
            Some(at) => Err(Why::Zero { at: Lines::new(text).at(at) }),
        },
        Err(error) => Err(not_utf8(bytes, error.valid_up_to())),
    }
}

/// Whether zeros stand in every other place, and nowhere else, as in text of Latin letters in UTF-16.
fn every_other_is_zero(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let zeros = |parity: usize| sample.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    even.min(odd) == 0 && even.max(odd) * 4 > sample.len()
}

fn not_utf8(bytes: &[u8], valid_up_to: usize) -> Why {
    if every_other_is_zero(bytes) {
        return Why::PerhapsUtf16;
    }
    if bytes.contains(&0) {
        return Why::NotText(Format::Unknown);
    }
    Why::NotUtf8 { at: place(&bytes[..valid_up_to]), looks_like: looks_like(bytes) }
}

/// The place after bytes that are sound.
fn place(before: &[u8]) -> LineCol {
    let before = String::from_utf8_lossy(before);
    Lines::new(&before).at(before.len())
}

fn looks_like(bytes: &[u8]) -> Encoding {
    if bytes.utf8_chunks().any(|chunk| !chunk.valid().is_ascii()) {
        return Encoding::Mixed;
    }
    let mut high = bytes.iter().filter(|byte| !byte.is_ascii());
    let swedish = bytes.iter().any(|byte| b"\xe5\xe4\xf6\xc5\xc4\xd6".contains(byte));
    if swedish && high.all(|byte| in_swedish_text(*byte)) { Encoding::Windows1252 } else { Encoding::Unknown }
}

/// Whether Windows-1252 has, at this byte, a letter or sign that Swedish text has.
fn in_swedish_text(byte: u8) -> bool {
    // From 0x80: € … – — ‘ ’ “ ” „ •; from 0xA0: hard space, signs as § ° ½ » «; from 0xC0: letters, apart from those of Icelandic.
    matches!(byte, 0x80 | 0x84 | 0x85 | 0x91..=0x97 | 0xa0..=0xbf | 0xc0..=0xcf | 0xd1..=0xdc | 0xdf..=0xef | 0xf1..=0xfc)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_utf8_is_named_as_surely_as_it_can_be() {
        let says = |bytes: &[u8]| text(bytes).expect_err("it is no UTF-8");
        let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        let not_utf8 = |line, column, looks_like| Why::NotUtf8 { at: LineCol { line, column }, looks_like };
        assert_eq!(says(b"rad\nTillg\xe5ng f\xf6r alla \x96 \xa7 5"), not_utf8(2, 6, Encoding::Windows1252));
        assert_eq!(says("å och ".bytes().chain(*b"\xe5").collect::<Vec<u8>>().as_slice()), not_utf8(1, 7, Encoding::Mixed));
        assert_eq!(says(b"Tillg\x86ng"), not_utf8(1, 6, Encoding::Unknown), "DOS has å at 0x86, Windows a dagger");
        assert_eq!(says(b"gar\xe7on"), not_utf8(1, 4, Encoding::Unknown), "without å, ä or ö nothing tells which it is");
        assert_eq!(says(&[b"\xff\xfe".as_slice(), &utf16("hej")].concat()), Why::Utf16);
        assert_eq!(says(b"\xfe\xff\0h"), Why::Utf16);
        assert_eq!(says(&utf16("hej på dig")), Why::PerhapsUtf16);
        assert_eq!(says(b"a\nbc\0"), Why::Zero { at: LineCol { line: 2, column: 3 } });
        assert_eq!(says(b"PK\x03\x04word"), Why::NotText(Format::Zip));
        assert_eq!(says(b"%PDF-1.7"), Why::NotText(Format::Pdf));
        assert_eq!(says(b"\x89PNG\r\n\0\0"), Why::NotText(Format::Unknown));
        assert_eq!(text("\u{feff}å\r\n".as_bytes()), Ok("\u{feff}å\r\n"), "a mark and Windows line endings are sound");
        assert_eq!(text(b""), Ok(""));
    }
}
