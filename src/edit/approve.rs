//! Writing into records that somebody has approved them.

use toml_edit::{InlineTable, Item, TableLike, Value};

use super::Edit;
use super::records::Texts;
use super::toml::set;
use crate::site::{Record, RecordId, Site};
use crate::source::Sources;

/// An approval.
pub struct Approval<'a> {
    pub role: &'a str,
    pub date: jiff::civil::Date,
    /// Whether what is a draft ceases to be one.
    pub publish: bool,
}

/// The changes that approve records as they stand, or the record that cannot be changed.
pub fn approve(sources: &Sources, site: &Site, ids: &[RecordId], approval: &Approval) -> Result<Edit, RecordId> {
    let mut texts = Texts::of(sources);
    for id in ids {
        let record = site.record(*id);
        let print = site.approval_print(record);
        let change = |table: &mut dyn TableLike| {
            write(table, approval, &print);
            if approval.publish {
                table.remove("draft");
            }
            Some(())
        };
        texts.change(record, change).ok_or(*id)?;
    }
    Ok(texts.edit())
}

/// Puts the approval where the last one stood, in its form, or else on a line of its own.
fn write(record: &mut dyn TableLike, approval: &Approval, print: &str) {
    let pairs = [("role", approval.role.to_owned()), ("date", approval.date.to_string()), ("fingerprint", print.to_owned())];
    match record.get_mut("approval").and_then(Item::as_table_like_mut) {
        Some(table) => pairs.into_iter().for_each(|(key, value)| set(table, key, value)),
        None => {
            let pairs = pairs.into_iter().map(|(key, value)| (key, Value::from(value)));
            record.insert("approval", Item::Value(Value::InlineTable(pairs.collect::<InlineTable>())));
        }
    }
}

/// Gives an approval the fingerprint of what its record has become by a change that nobody needs to judge, such as a new name of another
/// record or a redaction. None when the record has none, or cannot be changed.
pub fn renew(texts: &mut Texts, site: &Site, record: &Record) -> Option<()> {
    record.common.approval.as_ref()?;
    seal(texts, record, &site.approval_print(record))
}

/// Sets the fingerprint of an approval; an empty one holds for nothing.
pub fn seal(texts: &mut Texts, record: &Record, print: &str) -> Option<()> {
    texts.change(record, |table| {
        set(table.get_mut("approval")?.as_table_like_mut()?, "fingerprint", print);
        Some(())
    })
}
