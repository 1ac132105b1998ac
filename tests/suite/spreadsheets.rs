//! Figures and actions from spreadsheets beside a record, and the site's own tables read back.

mod delivered;
mod hidden;
mod published;
mod shown;

use std::sync::Arc;

use insyn::content::indicator::Indicator;
use insyn::content::result::{FollowUp, Status};
use insyn::diagnostic::Lang;
use insyn::pipeline::{self, Built};
use insyn::report::{View, report};
use insyn::source::Sources;
use insyn::spreadsheet;

use crate::project::{Project, found};
use crate::sites::typed;

const PLAN: &str = r#"=== content/organisations.toml
[[organisation]]
id = "polisen"
title = "Polisen"
form = "myndighet"
=== content/indicators.toml
[[indicator]]
id = "godkanda"
title = "Godkända butiker"
unit = "procent"

[[indicator]]
id = "barn"
title = "Barn i grupp"
unit = "barn"

[[indicator]]
id = "forelasningar"
title = "Föreläsningar"
unit = "föreläsningar"

[[indicator]]
id = "skolor"
title = "Skolor"
unit = "skolor"
=== content/strategies/andt.md
+++
title = "Strategi mot droger"
form = "strategi"
period = "2014/2016"

[[goal]]
id = "mal-1"
title = "Tillgången ska minska"

[[goal]]
id = "mal-4"
title = "Färre ska utveckla beroende"

[[goal]]
id = "mal-5"
title = "Lättare att få vård"
+++
=== content/results/andt-2016.md
+++
title = "Så gick det 2016"
follows-up = "strategies/andt"
period = "2016"
extent = "sammanfattning"
+++

Uppföljningen är en sammanfattning.
"#;

/// The made workbook is described in `import/README.md`.
const MADE: &[u8] = include_bytes!("import/andt-2016.xlsx");

fn with(path: &str, bytes: &[u8]) -> (Sources, Built) {
    let mut sources = Project::new(PLAN).sources;
    sources.books.push(Arc::new(spreadsheet::read(path, "1", bytes)));
    sources.sort();
    let built = pipeline::build(&sources, None);
    (sources, built)
}

#[test]
fn a_workbook_beside_a_follow_up_gives_its_actions_and_figures() {
    let (sources, built) = with("content/results/andt-2016.xlsx", MADE);
    let text = report("text", &built.diagnostics, &View::new(Lang::Sv, &sources)).expect("known");
    // One formula has no value that was saved with it.
    assert_eq!(text.matches("fel[").count(), 1, "{text}");
    assert!(text.contains("blad ”Siffror”, cell B5\n") && text.contains("Formeln i cellen har inget sparat värde."), "{text}");
    let result: &FollowUp = typed(&built, "results", "andt-2016");
    let actions: Vec<(&str, Status, Option<&str>)> =
        result.actions.iter().map(|one| (&*one.title.text, one.status[0], one.goal.as_ref().and_then(|goal| goal.inner()))).collect();
    assert_eq!(
        actions,
        [
            ("Kontroller av folköl och tobak med 18-åriga ungdomar", Status::Done, Some("mal-1")),
            ("Tillsyn tillsammans med polis, skattemyndighet och räddningstjänst", Status::NotDone, Some("mal-1")),
            ("Workshop med primärvården", Status::NotDone, Some("mal-4")),
            ("Ny brukarenkät", Status::Ongoing, Some("mal-5")),
        ]
    );
    assert_eq!(result.actions[1].whose.as_ref().map(|whose| whose.id()), Some("polisen"));
    assert!(result.actions[2].whose.is_none() && result.actions[3].cause.is_empty(), "two dots and a dash say nothing");
    let figures: Vec<_> = result.observations.iter().map(|one| (one.indicator.id(), one.value, one.target, one.approximate)).collect();
    let right = [("godkanda", Some(88.0), Some(90.0), false), ("barn", Some(19.0), None, false), ("forelasningar", Some(80.0), None, true)];
    assert_eq!(figures[..3], right);
    assert!(figures.iter().all(|(id, value, ..)| *id != "skolor" || value.is_none()), "{figures:?}");
}

