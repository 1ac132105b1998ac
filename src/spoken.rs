//! In which language words are said: marks around words that stand in another language than the page that they are put on.
//!
//! A record without a translation, or a title in it, may stand on a page of any language. Its words carry marks through every template,
//! and when the page is made the marks become `lang` and `dir`. The marks are noncharacters, which Unicode keeps for the inside of
//! programs; no file that people write has them.

use std::borrow::Cow;

/// Before words in the main language of the site.
pub const MAIN: char = '\u{FDD0}';
/// Before words in English, which the program falls back on.
pub const ENGLISH: char = '\u{FDD1}';
/// After either.
pub const END: char = '\u{FDD2}';

/// The language of a code without its variant: `sv` of `sv-simple`.
pub fn base(code: &str) -> &str {
    code.split('-').next().unwrap_or(code)
}

/// Words with the mark before and the end after; words of nothing stay so.
pub fn marked(mark: char, words: &str) -> String {
    if words.trim().is_empty() { words.to_owned() } else { format!("{mark}{words}{END}") }
}

/// Words without marks.
pub fn plain(words: &str) -> String {
    words.chars().filter(|c| !is_mark(*c)).collect()
}

pub fn is_mark(c: char) -> bool {
    matches!(c, MAIN | ENGLISH | END)
}

/// The key in a language file of words that the program has in Swedish and English: `word_not_done`, `label_plans_and_goals`. What begins
/// with a capital is a label, so that a heading and a word in a sentence may differ.
pub fn key(english: &str) -> String {
    let before = if english.starts_with(char::is_uppercase) { "label" } else { "word" };
    let mut key = String::with_capacity(before.len() + 1 + english.len());
    key.push_str(before);
    for part in english.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()) {
        key.push('_');
        key.extend(part.chars().flat_map(char::to_lowercase));
    }
    key
}

/// A language and the direction that it is written in.
pub struct Tongue {
    pub lang: String,
    /// `ltr` or `rtl`.
    pub dir: String,
}

/// The languages that a page is in.
pub struct Voices {
    pub page: Tongue,
    /// What [`MAIN`] stands for.
    pub main: Tongue,
    /// What [`ENGLISH`] stands for.
    pub english: Tongue,
    /// The comma of the page's language, where it is another than ours.
    pub comma: Option<String>,
    /// Where the pages of the main language are, and what a link to one of them says after its words; none in another variant of it.
    pub elsewhere: Option<Elsewhere>,
}

/// Pages of the main language, as a page in another leads to them.
pub struct Elsewhere {
    /// Path before every address of the site.
    pub base: String,
    /// Path before every address of the page's own language.
    pub own: String,
    /// What is said of them: "in Swedish".
    pub told: String,
}

impl Elsewhere {
    /// Whether an address is that of a page in the main language; a file is in none.
    fn holds(&self, address: &str) -> bool {
        let path = address.split(['#', '?']).next().unwrap_or("");
        path.starts_with(&self.base) && !path.starts_with(&self.own) && (path.ends_with('/') || path.ends_with(".html"))
    }
}

/// Elements that hold text alone, and show no other language in it.
const TEXT_ONLY: &[&str] = &["title", "option", "textarea", "style", "script"];
const VOID: &[&str] = &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

impl Voices {
    /// HTML with marks as HTML without: the element that holds nothing but words in another language says so itself, other words get a
    /// `<span>`. Inside tags and in elements of text alone the marks go away. On a page from right to left a number of several groups is
    /// held together, from left to right: else 020-91 91 91 would be read backwards. A link to a page in the main language says so, unless
    /// its own words are in that language already.
    pub fn tell(&self, html: &str) -> String {
        let mut page = Telling {
            voices: self,
            out: String::with_capacity(html.len() + html.len() / 16),
            open: None,
            link: false,
            ends: Vec::new(),
            svg: 0,
        };
        let mut rest = html;
        while let Some(at) = rest.find(|c| c == '<' || is_mark(c)) {
            page.words(&rest[..at]);
            rest = &rest[at..];
            let mark = rest.chars().next().unwrap_or('<');
            let length = if mark == '<' { page.tag(rest) } else { page.mark(mark, rest) };
            rest = &rest[length..];
        }
        page.words(rest);
        page.out
    }
}

struct Telling<'a> {
    voices: &'a Voices,
    out: String,
    /// Where the tag ends that was written last, when it opens an element and nothing has come after it.
    open: Option<usize>,
    /// Whether the place is in a link to a page in another language, in words of the page's own.
    link: bool,
    /// What ends each stretch in another language.
    ends: Vec<&'static str>,
    /// How deep in pictures the place is.
    svg: usize,
}

