//! Rows that say money again: sums of the lines above them, and parts of the line above. They are no lines of their own.

use super::header::Header;
use crate::content::field::{Field as _, Shape};
use crate::content::item::{Item, Table};
use crate::content::read::Reading;
use crate::content::value::Money;
use crate::diagnostic::{Both, Diagnostic, Lint, Severity};
use crate::knowledge::money;
use crate::parse::columns::heading;
use crate::span::Span;
use crate::spreadsheet::Row;

pub static SUM_ROW: Lint = Lint {
    name: "sum-row",
    severity: Severity::Warning,
    title: Both("Rad som säger pengar en gång till", "Row that says money again"),
    why: Both(
        "En summa är inga egna pengar. Stämmer den inte med raderna saknas kanske en rad, eller så är ett belopp fel.",
        "A sum is no money of its own. When it does not agree with the lines, a line may be missing, or an amount wrong.",
    ),
    manual: Both(
        "Rader i ett kalkylblad med pengar som börjar med Summa, Delsumma, Totalsumma eller Totalt läses inte som egna rader: webbplatsen räknar själv. De jämförs med raderna ovanför, sedan förra summan eller från början. Avrundning får göra en halv enhet för varje rad. Rader som börjar med varav eller därav är en del av raden ovanför, och läses inte heller.\n\nFel:   100 tkr, 50 tkr, och sedan Summa 250 tkr\nRätt:  100 tkr, 50 tkr, och sedan Summa 150 tkr\n\nÄr raden ingen summa: kalla den något annat. Ska delarna med: skriv dem som rader i stället för raden ovanför.",
        "Rows of a spreadsheet of money that begin with Sum, Subtotal or Total are not read as lines of their own: the site adds up itself. They are compared with the lines above, since the last sum or from the beginning. Rounding may make half a unit for each line. Rows that begin with “of which” are a part of the line above, and are not read either.\n\nWrong: 100 tkr, 50 tkr, and then Sum 250 tkr\nRight: 100 tkr, 50 tkr, and then Sum 150 tkr\n\nIf the row is no sum: call it something else. If the parts are for the site: write them as lines instead of the line above.",
    ),
};

/// What a row of sums is called.
const SUMS: &[&str] = &["summa", "totalt", "total", "summa totalt", "sum"];

/// What its name begins with in a table of money; elsewhere an action may begin so.
const FIRST: &[&str] = &["summa", "delsumma", "totalsumma", "slutsumma", "totalt", "sum", "subtotal"];

/// What the name of a part of the line above begins with.
const PARTS: &[&str] = &["varav", "därav", "of which"];

/// Whether a row of this name is worked out of other rows, whatever table it stands in.
pub fn is_sum(name: &str) -> bool {
    SUMS.contains(&&*heading(name).0)
}

/// What the lines of a table come to so far.
#[derive(Default)]
pub struct Sums {
    all: Total,
    /// Since the last sum.
    since: Total,
    /// A sum with no line above it: it stands before the lines, or has none.
    before: Option<Said>,
    /// Whether a line could not be read, so that nothing can be held against the lines.
    pub unread: bool,
}

#[derive(Default)]
struct Total {
    lines: usize,
    kronor: i64,
    /// Twice what rounding may have made of it, in kronor.
    off: i64,
}

/// A sum as its row says it.
struct Said {
    name: String,
    span: Span,
    amount: Money,
}

impl Total {
    fn add(&mut self, amount: &Money) {
        self.lines += 1;
        self.kronor = self.kronor.saturating_add(amount.kronor);
        self.off = self.off.saturating_add(off(amount));
    }

    fn agrees(&self, sum: &Money) -> bool {
        self.kronor.abs_diff(sum.kronor).saturating_mul(2) <= self.off.saturating_add(off(sum)).unsigned_abs()
    }
}

/// How far apart two amounts lie that are written as exactly as this one.
fn off(amount: &Money) -> i64 {
    let decimals = amount.written.split_once([',', '.']).map_or(0, |(_, rest)| rest.bytes().take_while(u8::is_ascii_digit).count());
    let step = u32::try_from(decimals).ok().and_then(|decimals| 10i64.checked_pow(decimals)).map_or(0, |parts| amount.unit / parts);
    step.max(money::Sum::of([amount]).steps)
}

