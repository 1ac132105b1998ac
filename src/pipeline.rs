//! The whole house in one short function: read → parse → link → derive → check → plan → make → write.

use std::cmp::Reverse;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use crate::diagnostic::{Diagnostic, Lint, Severity, Silenced, sort, sort_silenced};
use crate::house::House;
use crate::knowledge::Knowledge;
use crate::link::Linked;
use crate::output::{Key, Output, Sink};
use crate::parse::Documents;
use crate::plan::Plan;
use crate::plan::view::datasets::DataSet;
use crate::site::{Revision, Site};
use crate::source::{Sources, Text};
use crate::theme::Theme;
use crate::{check, content, derive, link, make, parse, plan, theme};

/// A house and everything that was found while it was built, sorted.
pub struct Built {
    pub house: Arc<House>,
    pub documents: Documents,
    pub diagnostics: Vec<Diagnostic>,
    /// What was found and somebody lets be, in the same order.
    pub silenced: Vec<Silenced>,
    /// What was found while linking, and in the theme.
    linked: Arc<[Diagnostic]>,
    themed: Vec<Diagnostic>,
}

/// Builds the house. Never fails: what is unsound is left out, and told. Files that have not changed since `previous` are not read again.
pub fn build(sources: &Sources, previous: Option<&Documents>) -> Built {
    let documents = parse::parse(sources, previous);
    let linked = link::link(&documents, sources, None);
    let site = linked.site.clone();
    let (knowledge, (theme, themed)) = rayon::join(|| derive::derive(&site), || dress(sources, &site));
    let ((plan, planned), checked) = plan_and_check(&site, &knowledge, &theme, &documents);
    let found = match documents.with_stand_ins() {
        None => linked.found.iter().cloned().chain(checked).chain(planned).collect(),
        Some(whole) => look_on(&whole, sources, &theme, &linked),
    };
    let (diagnostics, silenced) = told(&documents, &site, found.into_iter().chain(themed.iter().cloned()), sources);
    Built { house: Arc::new(House::new(site, knowledge, theme, plan)), documents, diagnostics, silenced, linked: linked.found, themed }
}

/// The site of `before` after changes were told in it: the same comes out as when all of it is built anew. Nothing is worked out of
/// `content/changes.toml`, the only file that may differ, but the history of pages.
pub fn retell(before: &Built, sources: &Sources) -> Built {
    let documents = parse::parse(sources, Some(&before.documents));
    if documents.with_stand_ins().is_some() {
        return build(sources, Some(&documents));
    }
    let House { site, knowledge, theme, .. } = &*before.house;
    let (site, linked) = link::retell(site, &documents, &before.linked);
    let ((plan, planned), checked) = plan_and_check(&site, knowledge, theme, &documents);
    let found = linked.iter().cloned().chain(checked).chain(planned).chain(before.themed.iter().cloned());
    let (diagnostics, silenced) = told(&documents, &site, found, sources);
    let house = Arc::new(House::new(site, (**knowledge).clone(), theme.clone(), plan));
    Built { house, documents, diagnostics, silenced, linked, themed: before.themed.clone() }
}

/// A house to look at at once: all that pages are made from. What the rules say of it is asked for apart, since it takes longer.
pub struct Raised {
    pub house: Arc<House>,
    documents: Documents,
    linked: Linked,
    /// What was found while planning, and in the theme.
    planned: Vec<Diagnostic>,
    themed: Vec<Diagnostic>,
}

/// Raises the house of `sources`; after an edit, of what the house before it, and the sources of that, have in common with it. The same
/// house comes out either way.
pub fn raise(sources: &Sources, previous: Option<(&Raised, &Sources)>) -> Raised {
    if let Some((before, were)) = previous
        && let Some(renewed) = before.renewed(were, sources)
    {
        return renewed;
    }
    let edited = previous.and_then(|(before, were)| Some((before, edits(were, sources)?)));
    let documents = match &edited {
        Some((before, edits)) if edits.iter().all(|edit| matches!(edit, Edit::Edited(_))) => {
            before.documents.after(edits.iter().map(Edit::text), sources)
        }
        _ => parse::parse(sources, previous.map(|(before, _)| &before.documents)),
    };
    let linked = link::link(&documents, sources, previous.map(|(before, _)| &before.linked));
    let site = linked.site.clone();
    let dressed = previous.filter(|(_, were)| is_dressed_alike(were, sources));
    let theme = || match dressed {
        Some((before, _)) => (before.house.theme.clone(), before.themed.clone()),
        None => dress(sources, &site),
    };
    let (knowledge, (theme, themed)) = rayon::join(|| derive::derive(&site), theme);
    let (plan, planned) = plan::plan(&site, &knowledge, &theme, &make::lists());
    Raised { house: Arc::new(House::new(site, knowledge, theme, plan)), documents, linked, planned, themed }
}

