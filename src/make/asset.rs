//! Files of the theme, as they are; pictures and drawings without what programs write beside them.

use std::sync::Arc;

use super::Format;
use crate::check;
use crate::diagnostic::Both;
use crate::house::House;
use crate::output::{Body, Key, Made, Output};
use crate::photo::drawing;
use crate::plan::Outputs;
use crate::source::Blob;
use crate::theme::Asset;

pub static FORMAT: Format = Format { name: "asset", about: Both("En fil ur temat", "A file of the theme"), list, make };

fn list(outputs: &mut Outputs) {
    let theme = outputs.theme;
    for (name, asset) in &theme.assets {
        if let Asset::Blob(Blob { path, picture: Some(Err(unfit)), .. }) = asset {
            outputs.found(check::unmade_picture(path, unfit));
            continue;
        }
        let source = match asset {
            Asset::Text(_) => Arc::from(name.as_str()),
            Asset::Blob(blob) => blob.path.clone(),
        };
        outputs.add(format!("{}{name}", outputs.routes.assets), FORMAT.name, Key::File(source), outputs.site.config_span);
    }
}

fn make(house: &House, output: &Output) -> Made {
    let name = output.path.strip_prefix(&*house.plan.routes.assets).unwrap_or(&output.path);
    let body = match house.theme.assets.get(name) {
        Some(Asset::Text(drawing)) if name.ends_with(".svg") => Body::Bytes(drawing::clean(drawing).into_bytes()),
        Some(Asset::Text(content)) => Body::Bytes(content.as_bytes().to_vec()),
        Some(Asset::Blob(blob)) => Body::from(blob),
        None => Body::Bytes(Vec::new()),
    };
    Made { body, diagnostics: Vec::new() }
}
