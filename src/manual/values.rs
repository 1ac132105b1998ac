//! The sorts of values and every list of words: how each is written.

use std::collections::BTreeSet;

use super::{Book, Chapter, address};
use crate::content::accessibility::Accessibility;
use crate::content::changes::Changes;
use crate::content::common::Common;
use crate::content::field::{FieldDecl, Record as _, Shape};
use crate::content::site::SiteConfig;
use crate::content::value::{SEASONS, Word};
use crate::content::{Fields, KINDS, shape};
use crate::diagnostic::{Both, Lang};
use crate::sheet::{block, inline, link, text};

pub(super) static CHAPTER: Chapter = Chapter {
    name: "values",
    title: Both("Värden", "Values"),
    about: Both(
        "Hur text, tal, datum, perioder, belopp och hänvisningar skrivs, och alla listor av ord: lägen, orsaker, sorter.",
        "How text, numbers, dates, periods, amounts and references are written, and every list of words: statuses, causes, sorts.",
    ),
    topics: |_| Vec::new(),
    title_of: |_, _, _| None,
    page: |_: &Book, _, lang| page(lang),
};

/// A sort of value: where it is on the page, what it is called, how it is written, and examples.
type Sort = (&'static str, Both, Both, &'static str);

const SORTS: &[Sort] = &[
    (
        "text",
        Both("Text", "Text"),
        Both(
            "Står inom raka citattecken. Tre citattecken i var ände rymmer flera rader. Ett citattecken inne i texten skrivs \\\".",
            "Stands in straight quotes. Three quotes at each end hold several lines. A quote inside the text is written \\\".",
        ),
        "title = \"Strategi mot droger\"",
    ),
    (
        "number",
        Both("Tal", "Number"),
        Both(
            "Skrivs med siffror utan citattecken, med decimalpunkt och utan mellanrum. Heltal har ingen punkt.",
            "Written in digits without quotes, with a decimal point and no spaces. Whole numbers have no point.",
        ),
        "value = 88.5",
    ),
    (
        "bool",
        Both("Ja eller nej", "Yes or no"),
        Both("`true` är ja och `false` är nej, utan citattecken.", "`true` is yes and `false` is no, without quotes."),
        "draft = true",
    ),
    ("day", Both("Dag", "Day"), Both("En bestämd dag: år-månad-dag.", "One certain day: year-month-day."), "checked-on = \"2026-11-22\""),
    (
        "date",
        Both("Datum", "Date"),
        Both(
            "Så noga som dokumentet är: en dag, en månad, ett år eller en namngiven del av ett år. Delarna står i tabellen nedan.",
            "As exact as the document is: a day, a month, a year or a named part of a year. The parts stand in the table below.",
        ),
        "due = \"2015-10-19\"\ndue = \"2015-10\"\ndue = \"2015\"\ndue = \"2015-höst\"\ndue = \"2020-VT\"",
    ),
    (
        "period",
        Both("Period", "Period"),
        Both(
            "Ett datum, eller två med snedstreck mellan. Utan andra datum har den inget slut.",
            "A date, or two with a slash between. Without a second date it has no end.",
        ),
        "period = \"2014/2016\"\nperiod = \"2019-HT/2020-VT\"\nperiod = \"2014/\"",
    ),
    (
        "money",
        Both("Belopp", "Amount"),
        Both(
            "Med enhet: kr, tkr (tusen kronor) eller mnkr (miljoner kronor); ”ca” före om dokumentet säger det.",
            "With its unit: kr, tkr (thousand kronor) or mnkr (million kronor); “ca” before it if the document says so.",
        ),
        "amount = \"920 tkr\"\namount = \"ca 1,5 mnkr\"",
    ),
    ("paragraph", Both("Paragraf", "Paragraph"), Both("Paragrafen i ett protokoll.", "The paragraph of minutes."), "paragraph = \"§ 265\""),
    (
        "id",
        Both("Kort namn", "Short name"),
        Both(
            "Små bokstäver a–z, siffror och bindestreck. Det blir en del av adressen, och andra hänvisar med det.",
            "Small letters a–z, digits and hyphens. It becomes part of the address, and others refer by it.",
        ),
        "id = \"mal-1\"",
    ),
    (
        "web",
        Both("Webbadress", "Web address"),
        Both(
            "Hela adressen, med https:// först; en e-postadress börjar med mailto:.",
            "The whole address, https:// first; a mail address begins with mailto:.",
        ),
        "page = \"https://www.1177.se\"",
    ),
    (
        "reference",
        Both("Hänvisning", "Reference"),
        Both(
            "Id för en annan post, med mappen före när flera sorter går att hänvisa till, och med # före det som står inuti posten.",
            "The id of another record, with the folder before it when several kinds can be referred to, and # before what stands inside the record.",
        ),
        "by = \"socialnamnden\"\nfollows-up = \"strategies/andt-2014-2016\"\ngoal = \"andt-2014-2016#mal-1\"",
    ),
    (
        "open",
        Both("Ord med förslag", "Words with suggestions"),
        Both("Vilka ord som helst; de vanliga nämns vid nyckeln.", "Any words; the usual ones are named with the key."),
        "form = \"nämnd\"",
    ),
    (
        "table",
        Both("Tabeller och listor", "Tables and lists"),
        Both(
            "En lista står inom hakparenteser; ett enda värde går utan. En tabell börjar med sitt namn inom hakparenteser på en egen rad, dubbla när den kan komma flera gånger. En nyckel efter en sådan rad hör till den tabellen, så postens egna nycklar står först.",
            "A list stands in brackets; a single value goes without. A table begins with its name in brackets on a line of its own, double ones when it can come several times. A key after such a line belongs to that table, so the record's own keys come first.",
        ),
        "topics = [\"alkohol\", \"tobak\"]\n\n[[goal]]\nid = \"mal-1\"\ntitle = \"Tillgången ska minska\"",
    ),
];

