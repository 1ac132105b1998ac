//! What a server says when it cannot do what it is asked, in our words and with what to do about it.

use opendal::ErrorKind;

use crate::diagnostic::Both;
use crate::fault::Fault;

/// What words about a place need.
pub struct Trouble {
    /// The place as it is written in the settings.
    pub place: String,
    /// What opens it.
    pub key: Both,
}

/// Words by which servers say that they do not know us.
const UNKNOWN: &[&str] = &[
    "status: 401",
    "InvalidAccessKeyId",
    "SignatureDoesNotMatch",
    "Permission denied (",
    "Too many authentication",
    "ExpiredToken",
    "InvalidToken",
    "credential",
];

/// Words by which they say that there is no room.
const FULL: &[&str] = &["status: 507", "No space left", "QuotaExceeded", "quota", "StorageFull", "XMinioStorageFull", "EntityTooLarge"];

/// Words by which they say that something went wrong with them, and not what.
const REFUSED: &[&str] = &["status: 500", "SftpError(Failure"];

/// Words by which ssh says that it does not know the server.
const STRANGER: &[&str] = &["Host key verification failed", "host key"];

impl Trouble {
    pub fn fault(&self, error: &opendal::Error) -> Fault {
        let (place, said) = (&self.place, format!("{error:?}"));
        let says = |words: &[&str]| words.iter().any(|words| said.contains(words));
        if says(STRANGER) {
            return Fault::new(format!("ssh känner inte igen {place}."), format!("ssh does not know {place}.")).help(
                "Anslut en gång för hand med ssh, jämför fingeravtrycket med det som driften har uppgett, och kör igen.",
                "Connect once by hand with ssh, compare the fingerprint with what the operators have told you, and run again.",
            );
        }
        if says(UNKNOWN) {
            return Fault::new(format!("{place} släpper inte in oss."), format!("{place} does not let us in."))
                .help(self.key.0, self.key.1);
        }
        if says(FULL) {
            return Fault::new(format!("Det är fullt på {place}."), format!("{place} is full.")).help(
                "Frigör plats och kör igen: det går vidare där det slutade. Läsarna har hela sidor hela tiden.",
                "Free some space and run again: it goes on where it stopped. Readers have whole pages all the time.",
            );
        }
        let short = first_line(error);
        if says(REFUSED) {
            return Fault::new(format!("{place} kunde inte spara en fil ({short})."), format!("{place} could not keep a file ({short})."))
                .help(
                    "Se efter att disken där inte är full och att vi får skriva. Kör sedan igen: det går vidare där det slutade.",
                    "See that the disk there is not full and that we may write. Then run again: it goes on where it stopped.",
                );
        }
        match error.kind() {
            ErrorKind::PermissionDenied => {
                Fault::new(format!("{place} tillåter inte det här ({short})."), format!("{place} does not allow this ({short}).")).help(
                    "Be den som sköter platsen om rätt att läsa, skriva, flytta och ta bort där.",
                    "Ask whoever runs the place for the right to read, write, move and delete there.",
                )
            }
            ErrorKind::ConfigInvalid | ErrorKind::NotFound | ErrorKind::Unsupported => Fault::new(
                format!("{place} finns inte eller kan inte det här ({short})."),
                format!("{place} is not there or cannot do this ({short})."),
            )
            .help("Kontrollera platsen under [[publish]] i content/site.toml.", "Check the place under [[publish]] in content/site.toml."),
            _ => Fault::new(format!("Förbindelsen med {place} bröts ({short})."), format!("The connection to {place} was cut ({short})."))
                .help(
                    "Kör igen: det går vidare där det slutade. Läsarna har hela sidor hela tiden.",
                    "Run again: it goes on where it stopped. Readers have whole pages all the time.",
                ),
        }
    }

    /// A file of ours there says something else than we wrote.
    pub fn unreadable(&self, path: &str) -> Fault {
        let place = &self.place;
        Fault::new(format!("{path} på {place} går inte att läsa."), format!("{path} on {place} cannot be read.")).help(
            "Lägg tillbaka filen från en säkerhetskopia, eller töm platsen och publicera på nytt.",
            "Put the file back from a backup, or empty the place and publish anew.",
        )
    }

    /// Somebody else's file stands where a page is to be.
    pub fn foreign(&self, path: &str) -> Fault {
        let place = &self.place;
        Fault::new(
            format!("Filen {path} på {place} har insyn inte gjort, men en sida ska ligga just där."),
            format!("The file {path} on {place} was not made by insyn, but a page is to lie just there."),
        )
        .help(
            "Flytta filen eller ta bort den, och kör igen. Inget har ändrats.",
            "Move the file or remove it, and run again. Nothing has changed.",
        )
    }

    /// What was sent did not come whole.
    pub fn short(&self, path: &str) -> Fault {
        let place = &self.place;
        Fault::new(format!("{path} kom inte fram hel till {place}."), format!("{path} did not come whole to {place}.")).help(
            "Se efter att disken där inte är full, och kör igen. Inget har ändrats för läsarna.",
            "See that the disk there is not full, and run again. Nothing has changed for readers.",
        )
    }

    /// What is to be gone back to is not there.
    pub fn not_kept(&self, path: &str) -> Fault {
        let place = &self.place;
        Fault::new(format!("{path} finns inte kvar på {place} som den var."), format!("{path} is not kept on {place} as it was.")).help(
            "Det går inte att gå tillbaka. Rätta innehållet och publicera det i stället.",
            "It is not possible to go back. Mend the content and publish it instead.",
        )
    }
}

/// What went wrong, without the trace.
fn first_line(error: &opendal::Error) -> String {
    let said = error.to_string();
    let line = said.lines().next().unwrap_or_default();
    let end = line.char_indices().nth(200).map_or(line.len(), |(at, _)| at);
    line[..end].to_owned()
}
