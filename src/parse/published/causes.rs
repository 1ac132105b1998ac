//! The table of causes, read back: the actions of a follow-up that it names a cause for. What it says of goals and of follow-ups as wholes
//! is written in the follow-ups themselves.

use super::{Given, Of, Told, at, headed, own, shown, value};
use crate::content::field::{FieldDecl, Record as _};
use crate::content::item::{Item, Table, Value};
use crate::content::read::Reading;
use crate::content::result::JudgedAction;
use crate::spreadsheet::{Row, Sheet};

/// The columns that tell what a row is of: their lasting names, and their headings in Swedish and English as the theme medborgare has them.
const WHAT: &[&str] = &["what", "Slag", "Sort"];
const FOLLOW_UP: &[&str] = &["follow_up_id", "Uppföljning, id", "Follow-up, id"];
const PERIOD: &[&str] = &["period_first", "Första dag", "First day"];
const KEY: &[&str] = &["action_key", "Aktiviteten, nyckel", "The action, key"];
const TITLE: &[&str] = &["title", "Vad som drabbades", "What was struck"];

/// The keys of an action that the columns tell in words that need no list. All other keys have columns of their own, which begin with
/// `action_` and hold the words that were written, whatever the language of the site.
const AS_TOLD: &[&str] = &["cause-words", "next", "remains", "replaced-by", "closed"];

pub fn read(sheet: &Sheet, of: Of, reading: &mut Reading) -> Option<Told> {
    let is_head = |row: &Row| at(row, WHAT).and(at(row, PERIOD)).and(at(row, FOLLOW_UP));
    let (head, owner, rows) = headed(sheet, is_head)?;
    let Some(key) = at(head, KEY).filter(|_| of.kind.name == "result") else { return Some(Told::Nothing(head.cells[0].span)) };
    // A row with a key is of an action.
    let owned = |row: &Row| shown(row, Some(key)).and(shown(row, Some(owner))).map(|id| format!("results/{id}"));
    let rows = match own(rows, head.cells[0].span, &format!("results/{}", of.id), owned) {
        Ok(rows) => rows,
        Err(told) => return Some(told),
    };
    let columns: Vec<(u32, &FieldDecl)> =
        JudgedAction::fields().iter().filter_map(|decl| Some((headings(decl).iter().find_map(|one| at(head, &[one]))?, decl))).collect();
    let given = rows.into_iter().map(|row| {
        let mut table = Table::new(row.span);
        if let Some(id) = shown(row, Some(key)).and_then(|key| key.rsplit_once('#').map(|(_, id)| id.to_owned())) {
            table.push("id", Item { value: Value::Text(id), span: row.span });
        }
        for (place, decl) in &columns {
            if let Some(cell) = super::cell(row, *place)
                && let Some(value) = value(cell, decl, reading)
            {
                table.push(decl.key, Item { value, span: cell.span });
            }
        }
        Given::new("action", table)
    });
    Some(Told::Rows(given.collect()))
}

/// What the column of a key of an action is called.
fn headings(decl: &FieldDecl) -> [String; 3] {
    let lower = |label: &str| label.to_lowercase();
    match decl.key {
        "id" => Default::default(),
        "title" => [0, 1, 2].map(|at| TITLE[at].to_owned()),
        key if AS_TOLD.contains(&key) => [decl.name.clone(), decl.label.0.to_owned(), decl.label.1.to_owned()],
        _ => [
            format!("action_{}", decl.name),
            format!("Aktiviteten, {}", lower(decl.label.0)),
            format!("The action, {}", lower(decl.label.1)),
        ],
    }
}
