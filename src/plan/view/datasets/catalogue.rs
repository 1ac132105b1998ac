//! The catalogue of open data: who gives which data sets, under which licence, and where each file is. What it says, in no format.
//!
//! Source: DCAT-AP-SE 3.0.1, and the rules by which the Swedish data portal harvests it.

use jiff::civil::Date;

use super::{DATA, DataSet, File, Of, datasets};
use crate::content::Kind;
use crate::content::indicator::Indicator;
use crate::content::result::FollowUp;
use crate::content::value::Period;
use crate::diagnostic::Both;
use crate::plan::view::{View, languages, whole};
use crate::site::RecordId;
use crate::spoken::{base, is_mark, plain};

/// Words in one or several languages, each with its code.
pub type Said = Vec<(String, String)>;

/// The catalogue. All addresses are whole.
pub struct Catalogue {
    pub address: String,
    pub title: Said,
    pub about: Said,
    pub home: String,
    pub licence: String,
    /// Codes of its languages.
    pub languages: Vec<String>,
    pub publisher: Publisher,
    pub contact: Option<Contact>,
    pub sets: Vec<Entry>,
}

pub struct Publisher {
    pub address: String,
    pub name: String,
    /// The ten digits of the organisation number, when it is one.
    pub number: Option<String>,
}

pub struct Contact {
    pub address: String,
    pub name: String,
    pub email: String,
}

/// A data set in the catalogue.
pub struct Entry {
    pub address: String,
    /// The page that tells what its columns mean.
    pub page: String,
    pub title: Said,
    pub about: Said,
    pub keywords: Said,
    /// The first and the last day that its values are about.
    pub time: Option<(Date, Option<Date>)>,
    pub files: Vec<Given>,
}

/// A file in the catalogue.
pub struct Given {
    /// What the distribution is known by; the file itself is at `file`.
    pub address: String,
    pub file: String,
    pub format: &'static str,
    pub title: Said,
    /// Where its columns are described for programs.
    pub described: Option<String>,
}

/// The name of the catalogue's file.
pub const CATALOGUE: &str = "oppna-data/katalog.rdf";

/// The catalogue in Swedish, English and the site's own languages. None when the site does not say where it is: every address in it is whole.
pub fn catalogue(view: &View) -> Option<Catalogue> {
    view.site.config.base_url.as_ref()?;
    let config = &view.site.config;
    let page = home(view);
    Some(Catalogue {
        address: format!("{page}#katalog"),
        title: said(view, |view| {
            let title = languages::site_words(view.site, view.code(), &config.title);
            Some(format!("{}: {title}", view.strings().get("data_title")))
        }),
        about: match &config.summary {
            Some(summary) => said(view, |view| Some(languages::site_words(view.site, view.code(), summary))),
            None => said(view, |view| Some(view.strings().get("data_about").to_owned())),
        },
        home: view.whole_address(&view.routes().url(&view.routes().page("", 0, 1))),
        licence: licence(config.licence()),
        languages: codes(view).map(|code| base(code).to_owned()).collect(),
        publisher: publisher(view, &page),
        contact: contact(view, &page),
        sets: datasets(view.site, view.knowledge).iter().map(|set| entry(view, set)).collect(),
    })
}

/// The page that lists the data sets.
fn home(view: &View) -> String {
    view.whole_address(&view.routes().url(&view.routes().page(DATA, 0, 1)))
}

/// The languages of the site; a variant such as simple Swedish is no other language.
fn codes<'a>(view: &View<'a>) -> impl Iterator<Item = &'a str> {
    view.routes().languages.iter().map(|code| &**code).filter(|code| base(code) == *code)
}

/// The views in the same languages.
fn views<'a>(view: &View<'a>) -> impl Iterator<Item = View<'a>> {
    let all = (0..view.routes().languages.len() as u16).map(|lang| View { lang, ..*view });
    all.filter(|view| base(view.code()) == view.code())
}

/// Words in each language that has them: what has no translation is not said in it.
fn said<'a>(view: &View<'a>, words: impl Fn(&View<'a>) -> Option<String>) -> Said {
    let all = views(view).filter_map(|view| Some((view.code().to_owned(), words(&view)?)));
    all.filter(|(_, words)| !words.is_empty() && !words.contains(is_mark)).collect()
}

/// Words of the program: the national portal asks for Swedish and English.
fn both(view: &View, words: Both) -> Said {
    let main = base(view.routes().code(0));
    let own = (!matches!(main, "sv" | "en")).then(|| (main.to_owned(), plain(&view.both(words))));
    own.into_iter().chain([("sv".to_owned(), words.0.to_owned()), ("en".to_owned(), words.1.to_owned())]).collect()
}

/// The licence at the address that the portal knows it by: without `https`, and without a language at its end.
fn licence(url: &str) -> String {
    match url.split_once("creativecommons.org/") {
        Some((_, path)) => {
            let path = path.split("/deed").next().unwrap_or(path).split("/legalcode").next().unwrap_or(path);
            format!("http://creativecommons.org/{}/", path.trim_end_matches('/'))
        }
        None => url.to_owned(),
    }
}

