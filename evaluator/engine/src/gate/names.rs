//! Names that gonogo keeps for itself.

/// Variables and namespaces that facts may not be called.
pub(super) const RESERVED_FACTS: [&str; 4] = ["now", "params", "phase", "true"];

/// The implicit rule about required facts.
pub const FACTS_RULE: &str = "facts";

/// The only phase of a gate that declares none.
pub(super) const DEFAULT_PHASE: &str = "default";
