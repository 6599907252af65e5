//! The decision as it is published: schema `gonogo.decision/v1`, keys in a fixed order.

use serde::Serialize;
use serde_json::Value as Json;

use crate::gate::{Effect, Position};

/// What the gate says; later is worse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    Go,
    NoGo,
    Rollback,
}

impl Verdict {
    pub fn name(self) -> &'static str {
        match self {
            Self::Go => "go",
            Self::NoGo => "no-go",
            Self::Rollback => "rollback",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    Pass,
    Fail,
    Undetermined,
    Skipped,
}

/// Holds no secrets and no wall-clock time: the same input gives the same bytes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Decision {
    pub schema: &'static str,
    pub decision: Verdict,
    pub gate: GateRecord,
    pub phase: String,
    /// Parameters that the caller set instead of the gate, by name.
    pub overrides: Vec<OverrideRecord>,
    /// RFC 3339, the snapshot's.
    pub now: String,
    /// Of a phase that is looked at while it bakes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bake: Option<BakeRecord>,
    pub snapshot: SnapshotRecord,
    pub counts: Counts,
    /// Ids of the rules that made it no-go or rollback.
    pub deciding: Vec<String>,
    /// The implicit rules `facts` and, where they have something to say, `evidence`, `bake` and `plugins` first; then in
    /// the order of the file.
    pub rules: Vec<RuleRecord>,
    pub facts: Vec<FactRecord>,
    pub waivers: Vec<WaiverRecord>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GateRecord {
    pub name: String,
    pub version: Option<String>,
    pub digest: String,
}

/// Durations such as `10m`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BakeRecord {
    pub lasts: String,
    pub left: String,
    /// Until then a go is not the last word.
    pub over: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OverrideRecord {
    pub param: String,
    pub value: String,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SnapshotRecord {
    pub digest: String,
    /// Recorded snapshots that it was compared with, the oldest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub baselines: Vec<BaselineRecord>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BaselineRecord {
    /// RFC 3339, its own time.
    pub now: String,
    pub digest: String,
}

/// Each deciding rule counts once, the implicit ones too; rules in shadow count in `shadow` only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    pub passed: usize,
    /// Failed, and asks for no-go or rollback.
    pub failed: usize,
    /// Failed, and asks for a warning, by itself or through a waiver.
    pub warned: usize,
    pub undetermined: usize,
    pub skipped: usize,
    pub shadow: usize,
    /// Rules that decide nothing but by a score, whatever they came to.
    #[serde(skip_serializing_if = "is_none")]
    pub in_scores: usize,
}

/// Only gates with scores have such rules.
fn is_none(count: &usize) -> bool {
    *count == 0
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RuleRecord {
    pub id: String,
    pub title: Option<String>,
    /// What it asks for: `warn`, `no-go` or `rollback`; null when it asks for nothing.
    pub effect: Option<Effect>,
    pub outcome: Outcome,
    /// Why it is undetermined or skipped.
    pub cause: Option<String>,
    /// The facts that left it undetermined, where it was facts.
    pub unknown: Vec<String>,
    /// Of a failed rule, with its values filled in.
    pub message: Option<String>,
    /// The condition that decided; null for the last case, which has none.
    pub expression: Option<String>,
    /// What unknown facts leave of that condition, where that is less than the whole.
    pub open: Option<String>,
    /// What would have to happen for a rule that did not pass to pass, where that can be told.
    pub passes_if: Option<String>,
    pub values: Vec<ValueRecord>,
    /// What the condition is made of, where it has several parts.
    pub logic: Vec<LogicRecord>,
    /// The facts it can read.
    pub facts: Vec<String>,
    /// How far the value that decided is from its limit.
    pub margin: Option<String>,
    /// Where in time the condition held, newest last.
    pub spans: Vec<SpanRecord>,
    /// Since when it has failed without a break, RFC 3339; in a watch at each look. Of an undetermined
    /// rule, since when it failed before nobody knew.
    pub since: Option<String>,
    /// How long that is by the snapshot's time, such as `3m15s`.
    pub failing_for: Option<String>,
    pub action: Option<Json>,
    /// Steps that are due.
    pub escalations: Vec<EscalationRecord>,
    /// Of a score, how it came about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<ScoreRecord>,
    /// Of a policy that answered, what it said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plugin: Option<PluginRecord>,
    /// The scores of the phase that count it. Unless it has a veto it asks for nothing on its own.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub counts_in: Vec<String>,
    /// It has its own say though a score counts it.
    #[serde(skip_serializing_if = "is_not")]
    pub veto: bool,
    /// Evaluated and reported, and decides nothing.
    pub shadow: bool,
    /// A waiver turned its failure into a warning.
    pub waived: bool,
    /// It is skipped on the first run.
    #[serde(skip)]
    pub waits_for_baseline: bool,
    /// What else bears on the effect: a waiver, a phase that is not live.
    pub notes: Vec<String>,
    pub file: String,
    /// Of the rule, or of the case that decided.
    pub line: usize,
    pub column: usize,
}

/// One condition of several: it follows what it is a part of, one deeper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LogicRecord {
    pub depth: usize,
    /// Its text; of one that has parts `all of`, `any of` and the like.
    pub expr: String,
    pub held: Held,
    /// It made the whole what it is.
    pub decides: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Held {
    Yes,
    No,
    Unknown,
    /// Others had decided before.
    NotAsked,
}

fn is_not(said: &bool) -> bool {
    !said
}

impl RuleRecord {
    /// Its outcome has a meaning through scores only.
    pub fn only_counts(&self) -> bool {
        !self.counts_in.is_empty() && !self.veto
    }

    /// Passed, with nothing to say yet.
    pub(super) fn new(id: &str, title: Option<&str>, file: &str, position: Position) -> Self {
        Self {
            id: id.to_owned(),
            title: title.map(str::to_owned),
            effect: None,
            outcome: Outcome::Pass,
            cause: None,
            unknown: Vec::new(),
            passes_if: None,
            logic: Vec::new(),
            message: None,
            expression: None,
            open: None,
            values: Vec::new(),
            facts: Vec::new(),
            margin: None,
            spans: Vec::new(),
            since: None,
            failing_for: None,
            action: None,
            escalations: Vec::new(),
            score: None,
            plugin: None,
            counts_in: Vec::new(),
            veto: false,
            shadow: false,
            waived: false,
            waits_for_baseline: false,
            notes: Vec::new(),
            file: file.to_owned(),
            line: position.line,
            column: position.column,
        }
    }
}

/// Points are JSON numbers.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ScoreRecord {
    /// All of it in words.
    pub text: String,
    /// Points of the members that passed.
    pub passed: Json,
    pub failed: Json,
    pub undetermined: Json,
    /// Points of all members that apply; those that are skipped are left out.
    pub total: Json,
    /// Of `passed` in `total`, such as `85 %`, rounded down; null where nothing applies.
    pub share: Option<String>,
    pub go: String,
    pub warn: Option<String>,
    /// Those of the phase, the heaviest first.
    pub members: Vec<MemberRecord>,
}

/// What was asked, and all that it found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PluginRecord {
    pub name: String,
    pub version: Option<String>,
    /// `sha256:…` of the module.
    pub digest: String,
    pub findings: Vec<FindingRecord>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FindingRecord {
    pub id: String,
    pub outcome: Outcome,
    /// What it asks for; null where it passed.
    pub effect: Option<Effect>,
    pub message: String,
    /// What the policy saw.
    pub values: Vec<ValueRecord>,
}

impl PluginRecord {
    /// What is not known asks for at most.
    pub(super) fn doubt(&self) -> Option<Effect> {
        let unknown = self.findings.iter().filter(|one| one.outcome == Outcome::Undetermined);
        unknown.filter_map(|one| one.effect).max()
    }
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MemberRecord {
    pub rule: String,
    pub weight: Json,
    pub outcome: Outcome,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ValueRecord {
    pub expr: String,
    pub value: String,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SpanRecord {
    pub from: String,
    pub to: String,
    pub peak: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EscalationRecord {
    pub to: String,
    /// From when on, RFC 3339.
    pub since: String,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FactRecord {
    pub name: String,
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// The fact whose baseline it is; type and figures are those of that fact at its own time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub baseline_of: Option<String>,
    pub state: &'static str,
    pub cause: Option<String>,
    /// Series only, as are the next two.
    pub samples: Option<usize>,
    pub dropped: Option<usize>,
    pub age: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum WaiverState {
    /// It turned a failure into a warning.
    Applied,
    /// Its rule did not fail.
    Unused,
    Expired,
    NotYetValid,
    /// There is no such rule in this phase.
    UnknownRule,
    /// Its rule failed, but only counts in a score: that is what a waiver could be for.
    InScore,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WaiverRecord {
    pub rule: String,
    pub state: WaiverState,
    pub owner: String,
    pub reason: String,
    pub until: String,
}

impl WaiverState {
    /// A waiver in force is seen at its rule; one that is not needed is no concern.
    pub fn is_warning(self) -> bool {
        match self {
            Self::Applied | Self::Unused => false,
            Self::Expired | Self::NotYetValid | Self::UnknownRule | Self::InScore => true,
        }
    }
}
