//! What is read of files of every sort, sound and hostile.

use std::io::{Cursor, Write};

use insyn::draft::{Aside, Block, Line, Page, blocks, words};
use insyn::import::{self, Known, Unfit};
use zip::write::SimpleFileOptions;

use super::{made, read, short, times};

#[test]
fn a_document_of_word_keeps_its_headings_lists_and_emphasis() {
    let document = read("uppfoljning-2016.docx").expect("it is sound");
    let text = short(&document);
    let at = |line: &str| text.iter().position(|known| known == line).unwrap_or_else(|| panic!("{line} is not in\n{}", text.join("\n")));
    assert!(at("0 Sammanfattning uppföljning av handlingsplan socialnämnden 2016") < at("1 Mål 1 Tillgång till ANDT ska minska"));
    assert!(
        at(
            "1 Mål 6 Antalet döda och skadade på grund av eget eller andras bruk av alkohol, narkotika, dopningsmedel eller tobak ska minska"
        ) > 0
    );
    at("- Effektiv tillsyn i samverkan med polis, skattemyndighet och räddningstjänst");
    let bold: String = document
        .blocks
        .iter()
        .flat_map(|block| if let Block::Paragraph(runs) = block { runs.as_slice() } else { &[] })
        .filter(|run| run.bold)
        .map(|run| &*run.text)
        .collect();
    assert_eq!(bold, "88 procent");
    assert!(document.margins.iter().any(|line| line.contains("SOCN 2015/275-761")), "{:?}", document.margins);
    assert!(!text.iter().any(|line| line.contains("Sida")), "page numbers are no text");
}

#[test]
fn changes_comments_hidden_words_and_empty_fields_are_told_of() {
    let document = read("redovisning.docx").expect("it is sound");
    let text = short(&document).join("\n");
    assert!(text.contains("det förebyggande och främjande arbetet sker"), "deleted words go, inserted ones stay\n{text}");
    assert!(!text.contains("Klicka här") && !text.contains("av nämnder. Se bilaga 1"), "{text}");
    assert!(!text.contains("Rubrikerna"), "the table of contents is no text");
    for aside in [Aside::Deleted, Aside::Inserted, Aside::Hidden, Aside::Comment, Aside::Placeholder, Aside::Contents] {
        assert_eq!(times(&document, aside.clone()), 1, "{aside:?}");
    }
    for line in [
        "1. En överenskommelse har tecknats",
        "2. Överenskommelse om samverkan",
        "  - Ett område är unga i riskzon",
        "3. Samverkansavtal med",
    ] {
        assert!(text.contains(&format!("\n{line}")), "{line} is not in\n{text}");
    }
}

#[test]
fn merged_cells_say_in_each_row_what_they_say() {
    let document = read("aktiviteter-2016.docx").expect("it is sound");
    let text = short(&document).join("\n");
    assert!(text.contains("Mål 1 | Tillsyn tillsammans med polis"), "{text}");
    assert!(text.contains("Mål 5 | Stöd och vårdinsatser"), "{text}");
    assert_eq!(times(&document, Aside::Merged), 2);
}

#[test]
fn a_pdf_is_read_without_its_pages() {
    let document = read("danderyd-2020.pdf").expect("it is sound");
    let text = short(&document);
    let whole = text.join("\n");
    assert!(
        text.contains(
            &"1 Uppföljning av - Strategi för förebyggande och hälsofrämjande arbete för barn och unga i Danderyds kommun".to_owned()
        ),
        "{whole}"
    );
    assert!(text.contains(&"2 Socialkontorets utredning".to_owned()) && text.iter().any(|line| line.starts_with("3 Steg 1 ")), "{whole}");
    assert!(text.contains(&"- Effektivare samverkan inom kommunens verksamheter".to_owned()), "{whole}");
    // The head of every page; she has a role where she is named in the text.
    assert_eq!(whole.matches("\n. Åsa Wallén\n").count(), 1, "only where she signs\n{whole}");
    assert!(!whole.contains("Sida"), "{whole}");
}

