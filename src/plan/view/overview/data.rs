//! Open data: every data set with its files, and what the columns of each mean.

use std::sync::Arc;

use tera::Value;

use super::{Overview, Place};
use crate::content::columns::Holds;
use crate::content::indicator::Indicator;
use crate::knowledge::Knowledge;
use crate::output::Key;
use crate::plan::pages::{page_size, pages_of};
use crate::plan::view::datasets::{CATALOGUE, DataSet, Heading, Of, Tabular, datasets};
use crate::plan::view::{Fields, View, lists, pictures, whole};
use crate::site::Site;

/// Address of the list, and first part of those of the files.
pub const ADDRESS: &str = "oppna-data";

pub static OVERVIEW: Overview =
    Overview { name: "open-data", title: "data_title", about: "data_about", shown: None, places, on_start: false, page };

pub static DICTIONARY: Overview = Overview {
    name: "data-dictionary",
    title: "data_dictionary_title",
    about: "data_dictionary_about",
    shown: None,
    places: dictionaries,
    on_start: false,
    page: dictionary,
};

fn places(site: &Site, knowledge: &Knowledge) -> Vec<Place> {
    let count = datasets(site, knowledge).len();
    let place = Place { about: Arc::from(""), address: ADDRESS.to_owned(), pages: pages_of(site, count) };
    (count > 0).then_some(place).into_iter().collect()
}

fn page(view: &View, _: &str, number: u32) -> Option<Fields> {
    let sets = datasets(view.site, view.knowledge);
    let size = page_size(view.site);
    let mut fields = Fields::default();
    let on_page = lists::on_page(&sets, number, size);
    let groups = on_page.chunk_by(|a, b| heading(a) == heading(b)).map(|sets| {
        let mut group = Fields::default();
        group.set("heading", view.strings().get(heading(&sets[0])));
        group.set("anchor", heading(&sets[0]));
        group.set("sets", sets.iter().map(|set| one(view, set)).collect::<Vec<_>>());
        Value::from(group)
    });
    fields.set("groups", groups.collect::<Vec<_>>());
    fields.set("count", sets.len());
    fields.set("licence", view.site.config.licence());
    let catalogue = view.site.config.base_url.is_some().then(|| view.routes().url(CATALOGUE));
    fields.set("catalogue", catalogue);
    lists::pager(view, &mut fields, number, pages_of(view.site, sets.len()), |number| view.routes().page(ADDRESS, 0, number));
    Some(fields)
}

/// The data set that a page is about: an indicator's own page, or that of what the columns mean.
pub fn data_set(view: &View, key: &Key) -> Option<DataSet> {
    match key {
        Key::Record { record, part: None, .. } => {
            let is_set = view.site.record(*record).is::<Indicator>().is_some() && pictures::is_there(view.site, view.knowledge, *record);
            is_set.then_some(DataSet { of: Of::Indicator(*record) })
        }
        Key::Page { page, about, .. } if *page == DICTIONARY.name => DataSet::named(about),
        _ => None,
    }
}

/// The key of the heading that a set stands under.
fn heading(set: &DataSet) -> &'static str {
    match set.of {
        Of::All | Of::Kind(_) => "data_records",
        Of::Overview(_) => "data_overviews",
        Of::Indicator(_) => "data_indicators",
    }
}

/// A data set with its files.
fn one(view: &View, set: &DataSet) -> Value {
    let title = set.title(view);
    let mut fields = Fields::default();
    fields.set("anchor", set.name(view.site).replace('/', "-"));
    fields.set("title", title.as_str());
    fields.set("about", set.about(view));
    if let Of::Indicator(id) = set.of {
        fields.set("url", view.routes().to(view.site, whole(id), 0));
    }
    fields.set("too_large", !set.fits_excel(view.site));
    let grids = set.grids();
    let named = |format: &str, title: &str| view.strings().fill(&format!("data_as_{format}"), &[("title", title)]);
    let files = set.files(view.site, view.routes()).into_iter().filter(|file| file.format != "csvw").map(|file| {
        let title = file.grid.map_or_else(|| title.clone(), |at| set.grid_title(view, &grids[at]));
        let mut link = view.page_link(named(file.format, &title), &file.path);
        link.set("format", file.format);
        Value::from(link)
    });
    fields.set("files", files.collect::<Vec<_>>());
    fields.set("dictionary", view.page_link(named("words", &title), &view.routes().page(&set.dictionary(), 0, 1)));
    fields.into()
}

/// A page for each set of records and each overview; the values of all indicators have the same columns.
fn dictionaries(site: &Site, knowledge: &Knowledge) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    for set in datasets(site, knowledge) {
        let address = set.dictionary();
        if places.last().is_none_or(|place| place.address != address) {
            places.push(Place { about: Arc::from(set.name(site)), address, pages: 1 });
        }
    }
    places
}

fn dictionary(view: &View, about: &str, _: u32) -> Option<Fields> {
    let set = datasets(view.site, view.knowledge).into_iter().find(|set| set.name(view.site) == about)?;
    let mut fields = Fields::default();
    let title = if matches!(set.of, Of::Indicator(_)) { view.strings().get("data_values").to_owned() } else { set.title(view) };
    fields.set("title", view.strings().fill("data_dictionary_of", &[("title", &title)]));
    fields
        .set("breadcrumbs", vec![view.start_link(), view.page_link(view.strings().get("data_title"), &view.routes().page(ADDRESS, 0, 1))]);
    let tables = set.tables(view.site).into_iter().map(|table| {
        let mut fields = Fields::default();
        let name = match &table {
            Tabular::Grid { set, grids, at } => set.grid_title(view, &grids[*at]),
            _ => title.clone(),
        };
        fields.set("title", name);
        fields.set("anchor", table.anchor());
        fields.set("columns", table.headings(view).iter().map(|heading| column(view, &table, heading)).collect::<Vec<_>>());
        Value::from(fields)
    });
    fields.set("tables", tables.collect::<Vec<_>>());
    Some(fields)
}

fn column(view: &View, table: &Tabular, heading: &Heading) -> Value {
    let mut fields = Fields::default();
    fields.set("anchor", format!("{}--{}", table.anchor(), heading.name.replace('.', "-")));
    fields.set("name", heading.name.as_str());
    fields.set("title", heading.titles[0].as_str());
    fields.set("about", heading.about.as_str());
    let key = match heading.holds {
        Holds::Text => "data_holds_text",
        Holds::Whole => "data_holds_whole",
        Holds::Number => "data_holds_number",
        Holds::Yes => "data_holds_yes",
        Holds::Day => "data_holds_day",
        Holds::Web => "data_holds_web",
        Holds::Word(_) => "data_holds_word",
    };
    fields.set("holds", view.strings().get(key));
    let words = if let Holds::Word(words) = heading.holds { words } else { &[] };
    fields.set("words", words.iter().map(|word| Value::from(word.sv)).collect::<Vec<_>>());
    fields.set("many", heading.many);
    fields.set("required", heading.required);
    fields.into()
}
