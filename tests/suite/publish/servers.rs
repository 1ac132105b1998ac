//! Real servers on loopback, each in a folder that vanishes, on a port of its own: nginx with WebDAV, OpenSSH, and a store that speaks S3.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::cut::Wire;
use crate::program::{read, write};
use crate::servers::{end, left_out};
use crate::written::tree;

type Tree = BTreeMap<String, Vec<u8>>;

/// A place to publish to, behind a wire that can be cut.
pub struct Server {
    pub kind: &'static str,
    pub wire: Wire,
    /// What the settings say of it, beside name and kind.
    pub settings: String,
    /// What opens it, as the environment has it.
    pub opens: Vec<(&'static str, String)>,
    port: u16,
    /// Where its files lie on this machine, when they do.
    pub files: Option<PathBuf>,
    child: Option<Child>,
    pub temp: TempDir,
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(child) = &mut self.child {
            end(child);
        }
    }
}

/// A folder that is written to in place, without any server; nothing goes over its wire.
fn folder() -> Server {
    let temp = TempDir::new().expect("a folder for the place");
    let files = temp.path().join("en mapp");
    let settings = format!("to = \"{}\"\nin-place = true\n", files.display());
    Server { kind: "folder", wire: Wire::to(9), settings, opens: Vec::new(), port: 9, files: Some(files), child: None, temp }
}

/// Starts a server of a kind; None, with a line that says so, where it is not on this machine. Where it must be, the test fails.
pub fn start(kind: &'static str) -> Option<Server> {
    if kind == "folder" {
        return Some(folder());
    }
    let missing = match kind {
        "webdav" => ["/usr/sbin/nginx", DAV].iter().find(|path| !Path::new(path).exists()).map(|path| (*path).to_owned()),
        "sftp" => ["/usr/sbin/sshd", "/usr/bin/ssh", "/usr/bin/ssh-keygen"]
            .iter()
            .find(|path| !Path::new(path).exists())
            .map(|path| (*path).to_owned()),
        _ => std::env::var_os("INSYN_PYTHON").is_none().then(|| "INSYN_PYTHON".to_owned()),
    };
    if let Some(missing) = missing {
        left_out(&missing);
        return None;
    }
    Some(match kind {
        "webdav" => nginx(),
        "sftp" => sshd(),
        _ => moto(&[]),
    })
}

/// Runs a server that is told by an error, not by a signal, when the system lets it write no more.
const TOLD_OF_NO_ROOM: &str = "trap '' XFSZ; exec \"$0\" \"$@\"";

const DAV: &str = "/usr/lib/nginx/modules/ngx_http_dav_ext_module.so";

fn nginx() -> Server {
    let temp = TempDir::new().expect("a folder for the server");
    let (root, port) = (temp.path().join("www"), free_port());
    fs::create_dir(&root).expect("a folder");
    write(temp.path().join("users"), "insyn:{PLAIN}hemligt ord\n");
    let home = temp.path().display();
    let root_shown = root.display();
    let user = if is_root() { "user root;" } else { "" };
    write(
        temp.path().join("nginx.conf"),
        &format!(
            "load_module {DAV};
{user}
daemon off;
master_process off;
pid {home}/pid;
error_log {home}/error.log;
events {{}}
http {{
  access_log off;
  client_max_body_size 0;
  client_body_temp_path {home}/body;
  proxy_temp_path {home}/proxy;
  fastcgi_temp_path {home}/fastcgi;
  uwsgi_temp_path {home}/uwsgi;
  scgi_temp_path {home}/scgi;
  server {{
    listen 127.0.0.1:{port};
    root {root_shown};
    location / {{
      auth_basic insyn;
      auth_basic_user_file {home}/users;
      dav_methods PUT DELETE MKCOL COPY MOVE;
      dav_ext_methods PROPFIND OPTIONS;
      dav_access user:rw group:r all:r;
    }}
  }}
}}
"
        ),
    );
    let mut command = Command::new("/bin/sh");
    command.args(["-c", TOLD_OF_NO_ROOM, "/usr/sbin/nginx", "-e", "stderr", "-c"]).arg(temp.path().join("nginx.conf"));
    let child = started(command, port);
    let wire = Wire::to(port);
    let settings = format!("to = \"http://127.0.0.1:{}/en mapp/insyn/\"\n", wire.port);
    let opens = vec![("INSYN_USER", "insyn".to_owned()), ("INSYN_PASSWORD", "hemligt ord".to_owned())];
    Server { kind: "webdav", wire, settings, opens, port, files: Some(root.join("en mapp/insyn")), child: Some(child), temp }
}

