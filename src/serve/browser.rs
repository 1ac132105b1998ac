//! Opening a browser. It is a convenience: when it fails, the address stands in the terminal.

use std::process::{Command, Stdio};

/// Opens an address of ours in the browser that people use.
pub fn open(url: &str) {
    let mut command = opener();
    command.arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    if let Ok(mut child) = command.spawn() {
        // Somebody must hear that it ended, or it stays in the system's list until we do.
        let _ = std::thread::Builder::new().spawn(move || child.wait());
    }
}

#[cfg(target_os = "windows")]
fn opener() -> Command {
    let mut command = Command::new("cmd");
    // The first quoted word after `start` is a window's title; an empty word is written as two quotes.
    command.args(["/C", "start", ""]);
    command
}

#[cfg(target_os = "macos")]
fn opener() -> Command {
    Command::new("open")
}

#[cfg(not(any(target_os = "windows", target_os = "macos")))]
fn opener() -> Command {
    Command::new("xdg-open")
}
