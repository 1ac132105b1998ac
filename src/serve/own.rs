//! The preview's own addresses that need no site: the manual and the style of its pages.

use super::answer::{Answer, Content};
use super::kinds::{HTML, kind};
use super::policy;
use crate::diagnostic::Lang;
use crate::manual::{self, Book};
use crate::sheet::{OWN, STYLE};

/// The answer to a request target below `/_insyn/manual/`, or for the style. None for every other address.
pub fn find(target: &str, book: &Book, lang: Lang) -> Option<Answer> {
    let path = target.split(['?', '#']).next()?.strip_prefix(OWN)?;
    if path == STYLE.0 {
        return Some(bytes(kind(path), STYLE.1.as_bytes().to_vec()));
    }
    match path.strip_prefix("manual/")? {
        "" => Some(elsewhere(manual::address(lang, "", ""))),
        page => Some(bytes(HTML, manual::page(book, page)?.into_bytes())),
    }
}

/// Leads to another page of ours.
pub fn elsewhere(location: String) -> Answer {
    Answer { status: 302, location: Some(location), ..bytes("text/plain", Vec::new()) }
}

fn bytes(kind: &'static str, content: Vec<u8>) -> Answer {
    Answer { status: 200, kind, location: None, policy: policy::PAGES.to_owned(), content: Content::Bytes(content) }
}
