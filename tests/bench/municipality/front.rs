//! Front matter, key by key. The words that it is given hold no quotation marks.

use std::fmt::{Display, Write};

/// Facts of one record in TOML: its own file's front matter, or its part of a shared file.
pub struct Front {
    text: String,
    /// What stands before the name of a table: `organisation.` in a shared file.
    within: String,
}

impl Front {
    pub fn own() -> Self {
        Self { text: String::new(), within: String::new() }
    }

    /// One of many in a shared file.
    pub fn shared(kind: &str) -> Self {
        Self { text: format!("[[{kind}]]\n"), within: format!("{kind}.") }
    }

    pub fn text(&mut self, key: &str, value: impl Display) -> &mut Self {
        self.bare(key, format_args!("\"{value}\""))
    }

    /// A number, or whether something is so.
    pub fn bare(&mut self, key: &str, value: impl Display) -> &mut Self {
        let _ = writeln!(self.text, "{key} = {value}");
        self
    }

    pub fn list(&mut self, key: &str, values: impl IntoIterator<Item = String>) -> &mut Self {
        let values: Vec<String> = values.into_iter().map(|value| format!("\"{value}\"")).collect();
        self.bare(key, format_args!("[{}]", values.join(", ")))
    }

    /// Begins one of several things inside the record; keys that follow are its own.
    pub fn part(&mut self, key: &str) -> &mut Self {
        let _ = writeln!(self.text, "\n[[{}{key}]]", self.within);
        self
    }

    /// Begins the one thing of this name inside the record.
    pub fn table(&mut self, key: &str) -> &mut Self {
        let _ = writeln!(self.text, "\n[{}{key}]", self.within);
        self
    }

    pub fn finish(self) -> String {
        self.text
    }
}
