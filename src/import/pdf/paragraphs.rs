//! Paragraphs without space between them: the first line is indented, or the last one ends before the edge.

use super::Piece;

/// Whether a line of some that stand close begins a paragraph. Only after the end of a sentence: what else ends early is an address or a verse.
pub fn begins_paragraph(lines: &[Piece], at: usize) -> bool {
    let (above, line) = (&lines[at - 1], &lines[at]);
    let ended = above.text.ends_with(['.', '!', '?', '”', ')']) && line.text.starts_with(|c: char| c.is_uppercase() || "–”".contains(c));
    ended && !above.wide && !line.wide && (is_indented(lines, at) || ends_early(lines, above, line))
}

/// Whether a line begins further in than those around it.
fn is_indented(lines: &[Piece], at: usize) -> bool {
    let edge = lines.iter().map(|line| line.x).fold(f64::INFINITY, f64::min);
    let by = |line: &Piece| (line.x - edge) / line.size.max(1.0);
    // A quote stands further in with all of its lines.
    let alone = lines.get(at + 1).is_none_or(|next| by(next) < 0.5);
    alone && (0.8..6.0).contains(&by(&lines[at]))
}

/// Whether the first word of a line would have found room at the end of the one above.
fn ends_early(lines: &[Piece], above: &Piece, line: &Piece) -> bool {
    let edge = lines.iter().map(|line| line.end).fold(0.0, f64::max);
    let letters = |text: &str| text.chars().count() as f64;
    let word = line.text.split_whitespace().next().unwrap_or_default();
    let width = (line.end - line.x) / letters(&line.text).max(1.0) * (letters(word) + 1.0);
    // Letters are not all as wide as each other.
    edge - above.end > width * 1.5
}
