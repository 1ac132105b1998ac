//! What words of Word mean by their looks: raised, struck through, shown by a font of symbols, or by a field.

use std::io::{Cursor, Write};

use insyn::draft::{Aside, Manuscript, words};
use insyn::import;
use zip::write::SimpleFileOptions;

use super::{short, times};

/// A document of Word with this body, and these footnotes.
fn word(body: &str, notes: &str) -> Manuscript {
    let names = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    let files = [
        ("[Content_Types].xml", "<Types/>".to_owned()),
        ("word/document.xml", format!("<w:document {names}><w:body>{body}</w:body></w:document>")),
        ("word/footnotes.xml", format!("<w:footnotes {names}>{notes}</w:footnotes>")),
        (
            "word/_rels/document.xml.rels",
            "<Relationships><Relationship Id=\"n\" Type=\"x/footnotes\" Target=\"footnotes.xml\"/></Relationships>".to_owned(),
        ),
    ];
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        zip.start_file(name, SimpleFileOptions::default()).expect("a file begins");
        zip.write_all(text.as_bytes()).expect("it is written");
    }
    import::read("a.docx", &zip.finish().expect("it ends").into_inner()).expect("it is sound")
}

/// A run with these looks.
fn run(looks: &str, text: &str) -> String {
    format!("<w:r><w:rPr>{looks}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

fn paragraph(runs: &[String]) -> String {
    format!("<w:p>{}</w:p>", runs.concat())
}

#[test]
fn raised_and_lowered_figures_are_no_figures_of_the_number() {
    let up = |text| run("<w:vertAlign w:val=\"superscript\"/>", text);
    let down = |text| run("<w:vertAlign w:val=\"subscript\"/>", text);
    let body = [
        paragraph(&[run("", "Andelen var 88"), up("1"), run("", " procent av 10"), up("-3"), run("", " ton CO"), down("2")]),
        paragraph(&[run("", "Under 2016"), up("a"), run("", " var det m"), up("2"), run("", ".")]),
    ];
    assert_eq!(short(&word(&body.concat(), "")), [". Andelen var 88¹ procent av 10⁻³ ton CO₂", ". Under 2016 a var det m²."]);
}

#[test]
fn struck_words_are_left_out_and_told_of() {
    let body = paragraph(&[
        run("", "Kommunen ska "),
        run("<w:strike/>", "avveckla "),
        run("<w:dstrike/>", "lägga ned "),
        run("<w:strike w:val=\"0\"/>", "utveckla"),
        run("", " stödet."),
    ]);
    let document = word(&body, "");
    assert_eq!(short(&document), [". Kommunen ska utveckla stödet."]);
    assert_eq!(times(&document, Aside::Struck), 2);
}

#[test]
fn symbols_are_signs_or_told_of() {
    let sign = |font: &str, code: &str| format!("<w:r><w:sym w:font=\"{font}\" w:char=\"{code}\"/></w:r>");
    let signs = [
        sign("Wingdings", "F0FC"),
        sign("Wingdings", "F0A8"),
        sign("Symbol", "F0B3"),
        sign("Calibri", "2265"),
        sign("Webdings", "F041"),
        sign("Symbol", "zz"),
    ];
    let document = word(&paragraph(&signs), "");
    assert_eq!(short(&document), [". ✓☐≥≥□□"]);
    assert_eq!(times(&document, Aside::Symbol), 2);
}

#[test]
fn letters_set_in_a_font_of_symbols_are_signs() {
    let font = |name: &str| format!("<w:rFonts w:ascii=\"{name}\" w:hAnsi=\"{name}\"/>");
    let body = paragraph(&[
        run(&font("Wingdings"), "\u{f0a8} þ"),
        run("", " Ja "),
        run(&font("Symbol"), "³"),
        run(&font("Arial"), " 5 "),
        run(&font("Webdings"), "A"),
    ]);
    let document = word(&body, "");
    assert_eq!(short(&document), [". ☐ ☑ Ja ≥ 5 □"]);
    assert_eq!(times(&document, Aside::Symbol), 1);
}

#[test]
fn words_with_small_ones_above_them_keep_both() {
    let ruby =
        |above: &str| format!("<w:r><w:ruby><w:rt>{}</w:rt><w:rubyBase>{}</w:rubyBase></w:ruby></w:r>", run("", above), run("", "東京"));
    let document = word(&paragraph(&[run("", "Möte i "), ruby("Tokyo"), run("", " och "), ruby(""), run("", ".")]), "");
    assert_eq!(short(&document), [". Möte i 東京 (Tokyo) och 東京."]);
}

#[test]
fn a_field_that_ends_among_deleted_words_takes_nothing_with_it() {
    let field = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let (begin, parts, end) = (field("begin"), field("separate"), field("end"));
    let read = |runs: &[String]| short(&word(&(paragraph(runs) + &paragraph(&[run("", "Allt efter.")])), ""));
    let cut = format!("<w:del>{parts}<w:r><w:delText>gammal</w:delText></w:r>{end}</w:del>");
    assert_eq!(read(&[begin.clone(), cut, run("", "C")]), [". C", ". Allt efter."]);
    assert_eq!(read(&[run("", "D"), begin.clone(), run("", "REF")]), [". D", ". Allt efter."]);
    // Instructions with a field in them show nothing of it.
    let inner = [begin.clone(), parts.clone(), run("", "2"), end.clone()].concat();
    assert_eq!(read(&[begin, inner, run("", "= 2"), parts, run("", "Visat"), end]), [". Visat", ". Allt efter."]);
}

#[test]
fn paragraphs_of_a_note_stand_apart() {
    let body = paragraph(&[run("", "Andelen"), "<w:r><w:footnoteReference w:id=\"2\"/></w:r>".to_owned()]);
    let note = [paragraph(&[run("", "Första stycket.")]), paragraph(&[run("", "Fotnotens andra."), run("<w:strike/>", "Nej")])].concat();
    let document = word(&body, &format!("<w:footnote w:id=\"2\">{note}</w:footnote>"));
    assert_eq!(document.notes.iter().map(|note| words(note)).collect::<Vec<_>>(), ["Första stycket. Fotnotens andra."]);
    assert_eq!(times(&document, Aside::Struck), 1, "what is left out of notes is told of too");
}
