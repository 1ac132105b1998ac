//! Letters that readers send with a mail program of their own, with subject and words filled in.

use super::{Fields, View};
use crate::site::held;
use crate::spoken::plain;

/// A `mailto:` address with subject and words filled in.
///
/// Source: RFC 6068, on line breaks and signs in it.
pub fn mailto(email: &str, subject: &str, words: &str) -> String {
    format!("mailto:{}?subject={}&body={}", encoded(email, "@+"), encoded(&without_marks(subject), ""), encoded(&without_marks(words), ""))
}

/// Where a reader reports a fault on the page with this title and address: a letter that names the page, else the site's page for it.
pub fn fault(view: &View, title: &str, url: &str) -> Option<Fields> {
    let feedback = view.site.config.feedback.as_ref()?;
    let strings = view.strings();
    let address = match (&feedback.email, &feedback.page) {
        (Some(email), _) => {
            let subject = strings.fill("fault_subject", &[("title", title)]);
            let address = view.whole_address(url);
            mailto(email, &subject, &strings.fill("fault_letter", &[("title", title), ("url", &address)]))
        }
        (None, Some(page)) => page.url.clone(),
        (None, None) => return None,
    };
    let mut link = Fields::default();
    link.set("title", strings.get("report_fault_here"));
    link.set("url", address);
    Some(link)
}

/// Words without the marks that pages make something of: a letter is about the thing, in whatever state it is.
fn without_marks(words: &str) -> String {
    plain(&held::spelt(words, |_| String::new()))
}

/// Words as part of an address: every sign that could mean something else as `%` and its bytes.
fn encoded(words: &str, also: &str) -> String {
    let mut out = String::with_capacity(words.len() * 2);
    for c in words.chars().map(|c| if c == '\u{a0}' { ' ' } else { c }) {
        match c {
            '\n' => out.push_str("%0D%0A"),
            c if c.is_ascii_alphanumeric() || "-._~".contains(c) || also.contains(c) => out.push(c),
            c => c.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| out.push_str(&format!("%{byte:02X}"))),
        }
    }
    out
}
