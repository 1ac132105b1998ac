//! A client of the preview: the real program, real connections.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

/// Long enough for a slow machine; nothing waits so long when all is well.
pub const PATIENCE: Duration = Duration::from_secs(60);
const DAY: [&str; 4] = ["--date", "2026-11-22", "--lang", "sv"];

pub fn program(root: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_insyn"));
    command.args(arguments).args(DAY).arg("--root").arg(root);
    command
}

/// A running preview; it ends with the test.
pub struct Preview {
    pub child: Child,
    pub port: u16,
    pub base: String,
    lines: Receiver<String>,
}

impl Preview {
    pub fn start(root: &Path, arguments: &[&str]) -> Self {
        let mut command = program(root, &[&["serve", "--port", "0"], arguments].concat());
        let mut child = command.stdout(Stdio::piped()).spawn().expect("the program runs");
        let out = BufReader::new(child.stdout.take().expect("it is piped"));
        let (send, lines) = channel();
        thread::spawn(move || out.lines().map_while(Result::ok).try_for_each(|line| send.send(line)));
        let first = lines.recv_timeout(PATIENCE).expect("it tells its address");
        let url = first.split_whitespace().find(|word| word.starts_with("http://")).expect("a line with the address");
        let (port, base) = url.trim_start_matches("http://localhost:").split_once('/').expect("port and path");
        Self { child, port: port.parse().expect("a number"), base: format!("/{base}"), lines }
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("a time limit");
        stream.set_nodelay(true).expect("small pieces go at once");
        stream
    }

    /// Sends these very bytes and reads until the other side is done.
    pub fn raw(&self, request: &str) -> Answer {
        let mut stream = self.connect();
        stream.write_all(request.as_bytes()).expect("it can be asked");
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("it answers and closes");
        Answer::of(&bytes)
    }

    pub fn ask(&self, method: &str, target: &str) -> Answer {
        self.raw(&format!("{method} {target} HTTP/1.1\r\nHost: localhost:{}\r\nConnection: close\r\n\r\n", self.port))
    }

    pub fn get(&self, target: &str) -> Answer {
        self.ask("GET", target)
    }

    /// What the script of a page would be told.
    pub fn now(&self, page: &str) -> String {
        self.get(&format!("/_insyn/now?{page}")).text()
    }

    /// Asks until the answer is as it should be.
    pub fn until(&self, target: &str, right: impl Fn(&Answer) -> bool) -> Answer {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let answer = self.get(target);
            if right(&answer) {
                return answer;
            }
            assert!(Instant::now() < deadline, "{target} never became right: {} {}", answer.status, answer.text());
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// A line that stays open between questions.
    pub fn client(&self) -> Client {
        Client { line: BufReader::new(self.connect()), port: self.port }
    }

    pub fn listen(&self) -> Events {
        let mut stream = self.connect();
        write!(stream, "GET /_insyn/events HTTP/1.1\r\nHost: localhost:{}\r\nAccept: text/event-stream\r\n\r\n", self.port).expect("asked");
        Events(BufReader::new(stream))
    }

    /// Waits for a line that is printed.
    pub fn printed(&self, words: &str) {
        let deadline = Instant::now() + PATIENCE;
        while let Ok(line) = self.lines.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
            if line.contains(words) {
                return;
            }
        }
        panic!("“{words}” was never printed");
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Asks one thing after another on one connection.
pub struct Client {
    line: BufReader<TcpStream>,
    port: u16,
}

impl Client {
    pub fn get(&mut self, target: &str) -> Answer {
        let target: String =
            target.bytes().map(|b| if b.is_ascii_graphic() { char::from(b).to_string() } else { format!("%{b:02x}") }).collect();
        // In one piece: several would wait for each other.
        let request = format!("GET {target} HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", self.port);
        self.line.get_mut().write_all(request.as_bytes()).expect("it can be asked");
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            assert_ne!(self.line.read_until(b'\n', &mut head).expect("an answer in time"), 0, "the line was cut");
        }
        let mut answer = Answer::of(&head);
        answer.body = vec![0; answer.headers["content-length"].parse().expect("a length")];
        self.line.read_exact(&mut answer.body).expect("a whole answer");
        answer
    }
}

pub struct Events(pub BufReader<TcpStream>);

impl Events {
    /// The next edition that is told.
    pub fn next(&mut self) -> String {
        loop {
            let mut line = String::new();
            assert_ne!(self.0.read_line(&mut line).expect("an event in time"), 0, "the line was cut");
            if let Some(edition) = line.strip_prefix("data: ") {
                return edition.trim().to_owned();
            }
        }
    }
}

pub struct Answer {
    pub status: u16,
    pub headers: BTreeMap<String, String>,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn of(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("a whole head");
        let head = std::str::from_utf8(&bytes[..end]).expect("a head of text");
        let mut lines = head.lines();
        let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok()).expect("a status");
        let headers = lines.filter_map(|line| line.split_once(": ")).map(|(name, value)| (name.to_lowercase(), value.to_owned())).collect();
        Self { status, headers, body: bytes[end + 4..].to_vec() }
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// A shown page without what the preview adds: the script element, and what lets it in.
pub fn undressed(page: &str) -> String {
    let Some(start) = page.find("<script src=\"/_insyn/reload.js\"") else { return page.to_owned() };
    let end = start + page[start..].find("</script>\n").expect("it ends") + "</script>\n".len();
    format!("{}{}", &page[..start], &page[end..]).replacen("; script-src 'self'; connect-src 'self'\">", "\">", 1)
}
