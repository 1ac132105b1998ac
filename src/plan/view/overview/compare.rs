//! Two follow-ups of one plan side by side, goal by goal. Each year is compared with the next only.

use std::sync::Arc;

use tera::Value;

use super::super::{Fields, View, corrections, lineage, result, strategy, whole};
use super::{Overview, Place};
use crate::content::indicator::Indicator;
use crate::content::result::{Extent, FollowUp, JudgedAction, Observation};
use crate::content::strategy::{Goal, Strategy};
use crate::content::value::Choice as _;
use crate::knowledge::Knowledge;
use crate::knowledge::lineage::{Spot, of};
use crate::plan::routes::Routes;
use crate::plan::wording;
use crate::site::{Address, RecordId, Site};

pub static OVERVIEW: Overview =
    Overview { name: "compare", title: "compare_heading", about: "compare_about", shown: None, places, on_start: false, page };

fn places(site: &Site, knowledge: &Knowledge) -> Vec<Place> {
    let routes = Routes::of(site);
    let mut pairs: Vec<(RecordId, RecordId)> = knowledge.lineage.before.iter().map(|(later, earlier)| (*later, *earlier)).collect();
    pairs.sort_unstable();
    let place = |(later, earlier): (RecordId, RecordId)| {
        let record = site.record(later);
        let (before, after) = (site.record(earlier).is::<FollowUp>()?, record.is::<FollowUp>()?);
        let address = lineage::comparison(&routes.folders["strategies"], &site.record(record.follows?).id, &before.period, &after.period);
        Some(Place { about: Arc::from(format!("{}/{}", record.kind.folder, record.id)), address, pages: 1 })
    };
    pairs.into_iter().filter_map(place).collect()
}

/// One of the two follow-ups.
#[derive(Clone, Copy)]
struct Year<'a> {
    id: RecordId,
    result: &'a FollowUp,
}

/// Both, and what they follow up.
struct Pair<'v, 'a> {
    view: &'v View<'a>,
    plan: RecordId,
    earlier: Year<'a>,
    later: Year<'a>,
}

fn page(view: &View, about: &str, _: u32) -> Option<Fields> {
    let (folder, id) = about.split_once('/')?;
    let later = view.site.get(folder, id)?;
    let earlier = *view.knowledge.lineage.before.get(&later)?;
    let plan = view.site.record(later).follows?;
    let goals = &view.site.record(plan).is::<Strategy>()?.goals;
    let year = |id: RecordId| Some(Year { id, result: view.site.record(id).is::<FollowUp>()? });
    let pair = Pair { view, plan, earlier: year(earlier)?, later: year(later)? };
    let mut fields = pair.head();
    fields.set("goals", goals.iter().map(|goal| Value::from(pair.goal(goal))).collect::<Vec<_>>());
    let stray = |of: Option<&str>| !goals.iter().any(|goal| strategy::belongs(goal, of));
    fields.set("other_rows", values(pair.actions(&stray)));
    fields.set("other_figures", pair.figures(&stray));
    Some(fields)
}

impl Pair<'_, '_> {
    fn head(&self) -> Fields {
        let (view, strings) = (self.view, self.view.strings());
        let record = view.site.record(self.plan);
        let mut fields = Fields::default();
        let (before, after) = (self.earlier.period(view), self.later.period(view));
        let plan = view.title(whole(self.plan));
        fields.set("title", strings.fill("compare_title", &[("earlier", &before), ("later", &after), ("plan", &plan)]));
        let list = view.page_link(view.both(record.kind.many), &view.routes().list(record.kind, 0, 1));
        fields.set("breadcrumbs", vec![view.start_link(), list, view.link(whole(self.plan))]);
        fields.set("section", record.kind.folder);
        fields.set("plan", view.link(whole(self.plan)));
        fields.set("earlier", self.earlier.fields(view));
        fields.set("later", self.later.fields(view));
        fields.set("caveat", self.caveat());
        fields.set("previous", lineage::compared(view, self.earlier.id));
        let next = view.knowledge.lineage.after.get(&self.later.id);
        fields.set("next", next.and_then(|next| lineage::compared(view, *next)));
        if record.state != crate::site::State::Published {
            fields.set("robots", "noindex");
        }
        fields
    }

