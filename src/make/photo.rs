//! Pictures that pages show, in the widths that they are shown in. What is written is pixels and nothing else.

use std::sync::Arc;

use super::Format;
use crate::diagnostic::Both;
use crate::house::House;
use crate::markdown::LinkKind;
use crate::output::{Body, Key, Made, Output};
use crate::photo::Print;
use crate::plan::Outputs;
use crate::site::{Record, State};

pub static FORMAT: Format = Format { name: "photo", about: Both("En bild i en bredd", "A picture in a width"), list, make };

fn list(outputs: &mut Outputs) {
    for (_, record) in outputs.records().filter(|(_, record)| record.state != State::Withdrawn) {
        of_record(outputs, record);
    }
}

fn of_record(outputs: &mut Outputs, record: &Record) {
    let (site, routes) = (outputs.site, outputs.routes);
    let bodies = record.bodies();
    for link in bodies.flat_map(|body| &body.facts.links).filter(|link| link.kind == LinkKind::Image) {
        let Some(path) = site.file(record, &link.dest) else { continue };
        let Some(Ok(picture)) = site.blobs.get(path.as_str()).and_then(|blob| blob.picture.as_ref()) else { continue };
        let source: Arc<str> = Arc::from(path);
        for width in picture.widths() {
            outputs.add_once(routes.print(&source, picture, width), FORMAT.name, Key::File(source.clone()), link.span);
        }
    }
}

fn make(house: &House, output: &Output) -> Made {
    let blob = if let Key::File(source) = &output.key { house.site.blobs.get(source) } else { None };
    let print = blob.and_then(|blob| {
        let picture = blob.picture.as_ref()?.as_ref().ok()?;
        let width = picture.widths().into_iter().find(|width| house.plan.routes.print(&blob.path, picture, *width) == output.path)?;
        let (source, fingerprint) = (blob.on_disk.clone(), blob.fingerprint.clone());
        Some(Print { source, fingerprint, width: Some(width), format: picture.sizes })
    });
    Made { body: print.map_or_else(|| Body::Bytes(Vec::new()), Body::Print), diagnostics: Vec::new() }
}
