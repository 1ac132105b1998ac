//! What local rules go by beside the document itself. What they found holds for as long as this is the same.

use rustc_hash::FxHashSet;

use crate::content::site::SiteConfig;
use crate::content::term::Term;
use crate::site::Site;

pub struct Settings<'a> {
    pub config: &'a SiteConfig,
    pub today: jiff::civil::Date,
    /// Short forms that the site explains wherever they stand, the abbreviations of its terms; and their wrong forms, which have a rule of
    /// their own.
    pub explained: FxHashSet<&'a str>,
    /// Of all the above.
    pub fingerprint: u64,
}

impl<'a> Settings<'a> {
    pub fn of(site: &'a Site) -> Self {
        let terms = site.each::<Term>().flat_map(|(_, _, term)| term.abbreviation.iter().chain(&term.wrong_forms));
        let mut explained: Vec<&str> = terms.map(|words| &**words).collect();
        explained.sort_unstable();
        let mut hasher = blake3::Hasher::new();
        for text in [&*site.config_text, &site.today.to_string()].into_iter().chain(explained.iter().copied()) {
            hasher.update(&(text.len() as u64).to_le_bytes()).update(text.as_bytes());
        }
        let mut first = [0; 8];
        first.copy_from_slice(&hasher.finalize().as_bytes()[..8]);
        Self { config: &site.config, today: site.today, explained: explained.into_iter().collect(), fingerprint: u64::from_le_bytes(first) }
    }
}
