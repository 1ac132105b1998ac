//! Wakes connections that tiny_http forgot. When several come at once, it may leave one to wait for a thread that is busy with another,
//! for as long as that one lives; a page that listens lives for hours. A connection more makes it look again, so after each request a few
//! are opened and closed. A gate of our own before its `accept` would make this needless.

use std::net::{SocketAddr, TcpStream};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;
use std::time::Duration;

/// A browser opens its connections within a few milliseconds; a slow computer needs longer to begin with them.
const AFTER: &[Duration] = &[Duration::from_millis(10), Duration::from_millis(40), Duration::from_millis(160)];
const PATIENCE: Duration = Duration::from_secs(1);

/// Says that there was a request.
pub struct Nudge(SyncSender<()>);

impl Nudge {
    /// The two ends: one to speak into, one to run with.
    pub fn new() -> (Self, Receiver<()>) {
        let (send, receive) = sync_channel(1);
        (Self(send), receive)
    }

    /// One word that has not been heard yet is enough.
    pub fn request(&self) {
        let _ = self.0.try_send(());
    }
}

/// Opens and closes connections to `addresses` after each request. Ends with the other end.
pub fn run(addresses: &[SocketAddr], requests: &Receiver<()>) {
    while requests.recv().is_ok() {
        for wait in AFTER {
            thread::sleep(*wait);
            for address in addresses {
                // What cannot be reached has nothing waiting.
                let _ = TcpStream::connect_timeout(address, PATIENCE);
            }
        }
    }
}
