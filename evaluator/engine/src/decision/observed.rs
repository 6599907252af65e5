//! What a decision looks at: facts, and the time that they stand for.

use gonogo_cel::time::Timestamp;

use crate::facts::{Decoded, FactDeclaration, NoBaseline, Snapshot, decode};

/// A snapshot, or a moment of a record.
pub trait Observed {
    fn now(&self) -> Timestamp;

    fn phase_started(&self) -> Option<Timestamp>;

    /// The fact's value, or why there is none.
    fn fact(&self, declaration: &FactDeclaration) -> Decoded;

    /// `sha256:…` over everything that is looked at.
    fn digest(&self) -> String;

    /// Recorded snapshots that this one is compared with, the oldest first.
    fn baselines(&self) -> &[Snapshot] {
        &[]
    }

    /// Why there are none of these.
    fn no_baseline(&self) -> NoBaseline {
        NoBaseline::default()
    }

    /// Nanoseconds since 1970; the ends of the calendar are cut to what fits.
    fn now_nanos(&self) -> i64 {
        let cut = if self.now().seconds() < 0 { i64::MIN } else { i64::MAX };
        self.now().epoch_nanos().unwrap_or(cut)
    }
}

impl Observed for Snapshot {
    fn now(&self) -> Timestamp {
        Snapshot::now(self)
    }

    fn phase_started(&self) -> Option<Timestamp> {
        Snapshot::phase_started(self)
    }

    fn fact(&self, declaration: &FactDeclaration) -> Decoded {
        decode(declaration, self)
    }

    fn digest(&self) -> String {
        Snapshot::digest(self)
    }

    fn baselines(&self) -> &[Snapshot] {
        Snapshot::baselines(self)
    }

    fn no_baseline(&self) -> NoBaseline {
        Snapshot::no_baseline(self).clone()
    }
}
