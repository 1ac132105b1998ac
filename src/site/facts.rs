//! Facts of a record by their paths, `adopted.on` or `observation.godkanda-2016.value`: which key a path names, and what is written there.

use super::Record;
use crate::content::common::Common;
use crate::content::datum::{Branch, Datum};
use crate::content::field::{FieldDecl, Record as _, Shape};
use crate::content::result::FollowUp;

/// What a path names.
#[derive(Debug)]
pub struct Fact<'p> {
    /// The last key of the path.
    pub decl: &'static FieldDecl,
    /// The first key, which tells where on the page the fact stands.
    pub first: &'static FieldDecl,
    /// The key and id of the innermost of several alike, when the path goes through one: an observation, a judged goal.
    pub inside: Option<(&'static str, &'p str)>,
}

/// Where a path names nothing: the step, what was right before it, and what could stand there.
#[derive(Debug)]
pub struct Unknown<'r, 'p> {
    pub step: &'p str,
    pub before: String,
    pub fields: Vec<&'static FieldDecl>,
    pub ids: Vec<&'r str>,
}

impl Record {
    /// The fact at a path. `missing`: whether an id in it may be of something that is not there.
    pub fn fact<'r, 'p>(&'r self, path: &'p str, missing: bool) -> Result<Fact<'p>, Unknown<'r, 'p>> {
        let mut fields: Vec<&'static FieldDecl> = (self.kind.fields)().iter().chain(Common::fields()).collect();
        let mut found: Option<Fact> = None;
        let mut ids: Vec<&str> = Vec::new();
        let mut any_id = false;
        let mut before = String::new();
        for step in path.split('.') {
            let key = fields.iter().copied().find(|decl| decl.key == step);
            match (key, &mut found) {
                (Some(decl), found) => {
                    let (inner, several) = within(decl.shape);
                    ids = if several { self.ids(decl.key) } else { Vec::new() };
                    any_id = missing && several;
                    fields = inner.iter().collect();
                    *found = Some(match found.take() {
                        Some(fact) => Fact { decl, ..fact },
                        None => Fact { decl, first: decl, inside: None },
                    });
                }
                (None, Some(fact)) if any_id || ids.contains(&step) => {
                    fact.inside = Some((fact.decl.key, step));
                    ids.clear();
                    any_id = false;
                }
                _ => return Err(Unknown { step, before, fields, ids }),
            }
            before = format!("{before}{step}.");
        }
        found.ok_or_else(|| Unknown { step: "", before: String::new(), fields: Vec::new(), ids: Vec::new() })
    }

    /// The ids of what stands under a key. A judged goal has that of its goal.
    fn ids(&self, key: &str) -> Vec<&str> {
        let judged = self.is::<FollowUp>().filter(|_| key == "goal").into_iter().flat_map(|result| &result.goals);
        let parts = self.parts.iter().filter(|part| part.decl.key == key).map(|part| &*part.id);
        parts.chain(judged.filter_map(|judgement| judgement.goal.inner())).collect()
    }

    /// What is written at a path of plain keys that name one value, such as `adopted.on`: the words of a text, date, period or amount, and
    /// of a word from a list both languages. Nothing where nothing is written, or several things are; nor of a reference, since bodies and
    /// plans go by several names.
    pub fn words_at(&self, path: &str) -> Vec<String> {
        let common = Branch::of(&*self.common);
        let own = self.lower();
        let roots = [Some(&common), if let Datum::Record(own) = &own { Some(own) } else { None }];
        let (around, key) = path.rsplit_once('.').map_or((None, path), |(around, key)| (Some(around), key));
        let datum = roots.into_iter().flatten().find_map(|root| {
            let inner = around.into_iter().flat_map(|around| around.split('.')).try_fold(root, |branch, step| match branch.get(step)? {
                Datum::Record(inner) => Some(inner),
                _ => None,
            });
            inner?.get(key)
        });
        match datum {
            Some(Datum::Text(text, _) | Datum::Web(text, _)) => vec![(*text).to_owned()],
            Some(Datum::Date(date)) => vec![date.written.to_string()],
            Some(Datum::Period(period)) => vec![period.written.to_string()],
            Some(Datum::Money(money)) => vec![money.written.clone()],
            Some(Datum::Choice(word)) => vec![word.sv.to_owned(), word.en.to_owned()],
            _ => Vec::new(),
        }
    }

    /// Whether anything is written at a path that names a fact.
    pub fn has_fact(&self, path: &str) -> bool {
        let common = Branch::of(&*self.common);
        let own = self.lower();
        let roots = [Some(&common), if let Datum::Record(own) = &own { Some(own) } else { None }];
        let steps: Vec<&str> = path.split('.').collect();
        roots.into_iter().flatten().any(|root| self.written(root, &steps))
    }

    fn written(&self, branch: &Branch, steps: &[&str]) -> bool {
        let Some((key, rest)) = steps.split_first() else { return true };
        match branch.get(key) {
            None => false,
            Some(datum) if rest.is_empty() => !datum.is_empty(),
            Some(Datum::Record(inner)) => self.written(inner, rest),
            Some(Datum::List(list)) => list.iter().any(|datum| match datum {
                Datum::Record(inner) if self.is_called(inner, rest[0]) => self.written(inner, &rest[1..]),
                Datum::Record(inner) => self.written(inner, rest),
                _ => false,
            }),
            _ => false,
        }
    }

    fn is_called(&self, branch: &Branch, id: &str) -> bool {
        let goal = || match branch.get("goal") {
            Some(Datum::Reference(goal)) => goal.inner(),
            _ => None,
        };
        if branch.can_have("id") { self.part_at(branch.span).is_some_and(|part| *part.id == *id) } else { goal() == Some(id) }
    }
}

/// The keys inside a value of this shape, and whether there may be several of it.
fn within(shape: Shape) -> (&'static [FieldDecl], bool) {
    match shape {
        Shape::Record(fields) => (fields(), false),
        Shape::List(of) => (within(of()).0, true),
        _ => (&[], false),
    }
}
