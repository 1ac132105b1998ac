//! Money per purpose: what a budget sets aside, and what its lines are for. Each amount as its document has it, "ca" included.

use super::super::{View, money};
use super::{Figure, Panel, Picture, Row, Sort, Source, Time};
use crate::content::budget::Budget;
use crate::content::value::{Choice as _, Money, Period, Reference};
use crate::plan::wording;
use crate::site::RecordId;
use crate::span::Span;

pub fn of(view: &View, id: RecordId, budget: &Budget) -> Picture {
    let strings = view.strings();
    let of = Of { view, id, budget };
    let aside = budget
        .envelopes
        .iter()
        .map(|one| of.row(&one.title.text, &one.amount, one.span, one.standing.source.as_deref(), one.period.as_ref()));
    let lines = budget.lines.iter().map(|one| of.row(&one.title.text, &one.amount, one.span, one.standing.source.as_deref(), None));
    let mut panels = vec![
        Panel { title: strings.get("envelopes_heading").to_owned(), id: "envelope".to_owned(), rows: aside.collect() },
        Panel { title: strings.get("lines_heading").to_owned(), id: "line".to_owned(), rows: lines.collect() },
    ];
    panels.retain(|panel| !panel.rows.is_empty());
    let stage = wording::word(budget.stage.word(), strings, view.code());
    Picture {
        sort: Sort::Money,
        id: format!("bild-{}", view.site.record(id).id),
        title: view.spelt(view.title(super::whole(id))).into_owned(),
        about: String::new(),
        finding: money::found(view, id, budget),
        unit: "kr".to_owned(),
        definition: wording::capital(&stage),
        panels,
    }
}

struct Of<'a> {
    view: &'a View<'a>,
    id: RecordId,
    budget: &'a Budget,
}

impl Of<'_> {
    fn row(&self, title: &str, amount: &Money, span: Span, source: Option<&Reference>, period: Option<&Period>) -> Row {
        let part = self.view.site.record(self.id).part_at(span).map(|part| &*part.id);
        let text = self.view.said(&wording::money(amount, self.view.strings()));
        Row {
            label: self.view.said(title),
            id: part.unwrap_or_default().to_owned(),
            look: "plain",
            value: Some(Figure { value: amount.kronor as f64, text, approximate: amount.approximate }),
            written: format!("{}{}", if amount.approximate { "ca " } else { "" }, amount.written),
            time: period.or(self.budget.period.as_ref()).map(|period| Time::of(self.view, period)),
            ..Row::at(Source::of(self.view, self.id, source, part))
        }
    }
}
