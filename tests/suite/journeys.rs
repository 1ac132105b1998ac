//! What writers must be able to do, played through with the program itself on the example site.

use std::path::{Path, PathBuf};

use crate::program::{Ran, example, insyn, read, write};

const DAY: [&str; 2] = ["--date", "2026-11-22"];

fn run(folder: &Path, arguments: &[&str]) -> Ran {
    insyn(folder, &[arguments, &DAY].concat())
}

fn done(folder: &Path, arguments: &[&str]) -> String {
    let ran = run(folder, arguments);
    assert_eq!(ran.code, 0, "{arguments:?}: {}{}", ran.out, ran.err);
    ran.out
}

/// The built page of a record, wherever its address is.
fn page(folder: &Path, id: &str) -> PathBuf {
    let end = format!("{id}/index.html");
    let found = walkdir::WalkDir::new(folder.join("public")).into_iter().flatten().find(|entry| entry.path().ends_with(&end));
    found.unwrap_or_else(|| panic!("{id} has a page")).into_path()
}

/// W2: a wrong figure in a published result, with its quote and its lock, is corrected with a dated note.
#[test]
fn a_wrong_figure_is_corrected_with_a_dated_note() {
    let (_temp, folder) = example();
    let file = folder.join("content/results/andt-2016.md");
    write(&file, &read(&file).replacen("+++\n", "+++\nlock = { date = \"2026-11-20\" }\n", 1));
    let asked = run(&folder, &["check"]);
    let print = asked.out.split("fingerprint = \"").nth(1).and_then(|rest| rest.split('"').next()).expect("the lock wants its fingerprint");
    write(&file, &read(&file).replace("{ date = \"2026-11-20\" }", &format!("{{ date = \"2026-11-20\", fingerprint = \"{print}\" }}")));
    done(&folder, &["build"]);
    assert!(!read(page(&folder, "andt-2016")).contains("Rättelser"));

    let (fact, why) = ("observation.beardslee-2016.value", "Ett barn var räknat två gånger.");
    let told = done(&folder, &["correct", "andt-2016", fact, "--new", "18", "--reason", why]);
    assert!(told.contains(&format!("{fact}: 19 → 18")), "{told}");
    assert!(read(&file).contains("value = 18\n"));
    done(&folder, &["build"]);
    let page = read(page(&folder, "andt-2016"));
    let note = page.split("id=\"s-correction-1\"").nth(1).and_then(|rest| rest.split("</li>").next()).expect("the note is on the page");
    for words in ["Stod tidigare: 19", "Står nu: 18", "datetime=\"2026-11-22\"", why] {
        assert!(note.contains(words), "{words}: {note}");
    }
    assert!(page.contains("href=\"#s-correction-1\"") || page.contains("andt-2016/#s-correction-1"), "the figure leads to its note");
    let tables = walkdir::WalkDir::new(folder.join("public/sa-gick-det")).into_iter().flatten();
    let csv =
        tables.filter(|entry| entry.path().ends_with("andt-2016/siffror.csv")).map(|entry| read(entry.path())).next().expect("a table");
    let row = csv.lines().find(|line| line.contains("barn-beardslee")).expect("the figure is in it");
    assert!(row.contains("18") && !row.contains(",19,"), "{row}");

    assert!(run(&folder, &["undo"]).out.contains("insyn correct andt-2016"));
    assert!(read(&file).contains("value = 19\n") && !read(&file).contains("[[correction]]"));
}

/// A person whose data was published: in a title, a text, a role, a quote of a stored document, a translation, addresses and names of files.
const NAME: &str = "Åsa Exempelsdotter";

