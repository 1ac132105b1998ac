//! Tables as finance departments deliver them: with sums, copied sheets, names that nobody has and headings that are almost right.

use insyn::content::budget::Budget;
use insyn::content::indicator::Indicator;
use insyn::content::result::FollowUp;
use insyn::diagnostic::Lang;
use insyn::pipeline::Built;

use super::{PLAN, ods, with};
use crate::project::{Project, found};
use crate::sites::typed;

const BUDGET: &str = "=== content/budgets/b.toml\ntitle = \"Pengar\"\nperiod = \"2015\"\nstage = \"avsatt\"\ndraft = true\n";

fn built(site: &str) -> (Built, String) {
    let project = Project::new(site);
    let built = project.build();
    let told = project.text(&built, Lang::Sv);
    (built, told)
}

/// The lines of a budget, and what is told of the sheets of its workbook.
fn lines(book: &str) -> (Vec<(String, i64)>, String) {
    let (built, told) = built(&format!("{BUDGET}{book}"));
    let lines = &typed::<Budget>(&built, "budgets", "b").lines;
    (lines.iter().map(|line| (line.title.text.clone(), line.amount.kronor)).collect(), told)
}

fn values(built: &Built, id: &str) -> Vec<(String, f64)> {
    let values = &typed::<Indicator>(built, "indicators", id).values;
    values.iter().map(|one| (one.period.written.to_string(), one.value)).collect()
}

#[test]
fn sums_are_no_lines_and_are_held_against_the_lines() {
    let csv = |rows: &str| lines(&format!("=== content/budgets/b.csv\nKonto;Ändamål;Belopp (tkr)\n{rows}"));
    let (right, told) = csv("1;Skolan;100\n2;Vården;50\n;Summa kostnader;150\n3;Fritid;10\n9;Delsumma;10\n;Totalt kostnader;160\n");
    assert_eq!(right, [("Skolan".into(), 100_000), ("Vården".into(), 50_000), ("Fritid".into(), 10_000)], "{told}");
    assert!(!told.contains("sum-row"), "{told}");
    let (_, told) = csv("1;Skolan;100\n2;Vården;50\n;Summa;250\n");
    assert!(told.contains("Raden ”Summa” är 250 tkr, men raderna som den räknar ihop är tillsammans 150 tkr."), "{told}");
    assert!(told.contains("b.csv, cell C4\n"), "{told}");
    let (_, told) = csv("1;Skolan;100\n2;Vården;femtio\n;Summa;250\n");
    assert!(!told.contains("sum-row") && told.contains("är inte ett belopp"), "what was not read cannot be held against anything: {told}");
    let (right, told) = csv("1;Skolan;100\n;varav löner;60\n;Summering av läget;5\n");
    assert_eq!(right.len(), 2, "{told}");
    assert!(told.contains("Raden ”varav löner” är en del av en rad ovanför"), "{told}");
    let (built, told) = built(
        "=== content/indicators/a.toml\ntitle = \"A\"\nunit = \"procent\"\ndraft = true\n=== content/indicators/a.csv\nKön;Period;Värde\nTotalt;2015;80\nFlickor;2015;82\n",
    );
    assert_eq!(values(&built, "a"), [("2015".into(), 80.0), ("2015".into(), 82.0)], "everybody is no sum: {told}");
}

#[test]
fn money_is_read_as_typesetters_write_it() {
    let (right, told) = lines("=== content/budgets/b.csv\nÄndamål;Belopp (tkr)\nSkolan;1\u{2009}200\nBidrag;−50\nVården;1\u{202f}000,5\n");
    assert_eq!(right, [("Skolan".into(), 1_200_000), ("Bidrag".into(), -50_000), ("Vården".into(), 1_000_500)], "{told}");
}