/// The theme of a site, and what was found in it.
fn dress(sources: &Sources, site: &Site) -> (Arc<Theme>, Vec<Diagnostic>) {
    let (theme, found) = theme::load(sources, site.config.theme.as_ref(), &site.config.codes(), site.config_span);
    (Arc::new(theme), found)
}

/// Whether the theme of both is made of the same: its own files, and what the site says of itself.
fn is_dressed_alike(were: &Sources, are: &Sources) -> bool {
    let is_theme = |path: &str| !path.starts_with("content/") || path == "content/site.toml";
    let texts = |sources: &Sources| sources.texts.iter().filter(|text| is_theme(&text.path)).cloned().collect::<Vec<_>>();
    let blobs = |sources: &Sources| sources.blobs.iter().filter(|blob| is_theme(&blob.path)).cloned().collect::<Vec<_>>();
    let (texts_were, texts_are) = (texts(were), texts(are));
    let same_texts = || texts_were.len() == texts_are.len() && texts_were.iter().zip(&texts_are).all(|(was, is)| was.is(is));
    were.audience == are.audience && were.unread == are.unread && same_texts() && blobs(were) == blobs(are)
}

/// How many files may be edited at once before the whole is linked anew.
const FEW: usize = 16;

impl Raised {
    /// What the stages found, sorted: all that is known before the rules have been asked.
    pub fn first_findings(&self, sources: &Sources) -> Vec<Diagnostic> {
        let (mut told, _) = told(&self.documents, &self.house.site, self.found().chain(&self.themed).cloned(), sources);
        // Whether a silence is of use only the rules tell.
        told.retain(|found| found.lint.name != check::IDLE_SILENCE);
        told
    }

    /// Everything that is wrong, sorted, as [`build`] tells it.
    pub fn findings(&self, sources: &Sources) -> Vec<Diagnostic> {
        let House { site, knowledge, theme, .. } = &*self.house;
        let found = match self.documents.with_stand_ins() {
            None => self.found().cloned().chain(check::check(site, knowledge, &self.documents, &lints())).collect(),
            Some(whole) => look_on(&whole, sources, theme, &self.linked),
        };
        told(&self.documents, site, found.into_iter().chain(self.themed.clone()), sources).0
    }

    /// What the stages found between parsing and making.
    fn found(&self) -> impl Iterator<Item = &Diagnostic> {
        self.linked.found.iter().chain(&self.planned)
    }

    /// This house with the files that were edited, when nothing is linked in another way because of it.
    fn renewed(&self, were: &Sources, are: &Sources) -> Option<Raised> {
        let edits = edits(were, are)?;
        // Of a file that comes or goes another may be the copy.
        let stands = |edit: &Edit| matches!(edit, Edit::Edited(_)) || parse::are_same_copies(were, are, &edit.text().path);
        if !edits.iter().all(stands) {
            return None;
        }
        if !edits.is_empty() && edits.iter().all(|edit| edit.text().path.starts_with("themes/")) {
            return Some(self.redressed(are));
        }
        // What the plan found in a file stands in a place that may have moved.
        let in_edited: Vec<_> = self.planned.iter().filter(|found| edits.iter().any(|edit| found.names(edit.text().id))).collect();
        if in_edited.iter().any(|found| plan::TOLD_AGAIN.iter().all(|lint| found.lint.name != lint.name)) {
            return None;
        }
        let mut documents = self.documents.clone();
        let mut linked = self.linked.clone();
        let mut revisions = Vec::new();
        for edit in edits {
            revisions.extend(relinked(&mut linked, &mut documents, &edit, are)?);
        }
        // Of files that go together one may have led to another, and what leads to one be edited beside it.
        revisions.iter_mut().for_each(|revision| revision.lose(&linked.site));
        let mut records = FxHashSet::default();
        if !revisions.iter().all(|revision| records.insert(revision.record)) {
            return None;
        }
        let (site, themed) = (linked.site.clone(), self.themed.clone());
        let (house, mut planned) = match &revisions[..] {
            [] => (self.house.with_site(site), self.planned.clone()),
            revisions => self.told_anew(site, revisions),
        };
        if !in_edited.is_empty() {
            planned = plan::told_again(planned, &house.site, &house.plan);
        }
        Some(Raised { house: Arc::new(house), documents, linked, planned, themed })
    }

