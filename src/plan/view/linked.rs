//! What a page is, for search engines and other programs, as JSON-LD in the words of schema.org: nothing that the page does not say.

use serde_json::{Map, Value, json};

use super::datasets::{DataSet, entry};
use super::{Fields, View, overview};
use crate::output::Key;
use crate::source::Audience;

/// The JSON-LD of a page at `url` that is filled with these keys. None where the site does not say where it is, since all addresses are whole,
/// and on pages that are not to be found.
pub fn of_page(view: &View, key: &Key, fields: &Fields, url: &str) -> Option<tera::Value> {
    view.site.config.base_url.as_ref().filter(|_| view.site.audience != Audience::Reviewers)?;
    let text = |key: &str| fields.get(key).and_then(tera::Value::as_str).map(crate::spoken::plain).filter(|text| !text.is_empty());
    if text("robots").is_some() {
        return None;
    }
    let address = view.whole_address(url);
    let mut page = Map::new();
    page.insert("@context".into(), "https://schema.org".into());
    page.insert("@type".into(), "WebPage".into());
    page.insert("@id".into(), address.as_str().into());
    page.insert("url".into(), address.as_str().into());
    page.insert("name".into(), text("title")?.into());
    page.extend(text("summary").map(|summary| ("description".to_owned(), summary.into())));
    page.insert("inLanguage".into(), view.code().into());
    page.insert("isPartOf".into(), site(view));
    page.extend(breadcrumbs(view, fields).map(|crumbs| ("breadcrumb".to_owned(), crumbs)));
    page.extend(overview::data_set(view, key).map(|set| ("mainEntity".to_owned(), data_set(view, &set))));
    Some(tera::Value::safe_string(&inside_html(&Value::Object(page))))
}

/// The site and the municipality behind it.
fn site(view: &View) -> Value {
    let home = view.whole_address(&view.routes().url(&view.routes().page("", 0, 1)));
    let config = &view.site.config;
    let publisher = json!({ "@type": "GovernmentOrganization", "name": config.municipality.name.text });
    json!({ "@type": "WebSite", "@id": home, "url": home, "name": config.title.text, "publisher": publisher })
}

/// The way to the page from the start page; none on the start page itself.
fn breadcrumbs(view: &View, fields: &Fields) -> Option<Value> {
    let crumbs = fields.get("breadcrumbs")?.as_array()?.iter().zip(1..).filter_map(|(crumb, position)| {
        let text = |key: &'static str| crumb.as_map()?.get(&tera::value::Key::Str(key))?.as_str().map(crate::spoken::plain);
        let (name, url) = (text("title")?, text("url").filter(|url| !url.is_empty())?);
        Some(json!({ "@type": "ListItem", "position": position, "name": name, "item": view.whole_address(&url) }))
    });
    let crumbs: Vec<Value> = crumbs.collect();
    (!crumbs.is_empty()).then(|| json!({ "@type": "BreadcrumbList", "itemListElement": crumbs }))
}

/// A data set, as the catalogue has it.
fn data_set(view: &View, set: &DataSet) -> Value {
    let set = entry(view, set);
    let files = set.files.iter().map(|file| json!({ "@type": "DataDownload", "contentUrl": file.file, "encodingFormat": file.format }));
    let words = |said: &[(String, String)]| said.first().map(|(_, words)| words.clone()).unwrap_or_default();
    json!({
        "@type": "Dataset", "@id": set.address, "url": set.page, "name": words(&set.title), "description": words(&set.about),
        "license": view.site.config.licence(), "distribution": files.collect::<Vec<_>>(),
    })
}

/// JSON as it can stand in a page: nothing in it ends the element that it stands in.
fn inside_html(value: &Value) -> String {
    value.to_string().replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}
