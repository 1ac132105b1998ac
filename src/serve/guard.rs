//! Which requests are answered at all: those that ask to read, from this computer, for this address.

use tiny_http::{Method, Request};

use crate::diagnostic::Both;

/// Why a request is not answered.
pub struct Refusal {
    pub status: u16,
    pub words: Both,
}

/// Names of this computer that a browser may have used. Any other name means that somebody's page lets its own name point here, to read
/// drafts (DNS rebinding).
const NAMES: &[&str] = &["localhost", "127.0.0.1", "[::1]"];

/// Heads larger than browsers send.
const HEADERS: usize = 100;
const HEAD: usize = 16 * 1024;

/// Refuses everything but a plain request to read.
pub fn check(request: &Request, port: u16) -> Result<(), Refusal> {
    let refuse = |status, sv, en| Err(Refusal { status, words: Both(sv, en) });
    let values =
        |name: &'static str| request.headers().iter().filter(move |header| header.field.equiv(name)).map(|header| header.value.as_str());
    let size: usize = request.headers().iter().map(|header| header.field.as_str().as_str().len() + header.value.as_str().len()).sum();
    if request.headers().len() > HEADERS || size + request.url().len() > HEAD {
        return refuse(431, "Frågan är för lång.", "The request is too long.");
    }
    let hosts: Vec<&str> = values("Host").collect();
    if !matches!(hosts.as_slice(), [host] if is_here(host, port)) {
        return refuse(
            421,
            "Förhandsvisningen svarar bara på den här datorns egna namn.",
            "The preview answers to this computer's own names only.",
        );
    }
    // A browser says which page asked. Only ours may.
    if !values("Origin").all(|origin| origin.strip_prefix("http://").is_some_and(|host| is_here(host, port))) {
        return refuse(403, "En annan webbplats frågar.", "Another site is asking.");
    }
    if !matches!(request.method(), Method::Get | Method::Head) {
        return refuse(405, "Här går det bara att läsa.", "One can only read here.");
    }
    if has_body(request) {
        return refuse(400, "En fråga om att läsa har inget innehåll.", "A request to read has no content.");
    }
    Ok(())
}

/// Whether something follows the head. A length that cannot be read counts, and any transfer coding.
pub fn has_body(request: &Request) -> bool {
    let long = |header: &tiny_http::Header| header.field.equiv("Content-Length") && header.value.as_str().trim() != "0";
    request.body_length().is_some_and(|length| length > 0)
        || request.headers().iter().any(|header| long(header) || header.field.equiv("Transfer-Encoding"))
}

fn is_here(host: &str, port: u16) -> bool {
    let host = host.trim().to_ascii_lowercase();
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
