//! Why something was stopped or hindered, as pages and tables tell it: one cause with somebody, what it struck, and the replies.

use std::borrow::Cow;

use tera::Value;

use super::{Fields, View, overview, whole};
use crate::content::common::OrganisationRef;
use crate::content::organisation::Organisation;
use crate::content::reason::{Reason, Struck};
use crate::content::result::{Cause, FollowUp, Status};
use crate::content::site::Shown;
use crate::content::strategy::{Goal, Strategy};
use crate::content::value::{Choice as _, Text};
use crate::knowledge::causes::{Causes, Count, Hit, Section, Whose};
use crate::plan::pages::page_size;
use crate::plan::wording::{self, capital};
use crate::site::{Address, Found, RecordId, Site};

/// Where the overview of causes is.
pub const ADDRESS: &str = "orsaker";

/// How many replies the page of an organisation shows, the newest ones.
const REPLIES: usize = 20;

/// Whether these readers may see the overview of causes, and there is anything in it.
pub fn is_there(site: &Site, causes: &Causes) -> bool {
    !causes.hits.is_empty() && overview::shows(site, Shown::Causes)
}

/// What a cause struck in one place, with what goes by the name of it.
pub struct Row<'a> {
    pub result: RecordId,
    pub follow_up: &'a FollowUp,
    pub reason: Reason<'a>,
    pub goal: Option<&'a Goal>,
    /// Where it stands: an action, or what is said of a goal, on the page of the follow-up.
    anchor: Option<&'a str>,
    /// Whether an area of the goal is judged, or an agreement's.
    area: bool,
}

impl<'a> Row<'a> {
    pub fn of(view: &View<'a>, hit: Hit) -> Option<Self> {
        let record = view.site.record(hit.result);
        let follow_up = record.is::<FollowUp>()?;
        let reason = follow_up.reason(hit.what)?;
        let goals = record.follows.and_then(|plan| view.site.record(plan).is::<Strategy>()).map_or(&[][..], |plan| &plan.goals);
        let id = reason.goal.and_then(|goal| goal.inner());
        let goal = goals.iter().find(|goal| super::strategy::belongs(goal, id));
        let anchor = match hit.what {
            Struck::Action(at) => record.part_at(follow_up.actions[at as usize].span).map(|part| &*part.id),
            Struck::Goal(_) => goal.map(|goal| goal.id.id.as_str()),
            Struck::Whole => None,
        };
        let area = hit.what != Struck::Whole && goal.is_none_or(|goal| id != Some(&goal.id.id));
        Some(Self { result: hit.result, follow_up, reason, goal, anchor, area })
    }

