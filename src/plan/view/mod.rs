//! What templates see, as `themes/view.md` says: plain maps and lists, made when a page is made. The contract with theme authors.

mod absence;
mod actors;
mod agreements;
mod body;
mod calendar;
mod calls;
mod case;
mod causes;
mod chains;
mod clock;
mod corrections;
pub mod datasets;
mod declared;
mod differing;
mod duties;
mod extract;
mod feed;
mod fields;
mod held;
mod history;
mod languages;
mod letter;
mod lineage;
mod linked;
mod lists;
mod mentions;
mod money;
mod names;
mod organisation;
mod others;
mod overview;
pub mod pictures;
mod record;
mod result;
mod role;
mod search;
mod shared;
mod shortcuts;
mod spelling;
mod strategy;
mod succession;
mod table;
mod value;
mod vocabulary;

use std::borrow::Cow;
use std::sync::Arc;

use jiff::civil::Date;
use tera::Value;

use super::routes::Routes;
use super::search::is_on as search_is_on;
use super::{Plan, serving, wording};
use crate::content::Kind;
use crate::content::organisation::Organisation;
use crate::content::value::{Choice as _, Text};
use crate::diagnostic::Both;
use crate::document::Translation;
use crate::knowledge::Knowledge;
use crate::output::{Key, Output};
use crate::site::{Address, Record, RecordId, Site};
use crate::source::Audience;
use crate::spoken;
use crate::theme::{Language, Strings, Theme};

pub use body::labels;
pub use calendar::CalendarEntry;
pub use extract::{EXTRACT, extracted};
pub use feed::{Entry, Feed, feed};
pub use fields::Fields;
pub use languages::of_others as languages_of_others;
pub use lists::{Cards, leads_to};
pub use overview::{DATA, Place, TURN, places, tells_of_the_whole};
pub use search::{Searched, searched};
pub use shared::{abbreviations, shared};
pub use shortcuts::{Shortcut, shortcuts};
pub use spelling::spellings;
pub use table::TABLES;
pub use value::{Words, words};

pub use super::routes::{FIRST as CHANGES, SECOND as START};

/// What a page is filled with: the name of its template, and `page`.
#[derive(Debug)]
pub struct Page {
    pub template: String,
    pub page: Value,
}

/// Everything that a view is made from, in one language.
#[derive(Clone, Copy)]
pub struct View<'a> {
    pub site: &'a Site,
    pub knowledge: &'a Knowledge,
    pub theme: &'a Theme,
    pub plan: &'a Plan,
    pub lang: u16,
    /// The time that is told of, from its first day to its last: bodies are shown by the names that they bore then.
    pub then: Option<(Date, Date)>,
    /// Whether pictures of numbers are drawn; what stands without a style has their words and tables only.
    pub draws: bool,
}

impl<'a> View<'a> {
    pub fn new(site: &'a Site, knowledge: &'a Knowledge, theme: &'a Theme, plan: &'a Plan, lang: u16) -> Self {
        Self { site, knowledge, theme, plan, lang, then: None, draws: true }
    }
}

/// The view of an output in HTML, in the language of `view`; None when nothing of that key is there.
pub fn page(view: &View, output: &Output) -> Option<Page> {
    let url = view.routes().url(&output.path);
    let (template, mut fields) = match &output.key {
        Key::Record { record, part: None, .. } => record::page(view, *record),
        Key::Record { record, part: Some(part), .. } => {
            let goal = strategy::goal(view, *record, part);
            goal.or_else(|| role::page(view, *record, part)).or_else(|| case::document(view, *record, part))?
        }
        Key::Page { page, about, number, .. } => lists::page(view, page, about, *number)?,
        Key::File(_) => return None,
    };
    fields.set("feed", feed::link(view, &output.key));
    fields.set("json_ld", linked::of_page(view, &output.key, &fields, &url));
    Some(view.whole_page(template, url, fields))
}

/// The name of the outputs that hold the numbers of a record.
pub const FIGURES: &str = "figures";

/// The key of the outputs that hold the numbers of a record.
pub fn figures_key(record: &Record) -> Key {
    Key::Page { page: FIGURES, about: Arc::from(format!("{}/{}", record.kind.folder, record.id)), lang: 0, number: 1 }
}

/// The record whose numbers a file holds, when it is such a file.
pub fn figures_of(site: &Site, key: &Key) -> Option<RecordId> {
    match key {
        Key::Page { page: FIGURES, about, .. } => {
            let (folder, id) = about.split_once('/')?;
            site.get(folder, id)
        }
        _ => None,
    }
}

/// The days of the site's calendar, in its main language.
pub fn calendar(site: &Site, knowledge: &Knowledge, theme: &Theme, plan: &Plan) -> Vec<CalendarEntry> {
    calendar::entries(&View::new(site, knowledge, theme, plan, 0))
}

