//! The preview as somebody who writes meets it: from its start to the first page, and from saving a file to the new page, asked for over
//! loopback by one client that keeps its connection and listens for editions as an open page does. Whatever the preview waits for before it reads is in the figures.

use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use fastrand::Rng;

use crate::measure::THREADS;
use crate::round::{self, TODAY};

/// How many files are saved in each way.
const SAVES: usize = 100;
/// Between two saves; less than a person needs, and more than a system needs to tell of the first.
const PAUSE: Duration = Duration::from_millis(20);
/// A page that has not changed by then never will.
const PATIENCE: Duration = Duration::from_secs(30);

/// A way of editing a record: what is put where.
struct Way {
    name: &'static str,
    edit: fn(&str, &str) -> String,
    /// Whether it is saved as a record of its own, beside the one that it is made of.
    anew: bool,
}

const WAYS: &[Way] = &[
    Way { name: "words", anew: false, edit: said },
    Way { name: "title", anew: false, edit: |text, word| text.replacen("title = \"", &format!("title = \"{word} "), 1) },
    // What a follow-up says of its plan stands on the plan's page too, and much is worked out of it.
    Way { name: "facts", anew: false, edit: |text, word| text.replacen("\ntext = \"", &format!("\ntext = \"{word} "), 1) },
    // Of how an action went it is worked out what became of it, what else was promised, and why.
    Way { name: "status", anew: false, edit: |text, word| said(&text.replacen("| genomförd |", "| pågår |", 1), word) },
    // A new action has an address that others may refer to, and the actions after it have other places.
    Way {
        name: "action",
        anew: false,
        edit: |text, word| said(&text.replacen("|---|\n", &format!("|---|\n| {word} | pågår |\n"), 1), word),
    },
    // What stands on a topic's page, in its feed and in the list of what refers to it.
    Way { name: "topics", anew: false, edit: |text, word| said(&text.replacen("\ntopics = [", "\ntopics = [\"amne-9\", ", 1), word) },
    // A new record has a place among the others, pages and files of its own, and what it follows up tells of it.
    Way { name: "file", anew: true, edit: said },
    // A record that is a draft, or is one no more: every page that names it says so.
    Way { name: "draft", anew: false, edit: |text, word| said(&drafted(text), word) },
    // A slip of which the record is read all the same, and written on in with the next.
    Way { name: "slip", anew: false, edit: |text, word| said(&text.replacen("\ntitle = ", "\ntitel = \"\"\ntitle = ", 1), word) },
];

/// A draft of what is none, and the other way around.
fn drafted(text: &str) -> String {
    match text.contains("\ndraft = true\n") {
        true => text.replacen("\ndraft = true\n", "\n", 1),
        false => text.replacen("\ntitle = ", "\ndraft = true\ntitle = ", 1),
    }
}

/// A mistake that leaves nothing of the record to show.
fn mistaken(text: &str) -> String {
    text.replacen("\nperiod = ", "\nperoid = ", 1)
}

/// A text with a word at its end.
fn said(text: &str, word: &str) -> String {
    format!("{}\n\nDet gäller {word} också.\n", text.trim_end())
}

/// Measures the preview of a municipality of `records` records, and gives a table.
pub fn preview(records: usize) -> io::Result<String> {
    let folder = tempfile::Builder::new().prefix("insyn-bench-").tempdir_in(round::place())?;
    let root = folder.path();
    eprintln!("{records} records: generating …");
    round::generate(records, root)?;
    let start = Instant::now();
    let mut shown = Shown::start(root)?;
    shown.get("")?;
    let mut table = format!("{records} records, start to first page: {:.0} ms\n", milliseconds(start.elapsed()));
    // The first look at everything, with the rules, is no part of an edit.
    thread::sleep(Duration::from_secs(1 + records as u64 / 2_000));
    table += &format!("{records} records, peak memory up to the first look: {:.0} MiB\n", shown.peak()?);
    let mut files: Vec<PathBuf> = fs::read_dir(root.join("content/results"))?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
    files.sort();
    let mut chance = Rng::with_seed(records as u64);
    for way in WAYS {
        let mut times = Vec::with_capacity(SAVES);
        for save in 0..SAVES {
            let file = &files[chance.usize(..files.len())];
            let word = format!("Ord{save}{}", way.name);
            let edited = (way.edit)(&fs::read_to_string(file)?, &word);
            let new = if way.anew { file.with_file_name(format!("{}.md", word.to_lowercase())) } else { file.clone() };
            times.push(shown.saved(&new, &edited, &word)?);
            thread::sleep(PAUSE);
        }
        table += &line(records, way.name, times, shown.peak()?);
    }
    let (mut broken, mut mended) = (Vec::with_capacity(SAVES), Vec::with_capacity(SAVES));
    while mended.len() < SAVES {
        let file = &files[chance.usize(..files.len())];
        let word = format!("Ord{}mended", mended.len());
        let sound = fs::read_to_string(file)?;
        broken.push(shown.gone(file, &mistaken(&sound))?);
        thread::sleep(PAUSE);
        mended.push(shown.saved(file, &said(&sound, &word), &word)?);
        thread::sleep(PAUSE);
    }
    table += &line(records, "mistake", broken, shown.peak()?);
    table += &line(records, "mended", mended, shown.peak()?);
    Ok(table)
}

