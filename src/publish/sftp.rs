//! A machine that is reached by ssh: SFTP, with the system's own ssh, its agent and its known hosts.

use super::{Kind, Target, Wanted};
use crate::content::site::Reached;
use crate::fault::Fault;

pub static KIND: Kind = Kind { reached: Reached::Sftp, open };

#[cfg(unix)]
fn open(wanted: &Wanted) -> Result<Box<dyn Target>, Fault> {
    use super::{Means, Remote, Trouble};
    use crate::diagnostic::Both;
    /// Each transfer has a connection of its own.
    const MEANS: Means = Means { lanes: 4, moves: true, answers: false };
    const KEY: Both = Both(
        "Lägg nyckeln i ssh-agenten (ssh-add), och pröva: ssh användare@dator. Lösenord går inte; nyckeln ska aldrig ligga i webbplatsens mapp.",
        "Add the key to the ssh agent (ssh-add), and try: ssh user@host. Passwords do not work; the key must never lie in the site's folder.",
    );
    let (address, folder) = wanted.address(&["sftp"], "sftp://insyn@webb.example.se/srv/insyn")?;
    let trouble = Trouble { place: wanted.config.to.to_string(), key: KEY };
    let endpoint = address[..url::Position::BeforePath].replacen("sftp", "ssh", 1);
    let service = opendal::services::Sftp::default().endpoint(&endpoint).root(&folder).known_hosts_strategy("strict");
    let operator = opendal::Operator::new(service).map_err(|error| trouble.fault(&error))?;
    Remote::open(wanted, operator, MEANS, trouble)
}

/// The system's ssh cannot be spoken to there.
#[cfg(not(unix))]
fn open(_: &Wanted) -> Result<Box<dyn Target>, Fault> {
    Err(Fault::new("Från Windows går det inte att publicera med SFTP.", "From Windows it is not possible to publish by SFTP.").help(
        "Publicera med WebDAV eller S3, till en delad mapp (kind = \"mapp\", in-place = true), eller från Linux eller macOS.",
        "Publish by WebDAV or S3, to a shared folder (kind = \"folder\", in-place = true), or from Linux or macOS.",
    ))
}
