//! The list of outputs, filled by what each format says that it can make; and two things that want the same address.

use std::borrow::Cow;
use std::hash::{BuildHasher as _, BuildHasherDefault};

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;
use imbl::Vector;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

use super::routes::Routes;
use super::view::datasets::{File, datasets};
use super::{names, view};
use crate::content::indicator::Indicator;
use crate::diagnostic::{Both, Diagnostic, Lint, Severity};
use crate::knowledge::Knowledge;
use crate::output::{Key, Output};
use crate::site::{Record, RecordId, Site};
use crate::span::Span;
use crate::theme::Theme;

pub static DUPLICATE_ADDRESS: Lint = Lint {
    name: "duplicate-address",
    severity: Severity::Error,
    title: Both("Två sidor på samma adress", "Duplicate address"),
    why: Both("Bara en av sidorna skulle gå att läsa.", "Only one of the pages could be read."),
    manual: Both(
        "Adressen kommer av sorten och id: /planer/andt-2014-2016/. Två sidor, eller en sida och en tidigare adress (formerly), kan inte ha samma; stora och små bokstäver räknas som lika.",
        "The address comes from the kind and the id: /planer/andt-2014-2016/. Two pages, or a page and a former address (formerly), cannot have the same; capitals and small letters count as equal.",
    ),
};

/// A site and what is known of it.
pub type Known<'a> = (&'a Site, &'a Knowledge);

/// A format's list of what it can make.
pub type List = fn(&mut Outputs);

/// Whether an output counts for a list that goes by what others list.
pub type Counted = fn(&Site, &Output) -> bool;

/// Such a list: it is given how many count.
pub type Rest = fn(&mut Outputs, usize);

/// Paths that have capitals, hardly any, by what they are in small letters.
pub type Capitals = FxHashMap<String, String>;

/// What several formats list for the site as a whole: worked out once.
#[derive(Debug, PartialEq, Eq)]
pub struct Whole {
    /// The pages of each overview.
    pub places: Vec<(&'static str, Vec<view::Place>)>,
    /// The files of all data sets.
    files: Vec<File>,
}

impl Whole {
    pub fn of(site: &Site, knowledge: &Knowledge, routes: &Routes) -> Self {
        let files = || datasets(site, knowledge).into_iter().flat_map(|set| set.files(site, routes)).collect();
        let (places, files) = rayon::join(|| view::places(site, knowledge), files);
        Self { places, files }
    }

    /// What is not in both, of each: what a list begins and ends with as the other does is left out.
    pub fn apart(&self, other: &Self) -> (Self, Self) {
        (self.without(other), other.without(self))
    }

    fn without(&self, other: &Self) -> Self {
        let of = |name: &str| other.places.iter().find(|(other, _)| *other == name).map_or(&[][..], |(_, places)| places);
        let places = self.places.iter().map(|(name, places)| (*name, unlike(places, of(name)).to_vec()));
        Self { places: places.collect(), files: unlike(&self.files, &other.files).to_vec() }
    }
}

/// What stands in a list between what it begins and what it ends with as another does.
fn unlike<'l, T: PartialEq>(list: &'l [T], other: &[T]) -> &'l [T] {
    let first = list.iter().zip(other).take_while(|(a, b)| a == b).count();
    let (list, other) = (&list[first..], &other[first..]);
    let last = list.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
    &list[..list.len() - last]
}

/// What a format lists its outputs from, and the list that it fills.
pub struct Outputs<'a> {
    pub site: &'a Site,
    pub knowledge: &'a Knowledge,
    pub theme: &'a Theme,
    pub routes: &'a Routes,
    /// The records whose own outputs are listed; None: all.
    only: Option<&'a [RecordId]>,
    pub(super) whole: &'a Whole,
    pub(super) asked: Vec<Asked>,
    /// What is counted when all else is listed, and the list that goes by it.
    pub(super) rest: Option<(Counted, Rest)>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// An output that a format wants to make.
pub(super) struct Asked {
    pub output: Output,
    /// Of its address in small letters.
    pub hash: u64,
    /// Whether these are others than those of its path.
    pub capitals: bool,
    /// What asked for it.
    span: Span,
    /// Whether several may ask for it.
    pub shared: bool,
    /// Why no disk can hold its path, if none can.
    pub fault: Option<Box<Diagnostic>>,
}

