//! Files of the theme, as they are.

use super::Format;
use crate::diagnostic::Both;
use crate::house::House;
use crate::output::{Body, Made, Output};
use crate::theme::Asset;

pub static FORMAT: Format = Format { name: "asset", about: Both("En fil ur temat", "A file of the theme"), make };

fn make(house: &House, output: &Output) -> Made {
    let name = output.path.strip_prefix("assets/").unwrap_or(&output.path);
    let body = match house.theme.assets.get(name) {
        Some(Asset::Text(content)) => Body::Bytes(content.as_bytes().to_vec()),
        Some(Asset::Blob(path)) => Body::Copy(path.clone()),
        None => Body::Bytes(Vec::new()),
    };
    Made { body, diagnostics: Vec::new() }
}
