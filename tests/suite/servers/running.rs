//! Web servers that run for one test, on loopback, and what they answer.

use std::fs;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A server that ends with the test.
pub struct Running {
    child: Child,
    port: u16,
}

#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    /// Names in small letters.
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Answer {
    /// A header; fails when it is sent twice, which browsers read as both at once.
    pub fn header(&self, name: &str) -> Option<&str> {
        let name = name.to_lowercase();
        let all: Vec<&str> = self.headers.iter().filter(|(known, _)| *known == name).map(|(_, value)| value.as_str()).collect();
        assert!(all.len() < 2, "{name} is sent {} times: {all:?}", all.len());
        all.first().copied()
    }
}

/// Whether a program is on this machine. Where all servers are to be tested it has to be.
pub fn has(program: &str) -> bool {
    let there =
        ["/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin"].iter().any(|folder| Path::new(folder).join(program).exists());
    if !there {
        left_out(program);
    }
    there
}

/// Says that a test is left out for want of something, which `tests/run` installs. Where all servers are to be tested it fails.
pub fn left_out(missing: &str) {
    let must = ["CI", "INSYN_SERVERS"].iter().any(|name| std::env::var_os(name).is_some());
    assert!(!must, "{missing} is missing");
    eprintln!("NOT TESTED: {missing} is missing (tests/run installs it)");
}

fn free_port() -> u16 {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|listener| listener.local_addr()).expect("a port is free").port()
}

/// nginx in `folder`, whose `www` is the root of the host, with the settings of the site in `www/insyn`.
pub fn nginx(folder: &Path) -> Running {
    let port = free_port();
    let place = folder.display();
    let settings = format!(
        "daemon off; master_process off; pid {place}/nginx.pid; error_log {place}/nginx.log;\nevents {{}}\nhttp {{\n\
         include /etc/nginx/mime.types; default_type application/octet-stream; access_log off;\n\
         client_body_temp_path {place}/t1; proxy_temp_path {place}/t2; fastcgi_temp_path {place}/t3; uwsgi_temp_path {place}/t4; scgi_temp_path {place}/t5;\n\
         server {{ listen 127.0.0.1:{port}; absolute_redirect off; root {place}/www; include {place}/www/insyn/nginx.conf; }}\n}}\n"
    );
    let file = folder.join("server.conf");
    fs::write(&file, settings).expect("settings can be written");
    let nginx = || {
        let mut command = Command::new("nginx");
        command.env("PATH", "/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin").arg("-p").arg(folder).arg("-c").arg(&file);
        command
    };
    let tried = nginx().arg("-t").output().expect("nginx runs");
    assert!(tried.status.success(), "{}", String::from_utf8_lossy(&tried.stderr));
    start(nginx(), port)
}

/// Apache likewise, where folders may set what `.htaccess` needs and no more.
pub fn apache(folder: &Path) -> Running {
    let port = free_port();
    let place = folder.display();
    let modules = ["mpm_event", "authz_core", "dir", "mime", "alias", "headers"];
    let modules: String = modules.iter().map(|name| format!("LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n")).collect();
    let settings = format!(
        "{modules}ServerRoot {place}\nServerName 127.0.0.1\nListen 127.0.0.1:{port}\nPidFile {place}/apache.pid\nErrorLog {place}/apache.log\n\
         User nobody\nGroup nogroup\nTypesConfig /etc/mime.types\nDocumentRoot {place}/www\n\
         <Directory {place}/www>\nRequire all granted\nAllowOverride FileInfo\n</Directory>\n\
         <Files .ht*>\nRequire all denied\n</Files>\n"
    );
    let file = folder.join("server.conf");
    fs::write(&file, settings).expect("settings can be written");
    let mut command = Command::new("apache2");
    command.env("PATH", "/usr/sbin:/usr/bin").args(["-D", "FOREGROUND", "-f"]).arg(&file);
    start(command, port)
}

fn start(mut command: Command, port: u16) -> Running {
    let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::inherit()).spawn().expect("the server starts");
    let mut running = Running { child, port };
    let started = Instant::now();
    while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
        assert!(running.child.try_wait().expect("a child can be asked").is_none(), "the server ended at once");
        assert!(started.elapsed() < Duration::from_secs(30), "the server does not listen");
        std::thread::sleep(Duration::from_millis(20));
    }
    running
}

impl Running {
    /// Asks for a path, which stands as it is sent.
    pub fn get(&self, path: &str) -> Answer {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).expect("the server listens");
        write!(stream, "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\r\n", self.port).expect("it takes a request");
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("it answers");
        let text = String::from_utf8_lossy(&bytes);
        let (head, body) = text.split_once("\r\n\r\n").expect("a head and a body");
        let mut lines = head.lines();
        let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok()).expect("a status");
        let headers = lines.filter_map(|line| line.split_once(": ")).map(|(name, value)| (name.to_lowercase(), value.to_owned()));
        Answer { status, headers: headers.collect(), body: body.to_owned() }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        end(&mut self.child);
    }
}

/// Ends a server and what it has started: one that is killed leaves its children behind.
pub fn end(server: &mut Child) {
    let asked = nix::sys::signal::kill(nix::unistd::Pid::from_raw(server.id().cast_signed()), nix::sys::signal::Signal::SIGTERM);
    let started = Instant::now();
    while asked.is_ok() && matches!(server.try_wait(), Ok(None)) && started.elapsed() < Duration::from_secs(10) {
        std::thread::sleep(Duration::from_millis(10));
    }
    let _ = server.kill();
    let _ = server.wait();
}