    /// This house in its theme as that is now.
    fn redressed(&self, are: &Sources) -> Raised {
        let House { site, knowledge, .. } = &*self.house;
        let (theme, themed) = dress(are, site);
        let (plan, planned) = plan::plan(site, knowledge, &theme, &make::lists());
        let house = Arc::new(House::new(site.clone(), (**knowledge).clone(), theme, plan));
        Raised { house, documents: self.documents.clone(), linked: self.linked.clone(), planned, themed }
    }

    /// A house with another site: one that differs in nothing but what some records tell.
    fn told_anew(&self, site: Site, revisions: &[Revision]) -> (House, Vec<Diagnostic>) {
        let House { site: was, knowledge: known, theme, plan: before, .. } = &*self.house;
        let knowledge = derive::renew(&site, known, revisions);
        let renewed = plan::renew(((was, known), (&site, &knowledge)), theme, before, &self.planned, revisions, &make::lists());
        let (plan, planned) = renewed.unwrap_or_else(|| plan::plan(&site, &knowledge, theme, &make::lists()));
        (House::new(site, knowledge, theme.clone(), plan), planned)
    }
}

/// What is new of the records of one file, which is put into what is linked and into the documents.
fn relinked(linked: &mut Linked, documents: &mut Documents, edit: &Edit, are: &Sources) -> Option<Vec<Revision>> {
    let place = documents.documents.binary_search_by(|document| document.text.path.cmp(&edit.text().path));
    let documents = &mut documents.documents;
    let revisions;
    match (edit, place) {
        (Edit::Edited(text), Ok(at)) => {
            let new = Arc::new(parse::reread(text, are));
            revisions = link::renew(linked, Some(&documents[at]), Some(&new))?;
            documents[at] = new;
        }
        (Edit::Came(text), Err(at)) if text.path.starts_with("content/") => {
            let new = Arc::new(parse::reread(text, are));
            revisions = link::renew(linked, None, Some(&new))?;
            documents.insert(at, new);
        }
        (Edit::Went(_), Ok(at)) => revisions = link::renew(linked, Some(&documents.remove(at)), None)?,
        _ => return None,
    }
    Some(revisions)
}

