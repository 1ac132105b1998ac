//! What all pages of a language share: the site, its menus and its help line; made once.

use tera::Value;

use super::{Fields, languages};
use crate::content::datum::Datum;
use crate::content::service::Service;
use crate::content::site::Desk;
use crate::content::term::Term;
use crate::content::value::{Reference, Text};
use crate::content::{Kind, field::Field};
use crate::markdown::Abbreviations;
use crate::plan::routes::Routes;
use crate::plan::{search, wording};
use crate::site::{Address, Found, RecordId, Site};
use crate::source::Audience;
use crate::spoken;
use crate::theme::{Theme, tel};

/// `site` of the view, one for each language of the site.
pub fn shared(site: &Site, theme: &Theme, routes: &Routes) -> Vec<Value> {
    routes.languages.iter().map(|code| Shared { site, theme, routes, code }.fields().into()).collect()
}

/// Abbreviations and what they stand for: the glossary's terms.
pub fn abbreviations(site: &Site) -> Abbreviations {
    let terms = site.each::<Term>().filter(|(_, record, _)| record.state == crate::site::State::Published);
    let pairs = terms.filter_map(|(_, record, term)| {
        let short = term.abbreviation.as_ref()?.text.clone();
        let title = record.common.title.text.clone();
        // A term that is called by its abbreviation is explained by its definition.
        let long = if title == short { term.definition.as_ref().map(|definition| definition.text.clone())? } else { title };
        Some((short, long))
    });
    Abbreviations::new(pairs)
}

struct Shared<'a> {
    site: &'a Site,
    theme: &'a Theme,
    routes: &'a Routes,
    code: &'a str,
}