impl Telling<'_> {
    /// Copies a tag, or a whole element of text alone, without marks. Gives how long it was.
    fn tag(&mut self, html: &str) -> usize {
        let mut quote = None;
        let end = html.char_indices().find(|(_, c)| match (quote, c) {
            (Some(open), c) if open == *c => {
                quote = None;
                false
            }
            (None, '"' | '\'') => {
                quote = Some(*c);
                false
            }
            (None, '>') => true,
            _ => false,
        });
        let length = end.map_or(html.len(), |(at, _)| at + 1);
        let tag = &html[..length];
        let name = tag[1..].split(|c: char| !c.is_ascii_alphanumeric() && c != '/').next().unwrap_or("");
        if let ("/a", true, Some(elsewhere)) = (name, std::mem::take(&mut self.link), &self.voices.elsewhere) {
            self.out.push_str(&format!(" ({})", elsewhere.told));
        }
        self.out.push_str(&plain(tag));
        self.link |= name == "a" && self.leads_away(tag);
        self.svg = match name {
            "svg" => self.svg + 1,
            "/svg" => self.svg.saturating_sub(1),
            _ => self.svg,
        };
        let opens = !name.is_empty() && !name.starts_with('/') && !VOID.contains(&name) && !tag.ends_with("/>");
        self.open = opens.then(|| self.out.len() - 1);
        let ending = format!("</{name}>");
        match html[length..].find(&ending).filter(|_| opens && TEXT_ONLY.contains(&name)) {
            Some(inside) => {
                self.out.push_str(&plain(&html[length..length + inside]));
                self.open = None;
                length + inside
            }
            None => length,
        }
    }

    /// Whether a link that was just opened leads to a page in the main language and nobody has told so.
    fn leads_away(&self, tag: &str) -> bool {
        let address = tag.split_once(" href=\"").and_then(|(_, rest)| rest.split('"').next()).unwrap_or("");
        let away = self.voices.elsewhere.as_ref().is_some_and(|elsewhere| elsewhere.holds(address));
        away && !tag.contains(" hreflang=")
    }

    /// Begins or ends a stretch in another language. Gives how long the mark was.
    fn mark(&mut self, mark: char, html: &str) -> usize {
        let length = mark.len_utf8();
        if mark == END {
            self.out.push_str(self.ends.pop().unwrap_or(""));
            self.open = None;
            return length;
        }
        let tongue = if mark == ENGLISH { &self.voices.english } else { &self.voices.main };
        let Some(after) = after(&html[length..]) else { return length };
        if tongue.lang == self.voices.page.lang {
            self.ends.push("");
            return length;
        }
        let mut attributes = format!(" lang=\"{}\"", tongue.lang);
        let tag = self.open.map(|at| &self.out[self.out[..at].rfind('<').unwrap_or(0)..at]);
        if tongue.dir != self.voices.page.dir && !tag.is_some_and(|tag| after.starts_with("</") && tag.contains(" dir=")) {
            attributes += &format!(" dir=\"{}\"", tongue.dir);
        }
        match (self.open, tag) {
            (Some(at), Some(tag)) if after.starts_with("</") && !tag.contains(" lang=") => {
                self.link &= !tag.starts_with("<a ");
                self.out.insert_str(at, &attributes);
                self.open = Some(at + attributes.len());
                self.ends.push("");
            }
            _ if self.svg > 0 => {
                self.out.push_str(&format!("<tspan{attributes}>"));
                self.ends.push("</tspan>");
            }
            _ => {
                self.out.push_str(&format!("<span{attributes}>"));
                self.ends.push("</span>");
            }
        }
        length
    }

    fn words(&mut self, words: &str) {
        if words.is_empty() {
            return;
        }
        let tag = self.open.map_or("", |at| &self.out[self.out[..at].rfind('<').unwrap_or(0)..at]);
        // Templates put commas between things; in the page's own words they are those of its language.
        let commas = self.voices.comma.as_ref().filter(|_| self.ends.is_empty() && self.svg == 0);
        let words = &*commas.map_or(Cow::Borrowed(words), |comma| Cow::Owned(words.replace(", ", &format!("{comma} "))));
        let written_so = self.voices.page.dir == "ltr" || self.svg > 0 || !self.ends.is_empty() || tag.contains(" dir=\"ltr\"");
        if written_so {
            self.out.push_str(words)
        } else {
            numbers(words, &mut self.out)
        }
        self.open = None;
    }
}

/// What comes after the end of the stretch that began before `html`.
fn after(html: &str) -> Option<&str> {
    let mut depth = 1;
    let end = html.char_indices().find(|(_, c)| {
        depth = if *c == END { depth - 1 } else { depth + i32::from(is_mark(*c)) };
        depth == 0
    });
    end.map(|(at, c)| &html[at + c.len_utf8()..])
}

