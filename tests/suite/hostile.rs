//! A client that means harm, or is broken: no byte from outside the site, no end of the program, no memory without bound, and others get
//! their pages meanwhile.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::Duration;

use crate::preview::{Answer, Preview};
use crate::program::{site, write};

const SECRET: &str = "hemligt-utanför-webbplatsen";
/// Above what the program needs, in KiB: what a client may make it hold besides.
#[cfg(target_os = "linux")]
const MORE: u64 = 64 * 1024;

fn preview() -> (tempfile::TempDir, Preview) {
    let (temp, root) = site();
    write(root.join("hemlig.txt"), SECRET);
    write(temp.path().join("hemlig.txt"), SECRET);
    (temp, Preview::start(&root, &[]))
}

/// Sends bytes, ends the sending, and gives what came back, whatever it is.
fn send(preview: &Preview, bytes: &[u8]) -> Vec<u8> {
    let mut stream = preview.connect();
    let _ = stream.write_all(bytes);
    let _ = stream.shutdown(Shutdown::Write);
    let mut came = Vec::new();
    let _ = stream.read_to_end(&mut came);
    came
}

fn is_well(preview: &Preview) {
    assert_eq!(preview.client().get(&preview.base).status, 200);
}

/// Every whole answer in what came back on one connection.
fn answers(mut bytes: &[u8]) -> Vec<Answer> {
    let mut found = Vec::new();
    while let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
        let mut answer = Answer::of(&bytes[..end + 4]);
        let length: usize = answer.headers["content-length"].parse().expect("a length");
        answer.body = bytes[end + 4..end + 4 + length].to_vec();
        bytes = &bytes[end + 4 + length..];
        found.push(answer);
    }
    assert!(bytes.is_empty(), "nothing follows the last answer");
    found
}

#[test]
fn no_path_leads_out_of_the_site() {
    let (_temp, preview) = preview();
    let ups = [
        "..",
        "%2e%2e",
        ".%2e",
        "%2E.",
        "%252e%252e",
        "..%00",
        "%c0%ae%c0%ae",
        "%u002e%u002e",
        "....",
        "..;",
        "%ef%bc%8e%ef%bc%8e",
        "..%20",
    ];
    let slashes = ["/", "%2f", "%5c", "\\", "%252f", "%c0%af", "//", "/./", "%2f%2f"];
    let mut client = preview.client();
    for up in ups {
        for slash in slashes {
            for depth in [1, 2, 5] {
                for before in ["/", "/filer/", "/assets/", "/_insyn/", "/om/"] {
                    let target = format!("{before}{}hemlig.txt", format!("{up}{slash}").repeat(depth));
                    let answer = client.get(&target);
                    assert!(matches!(answer.status, 400 | 404), "{target}: {}", answer.status);
                    assert!(!answer.text().contains(SECRET), "{target}");
                }
            }
        }
    }
    for target in [
        "/etc/passwd",
        "//etc/passwd",
        "/file:///etc/passwd",
        "/c:/windows/win.ini",
        "/%2fetc%2fpasswd",
        "/.insyn/",
        "/.git/config",
        "/content/",
    ] {
        assert!(matches!(client.get(target).status, 400 | 404), "{target}");
    }
}

#[test]
fn what_is_no_plain_request_is_refused_and_the_line_is_cut() {
    let (_temp, preview) = preview();
    let host = format!("Host: localhost:{}", preview.port);
    let after = format!("GET /assets/style.css HTTP/1.1\r\n{host}\r\n\r\n");
    let whole = |first: &str, fields: &str| format!("{first}\r\n{fields}\r\n\r\n");
    for (head, status) in [
        (whole("GET http://localhost/ HTTP/1.1", &host), 400),
        (whole("GET //evil.example/", &host), 400),
        (whole("GET / HTTP/0.9", &host), 400),
        (whole("GET / HTTP/2.0", &host), 400),
        (whole("CONNECT localhost:80 HTTP/1.1", &host), 400),
        (whole("PRI * HTTP/2.0", &host), 400),
        (whole("GET / HTTP/1.1", "X: y"), 421),
        (whole("GET / HTTP/1.1", "Host: evil.example"), 421),
        (whole("GET / HTTP/1.1", &format!("{host}\r\n{host}")), 421),
        (whole("GET / HTTP/1.1", &format!("{host}, evil.example")), 421),
        (whole("GET / HTTP/1.1", &format!("{host}\r\n evil.example")), 400),
        (whole("GET / HTTP/1.1", &format!("{host}\r\nOrigin: null")), 403),
        (whole("GET / HTTP/1.1", &format!("{host}\r\nOrigin: https://localhost:{}", preview.port)), 403),
        // Whatever makes two readers see different ends of a request.
        (whole("GET / HTTP/1.1", &format!("{host}\r\nContent-Length: {}", after.len())), 400),
        (whole("GET / HTTP/1.1", &format!("{host}\r\nContent-Length: 0\r\nContent-Length: {}", after.len())), 400),
        (whole("GET / HTTP/1.1", &format!("{host}\r\nContent-Length: +0")), 400),
        (whole("GET / HTTP/1.1", &format!("{host}\r\nContent-Length: 0, 0")), 400),
        (whole("GET / HTTP/1.1", &format!("{host}\r\nTransfer-Encoding: chunked")), 400),
        (whole("GET / HTTP/1.1", &format!("{host}\r\nTransfer-Encoding: xchunked")), 400),
        (whole("GET / HTTP/1.1", &format!("{host}\r\nTransfer-Encoding : chunked")), 400),
        (whole("GET / HTTP/1.1", &format!("{host}\r\nX: a\rTransfer-Encoding: chunked")), 400),
        (whole("GET / HTTP/1.1", &format!("{host}\r\nX: a\nTransfer-Encoding: chunked")), 400),
        (whole("GET / HTTP/1.1", &format!("{host}\r\nX: {}", "a".repeat(17_000))), 431),
        (whole(&format!("GET /{} HTTP/1.1", "a".repeat(17_000)), &host), 431),
        (whole("GET / HTTP/1.1", &format!("{host}{}", "\r\nX: y".repeat(200))), 431),
    ] {
        let came = answers(&send(&preview, format!("{head}{after}").as_bytes()));
        let told: Vec<u16> = came.iter().map(|answer| answer.status).collect();
        assert_eq!(told, [status], "{head:?}");
        let fields = &came[0].headers;
        assert_eq!((fields["connection"].as_str(), fields["x-content-type-options"].as_str()), ("close", "nosniff"));
    }
    is_well(&preview);
}