impl Shared<'_> {
    fn fields(&self) -> Fields {
        let config = &self.site.config;
        let mut municipality = Fields::default();
        municipality.set("name", self.words(&config.municipality.name));
        municipality.set("code", config.municipality.code.as_ref().map(|code| code.text.as_str()));
        municipality.set("organisation_number", self.text(config.municipality.organisation_number.as_ref()));
        let mut fields = Fields::default();
        fields.set("title", self.words(&config.title));
        fields.set("summary", self.text(config.summary.as_ref()));
        fields.set("municipality", municipality);
        fields.set("url", self.routes.url(&self.routes.page("", self.lang(), 1)));
        fields.set("base", self.routes.base.as_str());
        fields.set("assets", self.routes.url(&self.routes.assets));
        fields.set("origin", self.routes.origin.as_deref());
        fields.set("languages", self.languages());
        fields.set("navigation", self.navigation());
        let help = config.help_line.iter().filter_map(|service| self.help(&service.0));
        fields.set("help_line", help.collect::<Vec<_>>());
        fields.set("switchboard", self.desk(config.switchboard.as_ref()));
        fields.set("registrar", self.desk(config.registrar.as_ref()));
        fields.set("feedback", self.desk(config.feedback.as_ref()));
        fields.set("contact", self.contact());
        fields.set("licence", config.licence());
        fields.set("logo", self.theme.logo.as_ref().map(|logo| self.routes.url(&format!("{}{logo}", self.routes.assets))));
        fields.set("links", self.links());
        let review = self.site.audience == Audience::Reviewers;
        fields.set("review", review.then(|| self.routes.url(super::CHANGES)));
        fields.set("extra", config.extra.as_ref().map_or_else(|| Fields::default().into(), |free| super::value::free(&free.0)));
        fields
    }

    fn lang(&self) -> u16 {
        self.routes.language(self.code)
    }

    /// Words of the site's own file in the language.
    fn words(&self, words: &str) -> String {
        languages::site_words(self.site, self.code, words)
    }

    fn text(&self, words: Option<&Text>) -> Value {
        words.map(|words| self.words(words)).into()
    }

    fn is_foreign(&self) -> bool {
        spoken::base(self.code) != spoken::base(self.routes.code(0))
    }

    fn languages(&self) -> Vec<Value> {
        let language = |code: &str| {
            let known = self.theme.language(code);
            let mut fields = Fields::default();
            fields.set("code", code);
            fields.set("name", if known.code == code { known.name.as_str() } else { code });
            fields.set("dir", known.dir.as_str());
            fields.into()
        };
        self.routes.languages.iter().map(|code| language(code)).collect()
    }

    /// How to reach the municipality in a language that is not the main one; none where all is in the main language.
    fn contact(&self) -> Option<Fields> {
        if !self.is_foreign() {
            return None;
        }
        let told = self.site.config.language_contacts.iter().find(|contact| contact.lang.id == self.code);
        let mut fields = Fields::default();
        fields.set("words", told.map(|contact| contact.words.text.as_str()));
        let phone = told.and_then(|contact| contact.phone.as_ref());
        fields.set("phone", phone.map(|phone| phone.text.as_str()));
        fields.set("tel", phone.map(|phone| tel(phone)));
        Some(fields)
    }

    /// The main menu: each entry leads to a kind's list, or to a record; in another language to what is in it, where anything is.
    fn navigation(&self) -> Vec<Value> {
        let entries = self.site.config.navigation.iter().filter_map(|entry| {
            let (url, section) = match entry.to.split_once('/') {
                Some((folder, id)) => {
                    let record = self.site.get(folder, id)?;
                    (self.routes.to(self.site, Address { record, part: None }, self.lang()), folder.to_owned())
                }
                None => {
                    let kind = Kind::of_folder(&entry.to)?;
                    (self.kind(kind)?, kind.folder.to_owned())
                }
            };
            let mut link = Fields::default();
            link.set("title", self.words(&entry.title));
            link.set("url", url);
            link.set("section", section);
            Some(Value::from(link))
        });
        entries.collect()
    }

    /// Where a kind is listed: on the start page of another language, when it has any of the kind.
    fn kind(&self, kind: &'static Kind) -> Option<String> {
        let own = self.lang() != 0 && languages::translated_kinds(self.site, self.code).iter().any(|one| one.name == kind.name);
        if own {
            let start = self.routes.url(&self.routes.page("", self.lang(), 1));
            return Some(format!("{start}#s-{}", kind.name));
        }
        self.list(kind)
    }

    /// The list of a kind, when the kind has records.
    fn list(&self, kind: &Kind) -> Option<String> {
        self.has(kind).then(|| self.routes.url(&self.routes.list(kind, 0, 1)))
    }

    fn has(&self, kind: &Kind) -> bool {
        self.site.has_any(kind.folder)
    }

    /// A service of the help line: its first way of contact.
    fn help(&self, reference: &Reference) -> Option<Value> {
        // The site's references stand in no record, and none of them is local.
        let record: RecordId = match self.site.find(reference, 0) {
            Found::At(address) => address.record,
            _ => return None,
        };
        let found = self.site.record(record);
        let translation = found.translations.iter().find(|translation| translation.lang == self.code);
        let service = found.is::<Service>()?;
        let contact = service.contacts.iter().find(|contact| contact.phone.is_some());
        let phone = contact.and_then(|contact| contact.phone.as_ref());
        let inside = contact.and_then(|contact| contact.id.as_ref()).map(|id| id.id.as_str());
        let own = |inside: Option<&str>, key: &str, words: Option<&Text>| {
            let own = translation.and_then(|translation| translation.text(inside, key)).map(str::to_owned);
            words.map(|words| own.unwrap_or_else(|| self.said(words)))
        };
        let mut fields = Fields::default();
        fields.set("title", translation.map_or_else(|| self.said(&found.common.title), |translation| translation.title.text.clone()));
        fields.set("url", self.routes.to(self.site, Address { record, part: None }, self.lang()));
        fields.set("phone", phone.map(|phone| phone.text.as_str()));
        fields.set("tel", phone.map(|phone| tel(phone)));
        fields.set("hours", inside.and_then(|inside| own(Some(inside), "hours", contact?.hours.as_ref())));
        let strings = &self.theme.language(self.code).strings;
        let when = contact.map(|contact| {
            contact.when.iter().map(|when| match when.lower() {
                Datum::Choice(word) => Value::from(wording::word(word, strings, self.code)),
                _ => Value::none(),
            })
        });
        fields.set("when", when.map(Iterator::collect::<Vec<_>>).unwrap_or_default());
        fields.set("ages", own(None, "ages", service.ages.as_ref()));
        fields.set("for_whom", own(None, "for-whom", service.for_whom.as_ref()));
        fields.set("checked_on", service.checked_on.as_ref().map(|day| day.0.written.as_str()));
        Some(fields.into())
    }

    fn said(&self, words: &str) -> String {
        if self.is_foreign() { spoken::marked(spoken::MAIN, words) } else { words.to_owned() }
    }

    /// Links that every page has: start, the search, A–Ö, and the vocabularies that the site uses.
    fn links(&self) -> Fields {
        let strings = &self.theme.language(self.code).strings;
        let mut fields = Fields::default();
        let link = |title: &str, path: &str| {
            let mut link = Fields::default();
            link.set("title", title);
            link.set("url", self.routes.url(path));
            link
        };
        fields.set("start", link(strings.get("start"), &self.routes.page("", self.lang(), 1)));
        let search = if search::is_on(self.site) { "search_title" } else { "search_off_title" };
        fields.set("search", link(strings.get(search), &self.routes.page(self.routes.search(), 0, 1)));
        fields.set("index", link(strings.get("index_az"), &self.routes.page("a-o", 0, 1)));
        let statement = self.site.accessibility.as_ref();
        fields.set(
            "accessibility",
            statement.map(|_| link(strings.get("accessibility_title"), &self.routes.page(Routes::STATEMENT.0, 0, 1))),
        );
        let data = !self.site.records.is_empty();
        fields.set("data", data.then(|| link(strings.get("data_title"), &self.routes.page(super::DATA, 0, 1))));
        let turn = self.has(&crate::content::service::KIND) || self.has(&crate::content::guide::KIND);
        fields.set("turn", turn.then(|| link(strings.get("turn_title"), &self.routes.page(super::TURN, 0, 1))));
        for (key, name) in [("topics", "topic"), ("target_groups", "target-group"), ("glossary", "term")] {
            let kind = Kind::named(name).filter(|kind| self.has(kind));
            let title = |kind: &Kind| wording::both(kind.many, strings, self.code);
            fields.set(key, kind.map(|kind| link(&title(kind), &self.routes.list(kind, 0, 1))));
        }
        fields
    }

    fn desk(&self, desk: Option<&Desk>) -> Value {
        self::desk(desk, |words| self.words(words))
    }
}

/// A way to reach somebody; `said` gives its words in the language of the page.
pub fn desk(desk: Option<&Desk>, said: impl Fn(&str) -> String) -> Value {
    let Some(desk) = desk else { return Value::none() };
    let plain = |words: Option<&Text>| words.map(|words| words.text.clone());
    let said = |words: Option<&Text>| words.map(|words| said(words));
    let mut fields = Fields::default();
    fields.set("title", said(desk.title.as_ref()));
    fields.set("phone", plain(desk.phone.as_deref()));
    fields.set("tel", desk.phone.as_ref().map(|phone| tel(phone)));
    fields.set("email", plain(desk.email.as_ref()));
    fields.set("page", desk.page.as_ref().map(|page| page.url.as_str()));
    fields.set("hours", said(desk.hours.as_ref()));
    fields.set("note", said(desk.note.as_ref()));
    fields.into()
}
