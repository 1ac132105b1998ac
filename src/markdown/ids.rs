//! The ids of headings: what was written twice, and one for each that has none.

use rustc_hash::{FxHashMap, FxHashSet};

use super::facts::{Duplicate, Heading};
use crate::span::Span;

/// Ids that were written for more than one heading.
pub(super) fn duplicates(headings: &[Heading]) -> Vec<Duplicate> {
    let mut first: FxHashMap<&str, Span> = FxHashMap::default();
    let written = headings.iter().filter(|heading| heading.explicit);
    written
        .filter_map(|heading| {
            let first = *first.entry(&heading.id).or_insert(heading.span);
            (first != heading.span).then(|| Duplicate { id: heading.id.clone(), first, second: heading.span })
        })
        .collect()
}

/// Gives every heading an id of its own. What was written comes first, so that a made id never takes its place.
pub(super) fn give(headings: &mut [Heading]) {
    let mut taken: FxHashSet<String> = FxHashSet::default();
    let mut last: FxHashMap<String, usize> = FxHashMap::default();
    let (written, made): (Vec<_>, Vec<_>) = headings.iter_mut().partition(|heading| heading.explicit);
    for heading in written.into_iter().chain(made) {
        if !heading.explicit {
            heading.id = slug::slugify(&heading.text);
        }
        if heading.id.is_empty() {
            "avsnitt".clone_into(&mut heading.id);
        }
        while !taken.insert(heading.id.clone()) {
            // A number in its place; the count goes on where it stopped, so that a thousand alike cost a thousand steps.
            let base = heading.id.clone();
            let number = last.entry(base.clone()).or_insert(1);
            let free = (*number + 1..).map(|n| (n, format!("{base}-{n}"))).find(|(_, id)| !taken.contains(id));
            if let Some((n, id)) = free {
                *number = n;
                heading.id = id;
            }
        }
    }
}
