//! Whether a canary is worse than the stable release, by one series of each.

mod judge;
mod question;
mod words;

use gonogo_plugin::{Description, Effect, Finding, Need, Policy, Request, Series, Setting, host};

pub use judge::{Comparison, Verdict};
pub use question::{Direction, Question};

#[derive(Debug)]
pub struct CanaryJudge;

impl Policy for CanaryJudge {
    fn describe() -> Description {
        Description::new(
            "canary-judge",
            env!("CARGO_PKG_VERSION"),
            "Fails where a series of the canary is worse than that of the stable release.",
        )
        .fact(Need::series("canary", "of the release that is judged"))
        .fact(Need::series("stable", "of the release beside it, in the same unit"))
        .setting(Setting::number("confidence", "of the test and the interval; 0.98"))
        .setting(Setting::quantity(
            "min_effect",
            "%",
            "smaller shifts do not matter, as a share of the stable median; 5%",
        ))
        .setting(Setting::choice("direction", &["high", "low"], "which values are bad; high"))
        .setting(Setting::number("min_samples", "that each side needs; 20"))
        .setting(Setting::choice(
            "effect",
            &["no-go", "rollback"],
            "of a canary that is worse; rollback",
        ))
    }

    fn evaluate(request: &Request) -> Result<Vec<Finding>, String> {
        let question = Question::of(request)?;
        let effect = match request.text("effect") {
            Some("no-go") => Effect::NoGo,
            _ => Effect::Rollback,
        };
        let (canary, stable) = (host::series("canary")?, host::series("stable")?);
        Ok(vec![finding(&canary, &stable, &question, effect)])
    }
}

const ID: &str = "canary";

fn finding(canary: &Series, stable: &Series, question: &Question, effect: Effect) -> Finding {
    let [own, base] = [canary, stable].map(|series| series.values.len());
    let samples = format!("{own} against {base}");
    if canary.unit != stable.unit {
        let message = format!(
            "the canary is in `{}` and the stable release in `{}`: they cannot be compared",
            canary.unit, stable.unit
        );
        return Finding::undetermined(ID, message).evidence("samples", samples);
    }
    let comparison = match Comparison::of(&canary.values, &stable.values, question) {
        Ok(comparison) => comparison,
        Err(cause) => return Finding::undetermined(ID, cause).evidence("samples", samples),
    };
    let finding = match comparison.verdict(question) {
        Verdict::Worse => Finding::fail(ID, effect, words::worse(&comparison, &canary.unit)),
        Verdict::NotWorse => Finding::pass(ID, words::not_worse(&comparison, &canary.unit)),
        Verdict::NoFloor => Finding::undetermined(ID, words::NO_FLOOR),
    };
    finding
        .evidence("p-value", words::p_value(comparison.p_value))
        .evidence("shift", words::signed(comparison.shift, &canary.unit))
        .evidence("shift-low", words::signed(comparison.interval.low, &canary.unit))
        .evidence("shift-high", words::signed(comparison.interval.high, &canary.unit))
        .evidence("floor", words::amount(comparison.floor, &canary.unit))
        .evidence("samples", samples)
}

#[cfg(target_arch = "wasm32")]
gonogo_plugin::export!(CanaryJudge);

#[cfg(test)]
mod tests;
