//! What stops a command: one error, in words, with what to do about it. Content has [`Diagnostic`](crate::diagnostic::Diagnostic)s instead.

use crate::diagnostic::Words;

/// An error of the surroundings: a disk, a port, an argument.
#[derive(Debug)]
pub struct Fault {
    pub message: Words,
    /// What to do about it.
    pub help: Words,
}

impl Fault {
    pub fn new(sv: impl Into<String>, en: impl Into<String>) -> Self {
        Self { message: Words::new(sv, en), help: Words::same("") }
    }

    pub fn help(mut self, sv: impl Into<String>, en: impl Into<String>) -> Self {
        self.help = Words::new(sv, en);
        self
    }

    /// A refusal of the operating system about a path, with what usually helps.
    pub fn io(error: &std::io::Error, path: &std::path::Path) -> Self {
        use std::io::ErrorKind::{AlreadyExists, NotFound, PermissionDenied, StorageFull};
        let path = path.display();
        let (sv, en, help_sv, help_en) = match error.kind() {
            NotFound => ("finns inte", "does not exist", "Kontrollera sökvägen.", "Check the path."),
            PermissionDenied => (
                "får inte läsas eller skrivas",
                "may not be read or written",
                "Stäng filen i andra program, eller be om rättigheter till mappen.",
                "Close the file in other programs, or ask for permission to the folder.",
            ),
            StorageFull => (
                "får inte plats: disken är full",
                "does not fit: the disk is full",
                "Frigör plats och kör igen. Inget har publicerats.",
                "Free some space and run again. Nothing was published.",
            ),
            AlreadyExists => ("finns redan", "exists already", "Välj ett annat namn.", "Choose another name."),
            // What the system says is all that is known of it.
            _ => {
                let (sv, en) = ("gick inte att läsa eller skriva", "could not be read or written");
                return Self::new(format!("{path} {sv} ({error})."), format!("{path} {en} ({error}).")).help("Försök igen.", "Try again.");
            }
        };
        Self::new(format!("{path} {sv}."), format!("{path} {en}.")).help(help_sv, help_en)
    }
}
