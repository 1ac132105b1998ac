//! Apache: `.htaccess`, which needs no more than `AllowOverride FileInfo`. Modules that are not there are passed over.

use regex::escape;

use super::{ALL, OWN, begins, quoted};
use crate::media;
use crate::plan::serving::{Header, LITTLE_KNOWN, OPEN, Serving};

pub fn settings(serving: &Serving) -> Vec<u8> {
    let (extract, extracts) = &serving.extracts;
    let ended = format!("\\.({})$", OPEN.join("|"));
    let mut out = begins();
    out += &format!("\nErrorDocument 404 {}\n\n", serving.missing);
    let all = headers(&serving.always)
        + &inside("FilesMatch", &ended, &serving.open)
        + &inside("Files", extract, extracts)
        + &inside("If", &format!("%{{REQUEST_URI}} =~ m#^{}#", escape(&serving.assets.0)), &serving.assets.1)
        + &inside("If", &format!("%{{REQUEST_URI}} =~ m#^{}$#", escape(&serving.search.0)), &serving.search.1);
    out += &module("headers", &all);
    let kinds = LITTLE_KNOWN.iter().map(|extension| {
        let kind = media::kind(&format!(".{extension}"));
        format!("AddType {} .{extension}\n", quoted(kind))
    });
    out += &module("mime", &(kinds.collect::<String>() + "AddCharset utf-8 .css .html .js .txt .xml\n"));
    out += &module("alias", &addresses(serving));
    out.into_bytes()
}

fn module(name: &str, lines: &str) -> String {
    format!("<IfModule mod_{name}.c>\n{lines}</IfModule>\n")
}

fn inside(section: &str, of: &str, own: &[Header]) -> String {
    format!("<{section} {}>\n{}</{section}>\n", quoted(of), headers(own))
}

fn headers(of: &[Header]) -> String {
    let line = |(name, value): &Header| match value.as_str() {
        "" => format!("Header always unset {name}\n"),
        value => format!("Header always set {name} {}\n", quoted(value)),
    };
    of.iter().map(line).collect()
}

/// Former addresses, those where only a notice is left, and settings that are nobody's to read.
fn addresses(serving: &Serving) -> String {
    let exactly = |address: &str| quoted(&format!("^{}$", escape(address)));
    let moved = serving.moved.iter().map(|moved| {
        // Signs that stand for what was matched.
        let to = moved.to.replace('$', "%24");
        format!("RedirectMatch 301 {} {}\n", exactly(&moved.from), quoted(&to))
    });
    let gone = serving.gone.iter().map(|gone| {
        let notice = quoted(&format!("{gone}index.html"));
        format!(
            "<If {}>\nErrorDocument 410 {notice}\n</If>\nRedirectMatch 410 {}\n",
            quoted(&format!("%{{REQUEST_URI}} =~ m#^{}$#", escape(gone))),
            exactly(gone)
        )
    });
    let settings: Vec<String> = ALL.iter().map(|settings| escape(settings.path)).collect();
    let hidden = format!("^{}({}|{}(/.*)?)$", escape(&serving.base), settings.join("|"), escape(OWN));
    let hidden = format!("RedirectMatch 404 {}\n", quoted(&hidden));
    moved.chain(gone).chain([hidden]).collect()
}
