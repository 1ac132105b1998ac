//! The gate before tiny_http, which reads heads without limit of size or time and takes any number of connections: here at most so many
//! connections are open, a head has its time and its size, and only a whole and plain request to read is passed on, one at a time, written
//! anew by us. What follows it waits until it is answered.
//!
//! tiny_http listens on a port of its own on loopback and answers only to a word that the gate alone knows. Each request is a connection of
//! its own there, ended for reading at once, so that none of its threads ever waits for a browser.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::events::EVENTS;
use super::guard::{self, Refusal};
use super::head::{self, Head};
use super::policy;
use crate::diagnostic::{Both, Lang};

/// How many connections may be open. When one more comes, the one that has been silent longest goes.
const MOST: usize = 256;
/// A head must be whole so long after its first byte.
const HEAD: Duration = Duration::from_secs(5);
/// So long a connection may be silent between two requests.
const SILENCE: Duration = Duration::from_secs(60);
/// A browser that takes nothing for so long has gone.
pub const PATIENCE: Duration = Duration::from_secs(10);
/// What is still read from one that was refused, so that the refusal arrives before the end.
const REST: u64 = 256 * 1024;
const STACK: usize = 128 * 1024;
/// The field that carries the word.
pub const WORD: &str = "X-Insyn-Gate";

/// What all connections share.
pub struct Gate {
    /// Where tiny_http listens.
    pub inside: SocketAddr,
    /// What it answers to.
    pub word: String,
    /// The port that browsers use.
    pub port: u16,
    pub lang: Lang,
    seats: Mutex<BTreeMap<u64, Seat>>,
    next: AtomicU64,
}

/// An open connection.
struct Seat {
    stream: TcpStream,
    /// Whether it waits for a request.
    silent: Arc<AtomicBool>,
}

impl Gate {
    pub fn new(inside: SocketAddr, word: String, port: u16, lang: Lang) -> Self {
        Self { inside, word, port, lang, seats: Mutex::default(), next: AtomicU64::new(0) }
    }

    fn seats(&self) -> MutexGuard<'_, BTreeMap<u64, Seat>> {
        self.seats.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Gives a connection a place; none when all others are busy.
    fn seat(&self, stream: &TcpStream) -> Option<(u64, Arc<AtomicBool>)> {
        let stream = stream.try_clone().ok()?;
        let silent = Arc::new(AtomicBool::new(true));
        let mut seats = self.seats();
        if seats.len() >= MOST {
            let longest = *seats.iter().find(|(_, seat)| seat.silent.load(Ordering::Relaxed))?.0;
            let seat = seats.remove(&longest)?;
            let _ = seat.stream.shutdown(Shutdown::Both);
        }
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        seats.insert(number, Seat { stream, silent: silent.clone() });
        Some((number, silent))
    }
}

/// Takes connections for as long as the program runs. When the system gives none for a while (too many open files), tries again.
pub fn stand(listener: &TcpListener, gate: &Arc<Gate>) {
    loop {
        match listener.accept() {
            Ok((stream, peer)) if peer.ip().is_loopback() => welcome(stream, gate),
            Ok(_) => {}
            Err(_) => thread::sleep(Duration::from_millis(50)),
        }
    }
}

fn welcome(stream: TcpStream, gate: &Arc<Gate>) {
    let _ = stream.set_nodelay(true);
    let _ = stream.set_write_timeout(Some(PATIENCE));
    let Some((number, silent)) = gate.seat(&stream) else {
        let words = Both("Förhandsvisningen har för många öppna sidor. Stäng några.", "The preview has too many open pages. Close some.");
        // Whoever does not take so few bytes at once does not get them.
        let _ = stream.set_nonblocking(true);
        let _ = (&stream).write_all(&refusal(&Refusal { status: 503, words }, gate.lang));
        return;
    };
    let of_thread = gate.clone();
    let attend = move || {
        // Who went away, or was asked to, is no error.
        let _ = attend(&stream, &silent, &of_thread);
        of_thread.seats().remove(&number);
    };
    if thread::Builder::new().name("gate".to_owned()).stack_size(STACK).spawn(attend).is_err() {
        gate.seats().remove(&number);
    }
}