/// Every output, sorted by path.
pub struct All {
    pub outputs: Vector<Output>,
    pub capitals: Capitals,
    /// For each list that goes by what others list, how many outputs count.
    pub counts: Vec<usize>,
}

/// Asks every format what it can make, side by side; of two that want one address the first in the order of the formats has it.
pub fn outputs(known: Known, theme: &Theme, routes: &Routes, whole: &Whole, lists: &[List]) -> (All, Vec<Diagnostic>) {
    let site = known.0;
    let mut all = Outputs::listed(known, theme, routes, whole, lists, None);
    let mut counts = Vec::new();
    for at in 0..all.len() {
        if let Some((counted, rest)) = all[at].rest.take() {
            let count = all.iter().flat_map(|outputs| &outputs.asked).filter(|asked| counted(site, &asked.output)).count();
            rest(&mut all[at], count);
            counts.push(count);
        }
    }
    let count = all.iter().map(|outputs| outputs.asked.len()).sum();
    let asked = Vec::with_capacity(count);
    let mut given = Given { routes, asked, taken: HashTable::with_capacity(count), faulty: FxHashSet::default(), diagnostics: Vec::new() };
    for outputs in all {
        given.diagnostics.extend(outputs.diagnostics);
        outputs.asked.into_iter().for_each(|asked| given.give(asked));
    }
    // No two have the same path.
    given.asked.par_sort_unstable_by(|a, b| a.output.path.cmp(&b.output.path));
    let with_capitals = given.asked.iter().filter(|asked| asked.capitals).map(|asked| &asked.output.path);
    let capitals = with_capitals.map(|path| (path.to_lowercase(), path.clone())).collect();
    let outputs = given.asked.into_iter().map(|asked| asked.output).collect();
    (All { outputs, capitals, counts }, given.diagnostics)
}

impl<'a> Outputs<'a> {
    /// What each format lists for the site, and for all records or `only` some; not yet what goes by the other lists.
    pub(super) fn listed(
        (site, knowledge): Known<'a>,
        theme: &'a Theme,
        routes: &'a Routes,
        whole: &'a Whole,
        lists: &[List],
        only: Option<&'a [RecordId]>,
    ) -> Vec<Self> {
        let filled = |list: &List| {
            let (asked, diagnostics) = (Vec::new(), Vec::new());
            let mut outputs = Self { site, knowledge, theme, routes, only, whole, asked, rest: None, diagnostics };
            list(&mut outputs);
            outputs
        };
        lists.par_iter().with_max_len(1).map(filled).collect()
    }