#[test]
fn lines_become_paragraphs_and_broken_words_one() {
    let line = |text: &str, apart: bool| Line { text: text.to_owned(), size: 10.0, apart, ..Line::default() };
    let page = Page {
        lines: vec![
            line("Insatser för barn- och ung-", true),
            line("domsgrupper enligt ANDT-", false),
            line("strategin 2014-", false),
            line("2016, med e-", false),
            line("tjänst för barn-", false),
            line("och elevhälsan.", false),
            line("Vår e-tjänst har öppnat nu.", true),
        ],
    };
    let text = short(&blocks(vec![page])).join("\n");
    assert!(
        text.starts_with(
            ". Insatser för barn- och ungdomsgrupper enligt ANDT-strategin 2014-2016, med e-tjänst för barn- och elevhälsan.\n"
        ),
        "{text}"
    );
}

#[test]
fn text_is_read_in_the_encodings_that_people_have() {
    let windows = read("redovisning-windows.txt").expect("it is sound");
    assert_eq!(times(&windows, Aside::Windows1252), 1);
    let text = short(&windows).join("\n");
    assert!(text.contains("0 Socialnämndens redovisning av hur") && text.contains("\n2 Förslagen i motionen\n"), "{text}");
    assert!(text.contains("Socialnämnden har ett övergripande ansvar för uppföljning och samordning"), "over a page break\n{text}");
    let plain = "Överenskommelse om samverkan med Polisen\n\nEtt område är unga i riskzon.\n";
    let marked = import::read("a.txt", format!("\u{feff}{}", plain.replace('\n', "\r\n")).as_bytes()).expect("it is sound");
    let utf16: Vec<u8> = format!("\u{feff}{plain}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(marked, import::read("a.txt", plain.as_bytes()).expect("it is sound"));
    assert_eq!(marked, import::read("a.txt", &utf16).expect("it is sound"));
    let docx = std::fs::read(made("uppfoljning-2016.docx")).expect("it is there");
    assert_eq!(times(&import::read("uppfoljning.pdf", &docx).expect("it is sound"), Aside::Extension), 1, "what it is holds");
}

/// A file of Word with just this body.
fn word(body: &str) -> Vec<u8> {
    packed(&format!(
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>"
    ))
}

fn packed(document: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [("[Content_Types].xml", "<Types/>"), ("word/document.xml", document)] {
        zip.start_file(name, SimpleFileOptions::default()).expect("a file begins");
        zip.write_all(text.as_bytes()).expect("it is written");
    }
    zip.finish().expect("it ends").into_inner()
}

fn bomb() -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for name in ["[Content_Types].xml", "word/document.xml"] {
        zip.start_file(name, SimpleFileOptions::default()).expect("a file begins");
        for _ in 0..60 {
            zip.write_all(&vec![b' '; 1 << 20]).expect("it is written");
        }
    }
    zip.finish().expect("it ends").into_inner()
}

fn pdf_bomb() -> Vec<u8> {
    let mut packed =
        flate2::write::ZlibEncoder::new(b"%PDF-1.4\n1 0 obj\n<</Filter/FlateDecode>>\nstream\n".to_vec(), flate2::Compression::best());
    for _ in 0..210 {
        packed.write_all(&vec![b' '; 1 << 20]).expect("it is written");
    }
    packed.finish().expect("it ends")
}

