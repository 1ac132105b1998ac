//! Digits of every script: a number is the same number in Arabic or full-width digits.

/// The zero of each script's decimal digits; the other nine follow it. Unicode 16, general category Nd.
const ZEROS: &[u32] = &[
    0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xDE6, 0xE50, 0xED0, 0xF20, 0x1040, 0x1090, 0x17E0,
    0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10,
    0x104A0, 0x10D30, 0x10D40, 0x11066, 0x110F0, 0x11136, 0x111D0, 0x112F0, 0x11450, 0x114D0, 0x11650, 0x116C0, 0x116D0, 0x116DA, 0x11730,
    0x118E0, 0x11950, 0x11BF0, 0x11C50, 0x11D50, 0x11DA0, 0x11F50, 0x16130, 0x16A60, 0x16AC0, 0x16B50, 0x16D70, 0x1CCF0, 0x1D7CE, 0x1D7D8,
    0x1D7E2, 0x1D7EC, 0x1D7F6, 0x1E140, 0x1E2F0, 0x1E4F0, 0x1E5F1, 0x1E950, 0x1FBF0,
];

/// The value of a decimal digit of any script.
pub fn digit(c: char) -> Option<u8> {
    if c.is_ascii() {
        return c.to_digit(10).and_then(|value| u8::try_from(value).ok());
    }
    let at = ZEROS.partition_point(|zero| *zero <= c as u32).checked_sub(1)?;
    u8::try_from(c as u32 - ZEROS[at]).ok().filter(|value| *value < 10)
}

/// Where the first digit of any script stands from `from` on. Most of a page is letters: they are passed in strides.
pub fn next_digit(text: &str, from: usize) -> Option<usize> {
    /// No digit beyond ASCII begins with a lower byte, and the letters of Swedish do.
    const LEAD: u8 = 0xD9;
    const STRIDE: usize = 32;
    let bytes = text.as_bytes();
    let mut at = from;
    while at < bytes.len() {
        let end = (at + STRIDE).min(bytes.len());
        if bytes[at..end].iter().fold(false, |any, byte| any | byte.is_ascii_digit() | (*byte >= LEAD)) {
            let digit_at = |at: &usize| {
                let byte = bytes[*at];
                byte.is_ascii_digit() || (byte >= LEAD && text[*at..].chars().next().and_then(digit).is_some())
            };
            if let Some(found) = (at..end).find(digit_at) {
                return Some(found);
            }
        }
        at = end;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::digit;

    #[test]
    fn digits_are_those_of_unicode() {
        let known = regex::Regex::new(r"^\d$").expect("a pattern");
        for c in '\0'..=char::MAX {
            let mut one = [0; 4];
            assert_eq!(digit(c).is_some(), known.is_match(c.encode_utf8(&mut one)), "{c:?} U+{:04X}", c as u32);
        }
        assert_eq!(('٠'..='٩').filter_map(digit).collect::<Vec<_>>(), (0..10).collect::<Vec<_>>());
    }
}
