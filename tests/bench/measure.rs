//! Wall time, processor time and peak memory of one piece of work, alone in its process.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, io};

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;
use serde::{Deserialize, Serialize};

/// As many for the program as for the floor.
pub const THREADS: &str = "2";

/// What a piece of work took.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub struct Cost {
    pub wall: Duration,
    /// User and system time of all threads.
    pub cpu: Duration,
    /// The most memory that was resident at once, in KiB.
    pub peak: u64,
}

/// Runs this program anew with `arguments`, and reads the cost that it prints. Whatever ran before in this process leaves no trace in it.
pub fn apart(arguments: &[&str]) -> io::Result<Cost> {
    let output = Command::new(env::current_exe()?).args(arguments).env("RAYON_NUM_THREADS", THREADS).stderr(Stdio::inherit()).output()?;
    if !output.status.success() {
        return Err(io::Error::other(format!("{arguments:?}: {}", output.status)));
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// Runs a program as this process's only child and gives its cost.
pub fn child(command: &[String]) -> io::Result<Cost> {
    let (program, arguments) = command.split_first().ok_or_else(|| io::Error::other("no program"))?;
    let start = Instant::now();
    let status = Command::new(program).args(arguments).stdout(io::stderr()).status()?;
    let wall = start.elapsed();
    if !status.success() {
        return Err(io::Error::other(format!("{command:?}: {status}")));
    }
    let (cpu, peak) = used(UsageWho::RUSAGE_CHILDREN)?;
    Ok(Cost { wall, cpu, peak })
}

/// A clock that runs while this process works, and stands while it prepares.
#[derive(Default)]
pub struct StopWatch {
    cost: Cost,
}

impl StopWatch {
    /// Does `work` while the clock runs.
    pub fn time<T>(&mut self, work: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        let (before, _) = used(UsageWho::RUSAGE_SELF)?;
        let start = Instant::now();
        let done = work()?;
        self.cost.wall += start.elapsed();
        self.cost.cpu += used(UsageWho::RUSAGE_SELF)?.0 - before;
        Ok(done)
    }

    /// The cost so far; the peak is that of the whole process.
    pub fn cost(self) -> io::Result<Cost> {
        Ok(Cost { peak: used(UsageWho::RUSAGE_SELF)?.1, ..self.cost })
    }
}

fn used(who: UsageWho) -> io::Result<(Duration, u64)> {
    let usage = getrusage(who)?;
    let cpu = usage.user_time() + usage.system_time();
    let peak = usage.max_rss().unsigned_abs();
    // macOS counts bytes, every other Unix KiB.
    let peak = if cfg!(target_os = "macos") { peak / 1024 } else { peak };
    Ok((Duration::from_micros(cpu.num_microseconds().unsigned_abs()), peak))
}
