//! Numbers and what is like them, made by the rules when the test runs: no file holds one that could be anybody's.

use fastrand::Rng;

/// The sorts of numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Sort {
    Person,
    Coordination,
    Interim,
}

impl Sort {
    pub const ALL: [Self; 3] = [Self::Person, Self::Coordination, Self::Interim];
}

/// A valid number, `YYYYMMDDNNNC`.
pub fn number(rng: &mut Rng, sort: Sort) -> String {
    let day = jiff::civil::date(1890, 1, 1) + jiff::Span::new().days(rng.i64(0..50_000));
    let in_month = day.day() + if sort == Sort::Coordination { 60 } else { 0 };
    let serial = match sort {
        Sort::Interim => format!("{}{:02}", char::from(*rng.choice(b"TRSUWXJKLMN").expect("a letter")), rng.u32(0..100)),
        _ => format!("{:03}", rng.u32(1..1000)),
    };
    let digits = format!("{:04}{:02}{in_month:02}{serial}", day.year(), day.month());
    let check = check_digit(&digits[2..]);
    format!("{digits}{check}")
}

/// The check digit of nine signs, worked out as Skatteverket tells it: every other doubled, the digits added, up to the next ten.
fn check_digit(nine: &str) -> u32 {
    let sum: u32 = (0..)
        .zip(nine.chars())
        .map(|(at, c)| {
            let digit = c.to_digit(10).unwrap_or(1);
            let doubled = digit * (2 - at % 2);
            doubled / 10 + doubled % 10
        })
        .sum();
    (10 - sum % 10) % 10
}

/// A number as it is written: with and without century and separator.
pub fn separators(digits: &str) -> Vec<String> {
    let (date, serial) = digits.split_at(8);
    let mut written = Vec::new();
    for date in [date, &date[2..]] {
        for separator in [
            "", "-", "+", " ", "\u{a0}", "\u{2009}", "\u{202f}", "\u{2010}", "\u{2011}", "\u{2012}", "\u{2013}", "\u{2014}", "\u{2212}",
            " - ", "-\n",
        ] {
            written.push(format!("{date}{separator}{serial}"));
        }
    }
    written
}

/// A written number where it may stand, and how it may be hidden there.
pub fn disguises(written: &str) -> Vec<(&'static str, String)> {
    let within = |at: usize, between: &str| {
        let at = written.char_indices().nth(at).map_or(0, |(at, _)| at);
        format!("{}{between}{}", &written[..at], &written[at..])
    };
    let signs = |turn: &dyn Fn(char) -> String| written.chars().map(turn).collect::<String>();
    let digits =
        |zero: u32| signs(&|c| c.to_digit(10).map_or(c.to_string(), |digit| char::from_u32(zero + digit).expect("a digit").to_string()));
    let packed = signs(&|c| if c.is_ascii() { c.to_string() } else { format!("&#{};", c as u32) });
    vec![
        ("text", format!("Ansökan från {written}, som avslogs.")),
        ("paragraph", format!("<p>{written}</p>")),
        ("cells", format!("<tr><td>7</td><td>{written}</td><td>12</td></tr>")),
        ("bold start", format!("<p>Sökande <b>{}</p>", within(6, "</b>"))),
        ("spans", format!("<span>5</span><span>{written}</span><span>6</span>")),
        ("split by tags", within(3, "<em class=\"a\">").replace("<em class=\"a\">", "<em class=\"a>b\"></em>")),
        ("comment", format!("<!-- {written} -->")),
        ("split by a comment", within(4, "<!-- här -->")),
        ("attribute", format!("<img alt=\"Brev från {written}\" src=\"a.png\">")),
        ("value", format!("<input value={written} >")),
        ("link", format!("<a href=\"/personer/{}/\">", written.replace([' ', '\n'], "%20"))),
        ("svg", format!("<svg><text x=\"1\">{written}</text></svg>")),
        ("csv", format!("nr,vem,antal\n7,{written},12\n")),
        ("csv, semicolons", format!("7;\"{written}\";12")),
        ("json", format!("{{\"vem\":\"{written}\\n\",\"antal\":12}}")),
        ("json, escaped", format!("\"{}\"", signs(&|c| if c.is_ascii() { c.to_string() } else { format!("\\u{:04x}", c as u32) }))),
        ("shared strings", format!("<si><t>{written}</t></si><si><t>12</t></si>")),
        ("word's runs", format!("<w:t>{}</w:t>", within(7, "</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>"))),
        ("calendar", format!("SUMMARY:Möte med {written}\r\nEND:VEVENT")),
        ("toml", format!("title = \"{written}\" # nu")),
        ("markdown", format!("Se **{}", within(6, "**"))),
        ("soft hyphen", within(4, "\u{ad}")),
        ("zero width", within(7, "\u{200b}")),
        ("word joiner", within(2, "\u{2060}")),
        ("entities", packed),
        ("digits as entities", signs(&|c| if c.is_ascii_digit() { format!("&#x{:x};", c as u32) } else { c.to_string() })),
        ("soft hyphen as entity", within(4, "&shy;")),
        ("named entities", written.replace('\u{a0}', "&nbsp;").replace('\u{2013}', "&ndash;").replace('\u{2212}', "&minus;")),
        ("full width", digits(0xFF10)),
        ("arabic", format!("رقم {}", digits(0x660))),
        ("persian", digits(0x6F0)),
    ]
}