/// A list of words, and the keys that take them: the topic of the manual and the key.
struct List {
    words: &'static [Word],
    label: Both,
    used: BTreeSet<(&'static str, String)>,
}

fn page(lang: Lang) -> String {
    let lists = lists();
    let jump = |id: &str, words: &str| format!("<li>{}</li>\n", link(&format!("#{id}"), words));
    let mut jumps: String = SORTS.iter().map(|(id, title, _, _)| jump(id, title.get(lang))).collect();
    jumps += &jump("lists", WORDS.get(lang));
    let name = Both("Sorter av värden", "Sorts of values").get(lang);
    let mut out = format!("<nav aria-label=\"{name}\">\n<ul class=\"jump\">\n{jumps}</ul>\n</nav>\n");
    for (id, title, how, example) in SORTS {
        out += &format!("<h2 id=\"{id}\">{}</h2>\n<p>{}</p>\n{}", title.get(lang), inline(how.get(lang)), block(example));
        if *id == "date" {
            out += &seasons(lang);
        }
    }
    let about = Both("Varje ord kan skrivas på svenska eller engelska.", "Every word can be written in Swedish or English.");
    out += &format!("<h2 id=\"lists\">{}</h2>\n<p>{}</p>\n", WORDS.get(lang), about.get(lang));
    out + &lists.iter().map(|list| table(list, lang)).collect::<String>()
}

const WORDS: Both = Both("Listor av ord", "Lists of words");

fn seasons(lang: Lang) -> String {
    let rows = SEASONS.iter().map(|season| vec![season.sv.to_owned(), season.en.to_owned()]);
    words_table(Both("Delar av ett år", "Parts of a year").get(lang), rows, lang)
}

fn words_table(caption: &str, rows: impl Iterator<Item = Vec<String>>, lang: Lang) -> String {
    let row = |words: Vec<String>| {
        format!("<tr><td lang=\"sv\"><code>{}</code></td><td lang=\"en\"><code>{}</code></td></tr>\n", text(&words[0]), text(&words[1]))
    };
    let rows: String = rows.map(row).collect();
    format!(
        "<table>\n<caption>{}</caption>\n<thead><tr><th scope=\"col\">{}</th><th scope=\"col\">{}</th></tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n",
        text(caption),
        Both("Svenska", "Swedish").get(lang),
        Both("Engelska", "English").get(lang),
    )
}

fn table(list: &List, lang: Lang) -> String {
    let used: Vec<String> = list
        .used
        .iter()
        .map(|(topic, path)| {
            let name = format!("{topic}: {path}");
            link(&format!("{}#key-{}", address(lang, "kinds", topic), path.replace('.', "_")), &name)
        })
        .collect();
    let rows = list.words.iter().map(|word| vec![word.sv.to_owned(), word.en.to_owned()]);
    format!(
        "<h3 id=\"{}\">{}</h3>\n{}<p>{} {}</p>\n",
        shape::list_anchor(list.words),
        text(list.label.get(lang)),
        words_table(list.label.get(lang), rows, lang),
        Both("Används i", "Used in").get(lang),
        used.join(", "),
    )
}

/// Every list of words that some key takes, in the order in which the manual meets them.
fn lists() -> Vec<List> {
    let own: [(&str, Fields); 4] =
        [("common", Common::fields), ("site", SiteConfig::fields), ("accessibility", Accessibility::fields), ("changes", Changes::fields)];
    let mut lists = Vec::new();
    for (topic, fields) in KINDS.iter().map(|kind| (kind.name, kind.fields)).chain(own) {
        gather(topic, "", fields(), &mut lists);
    }
    lists
}

fn gather(topic: &'static str, around: &str, fields: &'static [FieldDecl], lists: &mut Vec<List>) {
    for decl in fields {
        let path = if around.is_empty() { decl.key.to_owned() } else { format!("{around}.{}", decl.key) };
        if let Some(inner) = shape::inside(decl.shape) {
            gather(topic, &path, inner, lists);
        }
        let Shape::Choice(words) = shape::plain(decl.shape) else { continue };
        match lists.iter_mut().find(|list| list.words == words) {
            Some(list) => _ = list.used.insert((topic, path)),
            None => lists.push(List { words, label: decl.label, used: BTreeSet::from([(topic, path)]) }),
        }
    }
}
