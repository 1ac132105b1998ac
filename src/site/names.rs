//! What a record is called beside its title.

use super::Record;
use crate::content::organisation::Organisation;
use crate::content::target_group::TargetGroup;
use crate::content::term::Term;
use crate::content::topic::Topic;
use crate::content::value::Text;

impl Record {
    /// Other names of the record: aliases, former names, abbreviations and the words that people search by.
    pub fn other_names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.common.aliases.iter().map(|alias| &**alias).collect();
        if let Some(term) = self.is::<Term>() {
            names.extend(words(term.abbreviation.as_slice()).chain(words(&term.searched_as)));
        } else if let Some(topic) = self.is::<Topic>() {
            names.extend(words(&topic.searched_as));
        } else if let Some(group) = self.is::<TargetGroup>() {
            names.extend(words(&group.searched_as));
        } else if let Some(organisation) = self.is::<Organisation>() {
            names.extend(organisation.names.iter().map(|name| &*name.title));
        }
        names
    }
}

fn words(texts: &[Text]) -> impl Iterator<Item = &str> {
    texts.iter().map(|text| &**text)
}