impl Sums {
    /// Counts a line in.
    pub fn add(&mut self, line: &Table) {
        let Some(amount) = line.get("amount").and_then(|entry| amount(&entry.item)) else {
            self.unread |= line.get("amount").is_some();
            return;
        };
        self.all.add(&amount);
        self.since.add(&amount);
    }

    fn hold(&mut self, said: Said) -> Option<Diagnostic> {
        let since = std::mem::take(&mut self.since);
        if self.all.lines == 0 {
            self.before = Some(said);
            return None;
        }
        let held = if since.lines == 0 { &self.all } else { &since };
        let agrees = self.unread || held.agrees(&said.amount) || self.all.agrees(&said.amount);
        (!agrees).then(|| said.differs(held))
    }

    /// What is left to tell of where the table ends.
    pub fn end(self) -> Option<Diagnostic> {
        let said = self.before.filter(|said| !self.unread && !self.all.agrees(&said.amount))?;
        Some(said.differs(&self.all))
    }
}

impl Said {
    fn differs(&self, lines: &Total) -> Diagnostic {
        let unit = self.amount.unit.max(1);
        let named = self.amount.written.trim_start_matches(|c: char| !c.is_alphabetic());
        let together = format!("{} {named}", lines.kronor as f64 / unit as f64).replace('.', ",");
        let (name, written) = (&self.name, &self.amount.written);
        Diagnostic::new(
            &SUM_ROW,
            self.span,
            format!("Raden ”{name}” är {written}, men raderna som den räknar ihop är tillsammans {together}."),
            format!("The row “{name}” is {written}, but the lines that it adds up are together {together}."),
        )
        .help(
            "Se efter om en rad saknas eller ett belopp är fel. Summan själv läses inte som en rad; är den ingen summa, kalla den något annat.",
            "See whether a line is missing or an amount is wrong. The sum itself is not read as a line; if it is no sum, call it something else.",
        )
    }
}

/// An amount that has been read off a row.
fn amount(item: &Item) -> Option<Money> {
    Money::read(item, &mut Reading::with("", false))
}

impl Header<'_> {
    /// Whether the row is a sum, or a part of the row above, so that it is no record; a sum of money is held against the lines above it.
    pub fn takes_as_sum(&mut self, row: &Row, reading: &mut Reading) -> bool {
        let money = self.columns.iter().find(|column| matches!(column.decl.shape, Shape::Money));
        let title = self.columns.iter().find(|column| column.decl.key == "title").map(|column| column.at);
        // A group is called "Totalt" where it is everybody.
        let group = self.columns.iter().find(|column| column.decl.key == "group").map(|column| column.at);
        let named = row.cells.iter().take(1).filter(|cell| group != Some(cell.column));
        let titled = row.cells.iter().filter(|cell| money.is_some() && title == Some(cell.column));
        let begins = |name: &str, words: &[&str]| {
            words.iter().any(|word| name.strip_prefix(word).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)))
        };
        for cell in named.chain(titled) {
            let shown = cell.value.shown();
            let name = heading(&shown).0;
            let Some(money) = money else {
                if is_sum(&shown) {
                    return true;
                }
                continue;
            };
            if begins(&name, PARTS) {
                reading.found(part(cell.span, &shown));
                return true;
            }
            if is_sum(&shown) || begins(&name, FIRST) {
                let own = row.cells.iter().find(|cell| cell.column == money.at);
                let value =
                    own.and_then(|own| money.item(own, &mut Table::new(row.span), reading).map(|value| Item { value, span: own.span }));
                let said = value.and_then(|item| Some(Said { name: shown, span: item.span, amount: amount(&item)? }));
                reading.diagnostics.extend(said.and_then(|said| self.sums.hold(said)));
                return true;
            }
        }
        false
    }
}

fn part(span: Span, name: &str) -> Diagnostic {
    Diagnostic::new(
        &SUM_ROW,
        span,
        format!("Raden ”{name}” är en del av en rad ovanför, och läses inte: pengarna skulle räknas två gånger."),
        format!("The row “{name}” is a part of a line above, and is not read: the money would count twice."),
    )
    .help(
        "Ska delarna med: skriv alla som egna rader, i stället för raden som de är delar av.",
        "If the parts are for the site: write all of them as lines, instead of the line that they are parts of.",
    )
}
