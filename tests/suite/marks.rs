//! What readers are not shown is marked wherever those who write meet its name: a record is held back, and every page and file that tells of
//! it says so in the same block.

use std::cell::RefCell;
use std::path::Path;
use std::rc::Rc;

use insyn::output::Key;
use insyn::plan::view::EXTRACT;
use insyn::site::RecordId;
use insyn::source::{Audience, Sources, Text};
use insyn::{disk, pipeline};
use lol_html::html_content::Element;
use lol_html::{RewriteStrSettings, doc_text, element, rewrite_str};
use rayon::prelude::*;

use crate::hidden;
use crate::project::Project;

/// A name that stands nowhere else than where that of the record does that is held back.
const NAME: &str = "Zqx Nyvald";

/// How a record is held back, what its state is called, and the words of its mark in Swedish and English.
const HOLDS: &[(&str, &str, [&str; 2])] = &[
    ("draft = true", "draft", ["utkast", "draft"]),
    ("not-before = \"2027-01-01\"", "embargoed", ["inte publicerad än", "not published yet"]),
    ("until = \"2026-01-01\"", "expired", ["gäller inte längre", "no longer current"]),
    ("withdrawn = { date = \"2026-11-02\", reason = \"Fel version\" }", "withdrawn", ["tillbakadragen", "withdrawn"]),
];

/// Whether words have the mark in brackets, and how often.
fn in_brackets(words: &str) -> usize {
    let marks = HOLDS.iter().flat_map(|(_, _, marks)| marks);
    marks.map(|mark| words.matches(&format!("({mark})")).count()).sum()
}

/// Elements inside a sentence. All others hold a block of their own.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "em", "i", "ins", "kbd", "mark", "q", "s", "small", "span", "strong",
    "sub", "sup", "time", "tspan", "u", "wbr", "br", "img",
];

/// Attributes that are no words of the page: a letter that is written from it is about the thing, in whatever state it is.
const SILENT: &[&str] = &["href"];

/// A block of a page: its own words, and how many links in it lead to the draft.
#[derive(Default)]
struct Block {
    words: String,
    links: usize,
    marks: usize,
}

impl Block {
    /// Whether the draft is met here more often than it is marked.
    fn lacks(&self) -> bool {
        let named = self.words.matches(NAME).count();
        named.max(self.links) > self.marks + in_brackets(&self.words)
    }
}

/// The blocks of a page that meet the draft at `addresses` without a mark.
fn unmarked(page: &str, addresses: &[String]) -> Vec<String> {
    let stack = Rc::new(RefCell::new(vec![Block::default()]));
    let found = Rc::new(RefCell::new(Vec::new()));
    let enter = |element: &mut Element| {
        let name = element.tag_name();
        for attribute in element.attributes().iter().filter(|attribute| !SILENT.contains(&&*attribute.name())) {
            if attribute.value().contains(NAME) && in_brackets(&attribute.value()) == 0 {
                found.borrow_mut().push(format!("{}=\"{}\"", attribute.name(), attribute.value()));
            }
        }
        let mut stack_now = stack.borrow_mut();
        if name == "a" {
            let leads = element.get_attribute("href").is_some_and(|href| addresses.iter().any(|address| leads_to(&href, address)));
            stack_now.last_mut().expect("the page itself").links += usize::from(leads);
        } else if element.get_attribute("class").as_deref() == Some("held") {
            stack_now.last_mut().expect("the page itself").marks += 1;
        }
        if INLINE.contains(&&*name) {
            return Ok(());
        }
        if let Some(handlers) = element.end_tag_handlers() {
            stack_now.push(Block::default());
            let (stack, found) = (stack.clone(), found.clone());
            handlers.push(Box::new(move |_| {
                let block = stack.borrow_mut().pop().expect("it was opened");
                if block.lacks() {
                    found.borrow_mut().push(format!("<{name}> {} ({} links)", block.words.trim(), block.links));
                }
                Ok(())
            }));
        }
        Ok(())
    };
    let words = doc_text!(|chunk| {
        stack.borrow_mut().last_mut().expect("the page itself").words.push_str(chunk.as_str());
        Ok(())
    });
    let settings = RewriteStrSettings::new()
        .with_strict(false)
        .append_element_content_handler(element!("*", enter))
        .append_document_content_handler(words);
    rewrite_str(page, settings).expect("pages are HTML");
    found.take()
}

/// Whether an address is that of the draft, or of something on its page or below it.
fn leads_to(href: &str, address: &str) -> bool {
    href == address || address.ends_with('/') && href.starts_with(address)
}

