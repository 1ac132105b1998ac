//! Marks of what readers are not shown, as words: beside every link that leads to such a thing, and after every name of one.

use std::cell::RefCell;
use std::rc::Rc;

use lol_html::html_content::{ContentType, Element, TextChunk, TextType};
use lol_html::{HandlerResult, RewriteStrSettings, doc_text, element, rewrite_str};

use crate::plan::held::Held;
use crate::plan::wording;
use crate::site::{RecordId, State, held};
use crate::theme::Strings;

/// The class of a mark beside a name.
pub const MARK: &str = "held";

/// Elements that show text and no elements in it, beside those that HTML reads so.
const TEXT_ONLY: &[&str] = &["svg", "option"];

/// A page whose links and names say what readers are not shown; `own` is the record that it is the page of.
pub fn told(page: &str, held: &Held, own: Option<RecordId>, strings: &Strings) -> String {
    let telling = Telling { held, own, strings, place: Rc::default() };
    let settings = RewriteStrSettings::new()
        .with_strict(false)
        .append_element_content_handler(element!("*", |element| telling.enter(element)))
        .append_document_content_handler(doc_text!(|chunk| {
            telling.words(chunk);
            Ok(())
        }));
    // A page that cannot be read as HTML is shown as it is, and no name of it with a sign that nobody knows.
    rewrite_str(page, settings).unwrap_or_else(|_| held::spelt(page, |state| wording::in_brackets(state, strings)).into_owned())
}

struct Telling<'a> {
    held: &'a Held,
    own: Option<RecordId>,
    strings: &'a Strings,
    place: Rc<RefCell<Place>>,
}

/// Where in a page the reading is.
#[derive(Default)]
struct Place {
    /// What the link leads to that it is in, when that is marked after the link.
    link: Option<State>,
    /// How deep in elements of text alone.
    text_only: usize,
}

impl Telling<'_> {
    fn enter(&self, element: &mut Element) -> HandlerResult {
        self.attributes(element)?;
        let name = element.tag_name();
        let leaving: fn(&mut Place) = if name == "a" {
            let state = element.get_attribute("href").and_then(|address| self.held.state(&address, self.own));
            let Some(state) = state else { return Ok(()) };
            element.after(&self.beside(state), ContentType::Html);
            self.place.borrow_mut().link = Some(state);
            |place| place.link = None
        } else if TEXT_ONLY.contains(&&*name) {
            self.place.borrow_mut().text_only += 1;
            |place| place.text_only -= 1
        } else {
            return Ok(());
        };
        if let Some(handlers) = element.end_tag_handlers() {
            let place = self.place.clone();
            handlers.push(Box::new(move |_| {
                leaving(&mut place.borrow_mut());
                Ok(())
            }));
        }
        Ok(())
    }

    /// In an attribute a mark is words.
    fn attributes(&self, element: &mut Element) -> HandlerResult {
        let told = element.attributes().iter().map(|attribute| (attribute.name(), attribute.value()));
        let told: Vec<(String, String)> = told.filter(|(_, value)| held::is_marked(value)).collect();
        for (name, value) in told {
            element.set_attribute(&name, &held::spelt(&value, |state| wording::in_brackets(state, self.strings)))?;
        }
        Ok(())
    }

    fn words(&self, chunk: &mut TextChunk) {
        if !held::is_marked(chunk.as_str()) {
            return;
        }
        let place = self.place.borrow();
        let text_only = place.text_only > 0 || chunk.text_type() != TextType::Data;
        let told = held::spelt(chunk.as_str(), |state| match text_only {
            true => wording::in_brackets(state, self.strings),
            false if place.link == Some(state) => String::new(),
            false => self.beside(state),
        });
        let told = told.into_owned();
        // What surrounds the marks is HTML already.
        chunk.replace(&told, ContentType::Html);
    }

    /// The words of a mark beside what it is of.
    fn beside(&self, state: State) -> String {
        format!(" <span class=\"{MARK}\">{}</span>", htmlize::escape_text(wording::held(state, self.strings)))
    }
}
