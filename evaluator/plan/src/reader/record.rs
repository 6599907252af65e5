//! What has been found so far.

use gonogo_criteria::statement::Statement;
use gonogo_criteria::{Band, Comparison, Effect, Sense};

use crate::criterion::{Criterion, Escalation, NotTaken};
use crate::limits::{ITEMS, cut};
use crate::section::SectionId;
use crate::words::title::tidy;

#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) criteria: Vec<Criterion>,
    pub(crate) not_taken: Vec<NotTaken>,
    pub(crate) escalations: Vec<Escalation>,
}

/// Where a criterion comes from.
#[derive(Clone, Debug)]
pub(super) struct From<'s> {
    pub(super) text: &'s str,
    pub(super) number: usize,
    pub(super) section: Option<SectionId>,
    pub(super) action: Option<String>,
}

/// What follows from a criterion.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked {
    pub(super) effect: Effect,
    pub(super) sense: Sense,
    pub(super) band: Option<Band>,
}

impl Found {
    /// `If < 19/20 pass` is of the tests that were named before.
    fn metric(&self, statement: &Statement) -> String {
        let is_verb =
            matches!(statement.metric.as_str(), "pass" | "passed" | "passing" | "green" | "ok");
        let all = |comparison: &Comparison| match comparison {
            Comparison::Quorum { of, .. } => Some(*of),
            Comparison::Limit { .. }
            | Comparison::Reference { .. }
            | Comparison::Between { .. }
            | Comparison::Trend(_) => None,
        };
        let own = all(&statement.comparison);
        let is_same = |last: &&Criterion| own.is_some() && all(&last.comparison) == own;
        match self.criteria.last().filter(is_same).filter(|_| is_verb) {
            Some(last) => last.metric.clone(),
            None => cut(&statement.metric),
        }
    }

    pub(super) fn take(&mut self, statement: &Statement, from: &From<'_>, asked: Asked) {
        let criterion = Criterion {
            line: from.number,
            section: from.section,
            text: tidy(from.text),
            metric: self.metric(statement),
            statistic: statement.statistic,
            comparison: statement.comparison.clone(),
            sustained: statement.sustained,
            window: statement.window,
            effect: asked.effect,
            sense: asked.sense,
            band: asked.band,
            action: from.action.clone(),
        };
        // `increasing (trending up)` says it twice.
        if self.criteria.last() == Some(&criterion) {
            return;
        }
        if self.criteria.len() < ITEMS {
            self.criteria.push(criterion);
        } else {
            self.doubt(
                from.text,
                from.number,
                "the plan has more criteria than are taken; split it",
            );
        }
    }

    pub(super) fn doubt(&mut self, text: &str, line: usize, why: &str) {
        let is_said = self.not_taken.last().is_some_and(|last| last.line == line);
        if !is_said && self.not_taken.len() < ITEMS {
            let text = tidy(text);
            self.not_taken.push(NotTaken { line, text, why: why.to_owned() });
        }
    }
}
