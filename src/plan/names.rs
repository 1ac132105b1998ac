//! Paths of the built site that some disk or archive cannot hold.

use crate::diagnostic::{Both, Diagnostic, Lint, Severity};
use crate::span::Span;

pub static IMPOSSIBLE_PATH: Lint = Lint {
    name: "impossible-path",
    severity: Severity::Error,
    title: Both("Namn som Windows inte kan spara", "Name that Windows cannot store"),
    why: Both(
        "Webbplatsen går inte att bygga, packa eller flytta på en Windowsdator, och sidan eller filen saknas där.",
        "The site cannot be built, packed or moved on a Windows computer, and the page or file is missing there.",
    ),
    manual: Both(
        "Adresser blir mappar och filer. Windows kan inte spara namn som slutar med punkt eller mellanslag, som innehåller < > : \" | ? * \\, eller som heter som en apparat: con, prn, aux, nul, com1–com9 och lpt1–lpt9, också med en ändelse efter. Inget namn får vara längre än 255 byte; å, ä och ö är två.\n\nFel:   content/pages/con.md, [svar](<vad gäller?.pdf>)\nRätt:  content/pages/con-sida.md, [svar](vad-galler.pdf)",
        "Addresses become folders and files. Windows cannot store names that end in a dot or a space, that hold < > : \" | ? * \\, or that are called as a device: con, prn, aux, nul, com1–com9 and lpt1–lpt9, with an extension too. No name may be longer than 255 bytes; å, ä and ö are two.\n\nWrong: content/pages/con.md, [answer](<what holds?.pdf>)\nRight: content/pages/con-page.md, [answer](what-holds.pdf)",
    ),
};

pub static LONG_PATH: Lint = Lint {
    name: "long-path",
    severity: Severity::Warning,
    title: Both("Mycket lång adress", "Very long address"),
    why: Both(
        "Windows klarar 260 tecken med alla mappar inräknade; längre går inte alltid att spara, packa upp eller flytta.",
        "Windows manages 260 characters with all folders counted; longer ones cannot always be stored, unpacked or moved.",
    ),
    manual: Both(
        "Adressen är mapparna och filens namn på den byggda webbplatsen. Över 200 tecken finns det inte säkert plats för mappen som webbplatsen ligger i. Korta filens namn eller id, eller lägg filen i färre mappar.",
        "The address is the folders and the file's name on the built site. Beyond 200 characters there may be no room for the folder that the site lies in. Shorten the file's name or id, or put the file in fewer folders.",
    ),
};

/// The most that the name of a file or folder may take on common disks, in bytes.
const LONGEST_NAME: usize = 255;
/// How long a path may be, in characters, so that 60 are left of the 260 of Windows for the folder around the site.
const LONGEST_PATH: usize = 200;

/// What is wrong with a path of the built site, asked for at `span`, if anything.
pub fn judge(path: &str, span: Span) -> Option<Diagnostic> {
    if let Some((name, fault)) = path.split('/').find_map(|name| Some((name, fault(name)?))) {
        let (sv, en) = fault.words();
        return Some(
            Diagnostic::new(
                &IMPOSSIBLE_PATH,
                span,
                format!("”{}” kan inte sparas i Windows: {sv}.", short(name)),
                format!("“{}” cannot be stored on Windows: {en}.", short(name)),
            )
            .help("Döp om filen, eller ge det ett annat id.", "Rename the file, or give it another id."),
        );
    }
    // No path has more characters than bytes.
    let length = if path.len() > LONGEST_PATH { path.encode_utf16().count() } else { path.len() };
    (length > LONGEST_PATH).then(|| {
        Diagnostic::new(
            &LONG_PATH,
            span,
            format!("Adressen blir {length} tecken lång: {}", short(path)),
            format!("The address becomes {length} characters long: {}", short(path)),
        )
        .help("Korta namnet, eller lägg filen i färre mappar.", "Shorten the name, or put the file in fewer folders.")
    })
}

/// Why a name of a file or folder cannot be.
enum Fault {
    Long,
    Ends,
    Character(char),
    Device,
}

impl Fault {
    fn words(&self) -> (String, String) {
        match self {
            Fault::Long => (format!("namnet är längre än {LONGEST_NAME} byte"), format!("the name is longer than {LONGEST_NAME} bytes")),
            Fault::Ends => ("namnet slutar med punkt eller mellanslag".to_owned(), "the name ends in a dot or a space".to_owned()),
            Fault::Character(c) => (
                format!("tecknet {} får inte stå i ett namn", c.escape_debug()),
                format!("the character {} may not stand in a name", c.escape_debug()),
            ),
            Fault::Device => (
                "namnet är upptaget av en apparat (con, nul, com1 och liknande)".to_owned(),
                "the name is taken by a device (con, nul, com1 and the like)".to_owned(),
            ),
        }
    }
}

fn fault(name: &str) -> Option<Fault> {
    if name.len() > LONGEST_NAME {
        return Some(Fault::Long);
    }
    if name.ends_with(['.', ' ']) {
        return Some(Fault::Ends);
    }
    let is_barred = |byte: &u8| byte.is_ascii_control() || br#"<>:"|?*\"#.contains(byte);
    if let Some(byte) = name.bytes().find(is_barred) {
        return Some(Fault::Character(char::from(byte)));
    }
    is_device(name).then_some(Fault::Device)
}

/// Whether Windows keeps a name for a device, which it does with any extension too.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or("").trim_end();
    // The longest is com², of five bytes.
    if stem.len() > 5 {
        return false;
    }
    let stem = stem.to_lowercase();
    let numbered = |device: &str| {
        stem.strip_prefix(device).is_some_and(|number| matches!(number.as_bytes(), [b'1'..=b'9']) || matches!(number, "¹" | "²" | "³"))
    };
    matches!(&*stem, "con" | "prn" | "aux" | "nul") || numbered("com") || numbered("lpt")
}

/// The beginning of a long name.
fn short(name: &str) -> String {
    let shown: String = name.chars().take(80).collect();
    if shown.len() < name.len() { format!("{shown}…") } else { shown }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::SourceId;

    fn lint(path: &str) -> Option<&'static str> {
        judge(path, Span::start_of(SourceId::of("a"))).map(|found| found.lint.name)
    }

    #[test]
    fn what_no_windows_disk_can_hold_is_found() {
        for path in [
            "om/con/index.html",
            "filer/pages/NUL.pdf",
            "filer/com1.tar.gz",
            "filer/lpt².txt",
            "filer/vad?.pdf",
            "filer/a:b.pdf",
            "filer/slut./a.pdf",
            "filer/blank /a.pdf",
            "filer/a\u{7}.pdf",
        ] {
            assert_eq!(lint(path), Some("impossible-path"), "{path}");
        }
        assert_eq!(lint(&format!("filer/{}.pdf", "å".repeat(126))), Some("impossible-path"), "256 bytes");
        assert_eq!(lint(&format!("filer/{}.pdf", "å".repeat(125))), None, "254 bytes and 135 characters");
        assert_eq!(lint(&format!("{}/{}", "a".repeat(100), "b".repeat(99))), None);
        assert_eq!(lint(&format!("{}/{}", "a".repeat(100), "b".repeat(100))), Some("long-path"));
        for path in ["index.html", "om/console/index.html", "filer/com10.pdf", "filer/com.pdf", "filer/å ä & ö (1).pdf", "a/.nojekyll"] {
            assert_eq!(lint(path), None, "{path}");
        }
    }
}
