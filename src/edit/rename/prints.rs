//! Fingerprints that held before hold after: a lock is not broken, an approval not voided and a translation not stale because of a name.

use std::sync::Arc;

use super::Renaming;
use crate::content::result::FollowUp;
use crate::edit::{self, Edit};
use crate::fingerprint;
use crate::pipeline::Built;
use crate::site::{Approved, Record, Site};
use crate::source::{Sources, Text};
use crate::span::Span;
use crate::{link, parse};

/// Renews the fingerprints that change by the rename alone. Those that did not hold before are left as they are.
pub fn renew(renaming: &Renaming, built: &Built, sources: &Sources) -> Sources {
    let sources = renewed(renaming, built, sources, has_prints, &|before, after, _, sources, edit| of_record(before, after, sources, edit));
    // An approval covers what the other fingerprints say, so it comes after them.
    renewed(renaming, built, &sources, |record| record.approved == Approved::Holds, &of_approval)
}

/// Renews fingerprints of one record: as it was, as it is on the site after the rename, and the texts that it stands in.
type Renew<'a> = &'a dyn Fn(&Record, &Record, &Site, &Sources, &mut Edit);

fn renewed(renaming: &Renaming, built: &Built, sources: &Sources, which: fn(&Record) -> bool, renew: Renew) -> Sources {
    let next = link::link(&parse::parse(sources, Some(&built.documents)), sources, None).site;
    let mut edit = Edit::default();
    for (_, before) in built.house.site.all().filter(|(_, record)| which(record) && record.faults.is_empty()) {
        if let Some(after) = same(renaming, &next, before) {
            renew(before, after, &next, sources, &mut edit);
        }
    }
    match edit.changes(sources) {
        Ok(changes) => edit::after(sources, &changes),
        Err(_) => sources.clone(),
    }
}

fn of_approval(_: &Record, after: &Record, next: &Site, sources: &Sources, edit: &mut Edit) {
    let print = after.common.approval.as_ref().and_then(|approval| approval.fingerprint.as_ref());
    if let Some(print) = print {
        put(sources.text(&after.path), print.span, &print.hex, &next.approval_print(after), edit);
    }
}

fn has_prints(record: &Record) -> bool {
    let locked = record.is::<FollowUp>().is_some_and(|result| result.lock.is_some());
    locked || !record.common.corrections.is_empty() || record.translations.iter().any(|translation| translation.translates.is_some())
}

/// The same record afterwards.
fn same<'s>(renaming: &Renaming, next: &'s Site, before: &Record) -> Option<&'s Record> {
    let is_it = before.kind.name == renaming.kind.name && before.id == renaming.old;
    let id = if is_it { renaming.new.as_str() } else { &before.id };
    next.get(before.kind.folder, id).map(|id| next.record(id))
}

fn of_record(before: &Record, after: &Record, sources: &Sources, edit: &mut Edit) {
    let (was, is) = (fingerprint::of(before), fingerprint::of(after));
    if was != is {
        let result = after.is::<FollowUp>();
        let lock = result.and_then(|result| result.lock.as_ref()).and_then(|lock| lock.fingerprint.as_ref());
        let corrections = after.common.corrections.iter().filter_map(|one| one.fingerprint.as_ref());
        for print in lock.into_iter().chain(corrections).filter(|print| print.hex == was) {
            put(sources.text(&after.path), print.span, &was, &is, edit);
        }
    }
    let (was, is) = (fingerprint::of_words(before), fingerprint::of_words(after));
    for translation in after.translations.iter().filter(|_| was != is) {
        if let Some(written) = translation.translates.as_ref().filter(|written| ***written == *was) {
            let text = sources.texts.iter().find(|text| text.id == translation.span.source);
            put(text, written.span, &was, &is, edit);
        }
    }
}

fn put(text: Option<&Text>, span: Span, was: &str, is: &str, edit: &mut Edit) {
    let Some(text) = text.filter(|text| text.id == span.source) else { return };
    let path: &Arc<str> = &text.path;
    if let Some(at) = text.content.get(span.range()).and_then(|raw| raw.find(was)) {
        edit.replace(path, span.inside(at..at + was.len()).range(), is);
    }
}
