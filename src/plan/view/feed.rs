//! Feeds in words, in the site's main language.

use jiff::civil::Date;

use super::{Fields, View, whole};
use crate::content::Kind;
use crate::content::case::Case;
use crate::content::strategy::Strategy;
use crate::content::value::Choice as _;
use crate::output::Key;
use crate::plan::feeds::{self, FEED, Happening, What};
use crate::plan::pages::list_page;
use crate::plan::wording;
use crate::site::Address;

/// A feed; never without entries.
pub struct Feed {
    pub id: String,
    pub title: String,
    pub summary: Option<String>,
    /// The page that tells the same, as a whole address.
    pub page: String,
    pub entries: Vec<Entry>,
}

/// What happened on a day.
pub struct Entry {
    /// The same in every build, and no other's.
    pub id: String,
    pub day: Date,
    pub title: String,
    pub words: String,
    /// The page about it, as a whole address.
    pub url: String,
    /// What sort it is of, for machines and for readers.
    pub sort: (&'static str, String),
}

/// The feed that an output is; None when it is none, or the site has no address.
pub fn feed(view: &View, key: &Key) -> Option<Feed> {
    let Key::Page { page: FEED, about, .. } = key else { return None };
    let (routes, config) = (view.routes(), &view.site.config);
    let (name, url) = match about.split_once('/') {
        Some((folder, id)) => {
            let address = whole(view.site.get(folder, id)?);
            (Some(view.name(address).into_owned()), routes.to(view.site, address, 0))
        }
        None => match Kind::of_folder(about) {
            Some(kind) => (Some(view.both(kind.many).into_owned()), routes.url(&routes.list(kind, 0, 1))),
            None => (None, routes.url(&routes.page("", 0, 1))),
        },
    };
    let happenings = feeds::entries(view.site, view.knowledge, about);
    Some(Feed {
        id: tag(view, about)?,
        title: name.as_ref().map_or_else(|| config.title.text.clone(), |name| format!("{name} – {}", config.title.text)),
        summary: config.summary.as_ref().filter(|_| name.is_none()).map(|summary| summary.text.clone()),
        page: routes.whole(&url)?,
        entries: happenings.iter().filter_map(|happening| entry(view, happening)).collect(),
    })
}

/// The address of the feed that tells the same as a page, and what leads to it; none on pages without one.
pub fn link(view: &View, key: &Key) -> Option<Fields> {
    let about = match key {
        Key::Page { page: "start", lang: 0, .. } => String::new(),
        Key::Page { page: "members", about, .. } => about.to_string(),
        Key::Page { page, about, number: 1, .. } => Kind::named(about).filter(|kind| list_page(kind) == *page)?.folder.to_owned(),
        Key::Record { record, lang: 0, part: None } => {
            let record = view.site.record(*record);
            format!("{}/{}", record.kind.folder, record.id)
        }
        _ => return None,
    };
    let path = feeds::path(view.site, view.routes(), &about)?;
    let output = view.plan.output(&path)?;
    let title = match about.as_str() {
        "" => view.site.config.title.text.clone(),
        about => match about.split_once('/') {
            Some((folder, id)) => view.name(whole(view.site.get(folder, id)?)).into_owned(),
            None => view.both(Kind::of_folder(about)?.many).into_owned(),
        },
    };
    Some(view.page_link(view.strings().fill("feed_title", &[("name", &title)]), &output.path))
}

/// A name that lasts however addresses change.
///
/// Source: RFC 4151, The 'tag' URI Scheme.
fn tag(view: &View, about: &str) -> Option<String> {
    let home = url::Url::parse(&view.routes().whole(&view.routes().base)?).ok()?;
    Some(format!("tag:{},2026:{}{about}", home.host_str()?, home.path().trim_start_matches('/')))
}

fn entry(view: &View, happening: &Happening) -> Option<Entry> {
    let (record, what, day) = (view.site.record(happening.record), happening.what, happening.day.0);
    let address = Address { record: happening.record, part: happening.part };
    let part = happening.part.map_or(String::new(), |part| format!("#{}", record.parts[part as usize].id));
    let sort = match what {
        What::News | What::FollowedUp => wording::capital(&view.both(record.called())),
        What::Decided => view.strings().get("years_decided").to_owned(),
        What::Adopted => view.strings().get("years_adopted").to_owned(),
        What::Changed => view.strings().get("history_heading").to_owned(),
        What::Corrected => view.strings().get("corrections_heading").to_owned(),
        What::Withdrawn => view.strings().get("withdrawn_title").to_owned(),
    };
    Some(Entry {
        id: tag(view, &format!("{}/{}{part}/{}/{day}", record.kind.folder, record.id, what.term()))?,
        day,
        title: view.name(address).into_owned(),
        words: words(view, happening, &sort),
        url: view.routes().whole(&view.routes().to(view.site, address, 0))?,
        sort: (what.term(), sort),
    })
}

/// What is told below the title: the words of a change, or what it was and when.
fn words(view: &View, happening: &Happening, sort: &str) -> String {
    let record = view.site.record(happening.record);
    let day = happening.day.0;
    let summary = || record.common.summary.as_ref().map_or(String::new(), |summary| summary.text.clone());
    match happening.what {
        What::News | What::FollowedUp => summary(),
        What::Decided => {
            let id = happening.part.map(|part| &record.parts[part as usize].id);
            let decisions = record.is::<Case>().map_or(&[][..], |case| &case.decisions);
            let date = decisions.iter().find(|decision| id.is_some_and(|id| **id == *decision.id.id)).and_then(|one| one.date.as_ref());
            let when = date.map_or(String::new(), |date| wording::date(date, view.strings()));
            format!("{sort} {when}: {}", view.name(whole(happening.record)))
        }
        What::Adopted => {
            let on = record.is::<Strategy>().and_then(|plan| plan.adopted.as_ref()?.on.as_ref());
            let when = on.map_or(String::new(), |on| wording::date(on, view.strings()));
            format!("{sort} {when}. {}", summary()).trim_end().to_owned()
        }
        What::Changed => {
            let changes = feeds::changes(view.site, happening.record).filter(|change| change.date.date() == day);
            changes.rev().map(|change| change.text.text.as_str()).collect::<Vec<_>>().join(" ")
        }
        What::Corrected => {
            let corrections = record.common.corrections.iter().filter(|correction| correction.date.date() == day);
            let told = corrections.map(|one| {
                format!("{}: {}", wording::capital(&wording::word(one.kind.word(), view.strings(), view.code())), one.text.text)
            });
            told.collect::<Vec<_>>().join(" ")
        }
        What::Withdrawn => record.common.withdrawn.as_ref().map_or(String::new(), |withdrawn| withdrawn.reason.text.clone()),
    }
}