/// What is like a personal number and is none.
pub fn others(rng: &mut Rng) -> Vec<(&'static str, String)> {
    let mut digits = |count: usize| (0..count).map(|_| char::from(b'0' + rng.u8(0..10))).collect::<String>();
    let hash: String = blake3::hash(digits(20).as_bytes()).to_hex().to_string();
    let organisation = format!("{}{}", digits(2), digits(8));
    let any: Vec<String> = [2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 16].iter().map(|count| digits(*count)).collect();
    let third = rng.u8(2..10);
    let (year, month, day) = (rng.u32(1990..2027), rng.u32(1..13), rng.u32(1..29));
    let (hour, minute, second) = (rng.u32(0..24), rng.u32(0..60), rng.u32(0..60));
    let [two, three, four, five, six, seven, eight, nine, ten, thirteen, sixteen] = &any[..] else { return Vec::new() };
    let (date, time) = (format!("{year}{month:02}{day:02}"), format!("{hour:02}{minute:02}"));
    vec![
        ("organisation number", format!("Org.nr {}{third}{}-{}", &organisation[..2], &organisation[3..6], &organisation[6..])),
        ("phone", format!("Ring 070-{three} {two} {two}.")),
        ("phone in a row", format!("Ring 070{seven}.")),
        ("phone abroad", format!("<a href=\"tel:+4670{seven}\">")),
        ("area code", format!("08-{three} {two} {two}")),
        ("case number", format!("KFKS {year}/{four}-{three}")),
        ("long case number", format!("dnr {year}/{six}-{four}")),
        ("case number with dashes", format!("KS-{year}-{four}-{two}")),
        ("isbn-10", format!("ISBN {ten}")),
        ("isbn-13", format!("ISBN 978-91-{four}-{three}-{}", &two[..1])),
        ("bankgiro", format!("Bankgiro {four}-{four}, plusgiro {six}-{}", &two[..1])),
        ("ocr", format!("OCR {sixteen}")),
        ("file name", format!("<a href=\"../bilagor/{date}-{time}.pdf\">{date}-{time}.pdf</a>")),
        ("file name with words", format!("protokoll_{date}-{time}_bilaga.docx")),
        ("datetime", format!("<time datetime=\"{year}-{month:02}-{day:02}T{hour:02}:{minute:02}\">")),
        ("datetime with a blank", format!("<time datetime=\"{year}-{month:02}-{day:02} {hour:02}:{minute:02}\">")),
        ("calendar", format!("DTSTART:{date}T{time}{second:02}Z")),
        ("toml date", format!("date = {year}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")),
        ("amount", format!("{},{two} kr och {six} tkr, {} 000 000 kr", five, &three)),
        ("dates", format!("{year}-{month:02}-{day:02}–{year}-{month:02}-{day:02}")),
        ("years", format!("{year}–{} och {year}-{}", year + 2, year + 4)),
        ("digits", format!("{eight} {nine} {ten} {thirteen}")),
        ("coordinates", format!("59.{ten}, 18.{nine}1 och N 6{six}, E {six}")),
        ("hash", hash.clone()),
        ("uuid", format!("{}-{}-{}-{}-{}", &hash[..8], &hash[8..12], &hash[12..16], &hash[16..20], &hash[20..32])),
    ]
}
