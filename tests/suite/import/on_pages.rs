//! Nothing that stands on pages is lost in silence: not as their head or foot, not between their columns.

use insyn::draft::{Aside, Line, Manuscript, Page, blocks};
use insyn::import;

use super::{short, times};

/// A page of lines that stand from its top to its bottom, in this order.
fn page(lines: &[&str]) -> Page {
    let last = (lines.len() - 1) as f64;
    let line = |(at, text): (usize, &&str)| {
        let wide = text.contains("   ");
        Line { text: (*text).to_owned(), size: 10.0, apart: true, wide, down: at as f64 / last }
    };
    Page { lines: lines.iter().enumerate().map(line).collect() }
}

fn told(document: &Manuscript) -> Vec<String> {
    let lines = document.aside.iter().filter(|(aside, _)| matches!(aside, Aside::Line(_)));
    lines.map(|(aside, times)| aside.words(*times).sv).collect()
}

#[test]
fn what_stands_on_every_page_goes_only_where_it_is_certainly_its_head_or_foot() {
    let pages = (21..26).map(|number| {
        let (paragraph, matter) = (format!("§ {number}"), format!("Ärende nummer {number}"));
        let foot = format!("Nacka kommun    Sida {} (5)", number - 20);
        let lines = ["Protokoll", &paragraph, &matter, "Beslut", "Nämnden bifaller.", "Reservation", "Ingen", "Signatur", &foot];
        page(&lines)
    });
    let document = blocks(pages.collect());
    let text = short(&document).join("\n");
    for kept in ["§ 21", "§ 25", "Ärende nummer 21", "Beslut", "Reservation", "Ingen"] {
        let every = if kept.ends_with(char::is_numeric) { 1 } else { 5 };
        assert_eq!(text.matches(kept).count(), every, "{kept}\n{text}");
    }
    assert!(!text.contains("Protokoll") && !text.contains("Signatur") && !text.contains("Sida"), "{text}");
    assert_eq!(times(&document, Aside::Margin), 15);
    assert_eq!(told(&document), ["  ”Protokoll”", "  ”Nacka kommun    Sida 1 (5)”", "  ”Signatur”"]);
    assert_eq!(document.margins.len(), 3, "what was taken out is kept once: {:?}", document.margins);
}

#[test]
fn headings_and_words_that_stand_now_higher_and_now_lower_are_text() {
    let with = |first: Line| {
        let mut page = page(&["Beslut", "Nämnden bifaller det som står i förslaget.", "Slut"]);
        page.lines[0] = Line { text: "Beslut".to_owned(), apart: true, ..first };
        page
    };
    let higher = [0.05, 0.08, 0.11].map(|down| with(Line { size: 10.0, down, ..Line::default() }));
    let larger = [0.05, 0.05, 0.05].map(|down| with(Line { size: 14.0, down, ..Line::default() }));
    for pages in [higher, larger] {
        let text = short(&blocks(Vec::from(pages))).join("\n");
        assert_eq!(text.matches("Beslut").count(), 3, "{text}");
    }
}

#[test]
fn rows_of_years_over_several_pages_stay() {
    let years = |from: u32| (from..from + 8).map(|year| format!("{year}   {}   {}", year % 90, year % 70)).collect::<Vec<_>>();
    let pages = (0..5).map(|at| page(&years(1950 + at * 8).iter().map(|row| &**row).collect::<Vec<_>>()));
    let document = blocks(pages.collect());
    let text = short(&document).join("\n");
    assert!((1950..1990).all(|year| text.contains(&year.to_string())), "{text}");
    assert!(document.aside.iter().all(|(aside, _)| *aside == Aside::Likely), "{:?}", document.aside);
}

#[test]
fn a_number_alone_goes_where_it_counts_the_pages() {
    let pages = [page(&["Om 17 skolor", "stycke", "1"]), page(&["17", "flickor", "2"]), page(&["40", "pojkar", "3"])];
    let read = short(&blocks(Vec::from(pages)));
    assert_eq!(read, ["0 Om 17 skolor stycke", "2 17", ". flickor", "2 40", ". pojkar"]);
    let one = short(&blocks(vec![page(&["Handling", "Av 9 svarade 3", "3 (9)", "1 (1)"])]));
    assert_eq!(one, [". Handling", ". Av 9 svarade 3", ". 3 (9)"]);
}

#[test]
fn a_text_without_pages_keeps_what_it_says_again() {
    let matter = |number: u32| format!("§ {number}\n\nBeslut\n\nNämnden bifaller.\n\nJa\n\n");
    let text = (21..25).map(matter).collect::<String>();
    for text in [text.clone(), text.replace("Ja\n\n", "Ja\n\n\u{c}")] {
        let document = import::read("a.txt", text.as_bytes()).expect("it is sound");
        let read = short(&document).join("\n");
        assert_eq!((read.matches("Beslut").count(), read.matches("Ja").count()), (4, 4), "{read}");
    }
}

