//! What a record is called beside its title.

use super::Record;
use crate::content::datum::Datum;
use crate::content::organisation::Organisation;

impl Record {
    /// Other names of the record: aliases, former names, abbreviations and the words that people search by.
    pub fn other_names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.common.aliases.iter().map(|alias| &**alias).collect();
        names.extend(self.is::<Organisation>().into_iter().flat_map(|organisation| &organisation.names).map(|name| &*name.title));
        // Most kinds have neither key.
        let has_words = self.kind.has("abbreviation") || self.kind.has("searched-as");
        if has_words && let Datum::Record(branch) = self.lower() {
            names.extend(branch.text("abbreviation"));
            if let Some(Datum::List(words)) = branch.get("searched-as") {
                names.extend(words.iter().filter_map(|word| if let Datum::Text(word, _) = word { Some(*word) } else { None }));
            }
        }
        names
    }
}