/// What became of a text: as it is now, or was.
enum Edit<'a> {
    Edited(&'a Text),
    Came(&'a Text),
    Went(&'a Text),
}

impl<'a> Edit<'a> {
    fn text(&self) -> &'a Text {
        match self {
            Edit::Edited(text) | Edit::Came(text) | Edit::Went(text) => text,
        }
    }
}

/// What became of the few texts that differ, in the order of their paths; None when anything else does.
fn edits<'a>(were: &'a Sources, are: &'a Sources) -> Option<Vec<Edit<'a>>> {
    let same = were.today == are.today
        && were.audience == are.audience
        && Arc::ptr_eq(&were.edition, &are.edition)
        && were.blobs == are.blobs
        && were.unread == are.unread;
    let (mut were, mut are) = (were.texts.iter(), are.texts.iter());
    let (mut was, mut is) = (were.next(), are.next());
    let mut edits = Vec::new();
    while same && edits.len() <= FEW {
        let edit = match (was, is) {
            (None, None) => return Some(edits),
            (Some(before), Some(now)) if before.is(now) => None,
            (Some(before), Some(now)) if before.path == now.path => Some(Edit::Edited(now)),
            (Some(before), now) if now.is_none_or(|now| before.path < now.path) => Some(Edit::Went(before)),
            (_, Some(now)) => Some(Edit::Came(now)),
            (Some(before), None) => Some(Edit::Went(before)),
        };
        if !matches!(edit, Some(Edit::Came(_))) {
            was = were.next();
        }
        if !matches!(edit, Some(Edit::Went(_))) {
            is = are.next();
        }
        edits.extend(edit);
    }
    None
}

/// What was found, weighed as the site has set and sorted, with what was found in each file; and what is silenced, sorted.
fn told(
    documents: &Documents,
    site: &Site,
    found: impl Iterator<Item = Diagnostic>,
    sources: &Sources,
) -> (Vec<Diagnostic>, Vec<Silenced>) {
    let mut diagnostics = documents.diagnostics.clone();
    diagnostics.extend(documents.documents.iter().flat_map(|document| document.diagnostics.iter().cloned()));
    diagnostics.extend(found);
    parse::as_mended(&mut diagnostics, sources);
    // A spreadsheet has no lines to paste.
    for diagnostic in diagnostics.iter_mut().filter(|found| sources.books.iter().any(|book| book.id == found.span.source)) {
        diagnostic.paste = None;
    }
    diagnostics.extend(check::personal_number::beside_documents(&site.config, documents, sources));
    diagnostics.extend(check::secret::beside_documents(documents, sources));
    let mut silenced = check::settle(site, documents, &lints(), &mut diagnostics);
    sort(&mut diagnostics, sources);
    sort_silenced(&mut silenced, sources);
    (diagnostics, silenced)
}

/// What else is wrong where something could not be read: the same stages over the same files, with stand-ins in the places that have been
/// told of, so that one slip hides no other. What can be read is shared with what is shown.
fn look_on(whole: &Documents, sources: &Sources, theme: &Theme, shown: &Linked) -> Vec<Diagnostic> {
    let Linked { site, found: linked, .. } = link::link(whole, sources, Some(shown));
    let knowledge = derive::derive(&site);
    let ((_, planned), checked) = plan_and_check(&site, &knowledge, theme, whole);
    linked.iter().cloned().chain(checked).chain(planned).collect()
}

/// The plan and the rules know nothing of each other, so they run side by side.
fn plan_and_check(site: &Site, knowledge: &Knowledge, theme: &Theme, documents: &Documents) -> ((Plan, Vec<Diagnostic>), Vec<Diagnostic>) {
    rayon::join(|| plan::plan(site, knowledge, theme, &make::lists()), || check::check(site, knowledge, documents, &lints()))
}

/// How many outputs a thread takes at once. One that is done early can take of what another still has: the great tables stand together.
const AT_ONCE: usize = 16;

/// Makes every output and hands it to the sink, in parallel and one by one, so that memory never holds them all. `made` hears how many
/// are done. Gives what was found while making, sorted, or the first refusal of the sink.
pub fn make_all<S: Sink>(house: &House, sources: &Sources, sink: &S, made: &(dyn Fn(usize) + Sync)) -> Result<Vec<Diagnostic>, S::Error>
where
    S::Error: Send,
{
    let done = AtomicUsize::new(0);
    let stage = |output: &Output| -> Result<Vec<Diagnostic>, S::Error> {
        let Some(page) = make::make(house, output) else { return Ok(Vec::new()) };
        let mut found = page.diagnostics;
        if found.is_empty()
            && let Some(unfit) = sink.stage(&output.path, page.body)?
            && let Key::File(source) = &output.key
        {
            found.push(check::unmade_picture(source, &unfit));
        }
        made(done.fetch_add(1, Ordering::Relaxed) + 1);
        Ok(found)
    };
    // What holds a whole set of records is large: no two of them are in memory at once. The largest come first, while the least is there that
    // made outputs leave behind.
    let large: Vec<&Output> = house.plan.outputs.iter().filter(|output| DataSet::held(output).is_some()).collect();
    let mut sets: Vec<&[&Output]> = large.chunk_by(|a, b| DataSet::held(a) == DataSet::held(b)).collect();
    sets.sort_by_cached_key(|set| Reverse(DataSet::held(set[0]).map(|set| set.size(&house.site))));
    let make_each = || -> Result<Vec<Vec<Diagnostic>>, S::Error> {
        let large = || sets.iter().copied().flatten().map(|output| stage(output)).collect::<Result<Vec<_>, _>>();
        let others = house.plan.outputs.par_iter().with_max_len(AT_ONCE).filter(|output| DataSet::held(output).is_none());
        let others = || others.map(stage).collect();
        let (large, others): (Result<Vec<_>, _>, Result<Vec<_>, _>) = rayon::join(large, others);
        let mut found = large?;
        found.extend(others?);
        Ok(found)
    };
    // One thread more than there are cores, since now and then one waits: for the disk, or for the threads by which a workbook is written.
    let threads = rayon::ThreadPoolBuilder::new().num_threads(rayon::current_num_threads() + 1).build();
    let found = match threads {
        Ok(threads) => threads.install(make_each),
        Err(_) => make_each(),
    };
    let mut diagnostics: Vec<Diagnostic> = found?.into_iter().flatten().collect();
    sort(&mut diagnostics, sources);
    Ok(diagnostics)
}

/// Whether anything found stops a build.
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
}

/// Every lint that any stage or rule can raise, in the order of the stages.
pub fn lints() -> Vec<&'static Lint> {
    let rules = check::RULES.iter().map(|rule| rule.lint);
    let before = [content::LINTS, parse::LINTS, theme::LINTS, link::LINTS].into_iter().flatten().copied();
    before.chain(rules).chain(plan::LINTS.iter().copied()).collect()
}
