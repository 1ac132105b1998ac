//! Case numbers and paragraphs as links wherever words mention them, in bodies and in what facts say.

use tera::Value;

use super::View;
use crate::content::datum::Datum;
use crate::content::field::FieldDecl;
use crate::markdown::{self, Mention};
use crate::site::RecordId;

/// Keys whose words are shown as running text, and never inside a tag.
const RUNNING: &[&str] = &["note", "quote", "points", "proposals", "outcome"];

/// Whose page words stand on.
#[derive(Clone, Copy)]
pub enum Where {
    /// The record's own: it does not lead to itself.
    On(RecordId),
    /// One below it, such as the text of a document.
    Below(RecordId),
}

impl View<'_> {
    /// What a text mentions, with where each leads.
    pub fn mentions(&self, stands: Where, text: &str) -> Vec<Mention> {
        let (Where::On(record) | Where::Below(record)) = stands;
        let found = self.knowledge.mentions.find(self.site, record, text).into_iter();
        let leads_away = |to: RecordId| to != record || matches!(stands, Where::Below(_));
        let link = |to| self.routes().to(self.site, to, self.lang);
        found.map(|mention| Mention { at: mention.at, url: leads_away(mention.to.record).then(|| link(mention.to)) }).collect()
    }

    /// A text with what it mentions as links, safe to show; None when it mentions nothing.
    pub fn with_mentions(&self, stands: Where, text: &str) -> Option<Value> {
        let mentions = self.mentions(stands, text);
        (!mentions.is_empty()).then(|| Value::safe_string(&self.said(&markdown::linked(text, &mentions))))
    }

    /// The value of a key that holds running text, with links, when it mentions anything.
    pub fn running(&self, decl: &FieldDecl, datum: &Datum, from: RecordId) -> Option<Value> {
        if !RUNNING.contains(&decl.key) {
            return None;
        }
        let linked = |datum: &Datum| match datum {
            Datum::Text(text, _) => self.with_mentions(Where::On(from), text),
            _ => None,
        };
        match datum {
            Datum::List(list) => {
                let values: Vec<Option<Value>> = list.iter().map(linked).collect();
                let plain = |datum: &Datum, value: Option<Value>| value.unwrap_or_else(|| self.value(datum, from));
                let any = values.iter().any(Option::is_some);
                any.then(|| list.iter().zip(values).map(|(datum, value)| plain(datum, value)).collect::<Vec<_>>().into())
            }
            one => linked(one),
        }
    }
}

/// Words that stay on one line: a case number, with spaces that do not break.
pub fn unbroken(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join("\u{a0}")
}
