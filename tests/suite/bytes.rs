//! Same sources, same date, same bytes: whatever the order of files and the number of threads. And what a build may hold.

use std::collections::BTreeMap;
use std::sync::Mutex;

use insyn::output::{Body, Sink};
use insyn::pipeline;
use insyn::source::{Audience, Sources};

use crate::project::Project;

/// Keeps what is staged, so that two builds can be compared.
#[derive(Default)]
pub struct Kept(Mutex<BTreeMap<String, Vec<u8>>>);

impl Kept {
    /// What was staged.
    pub fn taken(self) -> BTreeMap<String, Vec<u8>> {
        self.0.into_inner().expect("no thread panicked")
    }
}

impl Sink for Kept {
    type Error = ();
    fn stage(&self, path: &str, body: Body) -> Result<(), ()> {
        let bytes = match body {
            Body::Bytes(bytes) => bytes,
            Body::Copy(path) => path.as_bytes().to_vec(),
        };
        let before = self.0.lock().map_err(drop)?.insert(path.to_owned(), bytes);
        assert!(before.is_none(), "{path} is made twice");
        Ok(())
    }
}

pub fn make(sources: &Sources) -> BTreeMap<String, Vec<u8>> {
    let built = pipeline::build(sources, None);
    let kept = Kept::default();
    let found = pipeline::make_all(&built.house, sources, &kept, &|_| {}).expect("keeping cannot fail");
    assert!(found.is_empty(), "making found {found:?}");
    kept.taken()
}

/// The repository's own site, read from disk once.
fn nacka(audience: Audience) -> Sources {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    insyn::disk::read(root, jiff::civil::date(2026, 11, 22), audience).expect("the repository can be read")
}

#[test]
fn bytes_depend_on_sources_and_date_alone() {
    let sources = nacka(Audience::Public);
    let first = make(&sources);
    assert!(first.len() > 100, "the whole site was made");
    for threads in [1, 2, 5] {
        let mut shuffled = sources.clone();
        shuffled.texts.reverse();
        shuffled.texts.rotate_left(threads * 7);
        shuffled.blobs.reverse();
        shuffled.sort();
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads can be started");
        let again = pool.install(|| make(&shuffled));
        assert_eq!(first.keys().collect::<Vec<_>>(), again.keys().collect::<Vec<_>>());
        for (path, bytes) in &first {
            assert!(bytes == &again[path], "{path} differs with {threads} threads");
        }
    }
}

const HIDDEN: &str = "=== content/news/hemlig-nyhet.md\n+++\ntitle = \"Hemlig rubrik\"\nsummary = \"Hemlig sammanfattning\"\ndate = \"2026-11-01\"\nDRAFT\n+++\n\nHemlig text.\n\
=== content/pages/om.md\n+++\ntitle = \"Om\"\nabout = [\"news/hemlig-nyhet\"]\n+++\n\nSe [nyheten](../news/hemlig-nyhet.md).\n";

#[test]
fn what_is_not_for_readers_is_nowhere() {
    for state in ["draft = true", "not-before = \"2027-01-01\"", "until = \"2026-01-01\""] {
        let mut project = Project::new(&HIDDEN.replace("DRAFT", state));
        project.sources.audience = Audience::Public;
        for (path, bytes) in make(&project.sources) {
            let text = String::from_utf8_lossy(&bytes);
            assert!(!path.to_lowercase().contains("hemlig"), "{state}: {path}");
            assert!(!text.to_lowercase().contains("hemlig"), "{state}: {path} holds what is hidden");
        }
        project.sources.audience = Audience::Writers;
        let pages = make(&project.sources);
        let page = String::from_utf8_lossy(&pages["nyheter/hemlig-nyhet/index.html"]);
        assert!(page.contains("noindex") && page.contains("notice"), "{state}: the writer's page is marked");
    }
}

#[test]
fn what_is_withdrawn_is_a_notice() {
    let project = Project::new(&HIDDEN.replace("DRAFT", "[withdrawn]\ndate = \"2026-11-02\"\nreason = \"Fel version\""));
    let pages = make(&project.sources);
    let page = String::from_utf8_lossy(&pages["nyheter/hemlig-nyhet/index.html"]);
    assert!(page.contains("Fel version") && page.contains("noindex"), "the notice says why");
    assert!(!page.contains("Hemlig text"), "the words are gone");
}
