//! The copy that opens without a web server: its addresses, the folder and the zip, and what is refused.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::{Path, PathBuf};

use insyn::disk::Package;
use insyn::output::{Body, Sink};
use insyn::pipeline;
use insyn::portable::{Lost, Portable, name};
use insyn::source::Audience;
use jiff::civil::date;
use lol_html::{RewriteStrSettings, element, rewrite_str};
use tempfile::TempDir;

use crate::bytes::Kept;
use crate::program::{insyn, read, site, write};
use crate::project::Project;

/// A municipality with translations, attachments, parts of pages, a page that has moved, lists of several pages and a theme of its own.
const MUNICIPALITY: &str = r##"
=== content/site.toml
title = "Insyn i Åmål"
languages = ["sv", "en"]
theme = "egen"
page-size = 1
BASE
[municipality]
name = "Åmåls kommun"
=== content/guides/orolig.md
+++
title = "Jag är orolig"
situation = "Oro"
formerly = ["/gammal/adress/"]
[[step]]
id = "prata"
title = "Prata"
+++

## Vem ringer jag

Ring [hit](lank.md#nar) eller läs [bilagan](<bilaga å 1.pdf>). ![En bild](karta.png) Se [start](/) och [mål](/planer/p/#mal-1).

```toml
a = 1
```
=== content/guides/bilaga å 1.pdf
=== content/guides/karta.png
=== content/guides/orolig.en.md
+++
title = "I am worried"
+++

Call [here](lank.md). See [others](https://example.se/insyn/), [mail](mailto:a@example.se).
=== content/guides/lank.md
+++
title = "Länken"
situation = "Länk"
+++

## När {#nar}

Nu.
=== content/strategies/p.md
+++
title = "Planen"
form = "program"
[[goal]]
id = "mal-1"
title = "Målet"
+++

## Målet {#mal-1}

Ord.
=== content/terms.toml
[[term]]
id = "ord"
title = "Ordet"
=== themes/egen/theme.toml
parent = "medborgare"
=== themes/egen/assets/egen.css
body { background: url("/assets/fond.svg") } @import 'mer.css';
=== themes/egen/assets/mer.css
=== themes/egen/assets/fond.svg
<svg xmlns="http://www.w3.org/2000/svg"><image href="/assets/icon.svg"/></svg>
"##;

/// Where the site says that it stands: below a path, at the root, or nowhere yet.
const BASES: [(&str, &str); 3] =
    [("base-url = \"https://www.amal.se/insyn/\"", "/insyn/"), ("base-url = \"https://insyn.se\"", "/"), ("", "/")];

fn municipality(base: &(&str, &str)) -> Project {
    // What a theme or a text writes by hand has to follow the site's own base.
    let files =
        MUNICIPALITY.replace("BASE", base.0).replace("(/", &format!("({}", base.1)).replace("\"/assets", &format!("\"{}assets", base.1));
    Project::new(&files)
}

/// Everything that is made, as it is or as a portable copy.
fn made(project: &Project, portable: bool) -> (BTreeMap<String, Vec<u8>>, Vec<Lost>) {
    let built = project.build();
    assert!(!pipeline::has_errors(&built.diagnostics), "{}", project.text(&built, insyn::diagnostic::Lang::En));
    let kept = Kept::default();
    let copy = Portable::new(&built.house, &[], &kept);
    let mut lost = Vec::new();
    let found = if portable {
        let found = pipeline::make_all(&built.house, &project.sources, &copy, &|_| {});
        lost = copy.finish().expect("keeping cannot fail");
        found
    } else {
        pipeline::make_all(&built.house, &project.sources, &kept, &|_| {})
    };
    assert!(found.expect("keeping cannot fail").is_empty());
    (kept.taken(), lost)
}

/// Every address on a page as it is written, and every id.
fn addresses_and_ids(page: &str) -> (Vec<String>, BTreeSet<String>) {
    let (addresses, ids) = (RefCell::new(Vec::new()), RefCell::new(BTreeSet::new()));
    let collect = element!("*", |element| {
        let canonical = element.get_attribute("rel").is_some_and(|rel| rel == "canonical");
        for name in ["href", "src", "content"] {
            let value = element.get_attribute(name).map(|value| htmlize::unescape_attribute(value).into_owned());
            let address = match value {
                Some(value) if name == "content" => value.split_once("url=").map(|(_, address)| address.to_owned()),
                value => value,
            };
            addresses.borrow_mut().extend(address.filter(|_| !canonical));
        }
        ids.borrow_mut().extend(element.get_attribute("id"));
        Ok(())
    });
    rewrite_str(page, RewriteStrSettings::new().append_element_content_handler(collect)).expect("a page can be read");
    (addresses.into_inner(), ids.into_inner())
}

fn is_elsewhere(address: &str) -> bool {
    ["http:", "https:", "mailto:", "tel:", "data:"].iter().any(|scheme| address.starts_with(scheme))
}

fn pages(files: &BTreeMap<String, Vec<u8>>) -> impl Iterator<Item = (&String, String)> {
    let pages = files.iter().filter(|(path, _)| path.ends_with(".html") || path.ends_with(".svg"));
    pages.map(|(path, bytes)| (path, String::from_utf8(bytes.clone()).expect("pages are text")))
}

fn unescaped(path: &str) -> String {
    path.replace("%20", " ").replace("%C3%A5", "å")
}

#[test]
fn own_addresses_begin_with_the_base_and_lead_to_what_is_made() {
    for base in &BASES {
        let (files, _) = made(&municipality(base), false);
        let mut own = 0;
        for (path, page) in pages(&files) {
            for address in addresses_and_ids(&page).0.iter().filter(|address| !is_elsewhere(address) && !address.starts_with('#')) {
                let inside = address.strip_prefix(base.1).unwrap_or_else(|| panic!("{path}: {address} lies outside {}", base.1));
                let file = unescaped(inside.split(['#', '?']).next().unwrap_or_default());
                let file = if file.is_empty() || file.ends_with('/') { format!("{file}index.html") } else { file };
                assert!(files.contains_key(&file), "{path}: {address} leads to nothing");
                own += 1;
            }
        }
        assert!(own > 100, "the pages have addresses: {own}");
    }
}

#[test]
fn every_address_of_the_copy_leads_to_a_file_of_the_copy() {
    for base in &BASES {
        let (files, lost) = made(&municipality(base), true);
        assert_eq!(lost, [], "{}", base.0);
        let ids: BTreeMap<&String, BTreeSet<String>> = pages(&files).map(|(path, page)| (path, addresses_and_ids(&page).1)).collect();
        let mut fragments = 0;
        for (path, page) in pages(&files) {
            for address in addresses_and_ids(&page).0.iter().filter(|address| !is_elsewhere(address)) {
                let (file, fragment) = address.split_once('#').unwrap_or((address, ""));
                let mut place: Vec<&str> = path.split('/').collect();
                if !file.is_empty() {
                    place.pop();
                }
                for part in file.split('/').filter(|part| !part.is_empty()) {
                    match part {
                        ".." => assert!(place.pop().is_some(), "{path}: {address} leads out of the folder"),
                        part => place.push(part),
                    }
                }
                assert!(!address.starts_with('/') && !address.ends_with('/'), "{path}: {address}");
                let place = unescaped(&place.join("/"));
                assert!(files.contains_key(&place), "{path}: {address} leads to {place}, which is not there");
                if let Some(ids) = ids.get(&place).filter(|_| !fragment.is_empty()) {
                    assert!(ids.contains(fragment), "{path}: {address} leads to no place on its page");
                    fragments += 1;
                }
            }
        }
        assert!(fragments > 10, "addresses keep their fragments: {fragments}");
        assert!(!files.contains_key("404.html"), "what only a server can show is left out");
    }
}

#[test]
fn a_copy_keeps_what_pages_say_and_where_they_stand_on_the_web() {
    let (files, _) = made(&municipality(&BASES[0]), true);
    let text = |path: &str| String::from_utf8(files[path].clone()).expect("text");
    let page = text("rad/orolig/index.html");
    for words in [
        "<link rel=\"canonical\" href=\"https://www.amal.se/insyn/rad/orolig/\">",
        "href=\"../lank/index.html#nar\"",
        "href=\"../../planer/p/index.html#mal-1\"",
        "href=\"../../en/rad/orolig/index.html\"",
        "href=\"../../filer/guides/bilaga%20%C3%A5%201.pdf\"",
        "src=\"../../filer/guides/karta-800.png\" srcset=\"../../filer/guides/karta-400.png 400w, ../../filer/guides/karta-800.png 800w,",
        "href=\"../../assets/code.css\"",
    ] {
        assert!(page.contains(words), "{words} is not on the page:\n{page}");
    }
    assert!(text("gammal/adress/index.html").contains("content=\"0; url=../../rad/orolig/index.html\""), "a page that has moved leads on");
    assert_eq!(text("assets/egen.css").trim(), "body { background: url(\"fond.svg\") } @import \"mer.css\";");
    assert!(text("assets/fond.svg").contains("<image href=\"icon.svg\""));
    let english = text("en/rad/orolig/index.html");
    assert!(english.contains("class=\"insyn-unpack\" lang=\"en\"") && english.contains("Extract All") && !page.contains("Extract All"));
    assert_eq!(text("assets/insyn-unpack.css"), ".insyn-unpack { display: none }\n");
    let (nowhere, _) = made(&municipality(&BASES[2]), true);
    for (path, page) in pages(&nowhere) {
        assert!(!page.contains("rel=\"canonical\""), "{path} names no place on the web while there is none");
    }
}

#[test]
fn an_address_of_a_theme_that_leads_nowhere_is_told() {
    let (place, link) = ("<main id=\"main\"", "<a href=\"/finns-inte/\">x</a><main id=\"main\"");
    let base = include_str!("../../themes/medborgare/templates/base.html").replace(place, link);
    let theme = format!("=== themes/egen/templates/base.html\n{base}");
    let project = Project::new(&format!("{}{theme}", MUNICIPALITY.replace("BASE", "")));
    let (files, lost) = made(&project, true);
    assert!(lost.iter().all(|lost| lost.address == "/finns-inte/"), "{lost:?}");
    let html = files.keys().filter(|path| path.ends_with(".html")).count();
    assert_eq!(lost.iter().map(|lost| &lost.page).collect::<BTreeSet<_>>().len(), html, "every page is named");
    assert!(String::from_utf8_lossy(&files["rad/orolig/index.html"]).contains("href=\"../../finns-inte/\""), "it stays in the folder");
}

#[test]
fn a_page_that_the_plan_does_not_list_can_be_linked_to_and_is_rewritten() {
    let built = municipality(&BASES[0]).build();
    let kept = Kept::default();
    let copy = Portable::new(&built.house, &["nytt/index.html"], &kept);
    for path in ["nytt/index.html", "rad/index.html"] {
        copy.stage(path, Body::Bytes(b"<a href=\"/insyn/nytt/\">Nytt</a>".to_vec())).expect("keeping cannot fail");
    }
    assert_eq!(copy.finish().expect("keeping cannot fail"), []);
    let files = kept.taken();
    assert_eq!(files["nytt/index.html"], b"<a href=\"index.html\">Nytt</a>");
    assert_eq!(files["rad/index.html"], b"<a href=\"../nytt/index.html\">Nytt</a>");
}

#[test]
fn a_copy_is_called_by_its_site_day_and_readers() {
    let named = |title: &str, audience| {
        let mut project = Project::new(&MUNICIPALITY.replace("BASE", "").replace("Insyn i Åmål", title));
        project.sources.audience = audience;
        name(&project.build().house, &project.sources)
    };
    assert_eq!(named("Insyn i Åmål", Audience::Public), "insyn-i-amal-2026-11-22");
    assert_eq!(named("Insyn i Åmål", Audience::Writers), "insyn-i-amal-2026-11-22-utkast");
    assert_eq!(named("!", Audience::Public), "insyn-2026-11-22");
    assert_eq!(named("../x/con", Audience::Public), "x-con-2026-11-22");
}

/// The files of a folder, or nothing where there is none.
fn files_of(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = walkdir::WalkDir::new(folder).into_iter().flatten().filter(|entry| entry.file_type().is_file());
    entries.map(|entry| (insyn::disk::relative(folder, entry.path()), std::fs::read(entry.path()).expect("readable"))).collect()
}

fn unzipped(zip: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(zip).expect("the zip is there")).expect("it is a zip");
    let mut files = BTreeMap::new();
    let mut names = Vec::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).expect("every entry can be read");
        let modified = file.last_modified().expect("a day");
        assert_eq!((modified.year(), modified.month(), modified.day(), modified.hour()), (2026, 11, 22, 0));
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).expect("it is whole");
        names.push(file.name().expect("a name in UTF-8").into_owned());
        files.insert(names[at].clone(), bytes);
    }
    assert!(names.is_sorted(), "{names:?}");
    files
}

