//! Names: letters outside ASCII in both forms, copies, what systems leave behind, what no disk can hold.

use std::fs;

use super::{PAGE, Place};

fn page(body: &str) -> String {
    format!("+++\ntitle = \"Om webbplatsen\"\n+++\n\n{body}\n")
}

#[test]
fn files_with_spaces_and_swedish_letters_are_found_however_they_are_written() {
    // å as one sign and as two, in the name on disk and in the link; and what stands for itself in no address.
    for (on_disk, link) in [
        ("bilaga å.pdf", "<bilaga å.pdf>"),
        ("bilaga å.pdf", "bilaga%20%C3%A5.pdf"),
        ("bilaga a\u{30a}.pdf", "<bilaga å.pdf>"),
        ("bilaga å.pdf", "<bilaga a\u{30a}.pdf>"),
        ("bilaga a\u{30a}.pdf", "bilaga%20a%CC%8A.pdf"),
    ] {
        let place = Place::new();
        place.write("content/pages/om.md", page(&format!("[Bilagan]({link})")));
        place.write(&format!("content/pages/{on_disk}"), "innehåll");
        place.is_sound();
        assert_eq!(place.built("filer/pages/bilaga å.pdf"), "innehåll", "{on_disk:?} by {link:?}");
    }
    let place = Place::new();
    place.write("content/pages/om.md", page("[A](<50%.pdf>) [B](a%23b.pdf) ![C](<ritning å.svg>)"));
    for file in ["50%.pdf", "a#b.pdf", "ritning å.svg"] {
        place.write(&format!("content/pages/{file}"), "x");
    }
    place.is_sound();
    let html = place.built("om/om/index.html");
    for address in ["/filer/pages/50%25.pdf", "/filer/pages/a%23b.pdf", "/filer/pages/ritning%20å.svg"] {
        assert!(html.contains(address), "{address} in {html}");
    }
    assert_eq!(place.built("filer/pages/ritning å.svg"), "x", "a drawing is passed on");
}

#[test]
fn one_name_in_two_forms_is_two_files() {
    let place = Place::new();
    place.write("content/pages/om.md", page("[Bilagan](<å.pdf>)"));
    place.write("content/pages/å.pdf", "ett");
    place.write("content/pages/a\u{30a}.pdf", "två");
    // A disk of a Mac keeps one of them only.
    if fs::read_dir(place.root.join("content/pages")).expect("it is there").count() == 3 {
        place.refuses(&["två filer med namnet content/pages/å.pdf"], &["two files named content/pages/å.pdf"]);
    }
}

#[test]
fn files_that_differ_by_capitals_only_are_told() {
    let place = Place::new();
    place.write("content/pages/om.md", page("[Ett](Blankett.pdf) [Två](blankett.pdf)"));
    place.write("content/pages/Blankett.pdf", "ett");
    if place.root.join("content/pages/BLANKETT.pdf").exists() {
        return;
    }
    place.write("content/pages/blankett.pdf", "två");
    place.refuses(
        &["[duplicate-address]", "/filer/pages/blankett.pdf", "Stora och små bokstäver räknas som lika"],
        &["[duplicate-address]", "/filer/pages/blankett.pdf", "Capitals and small letters count as equal"],
    );
    // The same file from two pages is one.
    fs::remove_file(place.root.join("content/pages/blankett.pdf")).expect("it is there");
    place.write("content/pages/om.md", page("[Ett](Blankett.pdf)"));
    place.write("content/pages/annan.md", page("[Ett](Blankett.pdf)"));
    place.is_sound();
}

#[test]
fn copies_are_told_with_their_original() {
    for copy in [
        "om-DESKTOP-A1B2C3D.md",
        "om (Annas motstridiga kopia 2026-11-22).md",
        "om (Anna's conflicted copy 2026-11-22).md",
        "om (conflicted copy 2026-11-22 101112).md",
        "om.sync-conflict-20261122-101112-ABCDEFG.md",
        "om – kopia.md",
        "om - Kopia (2).md",
        "om (1).md",
        "Kopia av om.md",
    ] {
        let place = Place::new();
        place.write("content/pages/om.md", PAGE);
        place.write(&format!("content/pages/{copy}"), PAGE);
        place.refuses(
            &["[conflict-copy]", &format!("content/pages/{copy} ser ut att vara en kopia av content/pages/om.md"), "1 fel i 1 fil."],
            &["[conflict-copy]", &format!("content/pages/{copy} looks like a copy of content/pages/om.md"), "1 error in 1 file."],
        );
        fs::remove_file(place.root.join("content/pages").join(copy)).expect("it is there");
        place.is_sound();
    }
}

#[test]
fn a_copy_that_becomes_the_only_one_is_told_as_that() {
    let place = Place::new();
    place.write("content/pages/om - Kopia.md", PAGE);
    place.refuses(&["döp om den till content/pages/om.md"], &["rename it to content/pages/om.md"]);
}

#[test]
fn what_systems_leave_behind_is_no_content() {
    let place = Place::new();
    place.write("content/pages/om.md", PAGE);
    for noise in ["~$om.docx", "desktop.ini", "Thumbs.db", ".DS_Store", "~WRL0001.tmp", "om.md~", ".om.md.swp", "__MACOSX/om.md", "._om.md"]
    {
        place.write(&format!("content/pages/{noise}"), "\0\u{1}");
    }
    place.is_sound();
}

#[test]
fn a_page_with_another_extension_is_told() {
    for name in ["om.md.txt", "om.MD", "om.markdown", "OM.Toml"] {
        let place = Place::new();
        place.write(&format!("content/pages/{name}"), PAGE);
        place.refuses(
            &["[unplaced-file]", name, "Döp om den till", "1 fel i 1 fil."],
            &["[unplaced-file]", name, "Rename it to", "1 error in 1 file."],
        );
    }
    let place = Place::new();
    place.write("content/pages/om.docx", "x");
    for (lang, words) in [("sv", "Ingen sida leder till content/pages/om.docx"), ("en", "No page leads to content/pages/om.docx")] {
        let ran = place.run(&["check", "--lang", lang]);
        assert!(ran.code == 0 && ran.out.contains(words), "{}", ran.out);
    }
}

#[test]
fn names_that_windows_cannot_store_are_told() {
    let place = Place::new();
    place.write("content/pages/nul.md", PAGE);
    place.refuses(&["[impossible-path]", "”nul” kan inte sparas i Windows"], &["[impossible-path]", "“nul” cannot be stored on Windows"]);
    let long = "ab-".repeat(90);
    let place = Place::new();
    place.write("content/organisations.toml", format!("[[organisation]]\nid = \"{long}a\"\ntitle = \"Nämnden\"\n"));
    place.refuses(&["[impossible-path]", "längre än 255 byte"], &["[impossible-path]", "longer than 255 bytes"]);
}

#[test]
fn long_paths_are_read_and_told() {
    let place = Place::new();
    let folders = format!("{0}/{0}/{0}", "en-lang-mapp".repeat(8));
    place.write("content/pages/om.md", page(&format!("[Bilagan]({folders}/bilaga.pdf)")));
    place.write(&format!("content/pages/{folders}/bilaga.pdf"), "innehåll");
    let ran = place.run(&["build"]);
    assert!(ran.code == 0 && ran.out.contains("varning[long-path]: Adressen blir 313 tecken lång"), "{}{}", ran.out, ran.err);
    assert_eq!(place.built(&format!("filer/pages/{folders}/bilaga.pdf")), "innehåll");
}