#[test]
fn rows_of_no_record_are_told_of() {
    let draft = PLAN.replace("title = \"Så gick", "draft = true\ntitle = \"Så gick");
    let (built, told) = built(&format!(
        "{draft}=== content/indicators.csv\nNyckeltal;Period;Värde\nBarn;2015;17\nGodkända butikr;2015;80\nGodkända butikr;2016;81\nFolkmängd;2016;100\n;2016;12\nSumma;2016;9\n\nKälla: SCB;\n"
    ));
    assert_eq!(values(&built, "barn"), [("2015".into(), 17.0)], "an id in capitals is the same id: {told}");
    assert!(
        told.contains("Ingen post i filen bredvid heter ”Godkända butikr”: 2 rader läses inte.") && told.contains("cell A3\n"),
        "{told}"
    );
    assert!(told.contains("Menade du ”Godkända butiker”?"), "{told}");
    assert!(told.contains("1 rad läses inte, för ingen post i filen bredvid heter så: ”Folkmängd”."), "{told}");
    assert!(told.contains("Raden säger inte vilken post den hör till"), "{told}");
    assert_eq!(found(&built).iter().filter(|rule| **rule == "faulty-cell").count(), 3, "neither the sum nor the note: {told}");
}

#[test]
fn a_copied_sheet_does_not_count_twice() {
    let rows = "Ändamål|Belopp\nSkolan|100 tkr\nVården|50 tkr\n";
    for (name, again) in [("Blad1 (2)", rows), ("Ny", rows), ("Blad1 (2)", "Ändamål|Belopp\nSkolan|110 tkr\nVården|55 tkr\n")] {
        let (right, told) = lines(&format!("=== !book content/budgets/b.xlsx\n[Blad1]\n{rows}[{name}]\n{again}"));
        assert_eq!(right.len(), 2, "{told}");
        assert!(told.contains(&format!("Raderna i bladet ”{name}” står redan i bladet ”Blad1”")), "{told}");
    }
    let (right, told) =
        lines(&format!("=== !book content/budgets/b.xlsx\n[Blad1]\n{rows}=== content/budgets/b.csv\n{}", rows.replace('|', ";")));
    assert_eq!(right.len(), 2, "{told}");
    assert!(told.contains("b.csv") && told.contains("repeated-row"), "{told}");
    let other = "Ändamål|Belopp\nSkolan|100 tkr\nVården|60 tkr\nFritid|5 tkr\n";
    let (right, told) = lines(&format!("=== !book content/budgets/b.xlsx\n[Ett]\n{rows}[Två]\n{other}"));
    assert_eq!((right.len(), told.contains("repeated-row")), (5, false), "one line is alike by chance: {told}");
    let (built, told) = built(&format!(
        "{PLAN}=== !book content/results/andt-2016.xlsx\n[Blad1]\nAktivitet|Läge|Varför\nKurs|genomförd|\nMöte|pågår|\n[Kopia]\nAktivitet|Läge|Varför\nKurs|inte genomförd|tidsbrist\nMöte|genomförd|\n"
    ));
    assert_eq!(typed::<FollowUp>(&built, "results", "andt-2016").actions.len(), 2, "{told}");
    assert!(told.contains("Raderna i bladet ”Kopia” står redan i bladet ”Blad1”"), "{told}");
}

#[test]
fn a_heading_that_is_almost_right_is_told_of() {
    let (_, told) = built(&format!(
        "{PLAN}=== !book content/results/andt-2016.xlsx\n[Siffror]\nMått|Värde\nbarn|3\n[Åtgärder]\nAktivtet|Läge\nKurs|genomförd\n[Om filen]\nSkapad|2016\n"
    ));
    assert!(told.contains("blad ”Åtgärder”, cell A1\n") && told.contains("Menade du kolumnen ”Aktivitet”?"), "{told}");
    assert_eq!(told.matches("no-table]").count(), 1, "{told}");
    let body = |head: &str| built(&format!("{PLAN}\n| {head} |\n| --- | --- |\n| Kurs | genomförd |\n"));
    let (built, told) = body("Aktivtet | Status");
    assert!(found(&built).contains(&"unknown-key") && told.contains("Menade du ”Aktivitet”?"), "{told}");
    for other in ["Aktivtet | Rum", "Verksamhet | Status"] {
        let (built, told) = body(other);
        assert!(found(&built).is_empty(), "a table of its own: {told}");
    }
}

