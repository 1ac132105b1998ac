//! Values of an indicator: an outcome against its target, one bar for each follow-up, one panel for each part of the population.

use rustc_hash::FxHashMap;

use super::super::{View, corrections, result, whole};
use super::{Figure, Panel, Picture, Row, Sort, Source, Time, fields};
use crate::content::common::CorrectionKind;
use crate::content::indicator::{Indicator, IndicatorValue};
use crate::content::result::{Coverage, FollowUp, Observation, Trend};
use crate::content::value::{Choice as _, Text};
use crate::knowledge::REFERRERS;
use crate::plan::wording::{self, Unit};
use crate::site::RecordId;

/// What the panel of the whole is known by in the files, where parts of the population have panels of their own.
const WHOLE: &str = "whole";

/// The picture of what a follow-up observed, as a template sees it; None when its numbers are told better in words.
pub fn of_observation(view: &View, id: RecordId, follow_up: &FollowUp, observation: &Observation) -> Option<tera::Value> {
    // Most observations have one number, and nothing is made of those.
    if observation.target.is_none() && observation.subgroups.is_empty() {
        return None;
    }
    let seen = Seen::of(view, id, follow_up, observation)?;
    let mut picture = seen.picture();
    picture.finding.push(seen.sentence());
    fields(view, &picture, id)
}

/// The picture of an indicator in a body, told apart from others on the page by `mark`.
pub fn in_body(view: &View, indicator: RecordId, mark: &str) -> Option<tera::Value> {
    let mut picture = of_indicator(view, indicator, true)?;
    picture.id = format!("{}-{mark}", picture.id);
    fields(view, &picture, indicator)
}

/// All that a follow-up observed, for its files.
pub fn of_result(view: &View, id: RecordId, follow_up: &FollowUp) -> Vec<Picture> {
    follow_up.observations.iter().filter_map(|observation| Some(Seen::of(view, id, follow_up, observation)?.picture())).collect()
}

/// The values of an indicator in time, the oldest first; parts of the population have panels of their own. `newest`: in as many follow-ups
/// as a page shows, else in all.
pub fn of_indicator(view: &View, id: RecordId, newest: bool) -> Option<Picture> {
    let measure = Measure::of(view, id)?;
    let mut picture = measure.picture(view);
    let mut groups = Groups::default();
    let all = view.knowledge.observations.get(&id).map_or(&[][..], Vec::as_slice);
    let shown = if newest { all.chunk_by(|a, b| a.0 == b.0).take(REFERRERS).map(<[_]>::len).sum() } else { all.len() };
    for (at, (from, place)) in all[..shown].iter().enumerate() {
        let Some(follow_up) = view.site.record(*from).is::<FollowUp>() else { continue };
        let seen = Seen { view, id: *from, follow_up, observation: &follow_up.observations[*place], measure };
        if at == 0 {
            picture.finding.push(format!("{}: {}", seen.time().text, seen.sentence()));
        }
        groups.of("").rows.push(seen.whole());
        for (at, group) in seen.observation.subgroups.iter().enumerate() {
            let mut row = seen.subgroup(at);
            row.label = seen.time().text;
            groups.of(&view.said(&group.group)).rows.push(row);
        }
    }
    for value in &measure.indicator.values {
        let group = value.group.as_ref().map_or(String::new(), |group| view.said(group));
        groups.of(&group).rows.push(own(view, id, value, measure.unit(view)));
    }
    let mut panels = groups.panels;
    for panel in &mut panels {
        panel.rows.sort_by_key(|row| row.time.as_ref().map(|time| (time.first, time.last)));
    }
    panels.retain(|panel| !panel.rows.is_empty());
    // Without a follow-up the newest of its own values is told: of the whole, else of the first group.
    if let Some(row) = panels.first().and_then(|panel| panel.rows.last()).filter(|_| picture.finding.is_empty()) {
        let group = Some(&*panels[0].title).filter(|title| !title.is_empty()).map_or_else(String::new, |title| format!("{title}, "));
        picture.finding.push(format!("{group}{}: {}.", row.label, row.value.as_ref().map_or("", |figure| &figure.text)));
    }
    if let Some(first) = panels.first_mut().filter(|panel| panel.title.is_empty()) {
        view.strings().get("picture_whole").clone_into(&mut first.title);
        WHOLE.clone_into(&mut first.id);
    }
    if let [only] = &mut panels[..] {
        only.title.clear();
        only.id.clear();
    }
    picture.panels = panels;
    Some(picture)
}