fn publish_a_person(folder: &Path) {
    let add = |path: &str, text: &str| {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("folders can be made");
        write(path, text);
    };
    add(
        "content/news/asa-exempelsdotter-ny-rektor.md",
        "+++\ntitle = \"Åsa Exempelsdotter är ny rektor\"\nsummary = \"Åsa\u{a0}Exempelsdotter börjar i höst.\"\ndate = \"2026-11-01\"\nformerly = [\"/nyheter/asa-exempelsdotter/\"]\n+++\n\n\
         Vi hälsar **Åsa** Exempelsdotters elever.\nÅSA\nEXEMPELSDOTTER svarar.\n\n| Vem | När |\n|---|---|\n| Åsa Exempels\u{ad}dotter | 2026 |\n\n[Foto](moten-asa-exempelsdotter.ics)\n",
    );
    add("content/news/moten-asa-exempelsdotter.ics", "Bild\n");
    add(
        "content/news/asa-exempelsdotter-ny-rektor.en.md",
        "+++\ntitle = \"Åsa Exempelsdotter is the new head\"\n+++\n\nWelcome, &Aring;sa Exempelsdotter.\n",
    );
    add(
        "content/news/om-rektorn.md",
        "+++\ntitle = \"Mer om rektorn\"\ndate = \"2026-11-02\"\nabout = [\"news/asa-exempelsdotter-ny-rektor\"]\n+++\n\nSe [nyheten](asa-exempelsdotter-ny-rektor.md).\n",
    );
    add(
        "content/cases/prov-2026/index.md",
        "+++\ntitle = \"Prövningen\"\nquote = \"Rektor är Åsa Exempelsdotter från i höst.\"\nsource = \"prov-2026#beslut\"\n[[document]]\nid = \"beslut\"\ntitle = \"Beslut\"\ntext = \"beslut.txt\"\n+++\n",
    );
    add("content/cases/prov-2026/beslut.txt", "Nämnden beslutar.\n\nRektor är Åsa\nExempelsdotter från i höst. Hon börjar i augusti.\n");
}

/// Everything that a file says: packed files and the parts of the search index unpacked.
fn said(path: &Path) -> Vec<String> {
    use std::io::Read;
    let bytes = std::fs::read(path).expect("readable");
    let mut all = vec![path.to_string_lossy().into_owned(), String::from_utf8_lossy(&bytes).into_owned()];
    if bytes.starts_with(b"PK") {
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&bytes)).expect("a packed file");
        for at in 0..archive.len() {
            let mut part = archive.by_index(at).expect("a part");
            let mut text = Vec::new();
            part.read_to_end(&mut text).expect("it is whole");
            all.push(part.name().expect("a name").to_string());
            all.push(String::from_utf8_lossy(&text).into_owned());
        }
    }
    if bytes.starts_with(&[0x1f, 0x8b]) {
        let mut text = Vec::new();
        flate2::read::MultiGzDecoder::new(&bytes[..]).read_to_end(&mut text).expect("it is whole");
        all.push(String::from_utf8_lossy(&text).into_owned());
    }
    all
}

/// The files of a folder in which the words stand in any form: letters alone are compared, without tags, marks and capitals, so that the
/// program's own way of looking is not what it is judged by.
fn hold(folder: &Path, words: &str) -> Vec<String> {
    let words = bare(words);
    let files = walkdir::WalkDir::new(folder).into_iter().flatten().filter(|entry| entry.file_type().is_file());
    let inside = |path: &Path| insyn::disk::relative(folder, path);
    let holds = |path: &Path| said(path).iter().skip(1).any(|text| bare(text).contains(&words)) || bare(&inside(path)).contains(&words);
    files.filter(|entry| holds(entry.path())).map(|entry| inside(entry.path())).collect()
}

/// The letters of a text: `<b>&Aring;sa</b>&nbsp;Exem\u{ad}pel` and `asa-exempel` are both `asaexempel`.
fn bare(text: &str) -> String {
    let tags = regex::Regex::new(r"<[^<>]*>|&nbsp;|&shy;|\\u00a0").expect("it is a pattern");
    let rings = regex::Regex::new(r"(?i)&([ao])(?:ring|uml);|%c3%(?:a5|85|a4|84)|%c3%(?:b6|96)").expect("it is a pattern");
    let text = tags.replace_all(text, "");
    let text = rings.replace_all(&text, |found: &regex::Captures| match found.get(1) {
        Some(letter) => letter.as_str().to_owned(),
        None if found[0].to_lowercase().ends_with("b6") || found[0].ends_with("96") => "o".to_owned(),
        None => "a".to_owned(),
    });
    let plain = text.to_lowercase().replace(['å', 'ä'], "a").replace('ö', "o");
    plain.chars().filter(|letter| letter.is_alphanumeric()).collect()
}

#[test]
fn a_name_is_found_however_it_is_written() {
    for written in
        ["<b>&Aring;sa</b> Exempels\u{ad}dotters", "asa-exempelsdotter", "A\u{30a}SA\u{a0}EXEMPELSDOTTER", "%C3%85sa_Exempelsdotter"]
    {
        assert!(bare(written).contains(&bare(NAME)), "{written}");
    }
    assert!(!bare("Åsa är exempelsdotter").contains(&bare(NAME)));
}

