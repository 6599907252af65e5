//! Patterns in RE2 syntax: compiled within bounds, matched in linear time.

use regex::{Regex, RegexBuilder};

/// Cost units per byte of a pattern that has to be compiled while running.
pub(crate) const COST: usize = 2_000;
/// Bytes of such a pattern when compiled: less than for literals, it may be one of many.
pub(crate) const COMPILED: usize = 1 << 18;

/// A pattern of at most `limit` bytes, and `compiled` bytes when compiled; why not, otherwise.
pub(crate) fn compile(text: &str, limit: usize, compiled: usize) -> Result<Regex, String> {
    if text.len() > limit {
        return Err(format!("the pattern has {} bytes, at most {limit} are allowed", text.len()));
    }
    RegexBuilder::new(text).size_limit(compiled).dfa_size_limit(compiled).build().map_err(|error| {
        match error {
            regex::Error::CompiledTooBig(_) => "the pattern is too large when compiled".to_owned(),
            other => {
                let text = other.to_string();
                let last = text.lines().last().unwrap_or_default();
                format!("this is no pattern: {}", last.trim_start_matches("error: "))
            }
        }
    })
}
