//! A request's head, read strictly: what is not plainly right is refused, so that no two readers of it can understand it differently.

use super::guard::Refusal;
use crate::diagnostic::Both;

/// The largest head, and the most lines in it; browsers send far less.
pub const LARGEST: usize = 16 * 1024;
const LINES: usize = 100;

/// A head that was understood.
#[derive(Debug)]
pub struct Head {
    pub method: String,
    /// Begins with `/`; visible ASCII only.
    pub target: String,
    /// Names in small letters.
    pub fields: Vec<(String, String)>,
    /// Whether the other side wants to ask more on this connection.
    pub stays: bool,
}

impl Head {
    /// Reads a head, with the empty line that ends it.
    pub fn read(bytes: &[u8]) -> Result<Self, Refusal> {
        let text = bytes.strip_suffix(b"\r\n\r\n").and_then(|head| std::str::from_utf8(head).ok()).ok_or_else(garbled)?;
        let mut lines = text.split("\r\n");
        let words: Vec<&str> = lines.next().unwrap_or_default().split(' ').collect();
        let [method, target, version @ ("HTTP/1.1" | "HTTP/1.0")] = words[..] else { return Err(garbled()) };
        let plain = target.starts_with('/') && target.bytes().all(|byte| byte.is_ascii_graphic());
        if !plain || !is_token(method) {
            return Err(garbled());
        }
        let fields = lines.map(field).collect::<Option<Vec<_>>>().ok_or_else(garbled)?;
        if fields.len() > LINES {
            return Err(too_long());
        }
        let mut head = Self { method: method.to_owned(), target: target.to_owned(), fields, stays: version == "HTTP/1.1" };
        if head.values("connection").any(|value| value.split(',').any(|word| word.trim().eq_ignore_ascii_case("close"))) {
            head.stays = false;
        }
        Ok(head)
    }

    /// What stands in the fields of a name in small letters.
    pub fn values<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

pub fn too_long() -> Refusal {
    Refusal { status: 431, words: Both("Frågan är för lång.", "The request is too long.") }
}

fn garbled() -> Refusal {
    Refusal {
        status: 400, words: Both("Det här är ingen fråga som en webbläsare ställer.", "This is no request that a browser makes.")
    }
}

/// Name and value of a line. No space before the colon, no line that goes on in the next, no control characters (RFC 9112, 5).
fn field(line: &str) -> Option<(String, String)> {
    let (name, value) = line.split_once(':')?;
    let right = is_token(name) && !value.chars().any(|c| c.is_control() && c != '\t');
    right.then(|| (name.to_ascii_lowercase(), value.trim_matches([' ', '\t']).to_owned()))
}

/// RFC 9110, 5.6.2.
fn is_token(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browsers_head_is_read() {
        let head =
            Head::read(b"GET /a?b HTTP/1.1\r\nHost: localhost:8000\r\nX:\t y \r\nConnection: x, Close\r\n\r\n").expect("it is right");
        assert_eq!((head.target.as_str(), head.stays), ("/a?b", false));
        assert_eq!(head.values("x").collect::<Vec<_>>(), ["y"]);
    }

    #[test]
    fn what_can_be_read_in_two_ways_is_refused() {
        for head in [
            "GET / HTTP/1.1\nHost: a\r\n\r\n",
            "GET  / HTTP/1.1\r\n\r\n",
            "GET / HTTP/1.1 \r\n\r\n",
            "GET / HTTP/2.0\r\n\r\n",
            "GET http://localhost/ HTTP/1.1\r\n\r\n",
            "GET * HTTP/1.1\r\n\r\n",
            "GET /å HTTP/1.1\r\n\r\n",
            "G(T / HTTP/1.1\r\n\r\n",
            "GET / HTTP/1.1\r\nHost : a\r\n\r\n",
            "GET / HTTP/1.1\r\n Host: a\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\n b\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\rX: b\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\0\r\n\r\n",
            "GET / HTTP/1.1\r\nHost\r\n\r\n",
            "\r\n\r\n",
        ] {
            assert_eq!(Head::read(head.as_bytes()).expect_err(head).status, 400, "{head:?}");
        }
    }
}
