//! Whether a title names a phase, and how a gate would call it.

use crate::words::list::{Words, small};

/// `Phase 1: …`, `Stage B`, `Canary deployment`, `Full rollout`
pub fn is_phase(title: &str) -> bool {
    const NUMBERED: Words = Words::of("phase stage wave ring stufe etappe welle");
    let lower = small(title);
    let mut words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let is_number = second.bytes().all(|byte| byte.is_ascii_digit()) || second.len() == 1;
    let is_numbered = NUMBERED.has(first) && !second.is_empty() && is_number;
    let is_canary = first == "canary"
        && const { Words::of("deployment release rollout phase stage") }.has(second);
    let is_full = matches!(first, "full" | "complete")
        && const { Words::of("rollout deployment production release traffic") }.has(second);
    is_numbered || is_canary || is_full
}

/// As gates name phases, without regard to others of the same name.
pub fn name(title: &str, traffic: Option<&str>) -> String {
    let lower = small(title);
    let plain = lower.split('(').next().unwrap_or_default();
    if let Some(traffic) = traffic {
        let kind = match traffic {
            "100" => "full",
            _ if lower.contains("canary") || lower.contains("kanarien") => "canary",
            _ => "traffic",
        };
        return format!("{kind}-{}", traffic.replace('.', "-"));
    }
    const PRE: [&str; 5] =
        ["pre-deploy", "predeploy", "before the deploy", "preparation", "vorbereitung"];
    if PRE.iter().any(|pre| plain.contains(pre)) {
        return "pre-deploy".to_owned();
    }
    if plain.contains("post-deploy") || plain.contains("after the deploy") {
        return "post-deploy".to_owned();
    }
    slug(plain)
}

/// Letters and digits with hyphens between them, without `phase 1` in front.
fn slug(title: &str) -> String {
    /// Of a name that people still read.
    const LONGEST: usize = 40;
    const LEFT_OUT: Words = Words::of("the a an and of for to und der die das");
    let words = title.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let mut all: Vec<&str> = words.filter(|word| !LEFT_OUT.has(word)).collect();
    let is_numbered = is_phase(title) && all.len() > 2;
    if is_numbered && !title.contains("canary") && !title.starts_with("full") {
        all.drain(..2);
    }
    let mut name = String::new();
    for word in all {
        if !name.is_empty() && name.len() + word.len() >= LONGEST {
            break;
        }
        if !name.is_empty() {
            name.push('-');
        }
        name.extend(word.chars().take(LONGEST));
    }
    if name.is_empty() { "phase".to_owned() } else { name }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Nothing of the new version takes traffic.
    Before,
    /// Traffic goes over.
    Switch,
    Unknown,
}

/// On which side of the switch a phase is that says nothing about its traffic.
pub fn side(title: &str) -> Side {
    const SWITCH: Words = Words::of(
        "cutover switchover switch canary rollout shift live go-live release full umschaltung \
         umstellung",
    );
    const BEFORE: Words = Words::of(
        "pre-deployment pre-deploy preparation setup staging vorbereitung pre-production",
    );
    let lower = small(title);
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric() && c != '-').collect();
    if BEFORE.has_any(&words) {
        return Side::Before;
    }
    if SWITCH.has_any(&words) { Side::Switch } else { Side::Unknown }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phases_are_named_as_in_gates() {
        let check = |title: &str, traffic: Option<&str>, expected: &str| {
            assert_eq!(name(title, traffic), expected, "{title}");
        };
        check("Phase 1: Canary Deployment (5% Traffic) - Day 1-2", Some("5"), "canary-5");
        check("Step 2: 50% Traffic to Green", Some("50"), "traffic-50");
        check("Phase 3: Full Production", Some("100"), "full-100");
        check("PHASE 1: PRE-DEPLOYMENT (45 minutes)", None, "pre-deploy");
        check("PHASE 2: Green environment & setup", None, "green-environment-setup");
        check("Phase 2", None, "phase-2");
        check("😀", None, "phase");
        assert!(is_phase("Phase A: Pre-Deployment") && is_phase("Canary deployment"));
        assert!(
            !is_phase("Phases") && !is_phase("Full backup") && !is_phase("Phase out the old API")
        );
    }
}