/// What publishing does with the edition of the site in `folder`: tells what changed, and keeps it.
fn publish_edition(folder: &Path) -> Vec<String> {
    let day = jiff::civil::date(2026, 11, 22);
    let sources = insyn::disk::read(folder, day, insyn::source::Audience::Public).expect("it can be read");
    let last = insyn::disk::last_edition(folder).expect("it can be read");
    let last = last.as_deref().and_then(insyn::history::Snapshot::unpacked);
    let built = insyn::pipeline::build(&sources, None);
    let Ok(telling) = insyn::edit::told::tell(&sources, &built.house, insyn::history::Snapshot::of(&built.house), last.as_ref()) else {
        panic!("the changes can be told")
    };
    insyn::disk::write_changes(folder, &sources, &telling).expect("they can be written");
    insyn::disk::keep_edition(folder, &telling.edition.packed()).expect("it can be kept");
    telling.told.into_iter().map(|told| told.text).collect()
}

/// W3: personal data that was published is gone from every page, table, feed, kept change and copy, and nobody has to write anything by hand.
#[test]
fn personal_data_that_was_published_is_gone_everywhere() {
    let (_temp, folder) = example();
    publish_a_person(&folder);
    let checked = run(&folder, &["build"]);
    assert_eq!(checked.code, 0, "{}{}", checked.out, checked.err);
    publish_edition(&folder);
    let news = folder.join("content/news/asa-exempelsdotter-ny-rektor.md");
    write(&news, &read(&news).replace("är ny rektor", "är ny rektor på skolan"));
    let told = publish_edition(&folder);
    assert!(told.iter().any(|told| told.contains(NAME)), "the change of the title is told: {told:?}");
    done(&folder, &["build"]);
    done(&folder, &["build", "--portable"]);
    done(&folder, &["approve", "news/asa-exempelsdotter-ny-rektor", "prov-2026", "--role", "rektor"]);
    let before = hold(&folder, NAME);
    for place in [
        "content/cases/",
        "content/changes.toml",
        "content/news/",
        ".insyn/edition.json.gz",
        ".insyn/undo/",
        ".insyn/portable/",
        ".insyn/manifest.json",
        "public/nyheter/",
        "public/sok/pagefind/fragment/",
    ] {
        assert!(before.iter().any(|path| path.starts_with(place)), "{place} holds the name before: {before:#?}");
    }

    let id = "asa-exempelsdotter-ny-rektor";
    let asked = run(&folder, &["redact", id, "--words", NAME]);
    assert_eq!((asked.code, hold(&folder, NAME)), (2, before.clone()), "nothing goes without a yes: {}", asked.err);
    let shown = run(&folder, &["redact", id, "--words", NAME, "--dry-run"]);
    assert_eq!((shown.code, hold(&folder, NAME)), (0, before), "{}{}", shown.out, shown.err);

    let ran = run(&folder, &["redact", id, "--words", NAME, "--yes"]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("sökmotorer") && ran.out.contains("insyn publish --redact"), "{}", ran.out);
    assert_eq!(hold(&folder.join("content"), NAME), Vec::<String>::new());
    let built = run(&folder, &["build"]);
    assert_eq!(built.code, 0, "{}{}", built.out, built.err);
    assert!(!built.out.contains("not-approved"), "what was approved still is: {}", built.out);
    assert_eq!(hold(&folder, NAME), Vec::<String>::new());
    let told = publish_edition(&folder);
    assert!(told.iter().any(|told| told.contains("borttagen")), "that something was taken out is told: {told:?}");
    assert_eq!(hold(&folder, NAME), Vec::<String>::new());
    let page = read(folder.join("public/nyheter/maskerat-ny-rektor/index.html"));
    assert!(page.contains("[maskerat] är ny rektor") && page.contains("Maskerad") && page.contains("är borttagen"), "{page}");
    let stored = read(folder.join("content/cases/prov-2026/beslut.txt"));
    assert_eq!(stored, "Nämnden beslutar.\n\nRektor är [maskerat] från i höst. Hon börjar i augusti.\n", "no other word is touched");
    assert!(read(folder.join("content/cases/prov-2026/index.md")).contains("kind = \"maskerad\""));
    assert!(run(&folder, &["undo"]).out.contains("ingen ändring"), "nothing brings it back");
}

