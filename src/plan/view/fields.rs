//! A map of the view, filled key by key.

use std::sync::Arc;

use tera::Value;
use tera::value::Key;

/// A map that a template sees; keys keep their order.
#[derive(Debug, Default, Clone)]
pub struct Fields(tera::Map);

impl Fields {
    pub fn set(&mut self, key: &'static str, value: impl Into<Value>) {
        self.0.insert(Key::Str(key), value.into());
    }

    /// A key of the content files, with `_` for `-`.
    pub fn set_named(&mut self, key: &str, value: impl Into<Value>) {
        self.0.insert(Key::String(Arc::from(key.replace('-', "_"))), value.into());
    }

    pub fn get(&self, key: &str) -> Option<&Value> {
        self.0.iter().find(|(known, _)| known.as_str() == Some(key)).map(|(_, value)| value)
    }

    pub fn remove(&mut self, key: &str) {
        self.0.retain(|known, _| known.as_str() != Some(key));
    }

    /// Adds every key of another map.
    pub fn extend(&mut self, other: Fields) {
        self.0.extend(other.0);
    }
}

impl From<Fields> for Value {
    fn from(fields: Fields) -> Self {
        Value::from(fields.0)
    }
}
