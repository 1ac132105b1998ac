//! What a local rule looks at: one document, what it goes by beside it, and the running text, read once for all rules of language.

use std::cell::OnceCell;

use super::Settings;
use crate::content::Kind;
use crate::content::common::Common;
use crate::content::guide::Guide;
use crate::document::Body;
use crate::markdown::{Passage, Prose, prose};
use crate::parse::Document;
use crate::readability::{Measured, measure};
use crate::span::Span;

/// What a local rule may look at: one document, and what [`Settings`] say.
pub struct Local<'a> {
    pub document: &'a Document,
    pub settings: &'a Settings<'a>,
    prose: OnceCell<Vec<Page<'a>>>,
}

/// A record, or its translation, as something that people read.
pub struct Page<'a> {
    pub kind: &'static Kind,
    pub lang: &'a str,
    /// Whom a guide speaks to.
    pub audience: Option<&'a str>,
    /// Where its title stands.
    pub title: Span,
    pub body: Option<&'a Body>,
    pub prose: Prose,
    measured: OnceCell<Vec<Measured>>,
}

impl Page<'_> {
    /// The passages of its running text, each with its words and sentences: counted once, however many rules ask.
    pub fn passages(&self) -> impl Iterator<Item = (&Passage, &Measured)> {
        self.prose.passages.iter().zip(self.measured())
    }

    /// The words and sentences of each passage.
    pub fn measured(&self) -> &[Measured] {
        self.measured.get_or_init(|| self.prose.passages.iter().map(|passage| measure(&passage.text)).collect())
    }

    /// Whether it is in Swedish, simple Swedish included.
    pub fn is_swedish(&self) -> bool {
        self.lang == "sv" || self.is_simple()
    }

    pub fn is_simple(&self) -> bool {
        self.lang.starts_with("sv-")
    }
}

impl<'a> Local<'a> {
    pub fn new(document: &'a Document, settings: &'a Settings<'a>) -> Self {
        Self { document, settings, prose: OnceCell::new() }
    }

    /// The pages that the document becomes; what has been taken back is none.
    pub fn pages(&self) -> &[Page<'a>] {
        self.prose.get_or_init(|| {
            let document = self.document;
            let entries = document.entries.iter().filter(|entry| entry.common.withdrawn.is_none()).map(|entry| Page {
                kind: entry.kind,
                lang: self.settings.config.language(),
                audience: (*entry.content).as_any().downcast_ref::<Guide>().and_then(|guide| guide.audience.as_deref()),
                title: entry.common.title.span,
                body: entry.body.as_deref(),
                prose: self.read(entry.body.as_deref(), own_words(&entry.common, &*entry.content)),
                measured: OnceCell::new(),
            });
            let translations = document.translation.iter().map(|translation| Page {
                kind: translation.kind,
                lang: &translation.lang,
                audience: None,
                title: translation.title.span,
                body: Some(&translation.body),
                prose: self.read(Some(&translation.body), translation.summary.iter().map(|words| (&**words, words.span)).collect()),
                measured: OnceCell::new(),
            });
            entries.chain(translations).collect()
        })
    }

    fn read(&self, body: Option<&Body>, values: Vec<(&str, Span)>) -> Prose {
        let text = &self.document.text;
        let mut all = body.map_or_else(Prose::default, |body| prose(&text.content[body.start..], text.id, body.start));
        let first = values.into_iter().map(|(words, span)| Passage::of_value(words, span, &text.content));
        all.passages.splice(0..0, first);
        all
    }
}

/// Texts in the front matter that are the site's own words: the summary, and the steps of a guide. What stands elsewhere may be a document's.
fn own_words<'a>(common: &'a Common, content: &'a dyn crate::content::Content) -> Vec<(&'a str, Span)> {
    let steps = content.as_any().downcast_ref::<Guide>().into_iter().flat_map(|guide| &guide.steps);
    let texts = common.summary.iter().chain(steps.filter_map(|step| step.text.as_ref()));
    texts.map(|words| (&**words, words.span)).collect()
}