/// W5: the archive gets one file with everything, which says what it is and whether it is whole, and is read by other programs than ours.
#[test]
#[cfg(unix)]
fn the_archive_gets_one_file_with_everything() {
    let (temp, folder) = example();
    let config = folder.join("content/site.toml");
    write(&config, &format!("archive = {{ creator = \"Kommunstyrelsen\", reference = \"KS 1\" }}\n{}", read(&config)));
    std::fs::create_dir_all(folder.join("content/news")).expect("a folder");
    let news = "+++\ntitle = \"Ny uppföljning\"\ndate = \"2026-11-20\"\n+++\n\nOrd.\n";
    write(folder.join("content/news/ny.md"), news);
    write(folder.join("content/news/utkast.md"), &news.replace("date", "draft = true\ndate").replace("Ord.", "Hemligt ännu."));
    publish_edition(&folder);
    write(folder.join("content/news/ny.md"), &news.replace("Ny uppföljning", "Årets uppföljning"));
    publish_edition(&folder);

    let asked = run(&folder, &["edition", "--period", "i år"]);
    assert_eq!(asked.code, 2, "{}", asked.err);
    let told = done(&folder, &["edition", "--to", "till arkivet", "--period", "2026"]);
    assert!(told.contains("Kommunstyrelsen"), "{told}");
    let to = folder.join("till arkivet");
    let files: Vec<PathBuf> = std::fs::read_dir(&to).expect("it is there").flatten().map(|entry| entry.path()).collect();
    let [zip] = &files[..] else { panic!("one file: {files:?}") };
    let first = std::fs::read(zip).expect("it can be read");
    done(&folder, &["edition", "--to", "till arkivet", "--period", "2026"]);
    assert!(std::fs::read(zip).expect("it can be read") == first, "the same bytes again");

    let out = temp.path().join("arkivet");
    zip::ZipArchive::new(std::io::Cursor::new(first)).expect("a zip").extract(&out).expect("it unpacks");
    let bag = out.join(zip.file_stem().expect("a name"));
    for list in ["manifest-sha256.txt", "tagmanifest-sha256.txt"] {
        let checked = std::process::Command::new("sha256sum").args(["--check", "--strict", "--quiet", list]).current_dir(&bag).output();
        let checked = checked.expect("sha256sum is part of every Unix");
        assert!(checked.status.success(), "{list}: {}", String::from_utf8_lossy(&checked.stdout));
    }
    let inside = |folder: &Path| {
        let files = walkdir::WalkDir::new(folder).into_iter().flatten().filter(|entry| entry.file_type().is_file());
        files.map(|entry| insyn::disk::relative(&bag, entry.path())).collect::<std::collections::BTreeSet<_>>()
    };
    let listed = read(bag.join("manifest-sha256.txt")).lines().map(|line| line[66..].to_owned()).collect();
    assert_eq!(inside(&bag.join("data")), listed, "every file is listed, and no other");
    let info = read(bag.join("bag-info.txt"));
    for line in
        ["Arkivbildare: Kommunstyrelsen", "External-Identifier: KS 1", "Period: 2026-01-01/2026-12-31", "Diarienummer: SOCN 2015/275-761"]
    {
        assert!(info.lines().any(|known| known == line), "{line}: {info}");
    }
    let data = bag.join("data");
    let cover: serde_json::Value = serde_json::from_str(&read(data.join("omslag.json"))).expect("it is JSON");
    assert_eq!((&cover["arkivbildare"], &cover["period"]["sista"]), (&"Kommunstyrelsen".into(), &"2026-12-31".into()));
    let changes: serde_json::Value = serde_json::from_str(&read(data.join("andringar.json"))).expect("it is JSON");
    assert_eq!(changes[0]["new"], "Årets uppföljning", "{changes}");
    assert!(read(data.join("las-mig.txt")).contains("SOCN 2015/275-761"));
    assert_eq!(read(data.join("underlag/content/site.toml")), read(&config));
    let start = read(data.join("webbplats/index.html"));
    assert!(start.contains("Årets uppföljning") && !start.contains("href=\"/"), "the site opens from its folder: {start}");
    let records: Vec<String> = inside(&data.join("poster")).into_iter().filter(|path| path.ends_with(".json")).collect();
    assert!(records.len() > 20, "{records:?}");
    for path in &records {
        serde_json::from_str::<serde_json::Value>(&read(bag.join(path))).unwrap_or_else(|error| panic!("{path}: {error}"));
    }
    assert_eq!(hold(&bag, "Hemligt ännu"), Vec::<String>::new(), "drafts are not for the archive");

    write(zip, "någon annans");
    let refused = run(&folder, &["edition", "--to", "till arkivet"]);
    assert_eq!((refused.code, read(zip).as_str()), (2, "någon annans"), "{}", refused.err);
}

