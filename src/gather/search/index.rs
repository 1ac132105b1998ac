//! Pages into pagefind, and the files of its index out of it.

use lol_html::html_content::ContentType;
use lol_html::{RewriteStrSettings, element, rewrite_str};
use pagefind::api::{PagefindIndex, SyntheticFile};
use pagefind::options::PagefindServiceConfig;
use rayon::prelude::*;
use tokio::runtime::Builder;

use super::{File, told};
use crate::house::House;
use crate::make;
use crate::output::Body;
use crate::plan::view::Searched;

/// How many pages are in memory while they wait to be added.
const BATCH: usize = 64;

/// Pages are shown to readers from this many files of extracts at most: beyond that several share one.
const EXTRACTS: u32 = 1000;

/// Pagefind's own search boxes, its worker and what marks words on pages: the search page has a script of its own instead.
const UNUSED: &[&str] = &["pagefind-ui.", "pagefind-modular-ui.", "pagefind-component-ui.", "pagefind-highlight.", "pagefind-worker."];

/// Elements that end what they say, which pagefind does not know of: it would read "ÄmnenCannabis" as one word. It knows `div`.
const RUN_ON: &str = "dt, dd, th, caption, figcaption, summary, legend, blockquote, pre";

/// The index of the pages at `paths`, which are sorted.
pub fn index(house: &House, paths: &[String], added: &dyn Fn(usize)) -> Result<Vec<File>, String> {
    if paths.is_empty() {
        return Ok(Vec::new());
    }
    let runtime = Builder::new_current_thread().build().map_err(|error| error.to_string())?;
    let files = runtime.block_on(files(house, paths, added))?;
    let folder = house.plan.routes.search_index();
    let named = files.into_iter().map(|file| (file.filename.to_string_lossy().replace('\\', "/"), file.contents));
    let mut files: Vec<File> = named.filter(|(name, _)| !UNUSED.iter().any(|unused| name.starts_with(unused))).collect();
    if every_language_has_stems(&files) {
        files.retain(|(name, _)| name != "wasm.unknown.pagefind");
    }
    Ok(files.into_iter().map(|(name, bytes)| (format!("{folder}{name}"), bytes)).collect())
}

/// Whether no language of the index does without stems, for which there is a program of its own.
fn every_language_has_stems(files: &[File]) -> bool {
    let entry = files.iter().find(|(name, _)| name == "pagefind-entry.json");
    let entry = entry.and_then(|(_, bytes)| serde_json::from_slice::<serde_json::Value>(bytes).ok());
    let languages = entry.as_ref().and_then(|entry| entry["languages"].as_object());
    languages.is_some_and(|languages| languages.values().all(|language| language["wasm"].is_string()))
}

async fn files(house: &House, paths: &[String], added: &dyn Fn(usize)) -> Result<Vec<SyntheticFile>, String> {
    let config = PagefindServiceConfig::builder().root_selector("main".to_owned()).max_fragments(EXTRACTS).build();
    let mut index = PagefindIndex::new(Some(config)).map_err(|error| error.to_string())?;
    let mut count = 0;
    for batch in paths.chunks(BATCH) {
        let pages: Vec<Option<(String, String)>> = batch.par_iter().map(|path| page(house, path)).collect();
        for (url, page) in pages.into_iter().flatten() {
            index.add_html_file(None, Some(url), page).await.map_err(|error| error.to_string())?;
            count += 1;
            added(count);
        }
    }
    // It builds the index too; asked for that first, it would do it twice.
    index.get_files().await.map_err(|error| error.to_string())
}

/// The address of a page, and the page with what the search is told beside its words.
fn page(house: &House, path: &str) -> Option<(String, String)> {
    let output = house.plan.output(path)?;
    let told = told(house, output)?;
    let Body::Bytes(page) = make::make(house, output)?.body else { return None };
    let page = String::from_utf8(page).ok()?;
    let beside = beside(&told);
    let settings = RewriteStrSettings::new()
        .append_element_content_handler(element!("main", |main| {
            main.prepend(&beside, ContentType::Html);
            Ok(())
        }))
        .append_element_content_handler(element!(RUN_ON, |element| Ok(element.set_tag_name("div")?)));
    Some((house.plan.routes.url(path), rewrite_str(&page, settings).ok()?))
}

/// What the search is told beside the words of a page, as pagefind reads it.
fn beside(told: &Searched) -> String {
    let filters = told.filters.iter().map(|(name, value)| ("filter", format!("{name}:{value}")));
    let words = (!told.words.is_empty()).then(|| ("meta", format!("words:{}", told.words.join(", "))));
    let spans = filters.chain(words);
    spans.map(|(what, value)| format!("<span data-pagefind-{what}=\"{}\"></span>", htmlize::escape_attribute(&value))).collect()
}
