//! Titles below which a tick is bad news.

use super::Scope;
use crate::text::words::words;

/// What such a title makes of the boxes below it; nothing if they are to be ticked for a go.
pub(super) fn polarity(title: &str) -> Option<Scope> {
    let words = words(title);
    rollback(&words).or_else(|| stop(&words))
}

/// Whether a box is the bad half of a choice such as `[ ] Go` and `[ ] No-go`, or the head of a list
/// of bad news. `No-go criteria agreed` is to be done like anything else.
pub(crate) fn is_refusal(text: &str) -> bool {
    const REFUSALS: [&[&str]; 10] = [
        &["no", "go"],
        &["nogo"],
        &["abort"],
        &["stop"],
        &["halt"],
        &["hold"],
        &["rollback"],
        &["roll", "back"],
        &["do", "not", "proceed"],
        &["abbruch"],
    ];
    let is_head = text.trim_end().ends_with(':') && polarity(text) == Some(Scope::Stop);
    is_head || is_no_go(text) || REFUSALS.iter().any(|refusal| words(text) == *refusal)
}

/// `NO-GO: any limit is red`, `No-go (roll back)`, `Decision: no go`
fn is_no_go(text: &str) -> bool {
    const NO_GO: [&[&str]; 3] = [&["no", "go"], &["nogo"], &["do", "not", "proceed"]];
    let is_said = |part: &str| NO_GO.iter().any(|said| words(part) == *said);
    let before = text.split([':', '(', ',', '–', '—', '→']).next();
    let behind = text.rsplit_once(':').map(|(_, behind)| behind);
    before.is_some_and(is_said) || behind.is_some_and(is_said)
}

fn has(words: &[String], list: &[&str]) -> bool {
    words.iter().any(|word| list.contains(&word.as_str()))
}

fn pairs(words: &[String], list: &[[&str; 2]]) -> usize {
    let is_listed = |pair: &&[String]| list.iter().any(|one| *pair == one.as_slice());
    words.windows(2).filter(is_listed).count()
}

const TRIGGERS: [&str; 16] = [
    "trigger",
    "triggers",
    "criteria",
    "criterion",
    "conditions",
    "condition",
    "when",
    "whenever",
    "if",
    "signals",
    "signs",
    "reasons",
    "kriterien",
    "wenn",
    "falls",
    "sobald",
];

/// `Rollback readiness` is to be done like anything else.
fn rollback(words: &[String]) -> Option<Scope> {
    const TAKE_BACK: [&str; 4] = ["rollback", "rollbacks", "revert", "zurueckrollen"];
    const PREPARED: [&str; 14] = [
        "ready",
        "readiness",
        "prepare",
        "preparation",
        "prepared",
        "test",
        "tests",
        "tested",
        "testing",
        "rehearsal",
        "rehearse",
        "capability",
        "verification",
        "window",
    ];
    let is_back = has(words, &TAKE_BACK) || pairs(words, &[["roll", "back"]]) > 0;
    if !is_back || has(words, &PREPARED) {
        return None;
    }
    Some(match has(words, &TRIGGERS) && !has(words, &["success"]) {
        true => Scope::Trigger,
        false => Scope::Rollback,
    })
}

/// What ends the release, and is a name for a list of causes only.
const CAUSES: [&str; 20] = [
    "nogo",
    "nogos",
    "blocker",
    "blockers",
    "showstopper",
    "showstoppers",
    "stopper",
    "stoppers",
    "dealbreaker",
    "dealbreakers",
    "abort",
    "aborts",
    "abortion",
    "abbruch",
    "abbruchkriterien",
    "abbruchbedingungen",
    "risk",
    "risks",
    "risiken",
    "disqualifiers",
];
const CAUSE_PAIRS: [[&str; 2]; 13] = [
    ["red", "flag"],
    ["red", "flags"],
    ["show", "stopper"],
    ["show", "stoppers"],
    ["deal", "breaker"],
    ["deal", "breakers"],
    ["warning", "signs"],
    ["warning", "signals"],
    ["alarm", "signs"],
    ["known", "issues"],
    ["known", "problems"],
    ["no", "gos"],
    ["failure", "signals"],
];
/// They end it where a condition follows: `Stop if`, and nothing as in `Stop the old workers`.
const ENDS: [&str; 32] = [
    "stop",
    "stops",
    "stopping",
    "halt",
    "hold",
    "holds",
    "pause",
    "cancel",
    "postpone",
    "delay",
    "defer",
    "block",
    "blocked",
    "blocking",
    "suspend",
    "freeze",
    "reject",
    "escalate",
    "abandon",
    "fail",
    "failure",
    "failed",
    "failing",
    "unsafe",
    "danger",
    "backout",
    "withdraw",
    "abbrechen",
    "stoppen",
    "stopp",
    "anhalten",
    "pausieren",
];
const NEGATIVE: [[&str; 2]; 12] = [
    ["do", "not"],
    ["must", "not"],
    ["should", "not"],
    ["may", "not"],
    ["can", "not"],
    ["will", "not"],
    ["does", "not"],
    ["is", "not"],
    ["are", "not"],
    ["not", "ready"],
    ["not", "go"],
    ["back", "out"],
];
const NEGATIVES: [&str; 9] =
    ["dont", "never", "cannot", "cant", "mustnt", "shouldnt", "not", "nicht", "kein"];