/// For how many and which way it goes, as records say it.
fn lasting(coverage: Option<Coverage>, trend: Option<Trend>) -> String {
    let words = [coverage.map(|coverage| coverage.word().sv), trend.map(|trend| trend.word().sv)];
    words.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Panels in the order in which their parts of the population are first named; the first is the whole, without a name.
struct Groups {
    panels: Vec<Panel>,
    /// Where each stands in `panels`.
    places: FxHashMap<String, usize>,
}

impl Default for Groups {
    fn default() -> Self {
        Self { panels: vec![Panel::default()], places: FxHashMap::from_iter([(String::new(), 0)]) }
    }
}

impl Groups {
    fn of(&mut self, title: &str) -> &mut Panel {
        let at = self.places.get(title).copied().unwrap_or_else(|| {
            self.places.insert(title.to_owned(), self.panels.len());
            self.panels.push(Panel { title: title.to_owned(), ..Panel::default() });
            self.panels.len() - 1
        });
        &mut self.panels[at]
    }
}

/// A value that stands with the indicator itself.
fn own(view: &View, id: RecordId, value: &IndicatorValue, unit: Unit) -> Row {
    let figure =
        |number, approximate| Figure { value: number, text: wording::quantity(number, unit, approximate, view.strings()), approximate };
    let time = Time::of(view, &value.period);
    Row {
        label: time.text.clone(),
        look: "plain",
        value: Some(figure(value.value, value.approximate)),
        target: value.target.map(|target| figure(target, false)),
        time: Some(time),
        ..Row::at(Source::of(view, id, value.standing.source.as_deref(), None))
    }
}

/// An indicator and its id.
#[derive(Clone, Copy)]
struct Measure<'a> {
    id: RecordId,
    indicator: &'a Indicator,
}

impl<'a> Measure<'a> {
    fn of(view: &View<'a>, id: RecordId) -> Option<Self> {
        Some(Self { id, indicator: view.site.record(id).is::<Indicator>()? })
    }

    fn unit(&self, view: &View) -> Unit<'a> {
        Unit { foreign: view.is_foreign(), ..result::unit(Some(self.indicator)) }
    }

    fn picture(&self, view: &View) -> Picture {
        let record = view.site.record(self.id);
        let text = |words: Option<&Text>| words.map_or_else(String::new, |words| words.text.clone());
        Picture {
            sort: Sort::Figures,
            id: format!("bild-{}", record.id),
            title: view.spelt(view.title(whole(self.id))).into_owned(),
            about: record.id.to_string(),
            finding: Vec::new(),
            unit: self.indicator.unit.text.clone(),
            definition: text(self.indicator.definition.as_ref()),
            panels: Vec::new(),
        }
    }
}

/// An observation in its follow-up.
struct Seen<'a> {
    view: &'a View<'a>,
    id: RecordId,
    follow_up: &'a FollowUp,
    observation: &'a Observation,
    measure: Measure<'a>,
}

impl<'a> Seen<'a> {
    fn of(view: &'a View<'a>, id: RecordId, follow_up: &'a FollowUp, observation: &'a Observation) -> Option<Self> {
        let measure = Measure::of(view, view.site.resolve(&observation.indicator, id)?.record)?;
        Some(Self { view, id, follow_up, observation, measure })
    }

