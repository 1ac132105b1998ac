//! What publishing costs: a site with one edited record is built, and one with another edit published into a folder, each by the program
//! itself. What the second takes beyond the first is comparing, sending and putting in place.

use std::fs;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::measure::THREADS;
use crate::municipality::Municipality;
use crate::round::{self, TODAY};

/// How often each is done; the middle counts. Building takes several times as long as the rest, and two builds differ by as much: each publish
/// is set against the build just before it.
const RUNS: usize = 5;

/// Publishes a municipality of `records` records, edits one of them again and again, and gives a line for each sort of publishing.
pub fn publish(records: usize) -> io::Result<String> {
    let folder = tempfile::Builder::new().prefix("insyn-bench-").tempdir_in(round::place())?;
    let root = folder.path().join("site");
    eprintln!("{records} records: generating …");
    round::generate(records, &root)?;
    let config = root.join("content/site.toml");
    // With one release kept, an old one is removed by most runs, as by every publish of a site that has been out for long.
    let place = "\n[[publish]]\nname = \"prov\"\nkind = \"mapp\"\nto = \"../web\"\nkeep = 1\n";
    fs::write(&config, fs::read_to_string(&config)? + place)?;
    eprintln!("{records} records: publishing the first time …");
    timed(&root, &["publish", "--format", "json"])?;
    let (mut built, mut published, mut sent) = (Vec::new(), Vec::new(), serde_json::Value::Null);
    let mut edits = 0;
    for _ in 0..RUNS {
        edit(records, &root, &mut edits)?;
        built.push(timed(&root, &["build"])?.0);
        edit(records, &root, &mut edits)?;
        let (time, said) = timed(&root, &["publish", "--format", "json"])?;
        published.push(time);
        sent = serde_json::from_slice(&said)?;
    }
    let mut more: Vec<f64> = published.iter().zip(&built).map(|(published, built)| published.as_secs_f64() - built.as_secs_f64()).collect();
    more.sort_by(f64::total_cmp);
    let (built, published) = (middle(built), middle(published));
    let unchanged = (0..RUNS).map(|_| Ok(timed(&root, &["publish", "--format", "json"])?.0)).collect::<io::Result<Vec<_>>>()?;
    let count = |key: &str| sent[key].as_array().map_or(0, Vec::len);
    Ok(format!(
        "{records} records, one of them edited: published in {:.1} s, built in {:.1} s: publishing takes {:.2} s more ({:.2} to {:.2}); {} new, {} changed and {} removed files, {} bytes sent; nothing edited: {:.1} s\n",
        published.as_secs_f64(),
        built.as_secs_f64(),
        more[RUNS / 2],
        more[0],
        more[RUNS - 1],
        count("new"),
        count("changed"),
        count("removed"),
        sent["bytes"],
        middle(unchanged).as_secs_f64(),
    ))
}

/// Edits a record once more.
fn edit(records: usize, root: &Path, edits: &mut usize) -> io::Result<()> {
    let (path, sentence) = Municipality::of(records).edited();
    let nth = |edit: usize| if edit == 0 { sentence.to_owned() } else { format!("Uppgifterna rättades {edit} gånger i april.") };
    let path = root.join(path);
    let text = fs::read_to_string(&path)?.replace(&nth(*edits), &nth(*edits + 1));
    *edits += 1;
    fs::write(path, text)
}

/// Runs the program on a site, and gives how long it took and what it said.
fn timed(root: &Path, arguments: &[&str]) -> io::Result<(Duration, Vec<u8>)> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_insyn"));
    command.args(arguments).args(["--quiet", "--date", TODAY, "--root"]).arg(root).env("RAYON_NUM_THREADS", THREADS);
    let start = Instant::now();
    let output = command.stderr(Stdio::inherit()).output()?;
    if !output.status.success() {
        return Err(io::Error::other(format!("{arguments:?}: {}", output.status)));
    }
    Ok((start.elapsed(), output.stdout))
}

fn middle(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}