    /// What two follow-ups that do not both tell all cannot be read as.
    fn caveat(&self) -> Option<String> {
        let strings = self.view.strings();
        match (self.earlier.result.extent, self.later.result.extent) {
            (Extent::Full, Extent::Full) => None,
            (Extent::Summary, Extent::Summary) => Some(strings.get("compare_both_summary").to_owned()),
            (Extent::Part, Extent::Part) => Some(strings.get("compare_both_part").to_owned()),
            (before, after) => {
                let words = |extent: Extent| {
                    strings.get(match extent {
                        Extent::Full => "compare_is_full",
                        Extent::Part => "compare_is_part",
                        Extent::Summary => "compare_is_summary",
                    })
                };
                let (earlier, later) = (self.earlier.period(self.view), self.later.period(self.view));
                let of = [("earlier", &*earlier), ("later", &*later), ("earlier_is", words(before)), ("later_is", words(after))];
                Some(strings.fill("compare_differ", &of))
            }
        }
    }

    fn goal(&self, goal: &Goal) -> Fields {
        let view = self.view;
        let part = view.site.record(self.plan).parts.named(&goal.id.id);
        let mut fields = view.link(Address { record: self.plan, part });
        fields.set("title", goal.title.text.as_str());
        fields.set("number", view.text(goal.number.as_ref()));
        fields.set("anchor", goal.id.id.as_str());
        let mut rows = Vec::new();
        let areas = goal.areas.iter().map(|area| (&area.id, area.title.text.as_str()));
        for (id, title) in std::iter::once((&goal.id, view.strings().get("compare_whole"))).chain(areas) {
            let said = |year: Year| {
                year.result.goals.iter().find(|one| one.goal.inner() == Some(&id.id)).map(|one| {
                    let mut cell = Fields::default();
                    cell.set("status", one.status.iter().map(|status| view.word(status.word())).collect::<Vec<_>>());
                    cell.set("coverage", one.coverage.map(|coverage| view.word(coverage.word())));
                    cell.set("text", view.text(one.text.as_ref()));
                    cell
                })
            };
            let (earlier, later) = (said(self.earlier), said(self.later));
            if earlier.is_some() || later.is_some() {
                rows.push(row(title, earlier, later));
            }
        }
        let wanted = |of: Option<&str>| strategy::belongs(goal, of);
        rows.extend(self.actions(&wanted));
        fields.set("rows", values(rows));
        fields.set("figures", self.figures(&wanted));
        fields
    }

    /// The actions of either follow-up whose goal is `wanted`: those of the later one, each with what it goes on with; then those of the
    /// earlier one that nothing goes on with.
    fn actions(&self, wanted: &dyn Fn(Option<&str>) -> bool) -> Vec<Fields> {
        let lineage = &self.view.knowledge.lineage;
        let mut rows = Vec::new();
        for (spot, action) in self.later.actions(wanted) {
            let before = of(&lineage.earlier, spot).filter(|spot| spot.record == self.earlier.id);
            let before = before.filter_map(|spot| Some((spot, self.earlier.result.actions.get(spot.at as usize)?)));
            let cells: Vec<Fields> = before.map(|(_, action)| self.cell(action)).collect();
            rows.push(row(&action.title, cells.into_iter().next(), Some(self.cell(action))));
        }
        for (spot, action) in self.earlier.actions(wanted) {
            if of(&lineage.later, spot).any(|spot| spot.record == self.later.id) {
                continue;
            }
            let mut fields = row(&action.title, Some(self.cell(action)), None);
            fields.set("vanished", of(&lineage.lost, spot).any(|later| later == self.later.id));
            rows.push(fields);
        }
        rows
    }

    fn cell(&self, action: &JudgedAction) -> Fields {
        let mut cell = Fields::default();
        cell.set("status", lineage::statuses(self.view, action));
        cell.set("coverage", action.coverage.map(|coverage| self.view.word(coverage.word())));
        cell.set("closed", action.closed);
        cell.set("replaced_by", action.replaced_by.as_ref().map(|words| words.text.as_str()));
        cell
    }

