//! What the last word of an entrypoint says of its answer.

use gonogo_engine::gate::Effect;

/// `gate/deny` is about `deny`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Whatever it holds fails, with that effect.
    Fails(Effect),
    /// True passes, false fails.
    Allows,
}

/// Also `deny_large_images`, as conftest has it.
pub(super) fn meaning(name: &str) -> Option<Meaning> {
    let last = name.rsplit('/').next().unwrap_or(name);
    let word = last.split('_').next().unwrap_or(last);
    match word {
        "deny" | "violation" => Some(Meaning::Fails(Effect::NoGo)),
        "warn" => Some(Meaning::Fails(Effect::Warn)),
        "rollback" => Some(Meaning::Fails(Effect::Rollback)),
        "allow" => Some(Meaning::Allows),
        _ => None,
    }
}

pub(super) const KNOWN: &str = "`deny`, `violation`, `warn`, `rollback` or `allow`";

#[cfg(test)]
mod tests {
    use super::{Meaning, meaning};
    use gonogo_engine::gate::Effect;

    #[test]
    fn the_last_word_counts() {
        for (name, expected) in [
            ("gate/deny", Some(Meaning::Fails(Effect::NoGo))),
            ("violation", Some(Meaning::Fails(Effect::NoGo))),
            ("a/warn_slow", Some(Meaning::Fails(Effect::Warn))),
            ("deny/rollback", Some(Meaning::Fails(Effect::Rollback))),
            ("gate/allow", Some(Meaning::Allows)),
            ("gate/denying", None),
            ("gate", None),
        ] {
            assert_eq!(meaning(name), expected, "{name}");
        }
    }
}