/// Copies words, each number of several groups (020-91 91 91, +46 8 000) in an element of its own.
fn numbers(words: &str, out: &mut String) {
    let belongs = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '\u{a0}' | '-' | '\u{2011}');
    let mut rest = words;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit() || c == '+') {
        let run = &rest[start..];
        let end = run[1..].find(|c| !belongs(c)).map_or(run.len(), |at| at + 1);
        let run = run[..end].trim_end_matches(|c: char| !c.is_ascii_digit());
        let digits = run.bytes().filter(u8::is_ascii_digit).count();
        out.push_str(&rest[..start]);
        if digits >= 5 && digits < run.len() {
            let whole: String = run.chars().map(|c| if c == ' ' { '\u{a0}' } else { c }).collect();
            out.push_str(&format!("<bdi dir=\"ltr\">{whole}</bdi>"));
        } else {
            out.push_str(run);
        }
        let next = run.len().max(1);
        if run.is_empty() {
            out.push_str(&rest[start..start + next]);
        }
        rest = &rest[start + next..];
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(html: &str) -> String {
        let tongue = |lang: &str, dir: &str| Tongue { lang: lang.to_owned(), dir: dir.to_owned() };
        let elsewhere = Elsewhere { base: "/x/".to_owned(), own: "/x/ar/".to_owned(), told: "بالسويدية".to_owned() };
        let voices = Voices {
            page: tongue("ar", "rtl"),
            main: tongue("sv", "ltr"),
            english: tongue("en", "ltr"),
            comma: Some("،".to_owned()),
            elsewhere: Some(elsewhere),
        };
        voices.tell(&html.replace('[', &MAIN.to_string()).replace('{', &ENGLISH.to_string()).replace(']', &END.to_string()))
    }

    #[test]
    fn words_in_another_language_say_so() {
        for (marked, html) in [
            ("<a href=\"/x/\">[Växel]</a>", "<a href=\"/x/\" lang=\"sv\" dir=\"ltr\">Växel</a>"),
            ("<a href=\"/x/a/#b\">خطة</a>", "<a href=\"/x/a/#b\">خطة (بالسويدية)</a>"),
            ("<a href=\"/x/ar/a/\">خطة</a> <a href=\"/x/a.csv\">خطة</a>", "<a href=\"/x/ar/a/\">خطة</a> <a href=\"/x/a.csv\">خطة</a>"),
            ("<a href=\"/x/\" hreflang=\"sv\">خطة</a>", "<a href=\"/x/\" hreflang=\"sv\">خطة</a>"),
            (
                "<p>ابدأ [Växel] {done]</p>",
                "<p>ابدأ <span lang=\"sv\" dir=\"ltr\">Växel</span> <span lang=\"en\" dir=\"ltr\">done</span></p>",
            ),
            ("<p lang=\"ar\">[Å]</p>", "<p lang=\"ar\"><span lang=\"sv\" dir=\"ltr\">Å</span></p>"),
            ("<p>[se <a href=\"/\">§ 2</a>]</p>", "<p lang=\"sv\" dir=\"ltr\">se <a href=\"/\">§ 2</a></p>"),
            ("<p><br>[Å]</p>", "<p><br><span lang=\"sv\" dir=\"ltr\">Å</span></p>"),
            ("<title>[Å] – x</title>", "<title>Å – x</title>"),
            ("<a aria-label=\"[Å > ö]\">x</a>", "<a aria-label=\"Å > ö\">x</a>"),
            ("<svg><text>a [Å]</text></svg>", "<svg><text>a <tspan lang=\"sv\" dir=\"ltr\">Å</tspan></text></svg>"),
            ("<p>[[Å] Ä]</p>", "<p lang=\"sv\" dir=\"ltr\"><span lang=\"sv\" dir=\"ltr\">Å</span> Ä</p>"),
            ("<p>x]</p><p>[Å</p>", "<p>x</p><p>Å</p>"),
            ("<p>أ, [Å, Ö], ب</p>", "<p>أ، <span lang=\"sv\" dir=\"ltr\">Å, Ö</span>، ب</p>"),
        ] {
            assert_eq!(told(marked), html);
        }
    }

    #[test]
    fn numbers_are_read_from_left_to_right() {
        for (marked, html) in [
            ("<p>هو 020-91 91 91.</p>", "<p>هو <bdi dir=\"ltr\">020-91\u{a0}91\u{a0}91</bdi>.</p>"),
            ("<p>+46 8 000, 112 و 1177 + 1</p>", "<p><bdi dir=\"ltr\">+46\u{a0}8\u{a0}000</bdi>، 112 و 1177 + 1</p>"),
            ("<a dir=\"ltr\">116 111</a>", "<a dir=\"ltr\">116 111</a>"),
            ("<p>2014–2016</p>", "<p>2014–2016</p>"),
        ] {
            assert_eq!(told(marked), html);
        }
    }

    #[test]
    fn what_the_program_says_has_keys_in_language_files() {
        assert_eq!(key("not-done"), "word_not_done");
        assert_eq!(key("Plans and goals"), "label_plans_and_goals");
    }
}