/// A PDF with these texts at these places on one page: from the left and from the bottom, in points.
fn pdf(texts: &[(u32, u32, &str)]) -> Manuscript {
    let shown: String = texts.iter().map(|(x, y, text)| format!("BT /F 10 Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET\n")).collect();
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Resources<</Font<</F 4 0 R>>>>>>".to_owned(),
        "<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>".to_owned(),
        format!("<</Length {}>>\nstream\n{shown}endstream", shown.len()),
    ];
    let mut pdf = "%PDF-1.4\n".to_owned();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (number, object) in (1..).zip(&objects) {
        table.push_str(&format!("{:010} 00000 n \n", pdf.len()));
        pdf.push_str(&format!("{number} 0 obj\n{object}\nendobj\n"));
    }
    let start = pdf.len();
    pdf.push_str(&format!("{table}trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1));
    import::read("a.pdf", pdf.as_bytes()).expect("it is sound")
}

#[test]
fn columns_are_read_one_after_the_other_and_tables_row_by_row() {
    let left: Vec<String> = (1..9).map(|at| format!("vanstra radens {at} ord gar fram hit")).collect();
    let right: Vec<String> = (1..9).map(|at| format!("hogra spaltens rad {at} star har borta")).collect();
    let rows = (0..8).flat_map(|at| {
        let y = 700 - 12 * u32::try_from(at).expect("small");
        [(60, y, &*left[at]), (320, y, &*right[at])]
    });
    let mut texts: Vec<(u32, u32, &str)> = vec![(60, 760, "En rad tvars over hela sidan som gar ut over bada dess spalter")];
    texts.extend(rows);
    texts.push((60, 560, "Slut"));
    let document = pdf(&texts);
    let text = short(&document).join("\n");
    let at = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words} is not in\n{text}"));
    assert!(at("En rad") < at("radens 1 ord") && at("radens 8 ord") < at("spaltens rad 1") && at("spaltens rad 8") < at("Slut"), "{text}");
    assert!(text.contains("spaltens rad 1 star har borta hogra spaltens rad 2"), "{text}");
    assert_eq!(times(&document, Aside::Columns("1".to_owned())), 1);
    // The cells of a table end where they like, or begin side by side.
    let texts: Vec<(u32, u32, String)> =
        texts.iter().map(|(x, y, text)| (*x, *y, text.replace("van", "Van").replace("hog", "Hog"))).collect();
    let texts: Vec<(u32, u32, &str)> = texts.iter().map(|(x, y, text)| (*x, *y, &**text)).collect();
    let table = short(&pdf(&texts)).join("\n");
    assert!(table.contains("Vanstra radens 1 ord gar fram hit Hogra spaltens rad 1"), "{table}");
    let cells =
        ["Tillsyn av tobak", "Enkat i skolan for alla arskurser", "Kurs", "Moten med foraldrar till barn", "Lager", "Prov", "Dag", "Natt"];
    let rows = (0..8).flat_map(|at| {
        let y = 700 - 12 * u32::try_from(at).expect("small");
        [(60, y, cells[at]), (320, y, &*right[at])]
    });
    let table = short(&pdf(&rows.collect::<Vec<_>>())).join("\n");
    assert!(table.contains("Kurs hogra spaltens rad 3"), "{table}");
}

#[test]
fn labels_close_to_their_words_are_labels() {
    let document = pdf(&[(60, 700, "\\225Punkt ett"), (60, 688, "2.Nummer tva"), (60, 600, "3.5 procent")]);
    assert_eq!(short(&document), ["- Punkt ett", "2. Nummer tva", ". 3.5 procent"]);
}

#[test]
fn a_paragraph_begins_where_an_indent_or_an_early_end_says_so() {
    let line = "En full rad som gar ut till kanten av sin spalt har";
    let long = "Namnden har last och beslutar nu att bifalla allt. ";
    // An early end: the next word would have had room.
    let early = pdf(&[(60, 700, line), (60, 688, "och slutar har."), (60, 676, line), (60, 664, "igen.")]);
    assert_eq!(short(&early), [format!(". {line} och slutar har."), format!(". {line} igen.")]);
    // An indent, after a line that is full.
    let indented = pdf(&[(60, 700, long), (60, 688, line), (60, 676, long), (75, 664, line), (60, 652, "till slut.")]);
    assert_eq!(short(&indented).len(), 2, "{:?}", short(&indented));
    // A sentence that ends where its line does, a quote that stands further in, and an address are none.
    for texts in [
        [(60, 700, long), (60, 688, line), (60, 676, "till slut.")],
        [(80, 700, long), (80, 688, line), (80, 676, "till slut.")],
        [(60, 700, "Provkommun"), (60, 688, "Storgatan 1, uppgang B och sedan vidare"), (60, 676, "Orten")],
    ] {
        let document = pdf(&texts);
        assert_eq!(short(&document).len(), 1, "{:?}", short(&document));
    }
}