fn sshd() -> Server {
    let temp = TempDir::new().expect("a folder for the server");
    let (home, port) = (temp.path(), free_port());
    if is_root() {
        // Where sshd puts the part of it that has no rights.
        let _ = fs::create_dir_all("/run/sshd");
    }
    for key in ["host", "user", "stranger"] {
        let made = Command::new("/usr/bin/ssh-keygen").args(["-q", "-t", "ed25519", "-N", "", "-f"]).arg(home.join(key)).status();
        assert!(made.expect("ssh-keygen runs").success());
    }
    fs::copy(home.join("user.pub"), home.join("allowed")).expect("a key");
    let shown = home.display();
    write(
        home.join("sshd_config"),
        &format!(
            "ListenAddress 127.0.0.1:{port}\nHostKey {shown}/host\nAuthorizedKeysFile {shown}/allowed\nPidFile {shown}/pid\nStrictModes no\nUsePAM no\n\
             PasswordAuthentication no\nKbdInteractiveAuthentication no\nMaxStartups 100\nMaxSessions 100\nSubsystem sftp internal-sftp\n"
        ),
    );
    let mut command = Command::new("/bin/sh");
    command.args(["-c", TOLD_OF_NO_ROOM, "/usr/sbin/sshd", "-D", "-e", "-f"]).arg(home.join("sshd_config"));
    let child = started(command, port);
    let wire = Wire::to(port);
    // The user's own ssh, with settings of the test's: nothing of the machine's is read or changed.
    let host = read(home.join("host.pub"));
    write(home.join("known"), &format!("[127.0.0.1]:{} {host}", wire.port));
    write(
        home.join("ssh_config"),
        &format!(
            "Host *\nUserKnownHostsFile {shown}/known\nGlobalKnownHostsFile /dev/null\nIdentityFile {shown}/key\nIdentitiesOnly yes\nIdentityAgent none\n"
        ),
    );
    fs::copy(home.join("user"), home.join("key")).expect("a key");
    fs::create_dir(home.join("bin")).expect("a folder");
    write(home.join("bin/ssh"), &format!("#!/bin/sh\nexec /usr/bin/ssh -F '{shown}/ssh_config' \"$@\"\n"));
    fs::set_permissions(home.join("bin/ssh"), fs::Permissions::from_mode(0o755)).expect("it can be run");
    let files = home.join("www/en mapp");
    let user = String::from_utf8(Command::new("id").arg("-un").output().expect("id runs").stdout).expect("a name");
    let settings = format!("to = \"sftp://{}@127.0.0.1:{}{}\"\n", user.trim(), wire.port, files.display());
    let path = format!("{}:{}", home.join("bin").display(), std::env::var("PATH").unwrap_or_default());
    Server { kind: "sftp", wire, settings, opens: vec![("PATH", path)], port, files: Some(files), child: Some(child), temp }
}

fn moto(more: &[(&str, &str)]) -> Server {
    let temp = TempDir::new().expect("a folder for the server");
    let port = free_port();
    let mut command = Command::new(std::env::var_os("INSYN_PYTHON").expect("it was asked for"));
    command.args(["-m", "moto.server", "-H", "127.0.0.1", "-p", &port.to_string()]).current_dir(temp.path()).envs(more.iter().copied());
    let child = started(command, port);
    let wire = Wire::to(port);
    let settings = format!("to = \"s3://insyn/en mapp\"\nendpoint = \"http://127.0.0.1:{}\"\n", wire.port);
    let opens = vec![("AWS_ACCESS_KEY_ID", "insyn".to_owned()), ("AWS_SECRET_ACCESS_KEY", "hemligt ord".to_owned())];
    let server = Server { kind: "s3", wire, settings, opens, port, files: None, child: Some(child), temp };
    ask(port, "PUT", "/insyn");
    server
}

impl Server {
    /// What readers have: every file but our own.
    pub fn tree(&self) -> Tree {
        let mut all = self.all();
        all.retain(|path, _| !path.starts_with(".insyn/"));
        all
    }

