//! Records and tables for programs, as JSON: the facts of one record, those of a whole data set, the rows of a table.

use serde::Serialize;

use super::Format;
use crate::diagnostic::Both;
use crate::house::House;
use crate::output::{Body, Made, Output};
use crate::plan::Outputs;
use crate::plan::view::datasets::{Everything, Facts, Rows, Tabular, facts_key, facts_of, facts_path};

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
        (Some(record), _) => text(&Facts(view, record)),
        (None, Some(Tabular::Grid { set, .. })) => text(&Everything(view, set)),
        (None, Some(table)) => text(&Rows(view, table)),
        (None, None) => Vec::new(),
    };
    Made { body: Body::Bytes(bytes), diagnostics: Vec::new() }
}

/// Writing to memory does not fail, and every key is text.
fn text(value: &impl Serialize) -> Vec<u8> {
    let mut bytes = serde_json::to_vec(value).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}