/// The view of the first page of a review, from what was found to change.
pub fn changes(site: &Site, knowledge: &Knowledge, theme: &Theme, plan: &Plan, found: Fields) -> Page {
    let view = View::new(site, knowledge, theme, plan, 0);
    let mut fields = lists::common(&view);
    fields.set("title", view.strings().get("changes_title"));
    fields.set("date", crate::plan::wording::day(site.today, view.strings()));
    fields.extend(found);
    view.whole_page("changes.html".to_owned(), plan.routes.url(CHANGES), fields)
}

impl<'a> View<'a> {
    /// A page with what every page has.
    fn whole_page(&self, template: String, url: String, mut fields: Fields) -> Page {
        let title = fields.get("title").and_then(|title| title.as_str().map(str::to_owned)).unwrap_or_default();
        fields.set("report_fault", letter::fault(self, &title, &url));
        fields.set("url", url);
        fields.set("lang", self.routes().code(self.lang));
        fields.set("dir", self.language().dir.as_str());
        let searches = template == "search.html" && search_is_on(self.site);
        fields.set("policy", Value::safe_string(serving::policy(searches)));
        fields.set("template", template.trim_end_matches(".html"));
        if self.site.audience == Audience::Reviewers {
            fields.set("robots", "noindex");
        }
        Page { template, page: fields.into() }
    }

    fn routes(&self) -> &'a Routes {
        &self.plan.routes
    }

    fn language(&self) -> &'a Language {
        self.theme.language(self.routes().code(self.lang))
    }

    fn strings(&self) -> &'a Strings {
        &self.language().strings
    }

    /// The code of the page's language.
    fn code(&self) -> &'a str {
        self.routes().code(self.lang)
    }

    /// Words of the program in the page's language.
    fn both(&self, words: Both) -> Cow<'static, str> {
        wording::both(words, self.strings(), self.code())
    }

    /// What a kind is, in a sentence.
    fn about(&self, kind: &Kind) -> Cow<'static, str> {
        let own = self.strings().find(&crate::theme::about(kind.name)).map(|words| Cow::Owned(words.to_owned()));
        own.unwrap_or_else(|| self.both(kind.about))
    }

    /// Words of a record or of the site as they stand on a page: marked where the page is in another language.
    fn said(&self, words: &str) -> String {
        if self.is_foreign() { spoken::marked(spoken::MAIN, words) } else { words.to_owned() }
    }

    /// The same of words that may not be there.
    fn text(&self, words: Option<&Text>) -> Value {
        words.map(|words| self.said(words)).into()
    }

    /// Whether the page is in another language than records are written in; another variant of it is no other language.
    fn is_foreign(&self) -> bool {
        self.lang != 0 && spoken::base(self.code()) != spoken::base(self.routes().code(0))
    }

    /// A link to a record or to something inside it.
    fn link(&self, address: Address) -> Fields {
        let record = self.site.record(address.record);
        let mut link = Fields::with_capacity(8);
        match self.name_then(address) {
            Some(name) => link.set("title", name),
            None => link.set("title", self.title(address)),
        }
        link.set("url", self.routes().to(self.site, address, self.lang));
        link.set("kind", record.kind.name);
        link.set("kind_label", self.both(record.called()));
        if let Some(organisation) = record.is::<Organisation>() {
            link.set("place", organisation.place.map(|place| self.word(place.word())));
            let role = address.part.and_then(|part| organisation.roles.iter().find(|role| role.span == record.parts[part as usize].span));
            let vacant = role.and_then(|role| role.vacant.as_ref());
            link.set_some("vacant", vacant.map(|vacant| self.said(vacant)));
        }
        link
    }

    /// A link as it stands in a list of links: one to a record is made once for all pages of the main language.
    fn linked(&self, address: Address) -> Value {
        match address.part {
            None if self.lang == 0 && self.name_then(address).is_none() => self.card(address.record),
            _ => self.link(address).into(),
        }
    }

    /// What a record or a part is called on its own page, in this language. All other pages take its `title`, which carries its mark.
    fn name(&self, address: Address) -> Cow<'a, str> {
        let own = self.translation(address.record).and_then(|translation| match address.part {
            None => Some(&*translation.title),
            Some(part) => translation.text(Some(&self.site.record(address.record).parts[part as usize].id), "title"),
        });
        match own {
            Some(title) => Cow::Borrowed(title),
            None if self.is_foreign() => Cow::Owned(self.said(self.site.title(address))),
            None => Cow::Borrowed(self.site.title(address)),
        }
    }

    /// The record in the language of the page, when that is another than the main one.
    fn translation(&self, record: RecordId) -> Option<&'a Translation> {
        let translations = &self.site.record(record).translations;
        translations.iter().map(|translation| &**translation).find(|translation| self.lang != 0 && translation.lang == self.code())
    }

    /// A link to a list or another page that is not a record.
    fn page_link(&self, title: impl AsRef<str>, path: &str) -> Fields {
        let mut link = Fields::default();
        link.set("title", title.as_ref());
        link.set("url", self.routes().url(path));
        link
    }
}

/// The place of a record as an address.
fn whole(record: RecordId) -> Address {
    Address { record, part: None }
}
