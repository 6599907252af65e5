//! All spans, written out.

use super::super::span::Span;

/// Oldest first; those that fail have no peak.
#[derive(Debug, Clone, PartialEq)]
pub(in super::super) struct Lists {
    pub(in super::super) holds: Vec<Span>,
    pub(in super::super) fails: Vec<Span>,
}

impl Lists {
    pub(super) fn size(&self) -> usize {
        self.holds.len().saturating_add(self.fails.len())
    }

    /// The newest one of the longest.
    pub(super) fn longest(&self) -> Option<Span> {
        self.holds.iter().max_by_key(|span| span.length()).copied()
    }

    pub(super) fn total(&self) -> i64 {
        self.holds.iter().fold(0, |total: i64, span| total.saturating_add(span.length()))
    }

    pub(super) fn newest(&self, count: usize) -> Vec<Span> {
        let first = self.holds.len().saturating_sub(count);
        self.holds.get(first..).unwrap_or_default().to_vec()
    }
}
