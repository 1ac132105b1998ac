//! The plan by itself: step by step, from any site to any other, no page lacks what it shows, and nothing leads where nothing is yet.

use insyn::output::File;
use insyn::publish::{Delta, Files, either};
use proptest::prelude::*;

/// A page, and the numbers of the pictures that it shows.
type Page = (u8, Vec<u8>);

/// A site of pages and pictures: each page stands for what it shows, each picture for itself.
fn files(pages: &[Page], edition: u8) -> Files {
    let file = |text: String| File { fingerprint: Some(blake3::hash(text.as_bytes())), length: text.len() as u64 };
    let mut files = Files::new();
    for (page, shown) in pages {
        files.insert(path(*page), file(format!("{edition} {shown:?}")));
        files.extend(shown.iter().map(|picture| (format!("bilder/{picture}.png"), file(picture.to_string()))));
    }
    files.insert("sitemap.xml".into(), file(format!("{pages:?}")));
    files
}

fn path(page: u8) -> String {
    if page == 0 { "index.html".into() } else { format!("sidor/{page}/index.html") }
}

/// Page 0, the first page, shows a few pictures and leads to all; the others show theirs.
fn site() -> impl Strategy<Value = Vec<Page>> {
    prop::collection::btree_map(0u8..12, prop::collection::vec(0u8..20, 0..4), 1..10).prop_map(|pages| pages.into_iter().collect())
}

proptest! {
    #[test]
    fn no_page_ever_lacks_what_it_shows(old in site(), new in site(), cut in 0usize..60) {
        let sites = [files(&old, 0), files(&new, 1)];
        let shows = |path: &str, file: &File| {
            let of = |pages: &[Page], edition: usize| pages.iter().find(|(page, _)| self::path(*page) == path && sites[edition].get(path) == Some(file)).map(|(_, shown)| shown.clone());
            of(&new, 1).or_else(|| of(&old, 0)).unwrap_or_default()
        };
        let check = |stands: &Files| -> Result<(), TestCaseError> {
            for (path, file) in stands.iter().filter(|(path, _)| path.ends_with(".html")) {
                for picture in shows(path, file) {
                    let picture = format!("bilder/{picture}.png");
                    prop_assert!(stands.contains_key(&picture), "{} lacks {}", path, picture);
                }
            }
            // What machines go by leads to pages that are there.
            if stands.get("sitemap.xml") == sites[1].get("sitemap.xml") {
                for (page, _) in &new {
                    prop_assert!(stands.contains_key(&path(*page)));
                }
            }
            Ok(())
        };
        let delta = Delta::between(&sites[0], &sites[1]);
        let mut stands = sites[0].clone();
        let mut step = 0;
        for put in &delta.put {
            if step == cut { break; }
            step += 1;
            prop_assert_eq!(put.new, !sites[0].contains_key(&put.path));
            stands.insert(put.path.clone(), sites[1][&put.path].clone());
            check(&stands)?;
        }
        for removed in &delta.removed {
            if step == cut { break; }
            step += 1;
            stands.remove(removed);
            check(&stands)?;
        }
        // Cut off there, and begun again with what is known: what stands is the old site, the new one, or unknown.
        let known = either(sites[0].clone(), sites[1].clone());
        prop_assert!(stands.keys().all(|path| known.contains_key(path)));
        // Taken back instead, what has been removed comes again.
        let (back, mut old) = (Delta::between(&known, &sites[0]), stands.clone());
        old.extend(back.put.iter().map(|put| (put.path.clone(), sites[0][&put.path].clone())));
        old.retain(|path, _| !back.removed.contains(path));
        prop_assert_eq!(&old, &sites[0]);
        let again = Delta::between(&known, &sites[1]);
        for put in &again.put {
            stands.insert(put.path.clone(), sites[1][&put.path].clone());
            check(&stands)?;
        }
        for removed in &again.removed {
            stands.remove(removed);
            check(&stands)?;
        }
        prop_assert_eq!(&stands, &sites[1]);
        prop_assert!(Delta::between(&stands, &sites[1]).is_empty());
    }
}