#[test]
fn a_row_that_is_longer_than_its_headings_loses_nothing_without_a_word() {
    let told = |rows: &str| built(&format!("{PLAN}\n| Aktivitet | Läge |\n| --- | --- |\n{rows}")).1;
    let long = told("| Kurs | genomförd | tidsbrist i maj |\n");
    assert!(long.contains("”tidsbrist i maj” läses inte.") && long.contains("unknown-key"), "{long}");
    for row in [
        "| Kurs | genomförd |\n",
        "Kurs | genomförd\n",
        "| Kurs | genomförd |  |  \n",
        "| Kurs |\n| Möte\n",
        "| Kurs \\| möte | genomförd |\n",
    ] {
        assert!(!told(row).contains("fler celler"), "{row}{}", told(row));
    }
    let csv = built(&format!("{PLAN}=== content/results/andt-2016.csv\nAktivitet;Läge\nKurs;genomförd;tidsbrist\n")).1;
    assert!(csv.contains("Cellen står i en kolumn utan rubrik") && csv.contains("cell C2\n"), "{csv}");
}

#[test]
fn words_alone_among_the_rows_are_told_of() {
    let told =
        |rows: &str| built(&format!("{PLAN}=== content/results/andt-2016.csv\nUppföljning\n\nAktivitet;Läge\nKurs;genomförd\n\n{rows}")).1;
    let among = told("Utbildning av personal\nMöte;pågår\n");
    assert!(
        among.contains("”Utbildning av personal” står ensamt under en tom rad, och läses inte.") && among.contains("cell A6\n"),
        "{among}"
    );
    for note in ["Källa: förvaltningen\n", "Mått i siffror\n\nMått;Värde\nbarn;3\n"] {
        assert!(!told(note).contains("ensamt"), "{note}");
    }
}

#[test]
fn formats_of_libreoffice_scale_as_those_of_excel() {
    let styles = "<style:style style:name=\"ce1\" style:family=\"table-cell\" style:data-style-name=\"N1\"/><style:style style:name=\"ce2\" style:family=\"table-cell\" style:parent-style-name=\"ce1\"/><style:style style:name=\"ce3\" style:family=\"table-cell\" style:data-style-name=\"N2\"/><number:number-style style:name=\"N1\"><number:number number:display-factor=\"1000\" number:grouping=\"true\"/></number:number-style><number:number-style style:name=\"N2\"><number:number/><number:text> tkr</number:text></number:number-style>";
    let text = |words: &str| format!("<table:table-cell office:value-type=\"string\"><text:p>{words}</text:p></table:table-cell>");
    let number = |style: &str, value: u32| format!("<table:table-cell{style} office:value-type=\"float\" office:value=\"{value}\"/>");
    let row = |cells: &[String]| format!("<table:table-row>{}</table:table-row>", cells.concat());
    let amounts = |heading: &str, style: &str, value: u32| {
        let columns = "<table:table-column/><table:table-column table:default-cell-style-name=\"ce2\"/>";
        let rows = [row(&[text("Ändamål"), text(heading)]), row(&[text("Skolan"), number(style, value)])];
        let book = ods(&(columns.to_owned() + &rows.concat()), styles);
        let mut project = Project::new(BUDGET);
        project.sources.books.push(std::sync::Arc::new(insyn::spreadsheet::read("content/budgets/b.ods", "1", &book)));
        project.sources.sort();
        let built = project.build();
        let amount = typed::<Budget>(&built, "budgets", "b").lines.first().map(|line| line.amount.kronor);
        (amount, project.text(&built, Lang::Sv))
    };
    assert_eq!(amounts("Belopp (tkr)", "", 3_000_000).0, Some(3_000_000), "the column's style");
    assert_eq!(amounts("Belopp (tkr)", " table:style-name=\"ce1\"", 3_000_000).0, Some(3_000_000));
    assert_eq!(amounts("Belopp", " table:style-name=\"ce3\"", 3000).0, Some(3_000_000));
    assert!(amounts("Belopp (kr)", " table:style-name=\"ce3\"", 3000).1.contains("Cellen visar 3000 tkr, men rubriken säger kr."));
    let (amount, told) = amounts("Belopp (kr)", "", 3_000_000);
    assert!(amount.is_none() && told.contains("Cellen visar 3000 tusental, men rubriken säger kr."), "{told}");
    let (_, built) = with(
        "content/results/andt-2016.ods",
        &ods(&[row(&[text("Mått"), text("Värde")]), row(&[text("barn"), number(" table:style-name=\"ce1\"", 19_000)])].concat(), styles),
    );
    assert!(found(&built).contains(&"unit-differs"), "{:?}", found(&built));
}
