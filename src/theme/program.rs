//! The words that the program itself has in Swedish and English: kinds, keys and words from lists. A language file may hold them too.

use std::collections::BTreeMap;

use crate::content::KINDS;
use crate::content::agreement::INFORMAL;
use crate::content::changes::ChangeKind;
use crate::content::common::Common;
use crate::content::field::{Field as _, FieldDecl, Record as _, Shape};
use crate::diagnostic::Both;
use crate::spoken::key;

/// All of them by their keys in a language file: `word_not_done`, `label_goals`, `about_strategy`.
pub fn words() -> BTreeMap<String, Both> {
    let mut words = BTreeMap::from([(key(INFORMAL.1), INFORMAL)]);
    for kind in KINDS {
        words.extend([(key(kind.one.1), kind.one), (key(kind.many.1), kind.many), (about(kind.name), kind.about)]);
        (kind.fields)().iter().for_each(|decl| add(&mut words, decl));
    }
    Common::fields().iter().for_each(|decl| add(&mut words, decl));
    shape(&mut words, ChangeKind::shape());
    words
}

/// The key of what a kind is, in a sentence.
pub fn about(kind: &str) -> String {
    format!("about_{}", kind.replace('-', "_"))
}

fn add(words: &mut BTreeMap<String, Both>, decl: &FieldDecl) {
    words.insert(key(decl.label.1), decl.label);
    shape(words, decl.shape);
}

fn shape(words: &mut BTreeMap<String, Both>, of: Shape) {
    match of {
        Shape::Choice(list) => words.extend(list.iter().map(|word| (key(word.en), Both(word.sv, word.en)))),
        Shape::List(of) => shape(words, of()),
        Shape::Record(fields) => fields().iter().for_each(|decl| add(words, decl)),
        _ => {}
    }
}
