//! A dated correction: the value that was wrong is put right, and what stood there before is told.

use toml_edit::TableLike;
use unicode_segmentation::UnicodeSegmentation as _;

use super::place::{Place, place, shown, written_as};
use super::records::Texts;
use super::toml::{push, set};
use super::{Change, Refusal, after};
use crate::content::common::CorrectionKind;
use crate::content::result::FollowUp;
use crate::content::value::Choice as _;
use crate::diagnostic::{Lang, Words, nearest};
use crate::site::{Record, Site};
use crate::source::Sources;
use crate::{fingerprint, link, parse};

/// What is to be corrected.
pub struct Wish<'a> {
    /// The fact; none of the running text.
    pub path: Option<&'a str>,
    pub old: Option<&'a str>,
    pub new: Option<&'a str>,
    pub reason: Option<&'a str>,
    pub date: jiff::civil::Date,
    /// In which language the words of lists are written.
    pub lang: Lang,
}

/// What came of it.
pub struct Corrected {
    pub changes: Vec<Change>,
    /// What stood there and what stands there now, where that is known.
    pub old: Option<String>,
    pub new: Option<String>,
    /// Whether something is left for the writer to fill in.
    pub unfinished: bool,
}

/// Corrects a record and notes it in a `[[correction]]`, which of a locked follow-up carries the new fingerprint.
pub fn correct(sources: &Sources, record: &Record, wish: &Wish) -> Result<Corrected, Refusal> {
    let mut texts = Texts::of(sources);
    let written = texts.written(record).ok_or_else(|| unreadable(record))?;
    let found = wish.path.map(|path| place(record, &written, path)).transpose()?;
    let said = match &found {
        Some(found) => fact(&mut texts, record, found, wish)?,
        None => words(&mut texts, record, wish)?,
    };
    let reason = wish.reason.unwrap_or("");
    let unfinished = reason.is_empty() || [&said.0, &said.1].into_iter().any(|one| one.as_ref().is_some_and(String::is_empty));
    let mut pairs = vec![("date", wish.date.to_string()), ("kind", word(CorrectionKind::Corrected, wish.lang))];
    pairs.extend(wish.path.map(|path| ("field", path.to_owned())));
    pairs.extend(said.0.iter().map(|old| ("old", old.clone())));
    pairs.extend(said.1.iter().map(|new| ("new", new.clone())));
    pairs.push(("text", reason.to_owned()));
    texts.change(record, |table| push(table, "correction", &pairs)).ok_or_else(|| unreadable(record))?;
    seal(sources, &mut texts, record);
    let changes = texts.edit().changes(sources).map_err(Refusal::from)?;
    Ok(Corrected { changes, old: said.0, new: said.1, unfinished })
}

pub fn word(kind: CorrectionKind, lang: Lang) -> String {
    let word = kind.word();
    Words::new(word.sv, word.en).get(lang).to_owned()
}

/// Gives the newest correction of a locked follow-up the fingerprint of what it has become.
pub fn seal(sources: &Sources, texts: &mut Texts, record: &Record) -> Option<()> {
    record.is::<FollowUp>()?.lock.as_ref()?;
    let changes = texts.edit().changes(sources).ok()?;
    let site = link_of(&after(sources, &changes));
    let now = site.record(site.get(record.kind.folder, &record.id)?);
    let print = fingerprint::of(now);
    texts.change(record, |table| last(table, "correction", |correction| set(correction, "fingerprint", print.as_str())))
}

/// The site of some sources.
pub fn link_of(sources: &Sources) -> Site {
    link::link(&parse::parse(sources, None), sources, None).site
}

/// Calls `with` for the last table of a list.
pub fn last(table: &mut dyn TableLike, key: &str, with: impl FnOnce(&mut dyn TableLike)) -> Option<()> {
    let item = table.get_mut(key)?;
    if let Some(list) = item.as_array_of_tables_mut() {
        let last = list.len().checked_sub(1)?;
        with(list.get_mut(last)?);
    } else if let Some(list) = item.as_array_mut() {
        let last = list.len().checked_sub(1)?;
        with(list.get_mut(last)?.as_inline_table_mut()?);
    } else {
        with(item.as_table_like_mut()?);
    }
    Some(())
}

/// What stood there and what stands there now, where each is known or to be filled in.
type Said = (Option<String>, Option<String>);

