//! The mark after the name of what readers are not shown, or not as any other: it goes with the name into every sentence, caption and
//! table, and becomes words when the page or file is made. So no sentence has to know of drafts, and none can forget them.
//!
//! The marks are noncharacters, which Unicode keeps for the inside of programs, beside those of [`crate::spoken`].

use std::borrow::Cow;

use super::State;

const MARKS: [(char, State); 5] = [
    ('\u{FDD3}', State::Draft),
    ('\u{FDD4}', State::Embargoed),
    ('\u{FDD5}', State::Expired),
    ('\u{FDD6}', State::Withdrawn),
    ('\u{FDD7}', State::Unapproved),
];

impl State {
    /// What its names carry; None of what is shown to readers as any other.
    pub fn mark(self) -> Option<char> {
        MARKS.iter().find(|(_, state)| *state == self).map(|(mark, _)| *mark)
    }
}

fn state(c: char) -> Option<State> {
    MARKS.iter().find(|(mark, _)| *mark == c).map(|(_, state)| *state)
}

pub fn is_marked(words: &str) -> bool {
    words.contains(|c| ('\u{FDD3}'..='\u{FDD7}').contains(&c))
}

/// Words in which each mark is what `said` makes of it.
pub fn spelt(words: &str, mut said: impl FnMut(State) -> String) -> Cow<'_, str> {
    if !is_marked(words) {
        return Cow::Borrowed(words);
    }
    let mut told = String::with_capacity(words.len() + 16);
    for c in words.chars() {
        match state(c) {
            Some(state) => told.push_str(&said(state)),
            None => told.push(c),
        }
    }
    Cow::Owned(told)
}
