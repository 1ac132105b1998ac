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
mod declared;
mod differing;
mod duties;
mod fields;
mod letter;
mod lineage;
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
mod strategy;
mod succession;
mod table;
mod value;
mod vocabulary;

use jiff::civil::Date;
use tera::Value;

use super::Plan;
use super::routes::Routes;
use crate::content::organisation::Organisation;
use crate::content::value::{Choice as _, Text};
use crate::diagnostic::Both;
use crate::knowledge::Knowledge;
use crate::output::{Key, Output};
use crate::site::{Address, RecordId, Site};
use crate::source::Audience;
use crate::theme::{Language, Strings, Theme};

pub use body::labels;
pub use calendar::CalendarEntry;
pub use fields::Fields;
pub use lists::cards;
pub use overview::{TURN, places, tells_of_the_whole};
pub use search::{Searched, searched};
pub use shared::{abbreviations, shared};
pub use shortcuts::{Shortcut, shortcuts};
pub use table::{TABLES, Table, tables};
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
}

/// The view of an output in HTML; None when nothing of that key is there.
pub fn page(site: &Site, knowledge: &Knowledge, theme: &Theme, plan: &Plan, output: &Output) -> Option<Page> {
    let lang = match &output.key {
        Key::Record { lang, .. } | Key::Page { lang, .. } => *lang,
        Key::File(_) => return None,
    };
    let view = View { site, knowledge, theme, plan, lang, then: None };
    let url = plan.routes.url(&output.path);
    let (template, fields) = match &output.key {
        Key::Record { record, part: None, .. } => record::page(&view, *record),
        Key::Record { record, part: Some(part), .. } => {
            let goal = strategy::goal(&view, *record, part);
            goal.or_else(|| role::page(&view, *record, part)).or_else(|| case::document(&view, *record, part))?
        }
        Key::Page { page, about, number, .. } => lists::page(&view, page, about, *number)?,
        Key::File(_) => return None,
    };
    Some(view.whole_page(template, url, fields))
}

/// The name of the outputs that hold the numbers of a record.
pub const FIGURES: &str = "figures";

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
    calendar::entries(&View { site, knowledge, theme, plan, lang: 0, then: None })
}

/// The view of the first page of a review, from what was found to change.
pub fn changes(site: &Site, knowledge: &Knowledge, theme: &Theme, plan: &Plan, found: Fields) -> Page {
    let view = View { site, knowledge, theme, plan, lang: 0, then: None };
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

    /// Words of the program in the page's language: Swedish, else English.
    fn both(&self, words: Both) -> &'static str {
        both(self.routes().code(self.lang), words)
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
        }
        link
    }

    /// A link as it stands in a list of links: one to a record is made once for all pages of the main language.
    fn linked(&self, address: Address) -> Value {
        match address.part {
            None if self.lang == 0 && self.name_then(address).is_none() => self.plan.cards[address.record as usize].clone(),
            _ => self.link(address).into(),
        }
    }

    /// What a record or a part is called on a page in this language.
    fn title(&self, address: Address) -> &'a str {
        let record = self.site.record(address.record);
        let code = self.routes().code(self.lang);
        let translation = record.translations.iter().find(|translation| translation.lang == code);
        match (translation, address.part) {
            (Some(translation), None) => &translation.title,
            (Some(translation), Some(part)) => {
                let words = translation.words.as_ref().and_then(|words| words.text(&record.parts[part as usize].id));
                words.map_or_else(|| self.site.title(address), |(title, _)| title)
            }
            _ => self.site.title(address),
        }
    }

    /// A link to a list or another page that is not a record.
    fn page_link(&self, title: &str, path: &str) -> Fields {
        let mut link = Fields::default();
        link.set("title", title);
        link.set("url", self.routes().url(path));
        link
    }
}

/// Words of the program in a language: Swedish, else English.
fn both(code: &str, words: Both) -> &'static str {
    if code == "sv" || code == "sv-simple" { words.0 } else { words.1 }
}

/// The place of a record as an address.
fn whole(record: RecordId) -> Address {
    Address { record, part: None }
}

/// Optional words as a value.
fn text(words: Option<&Text>) -> Value {
    words.map(|words| words.text.as_str()).into()
}
