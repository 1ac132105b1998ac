//! One size: a municipality is generated, built cold, again unchanged, again after an edit, and the floor is measured on the same files.

use std::path::{Path, PathBuf};
use std::time::SystemTime;
use std::{env, fs, io};

use walkdir::WalkDir;

use crate::measure::{self, Cost};
use crate::municipality::Municipality;
use crate::table::Row;

/// The day of all builds.
pub const TODAY: &str = "2026-11-22";

/// Memory that looks like a disk, where there is such a thing: no disk is measured.
pub fn place() -> PathBuf {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { memory.to_owned() } else { env::temp_dir() }
}

/// Writes a municipality of `records` records below `root`.
pub fn generate(records: usize, root: &Path) -> io::Result<()> {
    let mut fault = Ok(());
    Municipality::of(records).write(&mut |path, content| {
        let path = root.join(path);
        let written = path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(&path, content));
        if let (Ok(()), Err(error)) = (&fault, written) {
            fault = Err(error);
        }
    });
    fault
}

/// Measures one size. The rows: floor, cold, unchanged, one edit, and, where it is asked for, cold with the search.
pub fn round(records: usize, search: bool) -> io::Result<Vec<Row>> {
    let folder = tempfile::Builder::new().prefix("insyn-bench-").tempdir_in(place())?;
    let root = folder.path();
    eprintln!("{records} records: generating …");
    generate(records, root)?;
    let runs = match records {
        0..=1_000 => 7,
        1_001..=10_000 => 3,
        _ => 1,
    };
    let measured = |what, work: &mut dyn FnMut(usize) -> io::Result<(Cost, usize)>| {
        let found: Vec<_> = (0..runs).map(work).collect::<io::Result<_>>()?;
        let cost = median(&found);
        // The largest sizes take minutes: whoever stops waiting has seen what there is so far.
        eprintln!("{records} records: {what} took {:.1?}, {:.1?} of processor time", cost.wall, cost.cpu);
        Ok::<_, io::Error>(Row { records, what, runs, cost, written: found[0].1 })
    };
    let cold = measured("cold", &mut |_| {
        remove(&root.join("public"))?;
        remove(&root.join(".insyn"))?;
        build(root)
    })?;
    let floor = measured("floor", &mut |_| {
        remove(&root.join("floor"))?;
        let cost = measure::apart(&["floor", &root.to_string_lossy()])?;
        Ok((cost, files(&root.join("floor"))?.len()))
    })?;
    remove(&root.join("floor"))?;
    let unchanged = measured("unchanged", &mut |_| build(root))?;
    let (path, sentence) = Municipality::of(records).edited();
    let before = fs::read_to_string(root.join(&path))?;
    let edit = measured("one edit", &mut |run| {
        fs::write(root.join(&path), before.replace(sentence, &format!("Uppgifterna rättades {} gånger i april.", run + 2)))?;
        build(root)
    })?;
    let mut rows = vec![floor, cold, unchanged, edit];
    if search {
        let config = root.join("content/site.toml");
        fs::write(&config, fs::read_to_string(&config)?.replacen("search = false", "search = true", 1))?;
        rows.push(measured("with search", &mut |_| {
            remove(&root.join("public"))?;
            remove(&root.join(".insyn"))?;
            build(root)
        })?);
    }
    Ok(rows)
}

/// Builds, and gives the cost and how many files of the built site are new or changed.
fn build(root: &Path) -> io::Result<(Cost, usize)> {
    let public = root.join("public");
    let newest = files(&public)?.into_iter().max();
    let root = root.to_string_lossy();
    let cost = measure::apart(&["child", env!("CARGO_BIN_EXE_insyn"), "build", "--quiet", "--date", TODAY, "--root", &root])?;
    Ok((cost, files(&public)?.into_iter().filter(|time| Some(*time) > newest).count()))
}

/// When each file below a folder was written.
fn files(folder: &Path) -> io::Result<Vec<SystemTime>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let entries = WalkDir::new(folder).into_iter().collect::<Result<Vec<_>, _>>()?;
    entries.iter().filter(|entry| entry.file_type().is_file()).map(|entry| entry.metadata()?.modified()).collect()
}

fn remove(folder: &Path) -> io::Result<()> {
    if folder.is_dir() { fs::remove_dir_all(folder) } else { Ok(()) }
}

/// Each column's middle value.
fn median(found: &[(Cost, usize)]) -> Cost {
    fn middle<T: Ord + Copy>(found: &[(Cost, usize)], column: impl Fn(&Cost) -> T) -> T {
        let mut values: Vec<T> = found.iter().map(|(cost, _)| column(cost)).collect();
        values.sort();
        values[values.len() / 2]
    }
    Cost { wall: middle(found, |cost| cost.wall), cpu: middle(found, |cost| cost.cpu), peak: middle(found, |cost| cost.peak) }
}
