//! A map of the view, filled key by key.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

use tera::Value;
use tera::value::Key;

/// A map that a template sees; keys keep their order, and of a key that is set twice the last value holds.
#[derive(Debug, Default, Clone)]
pub struct Fields(Vec<(Key<'static>, Value)>);

impl Fields {
    pub fn with_capacity(keys: usize) -> Self {
        Self(Vec::with_capacity(keys))
    }

    pub fn set(&mut self, key: &'static str, value: impl Into<Value>) {
        self.0.push((Key::Str(key), value.into()));
    }

    /// A key that is there only when there is something to say.
    pub fn set_some(&mut self, key: &'static str, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            self.set(key, value);
        }
    }

    /// A key that only a theme knows, with `_` for `-`.
    pub fn set_named(&mut self, key: &str, value: impl Into<Value>) {
        self.0.push((Key::String(Arc::from(key.replace('-', "_"))), value.into()));
    }

    pub fn get(&self, key: &str) -> Option<&Value> {
        self.0.iter().rev().find(|(known, _)| known.as_str() == Some(key)).map(|(_, value)| value)
    }

    /// Adds every key of another map.
    pub fn extend(&mut self, other: Fields) {
        self.0.extend(other.0);
    }
}

/// A key that is sorted by when it was set. Tera puts every key of whatever map it is given into a map of its own; handed over like this,
/// keys keep their order and are hashed that one time only, and there they find their last value.
struct Placed {
    at: usize,
    key: Key<'static>,
}

impl From<Fields> for Value {
    fn from(fields: Fields) -> Self {
        let placed = fields.0.into_iter().enumerate().map(|(at, (key, value))| (Placed { at, key }, value));
        Value::from(placed.collect::<BTreeMap<Placed, Value>>())
    }
}

impl From<Placed> for Key<'static> {
    fn from(placed: Placed) -> Self {
        placed.key
    }
}

impl Ord for Placed {
    fn cmp(&self, other: &Self) -> Ordering {
        self.at.cmp(&other.at)
    }
}

impl PartialOrd for Placed {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Placed {
    fn eq(&self, other: &Self) -> bool {
        self.at == other.at
    }
}

impl Eq for Placed {}