    /// What was struck, in words.
    pub fn title(&self, view: &View<'a>) -> &'a str {
        let key = match (self.reason.what, Status::stopped(self.reason.status), self.area) {
            (Struck::Whole, ..) => "causes_whole",
            (_, true, true) => "causes_area",
            (_, true, false) => "planned_actions_of_goal",
            (_, false, true) => "causes_area_whole",
            (_, false, false) => "causes_goal_whole",
        };
        self.reason.title.map_or_else(|| view.strings().get(key), |title| &title.text)
    }

    /// Address of the place on the page of the follow-up.
    pub fn url(&self, view: &View) -> String {
        let url = view.routes().to(view.site, whole(self.result), view.lang);
        self.anchor.map_or_else(|| url.clone(), |anchor| format!("{url}#{anchor}"))
    }

    pub fn plan(&self, view: &View) -> Option<RecordId> {
        view.site.record(self.result).follows
    }

    /// The area that is named, when it is one.
    pub fn area(&self, view: &View<'a>) -> Option<&'a str> {
        let address = self.reason.goal.and_then(|goal| view.site.resolve(goal, self.result))?;
        let part = &view.site.record(address.record).parts[address.part? as usize];
        (part.decl.key == "area").then_some(&*part.title)
    }

    /// How it went. The status of a whole tells of what did happen too, and says nothing of what a cause stopped.
    pub fn status(&self) -> &'a [Status] {
        if self.reason.what == Struck::Whole { &[] } else { self.reason.status }
    }

    /// Replies by whom the cause lies with, in the same follow-up: their places.
    pub fn replies(&self, view: &View, whose: Whose) -> Vec<usize> {
        let Whose::Organisation(organisation) = whose else { return Vec::new() };
        let by = |at: &usize| view.site.resolve(&self.follow_up.replies[*at].by, self.result).map(|address| address.record);
        (0..self.follow_up.replies.len()).filter(|at| by(at) == Some(organisation)).collect()
    }

    fn fields(&self, view: &View<'a>) -> Fields {
        let mut fields = Fields::with_capacity(20);
        fields.set("title", self.title(view));
        fields.set("url", self.url(view));
        fields.set(
            "goal",
            self.goal.zip(self.plan(view)).map(|(goal, plan)| {
                let part = view.site.record(plan).parts.named(&goal.id.id);
                let mut link = view.link(Address { record: plan, part });
                link.set("title", goal.title.text.as_str());
                link.set("number", view.text(goal.number.as_ref()));
                link
            }),
        );
        fields.set("area", self.area(view));
        fields.set("plan", self.plan(view).map(|plan| view.link(whole(plan))));
        fields.set("result", view.link(whole(self.result)));
        fields.set("period", view.period(&self.follow_up.period));
        fields.set("status", self.status().iter().map(|status| view.word(status.word())).collect::<Vec<_>>());
        fields.set("coverage", self.reason.coverage.map(|coverage| view.word(coverage.word())));
        fields.set("cause", self.reason.causes().into_iter().map(|cause| view.word(cause.word())).collect::<Vec<_>>());
        let text = |words: Option<&Text>| view.text(words);
        fields.set("cause_words", text(self.reason.words));
        fields.set("next", text(self.reason.next));
        fields.set("remains", text(self.reason.remains));
        fields.set("replaced_by", text(self.reason.replaced_by));
        fields.set("closed", self.reason.closed);
        fields.set("quote", self.reason.quote.iter().map(|words| Value::from(view.said(words))).collect::<Vec<_>>());
        fields.set("source", self.reason.standing.source.as_ref().map(|source| view.reference(source, self.result)));
        fields
    }
}

/// Replies on a page, each shown once: where it stands, by its follow-up and place.
pub type Answered = rustc_hash::FxHashMap<(RecordId, usize), String>;

/// One section of the overview with those of its hits that are on the page. `from` and `to` are places among all hits.
pub fn section(view: &View, at: u32, hits: std::ops::Range<usize>, replies: &mut Answered) -> Fields {
    let causes = &view.knowledge.causes;
    let section = causes.sections[at as usize];
    let mut fields = Fields::default();
    fields.set("title", name(view, &section));
    fields.set("anchor", anchor(view, &section));
    fields.set("whose", whose_link(view, section.whose));
    fields.set("whose_state", state(section.whose));
    fields.set("sentence", sentence(view, &section.count));
    fields.set("continued", hits.start > section.start as usize);
    let mut said = Vec::new();
    let rows = causes.hits[hits].iter().filter_map(|hit| Row::of(view, *hit)).map(|row| {
        let mut fields = row.fields(view);
        let links = row.replies(view, section.whose).into_iter().map(|reply| {
            let anchor = replies.entry((row.result, reply)).or_insert_with(|| {
                let anchor = format!("svar-{}-{}", view.site.record(row.result).id, reply + 1);
                let mut shown = self::reply(view, row.result, reply);
                shown.set("anchor", anchor.as_str());
                said.push(Value::from(shown));
                anchor
            });
            Value::from(anchor.as_str())
        });
        let links: Vec<Value> = links.collect();
        fields.set("replies", links);
        Value::from(fields)
    });
    let rows: Vec<Value> = rows.collect();
    fields.set("rows", rows);
    fields.set("replies", said);
    fields
}

/// A reply with who gave it, when, and in which follow-up it stands.
fn reply(view: &View, result: RecordId, at: usize) -> Fields {
    let mut fields = Fields::default();
    if let Some(reply) = view.site.record(result).is::<FollowUp>().and_then(|follow_up| follow_up.replies.get(at)) {
        fields.set("by", view.reference(&reply.by, result));
        fields.set("date", view.date(&reply.date));
        fields.set("text", reply.text.text.as_str());
    }
    fields.set("result", view.link(whole(result)));
    fields
}

/// A section by name: "Omorganisation hos Polisen".
pub fn name(view: &View, section: &Section) -> String {
    let strings = view.strings();
    let cause = match section.cause {
        Cause::NotStated => strings.get("causes_not_stated").to_owned(),
        Cause::Other => strings.get("causes_other").to_owned(),
        cause => wording::word(cause.word(), strings, view.code()),
    };
    let words = match (whose_name(view, section.whose), section.cause) {
        (None, _) => cause,
        (Some(whose), Cause::NotStated) => strings.fill("causes_not_stated_of", &[("whose", &whose)]),
        (Some(whose), _) => strings.fill("causes_of", &[("cause", &cause), ("whose", &whose)]),
    };
    capital(&words)
}

/// With whom a cause lies, as text; None when it is not stated.
pub fn whose_name<'a>(view: &View<'a>, whose: Whose) -> Option<Cow<'a, str>> {
    match whose {
        Whose::Organisation(id) => Some(view.title(whole(id))),
        Whose::Written(at) => Some(written(view, at).map_or(Cow::Borrowed(""), |reference| Cow::Owned(view.said(&reference.written)))),
        Whose::Withheld => Some(Cow::Borrowed(view.strings().get("causes_withheld"))),
        Whose::NotStated => None,
    }
}

