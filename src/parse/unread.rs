//! Files that are there but could not be taken in: what each is, and the way out.

use crate::diagnostic::{Both, Diagnostic, Lint, Severity, Words};
use crate::source::{Encoding, Format, Leads, Unread, Why};
use crate::span::{LineCol, SourceId, Span};

pub static UNREADABLE_FILE: Lint = Lint {
    name: "unreadable-file",
    severity: Severity::Error,
    title: Both("Filen går inte att läsa", "Unreadable file"),
    why: Both("Det som inte kan läsas saknas på webbplatsen.", "What cannot be read is missing from the site."),
    manual: Both(
        "Textfiler ska vara sparade som UTF-8. I Anteckningar: Spara som, Kodning: UTF-8. Ett Word-dokument blir ingen textfil av att få ändelsen .md: kopiera texten till en ny fil i stället.\n\nFilen får inte vara låst av ett annat program, och du måste ha rätt att läsa den. En mapp får inte heta som en fil (om.md), och en fil inte som en mapp.",
        "Text files must be saved as UTF-8. In Notepad: Save as, Encoding: UTF-8. A Word document does not become a text file by the extension .md: copy its words to a new file instead.\n\nThe file must not be locked by another program, and you must have the right to read it. A folder must not be named as a file (om.md), nor a file as a folder.",
    ),
};

pub static LINKED_FILE: Lint = Lint {
    name: "linked-file",
    severity: Severity::Error,
    title: Both("Länk i stället för fil", "Link instead of a file"),
    why: Both(
        "Länkar följs inte: de kan leda ut ur webbplatsens mapp, och på en annan dator leder de någon annanstans.",
        "Links are not followed: they can lead out of the site's folder, and on another computer they lead elsewhere.",
    ),
    manual: Both(
        "En symbolisk länk (eller en mappkoppling i Windows) i content/ eller themes/ läses inte, och det gäller också mapparna content och themes själva. Flytta eller kopiera dit filen eller mappen i stället. Ska flera sidor leda till samma bilaga: lägg den på ett ställe och länka dit i texten, till exempel [bilagan](../cases/socn-2015-275-761/bilaga-3.pdf).",
        "A symbolic link (or a folder junction of Windows) in content/ or themes/ is not read, which holds for the folders content and themes themselves too. Move or copy the file or folder there instead. If several pages are to lead to one attachment: put it in one place and link to it in the text, such as [the attachment](../cases/socn-2015-275-761/bilaga-3.pdf).",
    ),
};

/// The finding about a file that could not be taken in.
pub fn tell(file: &Unread) -> Diagnostic {
    let span = Span::start_of(SourceId::of(&file.path));
    let path = &*file.path;
    let (lint, message, help) = match &file.reason {
        Why::Link(leads) => link(path, *leads),
        Why::NotUtf8 { .. } | Why::Utf16 | Why::PerhapsUtf16 => encoding(path, &file.reason),
        Why::Zero { .. } | Why::NotText(_) | Why::TooLarge => no_text(path, &file.reason),
        Why::Folder | Why::NotFolder | Why::Device | Why::Name | Why::Twin => name(path, &file.reason),
        Why::Gone | Why::Denied | Why::Locked | Why::Refused(_) => refused(path, &file.reason),
    };
    Diagnostic::new(lint, span, message.sv, message.en).help(help.sv, help.en)
}

