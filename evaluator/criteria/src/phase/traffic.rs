//! How much of the traffic goes to the new version: `5 % traffic`, `all users`.

use crate::words::amount::{self, Decimals};
use crate::words::duration::word_number;
use crate::words::list::Words;
use crate::words::token::{Kind, Tokens};

/// What is split between versions.
const SHARED: Words = Words::of(
    "traffic users user instances instance servers server requests request nodes node queries \
     customers sessions pods hosts stores regions tenants devices clients population verkehr \
     nutzer anfragen kunden filialen geräte server",
);
/// What is done so that traffic goes somewhere.
const MOVES: Words = Words::of(
    "deploy route routing routed send sent shift shifted increase raise ramp roll rollout expose \
     enable switch switched update install release publish move direct canary release traffic umstellen umleiten leiten schalten \
     erhöhen stage stufe phase step wave",
);
/// What takes it back, or only looks.
const OTHER: Words = Words::of(
    "reduce reduced back rollback revert keep remaining expect expected if lower cut \
     zurück senken falls wenn",
);

/// Percent of the traffic that a line gives to the new version.
pub fn of(tokens: &Tokens, decimals: Decimals) -> Option<String> {
    let is_about = |at: usize| {
        tokens.is_any(
            at,
            &[
                "%",
                "percent",
                "prozent",
                "all",
                "alle",
                "remaining",
                "restliche",
                "every",
                "everybody",
                "everyone",
            ],
        )
    };
    if !(0..tokens.count()).any(is_about) {
        return None;
    }
    let has = |list: &Words| (0..tokens.count()).any(|at| list.has(tokens.word(at)));
    let has_limit = (0..tokens.count()).any(|at| tokens.kind(at) == Some(Kind::Comparator));
    if has_limit {
        return None;
    }
    if let Some(rest) = all(tokens) {
        return has(&MOVES).then_some(rest);
    }
    if has(&OTHER) {
        return None;
    }
    let at = (0..tokens.count()).find(|at| tokens.is_any(*at, &["%", "percent", "prozent"]))?;
    let before = at.checked_sub(1)?;
    let spelled = || word_number(tokens.word(before)).map(|number| number.to_string());
    let number = amount::number(tokens, before, decimals).or_else(spelled)?;
    let is_share = is_shared(tokens, at + 1) || has(&MOVES) || is_step(tokens, before);
    (is_share && is_percent(&number)).then_some(number)
}

/// `Full (100%)`, `Half: 50 %`: the number stands right behind what the step is called.
fn is_step(tokens: &Tokens, number: usize) -> bool {
    const STEPS: Words = Words::of(
        "full complete half quarter third ga everyone production prod voll halb komplett",
    );
    let is_near = number == 1 || number == 2 && tokens.is_any(1, &["(", ":", "-", "–", "—", ","]);
    STEPS.has(tokens.word(0)) && is_near
}

/// `% of the traffic`, `% traffic`
fn is_shared(tokens: &Tokens, at: usize) -> bool {
    const BETWEEN: [&str; 8] = ["of", "the", "all", "production", "our", "der", "des", "live"];
    let skipped = (at..at + 4).take_while(|at| tokens.is_any(*at, &BETWEEN)).count();
    let noun = at + skipped;
    let is_end = tokens.count() == noun + 1
        || tokens
            .is_any(noun + 1, &["for", "für", ",", "(", ")", "-", "–", "to", ":", "then", "at"]);
    SHARED.has(tokens.word(noun)) && is_end
}

/// `all users`, `remaining instances`, `everybody`: the whole.
fn all(tokens: &Tokens) -> Option<String> {
    let is_all = |at: usize| {
        let is_rest = tokens.is_any(at, &["all", "remaining", "alle", "restliche", "every"]);
        let near = (at + 1..at + 3).any(|at| SHARED.has(tokens.word(at)));
        (is_rest && near) || tokens.is_any(at, &["everybody", "everyone"])
    };
    let is_back = (0..tokens.count()).any(|at| tokens.is_any(at, &["back", "monitor", "verify"]));
    ((0..tokens.count()).any(is_all) && !is_back).then(|| "100".to_owned())
}

fn is_percent(number: &str) -> bool {
    let whole = number.split('.').next().unwrap_or_default();
    whole.parse::<u32>().is_ok_and(|whole| whole <= 100) && number != "0"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_of_traffic_are_known() {
        let check = |text: &str, expected: Option<&str>| {
            let mut tokens = Tokens::default();
            tokens.read(text);
            assert_eq!(of(&tokens, Decimals::Point).as_deref(), expected, "{text}");
        };
        check("Phase 1: Canary Deployment (5% Traffic) - Day 1-2", Some("5"));
        check("Deploy new version to 10% of instances", Some("10"));
        check("0.5 % of the users for 24 hours", Some("0.5"));
        check("Send all queries", Some("100"));
        check("Deploy to remaining instances", Some("100"));
        check("Stage 2: five percent", Some("5"));
        check("Full (100%)", Some("100"));
        check("Half: 50 %", Some("50"));
        check("Full test coverage 95%", None);
        check("Reduce traffic back to 5%", None);
        check("Error rate < 5 % of requests", None);
        check("Test coverage 95%", None);
        check("All users can log in", None);
    }
}
