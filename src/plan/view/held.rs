//! Names of records with the mark of what readers are not shown.

use std::borrow::Cow;

use super::View;
use crate::plan::wording;
use crate::site::{Address, RecordId, held};

impl<'a> View<'a> {
    /// What a record or a part is called on a page that is not its own: with its mark, which sentences carry on.
    pub fn title(&self, address: Address) -> Cow<'a, str> {
        self.marked(self.name(address), address.record)
    }

    /// Words of a record, or that stand for it, with its mark.
    pub fn marked<'b>(&self, words: impl Into<Cow<'b, str>>, of: RecordId) -> Cow<'b, str> {
        let words = words.into();
        match self.site.record(of).state.mark() {
            Some(mark) => Cow::Owned(format!("{words}{mark}")),
            None => words,
        }
    }

    /// Words with their marks in brackets, for what is drawn, and for files that know no marks.
    pub fn spelt<'b>(&self, words: impl Into<Cow<'b, str>>) -> Cow<'b, str> {
        let words = words.into();
        if !held::is_marked(&words) {
            return words;
        }
        Cow::Owned(held::spelt(&words, |state| wording::in_brackets(state, self.strings())).into_owned())
    }
}
