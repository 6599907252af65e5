//! A gate that cannot be wrong: names resolved, expressions compiled, types checked.

mod bounds;
mod build;
mod declarations;
mod expression;
mod names;
mod params;
mod plugin;
mod rules;
mod stage;
mod template;
mod waivers;

use std::sync::Arc;

use gonogo_cel::{Env, Slot, Type, Value};
use gonogo_document::codes;
use gonogo_series::quantity::Quantity;
use serde::Serialize;
use serde_json::Value as Json;

use crate::facts::FactDeclaration;

pub use build::{Loaded, load};
pub use expression::Expression;
pub use gonogo_document::Language;
pub use gonogo_document::Position;
pub use names::{BAKE_RULE, EVIDENCE_RULE, FACTS_RULE, IMPLICIT_RULES, PLUGINS_RULE};
pub use plugin::{Given, Handed, PluginCheck, Plugins, Setting};
pub use rules::{Member, Score};
pub use stage::{Bake, Override, Stage, StageError};
pub use template::{Part, Template};
pub use waivers::{Waiver, Waivers, load_waivers};

/// A compiled gate file.
#[derive(Debug)]
pub struct Gate {
    pub name: String,
    pub version: Option<String>,
    pub description: Option<String>,
    /// The file as it was named when it was loaded.
    pub file: String,
    /// `sha256:…` of the file's text.
    pub digest: String,
    pub phases: Vec<Phase>,
    pub facts: Vec<Fact>,
    pub rules: Vec<Rule>,
    /// Cost units for all conditions of a decision together.
    pub(crate) budget: u64,
    pub(crate) params: Vec<Param>,
    pub(crate) slots: Slots,
    /// In which all expressions were compiled.
    pub(crate) env: Arc<Env>,
}

/// Where the built-in variables are.
#[derive(Clone, Copy, Debug)]
pub struct Slots {
    pub now: Slot,
    pub phase_name: Slot,
    pub phase_live: Slot,
    pub phase_traffic: Slot,
    pub phase_started: Slot,
    pub phase_elapsed: Slot,
    /// How many variables there are.
    pub count: usize,
}

#[derive(Clone, Debug)]
pub struct Phase {
    pub name: String,
    /// Something is deployed that could be rolled back.
    pub live: bool,
    pub traffic: Option<Quantity>,
    /// Nanoseconds.
    pub bake: Option<i64>,
    /// Paces of watching: for how long (`None` to the end), and how often; nanoseconds.
    pub every: Vec<(Option<i64>, i64)>,
    /// Values that replace the gate's, by index of the parameter.
    pub(crate) params: Vec<(usize, Value)>,
}

#[derive(Clone, Debug)]
pub struct Fact {
    pub declaration: FactDeclaration,
    pub(crate) slot: Slot,
}

#[derive(Clone, Debug)]
pub struct Param {
    pub name: String,
    pub of: Type,
    pub value: Value,
    pub(crate) slot: Slot,
}

/// What a failed rule asks for, and what a decision says; later is worse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    Warn,
    NoGo,
    Rollback,
}

impl Effect {
    pub fn name(self) -> &'static str {
        match self {
            Self::Warn => "warn",
            Self::NoGo => "no-go",
            Self::Rollback => "rollback",
        }
    }
}

#[derive(Clone, Debug)]
pub struct Rule {
    pub id: String,
    pub title: Option<String>,
    /// Indexes of the phases it applies in.
    pub phases: Vec<usize>,
    pub when: Option<Expression>,
    pub check: Check,
    pub on_undetermined: Option<Effect>,
    pub shadow: bool,
    /// Decides on its own though a score counts it.
    pub veto: bool,
    /// Ids of the scores that count it, those in shadow left out.
    pub counts_in: Vec<String>,
    pub because: Option<Template>,
    /// A sentence, or a map for a pipeline.
    pub action: Option<Json>,
    pub escalations: Vec<Escalation>,
    pub position: Position,
}

/// What a rule looks at.
#[derive(Clone, Debug)]
pub enum Check {
    /// Must be true.
    Require { condition: Expression, otherwise: Effect },
    /// Must not be true.
    Forbid { condition: Expression, effect: Effect },
    /// The first that holds decides.
    Cases(Vec<Case>),
    /// Enough of other rules must pass.
    Score(Score),
    /// A policy in WebAssembly says.
    Plugin(PluginCheck),
}

