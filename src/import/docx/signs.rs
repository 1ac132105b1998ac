//! Signs that mean something by their looks: raised and lowered figures, and letters of fonts that show symbols.

/// Raised or lowered words as plain text that follows `before`. Figures have signs of their own, so that 10³ is not 103; a letter that would
/// stick to a number stands apart.
pub fn shifted(text: &str, raised: bool, before: &str) -> String {
    let signs = if raised { "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻" } else { "₀₁₂₃₄₅₆₇₈₉₊₋₋" };
    let sign = |c: char| "0123456789+-−".chars().position(|known| known == c).and_then(|at| signs.chars().nth(at)).unwrap_or(c);
    let shifted: String = text.chars().map(sign).collect();
    let sticks = before.ends_with(|c: char| c.is_ascii_digit()) && shifted.starts_with(char::is_alphabetic);
    if sticks { format!(" {shifted}") } else { shifted }
}

/// Whether the letters of a font show symbols.
pub fn shows_symbols(font: &str) -> bool {
    let font = font.to_lowercase();
    font == "symbol" || font.starts_with("wingdings") || font.starts_with("webdings")
}

/// The sign that a letter of a font shows, by its number there; None when nobody knows.
///
/// Source: the fonts' own tables. Word adds F000 to what stands in them.
pub fn symbol(font: &str, code: u32) -> Option<char> {
    let font = font.to_lowercase();
    let sign = match (font.as_str(), code & 0xff) {
        ("wingdings", 0xfc) | ("wingdings 2", 0x50) => '✓',
        ("wingdings", 0xfe) | ("wingdings 2", 0x52) => '☑',
        ("wingdings", 0x6f | 0xa8) | ("wingdings 2", 0xa3) => '☐',
        ("wingdings", 0xfb) | ("wingdings 2", 0x4f) => '✗',
        ("wingdings", 0xfd | 0x78) | ("wingdings 2", 0x51 | 0x53 | 0x54) => '☒',
        ("wingdings", 0x4a) => '☺',
        ("wingdings", 0x4b) => '😐',
        ("wingdings", 0x4c) => '☹',
        ("wingdings", 0x6c) | ("symbol", 0xb7) => '•',
        ("wingdings", 0xa7) => '▪',
        ("wingdings", 0xe0) | ("symbol", 0xae) => '→',
        ("symbol", 0xa3) => '≤',
        ("symbol", 0xb3) => '≥',
        ("symbol", 0xb0) => '°',
        ("symbol", 0xb1) => '±',
        ("symbol", 0xb4) => '×',
        ("symbol", 0xb9) => '≠',
        ("symbol", 0xbb) => '≈',
        ("symbol", 0x44) => 'Δ',
        ("symbol", 0x53) => 'Σ',
        ("symbol", 0x6d) => 'µ',
        (font, _) if shows_symbols(font) => return None,
        // Any other font shows what the number says, unless it is one of those that every font uses as it likes.
        _ => char::from_u32(code).filter(|sign| !('\u{e000}'..='\u{f8ff}').contains(sign) && !sign.is_control())?,
    };
    Some(sign)
}
