//! Letters as mail programs save them: words and attachments, which are packed in ways that nobody reads.

use mail_parser::mailbox::mbox::MessageIterator;
use mail_parser::{Address, HeaderValue, Message, MessageParser, MimeHeaders, PartType};

use super::{Opened, sealed};

/// How much of a letter may be its heading, in bytes.
const HEADING: usize = 64 << 10;

/// How deep letters are opened that lie in one another.
const DEEPEST: usize = 10;

/// What a heading says that tells how the words are packed, in small letters.
const MIME: &[&str] = &["mime-version:", "content-type:", "content-transfer-encoding:"];

/// A letter, or all of a mailbox, opened; None of what is neither.
pub fn opened(bytes: &[u8]) -> Option<Opened> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if !is_letter(bytes) {
        return None;
    }
    let mut opened = Opened::default();
    match bytes.starts_with(b"From ") {
        // Reading from memory never fails.
        true => MessageIterator::new(bytes).flatten().for_each(|letter| open(letter.contents(), &mut opened)),
        false => open(bytes, &mut opened),
    }
    Some(opened)
}

/// Whether bytes begin with the heading of a letter whose words may be packed. The first line rules nearly all files out.
fn is_letter(bytes: &[u8]) -> bool {
    let first = bytes[..HEADING.min(bytes.len())].split(|byte| *byte == b'\n').next().unwrap_or_default();
    if !std::str::from_utf8(first).is_ok_and(is_named) {
        return false;
    }
    let start = String::from_utf8_lossy(&bytes[..HEADING.min(bytes.len())]).to_lowercase();
    let mut lines = start.lines().take_while(|line| !line.trim().is_empty());
    lines.any(|line| MIME.iter().any(|name| line.starts_with(name)))
}

/// Whether a line of a heading begins as all do: with a name and a colon, or, in a mailbox, as each letter there.
fn is_named(line: &str) -> bool {
    let name = line.split(':').next().unwrap_or("");
    line.starts_with("From ") || (line.len() > name.len() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'))
}

fn open(bytes: &[u8], opened: &mut Opened) {
    if let Some(letter) = MessageParser::default().parse(bytes) {
        take(&letter, DEEPEST, opened);
    }
}

/// `deeper`: how many letters are opened that lie in one another.
fn take(letter: &Message, deeper: usize, opened: &mut Opened) {
    for part in &letter.parts {
        for header in &part.headers {
            heading(&header.value, &mut opened.words);
        }
        if part.is_encoding_problem {
            opened.unread = Some(sealed());
        }
        add(part.attachment_name().unwrap_or(""), &mut opened.words);
        match &part.body {
            PartType::Text(words) | PartType::Html(words) => add(words, &mut opened.words),
            PartType::Binary(file) | PartType::InlineBinary(file) => opened.parts.push(file.to_vec()),
            PartType::Message(inside) if deeper > 0 => take(inside, deeper - 1, opened),
            PartType::Message(_) => opened.unread = Some(sealed()),
            PartType::Multipart(_) => {}
        }
    }
}

/// What a line of the heading says.
fn heading(value: &HeaderValue, words: &mut String) {
    match value {
        HeaderValue::Text(text) => add(text, words),
        HeaderValue::TextList(texts) => texts.iter().for_each(|text| add(text, words)),
        HeaderValue::Address(Address::List(people)) => people.iter().filter_map(|person| person.name()).for_each(|name| add(name, words)),
        HeaderValue::Address(Address::Group(groups)) => {
            let people = groups.iter().flat_map(|group| &group.addresses);
            people.filter_map(|person| person.name()).for_each(|name| add(name, words));
        }
        _ => {}
    }
}

/// Texts that stand apart: no number goes from one into the next.
fn add(text: &str, words: &mut String) {
    words.push_str(text);
    words.push_str("\n\n");
}
