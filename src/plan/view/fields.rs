//! A map of the view, filled key by key.

use std::sync::Arc;

use serde::ser::{Serialize, SerializeMap as _, SerializeStruct as _, Serializer};
use tera::Value;
use tera::value::Key;

/// A map that a template sees; keys keep their order, and of a key that is set twice the last value holds.
#[derive(Debug, Default, Clone)]
pub struct Fields {
    entries: Vec<(Key<'static>, Value)>,
    /// Whether some key is not one of the program's own.
    named: bool,
}

impl Fields {
    pub fn with_capacity(keys: usize) -> Self {
        Self { entries: Vec::with_capacity(keys), named: false }
    }

    pub fn set(&mut self, key: &'static str, value: impl Into<Value>) {
        self.entries.push((Key::Str(key), value.into()));
    }

    /// A key that only a theme knows, with `_` for `-`.
    pub fn set_named(&mut self, key: &str, value: impl Into<Value>) {
        self.named = true;
        self.entries.push((Key::String(Arc::from(key.replace('-', "_"))), value.into()));
    }

    pub fn get(&self, key: &str) -> Option<&Value> {
        self.entries.iter().rev().find(|(known, _)| known.as_str() == Some(key)).map(|(_, value)| value)
    }

    /// Adds every key of another map.
    pub fn extend(&mut self, other: Fields) {
        self.named |= other.named;
        self.entries.extend(other.entries);
    }
}

/// Tera lets a value that it meets while it serialises pass as it is, so this puts every key into its map once; a map that it is given
/// ready-made it would fill anew.
impl From<Fields> for Value {
    fn from(fields: Fields) -> Self {
        // Only maps of keys and values come here, and those can always be serialised.
        Value::try_from_serializable(&fields).unwrap_or_else(|_| Value::none())
    }
}

impl Serialize for Fields {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.named {
            let mut map = serializer.serialize_map(Some(self.entries.len()))?;
            for (key, value) in &self.entries {
                map.serialize_entry(key, value)?;
            }
            return map.end();
        }
        // As a struct, whose keys tera keeps without a copy.
        let mut map = serializer.serialize_struct("", self.entries.len())?;
        for (key, value) in &self.entries {
            if let Key::Str(key) = key {
                map.serialize_field(key, value)?;
            }
        }
        map.end()
    }
}
