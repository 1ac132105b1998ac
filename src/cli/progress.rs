//! What a long run is busy with, told to people who wait: never before a second has passed, never into a file or a pipe.

use std::io::{IsTerminal, Write};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use super::Context;
use crate::diagnostic::{Lang, Words};

/// How long a run is left in peace, and how often it speaks after that: rarely enough for a screen reader.
const PAUSE: Duration = Duration::from_secs(1);

/// Tells on standard error what goes on, one line a second while it changes. Dropped, it falls silent.
pub struct Progress {
    lang: Lang,
    now: Arc<Mutex<String>>,
    teller: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Progress {
    /// Begins to count the time.
    pub fn start(context: &Context) -> Self {
        let now = Arc::new(Mutex::new(String::new()));
        let wanted = !context.quiet && std::io::stderr().is_terminal();
        let teller = wanted.then(|| {
            let (stop, stopped) = channel::<()>();
            let now = now.clone();
            let thread = std::thread::spawn(move || {
                let mut told = String::new();
                while stopped.recv_timeout(PAUSE) == Err(RecvTimeoutError::Timeout) {
                    let words = now.lock().unwrap_or_else(PoisonError::into_inner).clone();
                    if words != told {
                        let _ = writeln!(anstream::stderr().lock(), "{words}");
                        told = words;
                    }
                }
            });
            (stop, thread)
        });
        Self { lang: context.lang, now, teller }
    }

    /// What goes on from now on: "Läser filer …". The words are made only where somebody listens.
    pub fn now(&self, words: impl FnOnce() -> Words) {
        if self.teller.is_some() {
            let words = words().get(self.lang).to_owned();
            *self.now.lock().unwrap_or_else(PoisonError::into_inner) = words;
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((stop, thread)) = self.teller.take() {
            drop(stop);
            let _ = thread.join();
        }
    }
}

/// A count as people write it, in groups of three: `1 200`, with a space that does not break.
pub fn grouped(count: usize) -> String {
    let digits = count.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push('\u{a0}');
        }
        out.push(digit);
    }
    out
}