/// Rule, what is wrong, and what to do.
type Told = (&'static Lint, Words, Words);

fn unreadable(message: (String, String), help: Both) -> Told {
    (&UNREADABLE_FILE, Words::new(message.0, message.1), Words::new(help.0, help.1))
}

fn link(path: &str, leads: Leads) -> Told {
    let (to_sv, to_en, sv, en) = match leads {
        Leads::ToFile => {
            ("till en fil", "to a file", "Kopiera hit själva filen i stället för länken.", "Copy the file itself here instead.")
        }
        Leads::ToFolder => (
            "till en mapp",
            "to a folder",
            "Flytta eller kopiera hit själva mappen i stället för länken.",
            "Move or copy the folder itself here instead.",
        ),
        Leads::Nowhere => (
            "till något som inte finns",
            "to something that does not exist",
            "Ta bort länken, eller kopiera hit det som den skulle leda till.",
            "Remove the link, or copy here what it was to lead to.",
        ),
    };
    let message = Words::new(
        format!("{path} är en länk {to_sv}, och länkar följs inte."),
        format!("{path} is a link {to_en}, and links are not followed."),
    );
    (&LINKED_FILE, message, Words::new(sv, en))
}

fn encoding(path: &str, why: &Why) -> Told {
    let help = Both(
        "Öppna filen i Anteckningar, välj Spara som och Kodning: UTF-8.",
        "Open the file in Notepad, choose Save as and Encoding: UTF-8.",
    );
    let (at, looks_like) = match why {
        Why::NotUtf8 { at, looks_like } => (*at, *looks_like),
        Why::Utf16 => {
            return unreadable(
                (
                    format!("Filen {path} är sparad som UTF-16, inte som UTF-8."),
                    format!("The file {path} is saved as UTF-16, not as UTF-8."),
                ),
                help,
            );
        }
        _ => {
            let sv = format!("Filen {path} är inte sparad som UTF-8. Den ser ut att vara UTF-16.");
            return unreadable((sv, format!("The file {path} is not saved as UTF-8. It looks like UTF-16.")), help);
        }
    };
    let LineCol { line, column } = at;
    let place_sv = format!("rad {line}, tecken {column} går inte att läsa");
    let place_en = format!("line {line}, character {column} cannot be read");
    match looks_like {
        Encoding::Windows1252 => unreadable(
            (
                format!("Filen {path} är inte sparad som UTF-8: {place_sv}. Den är troligen sparad som ANSI (Windows-1252)."),
                format!("The file {path} is not saved as UTF-8: {place_en}. It is probably saved as ANSI (Windows-1252)."),
            ),
            help,
        ),
        Encoding::Mixed => unreadable(
            (
                format!("Filen {path} är bara delvis sparad som UTF-8: {place_sv}."),
                format!("The file {path} is saved as UTF-8 only in part: {place_en}."),
            ),
            Both(
                "Öppna filen, skriv om det som ser konstigt ut på den raden och spara med kodningen UTF-8.",
                "Open the file, write anew what looks odd on that line and save with the encoding UTF-8.",
            ),
        ),
        Encoding::Unknown => unreadable(
            (format!("Filen {path} är inte sparad som UTF-8: {place_sv}."), format!("The file {path} is not saved as UTF-8: {place_en}.")),
            help,
        ),
    }
}

fn no_text(path: &str, why: &Why) -> Told {
    let paste = Both(
        "Öppna den i sitt eget program och kopiera texten till en ny textfil. Ska läsare kunna hämta filen: ge den rätt ändelse och länka till den.",
        "Open it in its own program and copy the words to a new text file. If readers are to fetch the file: give it its right extension and link to it.",
    );
    let (sv, en, help) = match why {
        Why::Zero { at: LineCol { line, column } } => (
            format!("Filen {path} är ingen hel textfil: på rad {line}, tecken {column} står en nolla i stället för ett tecken."),
            format!("The file {path} is no sound text file: at line {line}, character {column} stands a zero instead of a character."),
            Both(
                "Så blir det när en fil inte sparades färdigt. Hämta en äldre version, eller öppna filen, ta bort det som är fel och spara den som UTF-8.",
                "That happens when a file was not saved to its end. Fetch an earlier version, or open the file, remove what is wrong and save it as UTF-8.",
            ),
        ),
        Why::TooLarge => (
            format!("Filen {path} är över 4 GB, för stor för att vara text."),
            format!("The file {path} is over 4 GB, too large to be text."),
            Both("Dela upp den, eller ge den rätt ändelse.", "Divide it, or give it its right extension."),
        ),
        Why::NotText(Format::Zip) => (
            format!("Filen {path} är ingen textfil utan en packad fil, till exempel ett Word-dokument."),
            format!("The file {path} is no text file but a packed one, such as a Word document."),
            paste,
        ),
        Why::NotText(Format::OldOffice) => (
            format!("Filen {path} är ingen textfil utan ett dokument från ett äldre Office."),
            format!("The file {path} is no text file but a document of an older Office."),
            paste,
        ),
        Why::NotText(Format::Pdf) => {
            (format!("Filen {path} är ingen textfil utan en PDF."), format!("The file {path} is no text file but a PDF."), paste)
        }
        _ => (
            format!("Filen {path} är ingen textfil, trots sin ändelse."),
            format!("The file {path} is no text file, in spite of its extension."),
            paste,
        ),
    };
    unreadable((sv, en), help)
}

fn name(path: &str, why: &Why) -> Told {
    let (sv, en, help) = match why {
        Why::Folder => (
            format!("{path} är en mapp, men heter som en fil. Det som ligger i den läses inte."),
            format!("{path} is a folder, but named as a file. What lies in it is not read."),
            Both(
                "Döp om mappen utan .md eller .toml. En post med egna filer är en mapp med index.md i.",
                "Rename the folder without .md or .toml. A record with files of its own is a folder with index.md in it.",
            ),
        ),
        Why::NotFolder => (
            format!("{path} är en fil, men ska vara en mapp."),
            format!("{path} is a file, but should be a folder."),
            Both("Flytta filen och gör en mapp med det namnet.", "Move the file and make a folder of that name."),
        ),
        Why::Name => (
            format!("Namnet {path} innehåller tecken som inte går att läsa."),
            format!("The name {path} holds characters that cannot be read."),
            Both(
                "Döp om filen eller mappen. Så blir det ofta när å, ä eller ö packas upp ur en äldre zip-fil.",
                "Rename the file or folder. That often happens when å, ä or ö come out of an older zip file.",
            ),
        ),
        Why::Twin => (
            format!("Det finns två filer med namnet {path}, där å, ä eller ö är sparade på olika sätt. Bara den ena läses."),
            format!("There are two files named {path}, with å, ä or ö stored in different ways. Only one is read."),
            Both(
                "Så blir det när Mac och Windows delar mapp. Jämför de två, ta bort den ena och döp om den andra utan å, ä och ö.",
                "That happens when Mac and Windows share a folder. Compare the two, remove one and rename the other without å, ä and ö.",
            ),
        ),
        _ => (
            format!("{path} är varken en fil eller en mapp och läses inte."),
            format!("{path} is neither a file nor a folder and is not read."),
            Both("Ta bort den, eller flytta ut den ur content/ eller themes/.", "Remove it, or move it out of content/ or themes/."),
        ),
    };
    unreadable((sv, en), help)
}

fn refused(path: &str, why: &Why) -> Told {
    let (sv, en, help) = match why {
        Why::Gone => (
            format!("{path} fanns när läsningen började men är borta nu."),
            format!("{path} was there when the reading began but is gone now."),
            Both(
                "Kör igen. Ligger mappen på en nätverksdisk: se efter att den är ansluten.",
                "Run again. If the folder lies on a network disk: see that it is connected.",
            ),
        ),
        Why::Denied => (
            format!("Du får inte läsa {path}."),
            format!("You may not read {path}."),
            Both(
                "Be den som äger filen eller mappen om läsrättighet, eller stäng den i andra program.",
                "Ask the owner of the file or folder for the right to read it, or close it in other programs.",
            ),
        ),
        Why::Locked => (
            format!("{path} är öppen i ett annat program, som inte släpper in någon annan."),
            format!("{path} is open in another program, which lets nobody else in."),
            Both("Stäng filen där och kör igen.", "Close the file there and run again."),
        ),
        Why::Refused(why) => (
            format!("{path} går inte att läsa. Systemet säger: {why}"),
            format!("{path} cannot be read. The system says: {why}"),
            Both("Försök igen, eller kopiera filen till en annan disk.", "Try again, or copy the file to another disk."),
        ),
        _ => (String::new(), String::new(), Both("", "")),
    };
    unreadable((sv, en), help)
}
