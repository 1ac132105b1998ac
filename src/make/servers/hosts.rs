//! Hosts that read `_headers` and `_redirects`, such as Netlify and Cloudflare Pages.
//!
//! Of two rules for one file some hosts send both values and others the last, so no header stands in two rules. The policy is then the one
//! that every page can bear; each page narrows it to its own, and frames are forbidden everywhere.

use super::{OWN, begins};
use crate::plan::serving::{Header, OPEN, Serving, whole};

pub fn headers(serving: &Serving) -> Vec<u8> {
    let all = whole(&serving.always, &serving.search.1);
    let base = &serving.base;
    // How long a page may be kept is left to the host: the theme's files have a rule of their own.
    let common = all.iter().filter(|(name, _)| serving.assets.1.iter().all(|(own, _)| own != name));
    let mut out = begins();
    out += &rule(&format!("{base}*"), common);
    out += &rule(&format!("{}*", serving.assets.0), serving.assets.1.iter());
    let open = OPEN.iter().map(|extension| format!("{base}*.{extension}")).chain([format!("{base}*/{}", serving.extracts.0)]);
    out.extend(open.map(|files| rule(&files, serving.open.iter())));
    out.into_bytes()
}

pub fn redirects(serving: &Serving) -> Vec<u8> {
    let lines = serving.moved.iter().map(|moved| format!("{} {} 301\n", moved.escaped, moved.to));
    // With the sign the rule also holds where there is a file. A host that cannot answer so passes the line over.
    let hidden = format!("{}{OWN}/* {} 404!\n", serving.base, serving.missing);
    (begins() + &lines.collect::<String>() + &hidden).into_bytes()
}

fn rule<'a>(files: &str, headers: impl Iterator<Item = &'a Header>) -> String {
    let lines = headers.map(|(name, value)| format!("  {name}: {value}\n"));
    format!("\n{files}\n{}", lines.collect::<String>())
}
