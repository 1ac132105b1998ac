//! Telling open pages that there is a newer edition: Server-Sent Events, one open answer for each page that listens.

use std::io::{self, Write};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Where pages listen.
pub const EVENTS: &str = "/_insyn/events";

/// How many pages may listen at once; each costs a connection and a thread.
const MOST: usize = 32;

/// Three seconds until a browser that lost us asks again.
const HEAD: &str = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n\
                    Cross-Origin-Resource-Policy: same-origin\r\nConnection: close\r\n\r\nretry: 3000\n\n";
const FULL: &str = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

type Line = Box<dyn Write + Send>;

/// The pages that listen.
#[derive(Default)]
pub struct Readers {
    lines: Mutex<Vec<Line>>,
}

impl Readers {
    /// Lets a page listen. It hears at once which edition is shown, so that nothing told before it listened is lost. `edition` is asked
    /// under the lock: what is told later comes to it too.
    pub fn join(&self, mut line: Line, edition: &dyn Fn() -> String) {
        let mut lines = self.lock();
        // A page that was left is noticed when something is written to it.
        lines.retain_mut(|line| write(line, ":\n\n").is_ok());
        if lines.len() >= MOST {
            let _ = write(&mut line, FULL);
        } else if write(&mut line, &format!("{HEAD}data: {}\n\n", edition())).is_ok() {
            lines.push(line);
        }
    }

    /// Tells every page which edition is shown now.
    pub fn tell(&self, edition: &dyn Fn() -> String) {
        let mut lines = self.lock();
        let words = format!("data: {}\n\n", edition());
        lines.retain_mut(|line| write(line, &words).is_ok());
    }

    /// A line that says nothing, so that pages that were left are noticed.
    pub fn ping(&self) {
        self.lock().retain_mut(|line| write(line, ":\n\n").is_ok());
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Line>> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn write(line: &mut Line, words: &str) -> io::Result<()> {
    line.write_all(words.as_bytes())?;
    line.flush()
}
