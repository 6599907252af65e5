//! The decision: what a gate says about a snapshot, with its evidence.

mod bind;
mod budget;
mod conclude;
mod decide;
mod implicit;
mod observed;
mod record;
mod table;

pub use decide::decide;
pub use observed::Observed;
pub use record::{
    Counts, Decision, EscalationRecord, FactRecord, GateRecord, Outcome, OverrideRecord,
    RuleRecord, SnapshotRecord, SpanRecord, ValueRecord, Verdict, WaiverRecord, WaiverState,
};
