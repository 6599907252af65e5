//! What a line says of itself: a label before a colon, or a command before a condition.

use super::{Meaning, Topic, of_action, of_title};

/// `Warning: 100 jobs`, `Verify: …`: what the words before the colon say.
pub fn of_label(text: &str) -> Option<Meaning> {
    /// A longer one is a sentence.
    const LONGEST: usize = 40;
    let (before, after) = text.split_once(':')?;
    let is_label = before.len() <= LONGEST
        && !before.contains(['(', '<', '>', '`'])
        && !before.contains(|c: char| c.is_ascii_digit());
    if !is_label || after.trim().is_empty() {
        return None;
    }
    let meaning = of_title(before);
    (meaning != Meaning::default()).then_some(meaning)
}

/// `Roll back if …`, `Alert when …`: what the words before say.
pub fn of_command(text: &str) -> Option<Meaning> {
    /// Words before the condition; more of them are a story.
    const LONGEST: usize = 4;
    const IFS: [&str; 5] = ["if", "when", "wenn", "falls", "once"];
    let is_if = |word: &str| IFS.iter().any(|other| word.eq_ignore_ascii_case(other));
    let first = text.split_whitespace().take(LONGEST + 1);
    let at = first.clone().position(is_if).filter(|at| *at > 0)?;
    let words: Vec<String> = first.map(str::to_lowercase).collect();
    let prefix = words.get(..=at)?.join(" ");
    let meaning = of_title(&prefix);
    if meaning.effect.is_some() {
        return Some(Meaning { topic: Topic::Any, ..meaning });
    }
    let is_not =
        words.iter().any(|word| matches!(word.as_str(), "not" | "never" | "don't" | "nicht"));
    let asked = of_action(&prefix).filter(|_| !is_not)?;
    Some(Meaning { effect: Some(asked), ..Meaning::default() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Effect;

    #[test]
    fn commands_before_conditions_say_what_follows() {
        let check = |text: &str, effect: Option<Effect>| {
            assert_eq!(of_command(text).and_then(|found| found.effect), effect, "{text}");
        };
        check("Roll back if errors > 1 %", Some(Effect::RollbackIf));
        check("Alert when CPU > 80 %", Some(Effect::WarnIf));
        check("Page when CPU > 80 %", Some(Effect::WarnIf));
        check("Do not roll back if errors > 1 %", None);
        check("If errors > 1 %", None);
        assert_eq!(of_label("Target: < 1 s").and_then(|found| found.effect), Some(Effect::Require));
        assert_eq!(of_label("Error rate: < 1 %"), None);
    }
}
