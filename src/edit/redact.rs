//! Taking a value out of every place of the sources: the record, what quotes it, translations, stored texts, ids, addresses and the names of
//! files. What is left says that something was taken out, and no fingerprint is left that guesses could be tried against.

use std::collections::BTreeMap;
use std::sync::Arc;

use toml_edit::{Item, TableLike};

use super::approve;
use super::correct::{last, link_of, unreadable, word};
use super::place::{Place, place, shown};
use super::records::Texts;
use super::toml::{Step, each, push, retain, set, within};
use super::words::{Pattern, figure, masked, patterns, stand_in, turned};
use super::{Change, Edit, Refusal, after, told};
use crate::content::changes::PATH;
use crate::content::common::{CorrectionKind, MASK};
use crate::content::field::Shape;
use crate::content::item::{Item as Written, Value};
use crate::content::result::FollowUp;
use crate::content::shape::plain;
use crate::diagnostic::Lang;
use crate::fingerprint;
use crate::history::is_within;
use crate::site::{Approved, Record, RecordId, Site, State};
use crate::source::Sources;
use crate::spoken::base;

/// What is to be taken out.
pub struct Wish<'a> {
    pub path: Option<&'a str>,
    /// Words that are to go wherever they stand.
    pub words: Vec<&'a str>,
    pub reason: &'a str,
    pub date: jiff::civil::Date,
    /// In which language the words of lists are written.
    pub lang: Lang,
}

/// What came of it.
pub struct Redacted {
    pub changes: Vec<Change>,
    pub sources: Sources,
    /// What finds the words anywhere else.
    pub patterns: Vec<Pattern>,
    /// What finds them where a name is written the other way round: there they are only told of.
    pub turned: Vec<Pattern>,
    /// The files of the records that now say that something was taken out.
    pub told: Vec<Arc<str>>,
    /// Files that these records pass on, which may say the same in a form that nobody reads here.
    pub beside: Vec<String>,
}

/// Takes it out.
pub fn redact(sources: &Sources, site: &Site, id: RecordId, wish: &Wish) -> Result<Redacted, Refusal> {
    let record = site.record(id);
    let mut texts = Texts::of(sources);
    let (mut hidden, mut names) = (Vec::new(), Vec::new());
    for words in &wish.words {
        hidden.extend(patterns(words).ok_or_else(|| too_little(words))?);
        names.extend(turned(words));
    }
    if let Some(path) = wish.path {
        let written = texts.written(record).ok_or_else(|| unreadable(record))?;
        let found = place(record, &written, path)?;
        let own: Vec<&str> = found.item.filter(|_| is_words(found.decl.shape)).into_iter().flat_map(words_of).collect();
        hidden.extend(own.iter().filter_map(|words| patterns(words)).flatten());
        names.extend(own.iter().flat_map(|words| turned(words)));
        let quotes = quotes(&texts, record, path).filter(|_| is_figure(found.decl.shape)).unwrap_or_default();
        let evidence = record.common.evidence.iter().filter(|evidence| is_figure(found.decl.shape) && is_within(&evidence.of, path));
        let evidence = evidence.flat_map(|evidence| &evidence.standing.quote).map(|quote| &quote.text);
        let number = found.item.zip(texts.get(&record.path)).and_then(|(item, text)| shown(item, &text.content, false)).unwrap_or_default();
        let figures: Vec<Pattern> = quotes.iter().chain(evidence).filter_map(|quote| figure(quote, &number)).collect();
        // Where other figures would be left in a quote nobody can tell what they give away: it goes as a whole.
        let left = |quote: &String| masked(&figures, quote).as_ref().unwrap_or(quote).contains(char::is_numeric);
        take_out(&mut texts, record, &found, path, quotes.iter().any(left))?;
        hidden.extend(figures);
        without_earlier(&mut texts, record, path);
        without_evidence(&mut texts, record, path);
        without_told(&mut texts, site, record, path, wish.reason);
        without_translated(sources, &mut texts, record, path);
    }
    if stand_in(&hidden, wish.reason) {
        return Err(Refusal::new("Skälet säger det som ska bort.", "The reason says what is to go.")
            .help("Skriv varför, utan orden själva.", "Write why, without the words themselves."));
    }
    let moves = mask_all(sources, &mut texts, &hidden);
    let first = moved(sources, &texts, &moves)?;
    let (now, told) = tell(&first, site, id, wish, &hidden);
    let now = renew(now, site, &hidden);
    let beside = told.iter().flat_map(|id| site.passed_on(site.record(*id))).collect();
    let told = told.iter().map(|id| site.record(*id).path.clone()).collect();
    Ok(Redacted { changes: differences(sources, &now, &moves), sources: now, patterns: hidden, turned: names, told, beside })
}

