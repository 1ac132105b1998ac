//! The texts of the new files: the record with its suggestions, its case, and the document's whole text.

use std::collections::BTreeSet;

use super::actions::{goal, table};
use super::facts::{Decision, Facts, Found};
use super::{Aside, Block, Manuscript, markdown, plain};
use crate::check::SUGGESTION;
use crate::content::common::Common;
use crate::content::field::{FieldDecl, Record as _, Shape};
use crate::content::organisation::Organisation;
use crate::content::strategy::Strategy;
use crate::content::value::Id;
use crate::content::{Kind, agreement, case, item, result, skeleton};
use crate::diagnostic::{Both, Lang, fold};
use crate::edit::Change;
use crate::markdown::line;
use crate::parse::written;
use crate::site::{Record, RecordId, Site};
use crate::source::Text;

/// What is asked for.
pub struct Asked<'a> {
    pub kind: &'static Kind,
    pub id: &'a str,
    /// The case that the document belongs to, when it is there already.
    pub to: Option<RecordId>,
    /// The id of a new case, when there is none yet.
    pub case: &'a str,
    /// The name of the file that was read.
    pub file: &'a str,
    pub lang: Lang,
}

/// A new file.
pub struct File {
    pub path: String,
    pub text: String,
}

/// What a document becomes.
pub struct Drafted {
    pub files: Vec<File>,
    /// The case that it was added to.
    pub change: Option<Change>,
    /// Names of the tables of actions, as "4 rows".
    pub rows: usize,
    /// Cells that nobody can read, now in the writer's own column.
    pub unread: usize,
}

/// Where a record of a kind lies.
pub fn record_path(kind: &Kind, id: &str) -> String {
    if kind.name == case::KIND.name { format!("content/{}/{id}/index.md", kind.folder) } else { format!("content/{}/{id}.md", kind.folder) }
}

/// An id from a title or a case number: whole words, no longer than an address should be.
pub fn id_of(words: &str) -> String {
    const LONGEST: usize = 48;
    let id = Id::from_words(words);
    match id.get(..=LONGEST) {
        None => id,
        Some(cut) => cut.rsplit_once('-').map_or(&cut[..LONGEST], |(whole, _)| whole).to_owned(),
    }
}

/// Makes the draft. None when the case that it is to belong to cannot take it: it is written so that nothing can be added.
pub fn drafted(manuscript: &mut Manuscript, facts: &Facts, asked: &Asked, site: &Site) -> Option<Drafted> {
    let lang = asked.lang;
    let plan = (asked.kind.name == result::KIND.name).then(|| plan(manuscript, &facts.title, site)).flatten();
    // The source is what the document says, before anything is made of it.
    let stored = plain::plain(manuscript);
    let body_from = leave_head(manuscript, facts.title_at);
    let (rows, unread) = read_tables(manuscript, asked.kind, plan, site, lang);
    let document = document_id(facts, asked, site);
    let case_id = asked.to.map_or(asked.case, |case| &*site.record(case).id);
    let source = format!("{case_id}#{document}");
    let anchor = |heading: &str| if rows > 0 { plan.and_then(|plan| goal(plan, heading)) } else { None };
    let body = markdown::body(manuscript, body_from, lang, &anchor);
    let is_case = asked.kind.name == case::KIND.name;
    let block = document_block(facts, &document, site, lang);
    let folder = format!("content/{}/{case_id}", case::KIND.folder);
    let mut files = vec![File { path: format!("{folder}/{document}.txt"), text: stored }];
    let change = match asked.to {
        Some(case) => Some(added(site.record(case), &block)?),
        None => {
            let text = case_file(facts, asked, site, &source, &block, if is_case { &body } else { "" });
            files.push(File { path: record_path(&case::KIND, case_id), text });
            None
        }
    };
    if !is_case {
        let text = format!("+++\n{}+++\n{body}", front(facts, asked, site, &source, plan));
        files.push(File { path: record_path(asked.kind, asked.id), text });
    }
    files.reverse();
    Some(Drafted { files, change, rows, unread })
}

/// Takes the lines above the title out: who wrote to whom is told by facts, if at all. Gives the place of the title after that.
fn leave_head(manuscript: &mut Manuscript, title_at: Option<usize>) -> Option<usize> {
    let at = title_at?;
    let is_head = |block: &Block| matches!(block, Block::Paragraph(_)) && block.words().chars().count() < HEAD_LINE;
    if !manuscript.blocks[..at].iter().all(is_head) {
        return title_at;
    }
    manuscript.blocks.drain(..at);
    manuscript.set_aside(Aside::Head, at);
    Some(0)
}

