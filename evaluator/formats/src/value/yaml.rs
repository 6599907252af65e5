//! YAML as the values of JSON. The only module of this crate that knows the YAML crate.

use std::cell::Cell;

use serde::de::DeserializeSeed;
use serde_json::Value;
use serde_saphyr::options::{DuplicateKeyPolicy, MergeKeyPolicy, NonFiniteFloatPolicy};

use crate::error::{FormatError, Place};
use crate::json::Strict;

const BYTES: usize = 16 * 1024 * 1024;
const DEPTH: usize = 64;
const NODES: usize = 250_000;
const ANCHORS: usize = 64;

/// One document. No key comes twice, nothing is merged, `yes` and `no` are texts.
pub(super) fn parse(text: &str) -> Result<Value, FormatError> {
    if text.len() > BYTES {
        return Err(FormatError::new(format!("more than {} MiB of YAML", BYTES / 1024 / 1024)));
    }
    let options = serde_saphyr::options! {
        budget: serde_saphyr::budget! {
            max_depth: DEPTH,
            flow_nesting_limit: DEPTH,
            max_documents: 1,
            max_nodes: NODES,
            max_events: 4 * NODES,
            max_total_scalar_bytes: BYTES,
            max_merge_keys: 0,
            max_anchors: ANCHORS,
            max_aliases: ANCHORS,
        },
        duplicate_keys: DuplicateKeyPolicy::Error,
        merge_keys: MergeKeyPolicy::Error,
        strict_booleans: true,
        reject_unsupported_tags: true,
        non_finite_float_policy: NonFiniteFloatPolicy::Reject,
        with_snippet: false,
    };
    let left = Cell::new(0);
    let seed = Strict::new(&left);
    serde_saphyr::with_deserializer_from_str_with_options(text, options, |deserializer| {
        seed.deserialize(deserializer)
    })
    .map_err(|error| of_yaml(&error))
}

fn of_yaml(error: &serde_saphyr::Error) -> FormatError {
    let text = error.to_string();
    let first = text.lines().next().unwrap_or("unreadable");
    let place = error.location();
    FormatError {
        message: format!("no YAML: {}", crate::error::shown(first)),
        place: place.map(|place| Place {
            line: usize::try_from(place.line()).unwrap_or(1),
            column: usize::try_from(place.column()).unwrap_or(1),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_those_of_json() {
        let text = "a: [1, -2.5, true, ~, no, '5', 1.10]\nb: {c: |\n  x\n  y\n}\n";
        let text = text.replace("{c: |\n  x\n  y\n}", "\n  c: |\n    x\n    y");
        let json = r#"{"a":[1,-2.5,true,null,"no","5",1.1],"b":{"c":"x\ny\n"}}"#;
        assert_eq!(parse(&text).unwrap().to_string(), json);
    }

    #[test]
    fn what_readers_disagree_on_is_refused() {
        let nested = "[".repeat(100);
        let bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: {<<: *c}\n";
        let bad =
            ["a: 1\na: 2", "a: .nan", "a: !x 1", "a: 1\n---\nb: 2", "a: [1", &nested, bomb, ": :"];
        for text in bad {
            let error = parse(text).map(|value| panic!("{text}: {value}")).unwrap_err();
            assert!(error.message.starts_with("no YAML: "), "{text}: {error}");
        }
        let twice = parse("a: 1\na: 2").unwrap_err();
        assert_eq!(twice.place, Some(Place { line: 2, column: 1 }));
    }
}
