//! The decision: what a gate says about a snapshot, with its evidence.

mod bind;
mod budget;
mod conclude;
mod decide;
mod implicit;
mod record;
mod score;
mod table;

pub use decide::decide;
pub use record::{
    BaselineRecord, Counts, Decision, EscalationRecord, FactRecord, GateRecord, MemberRecord,
    Outcome, OverrideRecord, RuleRecord, ScoreRecord, SnapshotRecord, SpanRecord, ValueRecord,
    Verdict, WaiverRecord, WaiverState,
};