/// Puts a fact right.
fn fact(texts: &mut Texts, record: &Record, found: &Place, wish: &Wish) -> Result<Said, Refusal> {
    let path = wish.path.unwrap_or_default();
    let text = texts.get(&record.path).map(|text| text.content.clone()).unwrap_or_default();
    let stands = found.item.and_then(|item| shown(item, &text, found.steps.is_empty()));
    let owned = |words: Option<&str>| words.map(str::to_owned);
    match (wish.old, wish.new, stands) {
        (None, None, stands) => Ok((Some(String::new()), Some(stands.unwrap_or_default()))),
        // It has been put right already, by hand or in a spreadsheet.
        (Some(old), None, Some(stands)) if !same(old, &stands) => Ok((owned(Some(old)), Some(stands))),
        (Some(old), Some(new), Some(stands)) if same(new, &stands) => Ok((owned(Some(old)), owned(Some(new)))),
        (Some(old), Some(new), None) => Ok((owned(Some(old)), owned(Some(new)))),
        (Some(old), _, Some(stands)) if !same(old, &stands) => {
            Err(Refusal::new(format!("Vid ”{path}” står ”{stands}”, inte ”{old}”."), format!("“{path}” says “{stands}”, not “{old}”."))
                .help("Rätta --old, eller utelämna den.", "Mend --old, or leave it out."))
        }
        (None, Some(new), Some(stands)) if same(new, &stands) => Err(Refusal::new(
            format!("Vid ”{path}” står redan ”{stands}”."),
            format!("“{path}” says “{stands}” already."),
        )
        .help("Har det rättats för hand: säg med --old vad som stod där.", "If it was mended by hand: say by --old what stood there.")),
        (old, Some(new), Some(stands)) => {
            let item = found.item.ok_or_else(|| unreadable(record))?;
            let right = written_as(new, found.decl, found.steps.is_empty()).ok_or_else(|| no_value(path, new))?;
            let mut content = text.to_string();
            content.replace_range(item.span.range(), &right);
            texts.set(&record.path, content);
            Ok((owned(old).or(Some(stands)), owned(Some(new.trim()))))
        }
        (Some(_), None, _) => Err(Refusal::new("Här saknas det nya värdet.", "The new value is missing.")
            .help("Lägg till --new VÄRDE, eller rätta det i filen först.", "Add --new VALUE, or mend it in the file first.")),
        (None, Some(_), None) => Err(Refusal::new(
            format!("Vid ”{path}” finns inget värde i {} som kan bytas.", record.path),
            format!("There is no value at “{path}” in {} to replace.", record.path),
        )
        .help(
            "Ändra det där det står, till exempel i kalkylbladet, och kör igen med både --old och --new.",
            "Change it where it stands, in the spreadsheet for example, and run again with both --old and --new.",
        )),
    }
}

/// Puts words in the running text right. What is not there any more has been put right by hand when the new words are there: else readers
/// would be told of words that never stood on the page.
fn words(texts: &mut Texts, record: &Record, wish: &Wish) -> Result<Said, Refusal> {
    let (Some(old), Some(new), Some(body)) = (wish.old, wish.new, record.body.as_deref()) else {
        let empty = |words: Option<&str>| Some(words.unwrap_or("").to_owned());
        return Ok((empty(wish.old), empty(wish.new)));
    };
    let text = texts.get(&record.path).map(|text| text.content.to_string()).unwrap_or_default();
    let (head, prose) = text.split_at(body.start);
    match prose.matches(old).count() {
        0 if prose.contains(new) && !new.is_empty() => {}
        0 => return Err(not_there(prose, old, new)),
        1 => texts.set(&record.path, format!("{head}{}", prose.replacen(old, new, 1))),
        count => {
            return Err(Refusal::new(
                format!("”{old}” står på {count} ställen i texten."),
                format!("“{old}” stands in {count} places in the text."),
            )
            .help(
                "Skriv mer av meningen i --old, eller rätta texten i filen först och kör sedan igen.",
                "Write more of the sentence in --old, or mend the text in the file first and run again.",
            ));
        }
    }
    Ok((Some(old.to_owned()), Some(new.to_owned())))
}

/// Neither the old words nor the new stand in the running text.
fn not_there(prose: &str, old: &str, new: &str) -> Refusal {
    let (sv, en) =
        (format!("”{old}” står inte i texten, och inte ”{new}” heller."), format!("“{old}” does not stand in the text, nor does “{new}”."));
    let sentences: Vec<&str> = prose.split_sentence_bounds().map(str::trim).filter(|sentence| !sentence.is_empty()).collect();
    let (near_sv, near_en) = match nearest(old, &sentences) {
        Some(near) => (format!("Menade du ”{near}”? "), format!("Did you mean “{near}”? ")),
        None => (String::new(), String::new()),
    };
    Refusal::new(sv, en).help(
        format!("{near_sv}Skriv orden i --old så som de står i filen, eller rätta filen för hand först."),
        format!("{near_en}Write the words of --old as they stand in the file, or mend the file by hand first."),
    )
}

/// Whether two values are the same to a reader: `88,5` and `88.5`.
fn same(a: &str, b: &str) -> bool {
    let plain =
        |words: &str| words.split_whitespace().collect::<Vec<_>>().join(" ").replace(',', ".").trim_end_matches('%').trim().to_owned();
    plain(a) == plain(b)
}

fn no_value(path: &str, new: &str) -> Refusal {
    Refusal::new(format!("”{new}” kan inte stå vid ”{path}”."), format!("“{new}” cannot stand at “{path}”."))
        .help("Tal skrivs med siffror: 90 eller 3,4.", "Numbers are written in digits: 90 or 3.4.")
}

pub fn unreadable(record: &Record) -> Refusal {
    Refusal::new(format!("Posten i {} går inte att ändra.", record.path), format!("The record in {} cannot be changed.", record.path))
        .help("Kör insyn check och rätta felen i filen.", "Run insyn check and mend the errors in the file.")
}
