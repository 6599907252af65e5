//! The decision: what a gate says about a snapshot, with its evidence.

mod bind;
mod budget;
mod conclude;
mod decide;
mod first_run;
mod heard;
mod implicit;
mod observed;
mod record;
mod score;
mod settle;
mod table;

pub use bind::asked;
pub use conclude::effect_of;
pub(crate) use decide::MESSAGE_BUDGET;
pub use decide::{decide, units_of_a_rule};
pub use observed::Observed;
pub use record::{
    BakeRecord, BaselineRecord, Counts, Decision, EscalationRecord, FactRecord, FindingRecord,
    GateRecord, Held, LogicRecord, MemberRecord, Outcome, OverrideRecord, PluginRecord, RuleRecord,
    ScoreRecord, SnapshotRecord, SpanRecord, ValueRecord, Verdict, WaiverRecord, WaiverState,
};
pub use score::score_outcome;
pub use settle::outcome;
pub use table::Truth;
