//! The door: two loopback addresses with the gate before them, a few threads that answer, and how an answer is sent. Nothing here may ever be
//! put on a network.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::{self, Read, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use tiny_http::{Method, Request, Server, StatusCode};

use super::Preview;
use super::answer::{Answer, Content, broken};
use super::events::EVENTS;
use super::gate::{self, Gate};
use super::policy;
use crate::fault::Fault;

/// The port that people expect.
pub const USUAL: u16 = 8000;
/// How many ports after it are tried.
const OTHERS: u16 = 20;
/// How many answers are made at once, and how many more requests may wait.
const WORKERS: usize = 8;
const WAITING: usize = 64;
/// Between two signs of life to pages that listen.
const PULSE: Duration = Duration::from_secs(15);

/// An open door, not yet answered.
pub struct Door {
    listeners: Vec<TcpListener>,
    pub port: u16,
}

impl Door {
    /// Opens the door at `port`; without one, at 8000 or the first free port after it.
    pub fn open(port: Option<u16>) -> Result<Self, Fault> {
        let last = port.map_or(USUAL + OTHERS, |port| port);
        let mut refused = None;
        for port in port.unwrap_or(USUAL)..=last {
            match listen(port) {
                Ok(listeners) => return Ok(Self { port: listeners[0].local_addr().map_or(port, |address| address.port()), listeners }),
                // Windows keeps whole ranges of ports to itself, and says that they are not permitted.
                Err(error) if matches!(error.kind(), io::ErrorKind::AddrInUse | io::ErrorKind::PermissionDenied) => refused = Some(error),
                Err(error) => return Err(no_door(port, &error)),
            }
        }
        let error = refused.unwrap_or_else(|| io::ErrorKind::AddrInUse.into());
        match port {
            None => Err(Fault::new(
                format!("Alla portar mellan {USUAL} och {last} är upptagna ({error})."),
                format!("Every port between {USUAL} and {last} is taken ({error})."),
            )
            .help(
                "Avsluta andra förhandsvisningar, eller välj en port: insyn serve --port 9000",
                "End other previews, or choose a port: insyn serve --port 9000",
            )),
            Some(port) => Err(no_door(port, &error)),
        }
    }
}

fn no_door(port: u16, error: &io::Error) -> Fault {
    let (sv, en) = match error.kind() {
        io::ErrorKind::AddrInUse => ("är upptagen av ett annat program", "is taken by another program"),
        io::ErrorKind::PermissionDenied => ("får inte användas", "may not be used"),
        _ => ("går inte att öppna", "cannot be opened"),
    };
    Fault::new(format!("Port {port} {sv} ({error})."), format!("Port {port} {en} ({error})."))
        .help("Välj en annan port, eller ingen: insyn serve", "Choose another port, or none: insyn serve")
}

/// Listens on both loopback addresses, so that `localhost` leads here whichever a browser tries first.
fn listen(port: u16) -> io::Result<Vec<TcpListener>> {
    let mut last = io::Error::from(io::ErrorKind::AddrInUse);
    // A port that the system picked may be taken on the other address: then it picks another.
    for _ in 0..if port == 0 { OTHERS } else { 1 } {
        let four = bind(Ipv4Addr::LOCALHOST.into(), port)?;
        match bind(Ipv6Addr::LOCALHOST.into(), four.local_addr()?.port()) {
            Ok(six) => return Ok(vec![four, six]),
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => last = error,
            // A computer without IPv6.
            Err(_) => return Ok(vec![four]),
        }
    }
    Err(last)
}

fn bind(address: IpAddr, port: u16) -> io::Result<TcpListener> {
    TcpListener::bind(SocketAddr::new(address, port))
}

/// Starts the threads that answer. They end with the program.
pub fn answer_all(door: Door, preview: &Arc<Preview>) -> Result<(), Fault> {
    let (send, receive) = sync_channel(WAITING);
    let receive = Arc::new(Mutex::new(receive));
    let start = |name: &str, work: Box<dyn FnOnce() + Send>| {
        thread::Builder::new().name(name.to_owned()).spawn(work).map(|_| ()).map_err(|error| {
            Fault::new(format!("Datorn ger inga fler trådar ({error})."), format!("The computer gives no more threads ({error})."))
                .help("Stäng andra program och försök igen.", "Close other programs and try again.")
        })
    };
    let (inside, address) = inside().map_err(|error| no_door(0, &error))?;
    let word = word();
    let gate = Arc::new(Gate::new(address, word.clone(), preview.port, preview.lang));
    start("door", Box::new(move || accept(&inside, &send)))?;
    for listener in door.listeners {
        let gate = gate.clone();
        start("gate", Box::new(move || gate::stand(&listener, &gate)))?;
    }
    let word: Arc<str> = word.into();
    for _ in 0..WORKERS {
        let (receive, preview, word) = (receive.clone(), preview.clone(), word.clone());
        start("answer", Box::new(move || work(&receive, &preview, &word)))?;
    }
    let preview = preview.clone();
    start(
        "pulse",
        Box::new(move || {
            loop {
                thread::sleep(PULSE);
                preview.readers.ping();
            }
        }),
    )
}