fn too_little(words: &str) -> Refusal {
    Refusal::new(
        format!("”{words}” är för lite att gå efter: det kan vara vad som helst."),
        format!("“{words}” is too little to go by: it could be anything."),
    )
    .help(
        "Skriv minst tre bokstäver eller fem siffror, till exempel hela namnet.",
        "Write at least three letters or five digits, such as the whole name.",
    )
}

/// Whether values of a shape are words that can be looked for elsewhere. A figure or a word from a list stands in too many places.
fn is_words(shape: Shape) -> bool {
    matches!(plain(shape), Shape::Text | Shape::Open(_) | Shape::Web)
}

/// Whether values of a shape are figures.
pub fn is_figure(shape: Shape) -> bool {
    matches!(shape, Shape::Number | Shape::Integer)
}

/// The quotes beside a fact.
fn quotes(texts: &Texts, record: &Record, path: &str) -> Option<Vec<String>> {
    let (around, _) = path.rsplit_once('.')?;
    let written = texts.written(record)?;
    let found = place(record, &written, &format!("{around}.quote")).ok()?;
    Some(words_of(found.item?).into_iter().map(str::to_owned).collect())
}

fn words_of(item: &Written) -> Vec<&str> {
    match &item.value {
        Value::Text(words) => vec![words],
        Value::List(list) => list.iter().flat_map(words_of).collect(),
        _ => Vec::new(),
    }
}

/// Takes a value out of its record. What must be there is masked.
fn take_out(texts: &mut Texts, record: &Record, found: &Place, path: &str, and_quote: bool) -> Result<(), Refusal> {
    let Some(item) = found.item else {
        if !record.has_fact(path) {
            return Ok(());
        }
        return Err(Refusal::new(format!("”{path}” står i ett kalkylblad."), format!("“{path}” stands in a spreadsheet.")).help(
            "Töm cellen där, spara och kör igen. Ord som står på fler ställen: --words \"…\"",
            "Empty the cell there, save and run again. Words that stand in more places: --words \"…\"",
        ));
    };
    let must = found.decl.required && !matches!(found.steps.last(), Some(Step::At(_)));
    if must && !matches!(found.decl.shape, Shape::Text) {
        return Err(Refusal::new(format!("Posten kan inte vara utan ”{path}”."), format!("The record cannot be without “{path}”."))
            .help("Dra tillbaka den i stället, med [withdrawn].", "Withdraw it instead, with [withdrawn]."));
    }
    if found.steps.is_empty() {
        let mut content = texts.get(&record.path).map(|text| text.content.to_string()).unwrap_or_default();
        content.replace_range(item.span.range(), if must { MASK } else { "" });
        texts.set(&record.path, content);
        return Ok(());
    }
    texts.change(record, |table| remove(table, &found.steps, must, and_quote)).ok_or_else(|| unreadable(record))
}

/// Removes what is at the end of `steps`, or masks it; and perhaps the quote beside it.
fn remove(table: &mut dyn TableLike, steps: &[Step], mask: bool, and_quote: bool) -> Option<()> {
    let (end, before) = steps.split_last()?;
    match end {
        Step::Key(key) => {
            let around = within(table, before)?;
            if mask {
                set(around, key, MASK);
            } else {
                around.remove(key)?;
            }
            if and_quote {
                around.remove("quote");
            }
        }
        Step::At(at) => {
            let (Step::Key(key), before) = before.split_last()? else { return None };
            let around = within(table, before)?;
            match around.get_mut(key)? {
                Item::ArrayOfTables(list) if list.len() > 1 => _ = list.remove(*at),
                Item::Value(toml_edit::Value::Array(list)) if list.len() > 1 => _ = list.remove(*at),
                _ => _ = around.remove(key),
            }
        }
    }
    Some(())
}

