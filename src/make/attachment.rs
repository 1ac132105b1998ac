//! Files that belong to records and that a page leads to, as they are; pictures without what cameras write beside them.

use std::sync::Arc;

use super::Format;
use crate::content::case::Case;
use crate::diagnostic::Both;
use crate::house::House;
use crate::markdown::LinkKind;
use crate::output::{Body, Key, Made, Output};
use crate::photo::{self, drawing};
use crate::plan::Outputs;
use crate::site::{Record, Site, State};
use crate::span::Span;

pub static FORMAT: Format =
    Format { name: "attachment", about: Both("En fil som hör till en post", "A file that belongs to a record"), list, make };

fn list(outputs: &mut Outputs) {
    for (_, record) in outputs.records().filter(|(_, record)| record.state != State::Withdrawn) {
        of_record(outputs, record);
    }
}

/// Files that the record's page leads to; others are not published.
fn of_record(outputs: &mut Outputs, record: &Record) {
    let (site, routes) = (outputs.site, outputs.routes);
    let bodies = record.bodies();
    let linked = bodies.flat_map(|body| &body.facts.links).filter_map(|link| Some((link, site.file(record, &link.dest)?)));
    // A picture that is shown is made in sizes; it is here only when somebody can fetch it too.
    let linked =
        linked.filter(|(link, path)| link.kind != LinkKind::Image || !photo::is_picture(path)).map(|(link, path)| (path, link.span));
    let case = record.is::<Case>().into_iter().flat_map(|case| &case.documents);
    let named = case.filter_map(|document| Some((site.document_file(record, document)?, document.file.as_ref()?.span)));
    let files: Vec<(String, Span)> = linked.chain(named).filter(|(path, _)| is_file(site, path)).collect();
    for (path, span) in files {
        // The same file may be linked from several pages; two that differ by capitals only are two.
        outputs.add_once(routes.file(&path), FORMAT.name, Key::File(Arc::from(path)), span);
    }
}

/// Whether there is a file to pass on: one that is fit to be published. A drawing is text on disk.
fn is_file(site: &Site, path: &str) -> bool {
    site.blobs.get(path).is_some_and(|blob| !matches!(blob.picture, Some(Err(_))))
        || path.ends_with(".svg") && site.stored.contains_key(path)
}

fn make(house: &House, output: &Output) -> Made {
    let site = &house.site;
    let body = match &output.key {
        Key::File(path) => match (site.blobs.get(path), site.stored.get(path)) {
            (Some(blob), _) => Body::from(blob),
            (None, Some(drawing)) => Body::Bytes(drawing::clean(&drawing.text.content).into_bytes()),
            (None, None) => Body::Bytes(Vec::new()),
        },
        _ => Body::Bytes(Vec::new()),
    };
    Made { body, diagnostics: Vec::new() }
}
