//! The parts of a gate that is drafted, before they are texts.

use gonogo_plan::SectionId;

/// A parameter; values are as the gate has them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Param {
    pub(crate) name: String,
    pub(crate) value: String,
    /// Of the plan.
    pub(crate) lines: Vec<usize>,
    /// Phases with another value.
    pub(crate) per_phase: Vec<(usize, String)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rule {
    pub(crate) id: String,
    pub(crate) title: String,
    /// Sorted; never empty.
    pub(crate) phases: Vec<usize>,
    /// Keys and texts, without quotes, from the condition on.
    pub(crate) fields: Vec<(&'static str, String)>,
    /// Conditions and what follows, instead of a condition.
    pub(crate) cases: Vec<(String, &'static str)>,
    /// Lines of the plan with what they say.
    pub(crate) from: Vec<(usize, String)>,
    pub(crate) note: Option<String>,
    pub(crate) section: Option<SectionId>,
    /// Whether it needs something to be there, rather than nothing to have happened.
    pub(crate) is_demand: bool,
}

impl Rule {
    /// Where it comes in the draft.
    pub(crate) fn line(&self) -> usize {
        self.from.first().map_or(usize::MAX, |(line, _)| *line)
    }
}

impl Rule {
    /// Whether its failure stops the release: a warning does not.
    pub(crate) fn stops(&self) -> bool {
        let warns =
            |(key, text): &(&str, String)| *key == "warn_if" || (*key == "else" && text == "warn");
        !self.fields.iter().any(warns)
    }
}