/// Answers one request after another until either side has had enough.
fn attend(stream: &TcpStream, silent: &AtomicBool, gate: &Gate) -> io::Result<()> {
    let mut waiting = Vec::new();
    loop {
        silent.store(true, Ordering::Relaxed);
        let asked = read_head(stream, &mut waiting)?.and_then(|head| Head::read(&head));
        let asked = asked.and_then(|head| guard::check(&head, gate.port).map(|()| head));
        silent.store(false, Ordering::Relaxed);
        match asked {
            Ok(head) => {
                pass_on(&head, stream, gate)?;
                // An answer that listens ends with its connection.
                if !head.stays || head.target == EVENTS {
                    return stream.shutdown(Shutdown::Both);
                }
            }
            Err(refused) => return refuse(&refused, stream, gate.lang),
        }
    }
}

/// The next head, with its empty line; `waiting` keeps what came after it. An error when the other side is done or too slow to begin.
fn read_head(mut stream: &TcpStream, waiting: &mut Vec<u8>) -> io::Result<Result<Vec<u8>, Refusal>> {
    let mut deadline = Instant::now() + if waiting.is_empty() { SILENCE } else { HEAD };
    let mut looked = 0;
    let mut piece = [0; 4096];
    loop {
        if let Some(at) = waiting[looked..].windows(4).position(|four| four == b"\r\n\r\n") {
            let rest = waiting.split_off(looked + at + 4);
            return Ok(if looked + at > head::LARGEST { Err(head::too_long()) } else { Ok(std::mem::replace(waiting, rest)) });
        }
        if waiting.len() > head::LARGEST {
            return Ok(Err(head::too_long()));
        }
        looked = waiting.len().saturating_sub(3);
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            let words = Both("Frågan kom för långsamt.", "The request came too slowly.");
            return if waiting.is_empty() { Err(io::ErrorKind::TimedOut.into()) } else { Ok(Err(Refusal { status: 408, words })) };
        }
        stream.set_read_timeout(Some(left))?;
        match stream.read(&mut piece) {
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(count) => {
                if waiting.is_empty() {
                    deadline = Instant::now() + HEAD;
                }
                waiting.extend_from_slice(&piece[..count]);
            }
            Err(error) if matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut | io::ErrorKind::Interrupted) => {}
            Err(error) => return Err(error),
        }
    }
}

/// Lets tiny_http answer. Of the head only what was understood is passed on.
fn pass_on(head: &Head, mut stream: &TcpStream, gate: &Gate) -> io::Result<()> {
    let mut inside = TcpStream::connect_timeout(&gate.inside, PATIENCE)?;
    inside.set_nodelay(true)?;
    let written =
        format!("{} {} HTTP/1.1\r\nHost: localhost\r\n{WORD}: {}\r\nConnection: close\r\n\r\n", head.method, head.target, gate.word);
    inside.write_all(written.as_bytes())?;
    // Nothing more will be asked here, so its thread is free for others while the answer is made.
    inside.shutdown(Shutdown::Write)?;
    match io::copy(&mut inside, &mut stream)? {
        // A fault in the program, which was told where it happened.
        0 => Err(io::ErrorKind::UnexpectedEof.into()),
        _ => Ok(()),
    }
}

/// Says why, and ends. What the other side still sends is read for a while: else the system would throw the words away.
fn refuse(refused: &Refusal, mut stream: &TcpStream, lang: Lang) -> io::Result<()> {
    stream.write_all(&refusal(refused, lang))?;
    stream.shutdown(Shutdown::Write)?;
    stream.set_read_timeout(Some(Duration::from_secs(1)))?;
    let until = Instant::now() + HEAD;
    let mut rest = REST;
    let mut piece = [0; 4096];
    while rest > 0 && Instant::now() < until {
        match stream.read(&mut piece)? {
            0 => break,
            count => rest = rest.saturating_sub(count as u64),
        }
    }
    stream.shutdown(Shutdown::Both)
}

/// A refusal as an answer: a line of text.
fn refusal(refused: &Refusal, lang: Lang) -> Vec<u8> {
    let words = format!("{}\n", refused.words.get(lang));
    let reason = tiny_http::StatusCode(refused.status).default_reason_phrase();
    let head = format!(
        "HTTP/1.1 {} {reason}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {}\r\nAllow: GET, HEAD\r\nCache-Control: no-store\r\n\
         X-Content-Type-Options: nosniff\r\nContent-Security-Policy: {}\r\nCross-Origin-Resource-Policy: same-origin\r\n\
         Referrer-Policy: same-origin\r\nConnection: close\r\n\r\n",
        refused.status,
        words.len(),
        policy::header(policy::STRICT),
    );
    [head.as_bytes(), words.as_bytes()].concat()
}
