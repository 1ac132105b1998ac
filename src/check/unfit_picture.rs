//! Pictures are files that sizes can be made of, and that tell nothing but what they show.

use rustc_hash::FxHashSet;

use super::{Rule, Run, Whole, bodies};
use crate::content::case::Case;
use crate::diagnostic::{Both, Diagnostic, Lint, Severity};
use crate::photo::{Format, LONGEST, MOST_PIXELS, Unfit};
use crate::site::{Dest, Record, Site};
use crate::span::{SourceId, Span};

pub static LINT: Lint = Lint {
    name: "unfit-picture",
    severity: Severity::Error,
    title: Both("Bilden kan inte publiceras", "The picture cannot be published"),
    why: Both(
        "Bilder publiceras i storlekar som passar skärmen, utan det som kameror sparar om plats, tid och namn, och det går inte med den här.",
        "Pictures are published in sizes that fit the screen, without what cameras keep of place, time and names, and this one does not allow it.",
    ),
    manual: Both(
        "Fotografier och andra bilder ska vara JPEG, PNG eller WebP, med rätt ändelse (.jpg, .png, .webp), 8 bitar per färg, i RGB eller gråskala, utan rörelse, med högst 50 miljoner bildpunkter. Programmet gör mindre storlekar av dem, vänder dem som kameran hölls, och skriver om dem så att plats, kamera och namn inte följer med. Det gäller också bilder som en sida bara länkar till. Ritningar i SVG visas utan att skrivas om till bildpunkter.\n\nFel:   ![Skolgården](skolgard.heic)\nRätt:  ![Skolgården](skolgard.jpg)\n\nI Windows: öppna bilden i Foton eller Paint, välj Spara som och JPEG.",
        "Photographs and other pictures shall be JPEG, PNG or WebP, with the right extension (.jpg, .png, .webp), 8 bits a colour, in RGB or grey, without motion, and of at most 50 million pixels. The program makes smaller sizes of them, turns them as the camera was held, and writes them anew, so that place, camera and names stay behind. The same goes for pictures that a page only links to. Drawings in SVG are shown without becoming pixels.\n\nWrong: ![The school yard](yard.heic)\nRight: ![The school yard](yard.jpg)\n\nIn Windows: open the picture in Photos or Paint, choose Save as and JPEG.",
    ),
};

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Whole(run) };

fn run(whole: &Whole) -> Vec<Diagnostic> {
    let site = whole.site;
    if site.blobs.values().all(|blob| !matches!(blob.picture, Some(Err(_)))) {
        return Vec::new();
    }
    let mut told: FxHashSet<String> = FxHashSet::default();
    let mut found = Vec::new();
    for (path, span) in site.told().flat_map(|(_, record)| wanted(site, record)) {
        if let Some(Err(unfit)) = site.blobs.get(path.as_str()).and_then(|blob| blob.picture.as_ref())
            && told.insert(path.clone())
        {
            found.push(unfit_picture(&path, span, unfit));
        }
    }
    found
}

/// The files that a record shows or leads to, and where.
fn wanted(site: &Site, record: &Record) -> Vec<(String, Span)> {
    let links = bodies(record).flat_map(|(_, body)| &body.facts.links);
    let linked = links.filter_map(|link| match site.link(record, &link.dest) {
        Dest::File { path } => Some((path, link.span)),
        _ => None,
    });
    let documents = record.is::<Case>().into_iter().flat_map(|case| &case.documents);
    let files = documents.filter_map(|document| document.file.as_ref());
    linked.chain(files.map(|file| (format!("{}/{}", record.folder(), file.text), file.span))).collect()
}

/// The finding that the picture at `path` cannot be published, at the place that asks for it.
pub fn unfit_picture(path: &str, span: Span, unfit: &Unfit) -> Diagnostic {
    let name = path.rsplit('/').next().unwrap_or(path);
    let (sv, en) = what(unfit);
    let (help_sv, help_en) = remedy(name, unfit);
    Diagnostic::new(&LINT, span, format!("Bilden {name} {sv}."), format!("The picture {name} {en}.")).help(help_sv, help_en)
}

/// The same, where only its pixels told.
pub fn unmade_picture(path: &str, unfit: &Unfit) -> Diagnostic {
    unfit_picture(path, Span::start_of(SourceId::of(path)), unfit)
}

fn what(unfit: &Unfit) -> (String, String) {
    let (sv, en) = match unfit {
        Unfit::NotHere => {
            ("kan inte rensas: programmet är byggt utan fotografier", "cannot be cleaned: the program was built without photographs")
        }
        Unfit::Format => ("är varken JPEG, PNG eller WebP", "is neither JPEG, PNG nor WebP"),
        Unfit::Misnamed(format) => {
            let format = format_name(*format);
            return (format!("är egentligen {format}"), format!("is really {format}"));
        }
        Unfit::Unreadable => ("går inte att läsa, eller är inte hel", "cannot be read, or is not whole"),
        Unfit::Animated => ("rör sig", "moves"),
        Unfit::ForPrint => ("har färger för tryck (CMYK)", "has colours for print (CMYK)"),
        Unfit::Deep => ("har 16 bitar per färg", "has 16 bits a colour"),
        Unfit::TooLarge { width, height } => {
            let most = MOST_PIXELS / 1_000_000;
            return (
                format!("är {width} × {height} bildpunkter, och högst {most} miljoner får plats"),
                format!("is {width} × {height} pixels, and at most {most} million have room"),
            );
        }
        Unfit::TooLong => {
            let most = LONGEST / 1_000_000;
            return (format!("är större än {most} MB"), format!("is larger than {most} MB"));
        }
    };
    (sv.to_owned(), en.to_owned())
}

fn remedy(name: &str, unfit: &Unfit) -> (String, String) {
    let (sv, en) = match unfit {
        Unfit::NotHere => ("Bygg programmet med fotografier: cargo build", "Build the program with photographs: cargo build"),
        Unfit::Misnamed(format) => {
            let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
            let right = format!("{stem}.{}", format.extension());
            return (format!("Döp om den till {right}, också där den nämns."), format!("Rename it to {right}, also where it is named."));
        }
        Unfit::Format | Unfit::Deep | Unfit::ForPrint => (
            "Öppna den i ett bildprogram och spara den som JPEG eller PNG, i RGB med 8 bitar per färg.",
            "Open it in a program for pictures and save it as JPEG or PNG, in RGB with 8 bits a colour.",
        ),
        Unfit::Unreadable => {
            ("Hämta bilden igen från den som tog den, eller spara om den.", "Fetch it again from whoever took it, or save it anew.")
        }
        Unfit::Animated => (
            "Visa en stillbild. Det som rör sig måste gå att stoppa (WCAG 2.2.2).",
            "Show a still picture. What moves must be possible to stop (WCAG 2.2.2).",
        ),
        Unfit::TooLarge { .. } | Unfit::TooLong => {
            ("Gör den mindre, till exempel 3000 bildpunkter bred.", "Make it smaller, for example 3000 pixels wide.")
        }
    };
    (sv.to_owned(), en.to_owned())
}

fn format_name(format: Format) -> &'static str {
    match format {
        Format::Jpeg => "JPEG",
        Format::Png => "PNG",
        Format::Webp => "WebP",
    }
}
