//! What open data costs: the same site built with it and without, each in a process of its own, by the stages of the program itself.

use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;

use insyn::disk::{self, Folder, Manner};
use insyn::gather::personal::Gate;
use insyn::house::House;
use insyn::source::Audience;
use insyn::{import, pipeline, plan};

use crate::measure::{self, Cost, StopWatch};
use crate::round::{self, TODAY};

/// The formats that are open data, and nothing that a reader of pages meets.
const DATA: &[&str] = &["csv", "csvw", "dcat", "json", "xlsx"];

/// How often each is built; the middle counts.
const RUNS: usize = 3;

/// Builds a municipality of `records` records with and without open data, in turns, and gives a line.
pub fn data(records: usize) -> io::Result<String> {
    let folder = tempfile::Builder::new().prefix("insyn-bench-").tempdir_in(round::place())?;
    let root = folder.path();
    eprintln!("{records} records: generating …");
    round::generate(records, root)?;
    let (mut with, mut without) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        for (which, costs) in [("all", &mut with), ("pages", &mut without)] {
            for made in ["public", ".insyn"].map(|name| root.join(name)).iter().filter(|made| made.is_dir()) {
                fs::remove_dir_all(made)?;
            }
            costs.push(measure::apart(&["made", &root.to_string_lossy(), which])?);
        }
    }
    let (with, without) = (middle(with), middle(without));
    let ratio = |part: std::time::Duration, whole: std::time::Duration| 100.0 * (part.as_secs_f64() / whole.as_secs_f64() - 1.0);
    Ok(format!(
        "{records} records, cold build with open data {:.0} ms and {:.0} MiB, without {:.0} ms and {:.0} MiB: wall {:+.0} %, CPU {:+.0} %\n",
        with.wall.as_secs_f64() * 1e3,
        with.peak as f64 / 1024.0,
        without.wall.as_secs_f64() * 1e3,
        without.peak as f64 / 1024.0,
        ratio(with.wall, without.wall),
        ratio(with.cpu, without.cpu),
    ))
}

fn middle(mut costs: Vec<Cost>) -> Cost {
    costs.sort_by_key(|cost| cost.wall);
    costs[costs.len() / 2]
}

/// Builds the site in `root` by the program's own stages: `all` of it, or what is not open data.
pub fn made(root: &Path, which: &str) -> io::Result<Cost> {
    let refused = |fault: insyn::fault::Fault| io::Error::other(fault.message.en);
    let mut watch = StopWatch::default();
    watch.time(|| {
        let today = TODAY.parse().map_err(io::Error::other)?;
        let sources = disk::read(root, today, Audience::Public).map_err(refused)?;
        let built = pipeline::build(&sources, None);
        drop(built.documents);
        let house = if which == "all" { built.house } else { Arc::new(without_data(built.house)?) };
        let folder = Folder::open(root, Manner::default(), &sources.edition).map_err(refused)?;
        let passed = |path: &str| disk::bytes(root, path);
        let gate = Gate::new(&passed, &import::words, &folder);
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

fn without_data(house: Arc<House>) -> io::Result<House> {
    let shared = || io::Error::other("the house is still shared");
    let mut house = Arc::into_inner(house).ok_or_else(shared)?;
    let plan = Arc::get_mut(&mut house.plan).ok_or_else(shared)?;
    plan.outputs.retain(|output| !DATA.contains(&output.format));
    Ok(house)
}