/// A line of a document's head is no longer, in letters.
const HEAD_LINE: usize = 160;

/// Puts tables of actions in the form that records have; gives how many rows there are, and how many cells nobody can read.
fn read_tables(manuscript: &mut Manuscript, kind: &Kind, plan: Option<&Record>, site: &Site, lang: Lang) -> (usize, usize) {
    let (mut rows, mut unread) = (0, 0);
    let mut blocks = Vec::with_capacity(manuscript.blocks.len());
    for block in std::mem::take(&mut manuscript.blocks) {
        let read = if let Block::Table(cells) = &block { table(cells, kind, plan, site, lang) } else { None };
        match read {
            None => blocks.push(block),
            Some(read) => {
                rows += read.rows.len() - 1;
                unread += read.unread;
                blocks.extend(read.above.into_iter().filter(|runs| !super::words(runs).is_empty()).map(Block::Paragraph));
                blocks.push(Block::Table(read.rows));
                blocks.extend(read.below.into_iter().filter(|runs| !super::words(runs).is_empty()).map(Block::Paragraph));
            }
        }
    }
    manuscript.blocks = blocks;
    (rows, unread)
}

/// The plan that a follow-up is probably of: the one whose name stands in it, the longest of them; else the only one.
fn plan<'s>(manuscript: &Manuscript, title: &str, site: &'s Site) -> Option<&'s Record> {
    let text = fold(&manuscript.blocks.iter().map(Block::words).collect::<Vec<_>>().join(" "));
    let plans = || site.all().map(|(_, record)| record).filter(|record| record.is::<Strategy>().is_some());
    let named = |record: &Record| {
        let names = std::iter::once(&*record.common.title).chain(record.common.aliases.iter().map(|name| &**name));
        names.map(fold).filter(|name| text.contains(name.as_str())).map(|name| name.len()).max()
    };
    let by_name = plans().filter_map(|record| Some((named(record)?, record))).max_by_key(|(length, _)| *length).map(|(_, record)| record);
    by_name.or_else(|| plans().next().filter(|_| plans().count() == 1)).or_else(|| alike(title, plans()))
}

/// The plan whose title has most words with that of the document in common: two at least, and more than any other.
fn alike<'s>(title: &str, plans: impl Iterator<Item = &'s Record>) -> Option<&'s Record> {
    let words = |text: &str| -> BTreeSet<String> {
        fold(text).split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 3).map(str::to_owned).collect()
    };
    let own = words(title);
    let mut shared: Vec<(usize, &Record)> = plans.map(|plan| (words(&plan.common.title).intersection(&own).count(), plan)).collect();
    shared.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    match shared[..] {
        [(most, plan), (next, _), ..] if most > 1 && most > next => Some(plan),
        _ => None,
    }
}

/// The id of the document in its case: what it says that it is, with a number when that is taken.
fn document_id(facts: &Facts, asked: &Asked, site: &Site) -> String {
    let name = match (&facts.attachment, &facts.form) {
        (Some(number), _) => format!("bilaga-{}", number.value),
        (None, Some(form)) => Id::from_words(&form.value),
        (None, None) => "handling".to_owned(),
    };
    let Some(case) = asked.to.map(|case| site.record(case)) else { return name };
    let free = |id: &String| case.parts.named(id).is_none() && !site.stored.contains_key(&*format!("{}/{id}.txt", case.folder()));
    std::iter::once(name.clone()).chain((2..).map(|number| format!("{name}-{number}"))).find(free).unwrap_or(name)
}

/// The file of a case with a document more, its own line endings kept.
fn added(case: &Record, block: &str) -> Option<Change> {
    let text = Text::new(case.path.clone(), case.text.clone());
    let whole = &*text.content;
    let at = written(&text, &case::KIND, &case.id)?.range.end;
    let block = format!("\n{block}");
    let block = if whole.contains("\r\n") { block.replace('\n', "\r\n") } else { block };
    let new = format!("{}{block}{}", &whole[..at], &whole[at..]);
    // A list that is written in brackets takes no block.
    let toml = |text: &str| -> bool {
        let written = written(&Text::new(case.path.clone(), text), &case::KIND, &case.id);
        written.is_some_and(|written| item::from_toml(&text[written.range], crate::span::SourceId::of("import"), 0).1.is_empty())
    };
    toml(&new).then(|| Change { from: case.path.clone(), to: case.path.clone(), text: Some((case.text.clone(), new.into())) })
}

/// Words as a TOML string.
fn quoted(words: &str) -> String {
    toml::Value::from(line(words)).to_string()
}

