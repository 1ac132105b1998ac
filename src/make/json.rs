//! Records and tables for programs, as JSON: the facts of one record, those of a whole data set, the rows of a table.

use serde::Serialize;

use super::Format;
use crate::diagnostic::Both;
use crate::house::House;
use crate::output::{Body, Made, Output};
use crate::plan::Outputs;
use crate::plan::view::datasets::{Everything, Facts, Rows, Tabular, facts_key, facts_of, facts_path};

/// How many bytes most files of one record have at least.
const FEW: usize = 2048;

pub static FORMAT: Format = Format { name: "json", about: Both("Uppgifter för program", "Facts for programs"), list, make };

fn list(outputs: &mut Outputs) {
    outputs.datasets(FORMAT.name);
    let (site, routes) = (outputs.site, outputs.routes);
    for (id, record) in outputs.records() {
        outputs.add(facts_path(site, routes, id), FORMAT.name, facts_key(record), record.span);
    }
}

fn make(house: &House, output: &Output) -> Made {
    let view = house.view(0);
    let bytes = match (facts_of(&house.site, &output.key), Tabular::of(&house.site, output)) {
        (Some(record), _) => text(&Facts(view, record), FEW),
        (None, Some(Tabular::Grid { set, .. })) => {
            let size = set.size(&house.site);
            text(&Everything(view, set), size)
        }
        (None, Some(table)) => text(&Rows(view, table), FEW),
        (None, None) => Vec::new(),
    };
    Made { body: Body::Bytes(bytes), diagnostics: Vec::new() }
}

/// A value of about so many bytes: what outgrows its memory is there twice for a moment. Writing to memory does not fail, and every key is
/// text.
fn text(value: &impl Serialize, size: usize) -> Vec<u8> {
    let mut text = Vec::with_capacity(size);
    let _ = serde_json::to_writer(&mut text, value);
    text.push(b'\n');
    text
}
