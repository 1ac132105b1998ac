//! By what an open page knows that it is old: its bytes and the files that it shows, and apart from them its style sheets.

use blake3::Hasher;

use super::address::{Place, find};
use super::dress::{elements, unescaped};
use super::edition::Edition;
use crate::make;
use crate::output::{Body, Key};

/// Both in hexadecimal.
#[derive(Debug, PartialEq, Eq)]
pub struct Mark {
    pub page: String,
    pub style: String,
}

impl Mark {
    /// The mark of a page as it is built; `target` is where it is shown.
    pub fn of(page: &str, target: &str, edition: &Edition) -> Self {
        let small = page.to_ascii_lowercase();
        let (mut shown, mut style) = (Hasher::new(), Hasher::new());
        shown.update(page.as_bytes());
        for link in elements(page, &small, "link", small.len()) {
            let is_style =
                link.value(&small, "rel").is_some_and(|rel| small[rel].split_ascii_whitespace().any(|word| word == "stylesheet"));
            if let Some(href) = link.value(&small, "href").filter(|_| is_style) {
                style.update(&print(&page[href], target, edition));
            }
        }
        for name in ["img", "script"] {
            for element in elements(page, &small, name, small.len()) {
                if let Some(src) = element.value(&small, "src") {
                    shown.update(&print(&page[src], target, edition));
                }
            }
        }
        Self { page: shown.finalize().to_hex().to_string(), style: style.finalize().to_hex().to_string() }
    }
}

/// The fingerprint of the file at an address that a page names; empty when it is none of ours.
fn print(address: &str, target: &str, edition: &Edition) -> Vec<u8> {
    let Place::Page(output) = find(&absolute(&unescaped(address), target), edition) else { return Vec::new() };
    if let Key::File(path) = &output.key {
        let blobs = &edition.sources.blobs;
        if let Ok(at) = blobs.binary_search_by(|blob| blob.path.cmp(path)) {
            return blobs[at].fingerprint.as_bytes().to_vec();
        }
    }
    match make::make(&edition.house, output).map(|made| made.body) {
        Some(Body::Bytes(bytes)) => blake3::hash(&bytes).as_bytes().to_vec(),
        _ => Vec::new(),
    }
}

/// An address on a page as a path; another site's stays as it is, and leads nowhere here.
fn absolute(address: &str, target: &str) -> String {
    if address.starts_with('/') || address.contains(':') {
        return address.to_owned();
    }
    let here = target.split(['?', '#']).next().unwrap_or_default();
    let mut parts: Vec<&str> = here.split('/').collect();
    parts.pop();
    for part in address.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_from_where_the_page_is() {
        for (address, path) in [("a.css", "/b/c/a.css"), ("../a.css", "/b/a.css"), ("./x/a.png", "/b/c/x/a.png"), ("/a", "/a")] {
            assert_eq!(absolute(address, "/b/c/?q=/x"), path);
        }
        assert_eq!(absolute("https://a.se/b.css", "/"), "https://a.se/b.css");
    }
}
