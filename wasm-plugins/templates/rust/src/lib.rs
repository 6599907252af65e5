//! A number that must not be above a limit.

use gonogo_plugin::{Description, Effect, Finding, Need, Policy, Request, Setting, host};

pub struct MyPolicy;

impl Policy for MyPolicy {
    fn describe() -> Description {
        Description::new("my-policy", "0.1.0", "Fails where a number is above a limit.")
            .fact(Need::number("value", "what is measured"))
            .setting(Setting::number("limit", "the greatest value that may be").required())
    }

    fn evaluate(request: &Request) -> Result<Vec<Finding>, String> {
        let limit = request.number("limit").ok_or("there is no `limit`")?;
        let value = host::number("value")?;
        let finding = if value <= limit {
            Finding::pass("limit", "the value is within its limit")
        } else {
            Finding::fail("limit", Effect::NoGo, "the value is above its limit")
        };
        Ok(vec![finding.evidence("value", value)])
    }
}

gonogo_plugin::export!(MyPolicy);

#[cfg(test)]
mod tests {
    use gonogo_plugin::Outcome;
    use gonogo_plugin::rehearsal::Rehearsal;

    use super::*;

    #[test]
    fn a_value_above_the_limit_fails() {
        let of = |value| {
            let rehearsal = Rehearsal::new().number("value", value).setting("limit", 5.0);
            rehearsal.evaluate::<MyPolicy>().unwrap()[0].outcome()
        };
        assert_eq!(of(5.0), Outcome::Pass);
        assert_eq!(of(5.1), Outcome::Fail(Effect::NoGo));
    }
}