/// A workbook of LibreOffice with the rows of one sheet, and with styles, as it writes them.
fn ods(rows: &str, styles: &str) -> Vec<u8> {
    let names = [("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"), ("number", "datastyle")]
        .map(|(short, name)| format!("xmlns:{short}=\"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0\""))
        .join(" ");
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content {names}><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet><table:table table:name=\"Siffror\">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    let mut packed = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    let list = "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>";
    let kind = "application/vnd.oasis.opendocument.spreadsheet";
    for (name, bytes) in [("mimetype", kind), ("META-INF/manifest.xml", list), ("content.xml", &content)] {
        packed.start_file(name, options).expect("the name is free");
        std::io::Write::write_all(&mut packed, bytes.as_bytes()).expect("memory takes it");
    }
    packed.finish().expect("memory takes it").into_inner()
}

#[test]
fn a_workbook_of_libreoffice_is_read_as_it_shows_itself() {
    let text = |words: &str| format!("<table:table-cell office:value-type=\"string\"><text:p>{words}</text:p></table:table-cell>");
    let number = |sort: &str, value: &str| format!("<table:table-cell office:value-type=\"{sort}\" office:value=\"{value}\"/>");
    let row = |cells: &[String]| format!("<table:table-row>{}</table:table-row>", cells.concat());
    let empty =
        "<table:table-row table:number-rows-repeated=\"2\"><table:table-cell table:number-columns-repeated=\"3\"/></table:table-row>";
    let rows = [
        row(&[text("Siffror 2016")]),
        empty.to_owned(),
        row(&[text("Mått"), text("Värde"), text("Målvärde")]),
        row(&[text("godkanda"), number("percentage", "0.88"), number("percentage", "0.9")]),
        row(&[text("barn"), number("float", "19")]),
    ];
    let (sources, built) = with("content/results/andt-2016.ods", &ods(&rows.concat(), ""));
    let told = report("text", &built.diagnostics, &View::new(Lang::Sv, &sources)).expect("known");
    assert!(!pipeline::has_errors(&built.diagnostics), "{told}");
    let result: &FollowUp = typed(&built, "results", "andt-2016");
    let figures: Vec<_> = result.observations.iter().map(|one| (one.indicator.id(), one.value, one.target)).collect();
    assert_eq!(figures, [("godkanda", Some(88.0), Some(90.0)), ("barn", Some(19.0), None)]);
    let many = "<table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell table:number-columns-repeated=\"1000\" office:value-type=\"percentage\" office:value=\"1\"/></table:table-row>";
    let (sources, built) = with("content/results/andt-2016.ods", &ods(many, ""));
    let told = report("text", &built.diagnostics, &View::new(Lang::Sv, &sources)).expect("known");
    assert!(told.contains("andt-2016.ods"), "{told}");
}

#[test]
fn a_changed_workbook_is_read_again_and_an_unchanged_one_is_not() {
    let (mut sources, built) = with("content/results/andt-2016.xlsx", MADE);
    let again = pipeline::build(&sources, Some(&built.documents));
    assert!(built.documents.documents.iter().zip(&again.documents.documents).all(|(a, b)| Arc::ptr_eq(a, b)));
    let other = "Aktivitet;Läge\nNågot annat;genomförd\n".as_bytes();
    sources.books = vec![Arc::new(spreadsheet::read("content/results/andt-2016.csv", "2", other))];
    let changed = pipeline::build(&sources, Some(&again.documents));
    assert_eq!(typed::<FollowUp>(&changed, "results", "andt-2016").actions.len(), 1);
}