fn written<'a>(view: &View<'a>, at: u32) -> Option<&'a OrganisationRef> {
    let (result, what) = *view.knowledge.causes.written.get(at as usize)?;
    view.site.record(result).is::<FollowUp>()?.reason(what)?.whose
}

fn whose_link(view: &View, whose: Whose) -> Option<Fields> {
    match whose {
        Whose::Organisation(id) => Some(view.link(whole(id))),
        _ => None,
    }
}

/// The key of what is known of whose a cause is, for templates.
fn state(whose: Whose) -> &'static str {
    match whose {
        Whose::Organisation(_) => "organisation",
        Whose::Written(_) => "written",
        Whose::Withheld => "withheld",
        Whose::NotStated => "not-stated",
    }
}

/// Whether a cause lies inside or outside the municipality, when the organisation says so.
pub fn place(view: &View, whose: Whose) -> Option<String> {
    let Whose::Organisation(id) = whose else { return None };
    let place = view.site.record(id).is::<Organisation>()?.place?;
    Some(wording::word(place.word(), view.strings(), view.code()))
}

/// The id of a section on its page: `orsak-polisen-omorganisation`.
fn anchor(view: &View, section: &Section) -> String {
    let cause = slug::slugify(section.cause.word().sv);
    match section.whose {
        Whose::Organisation(id) => format!("orsak-{}-{cause}", view.site.record(id).id),
        Whose::Written(at) => format!("orsak-okand-{}-{cause}", at + 1),
        Whose::Withheld => format!("orsak-visas-inte-{cause}"),
        Whose::NotStated => format!("orsak-{cause}"),
    }
}

