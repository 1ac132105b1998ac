//! Text in its several forms: plain, short names, web addresses, paragraphs of minutes, and free values for themes.

use crate::content::datum::Datum;
use crate::content::field::{Field, Shape};
use crate::content::item::{Item, Table, Value};
use crate::content::read::{MALFORMED_VALUE, MISSING_KEY, Reading};
use crate::diagnostic::Diagnostic;
use crate::span::Span;

/// Words, and where they stand.
#[derive(Clone, Debug)]
pub struct Text {
    pub text: String,
    pub span: Span,
}

/// A telephone number as it is shown: `020-91 91 91`. What people call is its digits.
#[derive(Clone, Debug)]
pub struct Phone(pub Text);

/// The short name of a record or of something in it, used in addresses and references: `a–z`, digits and single hyphens.
#[derive(Clone, Debug)]
pub struct Id {
    pub id: String,
    pub span: Span,
}

/// A web or mail address.
#[derive(Clone, Debug)]
pub struct Web {
    pub url: String,
    pub span: Span,
}

/// A paragraph of minutes, without its sign: `265`, `111–113`. Only with body and meeting day is it unique.
#[derive(Clone, Debug)]
pub struct Paragraph {
    pub number: String,
    pub span: Span,
}

/// A fingerprint that the program works out and a person pastes; empty until somebody has.
#[derive(Clone, Debug)]
pub struct Fingerprint {
    pub hex: String,
    pub span: Span,
}

/// Values that only a theme knows.
#[derive(Clone, Debug)]
pub struct Free(pub Table);

impl std::ops::Deref for Text {
    type Target = str;
    fn deref(&self) -> &str {
        &self.text
    }
}

/// The text of an item, or a finding. Empty text is no text.
pub(super) fn text_of<'i>(item: &'i Item, reading: &mut Reading) -> Option<&'i str> {
    match &item.value {
        Value::Text(text) if !text.trim().is_empty() => Some(text),
        Value::Text(_) => {
            reading.found(
                Diagnostic::new(&MISSING_KEY, item.span, "Här står ingenting mellan citattecknen.", "There is nothing between the quotes.")
                    .help("Fyll i det, eller ta bort raden om den inte behövs.", "Fill it in, or remove the line if it is not needed."),
            );
            None
        }
        _ => {
            reading.wrong_type(item, "text", "text");
            None
        }
    }
}

impl Field for Text {
    fn shape() -> Shape {
        Shape::Text
    }
    fn read(item: &Item, reading: &mut Reading) -> Option<Self> {
        text_of(item, reading).map(|text| Self { text: text.to_owned(), span: item.span })
    }
    fn lower(&self) -> Datum<'_> {
        Datum::Text(&self.text, self.span)
    }
}

impl std::ops::Deref for Phone {
    type Target = Text;
    fn deref(&self) -> &Text {
        &self.0
    }
}

impl Field for Phone {
    fn shape() -> Shape {
        Shape::Text
    }
    fn read(item: &Item, reading: &mut Reading) -> Option<Self> {
        let text = Text::read(item, reading)?;
        let digits = text.chars().filter(char::is_ascii_digit).count();
        if text.chars().any(char::is_alphabetic) || digits < 3 {
            let (sv, en) = (format!("”{}” är inget telefonnummer.", &*text), format!("“{}” is not a telephone number.", &*text));
            let help = (
                "Skriv numret med minst tre siffror och utan bokstäver. Ord om det hör hemma i en annan uppgift.",
                "Write the number with three digits at least and no letters. Words about it belong in another fact.",
            );
            reading.found(Diagnostic::new(&MALFORMED_VALUE, item.span, sv, en).help(help.0, help.1));
            return None;
        }
        Some(Self(text))
    }
    fn lower(&self) -> Datum<'_> {
        self.0.lower()
    }
}

impl Id {
    /// Whether `text` has the form of an id.
    pub fn is_one(text: &str) -> bool {
        !text.is_empty()
            && text.split('-').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()))
    }

    /// Whether a record can have it: no file can bear a name that Windows keeps for devices.
    pub fn can_name_a_file(text: &str) -> bool {
        Self::is_one(text) && !is_device(text)
    }

    /// A good id instead of one that is none; `kind` is what the record is. Empty when the words give none.
    pub fn good(text: &str, kind: &str) -> String {
        if is_device(text) { format!("{text}-{}", Self::from_words(kind)) } else { Self::from_words(text) }
    }

    /// The id that words give: `Mål 1: Tillgång` becomes `mal-1-tillgang`. Cut at 60 characters, at a whole word.
    pub fn from_words(words: &str) -> String {
        let whole = slug::slugify(words);
        if whole.len() <= 60 {
            return whole;
        }
        whole[..60].rsplit_once('-').map_or(&whole[..60], |(start, _)| start).to_owned()
    }
}