/// A package of these files at a place.
fn packed(place: &Path, files: &[(&str, &str)]) -> Result<PathBuf, String> {
    let package = Package::open(place, Some(place), "paket", date(2026, 11, 22)).map_err(|fault| fault.message.en)?;
    for (path, text) in files {
        package.stage(path, Body::Bytes((*text).into())).map_err(|fault| fault.message.en)?;
    }
    package.commit().map(|packed| packed.folder).map_err(|fault| fault.message.en)
}

fn names(place: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        std::fs::read_dir(place).expect("a folder").flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn the_zip_holds_what_the_folder_holds() {
    let (temp, folder) = site();
    let guides = folder.join("content").join("guides");
    std::fs::create_dir_all(&guides).expect("a folder");
    write(guides.join("prov.md"), "+++\ntitle = \"Prov\"\nsituation = \"Prov\"\n+++\n\nLäs [bilagan](<bilaga å.pdf>).\n");
    std::fs::write(guides.join("bilaga å.pdf"), [0, 159, 146, 150]).expect("writable");
    let copy = |to: &str| {
        let ran = insyn(&folder, &["build", "--portable", "--date", "2026-11-22", "--to", to]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.out);
        let place = folder.join(to);
        let names = names(&place);
        assert_eq!(names.len(), 2, "a folder and a zip, nothing left over: {names:?}");
        assert!(ran.out.contains(&*place.join(&names[0]).join("index.html").to_string_lossy()), "{}", ran.out);
        (files_of(&place.join(&names[0])), place.join(&names[1]))
    };
    let (files, zip) = copy("utskick");
    assert!(files.len() > 20 && files["filer/guides/bilaga å.pdf"] == [0, 159, 146, 150]);
    assert_eq!(unzipped(&zip), files);
    let (again, second) = copy("utskick två");
    assert!(again == files && std::fs::read(second).expect("readable") == std::fs::read(&zip).expect("readable"), "the same bytes again");
    let (over, third) = copy("utskick");
    assert!(over == files && third == zip, "it takes the place of an earlier one");
    assert!(files_of(&folder.join("public")).is_empty() && !folder.join(".insyn").exists(), "what is built in public is not touched");
    drop(temp);
}

#[test]
fn what_has_gone_from_the_site_goes_from_the_copy() {
    let temp = TempDir::new().expect("a folder for the test");
    packed(temp.path(), &[("index.html", "1"), ("gammal/index.html", "2")]).expect("the first");
    // What a look at the folder leaves behind is nobody's.
    write(temp.path().join("paket").join("Thumbs.db"), "x");
    let folder = packed(temp.path(), &[("index.html", "3")]).expect("the second");
    assert_eq!(files_of(&folder), BTreeMap::from([("index.html".to_owned(), b"3".to_vec())]));
    assert_eq!(unzipped(&temp.path().join("paket.zip")), files_of(&folder));
}

/// Somebody changes something at a place.
type Change = fn(&Path);

#[test]
fn what_insyn_did_not_make_is_never_replaced() {
    let strangers: [(&str, Change); 6] = [
        ("own.docx", |place| write(place.join("paket").join("own.docx"), "mitt")),
        ("index.html", |place| write(place.join("paket").join("index.html"), "ändrad")),
        ("paket.zip", |place| write(place.join("paket.zip"), "ingen zip")),
        ("paket.zip", |place| {
            let file = std::fs::OpenOptions::new().read(true).write(true).open(place.join("paket.zip")).expect("writable");
            let mut zip = zip::ZipWriter::new_append(file).expect("a zip");
            zip.start_file("mitt.txt", zip::write::SimpleFileOptions::default()).expect("writable");
            zip.finish().expect("writable");
        }),
        ("index.html", |place| std::fs::remove_file(place.join("paket.zip")).expect("removable")),
        ("paket", |place| {
            std::fs::remove_dir_all(place.join("paket")).expect("removable");
            write(place.join("paket"), "en fil");
        }),
    ];
    for (named, strange) in strangers {
        let temp = TempDir::new().expect("a folder for the test");
        packed(temp.path(), &[("index.html", "1")]).expect("the first");
        strange(temp.path());
        let before = files_of(temp.path());
        let refused = packed(temp.path(), &[("index.html", "2")]).expect_err(named);
        assert!(refused.contains(named) && refused.contains("insyn did not make"), "{refused}");
        assert_eq!(files_of(temp.path()), before, "{named}: nothing has changed");
    }
}

#[test]
fn half_a_copy_never_remains() {
    let temp = TempDir::new().expect("a folder for the test");
    packed(temp.path(), &[("index.html", "1")]).expect("the first");
    let before = files_of(temp.path());
    for path in ["../utanför", "/rot", "a//b", "."] {
        let refused = packed(temp.path(), &[("index.html", "2"), (path, "x")]).expect_err("no place in a copy");
        assert!(refused.contains(path), "{refused}");
    }
    let package = Package::open(temp.path(), Some(temp.path()), "paket", date(2026, 11, 22)).expect("it can be opened");
    package.stage("index.html", Body::Copy("finns inte.pdf".into())).expect_err("the file is not there");
    drop(package);
    assert_eq!(files_of(temp.path()), before, "what stood there stands there still");
    assert_eq!(names(temp.path()), ["paket", "paket.zip"]);
}

#[test]
fn a_killed_build_is_no_hindrance_and_a_running_one_is() {
    let temp = TempDir::new().expect("a folder for the test");
    packed(temp.path(), &[("index.html", "1")]).expect("the first");
    let stage = temp.path().join(".insyn-paket");
    // Killed while it staged, and killed before its last move.
    std::fs::create_dir_all(stage.join("folder")).expect("a folder");
    write(stage.join("folder").join("gammal.html"), "x");
    packed(temp.path(), &[("index.html", "2")]).expect("the second");
    std::fs::create_dir_all(&stage).expect("a folder");
    std::fs::rename(temp.path().join("paket.zip"), stage.join("zip")).expect("movable");
    let folder = packed(temp.path(), &[("index.html", "3")]).expect("the third");
    assert_eq!(files_of(&folder), BTreeMap::from([("index.html".to_owned(), b"3".to_vec())]));
    let running = Package::open(temp.path(), Some(temp.path()), "paket", date(2026, 11, 22)).expect("it can be opened");
    assert!(packed(temp.path(), &[]).expect_err("one is enough").contains("Another build"));
    drop(running);
    assert_eq!(names(temp.path()), ["paket", "paket.zip"]);
}

#[test]
fn a_copy_is_not_put_where_the_site_needs_its_folders() {
    let (temp, folder) = site();
    for to in ["public", "public/kopia", "content", "themes/x", "./finns-inte/../public", ".insyn/stage"] {
        let ran = insyn(&folder, &["build", "--portable", "--to", to]);
        assert_eq!(ran.code, 2, "{to}: {}", ran.out);
        assert!(ran.err.contains("egen mapp") && ran.err.contains("--to"), "{to}: {}", ran.err);
    }
    assert!(files_of(&folder.join("public")).is_empty() && !folder.join("finns-inte").exists());
    assert_eq!(insyn(&folder, &["build", "--to", "x"]).code, 2, "--to is for a copy");
    assert_eq!(insyn(&folder, &["build", "--portable", "--force"]).code, 2, "a copy forces nothing");
    write(folder.join("content").join("pages").join("fel.md"), "+++\ntitel = \"Fel\"\n+++\n");
    assert_eq!(insyn(&folder, &["build", "--portable", "--to", "x"]).code, 1);
    assert!(!folder.join("x").exists(), "with errors nothing is written");
    drop(temp);
}

#[test]
fn drafts_are_marked_on_the_copy_and_in_its_name() {
    let (temp, folder) = site();
    write(folder.join("content").join("pages").join("ny.md"), "+++\ntitle = \"Ny sida\"\ndraft = true\n+++\n");
    let ran = insyn(&folder, &["build", "--portable", "--drafts", "--date", "2026-11-22", "-q"]);
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, "", ""));
    let place = folder.join(".insyn").join("portable");
    let names = names(&place);
    assert!(names.len() == 2 && names[0].ends_with("-2026-11-22-utkast") && names[1] == format!("{}.zip", names[0]), "{names:?}");
    assert!(read(place.join(&names[0]).join("om").join("ny").join("index.html")).contains("noindex"));
    drop(temp);
}
