//! A picture as SVG. Widths are shares of the width there is and heights are in em, so that bars follow the screen while text keeps the size
//! that the reader has chosen. Colours, dashes and sizes stand in the theme's style, by class.

use std::fmt::Write;

use super::{Figure, PANELS, Picture, ROWS, Row, Sort, Time};
use crate::markdown::escape;
use crate::spoken::{END, is_mark};
use jiff::civil::Date;

/// How many signs of a line fit the narrowest phone, over the whole width and beside a bar, also where the reader sets them wider (WCAG 2.2, 1.4.12).
const WIDE: usize = 30;
const BESIDE: usize = 22;

/// Bold signs are wider.
const BOLD: usize = 26;
const BOLD_BESIDE: usize = 19;

/// Heights in em: a line of text, a bar, and what is left between rows.
const LINE: f64 = 1.35;
const BAR: f64 = 0.8;
const GAP: f64 = 0.7;

/// The drawing of a picture. `about`: how it is read, for those who hear it; `target`: what a target is called.
pub fn svg(picture: &Picture, about: &str, target: &str) -> String {
    let axis = Axis::of(picture);
    let mut named = "◇ ".to_owned();
    escape(&mut named, target);
    let mut drawing = Drawing { out: String::new(), y: 0.0, axis, sort: picture.sort, target: named };
    for panel in picture.panels.iter().take(PANELS) {
        if !panel.title.is_empty() {
            drawing.lines("h", &wrapped(&panel.title, BOLD), 0.0);
            drawing.y += 0.2;
        }
        for row in &panel.rows[panel.rows.len().saturating_sub(ROWS)..] {
            drawing.out.push_str("<g>");
            if picture.sort == Sort::Status {
                drawing.beside(row)
            } else {
                drawing.below(row)
            }
            drawing.out.push_str("</g>");
        }
        drawing.y += GAP;
    }
    let (height, mut title, mut words) = (em(drawing.y), String::new(), String::new());
    escape(&mut title, &picture.title);
    escape(&mut words, about);
    let id = &picture.id;
    format!(
        "<svg role=\"img\" aria-labelledby=\"{id}-t\" aria-describedby=\"{id}-d\" width=\"100%\" height=\"{height}em\"><title id=\"{id}-t\">{title}</title><desc id=\"{id}-d\">{words}</desc>{}</svg>",
        drawing.out
    )
}

/// From the least to the greatest of what is drawn. Values are drawn from zero, so that lengths can be compared; percent have their whole.
struct Axis {
    from: f64,
    to: f64,
    /// Whether the width is the whole of something, which is shown then.
    whole: bool,
}

impl Axis {
    fn of(picture: &Picture) -> Self {
        let rows = || picture.panels.iter().flat_map(|panel| &panel.rows);
        if picture.sort == Sort::Time {
            let times = || rows().filter_map(|row| row.time.as_ref());
            let from = times().map(|time| day(time.first)).fold(f64::INFINITY, f64::min);
            let to = times().map(|time| day(time.last.unwrap_or(time.first))).fold(f64::NEG_INFINITY, f64::max);
            return Self { from, to, whole: false };
        }
        let figures = rows().flat_map(|row| row.value.iter().chain(&row.target)).map(|figure| figure.value);
        let whole = if matches!(&*picture.unit, "procent" | "percent" | "%") { 100.0_f64 } else { 0.0 };
        let (from, to) = figures.fold((0.0_f64, whole), |(from, to), value| (from.min(value), to.max(value)));
        Self { from, to, whole: whole > 0.0 && from == 0.0 && to <= whole }
    }

    /// Where something is, in percent of the width.
    fn at(&self, value: f64) -> f64 {
        let wide = self.to - self.from;
        if wide > 0.0 { (value - self.from) / wide * 100.0 } else { 0.0 }
    }
}

/// A day as a number, exact enough to be drawn.
fn day(date: Date) -> f64 {
    f64::from(date.year()) + f64::from(date.day_of_year()) / 366.0
}