/// A page with a part that shows itself.
fn in_itself() -> Vec<u8> {
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 5 0 R/Resources<</XObject<</A 4 0 R>>>>>>".to_owned(),
        "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</A 4 0 R>>>>/Length 5>>\nstream\n/A Do\nendstream".to_owned(),
        "<</Length 5>>\nstream\n/A Do\nendstream".to_owned(),
    ];
    let mut pdf = "%PDF-1.4\n".to_owned();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (number, object) in (1..).zip(&objects) {
        table.push_str(&format!("{:010} 00000 n \n", pdf.len()));
        pdf.push_str(&format!("{number} 0 obj\n{object}\nendobj\n"));
    }
    let start = pdf.len();
    pdf.push_str(&format!("{table}trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1));
    pdf.into_bytes()
}

#[test]
fn every_other_file_gets_one_clear_answer() {
    let locked: Vec<u8> =
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".iter().copied().chain("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let deep = word(&format!("{}{}", "<w:sdt><w:sdtContent>".repeat(3000), "</w:sdtContent></w:sdt>".repeat(3000)));
    let entities = packed("<!DOCTYPE a [<!ENTITY b \"bbbb\">]><a>&b;</a>");
    let broken = |name: &str, bytes: &[u8]| {
        assert!(matches!(import::read(name, bytes), Err(Unfit::Broken(_))), "{name}: {:?}", import::read(name, bytes));
    };
    for (name, bytes, answer) in [
        ("tom.docx", &b""[..], Unfit::Empty),
        ("tom.txt", b" \r\n ", Unfit::Empty),
        ("tom.docx", &word(""), Unfit::Empty),
        ("last.docx", &locked, Unfit::Password),
        ("gammal.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", Unfit::Old),
        ("bomb.docx", &bomb(), Unfit::TooLarge),
        ("bomb.pdf", &pdf_bomb(), Unfit::TooLarge),
        ("bild.docx", b"\x89PNG\r\n", Unfit::Other(Known::Picture)),
        ("sida.txt", b"<!DOCTYPE html><p>", Unfit::Other(Known::Html)),
        ("gammal.rtf", b"{\\rtf1 text}", Unfit::Other(Known::Rtf)),
    ] {
        assert_eq!(import::read(name, bytes), Err(answer), "{name}");
    }
    broken("djup.docx", &deep);
    broken("entiteter.docx", &entities);
    broken("inte.docx", b"Bara ord");
    broken("inte.pdf", "Bara ord på svenska".as_bytes());
    broken("avkortad.docx", &std::fs::read(made("redovisning.docx")).expect("it is there")[..9000]);
    broken("i-sig-själv.pdf", &in_itself());
    broken("avkortad.pdf", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n");
    assert_eq!(read("andt-2016.xlsx"), Err(Unfit::Other(Known::Spreadsheet)));
    assert_eq!(read("skannad.pdf"), Err(Unfit::Scanned));
    assert_eq!(read("lost.pdf"), Err(Unfit::Password));
}

#[test]
fn no_cut_or_changed_file_stops_the_program() {
    let mut random = fastrand::Rng::with_seed(6);
    for name in ["redovisning.docx", "danderyd-2020.pdf"] {
        let whole = std::fs::read(made(name)).expect("it is there");
        for _ in 0..12 {
            let mut bytes = whole.clone();
            for _ in 0..random.usize(1..40) {
                let at = random.usize(..bytes.len());
                bytes[at] = random.u8(..);
            }
            bytes.truncate(random.usize(bytes.len() / 2..=bytes.len()));
            // Whatever the answer is, there is one.
            let _ = import::read(name, &bytes).map(|document| document.blocks.iter().map(Block::words).count());
        }
    }
}

#[test]
fn numbers_of_lists_and_headings_are_those_that_readers_see() {
    let numbering = "<w:numbering xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:abstractNum w:abstractNumId=\"0\">\
        <w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"Mål %1\"/></w:lvl>\
        <w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"lowerLetter\"/><w:lvlText w:val=\"%1 %2)\"/></w:lvl></w:abstractNum>\
        <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>\
        <w:num w:numId=\"2\"><w:abstractNumId w:val=\"0\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"1\"/></w:lvlOverride></w:num></w:numbering>";
    let relations = "<Relationships><Relationship Id=\"a\" Type=\"x/numbering\" Target=\"numbering.xml\"/></Relationships>";
    let item = |list: u32, level: u32, outline: &str, text: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>{outline}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    let heading = "<w:outlineLvl w:val=\"0\"/>";
    let body = [
        item(1, 0, heading, "Tillgång"),
        item(1, 1, "", "tillsyn"),
        item(1, 1, "", "metoder"),
        item(1, 0, heading, "Barn"),
        item(1, 1, "", "stöd"),
        item(2, 0, "", "om"),
    ];
    let document = format!(
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{}</w:body></w:document>",
        body.concat()
    );
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let files = [
        ("[Content_Types].xml", "<Types/>"),
        ("word/document.xml", &document),
        ("word/numbering.xml", numbering),
        ("word/_rels/document.xml.rels", relations),
    ];
    for (name, text) in files {
        zip.start_file(name, SimpleFileOptions::default()).expect("a file begins");
        zip.write_all(text.as_bytes()).expect("it is written");
    }
    let read = import::read("a.docx", &zip.finish().expect("it ends").into_inner()).expect("it is sound");
    assert_eq!(short(&read), ["1 Mål 1 Tillgång", "1 a) tillsyn", "1 b) metoder", "1 Mål 2 Barn", "2 a) stöd", "Mål 1 om"]);
    assert_eq!(words(&[]), "");
}

#[test]
fn notes_links_boxes_and_pictures_come_with_the_words_that_they_belong_to() {
    let names = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"urn:r\" xmlns:a=\"urn:a\"";
    let run = |text: &str| format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>");
    let box_with = format!("<w:r><w:pict><w:txbxContent><w:p>{}</w:p></w:txbxContent></w:pict></w:r>", run("I rutan"));
    let body = format!(
        "<w:p>{}<w:r><w:footnoteReference w:id=\"2\"/></w:r>{}<w:hyperlink r:id=\"l\">{}</w:hyperlink><w:hyperlink r:id=\"m\">{}</w:hyperlink>{box_with}\
         <w:r><w:drawing><a:blip/></w:drawing></w:r></w:p><w:p>{}</w:p>",
        run("Andelen"),
        run(" ökade. "),
        run("Läs enkäten"),
        run(" eller filen"),
        run("Sist.")
    );
    let files = [
        ("[Content_Types].xml", "<Types/>".to_owned()),
        ("word/document.xml", format!("<w:document {names}><w:body>{body}</w:body></w:document>")),
        (
            "word/footnotes.xml",
            format!("<w:footnotes {names}><w:footnote w:id=\"2\"><w:p>{}</w:p></w:footnote></w:footnotes>", run("Stockholmsenkäten 2016.")),
        ),
        (
            "word/_rels/document.xml.rels",
            "<Relationships><Relationship Id=\"n\" Type=\"x/footnotes\" Target=\"footnotes.xml\"/>\
             <Relationship Id=\"l\" Type=\"x/hyperlink\" Target=\"https://www.example.se/\"/>\
             <Relationship Id=\"m\" Type=\"x/hyperlink\" Target=\"file:///C:/hem/fil.docx\"/></Relationships>"
                .to_owned(),
        ),
    ];
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        zip.start_file(name, SimpleFileOptions::default()).expect("a file begins");
        zip.write_all(text.as_bytes()).expect("it is written");
    }
    let read = import::read("a.docx", &zip.finish().expect("it ends").into_inner()).expect("it is sound");
    assert_eq!(short(&read), [". Andelen ökade. Läs enkäten eller filen", ". I rutan", ". Sist."]);
    assert_eq!(read.notes.iter().map(|note| words(note)).collect::<Vec<_>>(), ["Stockholmsenkäten 2016."]);
    assert_eq!(times(&read, Aside::Picture), 1);
    let Block::Paragraph(runs) = &read.blocks[0] else { panic!("a paragraph") };
    let links: Vec<&str> = runs.iter().filter_map(|run| run.link.as_deref()).collect();
    assert_eq!((links, runs.iter().filter_map(|run| run.note).collect::<Vec<_>>()), (vec!["https://www.example.se/"], vec![0]));
}