/// Names that Windows keeps for devices: no file can be called so there, with any extension.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul"];

fn is_device(id: &str) -> bool {
    let numbered = id.len() == 4 && (id.starts_with("com") || id.starts_with("lpt")) && id.ends_with(|c: char| c.is_ascii_digit());
    DEVICES.contains(&id) || numbered
}

impl Field for Id {
    fn shape() -> Shape {
        Shape::Id
    }
    fn read(item: &Item, reading: &mut Reading) -> Option<Self> {
        let text = text_of(item, reading)?;
        if Self::is_one(text) {
            return Some(Self { id: text.to_owned(), span: item.span });
        }
        reading.malformed(
            item.span,
            format!("”{text}” kan inte vara ett id: bara små bokstäver a–z, siffror och bindestreck."),
            format!("“{text}” cannot be an id: small letters a–z, digits and hyphens only."),
            Some(&Self::from_words(text)).filter(|id| !id.is_empty()).map(String::as_str),
        );
        None
    }
    fn lower(&self) -> Datum<'_> {
        Datum::Text(&self.id, self.span)
    }
}

impl Field for Web {
    fn shape() -> Shape {
        Shape::Web
    }
    fn read(item: &Item, reading: &mut Reading) -> Option<Self> {
        let text = text_of(item, reading)?.trim();
        let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
        let sound = host.is_some_and(|host| host.starts_with(|c: char| c.is_alphanumeric()) && host.contains('.'))
            || text.strip_prefix("mailto:").is_some_and(|mail| mail.contains('@'));
        if sound && !text.contains(|c: char| c.is_whitespace() || c.is_control()) {
            return Some(Self { url: text.to_owned(), span: item.span });
        }
        let right = if text.contains('@') {
            format!("mailto:{}", text.trim_start_matches("mailto:"))
        } else {
            format!(
                "https://{}",
                text.trim_start_matches("https://").trim_start_matches("http://").trim_start_matches('/').replace(' ', "%20")
            )
        };
        reading.malformed(
            item.span,
            format!("”{text}” är inte en hel webbadress."),
            format!("“{text}” is not a whole web address."),
            Some(&right),
        );
        None
    }
    fn lower(&self) -> Datum<'_> {
        Datum::Web(&self.url, self.span)
    }
}

impl Field for Paragraph {
    fn shape() -> Shape {
        Shape::Paragraph
    }
    fn read(item: &Item, reading: &mut Reading) -> Option<Self> {
        let written = match &item.value {
            Value::Integer(number) => number.to_string(),
            _ => text_of(item, reading)?.to_owned(),
        };
        let number = written.trim().trim_start_matches('§').trim().replace('-', "–");
        if number.starts_with(|c: char| c.is_ascii_digit()) && number.chars().all(|c| c.is_ascii_digit() || c == '–') {
            return Some(Self { number, span: item.span });
        }
        reading.malformed(
            item.span,
            format!("”{written}” är inte en paragraf."),
            format!("“{written}” is not a paragraph."),
            Some("§ 265"),
        );
        None
    }
    fn lower(&self) -> Datum<'_> {
        Datum::Text(&self.number, self.span)
    }
}

impl Field for Fingerprint {
    fn shape() -> Shape {
        Shape::Text
    }
    fn read(item: &Item, reading: &mut Reading) -> Option<Self> {
        let Value::Text(hex) = &item.value else {
            reading.wrong_type(item, "text", "text");
            return None;
        };
        Some(Self { hex: hex.trim().to_owned(), span: item.span })
    }
    fn lower(&self) -> Datum<'_> {
        Datum::Text(&self.hex, self.span)
    }
}

impl Field for Free {
    fn shape() -> Shape {
        Shape::Free
    }
    fn read(item: &Item, reading: &mut Reading) -> Option<Self> {
        reading.table(item).cloned().map(Self)
    }
    fn lower(&self) -> Datum<'_> {
        Datum::Free(&self.0)
    }
}