struct Drawing {
    out: String,
    /// How far down the next thing stands, in em.
    y: f64,
    axis: Axis,
    sort: Sort,
    /// What a target is called.
    target: String,
}

impl Drawing {
    /// A row whose words stand over its mark.
    fn below(&mut self, row: &Row) {
        let (number, bar) = match (self.sort, &row.value, &row.time) {
            (Sort::Time, _, Some(time)) => (&time.text, None),
            (_, Some(value), _) => (&value.text, Some(value)),
            _ => (&row.words, None),
        };
        self.words(&row.label, number, 0.0);
        match (bar, &row.time) {
            (None, Some(time)) if self.sort == Sort::Time => self.time(row, time),
            (None, _) if row.target.is_none() => {}
            _ => self.bar(row, bar),
        }
        if !row.target_words.is_empty() {
            self.target(0.0, "start", &row.target_words);
        }
        self.y += GAP;
    }

    /// A row of counts: the bar in the first part of the width, and the words beside it.
    fn beside(&mut self, row: &Row) {
        if let Some(value) = &row.value {
            let width = self.axis.at(value.value) * 0.36;
            let _ = write!(
                self.out,
                "<rect class=\"m m-{}\" x=\"0\" y=\"{}em\" width=\"{}%\" height=\"{BAR}em\"/>",
                row.look,
                em(self.y + 0.3),
                tenths(width)
            );
        }
        let number = row.value.as_ref().map_or(row.words.as_str(), |figure| &figure.text);
        self.words(&row.label, number, 39.0);
        self.y += 0.15;
    }

    /// What a row is called, and its number: on the same line where both fit.
    fn words(&mut self, label: &str, number: &str, x: f64) {
        let (width, bold) = if x > 0.0 { (BESIDE, BOLD_BESIDE) } else { (WIDE, BOLD) };
        let mut lines = wrapped(label, width);
        match lines.pop_if(|last| last.chars().count() + number.chars().count() < bold) {
            Some(last) => {
                self.lines("l", &lines, x);
                self.y += LINE;
                let (at, y, mut words, mut value) = (place(x), em(self.y - 0.35), String::new(), String::new());
                escape(&mut words, &last);
                escape(&mut value, number);
                let _ = write!(
                    self.out,
                    "<text x=\"{at}\" y=\"{y}em\"><tspan class=\"l\">{words}</tspan> <tspan class=\"v\">{value}</tspan></text>"
                );
            }
            None => {
                self.lines("l", &lines, x);
                self.lines("v", &wrapped(number, bold), x);
            }
        }
    }

    /// A bar from zero, and the line of its target. A target stands also where no value is known.
    fn bar(&mut self, row: &Row, value: Option<&Figure>) {
        let zero = self.axis.at(0.0);
        self.y += 0.15;
        let (top, foot) = (self.y, self.y + BAR);
        let _ = write!(
            self.out,
            "<line class=\"a\" x1=\"{0}%\" x2=\"{0}%\" y1=\"{1}em\" y2=\"{2}em\"/>",
            tenths(zero),
            em(top - 0.15),
            em(foot + 0.15)
        );
        if let Some(value) = value {
            let (end, about) = (self.axis.at(value.value), if value.approximate { " m-about" } else { "" });
            let _ = write!(
                self.out,
                "<rect class=\"m m-{}{about}\" x=\"{}%\" y=\"{}em\" width=\"{}%\" height=\"{BAR}em\"/>",
                row.look,
                tenths(zero.min(end)),
                em(top),
                tenths((end - zero).abs())
            );
        }
        if self.axis.whole {
            let _ = write!(self.out, "<line class=\"a\" x1=\"0\" x2=\"100%\" y1=\"{0}em\" y2=\"{0}em\"/>", em(foot));
        }
        self.y = foot;
        if let Some(target) = &row.target {
            let at = self.axis.at(target.value);
            let _ = write!(
                self.out,
                "<line class=\"u\" x1=\"{0}%\" x2=\"{0}%\" y1=\"{1}em\" y2=\"{2}em\"/><line class=\"t\" x1=\"{0}%\" x2=\"{0}%\" y1=\"{1}em\" y2=\"{2}em\"/>",
                tenths(at),
                em(top - 0.3),
                em(foot + 0.45)
            );
            self.y += 0.15;
            self.target(at, if at > 50.0 { "end" } else { "start" }, &target.text);
        }
    }

