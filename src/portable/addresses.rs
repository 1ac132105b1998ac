//! Where an address of the site leads, read as a browser reads it, and how it is written where there is no web server.

use rustc_hash::FxHashSet;
use url::Url;

/// Stands for the site's address while it has none. The name is reserved: nobody has it.
const NOWHERE: &str = "http://site.invalid";

/// The addresses of a site, and the files that they may lead to.
pub struct Addresses {
    /// The site's first page, whose path is the base.
    home: Url,
    /// Whether the site has said where it stands on the web.
    on_the_web: bool,
    /// Path of every file, as an address writes it.
    files: FxHashSet<String>,
}

/// What becomes of an address.
#[derive(Debug, PartialEq, Eq)]
pub enum Leads {
    /// It may stand as it is.
    Here,
    To(String),
    /// It leads to no file of the copy; this is what is left of it.
    Nowhere(String),
}

impl Addresses {
    /// `base_url` as the site declares it, its path `base`, and the paths of the files of the copy.
    pub fn new<'a>(base_url: Option<&str>, base: &str, files: impl Iterator<Item = &'a str>) -> Self {
        let declared = base_url.and_then(|url| Url::parse(url).ok()).filter(|url| !url.cannot_be_a_base());
        let on_the_web = declared.is_some();
        let mut home = declared.unwrap_or_else(nowhere);
        home.set_path(base);
        home.set_query(None);
        home.set_fragment(None);
        let mut addresses = Self { home, on_the_web, files: FxHashSet::default() };
        addresses.files = files.map(|path| addresses.of(path).path().to_owned()).collect();
        addresses
    }

    /// The address of a file, `index.html` written out.
    pub fn of(&self, path: &str) -> Url {
        let mut url = self.home.clone();
        url.set_path(&format!("{}{path}", self.home.path()));
        url
    }

    /// Reads `written`, which stands in the file `page`; relative addresses begin at `base`.
    pub fn lead(&self, written: &str, page: &Url, base: &Url) -> Leads {
        let whole = Url::parse(written).is_ok();
        if base == page && written.trim_start().starts_with('#') {
            return Leads::Here;
        }
        let Ok(mut url) = base.join(written) else { return Leads::Here };
        if url.origin() != self.home.origin() {
            // `//example.se/` begins with the scheme of the page, which here is no web page.
            return if whole { Leads::Here } else { Leads::To(url.into()) };
        }
        let Some(file) = self.file(&url) else {
            let own = url.path().starts_with(self.home.path());
            return match (whole, self.on_the_web) {
                (true, _) => Leads::Here,
                (false, true) if own => Leads::Nowhere(url.into()),
                (false, true) => Leads::To(url.into()),
                (false, false) => Leads::Nowhere(relative(page, &url)),
            };
        };
        url.set_path(&file);
        Leads::To(relative(page, &url))
    }

    /// The file that an address leads to: a folder's is its `index.html`, also without the last slash, as web servers answer.
    fn file(&self, url: &Url) -> Option<String> {
        let path = url.path();
        let index = if path.ends_with('/') { format!("{path}index.html") } else { format!("{path}/index.html") };
        [path.to_owned(), index].into_iter().find(|file| self.files.contains(file))
    }
}

fn nowhere() -> Url {
    Url::parse(NOWHERE).expect("a constant that is an address")
}

/// From one file to another of the same site. The file itself is named too: an empty address is taken for a mistake.
fn relative(page: &Url, to: &Url) -> String {
    let path = page.make_relative(to).unwrap_or_default();
    if path.is_empty() { page.path().rsplit('/').next().unwrap_or_default().to_owned() } else { path }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILES: &[&str] = &["index.html", "planer/andt/index.html", "planer/index.html", "filer/bilaga å.pdf", "assets/style.css"];

    fn lead(base_url: Option<&str>, base: &str, page: &str, written: &str) -> Leads {
        let addresses = Addresses::new(base_url, base, FILES.iter().copied());
        let page = addresses.of(page);
        addresses.lead(written, &page, &page)
    }

    #[test]
    fn own_addresses_become_relative_wherever_the_site_stands() {
        for (base_url, base) in [(Some("https://www.nacka.se/insyn/"), "/insyn/"), (Some("https://insyn.se"), "/"), (None, "/")] {
            let cases = [
                ("planer/andt/index.html", "", "../../index.html"),
                ("planer/andt/index.html", "planer/#mal-1", "../index.html#mal-1"),
                ("planer/andt/index.html", "planer/andt", "index.html"),
                ("index.html", "planer/?a=1&b=2#c", "planer/index.html?a=1&b=2#c"),
                ("index.html", "planer/../planer/andt/", "planer/andt/index.html"),
                ("planer/index.html", "filer/bilaga%20å.pdf", "../filer/bilaga%20%C3%A5.pdf"),
            ];
            for (page, inside, relative) in cases {
                assert_eq!(lead(base_url, base, page, &format!("{base}{inside}")), Leads::To(relative.to_owned()), "{base} {inside}");
            }
            assert_eq!(lead(base_url, base, "planer/index.html", "andt/"), Leads::To("andt/index.html".to_owned()));
            assert_eq!(lead(base_url, base, "planer/index.html", "#mal-1"), Leads::Here);
        }
        let whole = lead(Some("https://www.nacka.se/insyn/"), "/insyn/", "planer/index.html", "https://www.nacka.se/insyn/planer/andt/");
        assert_eq!(whole, Leads::To("andt/index.html".to_owned()));
    }

    #[test]
    fn what_lies_elsewhere_stays_there() {
        let from = |written| lead(Some("https://www.nacka.se/insyn/"), "/insyn/", "index.html", written);
        for other in
            ["https://example.se/insyn/", "mailto:a@example.se", "tel:+468", "data:,x", "https://www.nacka.se/insyn/borta/", "http://["]
        {
            assert_eq!(from(other), Leads::Here, "{other}");
        }
        assert_eq!(from("//example.se/x"), Leads::To("https://example.se/x".to_owned()));
        assert_eq!(from("/kontakt"), Leads::To("https://www.nacka.se/kontakt".to_owned()), "the same host, outside the site");
    }

    #[test]
    fn what_leads_to_no_file_is_told() {
        let from = |base_url, base, written| lead(base_url, base, "planer/index.html", written);
        let web = from(Some("https://www.nacka.se/insyn/"), "/insyn/", "/insyn/borta/");
        assert_eq!(web, Leads::Nowhere("https://www.nacka.se/insyn/borta/".to_owned()));
        assert_eq!(from(None, "/", "/borta.ico"), Leads::Nowhere("../borta.ico".to_owned()), "it stays in the folder");
    }
}
