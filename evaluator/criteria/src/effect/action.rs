//! What an action asks for: `pause and look`, `roll back`.

use super::excuse::refuses_rollback;
use super::{is_between, is_rollback};
use crate::Effect;
use crate::words::list::{Words, small};

/// What an action asks for; nothing where it leaves that to people.
pub fn of_action(action: &str) -> Option<Effect> {
    let lower = small(action);
    let words: Vec<&str> = lower.split(is_between).filter(|word| !word.is_empty()).collect();
    let has = |list: &Words| list.has_any(&words);
    const DOUBTS: Words =
        Words::of("consider evaluate possible prepare maybe discuss decide needed necessary");
    let is_doubtful = has(&DOUBTS);
    let is_refused = refuses_rollback(&lower, &words);
    if is_rollback(&lower, &words) && !is_refused {
        return Some(if is_doubtful { Effect::WarnIf } else { Effect::RollbackIf });
    }
    const STOPS: Words = Words::of(
        "hold halt pause stop abort fail block cancel suspend no-go freeze stoppen anhalten abbrechen",
    );
    let is_stop = has(&STOPS) && !is_refused;
    if is_stop || lower.contains("do not proceed") {
        return Some(Effect::NoGoIf);
    }
    const WARNING: Words = Words::of(
        "warn warning notify review caution watch closely alert page investigate critical \
         ticket monitor informieren warnen check investigation beobachten",
    );
    if has(&WARNING) || has(const { &Words::of("scale restart inform") }) {
        return Some(Effect::WarnIf);
    }
    has(const { &Words::of("proceed continue go ready promote advance weiter") })
        .then_some(Effect::Require)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actions_ask_for_something() {
        let check = |action: &str, effect: Option<Effect>| {
            assert_eq!(of_action(action), effect, "{action}");
        };
        check("Immediate rollback", Some(Effect::RollbackIf));
        check("investigate, rollback if needed", Some(Effect::WarnIf));
        check("Pause switch, investigate", Some(Effect::NoGoIf));
        check("Monitor closely", Some(Effect::WarnIf));
        check("Proceed with caution", Some(Effect::WarnIf));
        check("Proceed", Some(Effect::Require));
        check("No rollback, only watch", Some(Effect::WarnIf));
        check("Do not roll back", None);
        check("Celebrate", None);
    }
}