    /// Every file in the place.
    pub fn all(&self) -> Tree {
        match &self.files {
            Some(files) if files.exists() => tree(files),
            Some(_) => Tree::new(),
            None => self.keys().into_iter().map(|key| (key.clone(), self.object(&key).1)).collect(),
        }
    }

    /// The paths of all objects below the place.
    fn keys(&self) -> Vec<String> {
        let (mut keys, mut after) = (Vec::new(), String::new());
        loop {
            let list = String::from_utf8(ask(self.port, "GET", &format!("/insyn?list-type=2&prefix=en%20mapp/{after}")).1).expect("a list");
            let list = list.as_str();
            let found: Vec<String> = list.split("<Key>").skip(1).filter_map(|part| Some(part.split_once("</Key>")?.0.to_owned())).collect();
            keys.extend(found.iter().filter_map(|key| Some(key.strip_prefix("en mapp/")?.to_owned())));
            match list.split_once("<NextContinuationToken>").and_then(|(_, rest)| Some(rest.split_once('<')?.0.to_owned())) {
                Some(token) => after = format!("&continuation-token={token}"),
                None => return keys,
            }
        }
    }

    /// The head and the bytes of an object.
    pub fn object(&self, key: &str) -> (String, Vec<u8>) {
        ask(self.port, "GET", &format!("/insyn/en%20mapp/{key}"))
    }

    /// Somebody else puts a file there.
    pub fn put(&self, path: &str, text: &str) {
        match &self.files {
            Some(files) => {
                fs::create_dir_all(files.join(path).parent().expect("it lies in a folder")).expect("a folder");
                write(files.join(path), text);
            }
            None => send(self.port, "PUT", &format!("/insyn/en%20mapp/{path}"), text.as_bytes()).1.clear(),
        }
    }

    /// Leaves no room for anything but the smallest files, or all the room again. A disk that is full refuses in the same way.
    pub fn fill(&self, full: bool) {
        if self.files.is_none() {
            return self.wire.fill(full);
        }
        let limit = if full { "--fsize=2000:unlimited" } else { "--fsize=unlimited:unlimited" };
        let process = self.child.as_ref().expect("a server").id().to_string();
        assert!(Command::new("prlimit").args(["--pid", &process, limit]).status().expect("prlimit runs").success());
    }

    /// Somebody else removes a file there.
    pub fn remove(&self, path: &str) {
        match &self.files {
            Some(files) => fs::remove_file(files.join(path)).expect("it is there"),
            None => ask(self.port, "DELETE", &format!("/insyn/en%20mapp/{path}")).1.clear(),
        }
    }
}

/// A store that lets in only those whom it knows, and knows nobody.
pub fn strict_store() -> Option<Server> {
    start("s3")?;
    Some(moto(&[("INITIAL_NO_AUTH_ACTION_COUNT", "1")]))
}

/// Runs a server until it answers.
fn started(mut command: Command, port: u16) -> Child {
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the server runs");
    let start = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(child.try_wait().expect("our child").is_none(), "{command:?} ended at once");
        assert!(start.elapsed() < Duration::from_secs(60), "{command:?} does not answer");
        std::thread::sleep(Duration::from_millis(20));
    }
    child
}

fn free_port() -> u16 {
    TcpListener::bind(("127.0.0.1", 0)).and_then(|listener| listener.local_addr()).expect("a free port").port()
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|ran| ran.stdout == b"0\n")
}

/// Asks the store for something as its owner, and gives head and body.
fn ask(port: u16, method: &str, path: &str) -> (String, Vec<u8>) {
    send(port, method, path, b"")
}

fn send(port: u16, method: &str, path: &str, body: &[u8]) -> (String, Vec<u8>) {
    let mut wire = TcpStream::connect(("127.0.0.1", port)).expect("the server answers");
    let head = format!(
        "{method} {path} HTTP/1.0\r\nHost: 127.0.0.1:{port}\r\nAuthorization: AWS insyn:owner\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    wire.write_all(head.as_bytes()).and_then(|()| wire.write_all(body)).expect("it listens");
    let mut answer = Vec::new();
    wire.read_to_end(&mut answer).expect("it answers");
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n").expect("a head");
    (String::from_utf8_lossy(&answer[..end]).into_owned(), answer[end + 4..].to_vec())
}
