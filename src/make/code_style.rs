//! The colours of code blocks, for pages that have some.

use super::Format;
use crate::diagnostic::Both;
use crate::house::House;
use crate::markdown;
use crate::output::{Body, Made, Output};

pub static FORMAT: Format = Format { name: "code-style", about: Both("Färger för kod", "Colours of code"), make };

fn make(_: &House, _: &Output) -> Made {
    Made { body: Body::Bytes(markdown::highlight_css().into_bytes()), diagnostics: Vec::new() }
}
