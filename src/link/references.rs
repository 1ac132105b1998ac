//! Following every reference once: what dangles, what points at the wrong kind, and the way back.

use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::Linked;
use super::origins::{Followed, Origin};
use super::shape;
use crate::content::datum::{Branch, Datum};
use crate::content::field::FieldDecl;
use crate::content::read::Reading;
use crate::content::value::{Id, Inner, Local, Reference};
use crate::content::{KINDS, Kind};
use crate::diagnostic::{Both, Diagnostic, Lint, Severity, fold, slip};
use crate::site::{Address, Backlink, Dest, Found, Record, RecordId, Records, Site, likely};

pub static DANGLING_REFERENCE: Lint = Lint {
    name: "dangling-reference",
    severity: Severity::Error,
    title: Both("Hänvisning till något som inte finns", "Dangling reference"),
    why: Both(
        "En hänvisning som inte leder någonstans kan inte bli en länk, och sambandet går förlorat.",
        "A reference that leads nowhere cannot become a link, and the connection is lost.",
    ),
    manual: Both(
        "En hänvisning skrivs med filens namn utan ändelse, och efter # det som står inne i filen:\n\nfollows-up = \"strategies/andt-2014-2016\"\ncoordinator = \"sociala-kvalitetsenheten#drogforebyggare\"\n\nMappen behövs bara där nyckeln tar flera sorters poster.",
        "A reference is the file's name without extension, and after # what stands inside the file:\n\nfollows-up = \"strategies/andt-2014-2016\"\ncoordinator = \"sociala-kvalitetsenheten#drogforebyggare\"\n\nThe folder is needed only where the key takes several kinds of record.",
    ),
};

pub static WRONG_KIND: Lint = Lint {
    name: "wrong-kind",
    severity: Severity::Error,
    title: Both("Hänvisning till fel sorts post", "Reference to the wrong kind"),
    why: Both("Sidan skulle påstå ett samband som inte kan finnas.", "The page would claim a connection that cannot be."),
    manual: Both(
        "Varje nyckel tar bestämda sorters poster: `by` tar en organisation, `indicator` ett mått.\n\nFel:   by = \"strategies/andt-2014-2016\"\nRätt:  by = \"socialnamnden\"",
        "Every key takes certain kinds of record: `by` takes an organisation, `indicator` an indicator.\n\nWrong: by = \"strategies/andt-2014-2016\"\nRight: by = \"socialnamnden\"",
    ),
};

pub static UNKNOWN_ORGANISATION: Lint = Lint {
    name: "unknown-organisation",
    severity: Severity::Warning,
    title: Both("Organisationen är inte inlagd ännu", "Organisation not entered yet"),
    why: Both(
        "Tills den är inlagd visas dess id som text, utan länk och utan att orsaker kan räknas som inom eller utanför kommunen.",
        "Until it is entered its id is shown as text, without link, and causes cannot count as inside or outside the municipality.",
    ),
    manual: Both(
        "Varje organisation som nämns läggs in i content/organisations.toml:\n\n[[organisation]]\nid = \"polisen\"\ntitle = \"Polisen\"\nplace = \"utanför kommunen\"",
        "Every organisation that is named is entered in content/organisations.toml:\n\n[[organisation]]\nid = \"polisen\"\ntitle = \"Polisen\"\nplace = \"outside\"",
    ),
};

/// Checks every reference and notes it at its other end; gives what is found of the site's own. Where everything that can be referred to is as
/// it was `before`, only the records that are new are looked at.
pub fn follow(site: &mut Site, origins: &mut [Origin], before: Option<&Linked>) -> Vec<Diagnostic> {
    let names = Names::of(&site.records);
    let same = before.filter(|before| shape::is_same(&before.site, site));
    site.records.list().par_iter().zip(&mut *origins).for_each(|((at, record), origin)| {
        let stands = same.is_some_and(|before| Arc::ptr_eq(&before.site.records[*at], record));
        // A finding names places in other files.
        if !stands || !origin.faults().is_empty() {
            origin.follow(of_record(site, &names, *at, record));
        }
    });
    let mut diagnostics = Vec::new();
    let mut backlinks: Vec<Vec<Backlink>> = vec![Vec::new(); site.records.len()];
    for origin in origins {
        for (to, backlink) in &origin.followed().leads {
            if let Some(at) = site.records.place(*to) {
                backlinks[at].push(backlink.clone());
            }
        }
    }
    let config = Branch::of(&*site.config);
    config.each_reference(&mut |decl, reference| {
        // The site's own references stand in no record; none of them is local, so any record may stand for it.
        diagnostics.extend(judge(site, &names, &site.config_text, decl, reference, site.find(reference, 0)));
    });
    site.backlinks = backlinks.into_par_iter().map(Arc::from).collect::<Vec<_>>().into();
    diagnostics
}

