//! What open data costs: the same site built with it and without, each in a process of its own, by the stages of the program itself.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use insyn::disk::{self, Folder, Manner};
use insyn::gather::personal::Gate;
use insyn::house::House;
use insyn::output::Output;
use insyn::plan::view::datasets::datasets;
use insyn::source::Audience;
use insyn::{import, pipeline, plan};

use crate::measure::{self, Cost, StopWatch};
use crate::round::{self, TODAY};

/// The shapes of a site that are compared: all of it; without open data, which is what the page of open data lists, its descriptions and its
/// catalogue, and the facts of each record; and without the tables that lie beside the pictures of other pages too, as before there was any.
const SHAPES: [(&str, &str); 3] =
    [("all", "with everything"), ("numbers", "without open data"), ("pages", "without open data and the tables of pictures")];

/// How often each is built; the middle counts.
const RUNS: usize = 3;

/// Builds a municipality of `records` records in each shape, in turns, and gives a line for each.
pub fn data(records: usize) -> io::Result<String> {
    let folder = tempfile::Builder::new().prefix("insyn-bench-").tempdir_in(round::place())?;
    let root = folder.path();
    eprintln!("{records} records: generating …");
    round::generate(records, root)?;
    let mut costs: [Vec<Cost>; SHAPES.len()] = Default::default();
    for _ in 0..RUNS {
        for ((which, _), costs) in SHAPES.iter().zip(&mut costs) {
            for made in ["public", ".insyn"].map(|name| root.join(name)).iter().filter(|made| made.is_dir()) {
                fs::remove_dir_all(made)?;
            }
            costs.push(measure::apart(&["made", &root.to_string_lossy(), which])?);
        }
    }
    let costs = costs.map(middle);
    let more = |all: Duration, less: Duration| 100.0 * (all.as_secs_f64() / less.as_secs_f64() - 1.0);
    let line = |((_, shape), cost): (&(&str, &str), &Cost)| {
        let (wall, cpu) = (more(costs[0].wall, cost.wall), more(costs[0].cpu, cost.cpu));
        let (time, peak) = (cost.wall.as_secs_f64() * 1e3, cost.peak as f64 / 1024.0);
        format!("{records} records, cold build {shape}: {time:.0} ms and {peak:.0} MiB; all takes {wall:+.0} % (CPU {cpu:+.0} %)\n")
    };
    Ok(SHAPES.iter().zip(&costs).map(line).collect())
}

fn middle(mut costs: Vec<Cost>) -> Cost {
    costs.sort_by_key(|cost| cost.wall);
    costs[costs.len() / 2]
}

/// Builds the site in `root` by the program's own stages, in one of the [`SHAPES`].
pub fn made(root: &Path, which: &str) -> io::Result<Cost> {
    let refused = |fault: insyn::fault::Fault| io::Error::other(fault.message.en);
    let mut watch = StopWatch::default();
    watch.time(|| {
        let today = TODAY.parse().map_err(io::Error::other)?;
        let sources = disk::read(root, today, Audience::Public).map_err(refused)?;
        let built = pipeline::build(&sources, None);
        drop(built.documents);
        let house = Arc::new(without_data(built.house, which)?);
        let folder = Folder::open(root, Manner::default(), &sources.edition).map_err(refused)?;
        let passed = |path: &str| disk::bytes(root, path);
        let gate = Gate::new(&passed, &import::opened, &folder);
        let found = pipeline::make_all(&house, &sources, &gate, &|_| ()).map_err(refused)?;
        let found = [built.diagnostics, found, gate.finish(&house.site, &sources)].concat();
        if pipeline::has_errors(&found) {
            return Err(io::Error::other("the generated municipality has errors"));
        }
        folder.commit(disk::made_of(&sources), Some(plan::edition(&house.site, &house.plan.outputs))).map_err(refused)?;
        std::mem::forget(house);
        Ok(())
    })?;
    watch.cost()
}

/// The house without what is not made in this shape of the site.
fn without_data(house: Arc<House>, which: &str) -> io::Result<House> {
    let shared = || io::Error::other("the house is still shared");
    let mut house = Arc::into_inner(house).ok_or_else(shared)?;
    let sets = datasets(&house.site, &house.knowledge);
    let sets: BTreeSet<String> = sets.iter().flat_map(|set| set.files(&house.site, &house.plan.routes)).map(|file| file.path).collect();
    let plan = Arc::get_mut(&mut house.plan).ok_or_else(shared)?;
    let is_made = |output: &&Output| {
        let numbers = matches!(output.format, "csv" | "xlsx");
        let data = sets.contains(&output.path) || matches!(output.format, "csvw" | "dcat" | "json");
        match which {
            "all" => true,
            "numbers" => !data,
            _ => !data && !numbers,
        }
    };
    plan.outputs = plan.outputs.iter().filter(is_made).cloned().collect();
    Ok(house)
}
