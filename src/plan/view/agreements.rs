//! Agreements: the register, and what an organisation or a role takes part in.

use tera::Value;

use super::lists::{self, pager};
use super::{Fields, View, actors, whole};
use crate::content::agreement::Agreement;
use crate::content::datum::Branch;
use crate::content::field::Field as _;
use crate::content::{Kind, value::Choice};
use crate::knowledge::agreements::{Group, Joined};
use crate::plan::pages::page_size;
use crate::plan::wording;
use crate::site::{Address, RecordId};

/// How many agreements the page of an organisation or a role shows of each sort; all of them have pages of their own when there are more.
const IN_BRIEF: usize = 10;

/// How many statements about informal collaborations the register shows.
const STATEMENTS: usize = 5;

/// A page of the register of agreements: what holds, what is planned, what has ended, and what is informal.
pub fn register(view: &View, number: u32) -> Option<Fields> {
    let kind = Kind::named("agreement")?;
    let known = &view.knowledge.agreements;
    let mut fields = Fields::default();
    fields.set("title", view.both(kind.many));
    fields.set("summary", view.strings().get("agreements_about"));
    fields.set("section", kind.folder);
    fields.set("kind", kind.name);
    fields.set("day", wording::day(view.site.today, view.strings()));
    fields.set("count", known.register.len());
    fields.set("formal", known.formal());
    fields.set("informal", known.register.len() - known.formal());
    fields.set("with_end", known.with_end);
    fields.set("unfollowed", known.unfollowed);
    if number == 1 {
        let ending = known.ending.iter().take(page_size(view.site)).filter_map(|id| entry(view, *id));
        fields.set("ending", ending.collect::<Vec<_>>());
        fields.set("ending_more", known.ending.len().saturating_sub(page_size(view.site)));
    }
    let size = page_size(view.site);
    let on_page = lists::on_page(&known.register, number, size);
    let groups = on_page.chunk_by(|a, b| a.0 == b.0).map(|group| {
        let mut fields = Fields::default();
        fields.set("key", key(group[0].0));
        fields.set("items", group.iter().filter_map(|(_, id)| entry(view, *id)).collect::<Vec<_>>());
        if group[0].0 == Group::Informal {
            fields.set("words", words(view));
        }
        Value::from(fields)
    });
    fields.set("groups", groups.collect::<Vec<_>>());
    let pages = known.register.len().div_ceil(size).max(1) as u32;
    pager(view, &mut fields, number, pages, |number| view.routes().list(kind, 0, number));
    Some(fields)
}

fn key(group: Group) -> &'static str {
    match group {
        Group::Open => "open",
        Group::Planned => "planned",
        Group::Ended => "ended",
        Group::Informal => "informal",
    }
}

/// What documents say of informal collaborations in their own words.
fn words(view: &View) -> Vec<Value> {
    let words = view.knowledge.agreements.words.iter().take(STATEMENTS);
    let words = words.filter_map(|(id, at)| {
        let statement = view.site.record(*id).common.statement.get(*at as usize)?;
        let mut fields = view.branch(&Branch::of(statement), *id);
        fields.set("stands_in", view.link(whole(*id)));
        Some(Value::from(fields))
    });
    words.collect()
}

/// An agreement as it stands in the register.
fn entry(view: &View, id: RecordId) -> Option<Value> {
    let agreement = view.site.record(id).is::<Agreement>()?;
    let mut link = in_short(view, id, agreement);
    let view = &view.during(agreement.period.as_ref());
    link.set("subject", view.text(agreement.subject.as_ref()));
    link.set("parties", view.value(&agreement.parties.lower(), id));
    let parts = &view.site.record(id).parts;
    let areas = agreement.areas.iter().map(|area| view.link(Address { record: id, part: parts.at(area.span) }).into());
    link.set("areas", areas.collect::<Vec<Value>>());
    link.set("followed_up_by", view.value(&agreement.followed_up_by.lower(), id));
    Some(link.into())
}

fn in_short(view: &View, id: RecordId, agreement: &Agreement) -> Fields {
    let mut link = view.link(whole(id));
    link.set("form", view.word(agreement.form.word()));
    link.set("state", agreement.state.map(|state| view.word(state.word())));
    link.set("period", agreement.period.as_ref().map(|period| view.period(period)));
    let end = agreement.period.as_ref().and_then(|period| period.to.as_ref());
    link.set("end", end.map(|end| view.date(end)));
    link
}

/// Whether there is more, informal or not, than its own page shows.
pub fn is_long(all: &[Joined]) -> bool {
    let formal = all.partition_point(|joined| !joined.informal);
    formal.max(all.len() - formal) > IN_BRIEF
}

/// Adds to the page of an organisation or a role what it takes part in, agreements apart from informal collaborations. Who takes part in
/// nothing gets no key.
pub fn of_actor(view: &View, actor: Address, fields: &mut Fields) {
    let Some(all) = view.knowledge.agreements.by_actor.get(&actor) else { return };
    let (formal, informal) = all.split_at(all.partition_point(|joined| !joined.informal));
    let shown = |some: &[Joined]| some.iter().take(IN_BRIEF).filter_map(|joined| part_in(view, actor, joined)).collect::<Vec<_>>();
    let mut agreements = Fields::default();
    agreements.set("formal", shown(formal));
    agreements.set("informal", shown(informal));
    agreements.set("count", all.len());
    agreements.set("url", is_long(all).then(|| view.routes().url(&view.routes().page(&actors::address(view.site, actor, "avtal"), 0, 1))));
    fields.set("agreements", agreements);
}

/// An agreement that somebody takes part in: as a party, or only in some of its areas.
pub fn part_in(view: &View, actor: Address, joined: &Joined) -> Option<Value> {
    let id = joined.agreement;
    let mut link = in_short(view, id, view.site.record(id).is::<Agreement>()?);
    link.set("is_party", joined.is_party);
    let areas = joined.areas.iter().map(|(area, role)| {
        let mut area = view.link(Address { record: id, part: Some(*area) });
        area.set("through", role.map(|role| view.title(Address { part: Some(role), ..actor })));
        Value::from(area)
    });
    link.set("areas", areas.collect::<Vec<_>>());
    Some(link.into())
}
