//! What the rules of language say of whole sites: how hard our own pages are to read, and that an edit is judged anew and nothing else.

use insyn::markdown::prose;
use insyn::pipeline;
use insyn::readability::{Counts, measure};
use insyn::source::Text;

use crate::project::{Project, SITE, found};
use crate::sites::{danderyd, nacka};

/// The pages that people in need read are as easy as they are meant to be, counted here anew from their bodies.
#[test]
fn guides_are_easy_to_read() {
    for built in [nacka(), danderyd()] {
        let bodies = built.documents.documents.iter().flat_map(|document| document.entries.iter().map(move |entry| (document, entry)));
        for (document, entry) in bodies {
            let Some(body) = &entry.body else { continue };
            let read = prose(&document.text.content[body.start..], document.text.id, body.start);
            let measured: Vec<_> = read.passages.iter().map(|passage| measure(&passage.text)).collect();
            let counts = Counts::of(&measured);
            let Some(lix) = counts.lix() else { continue };
            assert!(entry.kind.folder != "guides" || lix <= 40.0, "{}: LIX {lix}", document.text.path);
        }
    }
}

const HARD: &str = "=== content/pages/om.md\n+++\ntitle = \"Om\"\n+++\n\nDet åligger kommunen att svara. Det åligger nämnden att fråga.\n";

fn silenced(with: &str) -> String {
    HARD.replace("\n+++\n\n", &format!("\n\n[[silence]]\nrule = \"officialese\"\n{with}reason = \"Lagens ord.\"\n+++\n\n"))
}

#[test]
fn a_silence_with_words_leaves_the_other_places() {
    let one = Project::new(&silenced("words = \"åligger kommunen\"\n")).build();
    assert_eq!(found(&one), ["officialese"]);
    assert!(one.diagnostics[0].labels.is_empty(), "one place is left: {:?}", one.diagnostics);
    assert!(found(&Project::new(&silenced("")).build()).is_empty());
}

#[test]
fn a_silence_gives_a_reason() {
    let without = silenced("").replace("reason = \"Lagens ord.\"\n", "");
    assert_eq!(found(&Project::new(&without).build()), ["missing-key"]);
    let empty = silenced("").replace("Lagens ord.", " ");
    assert!(found(&Project::new(&empty).build()).contains(&"missing-key"));
}

#[test]
fn a_silence_in_a_shared_file_is_about_its_record_only() {
    let services = "=== content/services.toml\n[[service]]\nid = \"a\"\ntitle = \"A\"\n[[service.silence]]\nrule = \"service-unchecked\"\n\
        reason = \"Provas.\"\n[[service.contact]]\nphone = \"111\"\n[[service]]\nid = \"b\"\ntitle = \"B\"\n[[service.contact]]\nphone = \"222\"\n";
    let built = Project::new(services).build();
    assert_eq!(found(&built), ["service-unchecked"]);
    assert!(built.diagnostics[0].message.sv.contains('B'));
}

#[test]
fn errors_that_stop_a_page_are_not_silenced() {
    let built = Project::new(&silenced("").replace("officialese", "broken-link").replace("fråga.", "[fråga dem](borta.md).")).build();
    let mut names = found(&built);
    names.sort_unstable();
    assert_eq!(names, ["broken-link", "idle-silence", "officialese"]);
}

/// What is found after an edit is what is found from nothing, though only the edited file is judged anew; and new settings judge all anew.
#[test]
fn kept_findings_follow_edits_and_settings() {
    let mut project =
        Project::new(&format!("{HARD}=== content/pages/sip.md\n+++\ntitle = \"SIP\"\n+++\n\nVi gör en SIP med [planen här](om.md).\n"));
    let before = project.build();
    assert_eq!(found(&before), ["officialese", "unexplained-abbreviation"]);
    let edit = |project: &mut Project, path: &str, content: String| {
        project.sources.texts.retain(|text| &*text.path != path);
        project.sources.texts.push_back(Text::new(path, content));
        project.sources.sort();
    };
    edit(&mut project, "content/pages/om.md", "+++\ntitle = \"Om\"\n+++\n\nKommunen ska svara.\n".to_owned());
    let after = pipeline::build(&project.sources, Some(&before.documents));
    assert_eq!(found(&after), ["unexplained-abbreviation"]);
    edit(
        &mut project,
        "content/terms.toml",
        "[[term]]\nid = \"sip\"\ntitle = \"Samordnad individuell plan\"\nabbreviation = \"SIP\"\n".to_owned(),
    );
    let explained = pipeline::build(&project.sources, Some(&after.documents));
    assert!(found(&explained).is_empty(), "{:?}", explained.diagnostics);
    let hard = format!("{SITE}[[lix]]\nfolder = \"pages\"\nmost = 10\n");
    let words = "Alla barn i kommunen ska må bra och få stöd när de behöver det. ".repeat(5);
    edit(&mut project, "content/pages/om.md", format!("+++\ntitle = \"Om\"\n+++\n\n{words}\n\n{words}\n"));
    let easy = pipeline::build(&project.sources, Some(&explained.documents));
    assert!(found(&easy).is_empty());
    edit(&mut project, "content/site.toml", hard);
    assert_eq!(found(&pipeline::build(&project.sources, Some(&easy.documents))), ["hard-to-read"]);
}
