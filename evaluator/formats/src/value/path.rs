//! JSONPath (RFC 9535), with limits on what a path may cost and with messages for what is missing.

mod segments;

use serde_json::Value;

use self::segments::{Reach, Segment};
use super::Kind;
use crate::error::{FormatError, shown};
use crate::json;
use crate::nearest::nearest;

/// Nodes that one path may give.
const NODES: usize = 100_000;

/// A path that can be asked.
#[derive(Clone, Debug)]
pub struct JsonPath {
    text: String,
    query: serde_json_path::JsonPath,
    segments: Vec<Segment>,
}

impl JsonPath {
    /// What grows faster than the document is refused: more than two `..`, more than one list of
    /// selectors, and a filter that starts again at `$`.
    pub fn parse(text: &str) -> Result<Self, FormatError> {
        let invalid =
            |error: FormatError| error.within(&format!("`{}` is no JSONPath", shown(text)));
        let segments = segments::split(text).map_err(invalid)?;
        let query = serde_json_path::JsonPath::parse(text).map_err(|error| {
            let message = format!("{} at character {}", error.message(), error.position());
            invalid(FormatError::new(message))
        })?;
        Ok(Self { text: text.to_owned(), query, segments })
    }

    /// The one node that the path leads to. For a list: that node if the path can lead to one
    /// only, otherwise all nodes; the path decides, not how many there happen to be.
    pub(super) fn find(&self, root: &Value, kind: Kind) -> Result<Value, FormatError> {
        let nodes = self.query.query(root);
        let single = self.segments.iter().all(|segment| segment.reach == Reach::One);
        if kind == Kind::List && !single {
            return self.list(root, nodes.all());
        }
        match nodes.len() {
            0 => Err(self.missing(root)),
            1 => nodes.first().cloned().ok_or_else(|| self.missing(root)),
            count => Err(FormatError::new(format!(
                "`{}` leads to {count} values, where one is wanted",
                shown(&self.text)
            ))),
        }
    }

    /// No node is an empty list where the path ends in a choice among what is there.
    fn list(&self, root: &Value, nodes: Vec<&Value>) -> Result<Value, FormatError> {
        if nodes.len() > NODES {
            return Err(FormatError::new(format!(
                "`{}` leads to more than {NODES} values",
                shown(&self.text)
            )));
        }
        let chosen = |stop: &Stop<'_>| stop.segment.reach == Reach::Many;
        if nodes.is_empty() && !self.stop(root).as_ref().is_some_and(chosen) {
            return Err(self.missing(root));
        }
        Ok(nodes.into_iter().cloned().collect())
    }

    /// The first segment that leads nowhere.
    fn stop<'s>(&'s self, root: &'s Value) -> Option<Stop<'s>> {
        let mut reached = vec![root];
        let mut path = "$";
        for segment in &self.segments {
            let prefix = self.text.get(..segment.end)?;
            let nodes = serde_json_path::JsonPath::parse(prefix).ok()?.query(root).all();
            if nodes.is_empty() {
                return Some(Stop { reached, path, segment });
            }
            (reached, path) = (nodes, prefix);
        }
        None
    }

    fn missing(&self, root: &Value) -> FormatError {
        let Some(Stop { reached, path, segment }) = self.stop(root) else {
            return FormatError::new(format!("`{}` leads to nothing", shown(&self.text)));
        };
        let path = shown(path);
        let Some(name) = &segment.name else {
            let message = format!("`{path}` has nothing at `{}`", shown(&segment.text));
            return FormatError::new(message);
        };
        let keys = reached.iter().filter_map(|node| node.as_object()).flat_map(|map| map.keys());
        let near = nearest(name, keys.map(String::as_str));
        let name = shown(name);
        FormatError::new(match (near, reached.first()) {
            (Some(near), _) => {
                format!("`{path}` has no key `{name}`; it has `{}`", shown(near))
            }
            (None, Some(Value::Object(_)) | None) => format!("`{path}` has no key `{name}`"),
            (None, Some(other)) => {
                format!("`{path}` is {}, which has no key `{name}`", json::kind(other))
            }
        })
    }
}

struct Stop<'a> {
    /// What the path leads to before the segment.
    reached: Vec<&'a Value>,
    path: &'a str,
    segment: &'a Segment,
}

#[cfg(test)]
mod tests;