/// Makes everything for those who write, and gives how often the record is met that is held back, and every place that meets it without a
/// mark.
fn places(sources: &Sources, draft: &str, state: &str) -> (usize, Vec<String>) {
    let house = pipeline::build(sources, None).house;
    let (folder, id) = draft.split_once('/').expect("folder and id");
    let record = house.site.get(folder, id).expect("the draft is there");
    assert_eq!(house.site.record(record).state.name(), state, "{draft}");
    let languages = 0..house.plan.routes.languages.len() as u16;
    let to = |lang| house.plan.routes.to(&house.site, insyn::site::Address { record, part: None }, lang);
    let addresses: Vec<String> = languages.map(to).collect();
    let (mut met, mut lacking) = (0, Vec::new());
    for (path, bytes) in crate::bytes::make(sources) {
        // A record's own page says in a notice what it is, and so does the extract of it; that of a topic or a target group is the list of
        // what belongs to it.
        let own = match house.plan.output(&path).map(|output| &output.key) {
            Some(Key::Record { record: of, .. }) => *of == record,
            Some(Key::Page { page: "members" | EXTRACT, about, .. }) => **about == *draft,
            _ => false,
        };
        let text = hidden::readable(&path, &bytes);
        assert!(!text.contains(|c| ('\u{FDD0}'..='\u{FDEF}').contains(&c)), "{path} has a mark that no reader knows");
        met += usize::from(text.contains(NAME));
        if path.ends_with(".html") && !own {
            lacking.extend(unmarked(&text, &addresses).into_iter().map(|block| format!("{draft}: {path}: {block}")));
        } else if path.ends_with(".ics") {
            let unfolded = text.replace("\r\n ", "");
            let named = unfolded.lines().filter(|line| line.contains(NAME) && in_brackets(line) == 0);
            lacking.extend(named.map(|line| format!("{draft}: {path}: {line}")));
        }
    }
    (met, lacking)
}

/// The sources with one record as a draft of another name; None when the file is not one that a line is put into.
fn with_draft(sources: &Sources, path: &str) -> Option<Sources> {
    let at = sources.texts.iter().position(|text| *text.path == *path)?;
    let content = &*sources.texts[at].content;
    let title = content.lines().find(|line| line.starts_with("title = "))?;
    let drafted = content.replacen(title, &format!("title = \"{NAME}\"\ndraft = true"), 1);
    let mut sources = sources.clone();
    sources.texts[at] = Text::new(path.to_owned(), drafted);
    Some(sources)
}

/// Of each kind the record that most others refer to, by folder and id, and its file.
fn most_met(sources: &Sources) -> Vec<(String, String)> {
    let site = pipeline::build(sources, None).house.site.clone();
    let mut of_kinds: Vec<(&str, usize, RecordId)> = Vec::new();
    for (id, record) in site.all().filter(|(_, record)| site.records_in(&record.path).len() == 1 && record.state.name() == "published") {
        let met = site.backlinks_to(id).len();
        match of_kinds.iter_mut().find(|(kind, ..)| *kind == record.kind.folder) {
            Some(most) if most.1 < met => (most.1, most.2) = (met, id),
            Some(_) => {}
            None => of_kinds.push((record.kind.folder, met, id)),
        }
    }
    let named = of_kinds.into_iter().map(|(folder, _, id)| (format!("{folder}/{}", site.record(id).id), site.record(id).path.to_string()));
    named.collect()
}

#[test]
fn each_kind_is_marked_wherever_it_is_met_however_it_is_held_back() {
    let lacking: Vec<String> = hidden::folders()
        .flat_map(|folder| HOLDS.iter().map(move |hold| (folder, hold)))
        .par_bridge()
        .flat_map_iter(|(folder, (hold, state, _))| {
            let text = hidden::site(folder, hold);
            let text = text.replace(&format!("Zz-{folder} rubrik"), NAME).replace(&format!("Zz-{folder} heading"), NAME);
            let (met, lacking) = places(&Project::new(&text).sources, &format!("{folder}/zz-{folder}"), state);
            assert!(met > 2, "{folder}, {state}, is met {met} times: too few to prove anything");
            lacking
        })
        .collect();
    assert!(lacking.is_empty(), "{} places: {lacking:#?}", lacking.len());
}

#[test]
fn a_draft_of_real_records_is_marked_wherever_it_is_met() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut lacking: Vec<String> = Vec::new();
    for root in [root.to_owned(), root.join("tests/sites/danderyd")] {
        let sources = disk::read(&root, jiff::civil::date(2026, 11, 22), Audience::Writers).expect("the folder is there");
        let drafts = most_met(&sources);
        assert!(drafts.len() > 8, "{drafts:?}");
        let drafted = drafts.par_iter().filter_map(|(name, path)| Some((name, with_draft(&sources, path)?)));
        lacking.par_extend(drafted.flat_map_iter(|(name, sources)| places(&sources, name, "draft").1));
    }
    assert!(lacking.is_empty(), "{} places: {lacking:#?}", lacking.len());
}