#[test]
fn everything_wrong_in_a_workbook_is_told_at_once_with_sheet_and_cell() {
    let project = Project::new(&format!(
        "{PLAN}=== !book content/results/andt-2016.xlsx\n[Åtgärder]\nTitel\n\nAktivitet|Läge|Varför|Ansvarg\nTillsyn|genomförts||\n|genomförd|tidsbrist|\nKontroll|#REF!||\n[Siffror]\nMått|Värde\ngodkanda|<5\nbran|3\n"
    ));
    let built = project.build();
    let sv = project.text(&built, Lang::Sv);
    for place in [
        "blad ”Åtgärder”, cell D3",
        "blad ”Åtgärder”, cell B4",
        "blad ”Åtgärder”, rad 5",
        "blad ”Åtgärder”, cell B6",
        "blad ”Siffror”, cell B2",
        "blad ”Siffror”, cell A3",
    ] {
        assert!(sv.contains(&format!("content/results/andt-2016.xlsx, {place}\n")), "{place} is not in\n{sv}");
    }
    for meant in ["Menade du ”genomförd”?", "”<5” är inget tal.", "#REF!", "Menade du ”barn”?"] {
        assert!(sv.contains(meant), "{meant} is not in\n{sv}");
    }
    assert!(!sv.contains("Klistra in:"), "nothing can be pasted into a workbook\n{sv}");
    let en = project.text(&built, Lang::En);
    assert!(en.contains("sheet “Siffror”, cell B2") && en.contains("“<5” is not a number."), "{en}");
}

#[test]
fn values_of_measures_come_from_one_workbook_for_all_or_one_for_each() {
    let own = "=== content/indicators/andel.toml\ntitle = \"Andel\"\nunit = \"procent\"\ntables = \"siffror.csv\"\n=== content/indicators/siffror.csv\nUnga i kommunen;\n;\nÅr;Utfall;Kön\n2015;1 234,5;\n2016;..;\n2016;88 %;flickor\nSumma;99;\n";
    let shared = "=== content/indicators.csv\nNyckeltal;Period;Värde\nbarn;2015;17\nGodkända butiker;2015;80\nbarn;2014–2015;16\n";
    let project = Project::new(&format!("{}{own}{shared}", PLAN.replace("title = \"Så gick", "draft = true\ntitle = \"Så gick")));
    let built = project.build();
    assert!(!pipeline::has_errors(&built.diagnostics), "{}", project.text(&built, Lang::Sv));
    let values = |id: &str| -> Vec<(String, f64, Option<String>)> {
        let values = &typed::<Indicator>(&built, "indicators", id).values;
        values.iter().map(|one| (one.period.written.to_string(), one.value, one.group.as_ref().map(|group| group.text.clone()))).collect()
    };
    assert_eq!(values("barn"), [("2015".into(), 17.0, None), ("2014/2015".into(), 16.0, None)]);
    assert_eq!(values("godkanda"), [("2015".into(), 80.0, None)]);
    assert_eq!(values("andel")[..2], [("2015".into(), 1234.5, None), ("2016".into(), 88.0, Some("flickor".into()))]);
}

#[test]
fn hostile_files_get_one_clear_answer() {
    let bomb = {
        use std::io::Write;
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        zip.start_file("xl/workbook.xml", zip::write::SimpleFileOptions::default()).expect("a file begins");
        for _ in 0..120 {
            zip.write_all(&vec![b' '; 1 << 20]).expect("it is written");
        }
        zip.finish().expect("it ends").into_inner()
    };
    assert!(bomb.len() < 1 << 20, "it is small");
    let cut = &MADE[..MADE.len() / 2];
    for (name, bytes, says) in [
        ("bomb.xlsx", &bomb[..], "för stor"),
        ("cut.xlsx", cut, "trasig"),
        ("text.ods", b"inget", "trasig"),
        ("old.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "före 2007"),
        ("zip.csv", b"PK\x03\x04rest", "trasig"),
        ("empty.csv", b"", "ingen tabell"),
    ] {
        let extension = name.rsplit('.').next().unwrap_or_default();
        let (sources, built) = with(&format!("content/results/andt-2016.{extension}"), bytes);
        assert_eq!(built.diagnostics.len(), 1, "{name}: {:?}", found(&built));
        let text = report("line", &built.diagnostics, &View::new(Lang::Sv, &sources)).expect("known");
        assert!(text.contains(says), "{name}: {text}");
    }
}
