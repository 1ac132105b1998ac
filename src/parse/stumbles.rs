//! What the library that reads TOML stumbles over, in words for people who have never heard of TOML.

use super::mend;
use crate::content::item;

/// How the library's messages begin, and what they mean, Swedish and English. Of two that begin alike the longer stands first.
const KNOWN: &[(&[&str], &str, &str)] = &[
    (&["string values must be quoted"], "Text måste stå inom raka citattecken (\").", "Text must stand in straight quotes (\")."),
    (&["key with no value"], "Här saknas likhetstecken och värde efter nyckeln.", "Equals sign and value are missing after the key."),
    (
        &["duplicate key"],
        "Nyckeln står redan tidigare i samma grupp; den får stå en gång.",
        "The key stands already in the same group; it may stand once.",
    ),
    (
        &["invalid basic string"],
        "Texten börjar med citattecken men saknar ett i slutet av raden.",
        "The text begins with a quote but lacks one at the end of the line.",
    ),
    (
        &["invalid literal string"],
        "Texten börjar med ' men saknar ett i slutet av raden.",
        "The text begins with ' but lacks one at the end of the line.",
    ),
    (&["unclosed table"], "Gruppens rubrik saknar ] i slutet.", "The heading of the group lacks ] at the end."),
    (&[mend::MARK_MISSING], "På raden saknas ett citattecken (\").", "A quote (\") is missing on this line."),
    (&["unclosed array table"], "Gruppens rubrik saknar ]] i slutet.", "The heading of the group lacks ]] at the end."),
    (
        &["missing comma between key-value pairs"],
        "Det saknas ett komma mellan två uppgifter inom { }.",
        "A comma is missing between two facts inside { }.",
    ),
    (&["unclosed array"], "Listan saknar ] i slutet.", "The list lacks ] at the end."),
    (
        &["missing comma"],
        "Det saknas ett komma mellan två värden i listan, eller ett ] efter det sista.",
        "A comma is missing between two values of the list, or a ] after the last.",
    ),
    (&["unclosed inline table"], "Uppgiften som börjar med { saknar } i slutet.", "What begins with { lacks } at the end."),
    (
        &["invalid date"],
        "Datumet finns inte. Skriv år-månad-dag, till exempel 2015-10-19.",
        "There is no such date. Write year-month-day, for example 2015-10-19.",
    ),
    (
        &["invalid time"],
        "Klockslaget finns inte. Skriv timmar och minuter, till exempel 13:30, eller sätt det inom citattecken.",
        "There is no such time. Write hours and minutes, for example 13:30, or put it in quotes.",
    ),
    (
        &["invalid offset"],
        "Klockslagets avstånd till Greenwich går inte att läsa. Skriv bara dagen, till exempel 2015-10-19.",
        "The offset of the time from Greenwich cannot be read. Write the day alone, for example 2015-10-19.",
    ),
    (
        &["invalid unquoted key"],
        "Nycklar skrivs med bokstäverna a–z, siffror och bindestreck; å, ä och ö går inte.",
        "Keys are written with the letters a–z, digits and hyphens; å, ä and ö are not possible.",
    ),
    (&["extra `=`"], "Här står ett likhetstecken för mycket.", "There is one equals sign too many here."),
    (
        &[item::TOO_DEEP, "cannot recurse further"],
        "Här ligger för många grupper eller listor inuti varandra.",
        "Too many groups or lists lie inside each other here.",
    ),
    (&["unquoted keys cannot be empty"], "Här saknas nyckeln före likhetstecknet.", "The key before the equals sign is missing."),
    (
        &["missing escaped value", "too few unicode value digits", "invalid value"],
        "Tecknet \\ betyder något särskilt. Skriv \\\\ om det ska synas.",
        "The character \\ has a meaning of its own. Write \\\\ if it is to be seen.",
    ),
    (
        &["unexpected leading zero"],
        "Ett tal får inte börja med 0. Skriv det inom citattecken om det är ett nummer och inte ett tal.",
        "A number must not begin with 0. Put it in quotes if it names something instead of counting.",
    ),
    (
        &["unexpected key or value"],
        "Här står något mer efter värdet. En uppgift per rad; tal skrivs med decimalpunkt (3.4).",
        "Something more stands after the value. One fact a line; numbers take a decimal point (3.4).",
    ),
    (
        &["invalid multi-line basic string", "invalid multi-line literal string"],
        "Texten börjar med tre citattecken men saknar tre i slutet.",
        "The text begins with three quotes but lacks three at the end.",
    ),
    (
        &["carriage return must be followed by newline"],
        "Här står ett osynligt radslut mitt på raden, som när text klistras in från ett annat program. Skriv om raden.",
        "A line end that cannot be seen stands within the line, as when text is pasted from another program. Write the line anew.",
    ),
    (
        &["invalid comment character"],
        "I anmärkningen efter # står ett tecken som inte syns. Skriv om den.",
        "In the remark after # stands a character that cannot be seen. Write it anew.",
    ),
    (
        &["redundant numeric sign", "unexpected sign"],
        "Talet har ett tecken (+ eller -) för mycket.",
        "The number has one sign (+ or -) too many.",
    ),
    (
        &["`_` may only go between digits"],
        "Ett understreck (_) får bara stå mellan siffror i ett tal. Är det ett namn eller en kod: sätt det inom citattecken.",
        "An underscore (_) may only stand between the digits of a number. If it is a name or a code: put it in quotes.",
    ),
    (
        &["invalid boolean"],
        "Skriv true för ja eller false för nej, med små bokstäver och utan citattecken.",
        "Write true for yes or false for no, in small letters and without quotes.",
    ),
    (
        &[
            "integers with a radix cannot be signed",
            "radix must be lowercase",
            "redundant integer number prefix",
            "invalid integer number",
            "invalid hexadecimal number",
            "invalid octal number",
            "invalid binary number",
            "invalid float",
            "invalid mantissa",
            "invalid fraction",
            "invalid exponent",
        ],
        "Värdet går inte att läsa som ett tal. Skriv det med siffror och decimalpunkt, till exempel 3.4, eller inom citattecken om det är en kod.",
        "The value cannot be read as a number. Write it in digits with a decimal point, such as 3.4, or in quotes if it is a code.",
    ),
    (
        &["missing assignment between key-value pairs"],
        "Här saknas likhetstecken mellan nyckel och värde.",
        "The equals sign between key and value is missing.",
    ),
    (&["missing value"], "Här saknas värdet efter likhetstecknet.", "The value after the equals sign is missing."),
    (
        &["extra assignment between key-value pairs"],
        "Här står ett likhetstecken för mycket, eller så saknas ett komma före nyckeln.",
        "There is one equals sign too many here, or a comma is missing before the key.",
    ),
    (
        &["unexpected `=` in array"],
        "Här står ett likhetstecken i en lista. Uppgifter med nycklar står inom { }.",
        "An equals sign stands in a list here. Facts with keys stand inside { }.",
    ),
    (&["extra comma"], "Här står ett komma för mycket.", "There is one comma too many here."),
    (
        &["missing key for inline table element", "invalid inline table element", "invalid key-value pair"],
        "Inom { } står uppgifter som nyckel = värde, med komma emellan.",
        "Inside { } stand facts such as key = value, with commas between.",
    ),
    (
        &["invalid key"],
        "Nycklar skrivs med bokstäverna a–z, siffror och bindestreck.",
        "Keys are written with the letters a–z, digits and hyphens.",
    ),
    (
        &["cannot extend value of type"],
        "Nyckeln har redan ett värde, så den kan inte också vara en grupp av uppgifter.",
        "The key already has a value, so it cannot be a group of facts too.",
    ),
    (
        &[
            "missing table open",
            "missing array opening",
            "missing inline table opening",
            "missing opening quote",
            "missing comment start",
            "unexpected content",
            "invalid string",
            "invalid table",
        ],
        "Här står något som inte hör till en uppgift. Skriv nyckel = värde, en uppgift per rad.",
        "Here stands something that is no part of a fact. Write key = value, one fact a line.",
    ),
];