/// A proposed line: read when `live`, a comment else.
fn proposed(key: &str, value: &str, reason: Both, words: &str, live: bool, lang: Lang) -> String {
    let mark = if live { "" } else { "# " };
    let words = line(words);
    let words = if words.is_empty() {
        String::new()
    } else if lang == Lang::Sv {
        format!(" ”{words}”")
    } else {
        format!(" “{words}”")
    };
    format!("{mark}{key} = {value}  # {} {}{words}\n", SUGGESTION.get(lang), reason.get(lang))
}

const FROM: Both = Both("ur", "from");
const LATER: Both = Both("kanske ett annat ärendes nummer, ur", "perhaps another case's number, from");
const MADE_UP: Both = Both("bara ett exempel, byt ut det", "a mere example, replace it");

fn intro(asked: &Asked) -> String {
    let how = Both(
        "Rader med FÖRSLAG är gissningar ur texten. Stämmer en: ta bort # först på raden, och # FÖRSLAG med resten. Annars: ta bort raden.",
        "Lines with SUGGESTION are guesses from the words. If one is right: remove the # at the beginning, and # SUGGESTION with the rest. Else: remove the line.",
    );
    let from = Both("Utkast ur filen", "Draft from the file");
    format!("# {} {}.\n# {}\n\n", from.get(asked.lang), line(asked.file), how.get(asked.lang))
}

fn draft(lang: Lang) -> String {
    Common::fields().iter().filter(|decl| decl.key == "draft").map(|decl| skeleton::draft_line(decl, lang)).collect()
}

fn case_file(facts: &Facts, asked: &Asked, site: &Site, source: &str, block: &str, body: &str) -> String {
    let lang = asked.lang;
    let mut out = format!("+++\n{}title = {}\n{}", intro(asked), quoted(&facts.title), draft(lang));
    if let Some(Found { value, words, in_head }) = &facts.number {
        out.push_str(&proposed("number", &quoted(value), if *in_head { FROM } else { LATER }, words, false, lang));
    }
    if let Some(board) = &facts.board {
        out.push_str(&organisation("handled-by", board, site, false, lang));
    }
    out.push_str(&format!("source = \"{source}\"\n\n{block}"));
    facts.decisions.iter().for_each(|decision| out.push_str(&decision_block(decision, lang)));
    format!("{out}+++\n{body}")
}

/// A proposed organisation: by its id when the site has it.
fn organisation(key: &str, found: &Found, site: &Site, many: bool, lang: Lang) -> String {
    let known = site.each::<Organisation>().any(|(_, record, _)| *record.id == *found.value);
    let reason = match (known, key) {
        (true, "handled-by") => {
            Both("kanske bara den som handlingen är ställd till, ur", "perhaps only whom the document is written to, from")
        }
        (true, _) => FROM,
        (false, _) => Both("ingen organisation här heter så ännu, ur", "no organisation here is called so yet, from"),
    };
    let value = if many { format!("[{}]", quoted(&found.value)) } else { quoted(&found.value) };
    proposed(key, &value, reason, &found.words, false, lang)
}

fn document_block(facts: &Facts, id: &str, site: &Site, lang: Lang) -> String {
    let mut out = format!("[[document]]\nid = \"{id}\"\n");
    let mut some = |key: &str, found: &Option<Found>| {
        if let Some(found) = found {
            out.push_str(&proposed(key, &quoted(&found.value), FROM, &found.words, false, lang));
        }
    };
    some("number", &facts.attachment);
    some("form", &facts.form);
    some("date", &facts.day);
    if let Some(office) = &facts.office {
        out.push_str(&organisation("issuer", office, site, true, lang));
    }
    format!("{out}title = {}\ntext = \"{id}.txt\"\n", quoted(&facts.title))
}

/// A decision as a block that is not read, the sentence as its quote.
fn decision_block(decision: &Decision, lang: Lang) -> String {
    let body = decision.body.as_deref().unwrap_or_default();
    let head = match decision.proposed {
        true => Both(
            "ett förslag till beslut står i texten. Ta bort # framför raderna om det ska med.",
            "a proposed decision stands in the text. Remove # before the lines if it is to be there.",
        ),
        false => Both(
            "ett beslut nämns i texten. Ta bort # framför raderna om det hör till ärendet.",
            "the text tells of a decision. Remove # before the lines if it belongs to the case.",
        ),
    };
    let mut out = format!("\n# {} {}\n# [[decision]]\n", SUGGESTION.get(lang), head.get(lang));
    let mut push = |key: &str, value: &str| out.push_str(&format!("# {key} = {}\n", quoted(value)));
    let paragraph = decision.paragraph.as_deref().unwrap_or_default().replace('§', "");
    let id = [body, decision.day.as_deref().unwrap_or_default(), &paragraph].join(" ");
    push("id", &id_of(if decision.proposed { &decision.sentence } else { &id }));
    push("title", &decision.sentence);
    if !body.is_empty() {
        push("body", &Id::from_words(body));
    }
    if let Some(day) = &decision.day {
        push("date", day);
    }
    if let Some(paragraph) = &decision.paragraph {
        push("paragraph", paragraph);
    }
    let state = if decision.proposed { Both("föreslaget", "proposed") } else { Both("fattat", "taken") };
    push("state", state.get(lang));
    push("quote", &decision.sentence);
    out
}

