//! Which record a file is, from where it lies.

use crate::content::{KINDS, Kind};
use crate::diagnostic::{Both, Diagnostic, Lint, Severity, nearest};
use crate::span::{SourceId, Span};

pub static UNPLACED_FILE: Lint = Lint {
    name: "unplaced-file",
    severity: Severity::Error,
    title: Both("Filen ligger fel", "File out of place"),
    why: Both(
        "En fil med fel plats eller namn läses inte, och då syns den inte på webbplatsen.",
        "A file with the wrong place or name is not read, and then it is not on the site.",
    ),
    manual: Both(
        "Mappen säger vad en post är och filnamnet är dess id: content/strategies/andt-2014-2016.md. En post med egna filer är en mapp med index.md: content/cases/socn-2015-275-761/index.md. Små poster kan dela fil: content/terms.toml med många [[term]]. En översättning heter som posten med språket före ändelsen: orolig.en.md.\n\nFilnamn skrivs med små bokstäver a–z, siffror och bindestreck.",
        "The folder says what a record is and the file name is its id: content/strategies/andt-2014-2016.md. A record with files of its own is a folder with index.md: content/cases/socn-2015-275-761/index.md. Small records can share a file: content/terms.toml with many [[term]]. A translation is named as the record with the language before the extension: orolig.en.md.\n\nFile names are written with small letters a–z, digits and hyphens.",
    ),
};

/// What a text file under `content/` is.
#[derive(Debug, PartialEq, Eq)]
pub enum Place {
    Site,
    /// `content/accessibility.toml`.
    Accessibility,
    /// `content/changes.toml`.
    Changes,
    /// `content/FOLDER/ID.md`, `.toml`, or `content/FOLDER/ID/index.md`.
    Record {
        kind: &'static str,
        id: String,
        markdown: bool,
    },
    /// `content/FOLDER.toml`.
    Shared {
        kind: &'static str,
    },
    /// `content/FOLDER/ID.LANG.md`.
    Translation {
        kind: &'static str,
        id: String,
        lang: String,
    },
    /// The stored text of a document, or another text that belongs to a record.
    Stored,
}

/// Where the file at `path` belongs, or why it belongs nowhere.
pub fn place(path: &str) -> Result<Place, Box<Diagnostic>> {
    let inside = path.strip_prefix("content/").unwrap_or(path);
    if inside == "site.toml" {
        return Ok(Place::Site);
    }
    if inside == "accessibility.toml" {
        return Ok(Place::Accessibility);
    }
    if inside == "changes.toml" {
        return Ok(Place::Changes);
    }
    let Some((stem, extension)) = inside.rsplit_once('.').filter(|(_, ext)| matches!(*ext, "md" | "toml")) else {
        return if looks_like_text(inside) { Err(wrong_extension(path)) } else { Ok(Place::Stored) };
    };
    let parts: Vec<&str> = stem.split('/').collect();
    let kind = |folder: &str| Kind::of_folder(folder).map(|kind| kind.name).ok_or_else(|| no_such_folder(path, folder));
    let markdown = extension == "md";
    match parts[..] {
        [shared] if !markdown => Ok(Place::Shared { kind: kind(shared)? }),
        [folder, name] | [folder, name, "index"] => {
            let kind = kind(folder)?;
            match name.split_once('.') {
                Some((id, lang)) if markdown => Ok(Place::Translation { kind, id: id.to_owned(), lang: lang.to_owned() }),
                _ => Ok(Place::Record { kind, id: name.to_owned(), markdown }),
            }
        }
        [folder, name, index] if index.strip_prefix("index.").is_some() && markdown => {
            Ok(Place::Translation { kind: kind(folder)?, id: name.to_owned(), lang: index["index.".len()..].to_owned() })
        }
        [_, name, ..] => Err(Box::new(
            unplaced(path, "Filen ligger för djupt ner för att vara en post.", "The file lies too deep to be a record.").help(
                format!("En post med egna filer heter index.md i sin mapp: content/{}/{name}/index.md.", parts[0]),
                format!("A record with files of its own is called index.md in its folder: content/{}/{name}/index.md.", parts[0]),
            ),
        )),
        _ => Err(Box::new(
            unplaced(path, "Filen ligger direkt i content/ och är ingen post.", "The file lies directly in content/ and is no record.")
                .help(
                    "Lägg den i en av mapparna nedan, till exempel content/pages/.",
                    "Put it in one of the folders below, for example content/pages/.",
                )
                .allowed(KINDS.iter().map(|kind| kind.folder)),
        )),
    }
}

/// Endings that mean Markdown or TOML, in other words or letters than ours. Windows hides the last of two, so `om.md.txt` is `om.md` to
/// whoever saved it.
const ALMOST: &[(&str, &str)] = &[(".md.txt", ".md"), (".toml.txt", ".toml"), (".markdown", ".md"), (".md", ".md"), (".toml", ".toml")];

fn looks_like_text(path: &str) -> bool {
    let lower = path.to_lowercase();
    ALMOST.iter().any(|(ending, _)| lower.ends_with(ending))
}

fn wrong_extension(path: &str) -> Box<Diagnostic> {
    let lower = path.to_lowercase();
    let right = ALMOST.iter().find_map(|(ending, right)| {
        let stem = path.get(..path.len() - ending.len()).filter(|_| lower.ends_with(ending))?;
        Some(format!("{stem}{right}"))
    });
    let right = right.unwrap_or_default();
    Box::new(
        unplaced(
            path,
            "Filens namn slutar inte på .md eller .toml med små bokstäver, så den läses inte som en sida.",
            "The file's name does not end in .md or .toml in small letters, so it is not read as a page.",
        )
        .moved(path, &right)
        .help(
            format!("Döp om den till {right}. I Utforskaren: välj först Visa, Filnamnstillägg."),
            format!("Rename it to {right}. In Explorer: first choose View, File name extensions."),
        ),
    )
}

fn unplaced(path: &str, sv: &str, en: &str) -> Diagnostic {
    Diagnostic::new(&UNPLACED_FILE, Span::start_of(SourceId::of(path)), sv, en)
}

fn no_such_folder(path: &str, folder: &str) -> Box<Diagnostic> {
    let folders: Vec<&str> = KINDS.iter().map(|kind| kind.folder).collect();
    let mut diagnostic = unplaced(
        path,
        &format!("Det finns ingen sorts post som heter ”{folder}”."),
        &format!("There is no kind of record called “{folder}”."),
    );
    // Writers think in Swedish: "strategier" or "avtal" leads to the folder whose records are called so.
    let by_word = KINDS.iter().find(|kind| kind.address == folder || kind.one.0 == folder).map(|kind| kind.folder);
    if let Some(near) = by_word.or_else(|| nearest(folder, &folders)) {
        diagnostic = diagnostic.help(format!("Menade du content/{near}/?"), format!("Did you mean content/{near}/?"));
    }
    Box::new(diagnostic.allowed(folders))
}