/// Earlier corrections of the same fact do not tell what stood there.
fn without_earlier(texts: &mut Texts, record: &Record, path: &str) {
    texts.change(record, |table| {
        each(table, "correction", &mut |correction| {
            if correction.get("field").and_then(Item::as_str) == Some(path) {
                correction.remove("old");
                correction.remove("new");
            }
        });
        Some(())
    });
}

/// Evidence of the fact says in its value and its quote what stood there, so it goes as a whole.
fn without_evidence(texts: &mut Texts, record: &Record, path: &str) {
    texts.change(record, |table| {
        retain(table, "evidence", &mut |evidence| !evidence.get("of").and_then(Item::as_str).is_some_and(|of| is_of(of, path)));
        Some(())
    });
}

/// Whether a path is that of a fact or of something inside it.
pub fn is_of(of: &str, path: &str) -> bool {
    is_within(of, path) && !path.starts_with(&format!("{of}."))
}

/// The changes of the site do not tell it either: that something changed stays.
fn without_told(texts: &mut Texts, site: &Site, record: &Record, path: &str, reason: &str) {
    let name = format!("{}/{}", record.kind.folder, record.id);
    let told = texts.get(PATH).and_then(|text| told::without(&text.content, &name, path, reason, base(site.config.language()) == "sv"));
    if let Some(told) = told {
        texts.set(&Arc::from(PATH), told);
    }
}

/// Takes the same text out of translations: of the record by its key, of what stands in it by id and key.
fn without_translated(sources: &Sources, texts: &mut Texts, record: &Record, path: &str) {
    let names: Vec<&str> = path.split('.').collect();
    for path in translations(sources, record) {
        texts.change_head(&path, |head| {
            match names[..] {
                [key @ ("title" | "summary")] if head.get(key).is_some() => match key {
                    "title" => set(head, key, MASK),
                    _ => _ = head.remove(key),
                },
                [key] => _ = head.get_mut("words").and_then(Item::as_table_like_mut).and_then(|words| words.remove(key)),
                [.., id, key] => {
                    let words = head.get_mut("words").and_then(Item::as_table_like_mut);
                    _ = words.and_then(|words| words.get_mut(id)?.as_table_like_mut()?.remove(key));
                }
                [] => {}
            }
            Some(())
        });
    }
}

/// The files of a record's translations.
pub fn translations(sources: &Sources, record: &Record) -> Vec<Arc<str>> {
    let of = |source| sources.texts.iter().find(|text| text.id == source).map(|text| text.path.clone());
    record.translations.iter().filter_map(|translation| of(translation.span.source)).collect()
}

/// Masks the words in every text; and the names of files that hold them, which become those given.
fn mask_all(sources: &Sources, texts: &mut Texts, hidden: &[Pattern]) -> BTreeMap<Arc<str>, Arc<str>> {
    for text in &sources.texts {
        let content = texts.get(&text.path).map(|text| text.content.clone()).unwrap_or_default();
        if let Some(masked) = masked(hidden, &content) {
            texts.set(&text.path, masked);
        }
    }
    let paths = sources.texts.iter().map(|text| &text.path).chain(sources.blobs.iter().map(|blob| &blob.path));
    paths.filter_map(|path| Some((path.clone(), Arc::from(masked(hidden, path)?)))).collect()
}

/// The sources as they become.
fn moved(sources: &Sources, texts: &Texts, moves: &BTreeMap<Arc<str>, Arc<str>>) -> Result<Sources, Refusal> {
    let mut edit: Edit = texts.edit();
    moves.iter().for_each(|(from, to)| edit.rename(from, &**to));
    let changes = edit.changes(sources).map_err(|message| {
        Refusal::from(message).help("Ge den ena filen ett annat namn först.", "Give one of the files another name first.")
    })?;
    Ok(after(sources, &changes))
}

/// Adds to each published record in which something was taken out a correction that says so. Gives the sources, and the records as they were
/// known before.
fn tell(sources: &Sources, before: &Site, own: RecordId, wish: &Wish, hidden: &[Pattern]) -> (Sources, Vec<RecordId>) {
    let site = link_of(sources);
    let mut texts = Texts::of(sources);
    let mut told = Vec::new();
    for (id, was) in before.all() {
        let Some(is) = became(&site, was, hidden) else { continue };
        // Readers are told where something is gone, and not where a reference only has another name now.
        let gone =
            || (id == own || was.state != State::Draft) && before.approval_print(was) != site.approval_print(is) && site.is_masked(is);
        let says = id == own && wish.path.is_some() || gone();
        if !says {
            continue;
        }
        let field = wish.path.filter(|_| id == own).map(|path| masked(hidden, path).unwrap_or_else(|| path.to_owned()));
        let mut pairs = vec![("date", wish.date.to_string()), ("kind", word(CorrectionKind::Redacted, wish.lang))];
        pairs.extend(field.map(|field| ("field", field)));
        pairs.push(("text", wish.reason.to_owned()));
        if texts.change(is, |table| push(table, "correction", &pairs)).is_some() {
            told.push(id);
        }
    }
    (with(sources, &texts), told)
}

