//! Same sources, same date, same bytes: whatever the order of files and the number of threads. And what a build may hold.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Mutex;

use insyn::output::{Body, Sink};
use insyn::photo::Unfit;
use insyn::pipeline;
use insyn::source::{Audience, Sources};

use crate::program::{command, end};
use crate::project::Project;
use crate::written::{assert_same, tree};

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
    fn stage(&self, path: &str, body: Body) -> Result<Option<Unfit>, ()> {
        let bytes = match body {
            Body::Bytes(bytes) => bytes,
            Body::Copy(path) => path.as_bytes().to_vec(),
            Body::Print(print) => print.made_of().into_bytes(),
        };
        let before = self.0.lock().map_err(drop)?.insert(path.to_owned(), bytes);
        assert!(before.is_none(), "{path} is made twice");
        Ok(None)
    }
}

pub fn make(sources: &Sources) -> BTreeMap<String, Vec<u8>> {
    let built = pipeline::build(sources, None);
    let kept = Kept::default();
    let found = pipeline::make_all(&built.house, sources, &kept, &|_| {}).expect("keeping cannot fail");
    let words: Vec<_> = found.iter().map(|found| &found.message.en).collect();
    assert!(found.is_empty(), "making found {words:#?}");
    kept.taken()
}

/// The repository's own site, read from disk once.
fn nacka(audience: Audience) -> Sources {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    insyn::disk::read(root, jiff::civil::date(2026, 11, 22), audience).expect("the repository can be read")
}

#[test]
fn bytes_depend_on_sources_and_date_alone() {
    let sources = nacka(Audience::Public);
    let first = make(&sources);
    assert!(first.len() > 100, "the whole site was made");
    for threads in [1, 2, 5] {
        let mut shuffled = sources.clone();
        shuffled.texts = shuffled.texts.into_iter().rev().collect();
        let front = shuffled.texts.slice(..threads * 7);
        shuffled.texts.append(front);
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

/// Copies the content and themes of a site, file by file in an order of ours: disks list files as they were made, or the other way.
fn copy(site: &Path, to: &Path, backwards: bool) {
    let files = ["content", "themes"].map(|folder| walkdir::WalkDir::new(site.join(folder)).sort_by_file_name());
    let mut files: Vec<_> = files.into_iter().flatten().map(|entry| entry.expect("the site can be walked")).collect();
    files.retain(|entry| entry.file_type().is_file());
    if backwards {
        files.reverse();
    }
    for file in files {
        let to = to.join(file.path().strip_prefix(site).expect("inside"));
        fs::create_dir_all(to.parent().expect("a folder")).expect("made");
        fs::copy(file.path(), to).expect("copied");
    }
}

#[test]
fn no_machine_makes_other_bytes() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sites = fs::read_dir(root.join("tests/sites")).into_iter().flatten().flatten().map(|entry| entry.path());
    for site in std::iter::once(root.to_owned()).chain(sites) {
        let temp = tempfile::TempDir::new().expect("a folder for the test");
        let build = |name: &str, backwards, threads: &str, locale: &str, zone: &str| {
            let folder = temp.path().join(name);
            copy(&site, &folder, backwards);
            let mut command = command(&folder, &["build", "--date", "2026-11-22"]);
            command.env("RAYON_NUM_THREADS", threads).env("LC_ALL", locale).env("LANG", locale).env("TZ", zone);
            let ran = end(command);
            assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.out);
            tree(&folder.join("public"))
        };
        let first = build("a", false, "1", "sv_SE.UTF-8", "Europe/Stockholm");
        assert!(first.len() > 40, "{} was made whole", site.display());
        assert_same(&first, &build("b", true, "2", "tr_TR.UTF-8", "Pacific/Kiritimati"), "another machine");
        assert_same(&first, &build("c", false, "2", "C", "America/Los_Angeles"), "a third");
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
    for (path, bytes) in &pages {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("Hemlig text") && !text.contains("Hemlig sammanfattning"), "{path} holds what is withdrawn");
    }
}
