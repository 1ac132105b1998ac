//! What a page says to programs in its own head: JSON-LD in the words of schema.org, and nothing that the page does not say to people.
//!
//! Source: W3C, JSON-LD 1.1, "Embedding JSON-LD in HTML Documents"; schema.org.

use serde_json::{Map, Value as Json, json};
use tera::value::Key as Name;

use super::datasets::{DataSet, Of};
use super::{Fields, View, pictures};
use crate::content::news::News;
use crate::media;
use crate::output::Key;
use crate::site::{Record, RecordId};
use crate::spoken;

const CONTEXT: &str = "https://schema.org";

/// The page at `url` with what its `fields` say, as one JSON-LD document; none where the site has no address of its own, since every name in it
/// must be whole.
pub fn of(view: &View, key: &Key, url: &str, fields: &Fields) -> Option<String> {
    super::shared::origin(&view.site.config.base_url.as_ref()?.url)?;
    let text = |name: &str| fields.get(name).and_then(|value| value.as_str()).map(spoken::plain);
    let mut page = Map::new();
    page.insert("@context".into(), CONTEXT.into());
    page.insert("@type".into(), "WebPage".into());
    page.insert("@id".into(), view.whole_address(url).into());
    page.insert("name".into(), text("title")?.into());
    page.extend(text("summary").map(|summary| ("description".to_owned(), summary.into())));
    page.insert("inLanguage".into(), spoken::base(view.code()).into());
    page.insert("isPartOf".into(), site(view));
    page.extend(trail(view, fields).map(|trail| ("breadcrumb".to_owned(), trail)));
    if let Key::Record { record, part: None, .. } = key {
        page.extend(about(view, *record, url).map(|about| ("mainEntity".to_owned(), about)));
    }
    // What ends a script element must not stand in one.
    Some(Json::Object(page).to_string().replace('<', "\\u003c"))
}

fn site(view: &View) -> Json {
    let config = &view.site.config;
    json!({
        "@type": "WebSite",
        "@id": view.whole_address(&view.routes().url("")),
        "name": config.title.text,
        "publisher": { "@type": "GovernmentOrganization", "name": config.municipality.name.text },
    })
}

/// The way from the start page, as it stands on the page.
fn trail(view: &View, fields: &Fields) -> Option<Json> {
    let steps = fields.get("breadcrumbs")?.as_array()?;
    let step = |(at, step): (usize, &tera::Value)| {
        let text = |name: &str| step.as_map()?.get(&Name::from(name.to_owned()))?.as_str().map(spoken::plain);
        Some(json!({ "@type": "ListItem", "position": at + 1, "name": text("title")?, "item": view.whole_address(&text("url")?) }))
    };
    let steps: Vec<Json> = steps.iter().enumerate().filter_map(step).collect();
    (!steps.is_empty()).then(|| json!({ "@type": "BreadcrumbList", "itemListElement": steps }))
}

/// What the page is about, where schema.org has a word for it that says no more than the record does.
fn about(view: &View, id: RecordId, url: &str) -> Option<Json> {
    let record = view.site.record(id);
    let kind = match record.kind.name {
        "news" => "NewsArticle",
        "service" => "Service",
        "organisation" => "Organization",
        "indicator" => "Dataset",
        _ => return None,
    };
    let mut about = Map::new();
    about.insert("@type".into(), kind.into());
    about.insert("@id".into(), format!("{}#it", view.whole_address(url)).into());
    about.insert("name".into(), record.common.title.text.as_str().into());
    match kind {
        "NewsArticle" => about.extend(published(record)),
        "Dataset" => about.extend(files(view, id)?),
        _ => {}
    }
    Some(about.into())
}

fn published(record: &Record) -> Option<(String, Json)> {
    let news = record.is::<News>()?;
    Some(("datePublished".to_owned(), news.date.date().to_string().into()))
}

/// The files of a measure's figures, and under which licence; none when it has no figures.
fn files(view: &View, id: RecordId) -> Option<[(String, Json); 2]> {
    if !pictures::is_there(view.site, view.knowledge, id) {
        return None;
    }
    let files = DataSet { of: Of::Indicator(id) }.files(view.site, view.routes());
    let downloads = files.iter().filter(|file| file.format != "csvw").map(|file| {
        let address = view.whole_address(&view.routes().url(&file.path));
        json!({ "@type": "DataDownload", "encodingFormat": media::kind(&file.path), "contentUrl": address })
    });
    Some([("license".to_owned(), view.site.config.licence().into()), ("distribution".to_owned(), downloads.collect())])
}
