//! A sheet: a page of the program's own, for those who write and those who make themes. Its frame, and words made safe to stand in it.

use crate::diagnostic::{Both, Lang};
use crate::markdown;

/// Where the preview's own pages and files are.
pub const OWN: &str = "/_insyn/";
/// The style of all sheets, which the preview answers with under [`OWN`].
pub const STYLE: (&str, &str) = ("sheet.css", include_str!("sheet.css"));

/// A page before its frame.
pub struct Sheet {
    pub lang: Lang,
    pub title: String,
    /// Pages above this one, the topmost first: address and name.
    pub trail: Vec<(String, String)>,
    /// The same page in the program's other language, where it has one.
    pub other: Option<String>,
    /// What stands under the heading, as HTML.
    pub main: String,
}

impl Sheet {
    /// The whole page.
    pub fn page(&self) -> String {
        let (lang, title) = (self.lang, text(&self.title));
        let links: String = self.trail.iter().map(|(url, name)| format!("<li>{}</li>\n", link(url, name))).collect();
        let trail = if links.is_empty() {
            String::new()
        } else {
            let name = Both("Du är här", "You are here").get(lang);
            format!("<nav class=\"trail\" aria-label=\"{name}\">\n<ol>\n{links}</ol>\n</nav>\n")
        };
        let other = self.other.as_ref().map_or(String::new(), |url| {
            // Named in the language that it leads to, for those who read that one.
            let (code, name) = if lang == Lang::Sv { ("en", "In English") } else { ("sv", "På svenska") };
            format!("<p class=\"other\"><a href=\"{}\" lang=\"{code}\" hreflang=\"{code}\">{name}</a></p>\n", text(url))
        });
        format!(
            "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title} – insyn</title>\n\
             <link rel=\"stylesheet\" href=\"{OWN}{}\">\n</head>\n<body class=\"sheet\">\n\
             <header>\n<a class=\"skip\" href=\"#main\">{}</a>\n{trail}{other}</header>\n<main id=\"main\" tabindex=\"-1\">\n<h1>{title}</h1>\n{}</main>\n\
             </body>\n</html>\n",
            code(lang),
            STYLE.0,
            Both("Till innehållet", "To the content").get(lang),
            self.main,
        )
    }
}

/// The code of a language, as in `lang="sv"`.
pub fn code(lang: Lang) -> &'static str {
    Both("sv", "en").get(lang)
}

/// Text made safe as content, and as a value in double quotes.
pub fn text(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    markdown::escape(&mut out, words);
    out.replace('"', "&quot;")
}

/// A link with plain words.
pub fn link(url: &str, words: &str) -> String {
    format!("<a href=\"{}\">{}</a>", text(url), text(words))
}

/// Words in which what stands between backticks is code.
pub fn inline(words: &str) -> String {
    let mut parts = words.split('`');
    let mut out = text(parts.next().unwrap_or_default());
    let rest: Vec<&str> = parts.collect();
    for (at, part) in rest.iter().enumerate() {
        // A last backtick without a second is itself.
        match (at % 2, at + 1 == rest.len()) {
            (0, false) => out += &format!("<code>{}</code>", text(part)),
            (0, true) => out += &format!("`{}", text(part)),
            _ => out += &text(part),
        }
    }
    out
}

/// The words of a manual page: paragraphs with an empty line between; those that show what is written in a file keep their lines.
pub fn prose(words: &str) -> String {
    let mut out = String::new();
    let mut lines: Vec<&str> = Vec::new();
    for paragraph in words.split("\n\n").chain([""]) {
        if is_code(paragraph) {
            lines.push(paragraph.trim_matches('\n'));
            continue;
        }
        if !lines.is_empty() {
            out += &block(&lines.join("\n\n"));
            lines.clear();
        }
        if !paragraph.trim().is_empty() {
            out += &format!("<p>{}</p>\n", inline(paragraph).replace('\n', "<br>\n"));
        }
    }
    out
}

/// Lines that keep their form; one that is too wide is broken, so that nothing has to scroll sideways.
pub fn block(lines: &str) -> String {
    format!("<pre>{}</pre>\n", text(lines))
}

/// Whether a paragraph shows lines of a file or of a terminal.
fn is_code(paragraph: &str) -> bool {
    let beginnings = ["Fel: ", "Rätt: ", "Wrong: ", "Right: ", "[", "+++", "|", "![", "insyn "];
    let shown = |line: &str| beginnings.iter().any(|first| line.starts_with(first));
    let assigned = |line: &str| line.split_once(" = ").is_some_and(|(key, _)| !key.is_empty() && !key.contains([' ', '`']));
    paragraph.trim_matches('\n').lines().next().is_some_and(|line| shown(line) || assigned(line))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_cannot_leave_their_place() {
        assert_eq!(inline("a `<b>` \"c\" `d"), "a <code>&lt;b&gt;</code> &quot;c&quot; `d");
        assert_eq!(link("/\"x", "<y>"), "<a href=\"/&quot;x\">&lt;y&gt;</a>");
    }

    #[test]
    fn what_is_written_in_a_file_keeps_its_lines() {
        let html = prose("Skriv så.\n\nFel:   titel = 1\nRätt:  title = 2\n\n[withdrawn]\nreason = \"x\"\n\nKälla: lagen.");
        let pre = "Fel:   titel = 1\nRätt:  title = 2\n\n[withdrawn]\nreason = &quot;x&quot;</pre>";
        assert!(html.starts_with("<p>Skriv så.</p>\n<pre>") && html.contains(pre) && html.ends_with("<p>Källa: lagen.</p>\n"), "{html}");
    }
}
