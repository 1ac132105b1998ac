//! Files that are missing, or that are not what their names say.

use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};

use insyn::diagnostic::Lang;
use insyn::disk;
use insyn::source::{Audience, Encoding, Format, Leads, Unread, Why};
use insyn::span::LineCol;
use tempfile::TempDir;

use super::{PAGE, Place};
use crate::project::Project;

#[test]
fn a_folder_without_a_site_says_what_to_do() {
    let empty = Place::empty();
    for (lang, words) in [("sv", "mappen content saknas"), ("en", "the folder content is missing")] {
        for command in ["check", "build", "serve"] {
            let ran = empty.run(&[command, "--lang", lang]);
            assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{command}");
            assert!(ran.err.contains(words) && ran.err.contains("insyn init"), "{}", ran.err);
        }
    }
    let without = Place::empty();
    without.write("content/pages/om.md", PAGE);
    without.refuses(&["[no-site]", "content/site.toml", "insyn init MAPP"], &["[no-site]", "content/site.toml", "insyn init DIR"]);
}

#[test]
fn what_is_no_text_is_named_for_what_it_is() {
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let cases: &[(&[u8], &str, &str)] = &[
        (b"PK\x03\x04\x14\0\x06\0", "till exempel ett Word-dokument", "such as a Word document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "ett dokument från ett äldre Office", "a document of an older Office"),
        (b"%PDF-1.7\n", "ingen textfil utan en PDF", "no text file but a PDF"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "ingen textfil, trots sin ändelse", "no text file, in spite of its extension"),
        (b"+++\ntitle = \"Tillg\xe5ng\"\n+++\n", "rad 2, tecken 15", "line 2, character 15"),
        (b"+++\ntitle = \"Tillg\xe5ng\"\n+++\n", "troligen sparad som ANSI (Windows-1252)", "probably saved as ANSI (Windows-1252)"),
        (b"+++\ntitle = \"\xc3\xa5 och \xe5\"\n+++\n", "bara delvis sparad som UTF-8", "UTF-8 only in part"),
        (&[b"\xff\xfe".as_slice(), &utf16(PAGE)].concat(), "sparad som UTF-16", "saved as UTF-16"),
        (&utf16(PAGE), "ser ut att vara UTF-16", "looks like UTF-16"),
        (b"+++\ntitle = \"A\"\n+++\n\nHej\0 d\xc3\xa5\n", "rad 5, tecken 4 står en nolla", "line 5, character 4 stands a zero"),
    ];
    for (bytes, sv, en) in cases {
        let place = Place::new();
        place.write("content/pages/om.md", bytes);
        place
            .refuses(&["[unreadable-file]", "content/pages/om.md", sv, "1 fel i 1 fil."], &["[unreadable-file]", en, "1 error in 1 file."]);
    }
}

#[test]
fn what_is_too_large_for_a_text_is_told_and_not_read() {
    let place = Place::new();
    place.write("content/pages/om.md", PAGE);
    let file = fs::OpenOptions::new().write(true).open(place.path("content/pages/om.md")).expect("it is there");
    // Nothing is written: the disk keeps no room for what nobody wrote.
    file.set_len(1 << 40).expect("the disk can hold files with holes");
    place.refuses(&["[unreadable-file]", "content/pages/om.md", "för stor"], &["[unreadable-file]", "too large"]);
}

#[test]
fn what_nobody_could_read_is_told_in_both_languages() {
    let at = LineCol { line: 2, column: 3 };
    let encodings = [Encoding::Windows1252, Encoding::Mixed, Encoding::Unknown].map(|looks_like| Why::NotUtf8 { at, looks_like });
    let formats = [Format::Zip, Format::OldOffice, Format::Pdf, Format::Unknown].map(Why::NotText);
    let links = [Leads::ToFile, Leads::ToFolder, Leads::Nowhere].map(Why::Link);
    let others = [Why::Utf16, Why::PerhapsUtf16, Why::Zero { at }, Why::TooLarge, Why::Folder, Why::NotFolder, Why::Device, Why::Name];
    let refusals = [Why::Twin, Why::Gone, Why::Denied, Why::Locked, Why::Refused("disk fault".to_owned())];
    let mut said = Vec::new();
    for reason in encodings.into_iter().chain(formats).chain(links).chain(others).chain(refusals) {
        let mut project = Project::new("");
        project.sources.unread.push(Unread { path: "content/pages/om.md".into(), reason: reason.clone() });
        let built = project.build();
        let [found] = built.diagnostics.as_slice() else { panic!("{reason:?}: {:?}", built.diagnostics) };
        assert!(found.message.sv.contains("content/pages/om.md") && found.message.sv != found.message.en, "{reason:?}");
        assert!(found.help.iter().all(|help| !help.sv.is_empty() && help.sv != help.en) && found.help.len() == 1, "{reason:?}");
        assert!(project.text(&built, Lang::Sv).contains("--> content/pages/om.md"), "{reason:?}");
        said.push(found.message.sv.clone());
    }
    let count = said.len();
    said.sort();
    said.dedup();
    assert_eq!(said.len(), count, "each has words of its own");
}

#[test]
fn a_byte_order_mark_and_windows_line_endings_move_nothing() {
    let place = Place::new();
    let windows = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n"));
    place.write("content/site.toml", windows(crate::project::SITE));
    place.write(
        "content/organisations.toml",
        windows("[[organisation]]\nid = \"namnden\"\ntitle = \"Nämnden\"\nplace = \"inom kommunen\"\n"),
    );
    place.write(
        "content/strategies/plan.md",
        windows("+++\ntitle = \"Plan\"\nform = \"strategi\"\n\n[[goal]]\nid = \"mal-1\"\nnumber = \"1\"\ntitle = \"Målet\"\n+++\n"),
    );
    place.write("content/cases/arende/text.txt", windows("Tillsynen\nblev inte gjord.\n"));
    place.write(
        "content/cases/arende/index.md",
        windows("+++\ntitle = \"Ärendet\"\n\n[[document]]\nid = \"pm\"\ntitle = \"PM\"\ntext = \"text.txt\"\n+++\n"),
    );
    let result = |cause: &str| {
        windows(&format!(
            "+++\ntitle = \"Så gick det\"\nfollows-up = \"strategies/plan\"\nperiod = \"2016\"\nmade-by = \"namnden\"\n\
             extent = \"sammanfattning\"\nsource = \"arende#pm\"\n+++\n\n## Målet {{#mal-1}}\n\n| Aktivitet | Läge | Varför | Citat |\n|---|---|---|---|\n\
             | Tillsyn åäö | inte genomförd | {cause} | Tillsynen blev inte gjord |\n",
        ))
    };
    place.write("content/results/ar-2016.md", result("tidsbrist"));
    place.is_sound();
    assert!(place.built("sa-gick-det/ar-2016/index.html").contains("Tillsyn åäö"));
    place.write("content/results/ar-2016.md", result("tidsbrits"));
    let ran = place.run(&["check", "--format", "line"]);
    assert!(ran.out.starts_with("content/results/ar-2016.md:14:34: fel:"), "{}", ran.out);
    place.write("content/results/ar-2016.md", result("tidsbrist").replace("blev inte gjord |", "blev gjord |"));
    let ran = place.run(&["check", "--format", "line"]);
    assert!(ran.out.starts_with("content/results/ar-2016.md:14:46: fel:") && ran.out.contains("quote-not-found"), "{}", ran.out);
}

#[test]
fn a_byte_order_mark_in_a_theme_reaches_no_page() {
    let place = Place::new();
    place.write("content/site.toml", crate::project::SITE.replace("languages", "theme = \"eget\"\nlanguages"));
    place.write("content/pages/om.md", PAGE);
    place.write("themes/eget/theme.toml", "\u{feff}parent = \"medborgare\"\r\n");
    place.write("themes/eget/i18n/sv.toml", "\u{feff}menu = \"Innehåll\"\r\n");
    place.write("themes/eget/templates/404.html", "\u{feff}<p>{{ page.title }}</p>\r\n");
    place.is_sound();
    assert!(place.built("404.html").starts_with("<p>"));
    place.write("themes/eget/templates/404.html", "\u{feff}<p>{{ page fel }}</p>\r\n");
    let ran = place.run(&["check", "--format", "line"]);
    assert!(ran.out.starts_with("themes/eget/templates/404.html:1:12: fel:"), "{}", ran.out);
}

#[test]
fn folders_and_files_in_each_others_place_are_told() {
    let site = Place::empty();
    fs::create_dir_all(site.path("content/site.toml").join("x")).expect("a folder can be made");
    site.refuses(&["content/site.toml är en mapp", "1 fel i 1 fil."], &["content/site.toml is a folder", "1 error in 1 file."]);
    let page = Place::new();
    page.write("content/pages/om.md/index.md", PAGE);
    page.refuses(&["content/pages/om.md är en mapp", "1 fel i 1 fil."], &["content/pages/om.md is a folder", "1 error in 1 file."]);
    let themes = Place::new();
    themes.write("themes", "x");
    themes.refuses(&["themes är en fil, men ska vara en mapp"], &["themes is a file, but should be a folder"]);
    let content = Place::empty();
    content.write("content", "x");
    content.refuses(&["content är en fil, men ska vara en mapp", "1 fel i 1 fil."], &["content is a file", "1 error in 1 file."]);
    let kind = Place::new();
    kind.write("content/pages", "x");
    let ran = kind.run(&["check"]);
    assert!(ran.code == 0 && ran.out.contains("content/pages är en fil, men ska vara en mapp"), "{}", ran.out);
}

#[test]
fn files_that_come_and_go_while_they_are_read_are_never_a_fault_of_the_program() {
    let temp = TempDir::new().expect("a folder for the test");
    let folder = temp.path().join("content/pages");
    fs::create_dir_all(&folder).expect("folders can be made");
    fs::write(folder.join("om.md"), PAGE).expect("it can be written");
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !done.load(Ordering::Relaxed) {
                // The reader may hold what is removed; that is the point, and no fault of this thread.
                let inner = folder.join("mapp");
                let _ = fs::create_dir(&inner);
                let _ = fs::write(inner.join("kort.md"), PAGE);
                let _ = fs::write(folder.join("kort.pdf"), "x");
                let _ = fs::remove_file(folder.join("kort.pdf"));
                let _ = fs::remove_dir_all(&inner);
            }
        });
        for _ in 0..200 {
            let sources = disk::read(temp.path(), jiff::civil::date(2026, 11, 22), Audience::Public).expect("the folder is there");
            let stays = sources.text("content/pages/om.md").map(|text| &*text.content);
            assert_eq!(stays, Some(PAGE));
            assert!(sources.unread.iter().all(|file| file.reason == Why::Gone), "{:?}", sources.unread);
        }
        done.store(true, Ordering::Relaxed);
    });
}