/// What is told of the saves of one way.
fn line(records: usize, name: &str, mut times: Vec<Duration>, peak: f64) -> String {
    times.sort();
    let (median, worst) = (milliseconds(times[SAVES / 2]), milliseconds(times[SAVES - 1]));
    format!("{records} records, {SAVES} saves ({name}): median {median:.1} ms, worst {worst:.1} ms; peak memory {peak:.0} MiB\n")
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// A running preview and a connection to it.
struct Shown {
    child: Child,
    line: BufReader<TcpStream>,
    /// Where it is told that there is a new edition.
    events: BufReader<TcpStream>,
    host: String,
    base: String,
}

impl Shown {
    fn start(root: &Path) -> io::Result<Self> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_insyn"));
        command.args(["serve", "--port", "0", "--date", TODAY, "--root"]).arg(root).env("RAYON_NUM_THREADS", THREADS);
        let mut child = command.stdout(Stdio::piped()).spawn()?;
        let mut told = BufReader::new(child.stdout.take().ok_or_else(|| io::Error::other("nothing is printed"))?);
        let mut first = String::new();
        told.read_line(&mut first)?;
        // It goes on printing; nobody reads it, and nothing may stop it.
        thread::spawn(move || io::copy(&mut told, &mut io::sink()));
        let found = first.split_whitespace().find_map(|word| word.strip_prefix("http://")?.split_once('/'));
        let (host, base) = found.ok_or_else(|| io::Error::other(format!("no address in {first:?}")))?;
        let line = BufReader::new(TcpStream::connect(host)?);
        let mut events = BufReader::new(TcpStream::connect(host)?);
        events.get_ref().set_read_timeout(Some(PATIENCE))?;
        events.get_mut().write_all(format!("GET /_insyn/events HTTP/1.1\r\nHost: {host}\r\n\r\n").as_bytes())?;
        Ok(Self { child, line, events, host: host.to_owned(), base: format!("/{base}") })
    }

    /// The body of a page; None when it is not there.
    fn get(&mut self, path: &str) -> io::Result<Option<Vec<u8>>> {
        // In one piece, as browsers send it: of several the system would hold the second back until the first is acknowledged.
        let head = format!("GET {}{path} HTTP/1.1\r\nHost: {}\r\n\r\n", self.base, self.host);
        self.line.get_mut().write_all(head.as_bytes())?;
        let (mut length, mut line) = (0, String::new());
        self.line.read_line(&mut line)?;
        let is_there = line.split(' ').nth(1) == Some("200");
        loop {
            line.clear();
            self.line.read_line(&mut line)?;
            if let Some(written) = line.strip_prefix("Content-Length: ") {
                length = written.trim().parse().map_err(io::Error::other)?;
            }
            if line.trim().is_empty() {
                break;
            }
        }
        let mut body = vec![0; length];
        self.line.read_exact(&mut body)?;
        Ok(is_there.then_some(body))
    }

    /// How long it takes from saving a file to its page with the new word.
    fn saved(&mut self, file: &Path, edited: &str, word: &str) -> io::Result<Duration> {
        let says = |body: Option<Vec<u8>>| body.is_some_and(|body| body.windows(word.len()).any(|bytes| bytes == word.as_bytes()));
        self.becomes(file, edited, says)
    }

    /// How long it takes from saving a file that cannot be read to its page being gone.
    fn gone(&mut self, file: &Path, edited: &str) -> io::Result<Duration> {
        self.becomes(file, edited, |body| body.is_none())
    }

    /// How long it takes from saving a file to its page being another.
    fn becomes(&mut self, file: &Path, edited: &str, is_new: impl Fn(Option<Vec<u8>>) -> bool) -> io::Result<Duration> {
        let id = file.file_stem().unwrap_or_default().to_string_lossy();
        let page = format!("sa-gick-det/{id}/");
        let start = Instant::now();
        fs::write(file, edited)?;
        loop {
            if is_new(self.get(&page)?) {
                return Ok(start.elapsed());
            }
            if start.elapsed() > PATIENCE {
                return Err(io::Error::other(format!("{page} never became another")));
            }
            let mut told = String::new();
            while !told.starts_with("data:") {
                told.clear();
                self.events.read_line(&mut told)?;
            }
        }
    }

    /// The most memory that was resident at once, in MiB.
    fn peak(&self) -> io::Result<f64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.trim().parse::<f64>().ok());
        peak.map(|peak| peak / 1024.0).ok_or_else(|| io::Error::other("this system tells no peak of memory"))
    }
}

impl Drop for Shown {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