/// How much a cause struck: "2 aktiviteter blev inte av. Det rör 2 mål."
pub fn sentence(view: &View, count: &Count) -> String {
    let strings = view.strings();
    let hindered = listed(view, &[(count.actions_hindered, "causes_actions"), (count.goals_hindered, "causes_goals_work")]);
    let hindered = hindered.map(|what| capital(&strings.fill("causes_hindered", &[("what", &what)])));
    let counted = [(count.wholes, "causes_wholes"), (count.goals, "causes_goals")];
    let counted = counted.into_iter().filter(|(number, _)| *number > 0).map(|(number, key)| wording::count(number, key, strings));
    stopped(view, count).into_iter().chain(hindered).chain(counted).collect::<Vec<_>>().join(" ")
}

/// What did not happen, in a sentence: "2 aktiviteter och de planerade aktiviteterna för 1 mål blev inte av." None when all did.
pub fn stopped(view: &View, count: &Count) -> Option<String> {
    let stopped = listed(
        view,
        &[
            (count.actions_stopped, "causes_actions"),
            (count.goals_stopped, "causes_goals_planned"),
            (count.areas_stopped, "causes_areas_planned"),
        ],
    )?;
    Some(capital(&view.strings().fill("causes_stopped", &[("what", &stopped)])))
}

/// Numbers of things as a sentence lists them.
fn listed(view: &View, of: &[(u32, &str)]) -> Option<String> {
    let some = of.iter().filter(|(number, _)| *number > 0);
    let words: Vec<String> = some.map(|(number, key)| wording::count(*number, key, view.strings())).collect();
    (!words.is_empty()).then(|| wording::list(&words, view.strings()))
}

/// A link to a section of the overview, with its name, its place and what it struck.
pub fn link(view: &View, at: u32) -> Fields {
    let section = &view.knowledge.causes.sections[at as usize];
    let mut fields = named(view, section);
    fields.set("place", place(view, section.whose));
    fields.set("whose_state", state(section.whose));
    fields.set("sentence", sentence(view, &section.count));
    fields
}

/// A link to a section of the overview, by its name.
fn named(view: &View, section: &Section) -> Fields {
    let number = section.start as usize / page_size(view.site) + 1;
    let url = view.routes().url(&view.routes().page(ADDRESS, 0, number as u32));
    let mut fields = Fields::default();
    fields.set("title", name(view, section));
    fields.set("url", format!("{url}#{}", anchor(view, section)));
    fields
}

/// Adds to what a follow-up says in one place the sections of the overview that it stands in, when it names a cause and readers may see them.
pub fn add_links(view: &View, from: RecordId, reason: &Reason, fields: &mut Fields) {
    let causes = &view.knowledge.causes;
    if !reason.is_told() || !is_there(view.site, causes) {
        return;
    }
    let whose = match reason.whose.map(|whose| view.site.find(whose, from)) {
        None => Whose::NotStated,
        Some(Found::At(address)) => Whose::Organisation(address.record),
        // What has no page of its own is found by reading the overview.
        Some(_) => return,
    };
    let stated = reason.causes().into_iter().filter(|cause| *cause != Cause::NotStated);
    let sections = stated.filter_map(|cause| causes.by_pair.get(&(whose, cause)));
    let links: Vec<Value> = sections.map(|at| Value::from(named(view, &causes.sections[*at as usize]))).collect();
    if !links.is_empty() {
        fields.set("cause_links", links);
    }
}

/// Adds to the page of an organisation the causes that follow-ups lay with it, and its replies. Nothing where there are none.
pub fn organisation(view: &View, id: RecordId, fields: &mut Fields) {
    let causes = &view.knowledge.causes;
    if let Some((first, count)) = causes.by_organisation.get(&id).filter(|_| is_there(view.site, causes)) {
        let sections = (*first..first + count).map(|at| Value::from(link(view, at)));
        fields.set("causes", sections.collect::<Vec<_>>());
    }
    if let Some(replies) = causes.replies.get(&id) {
        let newest = replies.iter().take(REPLIES).map(|(result, at)| Value::from(reply(view, *result, *at as usize)));
        fields.set("replies_given", newest.collect::<Vec<_>>());
    }
}
