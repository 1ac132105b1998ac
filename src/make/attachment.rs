//! Files that belong to records and that a page leads to, as they are.

use std::sync::Arc;

use super::Format;
use crate::content::case::Case;
use crate::diagnostic::Both;
use crate::house::House;
use crate::output::{Body, Key, Made, Output};
use crate::plan::Outputs;
use crate::site::{Dest, Record, Site, State};
use crate::span::Span;

pub static FORMAT: Format =
    Format { name: "attachment", about: Both("En fil som hör till en post", "A file that belongs to a record"), list, make };

fn list(outputs: &mut Outputs) {
    let site = outputs.site;
    for record in site.records.iter().filter(|record| record.state != State::Withdrawn) {
        of_record(outputs, record);
    }
}

/// Files that the record's page leads to; others are not published.
fn of_record(outputs: &mut Outputs, record: &Record) {
    let (site, routes) = (outputs.site, outputs.routes);
    let bodies = record.body.iter().chain(record.translations.iter().map(|translation| &translation.body));
    let linked = bodies.flat_map(|body| &body.facts.links).filter_map(|link| match site.link(record, &link.dest) {
        Dest::File { path } => Some((path, link.span)),
        _ => None,
    });
    let case = record.is::<Case>().into_iter().flat_map(|case| &case.documents);
    let named = case.filter_map(|document| document.file.as_ref()).map(|file| (format!("{}/{}", record.folder(), file.text), file.span));
    let files: Vec<(String, Span)> = linked.chain(named).filter(|(path, _)| is_file(site, path)).collect();
    for (path, span) in files {
        // The same file may be linked from several pages; two that differ by capitals only are two.
        outputs.add_once(routes.file(&path), FORMAT.name, Key::File(Arc::from(path)), span);
    }
}

/// Whether there is a file to pass on. A drawing is text on disk.
fn is_file(site: &Site, path: &str) -> bool {
    site.blobs.contains_key(path) || path.ends_with(".svg") && site.stored.contains_key(path)
}

fn make(house: &House, output: &Output) -> Made {
    let site = &house.site;
    let body = match &output.key {
        Key::File(path) => match (site.blobs.get(path), site.stored.get(path)) {
            (Some(blob), _) => Body::Copy(blob.on_disk.clone()),
            (None, Some(drawing)) => Body::Bytes(drawing.text.content.as_bytes().to_vec()),
            (None, None) => Body::Bytes(Vec::new()),
        },
        _ => Body::Bytes(Vec::new()),
    };
    Made { body, diagnostics: Vec::new() }
}
