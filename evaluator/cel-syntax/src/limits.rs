//! What one expression may ask for. All limits in one place.

/// What a calculation with doubles may give.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Numbers {
    /// Anything, as the specification says: `0.0 / 0.0` is NaN.
    Ieee,
    /// NaN and the infinities are errors: every comparison with NaN is false, so that
    /// `!(ratio > limit)` would hold.
    Finite,
}

/// Everything that bounds an expression before and while it runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of source text.
    pub source_bytes: usize,
    /// Nodes of the syntax tree.
    pub nodes: u32,
    /// Height of the syntax tree; a chain like `a + b + c` counts one for each link.
    pub depth: u32,
    /// Macros over lists inside macros over lists.
    pub comprehensions: u32,
    /// Lists and maps inside each other in any value it can make of flat facts.
    pub value_depth: u32,
    /// Bytes of a regular expression's text.
    pub pattern_bytes: usize,
    /// Regular expressions written as literals; each is compiled and kept.
    pub patterns: u32,
    /// Problems that are reported at once.
    pub problems: usize,
    /// Cost units of one evaluation, counted as in Kubernetes.
    pub cost: u64,
    pub numbers: Numbers,
}

impl Limits {
    pub const DEFAULT: Self = Self {
        source_bytes: 16 * 1024,
        nodes: 10_000,
        depth: 200,
        comprehensions: 4,
        value_depth: 250,
        pattern_bytes: 1_000,
        patterns: 16,
        problems: 30,
        cost: 1_000_000,
        numbers: Numbers::Ieee,
    };
}

impl Default for Limits {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// Patterns that are not literals and are kept during an evaluation, once they were read.
pub const KEPT_PATTERNS: usize = 16;

/// Sizes of values that nobody bounded, for estimates of cost: bytes of a text, elements of a
/// list, entries of a map.
pub const ASSUMED_SIZE: u64 = 1_000;
/// So many times smaller is what lies inside of such a value.
pub const ASSUMED_STEP: u64 = 10;
/// Cost units of looking at all of such a value once, however deep it is.
pub const ASSUMED_WHOLE: u64 = 10_000;
