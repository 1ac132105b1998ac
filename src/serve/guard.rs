//! Which requests are answered at all: those that ask to read, from this computer, for this address.

use super::head::Head;
use crate::diagnostic::Both;

/// Why a request is not answered.
#[derive(Debug)]
pub struct Refusal {
    pub status: u16,
    pub words: Both,
}

/// Names of this computer that a browser may have used. Any other name means that somebody's page lets its own name point here, to read
/// drafts (DNS rebinding).
const NAMES: &[&str] = &["localhost", "127.0.0.1", "[::1]"];

/// Refuses everything but a plain request to read.
pub fn check(head: &Head, port: u16) -> Result<(), Refusal> {
    let refuse = |status, sv, en| Err(Refusal { status, words: Both(sv, en) });
    let hosts: Vec<&str> = head.values("host").collect();
    if !matches!(hosts.as_slice(), [host] if is_here(host, port)) {
        return refuse(
            421,
            "Förhandsvisningen svarar bara på den här datorns egna namn.",
            "The preview answers to this computer's own names only.",
        );
    }
    // A browser says which page asked. Only ours may.
    if !head.values("origin").all(|origin| origin.strip_prefix("http://").is_some_and(|host| is_here(host, port))) {
        return refuse(403, "En annan webbplats frågar.", "Another site is asking.");
    }
    if !matches!(head.method.as_str(), "GET" | "HEAD") {
        return refuse(405, "Här går det bara att läsa.", "One can only read here.");
    }
    // A length that cannot be read counts, and any transfer coding: what follows the head would be taken for the next request.
    if head.values("content-length").any(|length| length != "0") || head.values("transfer-encoding").next().is_some() {
        return refuse(400, "En fråga om att läsa har inget innehåll.", "A request to read has no content.");
    }
    Ok(())
}

fn is_here(host: &str, port: u16) -> bool {
    let host = host.to_ascii_lowercase();
    NAMES.iter().any(|name| match host.strip_prefix(name) {
        // Browsers leave out the port that every web server has.
        Some("") => port == 80,
        Some(rest) => rest.strip_prefix(':').is_some_and(|written| written == port.to_string()),
        None => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_computer_and_this_port() {
        for host in ["localhost:8000", "LOCALHOST:8000", "127.0.0.1:8000", "[::1]:8000"] {
            assert!(is_here(host, 8000), "{host}");
        }
        for host in [
            "",
            "localhost",
            "localhost:80",
            "localhost:08000",
            "localhost.:8000",
            "localhost:8000.a.se",
            "a.se:8000",
            "127.0.0.1.a.se:8000",
            "::1:8000",
            "0.0.0.0:8000",
        ] {
            assert!(!is_here(host, 8000), "{host}");
        }
        assert!(is_here("localhost", 80));
    }
}
