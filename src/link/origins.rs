//! What each record came from, and what came of it: kept beside the site, so that the next one is linked from the difference.

use std::sync::Arc;

use imbl::Vector;

use crate::diagnostic::Diagnostic;
use crate::parse::Document;
use crate::site::{Backlink, Record, RecordId};

/// What each record of a site came from, in their order.
pub type Origins = Vector<Origin>;

/// What a record came from, and what came of it.
#[derive(Clone, Debug)]
pub struct Origin {
    document: Arc<Document>,
    /// The files of its translations.
    translations: Box<[Arc<Document>]>,
    /// What was found when its parts and headings were listed.
    pub found: Box<[Diagnostic]>,
    /// What following its references gave.
    followed: Arc<Followed>,
    /// Whether that is open, and whether anything is at fault with it: asked of every record after each edit, so it is not looked for far away.
    open: bool,
    at_fault: bool,
}

/// What following the references of one record gives.
#[derive(Debug, Default)]
pub struct Followed {
    pub found: Vec<Diagnostic>,
    /// What to note at their other ends: at which record, and what.
    pub leads: Box<[(RecordId, Backlink)]>,
    /// Whether a link in its text leads nowhere, or one of its references to what cannot be read: they may lead to a file that comes.
    pub astray: bool,
}

impl Origin {
    /// That of a record whose references have not been followed yet.
    pub fn new(document: &Arc<Document>, translations: &[&Arc<Document>], found: Vec<Diagnostic>) -> Self {
        let translations = translations.iter().copied().cloned().collect();
        Self { document: document.clone(), translations, found: found.into(), followed: Arc::default(), open: false, at_fault: false }
    }

    pub fn followed(&self) -> &Followed {
        &self.followed
    }

    /// Notes what following its references gives now.
    pub fn follow(&mut self, followed: Followed) {
        self.at_fault = !followed.found.is_empty();
        self.open = followed.astray || self.at_fault;
        self.followed = Arc::new(followed);
    }

    /// Whether a reference is at fault or leads nowhere, and may lead somewhere when something comes.
    pub fn is_open(&self) -> bool {
        self.open
    }

    /// What is at fault with its references.
    pub fn faults(&self) -> &[Diagnostic] {
        if self.at_fault { &self.followed.found } else { &[] }
    }

    /// Whether these are the very files that the record came from.
    pub fn is_of(&self, document: &Arc<Document>, translations: &[&Arc<Document>]) -> bool {
        let same = || self.translations.iter().zip(translations).all(|(was, is)| Arc::ptr_eq(was, is));
        Arc::ptr_eq(&self.document, document) && self.translations.len() == translations.len() && same()
    }

    /// Whether anything was found.
    pub fn is_at_fault(&self) -> bool {
        !self.found.is_empty() || self.at_fault
    }

    /// That of the record after the file that it stands in was read anew, and this was found in it.
    pub fn reread(&self, document: &Arc<Document>, found: Vec<Diagnostic>) -> Self {
        Self { document: document.clone(), found: found.into(), ..self.clone() }
    }

    /// That of the record after the file `was`, one of its translations, was read anew.
    pub fn translated(&self, was: &Document, is: &Arc<Document>) -> Self {
        let files = self.translations.iter().map(|file| if file.text.id == was.text.id { is } else { file });
        Self { translations: files.cloned().collect(), ..self.clone() }
    }

    /// Leads to the parts of a record where they stand now. Gives nothing when one of them is not there any more.
    pub fn moved(&self, to: RecordId, was: &Record, is: &Record) -> Option<Self> {
        let moved =
            |(at, backlink): &(RecordId, Backlink)| Some((*at, if *at == to { moved(backlink, was, is)? } else { backlink.clone() }));
        let leads = self.followed.leads.iter().map(moved).collect::<Option<_>>()?;
        let mut moved = self.clone();
        moved.follow(Followed { found: self.followed.found.clone(), leads, astray: self.followed.astray });
        Some(moved)
    }
}

/// What refers to a record that was another, where it finds now what it found there. None when that is gone or of another sort.
pub fn moved(backlink: &Backlink, was: &Record, is: &Record) -> Option<Backlink> {
    let Some(part) = backlink.part else { return Some(backlink.clone()) };
    let before = &was.parts[part as usize];
    let now = is.parts.named(&before.id).filter(|now| is.parts[*now as usize].decl.key == before.decl.key)?;
    Some(Backlink { part: Some(now), ..backlink.clone() })
}
