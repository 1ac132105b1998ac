//! XML for machines: escaped, and without the signs that XML 1.0 cannot hold in any form.

use std::borrow::Cow;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// A document in the making. Writing to memory does not fail.
pub struct Xml(Writer<Vec<u8>>);

type Attributes<'a> = &'a [(&'a str, &'a str)];

impl Xml {
    /// A document that begins with its declaration.
    pub fn begun() -> Self {
        let mut xml = Self(Writer::new_with_indent(Vec::new(), b' ', 1));
        xml.write(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
        xml
    }

    /// An element with what `inside` writes.
    pub fn element(&mut self, name: &str, attributes: Attributes, inside: impl FnOnce(&mut Self)) {
        self.write(Event::Start(start(name, attributes)));
        inside(self);
        self.write(Event::End(BytesEnd::new(name)));
    }

    /// An element that holds words.
    pub fn text(&mut self, name: &str, attributes: Attributes, words: &str) {
        self.element(name, attributes, |xml| xml.write(Event::Text(BytesText::new(&allowed(words)))));
    }

    /// An element that holds nothing.
    pub fn empty(&mut self, name: &str, attributes: Attributes) {
        self.write(Event::Empty(start(name, attributes)));
    }

    /// A comment; two hyphens, which would end it, become one.
    pub fn comment(&mut self, words: &str) {
        self.write(Event::Comment(BytesText::from_escaped(format!(" {} ", allowed(words).replace("--", "-")))));
    }

    pub fn finish(self) -> Vec<u8> {
        let mut bytes = self.0.into_inner();
        bytes.push(b'\n');
        bytes
    }

    fn write(&mut self, event: Event) {
        let _ = self.0.write_event(event);
    }
}

fn start<'a>(name: &'a str, attributes: Attributes<'a>) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for (key, value) in attributes {
        start.push_attribute((*key, &*allowed(value)));
    }
    start
}

/// Words without the signs that are none in XML.
///
/// Source: Extensible Markup Language 1.0, production 2 (Char).
fn allowed(words: &str) -> Cow<'_, str> {
    let is_char = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    if words.chars().all(is_char) { Cow::Borrowed(words) } else { words.chars().filter(|c| is_char(*c)).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_something_in_xml_is_escaped_and_what_it_cannot_hold_falls_away() {
        let mut xml = Xml::begun();
        xml.element("a", &[("b", "\"<&\u{1}")], |xml| {
            xml.text("c", &[], "1 < 2 & 3\u{0}\u{b}\u{fffe} å");
            xml.empty("d", &[]);
        });
        let written = String::from_utf8(xml.finish()).expect("UTF-8");
        let expected = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a b=\"&quot;&lt;&amp;\">\n <c>1 &lt; 2 &amp; 3 å</c>\n <d/>\n</a>\n";
        assert_eq!(written, expected);
    }
}
