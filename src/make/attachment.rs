//! Files that belong to records and that a page leads to, as they are.

use super::Format;
use crate::diagnostic::Both;
use crate::house::House;
use crate::output::{Body, Key, Made, Output};

pub static FORMAT: Format =
    Format { name: "attachment", about: Both("En fil som hör till en post", "A file that belongs to a record"), make };

fn make(_: &House, output: &Output) -> Made {
    let body = match &output.key {
        Key::File(path) => Body::Copy(path.clone()),
        _ => Body::Bytes(Vec::new()),
    };
    Made { body, diagnostics: Vec::new() }
}