#[test]
fn several_at_once_are_answered_in_order() {
    let (_temp, preview) = preview();
    let ask = |target: &str, more: &str| format!("GET {target} HTTP/1.1\r\nHost: localhost:{}\r\n{more}\r\n", preview.port);
    let all =
        [ask("/", ""), ask("/assets/style.css", ""), ask("/finns-inte", ""), ask(&preview.base, "Connection: close\r\n"), ask("/", "")]
            .concat();
    let statuses: Vec<u16> = answers(&send(&preview, all.as_bytes())).iter().map(|answer| answer.status).collect();
    assert_eq!(statuses, [200, 200, 404, 200]);
}

#[test]
fn garbage_and_broken_lines_end_nothing() {
    let (_temp, preview) = preview();
    let mut chance = fastrand::Rng::with_seed(7);
    for length in [0, 1, 2, 3, 100, 4095, 4096, 4097, 16_384, 16_385, 100_000] {
        let noise: Vec<u8> = (0..length).map(|_| chance.u8(..)).collect();
        let lines = [b"GET / HTTP/1.1\r\n".as_slice(), &noise, b"\r\n\r\n"].concat();
        for bytes in [noise.clone(), lines, vec![0; length], b"\r\n".repeat(length / 2), b"\x16\x03\x01".repeat(length / 3)] {
            for answer in answers(&send(&preview, &bytes)) {
                assert!(matches!(answer.status, 400 | 408 | 421 | 431), "{}", answer.status);
            }
        }
    }
    // Those who ask and do not stay for the answer.
    for _ in 0..50 {
        let mut stream = preview.connect();
        stream.write_all(format!("GET / HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", preview.port).as_bytes()).expect("it can be asked");
    }
    is_well(&preview);
}

#[test]
fn two_hundred_slow_ones_keep_nobody_waiting() {
    let (_temp, preview) = preview();
    let more: Vec<TcpStream> = (0..400).map(|_| preview.connect()).collect();
    for (at, mut stream) in more.iter().enumerate() {
        // Silent ones, and ones in the middle of a head; some have been shown the door already.
        let _ = stream.write_all(if at % 2 == 0 { b"" } else { b"GET / HTTP/1.1\r\nX" });
    }
    for _ in 0..20 {
        is_well(&preview);
    }
    assert!(preview.listen().next().contains('-'), "pages listen too");
    // One that drips never gets longer than a head may take.
    let mut dripping = preview.connect();
    let cut = (0..600).any(|_| {
        std::thread::sleep(Duration::from_millis(50));
        dripping.write_all(b"G").is_err() || dripping.take_error().is_ok_and(|error| error.is_some())
    });
    assert!(cut, "a head without end is cut");
    is_well(&preview);
}

#[test]
#[cfg(target_os = "linux")]
fn memory_is_bounded() {
    let (_temp, preview) = preview();
    is_well(&preview);
    let before = memory(&preview);
    let mut open = Vec::new();
    for _ in 0..300 {
        let mut stream = preview.connect();
        let _ = stream.set_write_timeout(Some(Duration::from_millis(200)));
        let _ = stream.write_all(&b"GET / HTTP/1.1\r\nX: ".repeat(700));
        let _ = stream.write_all(&vec![b'a'; 1_000_000]);
        open.push(stream);
    }
    let now = memory(&preview);
    assert!(now < before + MORE, "{before} KiB became {now} KiB");
    is_well(&preview);
}

/// What the program holds, in KiB.
#[cfg(target_os = "linux")]
fn memory(preview: &Preview) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", preview.child.id())).expect("it runs");
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("it is told");
    line.trim().trim_end_matches(" kB").parse().expect("a number")
}