impl Check {
    pub fn plugin(&self) -> Option<&PluginCheck> {
        match self {
            Self::Plugin(check) => Some(check),
            Self::Require { .. } | Self::Forbid { .. } | Self::Cases(_) | Self::Score(_) => None,
        }
    }
}

#[derive(Clone, Debug)]
pub struct Case {
    /// The last one has none.
    pub when: Option<Expression>,
    /// `None` is go.
    pub then: Option<Effect>,
    pub because: Option<Template>,
    /// Instead of the rule's, as `because` is.
    pub action: Option<Json>,
    pub escalations: Option<Vec<Escalation>>,
    pub position: Position,
}

#[derive(Clone, Debug)]
pub struct Escalation {
    /// Nanoseconds after the onset.
    pub after: i64,
    pub to: String,
}

impl Gate {
    /// In which all expressions were compiled.
    pub fn env(&self) -> &Env {
        &self.env
    }

    pub fn slots(&self) -> &Slots {
        &self.slots
    }

    pub fn params(&self) -> &[Param] {
        &self.params
    }

    /// What the parameter in that slot is in the phase, unless the caller sets it.
    pub fn param_in<'g>(&'g self, phase: &'g Phase, slot: Slot) -> Option<&'g Value> {
        let (at, param) = self.params.iter().enumerate().find(|(_, param)| param.slot == slot)?;
        let own = phase.params.iter().find(|(replaced, _)| *replaced == at);
        Some(own.map_or(&param.value, |(_, value)| value))
    }
}

impl Param {
    pub fn slot(&self) -> Slot {
        self.slot
    }
}

impl Fact {
    pub fn slot(&self) -> Slot {
        self.slot
    }
}

impl Rule {
    /// Every expression that can decide: the condition to look at all, and what is looked at.
    pub fn conditions(&self) -> impl Iterator<Item = &Expression> {
        let checked: Vec<&Expression> = match &self.check {
            Check::Require { condition, .. } | Check::Forbid { condition, .. } => vec![condition],
            Check::Cases(cases) => cases.iter().filter_map(|case| case.when.as_ref()).collect(),
            Check::Score(_) | Check::Plugin(_) => Vec::new(),
        };
        self.when.iter().chain(checked)
    }

    /// What can bear on its outcome, by itself: variables that conditions read, and facts that a
    /// policy sees.
    pub fn slots(&self) -> impl Iterator<Item = Slot> {
        let read = self.conditions().flat_map(Expression::slots).copied();
        let handed = self.check.plugin().into_iter().flat_map(|check| &check.facts);
        read.chain(handed.map(|handed| handed.slot))
    }

    /// Whether it has its own say: neither in shadow, nor only counted by a score.
    pub fn decides(&self) -> bool {
        !self.shadow && (self.veto || self.counts_in.is_empty())
    }

    /// Whether its failure can ask for more than a warning.
    pub fn can_stop(&self) -> bool {
        let stops = |effect: Effect| effect > Effect::Warn;
        self.decides()
            && match &self.check {
                Check::Require { otherwise, .. } => stops(*otherwise),
                Check::Forbid { effect, .. } => stops(*effect),
                Check::Cases(cases) => cases.iter().any(|case| case.then.is_some_and(stops)),
                Check::Score(score) => stops(score.otherwise),
                // What it asks for it says only when it is asked.
                Check::Plugin(_) => true,
            }
    }

    /// Whether all that this condition of it can lead to is a warning.
    pub fn only_warns(&self, condition: &Expression) -> bool {
        let Check::Cases(cases) = &self.check else {
            return self.decides() && !self.can_stop();
        };
        let is_it = |when: &Expression| std::ptr::eq(when, condition);
        let case = cases.iter().find(|case| case.when.as_ref().is_some_and(is_it));
        case.is_some_and(|case| case.then == Some(Effect::Warn))
    }

    /// What is only said.
    pub fn messages(&self) -> impl Iterator<Item = &Template> {
        let of_cases: Vec<&Template> = match &self.check {
            Check::Cases(cases) => cases.iter().filter_map(|case| case.because.as_ref()).collect(),
            Check::Require { .. } | Check::Forbid { .. } | Check::Score(_) | Check::Plugin(_) => {
                Vec::new()
            }
        };
        self.because.iter().chain(of_cases)
    }
}
