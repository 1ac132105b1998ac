//! Descriptions of tables for programs: what each column is called, what it holds, and how the tables of a data set hang together.
//!
//! Source: W3C, Metadata Vocabulary for Tabular Data.

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::Format;
use crate::content::columns::{Grid, Holds};
use crate::diagnostic::Both;
use crate::house::House;
use crate::output::{Body, Made, Output};
use crate::plan::Outputs;
use crate::plan::view::View;
use crate::plan::view::datasets::{BETWEEN, Heading, SIDECAR, Tabular};
use crate::spoken::base;

pub static FORMAT: Format =
    Format { name: "csvw", about: Both("Vad en tabells kolumner är", "What the columns of a table are"), list, make };

fn list(outputs: &mut Outputs) {
    outputs.datasets(FORMAT.name);
}

fn make(house: &House, output: &Output) -> Made {
    let view = house.view(0);
    let bytes = Tabular::of(&house.site, output).map_or_else(Vec::new, |table| {
        let stem = output.path.rsplit('/').next().and_then(|name| name.strip_suffix(SIDECAR)).unwrap_or_default();
        text(&whole(&view, table, stem))
    });
    Made { body: Body::Bytes(bytes), diagnostics: Vec::new() }
}

/// Writing to memory does not fail, and every key is text.
fn text(value: &impl Serialize) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(value).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// The description beside a table; beside the first table of a data set that of all its tables.
fn whole(view: &View, table: Tabular, stem: &str) -> Value {
    let code = view.plan.routes.code(0);
    let mut told = Map::new();
    told.insert("@context".into(), json!(["http://www.w3.org/ns/csvw", { "@language": base(code) }]));
    told.insert("dc:title".into(), table.title(view).into());
    told.insert("dc:publisher".into(), view.site.config.municipality.name.text.as_str().into());
    told.insert("dc:license".into(), json!({ "@id": view.site.config.licence() }));
    match table {
        Tabular::Grid { set, grids, at: 0 } => {
            let (names, keys): (Vec<String>, Vec<Value>) =
                grids.iter().map(|grid| (format!("{stem}{}.csv", grid.suffix()), foreign_keys(stem, &grids, grid))).unzip();
            let mut all = Tabular::Grid { set, grids, at: 0 };
            let tables = names.iter().zip(keys).enumerate().map(|(number, (name, keys))| {
                if let Tabular::Grid { at, .. } = &mut all {
                    *at = number;
                }
                let mut one = described(view, &all, name);
                if let (Some(schema), false) = (one["tableSchema"].as_object_mut(), number == 0) {
                    schema.insert("foreignKeys".into(), keys);
                }
                one
            });
            told.insert("tables".into(), tables.collect());
        }
        table => {
            if let Value::Object(own) = described(view, &table, &format!("{stem}.csv")) {
                told.extend(own);
            }
        }
    }
    Value::Object(told)
}

fn described(view: &View, table: &Tabular, name: &str) -> Value {
    let columns: Vec<Value> = table.headings(view).iter().map(|heading| column(view, heading)).collect();
    let mut schema = json!({ "columns": columns });
    if let Tabular::Grid { at, .. } = table {
        schema["primaryKey"] = if *at == 0 { json!("key") } else { json!(["record", "row"]) };
    }
    json!({ "url": name, "lang": base(view.plan.routes.code(0)), "tableSchema": schema })
}

/// How the rows of a table inside records lead to the record, and to the row that they stand in.
fn foreign_keys(stem: &str, grids: &[Grid], grid: &Grid) -> Value {
    let reference = |from: Value, grid: &Grid, to: Value| json!({ "columnReference": from, "reference": { "resource": format!("{stem}{}.csv", grid.suffix()), "columnReference": to } });
    let mut keys = vec![reference(json!(["record"]), &grids[0], json!(["key"]))];
    if grid.parent > 0 {
        keys.push(reference(json!(["record", "in_row"]), &grids[grid.parent], json!(["record", "row"])));
    }
    keys.into()
}

fn column(view: &View, heading: &Heading) -> Value {
    // The name is what stands in the first row of the table, whatever the language.
    let mut titles = Map::from_iter([("und".to_owned(), Value::from(heading.name.as_str()))]);
    let codes = view.plan.routes.languages.iter().zip(&heading.titles).filter(|(code, _)| base(code) == &***code);
    titles.extend(codes.map(|(code, title)| (code.to_string(), title.as_str().into())));
    let mut told = json!({ "name": heading.name, "titles": titles, "datatype": datatype(heading.holds) });
    if !heading.about.is_empty() {
        told["dc:description"] = heading.about.as_str().into();
    }
    if heading.many {
        told["separator"] = BETWEEN.into();
    }
    if heading.required {
        told["required"] = true.into();
    }
    told
}

fn datatype(holds: Holds) -> Value {
    match holds {
        Holds::Text => "string".into(),
        Holds::Whole => "integer".into(),
        Holds::Number => "decimal".into(),
        Holds::Yes => "boolean".into(),
        Holds::Day => "date".into(),
        Holds::Web => "anyURI".into(),
        Holds::Word(words) => {
            let words: Vec<String> = words.iter().map(|word| regex::escape(word.sv)).collect();
            json!({ "base": "string", "format": words.join("|") })
        }
    }
}
