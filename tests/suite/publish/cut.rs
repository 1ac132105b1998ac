//! A wire that breaks: passes bytes on to a server, and cuts every connection once so many have gone through.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};

/// A wire to a server on this machine.
pub struct Wire {
    pub port: u16,
    state: Arc<State>,
}

struct State {
    to: u16,
    /// How many bytes may still pass; below zero it is cut.
    left: AtomicI64,
    passed: AtomicU64,
    gone: AtomicBool,
}

impl Wire {
    pub fn to(port: u16) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
        let own = listener.local_addr().expect("it has a port").port();
        let state = Arc::new(State { to: port, left: AtomicI64::new(i64::MAX), passed: AtomicU64::new(0), gone: AtomicBool::new(false) });
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
