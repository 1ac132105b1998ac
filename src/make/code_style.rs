//! The colours of code blocks, for pages that have some.

use std::sync::Arc;

use super::Format;
use crate::diagnostic::Both;
use crate::house::House;
use crate::markdown;
use crate::output::{Body, Key, Made, Output};
use crate::plan::Outputs;

pub static FORMAT: Format = Format { name: "code-style", about: Both("Färger för kod", "Colours of code"), list, make };

fn list(outputs: &mut Outputs) {
    outputs.add(format!("{}code.css", outputs.routes.assets), FORMAT.name, Key::File(Arc::from("")), outputs.site.config_span);
}

fn make(_: &House, _: &Output) -> Made {
    Made { body: Body::Bytes(markdown::highlight_css().into_bytes()), diagnostics: Vec::new() }
}
