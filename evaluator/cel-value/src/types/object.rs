//! Maps whose keys are known: a misspelt field is an error before anything runs.

use std::fmt;
use std::sync::Arc;

use super::Type;

/// A named set of typed fields; at run time a map with string keys.
#[derive(Clone, PartialEq)]
pub struct ObjectType {
    pub name: String,
    fields: Vec<(Arc<str>, Type)>,
}

impl ObjectType {
    pub fn new<'f>(
        name: impl Into<String>,
        fields: impl IntoIterator<Item = (&'f str, Type)>,
    ) -> Arc<Self> {
        let fields = fields.into_iter().map(|(field, of)| (Arc::from(field), of)).collect();
        Arc::new(Self { name: name.into(), fields })
    }

    pub fn field(&self, name: &str) -> Option<&Type> {
        self.fields.iter().find(|(field, _)| &**field == name).map(|(_, of)| of)
    }

    pub fn field_names(&self) -> impl Iterator<Item = &str> {
        self.fields.iter().map(|(field, _)| &**field)
    }

    pub fn fields(&self) -> impl Iterator<Item = (&str, &Type)> {
        self.fields.iter().map(|(field, of)| (&**field, of))
    }
}

impl fmt::Debug for ObjectType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ObjectType").field("name", &self.name).finish_non_exhaustive()
    }
}
