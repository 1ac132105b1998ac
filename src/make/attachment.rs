//! Files that belong to records and that a page leads to, as they are.

use std::sync::Arc;

use super::Format;
use crate::content::case::Case;
use crate::diagnostic::Both;
use crate::house::House;
use crate::output::{Body, Key, Made, Output};
use crate::plan::Outputs;
use crate::site::{Dest, Record, State};
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
    let files: Vec<(String, Span)> = linked.chain(named).filter(|(path, _)| site.blobs.contains_key(path.as_str())).collect();
    for (path, span) in files {
        let to = routes.file(&path);
        // The same file may be linked from several pages.
        if !outputs.has(&to) {
            outputs.add(to, FORMAT.name, Key::File(Arc::from(path)), span);
        }
    }
}

fn make(_: &House, output: &Output) -> Made {
    let body = match &output.key {
        Key::File(path) => Body::Copy(path.clone()),
        _ => Body::Bytes(Vec::new()),
    };
    Made { body, diagnostics: Vec::new() }
}