/// What following the references of a record gives, those of its keys and of its body.
pub fn of_record(site: &Site, names: &Names, from: RecordId, record: &Record) -> Followed {
    let mut diagnostics = Vec::new();
    let mut seen = FxHashSet::default();
    let (mut leads, mut astray) = (Vec::new(), false);
    let mut note = |address: Address, label: Option<&'static Both>| {
        if address.record != from && seen.insert((address, label.map(|label| label.1))) {
            leads.push((address.record, Backlink { from, label, part: address.part }));
        }
    };
    let common = Branch::of(&*record.common);
    let own = record.lower();
    for branch in [Some(&common), if let Datum::Record(own) = &own { Some(own) } else { None }].into_iter().flatten() {
        branch.each_reference(&mut |decl, reference| {
            let found = site.find(reference, from);
            match judge(site, names, record.text_at(reference.span), decl, reference, found) {
                Some(diagnostic) => diagnostics.push(diagnostic),
                None => match found {
                    Found::At(address) => note(address, Some(&decl.label)),
                    _ => astray = true,
                },
            }
        });
    }
    for link in record.body.iter().flat_map(|body| &body.facts.links) {
        match site.link(record, &link.dest) {
            Dest::Record { record: to, .. } => note(Address { record: to, part: None }, None),
            Dest::Nowhere | Dest::Unreadable => astray = true,
            _ => {}
        }
    }
    Followed { found: diagnostics, leads: leads.into(), astray }
}

/// What is wrong with a reference that was found to lead to `found`, if anything.
/// `text` is the file that the reference stands in.
fn judge(site: &Site, names: &Names, text: &str, decl: &FieldDecl, reference: &Reference, found: Found) -> Option<Diagnostic> {
    match found {
        Found::Hidden | Found::Broken => None,
        Found::At(address) if is_of_kind(site, reference, address) => None,
        // What does not stand in the file only stands in for something that has been told of.
        _ if !Reading::new(text).written(reference.span).contains(&*reference.written) => None,
        Found::At(address) => Some(wrong_kind(site, names, decl, reference, address)),
        Found::NoSuchPart(record) => Some(no_such_part(site, text, reference, record)),
        Found::Nowhere => Some(nowhere(names, text, reference)),
    }
}

/// "Did you mean", everything that would have been right, and the line with `wrong` put right.
fn meant<'a>(diagnostic: Diagnostic, text: &str, reference: &Reference, wrong: &str, known: impl Iterator<Item = &'a str>) -> Diagnostic {
    let mut known: Vec<&str> = known.collect();
    known.sort_unstable();
    known.dedup();
    let reading = Reading::new(text);
    let written = reading.written(reference.span);
    // A list that nobody can read helps nobody.
    let diagnostic = if known.len() > 40 { diagnostic } else { diagnostic.allowed(known.iter().copied()) };
    if written.starts_with('"')
        && let Some(names) = several(wrong, &known)
    {
        return in_quotes_each(diagnostic, text, reference, &names);
    }
    let near = likely(wrong, &known);
    let diagnostic = match near {
        Some(near) => diagnostic.help(format!("Menade du ”{near}”?"), format!("Did you mean “{near}”?")),
        None => diagnostic,
    };
    let right = near
        .and_then(|near| Some(format!("{}{near}{}", &written[..written.rfind(wrong)?], &written[written.rfind(wrong)? + wrong.len()..])));
    let sure = slip(wrong, &known).filter(|sure| Some(*sure) == near);
    let diagnostic = diagnostic.fix_if(reference.span, right.clone().filter(|_| sure.is_some()));
    match right.and_then(|right| reading.corrected(reference.span, &right)) {
        Some(line) => diagnostic.paste(line),
        None => diagnostic,
    }
}

/// The names that stand in one pair of quotes, when all of them are known: `droger; alkohol`.
fn several<'a>(wrong: &str, known: &[&'a str]) -> Option<Vec<&'a str>> {
    let names = wrong.split([';', ',']).map(|name| slip(name.trim(), known)).collect::<Option<Vec<_>>>()?;
    (names.len() > 1).then_some(names)
}

/// Says that names must stand in quotes each, and how.
fn in_quotes_each(diagnostic: Diagnostic, text: &str, reference: &Reference, names: &[&str]) -> Diagnostic {
    let list = names.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
    let diagnostic =
        diagnostic.help(format!("Skriv namnen inom egna citattecken: {list}."), format!("Write the names in quotes of their own: {list}."));
    let alone = text[..reference.span.range().start].trim_end().ends_with('=');
    let right = if alone { format!("[{list}]") } else { list };
    match Reading::new(text).corrected(reference.span, &right) {
        Some(line) => diagnostic.paste(line),
        None => diagnostic,
    }
}

