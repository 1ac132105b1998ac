//! Pages with two columns of running text: the rows that a gap parts all the way down are read one side after the other.

use super::Piece;

/// A stretch with fewer rows is no column.
const ROWS: usize = 6;

/// The letters of a row.
type Row = Vec<Piece>;

/// No page that people read has more.
const MOST_ROWS: usize = 500;

/// The rows of a page in the order in which they are read, and whether there are columns among them.
pub fn in_order(mut rows: Vec<Row>) -> (Vec<Row>, bool) {
    if rows.len() > MOST_ROWS {
        return (rows, false);
    }
    let (mut out, mut found, mut at) = (Vec::new(), false, 0);
    while at < rows.len() {
        let (count, x) = stretch(&rows[at..]).filter(|(count, x)| is_prose(&rows[at..at + count], *x)).unwrap_or((1, f64::INFINITY));
        found |= x.is_finite();
        let parted = rows[at..at + count].iter_mut().map(|row| std::mem::take(row).into_iter().partition::<Row, _>(|letter| letter.x < x));
        let (left, right): (Vec<Row>, Vec<Row>) = parted.unzip();
        out.extend(left.into_iter().chain(right).filter(|row| !row.is_empty()));
        at += count;
    }
    (out, found)
}

/// How many of the first rows share a gap, and where it is.
fn stretch(rows: &[Row]) -> Option<(usize, f64)> {
    let mut free = widest(rows.first()?)?;
    let mut until = 1;
    for pair in rows.windows(2) {
        let (Some(above), Some(first)) = (pair[0].first(), pair[1].first()) else { break };
        let (from, to) = narrowed(&pair[1], free);
        // What stands far below is another text, or the foot of the page.
        if first.y - above.y > above.size * 3.0 || to - from < first.size * 0.8 {
            break;
        }
        free = (from, to);
        until += 1;
    }
    Some((until, f64::midpoint(free.0, free.1)))
}

fn seen(row: &Row) -> impl Iterator<Item = &Piece> {
    row.iter().filter(|letter| !letter.text.trim().is_empty())
}

/// The widest gap in a row that is wider than between words.
fn widest(row: &Row) -> Option<(f64, f64)> {
    let letters: Vec<&Piece> = seen(row).collect();
    let gaps = letters.windows(2).map(|pair| (pair[0].end, pair[1].x));
    let widest = gaps.max_by(|a, b| (a.1 - a.0).total_cmp(&(b.1 - b.0)))?;
    (widest.1 - widest.0 > letters.first()?.size * 1.2).then_some(widest)
}

/// What a row leaves of a gap.
fn narrowed(row: &Row, (from, to): (f64, f64)) -> (f64, f64) {
    let middle = f64::midpoint(from, to);
    let left = seen(row).filter(|letter| letter.x < middle).map(|letter| letter.end).fold(from, f64::max);
    let right = seen(row).filter(|letter| letter.x >= middle).map(|letter| letter.x).fold(to, f64::min);
    (left, right)
}

/// Whether both sides are running text: many full rows of words. The cells of a table end where they like, and begin side by side.
fn is_prose(rows: &[Row], x: f64) -> bool {
    let side = |left: bool| -> Vec<Vec<&Piece>> {
        let rows = rows.iter().map(|row| seen(row).filter(|letter| (letter.x < x) == left).collect::<Vec<_>>());
        rows.filter(|row| !row.is_empty()).collect()
    };
    let runs = |side: &[Vec<&Piece>]| {
        let ends = || side.iter().filter_map(|row| Some(row.last()?.end - row.first()?.x));
        let widest = ends().fold(0.0, f64::max);
        let full = ends().filter(|width| *width > widest * 0.6).count();
        let letters = side.iter().map(Vec::len).sum::<usize>();
        let digits = side.iter().flatten().filter(|letter| letter.text.starts_with(|c: char| c.is_ascii_digit())).count();
        side.len() >= ROWS && full * 4 >= side.len() * 3 && letters >= side.len() * 20 && digits * 5 < letters
    };
    let begins = |row: &Row, left: bool| {
        seen(row).find(|letter| (letter.x < x) == left).is_some_and(|letter| letter.text.starts_with(char::is_uppercase))
    };
    let together = rows.iter().skip(1).filter(|row| begins(row, true) && begins(row, false)).count();
    let (left, right) = (side(true), side(false));
    together * 12 <= rows.len() && runs(&left) && runs(&right) && left.len().min(right.len()) * 4 >= left.len().max(right.len()) * 3
}