/// The front matter of a record that is no case: what it needs, each value with its reason.
fn front(facts: &Facts, asked: &Asked, site: &Site, source: &str, plan: Option<&Record>) -> String {
    let lang = asked.lang;
    let mut out = format!("{}title = {}\n", intro(asked), quoted(&facts.title));
    for decl in (asked.kind.fields)().iter().filter(|decl| decl.required) {
        let (value, reason, words) = needed(decl, facts, plan, asked);
        out.push_str(&proposed(decl.key, &value, reason, &words, true, lang));
    }
    out.push_str(&draft(lang));
    out.push_str(&format!("source = \"{source}\"\n"));
    let has = |key: &str| (asked.kind.fields)().iter().any(|decl| decl.key == key && !decl.required);
    let day = facts.day.as_ref().filter(|_| has("dated"));
    if let Some(day) = day {
        out.push_str(&proposed("dated", &quoted(&day.value), FROM, &day.words, false, lang));
    }
    if let Some(office) = facts.office.as_ref().filter(|_| has("made-by")) {
        out.push_str(&organisation("made-by", office, site, true, lang));
    }
    if has("document") {
        let reason = Both("om handlingen är just den", "if the document is just that");
        out.push_str(&proposed("document", &quoted(source), reason, "", false, lang));
    }
    out
}

/// A value for a key that a record must have, and where it comes from.
fn needed(decl: &FieldDecl, facts: &Facts, plan: Option<&Record>, asked: &Asked) -> (String, Both, String) {
    let kind = asked.kind.name;
    let title = fold(&facts.title);
    let year = || {
        let years = |text: &str| {
            text.split(|c: char| !c.is_ascii_digit()).rfind(|part| part.len() == 4 && part.starts_with(['1', '2'])).map(str::to_owned)
        };
        match years(&facts.title) {
            Some(year) => Some((quoted(&year), Both("året i titeln", "the year in the title"))),
            None => {
                facts.day.as_ref().map(|day| (quoted(&day.value[..4]), Both("året i handlingens datum", "the year of the document's day")))
            }
        }
    };
    match decl.key {
        "follows-up" => match plan {
            Some(plan) => {
                let reason = Both("planen som texten verkar följa upp:", "the plan that the text seems to follow up:");
                (quoted(&format!("{}/{}", plan.kind.folder, plan.id)), reason, plan.common.title.text.clone())
            }
            None => ("\"\"".to_owned(), Both("skriv planen som följs upp", "write the plan that is followed up"), String::new()),
        },
        "period" => match year() {
            Some((year, reason)) => (year, reason, String::new()),
            None => {
                ("\"\"".to_owned(), Both("skriv tiden som uppföljningen gäller", "write the time that the follow-up covers"), String::new())
            }
        },
        "extent" if title.contains("sammanfattning") => {
            (quoted("sammanfattning"), Both("ordet står i titeln", "the word stands in the title"), String::new())
        }
        "extent" => (quoted("en del"), Both("ändra om allt är med", "change it if everything is there"), String::new()),
        "form" => {
            let known: Vec<String> = match decl.shape {
                Shape::Open(words) => words.iter().map(|word| (*word).to_owned()).collect(),
                Shape::Choice(words) => words.iter().map(|word| word.sv.to_owned()).collect(),
                _ => Vec::new(),
            };
            match known.into_iter().find(|word| title.contains(&fold(word))) {
                Some(word) => (quoted(&word), Both("ordet står i titeln", "the word stands in the title"), String::new()),
                None => (decl.example.to_owned(), MADE_UP, String::new()),
            }
        }
        "date" if kind != agreement::KIND.name && facts.day.is_some() => {
            let day = facts.day.as_ref();
            (quoted(day.map_or("", |day| &day.value)), FROM, day.map_or(String::new(), |day| day.words.clone()))
        }
        "situation" => (
            quoted(&facts.title),
            Both("titeln, tills någon skriver det med läsarens ord", "the title, until somebody writes it in the reader's words"),
            String::new(),
        ),
        _ => (decl.example.to_owned(), MADE_UP, String::new()),
    }
}