/// Whether a reference leads to one of the kinds that its key is for.
fn is_of_kind(site: &Site, reference: &Reference, address: Address) -> bool {
    let record = site.record(address.record);
    is_allowed(reference, record)
        && match (&reference.target.inner, address.part.map(|part| record.parts[part as usize].decl.key)) {
            (Inner::Never, Some(_)) | (Inner::Must(_), None) => false,
            (Inner::May(keys) | Inner::Must(keys), Some(key)) => keys.is_empty() || keys.contains(&key),
            _ => true,
        }
}

/// Whether a key may point at a record, or into it.
fn is_allowed(reference: &Reference, record: &Record) -> bool {
    reference.target.folders.is_empty() || reference.target.folders.contains(&record.kind.folder)
}

fn wrong_kind(site: &Site, names: &Names, decl: &FieldDecl, reference: &Reference, address: Address) -> Diagnostic {
    let record = site.record(address.record);
    let target = reference.target;
    let part = address.part.map(|part| &record.parts[part as usize]);
    let (is_sv, is_en) = match part {
        Some(part) => (part.decl.label.0.to_lowercase(), part.decl.label.1.to_lowercase()),
        None => (record.kind.one.0.to_owned(), record.kind.one.1.to_owned()),
    };
    let wanted = wanted(reference);
    let diagnostic = Diagnostic::new(
        &WRONG_KIND,
        reference.span,
        format!("`{}` ska peka på {}, men ”{}” är av sorten {is_sv}.", decl.key, wanted.0, reference.written),
        format!("`{}` should point at {}, but “{}” is of the kind {is_en}.", decl.key, wanted.1, reference.written),
    )
    .label(part.map_or(record.span, |part| part.span), "Det här är vad som pekas ut.", "This is what is pointed at.");
    let fitting = match target.inner {
        Inner::Must(keys) if is_allowed(reference, record) => {
            record.parts.iter().find(|part| keys.contains(&part.decl.key)).map(|part| format!("{}#{}", record.id, part.id))
        }
        _ => target.folders.iter().find_map(|folder| names.in_folder(folder).next()).map(str::to_owned),
    };
    match fitting {
        Some(id) => diagnostic.help(format!("Skriv till exempel ”{id}”."), format!("Write for example “{id}”.")),
        None => diagnostic,
    }
}

/// What a key points at, in words.
fn wanted(reference: &Reference) -> (String, String) {
    let kinds: Vec<&Kind> = reference.target.folders.iter().filter_map(|folder| Kind::of_folder(folder)).collect();
    let join = |words: Vec<&str>, or: &str| words.join(or);
    match reference.target.inner {
        Inner::Must(keys) => (
            format!("något inne i en post ({})", join(keys.to_vec(), " eller ")),
            format!("something inside a record ({})", join(keys.to_vec(), " or ")),
        ),
        _ => (
            format!("en post av sorten {}", join(kinds.iter().map(|k| k.one.0).collect(), " eller ")),
            format!("a record of the kind {}", join(kinds.iter().map(|k| k.one.1).collect(), " or ")),
        ),
    }
}

fn no_such_part(site: &Site, text: &str, reference: &Reference, record: RecordId) -> Diagnostic {
    let record = site.record(record);
    let inner = reference.inner().unwrap_or("");
    let keys: &[&str] = match &reference.target.inner {
        Inner::May(keys) | Inner::Must(keys) => keys,
        Inner::Never => &[],
    };
    let known = record.parts.iter().filter(|part| keys.is_empty() || keys.contains(&part.decl.key)).map(|part| &*part.id);
    let diagnostic = Diagnostic::new(
        &DANGLING_REFERENCE,
        reference.span,
        format!("Det finns inget ”{inner}” i {}.", record.path),
        format!("There is no “{inner}” in {}.", record.path),
    );
    meant(diagnostic, text, reference, inner, known)
}

fn nowhere(names: &Names, text: &str, reference: &Reference) -> Diagnostic {
    let target = reference.target;
    let Some(kind) = reference.kind() else { return no_folder(reference) };
    let allowed = target.folders.is_empty() || target.folders.contains(&kind.folder);
    if kind.name == "organisation" && allowed && target.local == Local::Never {
        return unknown_organisation(names, text, reference);
    }
    let elsewhere = names.kinds_with(reference.id(), kind.folder);
    let mut diagnostic = Diagnostic::new(
        &DANGLING_REFERENCE,
        reference.span,
        format!("Det finns ingen post ”{}” i mappen {}.", reference.id(), kind.folder),
        format!("There is no record “{}” in the folder {}.", reference.id(), kind.folder),
    );
    if let Some(folder) = elsewhere {
        diagnostic = diagnostic.help(
            format!("Den finns i mappen {folder}; den här nyckeln tar bara: {}.", target.folders.join(", ")),
            format!("It is in the folder {folder}; this key takes only: {}.", target.folders.join(", ")),
        );
    }
    meant(diagnostic, text, reference, reference.id(), names.in_folder(kind.folder))
}