/// Where tiny_http listens, behind the gate.
fn inside() -> io::Result<(TcpListener, SocketAddr)> {
    let listener = bind(Ipv4Addr::LOCALHOST.into(), 0)?;
    // Connections inherit both. Where a system does not have them, answers come all the same.
    let socket = socket2::SockRef::from(&listener);
    let _ = socket.set_tcp_nodelay(true);
    let _ = socket.set_write_timeout(Some(gate::PATIENCE));
    let address = listener.local_addr()?;
    Ok((listener, address))
}

/// A word that no other program can guess: the standard library's hasher begins with chance from the system.
fn word() -> String {
    (0..4).map(|_| format!("{:016x}", RandomState::new().build_hasher().finish())).collect()
}

/// Passes requests on. When the system refuses connections for a while (too many open files), begins again.
fn accept(listener: &TcpListener, send: &SyncSender<Request>) {
    loop {
        if let Ok(server) = listener.try_clone().map_err(Into::into).and_then(|listener| Server::from_listener(listener, None)) {
            while let Ok(request) = server.recv() {
                if send.send(request).is_err() {
                    return;
                }
            }
        }
        thread::sleep(Duration::from_secs(1));
    }
}

fn work(receive: &Mutex<Receiver<Request>>, preview: &Preview, word: &str) {
    loop {
        let next = receive.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(request) = next else { return };
        // What did not come through the gate gets no answer.
        if request.headers().iter().any(|header| header.field.equiv(gate::WORD) && header.value.as_str() == word) {
            take(request, preview);
        } else {
            drop(request.into_writer());
        }
    }
}

fn take(request: Request, preview: &Preview) {
    let target = request.url().to_owned();
    let head_only = *request.method() == Method::Head;
    if target == EVENTS && !head_only {
        return preview.readers.join(request.into_writer(), &|| preview.now().name());
    }
    let edition = preview.now();
    // A fault of the program while one page is made must not take a thread from the others.
    let answer = catch_unwind(AssertUnwindSafe(|| preview.answer(&target, &edition))).unwrap_or_else(|_| broken(preview.lang));
    // A browser that has gone away is no error.
    let _ = send(answer, request, head_only);
}

/// Writes the head and the body in one piece: two would wait for each other (Nagle).
fn send(answer: Answer, request: Request, head_only: bool) -> io::Result<()> {
    let length = match &answer.content {
        Content::Bytes(bytes) => bytes.len() as u64,
        Content::File(_, length) => *length,
    };
    let mut out = head(&answer, length).into_bytes();
    let mut writer = request.into_writer();
    match answer.content {
        _ if head_only => writer.write_all(&out)?,
        Content::Bytes(bytes) => {
            out.extend_from_slice(&bytes);
            writer.write_all(&out)?;
        }
        Content::File(file, length) => {
            writer.write_all(&out)?;
            let sent = io::copy(&mut file.take(length), &mut writer)?;
            // The file became shorter while it was sent; zeros keep the next answer in its place.
            io::copy(&mut io::repeat(0).take(length - sent), &mut writer)?;
        }
    }
    writer.flush()
}

fn head(answer: &Answer, length: u64) -> String {
    let reason = StatusCode(answer.status).default_reason_phrase();
    let location = answer.location.as_ref().map(|location| format!("Location: {location}\r\n")).unwrap_or_default();
    format!(
        "HTTP/1.1 {} {reason}\r\nContent-Type: {}\r\nContent-Length: {length}\r\n{location}Cache-Control: no-store\r\n\
         X-Content-Type-Options: nosniff\r\nContent-Security-Policy: {}\r\nCross-Origin-Resource-Policy: same-origin\r\n\
         Referrer-Policy: same-origin\r\nAccept-Ranges: none\r\n\r\n",
        answer.status,
        answer.kind,
        policy::header(&answer.policy),
    )
}