/// A file that the program cannot change is named, and the work is not done before somebody has seen to it.
#[test]
fn what_cannot_be_changed_is_named() {
    let (_temp, folder) = example();
    publish_a_person(&folder);
    let word = folder.join("content/news/brev.docx");
    let mut archive = zip::ZipWriter::new(std::fs::File::create(&word).expect("it can be made"));
    archive.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).expect("a part");
    std::io::Write::write_all(&mut archive, "<w:p><w:r><w:t>Åsa Exem</w:t></w:r><w:r><w:t>pelsdotter</w:t></w:r></w:p>".as_bytes())
        .expect("it is written");
    archive.finish().expect("it is whole");
    write(folder.join("content/news/lista.csv"), "Vem;När\nÅsa Exempelsdotter;2026\n");
    let ran = run(&folder, &["redact", "asa-exempelsdotter-ny-rektor", "--words", NAME, "--yes", "--quiet"]);
    assert_eq!(ran.code, 1, "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("content/news/brev.docx") && ran.out.contains("content/news/lista.csv"), "{}", ran.out);
}

/// W4: who is to approve gets a copy that opens without any program and says that it is a draft and what changes; approved, it is public.
#[test]
fn a_draft_is_handed_over_read_and_approved() {
    let (_temp, folder) = example();
    let config = folder.join("content/site.toml");
    write(&config, &format!("approval = \"krävs\"\n{}", read(&config)));
    done(&folder, &["approve", "--all", "--role", "enhetschef"]);
    done(&folder, &["build"]);
    let news = folder.join("content/news/ny-uppfoljning.md");
    std::fs::create_dir_all(folder.join("content/news")).expect("a folder");
    write(
        &news,
        "+++\ntitle = \"Nu finns årets uppföljning\"\ndate = \"2026-11-20\"\ndraft = true\n+++\n\nHär kan du läsa hur det gick.\n",
    );
    done(&folder, &["build"]);
    assert!(!folder.join("public/nyheter/ny-uppfoljning/index.html").exists());

    let to = folder.join("till chefen");
    let told = done(&folder, &["build", "--review", "--to", "till chefen"]);
    assert!(told.contains("utkast"), "{told}");
    let zip = std::fs::read_dir(&to).expect("it is there").flatten().find(|entry| entry.path().extension().is_some_and(|end| end == "zip"));
    let zip = zip.expect("a zip to hand over");
    assert!(zip.file_name().to_string_lossy().contains("utkast"));
    let mut archive = zip::ZipArchive::new(std::fs::File::open(zip.path()).expect("it opens")).expect("a zip");
    let mut pages = 0;
    let mut first = String::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).expect("a part");
        let name = part.name().expect("a name").to_string();
        if name.ends_with(".html") {
            let mut text = String::new();
            std::io::Read::read_to_string(&mut part, &mut text).expect("a page is text");
            assert!(
                ["utkast", "draft", "مسودة"].iter().any(|word| text.to_lowercase().contains(word))
                    || text.contains("http-equiv=\"refresh\""),
                "{name} says that it is a draft"
            );
            assert!(!text.contains("href=\"/") && !text.contains("src=\"/"), "{name} needs no server");
            pages += 1;
            if name.matches('/').count() <= 1 && name.ends_with("index.html") && first.is_empty() {
                first = text;
            }
        }
    }
    assert!(pages > 10 && first.contains("Nu finns årets uppföljning"), "the first page tells what changes: {first}");

    let approved = done(&folder, &["approve", "ny-uppfoljning", "--role", "avdelningschef", "--publish"]);
    assert!(approved.contains("för första gången"), "{approved}");
    done(&folder, &["build"]);
    assert!(read(folder.join("public/nyheter/ny-uppfoljning/index.html")).contains("hur det gick"));
}