    /// The figures of either follow-up whose goal is `wanted`, by indicator, with the difference where both are exact.
    fn figures(&self, wanted: &dyn Fn(Option<&str>) -> bool) -> Vec<Value> {
        let mut figures: Vec<Figures> = Vec::new();
        let both = [(self.earlier, false), (self.later, true)];
        for (year, is_later) in both {
            for observation in &year.result.observations {
                let inner = observation.goal.as_ref().and_then(|goal| goal.inner());
                let Some(indicator) = self.view.site.resolve(&observation.indicator, year.id).filter(|_| wanted(inner)) else { continue };
                let at = figures.iter().position(|known| known.indicator == indicator.record).unwrap_or_else(|| {
                    figures.push(Figures { indicator: indicator.record, earlier: Vec::new(), later: Vec::new() });
                    figures.len() - 1
                });
                if is_later { figures[at].later.push(observation) } else { figures[at].earlier.push(observation) }
            }
        }
        figures.iter().map(|figures| Value::from(self.figure(figures))).collect()
    }

    fn figure(&self, figures: &Figures) -> Fields {
        let (view, strings) = (self.view, self.view.strings());
        let indicator = view.site.record(figures.indicator).is::<Indicator>();
        let unit = result::unit(indicator);
        let better = indicator.and_then(|indicator| indicator.better);
        let told = |observations: &[&Observation], year: Year| {
            let told = observations.iter().map(|one| {
                if corrections::is_masked(view, year.id, one) {
                    return strings.get("masked").to_owned();
                }
                let outcome = wording::outcome(one, unit, None, false, strings, view.code());
                outcome
                    .figure
                    .or_else(|| one.text.as_ref().map(|text| text.text.clone()))
                    .unwrap_or_else(|| strings.get("no_figure").to_owned())
            });
            told.map(Value::from).collect::<Vec<_>>()
        };
        let mut fields = Fields::default();
        fields.set("indicator", view.link(whole(figures.indicator)));
        fields.set("earlier", told(&figures.earlier, self.earlier));
        fields.set("later", told(&figures.later, self.later));
        // Several figures of one indicator, or two for the same time, are no change from one year to the next.
        if let ([before], [after]) = (&figures.earlier[..], &figures.later[..]) {
            let time = |one: &Observation, year: Year| one.period.as_deref().unwrap_or(&year.result.period).first();
            let moved = time(before, self.earlier) < time(after, self.later);
            if let (Some(was), Some(is), true) = (before.value, after.value, moved) {
                if before.approximate || after.approximate {
                    fields.set("change", strings.get("change_approximate"));
                } else {
                    let year = wording::period(before.period.as_deref().unwrap_or(&self.earlier.result.period), strings);
                    let (words, direction) = wording::change(is, was, &year, unit, strings);
                    let better = better.filter(|_| direction != "equal").and_then(|better| wording::better(better, strings));
                    fields.set(
                        "change",
                        std::iter::once(format!("{}.", wording::capital(&words))).chain(better).collect::<Vec<_>>().join(" "),
                    );
                }
            }
        }
        fields
    }
}

/// The figures of one indicator in either follow-up.
struct Figures<'a> {
    indicator: RecordId,
    earlier: Vec<&'a Observation>,
    later: Vec<&'a Observation>,
}

impl<'a> Year<'a> {
    fn period(self, view: &View) -> String {
        wording::period(&self.result.period, view.strings())
    }

    fn fields(self, view: &View) -> Fields {
        let mut link = view.link(whole(self.id));
        link.set("period", view.period(&self.result.period));
        link.set("extent", lineage::extent(view, self.result, self.id));
        link
    }

    fn actions(self, wanted: &dyn Fn(Option<&str>) -> bool) -> impl Iterator<Item = (Spot, &'a JudgedAction)> {
        let inner = |action: &'a JudgedAction| action.goal.as_ref().and_then(|goal| goal.inner());
        let actions = (0..).zip(&self.result.actions).filter(move |(_, action)| wanted(inner(action)));
        actions.map(move |(at, action)| (Spot { record: self.id, at }, action))
    }
}

/// A row of the comparison. A cell that is not there was not mentioned.
fn row(title: &str, earlier: Option<Fields>, later: Option<Fields>) -> Fields {
    let mut fields = Fields::default();
    fields.set("title", title);
    fields.set("earlier", earlier);
    fields.set("later", later);
    fields
}

fn values(rows: Vec<Fields>) -> Vec<Value> {
    rows.into_iter().map(Value::from).collect()
}
