//! Changes of sources: what has one right answer is mended, nothing else is touched, and all of it can be taken back.

use std::fs;

use insyn::diagnostic::Severity;
use insyn::edit::fix::fix;
use insyn::pipeline::{self, Built};
use insyn::source::Sources;

use crate::program::{insyn, read, site, write};
use crate::project::Project;
use crate::stored::{cases, read as stored};

fn errors(built: &Built) -> Vec<(&'static str, String)> {
    let errors = built.diagnostics.iter().filter(|found| found.severity == Severity::Error);
    errors.map(|found| (found.lint.name, found.message.sv.clone())).collect()
}

fn texts(sources: &Sources) -> Vec<(String, String)> {
    sources.texts.iter().map(|text| (text.path.to_string(), text.content.to_string())).collect()
}

#[test]
fn mending_makes_no_new_error_and_twice_is_once() {
    let mut mended_somewhere = 0;
    for lint in pipeline::lints() {
        for name in ["triggers.site", "sound.site"] {
            let project = Project::new(&stored(&cases().join(lint.name).join(name)));
            let built = project.build();
            let before = errors(&built);
            let once = fix(&project.sources, built);
            let new: Vec<_> = errors(&once.built).into_iter().filter(|error| !before.contains(error)).collect();
            assert!(new.is_empty(), "{}/{name}: {new:?}", lint.name);
            assert_eq!(errors(&pipeline::build(&once.sources, None)), errors(&once.built), "{}/{name}", lint.name);
            mended_somewhere += once.told.len();
            let sources = once.sources.clone();
            let twice = fix(&sources, once.built);
            assert_eq!((twice.told.len(), texts(&twice.sources)), (0, texts(&sources)), "{}/{name}", lint.name);
        }
    }
    assert!(mended_somewhere > 10, "{mended_somewhere} things were mended: too few to prove anything");
}

#[test]
fn what_has_one_right_answer_is_mended_and_what_a_person_must_judge_is_not() {
    let project = Project::new(
        "=== content/pages/om.md\n+++\ntitle = ”Om oss”\ntitel = \"Om\"\nsummry = \"Kort\" # behålls\n+++\n\nSe [kontakt](#kontkat) och [annat](#zzz).\n\n## Kontakt\n\
         === content/organisations.toml\n[[organisation]]\nid = \"polisen\"\ntitle = \"Polisen\"\nplace = \"utanför kommunen\"\n\
         === content/agreements/avtal.md\n+++\ntitle = \"Avtal\"\nform = \"överenskomelse\"\nparties = [\"polisn\", \"helt-annan\"]\nperiod = \"2016/2014\"\n+++\n",
    );
    let mended = fix(&project.sources, project.build());
    let page = &mended.sources.text("content/pages/om.md").expect("it is there").content;
    let agreement = &mended.sources.text("content/agreements/avtal.md").expect("it is there").content;
    assert!(page.contains("title = \"Om oss\"\n"), "{page}");
    assert!(page.contains("titel = \"Om\""), "a title stands there already: {page}");
    assert!(page.contains("summary = \"Kort\" # behålls"), "{page}");
    assert!(page.contains("(#kontakt)") && page.contains("(#zzz)"), "{page}");
    assert!(agreement.contains("form = \"överenskommelse\""), "{agreement}");
    assert!(agreement.contains("[\"polisn\", \"helt-annan\"]"), "which organisation is meant is for a person to say: {agreement}");
    assert!(agreement.contains("period = \"2016/2014\""), "{agreement}");
}

#[test]
fn the_program_mends_tells_where_and_takes_it_back() {
    let (_temp, folder) = site();
    let path = folder.join("content/pages/om-webbplatsen.md");
    let windows = format!("\u{feff}{}", read(&path).replace("title =", "titel =").replace('\n', "\r\n"));
    write(&path, &windows);
    let shown = insyn(&folder, &["check", "--fix", "--dry-run", "--date", "2026-11-22"]);
    assert!(shown.out.contains("-titel =") && shown.out.contains("+title ="), "{}", shown.out);
    assert_eq!(read(&path), windows, "shown is not done");
    let plain = insyn(&folder, &["check", "--date", "2026-11-22"]);
    assert_eq!(plain.code, 1);
    assert!(plain.out.contains("insyn check --fix"), "{}", plain.out);

    let ran = insyn(&folder, &["check", "--fix", "--date", "2026-11-22"]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("content/pages/om-webbplatsen.md:2: "), "{}", ran.out);
    assert_eq!(read(&path), windows.replace("titel =", "title ="), "the mark, the line endings and all else stay");
    assert_eq!(insyn(&folder, &["check", "--fix", "--quiet", "--date", "2026-11-22"]).out, "");

    let back = insyn(&folder, &["undo"]);
    assert!(back.out.contains("insyn check --fix") && back.out.contains("om-webbplatsen.md"), "{}", back.out);
    assert_eq!(read(&path), windows);
    assert!(insyn(&folder, &["undo", "--lang", "en"]).out.contains("no change to take back"));
}

#[test]
fn nothing_is_taken_back_over_what_somebody_wrote_since() {
    let (_temp, folder) = site();
    let path = folder.join("content/pages/om-webbplatsen.md");
    write(&path, &read(&path).replace("title =", "titel ="));
    assert_eq!(insyn(&folder, &["check", "--fix", "--date", "2026-11-22"]).code, 0);
    let since = format!("{}\nNytt.\n", read(&path));
    write(&path, &since);
    let refused = insyn(&folder, &["undo"]);
    assert_eq!((refused.code, read(&path)), (2, since));
    assert!(refused.err.contains("har ändrats under tiden"), "{}", refused.err);
}

#[test]
fn a_file_with_an_ending_that_windows_hid_gets_its_name() {
    let (_temp, folder) = site();
    let (right, wrong) = (folder.join("content/pages/om-webbplatsen.md"), folder.join("content/pages/om-webbplatsen.md.txt"));
    let text = read(&right);
    fs::rename(&right, &wrong).expect("it can be renamed");
    let ran = insyn(&folder, &["check", "--fix", "--date", "2026-11-22"]);
    assert_eq!((ran.code, right.exists(), wrong.exists()), (0, true, false), "{}{}", ran.out, ran.err);
    insyn(&folder, &["undo"]);
    assert_eq!((right.exists(), read(&wrong)), (false, text));
}
