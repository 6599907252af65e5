//! How a line says what it says: as a demand, as what was, with an exception.

use crate::words::token::Tokens;

/// How a line says what it says.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tone {
    /// `must`, or a label of its own that asks for something.
    pub is_demand: bool,
    /// A label such as `Target:`, behind which every figure counts.
    pub is_limit: bool,
    pub is_past: bool,
    pub is_left: bool,
    /// `unless …`
    pub is_exception: bool,
}

pub fn tone(tokens: &Tokens) -> Tone {
    let mut tone = Tone::default();
    for at in 0..tokens.count() {
        match tokens.word(at) {
            "must" | "shall" | "muss" | "müssen" | "darf" | "dürfen" => tone.is_demand = true,
            "has" | "have" if tokens.is(at + 1, "to") => tone.is_demand = true,
            "threshold" | "target" | "goal" | "limit" | "slo" | "ziel" | "zielwert"
            | "acceptance" | "expected"
                if tokens.is(at + 1, ":") =>
            {
                tone.is_limit = true;
                tone.is_demand = true;
            }
            "achieved" => tone.is_past = true,
            "measured" | "gemessen" | "erreicht" if is_told(tokens, at) => tone.is_past = true,
            "last" if tokens.is(at + 1, "time") => tone.is_past = true,
            "so" if tokens.is(at + 1, "far") => tone.is_past = true,
            "we" if tokens.is(at + 1, "saw") => tone.is_past = true,
            "unless" | "except" | "außer" => tone.is_exception = true,
            "available" | "free" | "remaining" | "left" | "frei" | "verfügbar" => {
                tone.is_left = true;
            }
            _ => {}
        }
    }
    tone
}

/// `was measured`, `we measured`, `gemessen wurden`
fn is_told(tokens: &Tokens, at: usize) -> bool {
    const BEFORE: [&str; 5] = ["was", "were", "we", "previously", "wurde"];
    at.checked_sub(1).is_some_and(|before| tokens.is_any(before, &BEFORE))
        || tokens.is_any(at + 1, &["wurde", "wurden"])
}
