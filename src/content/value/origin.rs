//! A site as browsers tell sites apart: scheme, host and port.

use url::Url;

use super::text::text_of;
use crate::content::datum::Datum;
use crate::content::field::{Field, Shape};
use crate::content::item::Item;
use crate::content::read::Reading;
use crate::span::Span;

/// A site by its origin, `https://www.example.se`, as policies and headers write it.
///
/// Source: RFC 6454, The Web Origin Concept, section 6.2.
#[derive(Clone, Debug)]
pub struct Origin {
    pub origin: String,
    pub span: Span,
}

impl Field for Origin {
    fn shape() -> Shape {
        Shape::Web
    }
    fn read(item: &Item, reading: &mut Reading) -> Option<Self> {
        let text = text_of(item, reading)?.trim();
        let url = Url::parse(text).or_else(|_| Url::parse(&format!("https://{text}"))).ok();
        let url = url.filter(|url| matches!(url.scheme(), "https" | "http") && url.host().is_some());
        // A host may bear signs that mean something in a policy.
        let plain = |origin: &String| origin.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, ':' | '/' | '.' | '-' | '[' | ']'));
        let origin = url.map(|url| url.origin().ascii_serialization()).filter(plain);
        // Nothing is guessed about who may show what: a page of a site is not the site.
        if origin.as_deref() == Some(text.trim_end_matches('/')) {
            return origin.map(|origin| Self { origin, span: item.span });
        }
        reading.malformed(
            item.span,
            format!("”{text}” är inte en webbplats: bara https:// och värdens namn, ingen sida på den."),
            format!("“{text}” is not a site: only https:// and the name of the host, no page on it."),
            origin.as_deref(),
        );
        None
    }
    fn lower(&self) -> Datum<'_> {
        Datum::Web(&self.origin, self.span)
    }
}
