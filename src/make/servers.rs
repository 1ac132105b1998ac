//! Settings for web servers: headers, former addresses, and what is withdrawn. One server, one file; all of them tell the same.

mod apache;
mod hosts;
mod iis;
mod nginx;

use std::sync::Arc;

use super::Format;
use crate::content::site::Server;
use crate::content::value::Choice as _;
use crate::diagnostic::Both;
use crate::house::House;
use crate::output::{Body, Key, Made, Output};
use crate::plan::Outputs;
use crate::plan::serving::Serving;
use crate::source::Audience;

pub static FORMAT: Format =
    Format { name: "servers", about: Both("Inställningar för webbservrar", "Settings for web servers"), list, make };

/// A file that a server reads, at the root of the site.
struct Settings {
    server: Server,
    path: &'static str,
    write: fn(&Serving) -> Vec<u8>,
}

const ALL: &[Settings] = &[
    Settings { server: Server::Nginx, path: "nginx.conf", write: nginx::settings },
    Settings { server: Server::Apache, path: ".htaccess", write: apache::settings },
    Settings { server: Server::Iis, path: "web.config", write: iis::settings },
    Settings { server: Server::Hosts, path: "_headers", write: hosts::headers },
    Settings { server: Server::Hosts, path: "_redirects", write: hosts::redirects },
];

/// The folder in which a place that is published to file by file keeps its lists and earlier releases: nobody's to read.
const OWN: &str = ".insyn";

/// What each file begins with, after the signs that begin a comment in it.
const MADE: [&str; 2] = [
    "Gjord av insyn vid varje bygge; ändringar här försvinner. README.md säger hur den används.",
    "Made by insyn at each build; changes here are lost. README.md says how it is used.",
];

fn list(outputs: &mut Outputs) {
    let (site, chosen) = (outputs.site, &outputs.site.config.servers);
    if site.audience == Audience::Reviewers {
        return;
    }
    for settings in ALL.iter().filter(|settings| chosen.is_empty() || chosen.contains(&settings.server)) {
        outputs.add(settings.path.to_owned(), FORMAT.name, Key::File(Arc::from(settings.server.word().en)), site.config_span);
    }
}

fn make(house: &House, output: &Output) -> Made {
    let settings = ALL.iter().find(|settings| settings.path == output.path);
    let bytes = settings.map(|settings| (settings.write)(&Serving::of(&house.site, &house.plan)));
    Made { body: Body::Bytes(bytes.unwrap_or_default()), diagnostics: Vec::new() }
}

/// The comment that each line of [`MADE`] is, in a file where `#` begins one.
fn begins() -> String {
    MADE.map(|line| format!("# {line}\n")).concat()
}

/// Words between double quotes, as nginx and Apache read them.
fn quoted(words: &str) -> String {
    format!("\"{}\"", words.replace('\\', "\\\\").replace('"', "\\\""))
}
