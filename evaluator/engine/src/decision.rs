//! The decision: what a gate says about a snapshot, with its evidence.

mod bind;
mod budget;
mod conclude;
mod decide;
mod implicit;
mod record;
mod table;

use sha2::{Digest, Sha256};

pub use decide::decide;
pub use record::{
    Counts, Decision, EscalationRecord, FactRecord, GateRecord, Outcome, OverrideRecord,
    RuleRecord, SnapshotRecord, SpanRecord, ValueRecord, Verdict, WaiverRecord, WaiverState,
};

/// `sha256:` and the hash in hexadecimal.
pub(crate) fn digest_text(hash: Sha256) -> String {
    use std::fmt::Write as _;
    let mut text = String::from("sha256:");
    for byte in hash.finalize() {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}
