//! A case number has the form that the municipality's register uses.

use regex::Regex;

use super::{Rule, Run, Whole, with_near};
use crate::content::case::Case;
use crate::content::read::Reading;
use crate::content::value::Text;
use crate::diagnostic::{Both, Diagnostic, Lint, Severity};
use crate::site::Record;

pub static LINT: Lint = Lint {
    name: "malformed-case-number",
    severity: Severity::Error,
    title: Both("Diarienumret har fel form", "Malformed case number"),
    why: Both(
        "Den som vill begära ut handlingen behöver numret exakt som det står i diariet.",
        "Whoever asks for the document needs the number exactly as it stands in the register.",
    ),
    manual: Both(
        "Ett diarienummer skrivs som det står i diariet: \"KFKS 2014/1005-808\", \"KS 2016/1963-2\", \"KS-2020-123\", \"2018:285\". Har kommunen en annan form skrivs den i site.toml som ett reguljärt uttryck:\n\ncase-number = \"[A-Z]{2,6} [0-9]{4}/[0-9]+\"\n\nUttrycket ska stämma på hela numret. Saknar ärendet nummer: utelämna `number` och skriv\n\n[[absence]]\nof = \"number\"",
        "A case number is written as in the register: \"KFKS 2014/1005-808\", \"KS 2016/1963-2\", \"KS-2020-123\", \"2018:285\". If the municipality has another form, write it in site.toml as a regular expression:\n\ncase-number = \"[A-Z]{2,6} [0-9]{4}/[0-9]+\"\n\nThe expression must match the whole number. If the case has no number: leave out `number` and write\n\n[[absence]]\nof = \"number\"",
    ),
};

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Whole(run) };

/// What Swedish registers use: letters of the body, year, number, and the plan of filing. `2018:285` has no letters.
pub const USUAL: &str = "(?:[A-ZÅÄÖ]{2,6}[ -]?)?(?:19|20)[0-9]{2}[/:-][0-9]{1,6}(?:-[0-9]{1,5})?";

fn run(whole: &Whole) -> Vec<Diagnostic> {
    let site = whole.site;
    let own = site.config.case_number.as_ref();
    let pattern = match Regex::new(&format!("^(?:{})$", own.map_or(USUAL, |pattern| pattern))) {
        Ok(pattern) => pattern,
        Err(_) => return own.map(|pattern| vec![invalid(pattern)]).unwrap_or_default(),
    };
    let numbers = site.each::<Case>().filter_map(|(_, record, case)| Some((record, case.number.as_ref()?)));
    numbers.filter(|(_, number)| !pattern.is_match(number)).map(|(record, number)| malformed(record, number, &pattern, own)).collect()
}

fn malformed(record: &Record, number: &Text, pattern: &Regex, own: Option<&Text>) -> Diagnostic {
    let diagnostic = Diagnostic::new(
        &LINT,
        number.span,
        format!("”{}” ser inte ut som ett diarienummer.", &**number),
        format!("“{}” does not look like a case number.", &**number),
    );
    let right = mended(number).into_iter().find(|candidate| pattern.is_match(candidate));
    // Signs that only look otherwise are mended; a letter or a figure never is.
    let same = |right: &&String| bare(right) == bare(number);
    let sure = right.as_ref().filter(same).map(|right| Reading::new(&record.text).like(number.span, right));
    let diagnostic = with_near(diagnostic, &record.text, number.span, right.as_deref()).fix_if(number.span, sure);
    match own {
        Some(own) => diagnostic
            .label(own.span, "Webbplatsen säger att numren ser ut så här.", "The site says that numbers look like this.")
            .help("Rätta numret, eller case-number i content/site.toml.", "Mend the number, or case-number in content/site.toml."),
        None => diagnostic.help(
            "Skriv till exempel ”KFKS 2014/1005-808”. Har kommunen en annan form: skriv den som case-number i content/site.toml.",
            "Write for example “KFKS 2014/1005-808”. If the municipality has another form: write it as case-number in content/site.toml.",
        ),
    }
}

/// What was probably meant: without "dnr" before it, in capitals, with the hyphens and spaces of a keyboard.
fn mended(number: &str) -> Vec<String> {
    let plain = number.replace(['–', '—', '−', '\u{2011}'], "-").replace('\u{a0}', " ");
    let words: Vec<&str> = plain.split_whitespace().collect();
    let bare = match words[..] {
        [first, ..] if matches!(&*first.to_lowercase(), "dnr" | "dnr:" | "dnr." | "diarienummer" | "diarienr") => &words[1..],
        _ => &words[..],
    };
    let spaced = bare.join(" ");
    vec![spaced.to_uppercase(), bare.concat().to_uppercase(), spaced.replacen(' ', "/", 2).replacen('/', " ", 1).to_uppercase(), spaced]
}

/// The letters and figures of a number.
fn bare(number: &str) -> String {
    number.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

fn invalid(pattern: &Text) -> Diagnostic {
    Diagnostic::new(
        &LINT,
        pattern.span,
        "Mönstret för diarienummer är inte ett giltigt reguljärt uttryck, så inga nummer kontrolleras.",
        "The pattern of case numbers is not a valid regular expression, so no numbers are checked.",
    )
    .help(
        "Ta bort raden så gäller det vanliga mönstret, eller skriv till exempel så här:",
        "Remove the line, and the usual pattern holds, or write for example:",
    )
    .paste("case-number = \"[A-Z]{2,6} [0-9]{4}/[0-9]+(-[0-9]+)?\"")
}
