//! Patterns in RE2's dialect: rewritten for the crate, compiled within bounds, matched in linear
//! time, charged by how much of the pattern can be followed at once.

mod dialect;

use std::fmt::Display;
use std::sync::Arc;

use regex::{Regex, RegexBuilder};
use regex_syntax::hir::{Class, Hir, HirKind};

/// Cost units per byte of a pattern that has to be compiled while running.
pub const COST: usize = 3_000;
/// Bytes of such a pattern when compiled: less than for literals, it may be one of many.
pub const COMPILED: usize = 1 << 18;
/// Bytes of a pattern that is a literal.
pub const COMPILED_LITERAL: usize = 1 << 20;

/// A compiled pattern and what looking for it costs.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// Shared: a copy of a `Regex` has no memory to search with, and makes it anew.
    regex: Arc<Regex>,
    places: usize,
}

impl Pattern {
    /// At most `limit` bytes, and `compiled` bytes when compiled; why not, otherwise.
    pub fn new(text: &str, limit: usize, compiled: usize) -> Result<Self, String> {
        if text.len() > limit {
            let bytes = text.len();
            return Err(format!("the pattern has {bytes} bytes, at most {limit} are allowed"));
        }
        let translated = dialect::translate(text).map_err(no_pattern)?;
        let built =
            RegexBuilder::new(&translated).size_limit(compiled).dfa_size_limit(compiled).build();
        let regex = built.map_err(|error| match error {
            regex::Error::CompiledTooBig(_) => too_large(compiled),
            other => {
                let text = other.to_string();
                let last = text.lines().last().unwrap_or_default();
                no_pattern(last.trim_start_matches("error: "))
            }
        })?;
        Ok(Self { regex: Arc::new(regex), places: counted(text, &translated) })
    }

    pub fn regex(&self) -> &Regex {
        &self.regex
    }

    /// Units for looking through so many bytes: for each ten of them one for each four places.
    pub fn cost(&self, bytes: usize) -> usize {
        search_cost(bytes, self.places)
    }

    /// At most so many places of the pattern are followed at once.
    pub fn places(&self) -> usize {
        self.places
    }
}

/// Kubernetes' figure, where a pattern has a place for each byte.
pub fn search_cost(bytes: usize, places: usize) -> usize {
    bytes.saturating_add(1).div_ceil(10).saturating_mul(places.div_ceil(4))
}

/// The bytes of the pattern, or the characters that it stands for where those are more: a part
/// in braces is there as often as it may come.
pub fn places(text: &str) -> usize {
    dialect::translate(text).map_or(text.len(), |translated| counted(text, &translated))
}

fn counted(text: &str, translated: &str) -> usize {
    regex_syntax::parse(translated).map_or(text.len(), |hir| repeated(&hir).max(text.len()))
}

fn no_pattern(why: impl Display) -> String {
    format!("this is no pattern: {why}")
}

fn too_large(compiled: usize) -> String {
    let limit = compiled >> 10;
    format!(
        "the pattern takes more than {limit} KiB when compiled: repeat less often, and prefer \
         ASCII classes such as `\\w` to those of Unicode such as `\\pL`"
    )
}

fn repeated(hir: &Hir) -> usize {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => 0,
        HirKind::Literal(literal) => literal.0.len(),
        HirKind::Class(Class::Unicode(class)) if !class.is_ascii() => 4,
        HirKind::Class(_) => 1,
        HirKind::Repetition(repetition) => {
            let times = repetition.max.unwrap_or(repetition.min).max(repetition.min).max(1);
            repeated(&repetition.sub).saturating_mul(times as usize)
        }
        HirKind::Capture(capture) => repeated(&capture.sub),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => {
            parts.iter().map(repeated).fold(0, usize::saturating_add)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::places;

    #[test]
    fn repeated_parts_count_as_often_as_they_may_come() {
        for (pattern, expected) in [
            ("", 0),
            ("a+", 2),
            ("^v[0-9.]+$", 10),
            ("a{50}", 50),
            ("(a{2,50}){3,}", 150),
            (r"\d{4}-\d{2}-\d{2}", 17),
            (r"\pN{4}-\pN{2}-\pN{2}", 4 * 8 + 2),
            ("[ab]*a([ab]{30}){30}c", 1 + 1 + 900 + 1),
            ("(?:[01]*1[01]{900}){2}[x-z]", 2 * 902 + 1),
            ("a{99999999999999999999}", 23),
        ] {
            assert_eq!(places(pattern), expected, "{pattern}");
        }
    }
}
