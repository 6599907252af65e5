//! What one expression may ask for. All limits in one place.

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
    /// Bytes of a regular expression's text.
    pub pattern_bytes: usize,
    /// Cost units of one evaluation, counted as in Kubernetes.
    pub cost: u64,
}

impl Limits {
    pub const DEFAULT: Self = Self {
        source_bytes: 16 * 1024,
        nodes: 10_000,
        depth: 200,
        comprehensions: 4,
        pattern_bytes: 1_000,
        cost: 1_000_000,
    };
}

impl Default for Limits {
    fn default() -> Self {
        Self::DEFAULT
    }
}
