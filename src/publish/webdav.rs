//! A web server that files can be put on: WebDAV.

use opendal::Operator;
use opendal::services::Webdav;

use super::{Kind, Means, Remote, Target, Trouble, Wanted};
use crate::content::site::Reached;
use crate::diagnostic::Both;
use crate::fault::Fault;

pub static KIND: Kind = Kind { reached: Reached::WebDav, open };

const MEANS: Means = Means { lanes: 8, moves: true, answers: false };

const KEY: Both = Both(
    "Sätt INSYN_USER och INSYN_PASSWORD, eller INSYN_TOKEN, i miljön (aldrig i en fil av webbplatsen), och kontrollera att de gäller för platsen.",
    "Set INSYN_USER and INSYN_PASSWORD, or INSYN_TOKEN, in the environment (never in a file of the site), and check that they hold for the place.",
);

fn open(wanted: &Wanted) -> Result<Box<dyn Target>, Fault> {
    let config = wanted.config;
    let (address, folder) = wanted.address(&["https", "http"], "https://dav.example.se/insyn")?;
    let trouble = Trouble { place: config.to.to_string(), key: KEY };
    let named = |name| std::env::var(name).unwrap_or_default();
    let (user, password, token) = (named("INSYN_USER"), named("INSYN_PASSWORD"), named("INSYN_TOKEN"));
    let is_here = matches!(address.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
    if address.scheme() == "http" && !is_here && !(password.is_empty() && token.is_empty()) {
        let to = trouble.place;
        return Err(Fault::new(
            format!("Lösenordet till {to} skulle skickas okrypterat."),
            format!("The password to {to} would be sent unencrypted."),
        )
        .help("Skriv en adress med https:// i site.toml.", "Write an address with https:// in site.toml."));
    }
    let mut service = Webdav::default().endpoint(&address[..url::Position::BeforePath]).root(&folder);
    if !token.is_empty() {
        service = service.token(&token);
    } else if !user.is_empty() {
        service = service.username(&user).password(&password);
    }
    let operator = Operator::new(service).map_err(|error| trouble.fault(&error))?;
    Remote::open(wanted, operator, MEANS, trouble)
}