    /// The observation by itself: the whole, then each part of the population.
    fn picture(&self) -> Picture {
        let mut picture = self.measure.picture(self.view);
        picture.id = format!("bild-{}-{}", self.view.site.record(self.id).id, self.part().unwrap_or_default());
        let mut rows = vec![self.whole()];
        if !self.observation.subgroups.is_empty() {
            rows[0].label = self.view.strings().get("picture_whole").to_owned();
            rows.extend((0..self.observation.subgroups.len()).map(|at| self.subgroup(at)));
        }
        picture.panels.push(Panel { rows, ..Panel::default() });
        picture
    }

    fn part(&self) -> Option<&str> {
        self.view.site.record(self.id).part_at(self.observation.span).map(|part| &*part.id)
    }

    fn time(&self) -> Time {
        let time = Time::of(self.view, self.observation.period.as_deref().unwrap_or(&self.follow_up.period));
        // A figure that only a draft tells is seen among others, and says so.
        Time { text: self.view.spelt(self.view.marked(time.text, self.id)).into_owned(), ..time }
    }

    /// The sentence of the observation, as its page has it.
    fn sentence(&self) -> String {
        let (view, indicator) = (self.view, self.measure.indicator);
        let unit = self.measure.unit(self.view);
        let outcome = wording::outcome(self.observation, unit, indicator.better, self.lacks_target(), view.strings(), view.code());
        let first = outcome.figure.unwrap_or_else(|| self.no_figure().to_owned());
        std::iter::once(format!("{first}.")).chain(outcome.rest).collect::<Vec<_>>().join(" ")
    }

    /// What stands where no figure is: that it was taken away, or that none is stated.
    fn no_figure(&self) -> &str {
        let key = if corrections::is_masked(self.view, self.id, self.observation) { "masked" } else { "no_figure" };
        self.view.strings().get(key)
    }

    /// Whether the target was taken away.
    fn lacks_target(&self) -> bool {
        corrections::is_target_masked(self.view, self.id, self.observation)
    }

    fn figure(&self, value: f64, approximate: bool) -> Figure {
        Figure { value, text: wording::quantity(value, self.measure.unit(self.view), approximate, self.view.strings()), approximate }
    }

    fn whole(&self) -> Row {
        let one = self.observation;
        let time = self.time();
        // A number says itself.
        let words = if one.value.is_some() {
            String::new()
        } else {
            let told = wording::outcome(one, self.measure.unit(self.view), None, false, self.view.strings(), self.view.code()).figure;
            told.unwrap_or_else(|| self.no_figure().to_owned())
        };
        Row {
            label: time.text.clone(),
            id: self.part().unwrap_or_default().to_owned(),
            look: "plain",
            value: one.value.map(|value| self.figure(value, one.approximate)),
            target: one.target.map(|target| self.figure(target, false)),
            words,
            written: lasting(one.coverage, one.trend),
            target_words: if self.lacks_target() { self.view.strings().get("masked").to_owned() } else { String::new() },
            time: Some(time),
            ..Row::at(Source::of(self.view, self.id, one.standing.source.as_deref(), self.part()))
        }
    }

    /// A part of the population. Where something in the observation was redacted, and this has no value, it says so.
    fn subgroup(&self, at: usize) -> Row {
        let group = &self.observation.subgroups[at];
        let trend = group.trend.map(|trend| wording::word(trend.word(), self.view.strings(), self.view.code()));
        let redacted = self.view.site.record(self.id).common.corrections.iter().filter(|one| one.kind == CorrectionKind::Redacted);
        let path = self.part().map(|part| format!("observation.{part}.subgroup"));
        let masked = redacted.filter_map(|one| one.field.as_deref()).any(|field| path.as_ref().is_some_and(|path| field.starts_with(path)));
        let none = self.view.strings().get(if masked { "masked" } else { "no_figure" });
        Row {
            label: self.view.said(&group.group),
            id: self.part().unwrap_or_default().to_owned(),
            look: "plain",
            value: group.value.map(|value| self.figure(value, false)),
            words: if group.value.is_some() { String::new() } else { trend.unwrap_or_else(|| none.to_owned()) },
            written: lasting(None, group.trend),
            time: Some(self.time()),
            ..Row::at(Source::of(self.view, self.id, group.standing.source.as_deref(), self.part()))
        }
    }
}