    /// What a target is, in words, at the foot of its line.
    fn target(&mut self, at: f64, anchor: &str, text: &str) {
        self.y += LINE;
        let mut words = String::new();
        escape(&mut words, text);
        let _ = write!(
            self.out,
            "<text class=\"g\" text-anchor=\"{anchor}\" x=\"{}%\" y=\"{}em\">{} <tspan class=\"w\">{words}</tspan></text>",
            tenths(at),
            em(self.y - 0.2),
            self.target
        );
    }

    /// A day is a sign, and a longer time a bar, on a line from the first to the last of what is told.
    fn time(&mut self, row: &Row, time: &Time) {
        // A sign at either end is whole.
        let at = |axis: &Axis, date: Date| 2.0 + axis.at(day(date)) * 0.96;
        let from = at(&self.axis, time.first);
        let to = time.last.map_or(100.0, |last| at(&self.axis, last));
        self.y += 0.15;
        let middle = em(self.y + BAR / 2.0);
        let _ = write!(self.out, "<line class=\"a\" x1=\"0\" x2=\"100%\" y1=\"{middle}em\" y2=\"{middle}em\"/>");
        let _ = if time.last == Some(time.first) {
            write!(self.out, "<circle class=\"m m-{}\" cx=\"{}%\" cy=\"{middle}em\" r=\".4em\"/>", row.look, tenths(from))
        } else {
            let (y, width) = (em(self.y + BAR / 4.0), tenths((to - from).max(1.0)));
            write!(self.out, "<rect class=\"m m-{}\" x=\"{}%\" y=\"{y}em\" width=\"{width}%\" height=\".4em\"/>", row.look, tenths(from))
        };
        self.y += BAR;
    }

    fn lines(&mut self, class: &str, lines: &[String], x: f64) {
        for line in lines {
            self.y += LINE;
            let (y, mut words) = (em(self.y - 0.35), String::new());
            escape(&mut words, line);
            let _ = write!(self.out, "<text class=\"{class}\" x=\"{}\" y=\"{y}em\">{words}</text>", place(x));
        }
    }
}

/// Where a line of text begins.
fn place(x: f64) -> String {
    if x > 0.0 { format!("{}%", tenths(x)) } else { "0".to_owned() }
}

/// A share of the width to a tenth of a percent.
fn tenths(share: f64) -> String {
    let text = format!("{share:.1}");
    text.strip_suffix(".0").unwrap_or(&text).to_owned()
}

fn em(length: f64) -> String {
    let text = format!("{length:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Words in lines of at most so many signs. A word that is longer is cut where it must be; numbers and their units hold together.
fn wrapped(words: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words.split([' ', '\n', '\t']).filter(|word| !word.is_empty()) {
        let mut rest = word;
        while !rest.is_empty() {
            let fits = lines.last().is_some_and(|line| line.chars().count() + 1 + rest.chars().count() <= width);
            if let Some(line) = lines.last_mut().filter(|_| fits) {
                line.push(' ');
                line.push_str(rest);
                break;
            }
            let end = rest.char_indices().nth(width).map_or(rest.len(), |(at, _)| at);
            lines.push(rest[..end].to_owned());
            rest = &rest[end..];
        }
    }
    if words.contains(is_mark) {
        carry_marks(&mut lines);
    }
    lines
}

/// Words in another language that go on over several lines are so on each of them.
fn carry_marks(lines: &mut [String]) {
    let mut open: Option<char> = None;
    for line in lines {
        let before = open;
        for mark in line.chars().filter(|c| is_mark(*c)) {
            open = (mark != END).then_some(mark);
        }
        before.iter().for_each(|mark| line.insert(0, *mark));
        line.extend(open.map(|_| END));
    }
}
