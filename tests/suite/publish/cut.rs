//! A wire that breaks: passes bytes on to a server, and cuts every connection once so many have gone through. It can also answer for a store
//! that has no room.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};

/// A wire to a server on this machine.
pub struct Wire {
    pub port: u16,
    state: Arc<State>,
}

#[derive(Default)]
struct State {
    to: u16,
    /// How many bytes may still pass; below zero it is cut.
    left: AtomicI64,
    passed: AtomicU64,
    full: AtomicBool,
    gone: AtomicBool,
}

impl Wire {
    pub fn to(port: u16) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
        let own = listener.local_addr().expect("it has a port").port();
        let state = Arc::new(State { to: port, left: AtomicI64::new(i64::MAX), ..State::default() });
        let shared = state.clone();
        std::thread::spawn(move || {
            for client in listener.incoming().flatten() {
                if shared.gone.load(Ordering::Relaxed) {
                    return;
                }
                let state = shared.clone();
                std::thread::spawn(move || state.join(client));
            }
        });
        Self { port: own, state }
    }

    /// Lets so many bytes through from now on, in both directions together.
    pub fn cut_after(&self, bytes: u64) {
        self.state.left.store(bytes as i64, Ordering::SeqCst);
    }

    pub fn mend(&self) {
        self.state.left.store(i64::MAX, Ordering::SeqCst);
    }

    /// Answers as a store with no room for anything but the smallest objects, or lets all through again.
    pub fn fill(&self, full: bool) {
        self.state.full.store(full, Ordering::SeqCst);
    }

    /// How many bytes have passed since it was last asked.
    pub fn passed(&self) -> u64 {
        self.state.passed.swap(0, Ordering::SeqCst)
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        self.state.gone.store(true, Ordering::Relaxed);
        // Wakes the listener, so that it ends.
        let _ = TcpStream::connect(("127.0.0.1", self.port));
    }
}

impl State {
    fn join(self: Arc<Self>, client: TcpStream) {
        let Ok(server) = TcpStream::connect(("127.0.0.1", self.to)) else { return };
        let (Ok(from_client), Ok(from_server)) = (client.try_clone(), server.try_clone()) else { return };
        let state = self.clone();
        std::thread::spawn(move || state.pass(from_server, client));
        self.pass(from_client, server);
    }

    fn pass(&self, mut from: TcpStream, mut to: TcpStream) {
        let mut block = vec![0; 16 << 10];
        while let Ok(read @ 1..) = from.read(&mut block) {
            if let Some(rest) = self.full.load(Ordering::SeqCst).then(|| too_large(&block[..read])).flatten() {
                // The whole request is heard before it is refused, as servers do it.
                let _ = std::io::copy(&mut (&mut from).take(rest), &mut std::io::sink());
                let _ = from.write_all(NO_ROOM);
                break;
            }
            let left = self.left.fetch_sub(read as i64, Ordering::SeqCst);
            let may = usize::try_from(left).unwrap_or(0).min(read);
            if to.write_all(&block[..may]).is_err() || may < read {
                break;
            }
            self.passed.fetch_add(read as u64, Ordering::SeqCst);
        }
        let _ = from.shutdown(Shutdown::Both);
        let _ = to.shutdown(Shutdown::Both);
    }
}

/// What MinIO answers when its disks are full.
const NO_ROOM: &[u8] =
    b"HTTP/1.1 507 Insufficient Storage\r\nContent-Type: application/xml\r\nContent-Length: 108\r\nConnection: close\r\n\r\n\
<Error><Code>XMinioStorageFull</Code><Message>Storage backend has reached its minimum free</Message></Error>";

/// How much is to come of a request that begins here and hands over more than the smallest objects; None of any other.
fn too_large(begun: &[u8]) -> Option<u64> {
    let end = begun.windows(4).position(|four| four == b"\r\n\r\n")? + 4;
    let head = String::from_utf8_lossy(&begun[..end]).to_lowercase();
    let length: u64 = head.lines().find_map(|line| line.strip_prefix("content-length:"))?.trim().parse().ok()?;
    (head.starts_with("put ") && length > 2000).then(|| length.saturating_sub((begun.len() - end) as u64))
}
