//! What a criterion compares, and what follows from it.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Statistic {
    /// In tenths of a percent: p95 is 950, p99.9 is 999.
    Percentile(u16),
    Average,
    Median,
    Maximum,
    Minimum,
    Total,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `error rate < 1 %`
    Limit { comparator: Comparator, amount: Amount },
    /// `within 10 % of baseline`, `> 2x the average`
    Reference { comparator: Comparator, amount: Amount, relation: Relation, to: Reference },
    /// `3 to 5 %`
    Between { low: Amount, high: Amount },
    /// `19/20`, or with another comparator than [`AtLeast`](Comparator::AtLeast) `< 19/20 pass`
    Quorum { comparator: Comparator, passed: u32, of: u32 },
    /// `not increasing`
    Trend(Trend),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparator {
    Below,
    AtMost,
    Above,
    AtLeast,
    Equal,
    NotEqual,
}

/// Exact: the number is kept as decimal text with a point, `0.5`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount {
    pub number: String,
    /// As gates write it: `%`, `ms`, `GB`; nothing of a plain number.
    pub unit: Option<String>,
}

/// What the amount of a [`Comparison::Reference`] is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// The value as a share or multiple: `below 80 % of baseline`, `> 2x the average`.
    Share,
    /// How much larger the value is: `more than 10 % above baseline`.
    More,
    /// How much smaller the value is: `more than 10 % below baseline`.
    Less,
    /// How far the value is away, either way: `within 10 % of baseline`.
    Around,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reference {
    Baseline,
    /// What was measured before the deployment.
    Before,
    /// The other version: blue, stable, production.
    Other,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trend {
    Rising,
    Falling,
    NotRising,
    NotFalling,
}

/// What follows from it, by the section or column that it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// It must hold.
    Require,
    NoGoIf,
    RollbackIf,
    WarnIf,
}

/// Which state the comparison describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sense {
    /// The good one: the effect follows where it does not hold. Always so with
    /// [`Effect::Require`], and in tables such as `Error rate | < 1 % | roll back`.
    Wanted,
    /// The bad one: the effect follows where it holds, as with `roll back if error rate > 1 %`.
    Feared,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Band {
    Green,
    Yellow,
    Red,
}

/// Seconds, as durations in plans are whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Time {
    pub seconds: u64,
}