/// The municipality. The portal knows it by its organisation number; while that is not filled in, it is known by a place of this site.
fn publisher(view: &View, page: &str) -> Publisher {
    let municipality = &view.site.config.municipality;
    let digits = municipality.organisation_number.as_ref().map(|number| number.trim().replacen('-', "", 1));
    let number = digits.filter(|digits| digits.len() == 10 && digits.bytes().all(|b| b.is_ascii_digit()));
    Publisher {
        address: number
            .as_ref()
            .map_or_else(|| format!("{page}#utgivare"), |number| format!("http://dataportal.se/organisation/SE{number}")),
        name: municipality.name.text.clone(),
        number,
    }
}

fn contact(view: &View, page: &str) -> Option<Contact> {
    let config = &view.site.config;
    let desk = [&config.feedback, &config.registrar].into_iter().flatten().find(|desk| desk.email.is_some())?;
    let name = desk.title.as_ref().unwrap_or(&config.municipality.name);
    Some(Contact { address: format!("{page}#kontakt"), name: name.text.clone(), email: desk.email.as_ref()?.text.clone() })
}

/// A data set as the catalogue has it.
pub fn entry(view: &View, set: &DataSet) -> Entry {
    let page = home(view);
    let name = set.name(view.site);
    // An indicator has a page of its own, which tells what it means.
    let (home, address, columns) = match set.of {
        Of::Indicator(id) => {
            let own = view.web_address(whole(id));
            (own.clone(), format!("{own}#data"), own)
        }
        _ => (page.clone(), format!("{page}#{name}"), format!("{page}{name}/")),
    };
    let (files, grids) = (set.files(view.site, view.routes()), set.grids());
    let whole_address = |file: &File| view.whole_address(&view.routes().url(&file.path));
    let given = files.iter().filter(|file| file.format != "csvw").map(|file| {
        let beside = files.iter().find(|other| file.format == "csv" && other.format == "csvw" && other.key == file.key);
        Given {
            address: format!("{home}#{}", file.path.rsplit('/').next().unwrap_or_default()),
            file: whole_address(file),
            format: file.format,
            title: file.grid.map_or_else(Vec::new, |at| said(view, |view| Some(set.grid_title(view, &grids[at])))),
            described: beside.map(whole_address),
        }
    });
    Entry {
        address,
        page: columns,
        title: title(view, set),
        about: about(view, set),
        keywords: keywords(view, set),
        time: time(view, set),
        files: given.collect(),
    }
}

/// What a data set is called.
fn title(view: &View, set: &DataSet) -> Said {
    match set.of {
        Of::Kind(folder) => Kind::of_folder(folder).map(|kind| both(view, kind.many)).unwrap_or_default(),
        Of::All | Of::Overview(_) => said(view, |view| Some(set.title(view))),
        Of::Indicator(id) => said(view, |view| Some(view.spelt(view.title(whole(id))).into_owned())),
    }
}

/// What a data set holds, in a sentence or two.
fn about(view: &View, set: &DataSet) -> Said {
    match set.of {
        Of::Kind(folder) => Kind::of_folder(folder).map(|kind| both(view, kind.about)).unwrap_or_default(),
        Of::All | Of::Overview(_) => said(view, |view| Some(set.about(view))),
        Of::Indicator(id) => {
            let defined = said(view, |view| definition(view, id));
            if defined.is_empty() { said(view, |view| Some(view.strings().get("data_values_about").to_owned())) } else { defined }
        }
    }
}

/// What an indicator counts, in the language of the view.
fn definition(view: &View, id: RecordId) -> Option<String> {
    let definition = view.site.record(id).is::<Indicator>()?.definition.as_ref()?;
    let own = view.translation(id).and_then(|translation| translation.text(None, "definition")).map(str::to_owned);
    Some(own.unwrap_or_else(|| view.said(definition)))
}

/// Words that people search the portal by: in the singular, in small letters.
fn keywords(view: &View, set: &DataSet) -> Said {
    let of = |folder| Kind::of_folder(folder).map(|kind| both(view, kind.one)).unwrap_or_default();
    match set.of {
        Of::All => both(view, Both("insyn", "transparency")),
        Of::Kind(folder) => of(folder),
        Of::Overview(_) => both(view, Both("uppföljning", "follow-up")),
        Of::Indicator(id) => {
            let topics = view.site.record(id).common.topics.iter().filter_map(|topic| view.site.resolve(topic, id));
            let topics = topics.flat_map(|topic| said(view, |view| Some(view.spelt(view.title(topic)).to_lowercase())));
            of("indicators").into_iter().chain(topics).collect()
        }
    }
}

/// The time that the values of an indicator are about.
fn time(view: &View, set: &DataSet) -> Option<(Date, Option<Date>)> {
    let Of::Indicator(id) = set.of else { return None };
    let own = view.site.record(id).is::<Indicator>()?.values.iter().map(|value| &value.period);
    let observed = view.knowledge.observations.get(&id).into_iter().flatten().filter_map(|(from, at)| {
        let follow_up = view.site.record(*from).is::<FollowUp>()?;
        Some(follow_up.observations[*at].period.as_deref().unwrap_or(&follow_up.period))
    });
    let all: Vec<&Period> = own.chain(observed).collect();
    // A period without an end is not over.
    let last = all.iter().map(|period| period.last()).collect::<Option<Vec<Date>>>();
    Some((all.iter().map(|period| period.first()).min()?, last.and_then(|last| last.into_iter().max())))
}