/// What a record is called and is after its words were masked.
fn became<'s>(site: &'s Site, was: &Record, hidden: &[Pattern]) -> Option<&'s Record> {
    site.get(was.kind.folder, &id_now(was, hidden)).map(|id| site.record(id))
}

/// The id that a record has once words are masked: it is masked as it is in the name of its file.
pub fn id_now(was: &Record, hidden: &[Pattern]) -> String {
    let path = format!("/{}.", was.id);
    masked(hidden, &path).map_or_else(|| was.id.to_string(), |path| path.trim_matches(['/', '.']).to_owned())
}

fn with(sources: &Sources, texts: &Texts) -> Sources {
    // Texts were changed in place, so no two changes clash.
    texts.edit().changes(sources).map_or_else(|_| sources.clone(), |changes| after(sources, &changes))
}

/// Renews the fingerprints that held before, and empties those of what is gone.
fn renew(sources: Sources, before: &Site, hidden: &[Pattern]) -> Sources {
    let site = link_of(&sources);
    let mut texts = Texts::of(&sources);
    for (_, was) in before.all() {
        let Some(is) = became(&site, was, hidden).filter(|is| before.approval_print(was) != site.approval_print(is)) else { continue };
        if is.is::<FollowUp>().is_some_and(|result| result.lock.is_some()) {
            let print = fingerprint::of(is);
            texts.change(is, |table| {
                set(table.get_mut("lock")?.as_table_like_mut()?, "fingerprint", "");
                each(table, "correction", &mut |correction| {
                    if correction.get("fingerprint").is_some() {
                        set(correction, "fingerprint", "");
                    }
                });
                last(table, "correction", |correction| set(correction, "fingerprint", print.as_str()))
            });
        }
        let (old, new) = (fingerprint::of_words(was), fingerprint::of_words(is));
        for path in translations(&sources, is).into_iter().filter(|_| old != new) {
            texts.change_head(&path, |head| {
                let held = head.get("translates")?.as_str()? == old;
                if held {
                    set(head, "translates", new.as_str());
                } else {
                    head.remove("translates");
                }
                Some(())
            });
        }
    }
    let sources = with(&sources, &texts);
    drop(site);
    approvals(sources, before, hidden)
}

/// An approval that held goes on holding: nothing was added to what was approved, and what is to go must not wait. One that did not is emptied.
fn approvals(sources: Sources, before: &Site, hidden: &[Pattern]) -> Sources {
    let site = link_of(&sources);
    let mut texts = Texts::of(&sources);
    for (_, was) in before.all().filter(|(_, was)| was.common.approval.is_some()) {
        let Some(is) = became(&site, was, hidden) else { continue };
        let print = site.approval_print(is);
        if print != before.approval_print(was) {
            approve::seal(&mut texts, is, if was.approved == Approved::Holds { &print } else { "" });
        }
    }
    with(&sources, &texts)
}

/// What became of each file.
fn differences(before: &Sources, now: &Sources, moves: &BTreeMap<Arc<str>, Arc<str>>) -> Vec<Change> {
    let to = |path: &Arc<str>| moves.get(path).unwrap_or(path).clone();
    let texts = before.texts.iter().filter_map(|text| {
        let (path, is) = (to(&text.path), now.text(&to(&text.path))?);
        let changed = (text.content != is.content).then(|| (text.content.clone(), is.content.clone()));
        (changed.is_some() || path != text.path).then(|| Change { from: text.path.clone(), to: path, text: changed })
    });
    let blobs = before.blobs.iter().filter(|blob| moves.contains_key(&blob.path));
    texts.chain(blobs.map(|blob| Change { from: blob.path.clone(), to: to(&blob.path), text: None })).collect()
}