fn no_folder(reference: &Reference) -> Diagnostic {
    let folders: Vec<&str> = if reference.target.folders.is_empty() {
        KINDS.iter().map(|kind| kind.folder).collect()
    } else {
        reference.target.folders.to_vec()
    };
    let (sv, en) = match reference.folder() {
        Some(folder) => (format!("Det finns ingen mapp ”{folder}” i content/."), format!("There is no folder “{folder}” in content/.")),
        None => (
            format!("”{}” säger inte i vilken mapp posten ligger.", reference.written),
            format!("“{}” does not say in which folder the record lies.", reference.written),
        ),
    };
    Diagnostic::new(&DANGLING_REFERENCE, reference.span, sv, en)
        .help(
            format!("Skriv till exempel ”{}/{}”.", folders[0], reference.id()),
            format!("Write for example “{}/{}”.", folders[0], reference.id()),
        )
        .allowed(folders)
}

fn unknown_organisation(names: &Names, text: &str, reference: &Reference) -> Diagnostic {
    let id = reference.id();
    let mut diagnostic = Diagnostic::new(
        &UNKNOWN_ORGANISATION,
        reference.span,
        format!("Organisationen ”{id}” är inte inlagd ännu."),
        format!("The organisation “{id}” is not entered yet."),
    );
    let known: Vec<&str> = names.in_folder("organisations").collect();
    if let Some(near) = likely(id, &known) {
        diagnostic = diagnostic.help(format!("Menade du ”{near}”?"), format!("Did you mean “{near}”?"));
    }
    let reading = Reading::new(text);
    if reading.written(reference.span).trim_matches(['"', '\'', ' ']) == id
        && let Some(same) = names.organisation(id)
        && let Some(line) = reading.corrected(reference.span, &reading.like(reference.span, same))
    {
        let told = diagnostic.help.is_empty().then(|| (format!("Menade du ”{same}”?"), format!("Did you mean “{same}”?")));
        return told.into_iter().fold(diagnostic, |told, (sv, en)| told.help(sv, en)).paste(line);
    }
    let right = if Id::is_one(id) { id.to_owned() } else { Id::from_words(id) };
    let title: String =
        id.replace('-', " ").chars().enumerate().flat_map(|(at, c)| if at == 0 { c.to_uppercase().collect() } else { vec![c] }).collect();
    diagnostic
        .help("Annars lägg in den i content/organisations.toml:", "Otherwise enter it in content/organisations.toml:")
        .paste(format!("[[organisation]]\nid = \"{right}\"\ntitle = \"{title}\"\nplace = \"inom kommunen\"   # eller \"utanför kommunen\""))
}

/// The names of all records, for "did you mean": they stand in the order of the kinds and of ids.
pub struct Names<'s>(&'s [(RecordId, Arc<Record>)]);

impl<'s> Names<'s> {
    pub fn of(records: &'s Records) -> Self {
        Self(records.list())
    }

    fn of_folder(&self, folder: &str) -> &'s [(RecordId, Arc<Record>)] {
        let Some(kind) = Kind::of_folder(folder).map(Kind::order) else { return &[] };
        let start = self.0.partition_point(|(_, record)| record.kind.order() < kind);
        let end = self.0.partition_point(|(_, record)| record.kind.order() <= kind);
        &self.0[start..end]
    }

    fn in_folder(&self, folder: &str) -> impl Iterator<Item = &'s str> {
        self.of_folder(folder).iter().map(|(_, record)| &*record.id)
    }

    /// The organisation that is written as words instead of as its id, or with a slip in its id.
    fn organisation(&self, written: &str) -> Option<&'s str> {
        let all = self.of_folder("organisations");
        let known: Vec<&str> = all.iter().map(|(_, record)| &*record.id).collect();
        let titled = || all.iter().find(|(_, record)| fold(&record.common.title) == fold(written)).map(|(_, record)| &*record.id);
        slip(&Id::from_words(written), &known).or_else(titled)
    }

    /// Another folder that has a record of this name.
    fn kinds_with(&self, id: &str, not: &str) -> Option<&'static str> {
        KINDS
            .iter()
            .map(|kind| kind.folder)
            .find(|folder| *folder != not && self.of_folder(folder).binary_search_by(|(_, known)| (*known.id).cmp(id)).is_ok())
    }
}
