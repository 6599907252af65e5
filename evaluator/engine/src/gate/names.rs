//! Names that gonogo keeps for itself.

/// The implicit rule about required facts.
pub const FACTS_RULE: &str = "facts";

/// The implicit rule that some rule of the phase must have its say.
pub const EVIDENCE_RULE: &str = "evidence";

/// The implicit rule that a phase is watched to its end.
pub const BAKE_RULE: &str = "bake";

/// The implicit rule that policies which are asked can be used.
pub const PLUGINS_RULE: &str = "plugins";

/// Those that every gate has, where they have something to say.
pub const IMPLICIT_RULES: [&str; 4] = [FACTS_RULE, EVIDENCE_RULE, BAKE_RULE, PLUGINS_RULE];

/// The only phase of a gate that declares none.
pub(super) const DEFAULT_PHASE: &str = "default";