/// What the library's message means, Swedish and English. Its own words are English, and of grammar: where ours cannot be sure only those who
/// read English are told them.
pub fn in_words(message: &str) -> (String, String) {
    match KNOWN.iter().find(|(starts, ..)| begins(message, starts)) {
        Some((_, sv, en)) => ((*sv).into(), (*en).into()),
        None => (
            "Raden går inte att läsa som en uppgift. Skriv nyckel = värde, en uppgift per rad.".into(),
            format!("The line cannot be read as a fact ({message}). Write key = value, one fact a line."),
        ),
    }
}

fn begins(message: &str, starts: &[&str]) -> bool {
    starts.iter().any(|start| message.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::SourceId;

    /// Every slip that the library knows of.
    const LINES: &[&str] = &[
        "a = \"\"\"x",
        "a = '''x",
        "a = \"\\q\"",
        "a = \"\\u12\"",
        "a = \"\\ud800\"",
        "a = 1\rb = 2",
        "# \u{1}",
        "a = ++1",
        "a = +-1",
        "a = 1__0",
        "a = _1",
        "a = 0x",
        "a = 0xZZ",
        "a = +0x1",
        "a = 0XF",
        "a = 0o9",
        "a = 0b2",
        "a = 1.",
        "a = 1.x",
        "a = 1e",
        "a = 01",
        "a = True",
        "a = tru",
        "a = infx",
        "a =",
        "a",
        "= 1",
        "a = = 1",
        "a = 1 2",
        "a = 2016-13-40",
        "a = 2016-1-1",
        "a = 25:99",
        "a = [1, 2",
        "a = [1 2]",
        "a = [1,, 2]",
        "a = [b = 1]",
        "a = [,]",
        "a = { b = 1",
        "a = { b = 1 c = 2 }",
        "a = { b = 1,, c = 2 }",
        "a = { b }",
        "a = { b = }",
        "a = { = 1 }",
        "a = { b = = 1 }",
        "a = { b: 1 }",
        "a = { \"b\" 1 }",
        "a = ]",
        "a = }",
        "a = ,",
        "[a",
        "[[a]",
        "[[a",
        "[]",
        "[a]]",
        "[a] b",
        "[a.]",
        "å = 1",
        "a.å = 1",
        "a = 1\na = 2",
        "a = 1\na.b = 2",
        "a = [1]\na.b = 2",
        "a = { b = 1 }\na.c = 2",
        "[a]\n[a]",
        "a = 1\n[a]",
        "a = 1\n[[a]]",
        "a = 1\n[a.b]",
        "a = [1]\n[[a]]",
        "a = \"x",
        "a = 'x",
        "a = x",
        "a = x y",
        "a = \"x\"y",
        "\"a = 1",
        "\"\" = 1",
        "a.. = 1",
        "]",
        "}",
        ",",
        "\u{0}",
        "a = \"\u{1}\"",
    ];

    #[test]
    fn everything_that_the_library_says_of_a_line_has_words_of_ours() {
        for line in LINES {
            let (_, faults) = crate::content::item::from_toml(line, SourceId::of(""), 0);
            for fault in &faults {
                assert!(KNOWN.iter().any(|(starts, ..)| begins(&fault.message, starts)), "{line}: {}", fault.message);
            }
        }
        let faulty = |line: &&&str| !crate::content::item::from_toml(line, SourceId::of(""), 0).1.is_empty();
        assert!(LINES.iter().filter(faulty).count() > 70, "they are faulty");
    }
}