    /// The records whose own outputs are listed.
    pub fn records(&self) -> impl Iterator<Item = (RecordId, &'a Record)> + use<'a> {
        let (site, only) = (self.site, self.only);
        let all = only.is_none().then(|| site.all()).into_iter().flatten();
        let only = only.into_iter().flatten().filter_map(|id| Some((*id, &**site.records.get(*id)?)));
        all.chain(only)
    }

    /// Tells what is wrong with something that wanted to be made.
    pub fn found(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Lists the rest when all formats have listed what they can make: by how many outputs there are that are `counted`.
    pub fn finally(&mut self, counted: Counted, rest: Rest) {
        self.rest = Some((counted, rest));
    }

    /// Adds an output that several may ask for: nothing happens when the very same is there already.
    pub fn add_once(&mut self, path: String, format: &'static str, key: Key, span: Span) {
        self.ask(Output { path, format, key }, span, true);
    }

    /// Adds the files of all data sets that are in a format.
    pub fn datasets(&mut self, format: &'static str) {
        let site = self.site;
        for file in self.whole.files.iter().filter(|file| file.format == format) {
            let span = view::figures_of(site, &file.key).map_or(site.config_span, |record| site.record(record).span);
            self.add(file.path.clone(), format, file.key.clone(), span);
        }
    }

    /// Adds a file with the numbers of each record that has some and is no data set, in a format with this extension.
    pub fn figures(&mut self, format: &'static str, extension: &str) {
        let (site, knowledge) = (self.site, self.knowledge);
        let is_set = |record: &Record| record.is::<Indicator>().is_some();
        for (id, record) in self.records().filter(|(id, record)| !is_set(record) && view::pictures::is_there(site, knowledge, *id)) {
            let path = view::pictures::path(site, self.routes, id, extension);
            self.add(path, format, view::figures_key(record), record.span);
        }
    }

    /// Adds an output of a format; `span` is what asked for it, for the finding when its address is taken or none that a disk can hold.
    pub fn add(&mut self, path: String, format: &'static str, key: Key, span: Span) {
        self.ask(Output { path, format, key }, span, false);
    }

    fn ask(&mut self, output: Output, span: Span, shared: bool) {
        let fault = names::judge(&output.path, span).map(Box::new);
        let address = small(&output.path);
        let (hash, capitals) = (BuildHasherDefault::<FxHasher>::new().hash_one(&*address), matches!(address, Cow::Owned(_)));
        self.asked.push(Asked { output, hash, capitals, span, shared, fault });
    }
}

/// A path in small letters; nearly all are.
pub(super) fn small(path: &str) -> Cow<'_, str> {
    let is_small = path.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if is_small { Cow::Borrowed(path) } else { Cow::Owned(path.to_lowercase()) }
}

/// Addresses as they are given away.
struct Given<'a> {
    routes: &'a Routes,
    /// What has its address.
    asked: Vec<Asked>,
    /// The places of these, by address in small letters.
    taken: HashTable<u32>,
    /// What has been told of, and where.
    faulty: FxHashSet<(&'static str, Span)>,
    diagnostics: Vec<Diagnostic>,
}

impl Given<'_> {
    fn give(&mut self, mut asked: Asked) {
        let Self { routes, asked: list, taken, faulty, diagnostics } = self;
        let is_same = |at: &u32| small(&list[*at as usize].output.path) == small(&asked.output.path);
        match taken.entry(asked.hash, is_same, |at| list[*at as usize].hash) {
            Entry::Vacant(free) => {
                free.insert(list.len() as u32);
                // What has a name that no disk can hold is told of once, however many files are made of it.
                diagnostics.extend(asked.fault.take().map(|fault| *fault).filter(|fault| faulty.insert((fault.lint.name, fault.span))));
                list.push(asked);
            }
            Entry::Occupied(at) => {
                let Asked { output: other, span: first, .. } = &list[*at.get() as usize];
                let (Asked { output, span, shared, .. }, first) = (asked, *first);
                if shared && other.key == output.key {
                    return;
                }
                let url = routes.url(&output.path);
                diagnostics.push(match (later_page(&other.key), later_page(&output.key)) {
                    (Some(number), None) => of_list(&url, number, span),
                    (None, Some(number)) => of_list(&url, number, first),
                    _ => twice(&url, &output.key, span, first),
                });
            }
        }
    }
}

/// Which page of a list this is, after the first.
fn later_page(key: &Key) -> Option<u32> {
    match key {
        Key::Page { number: number @ 2.., .. } => Some(*number),
        _ => None,
    }
}

/// A page at `span` has the address that a long list goes on at; what to do about it is done there.
fn of_list(url: &str, number: u32, span: Span) -> Diagnostic {
    Diagnostic::new(
        &DUPLICATE_ADDRESS,
        span,
        format!("Adressen {url} behövs för sida {number} av en lista."),
        format!("The address {url} is needed for page {number} of a list."),
    )
    .help(
        "Ge sidan ett annat id: så heter sidorna i långa listor.",
        "Give the page another id: this is what pages of long lists are called.",
    )
}

fn twice(url: &str, key: &Key, span: Span, first: Span) -> Diagnostic {
    let (sv, en) = match key {
        Key::File(_) => (
            "Döp om den ena filen. Stora och små bokstäver räknas som lika, som i Windows.",
            "Rename one of the files. Capitals and small letters count as equal, as on Windows.",
        ),
        _ => ("Ge den ena ett annat id eller en annan adress.", "Give one of them another id or address."),
    };
    Diagnostic::new(&DUPLICATE_ADDRESS, span, format!("Adressen {url} är redan upptagen."), format!("The address {url} is already taken."))
        .label(first, "Den här sidan har den.", "This page has it.")
        .help(sv, en)
}