/// They turn it round, or say that it was dealt with.
const TURNED: [&str; 28] = [
    "unless",
    "until",
    "resolved",
    "cleared",
    "closed",
    "fixed",
    "mitigation",
    "mitigations",
    "mitigated",
    "mitigate",
    "assessment",
    "assessed",
    "review",
    "reviewed",
    "accepted",
    "acceptance",
    "analysis",
    "addressed",
    "without",
    "forget",
    "register",
    "management",
    "handled",
    "success",
    "low",
    "geklaert",
    "behoben",
    "ohne",
];
const PROCEDURE: [&str; 9] = [
    "procedure",
    "procedures",
    "steps",
    "plan",
    "how",
    "process",
    "runbook",
    "instructions",
    "vorgehen",
];

fn stop(words: &[String]) -> Option<Scope> {
    let no_go = pairs(words, &[["no", "go"]]);
    let goes = words.iter().filter(|word| word.as_str() == "go").count();
    // `Go / no-go` is where both is decided: boxes there are ticked for a go.
    let is_both = no_go > 0 && goes > no_go;
    let is_none = words.first().is_some_and(|word| word == "no") && no_go == 0;
    if is_both || is_none || has(words, &TURNED) {
        return None;
    }
    let is_cause = has(words, &CAUSES) || no_go > 0 || pairs(words, &CAUSE_PAIRS) > 0;
    let is_alone = words.len() == 1 && has(words, &ENDS);
    let is_refused = pairs(words, &NEGATIVE) > 0 || has(words, &NEGATIVES);
    let is_conditional = has(words, &ENDS) && has(words, &TRIGGERS);
    if !is_cause && !is_alone && !is_refused && !is_conditional {
        return None;
    }
    Some(if has(words, &PROCEDURE) && !has(words, &TRIGGERS) {
        Scope::Rollback
    } else {
        Scope::Stop
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bad_news_is_told_by_its_title() {
        for title in [
            "Abort criteria",
            "No-go criteria",
            "NO GO if",
            "Stop if",
            "Stop",
            "Red flags",
            "Abort if any of these is ticked",
            "Known risks",
            "Do not deploy if",
            "Don't go live when",
            "Hold if",
            "Pause if:",
            "Blockers",
            "Show-stoppers",
            "Not ready when",
            "Abbruchkriterien",
            "Nicht ausrollen, wenn",
        ] {
            assert_eq!(polarity(title), Some(Scope::Stop), "{title}");
        }
        assert_eq!(polarity("Abort procedure"), Some(Scope::Rollback));
    }

    #[test]
    fn boxes_can_be_bad_news_themselves() {
        for text in [
            "NO-GO",
            "No go",
            "**Abort**",
            "Abort if:",
            "Roll back",
            "NO-GO: any limit is red",
            "No-go (roll back)",
            "Decision: no go",
        ] {
            assert!(is_refusal(text), "{text}");
        }
        for text in [
            "Go",
            "No-go criteria agreed",
            "Go / no-go: meeting held",
            "Decision: go",
            "Rollback: tested",
            "Stop the old workers",
            "Abort plan read",
            "",
        ] {
            assert!(!is_refusal(text), "{text}");
        }
    }

    #[test]
    fn what_is_to_be_done_is_no_bad_news() {
        for title in [
            "Go / no-go checklist",
            "Go/No-Go criteria",
            "Stop the old workers",
            "Go if",
            "Do not deploy unless",
            "Do not deploy until all are ticked",
            "No open blockers",
            "Blockers resolved",
            "Risk assessment",
            "Failover tests",
            "Exit criteria",
            "Success criteria",
            "Hold the release notes",
        ] {
            assert_eq!(polarity(title), None, "{title}");
        }
    }
}
