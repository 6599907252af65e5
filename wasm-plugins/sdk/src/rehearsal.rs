//! Policies called natively, in tests, with facts and settings that the test makes up.

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::bindings::gonogo::plugin::types::{self, Phase, Problem};
use crate::{Fact, Finding, Policy, Request, Series, SettingValue};

type Facts = BTreeMap<String, Result<Fact, Problem>>;

thread_local! {
    static FACTS: RefCell<Facts> = const { RefCell::new(Facts::new()) };
}

/// A question to a policy: live, at time 0, until it is said otherwise.
#[derive(Clone, Debug)]
pub struct Rehearsal {
    facts: Facts,
    request: types::Request,
}

impl Default for Rehearsal {
    fn default() -> Self {
        let name = "rehearsal".to_owned();
        let phase = Phase { name, live: true, traffic: None, started: None };
        let request = types::Request { phase, now: 0, configuration: Vec::new() };
        Self { facts: Facts::new(), request }
    }
}

impl Rehearsal {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn fact(mut self, name: &str, fact: Fact) -> Self {
        self.facts.insert(name.to_owned(), Ok(fact));
        self
    }

    pub fn number(self, name: &str, number: f64) -> Self {
        self.fact(name, Fact::Number(number))
    }

    pub fn text(self, name: &str, text: &str) -> Self {
        self.fact(name, Fact::Text(text.to_owned()))
    }

    /// One value each second, from time 0 on.
    pub fn series(self, name: &str, unit: &str, values: &[f64]) -> Self {
        let times = (0..).step_by(1_000_000_000).take(values.len()).collect();
        let series = Series { unit: unit.to_owned(), times, values: values.to_vec() };
        self.fact(name, Fact::Series(series))
    }

    /// A fact that has no value.
    pub fn problem(mut self, name: &str, state: &str, cause: &str) -> Self {
        let problem = Problem { state: state.to_owned(), cause: cause.to_owned() };
        self.facts.insert(name.to_owned(), Err(problem));
        self
    }

    pub fn setting(mut self, name: &str, value: impl Into<SettingValue>) -> Self {
        self.request.configuration.push((name.to_owned(), value.into()));
        self
    }

    pub fn phase(mut self, phase: Phase) -> Self {
        self.request.phase = phase;
        self
    }

    /// In nanoseconds since 1970.
    pub fn now(mut self, now: i64) -> Self {
        self.request.now = now;
        self
    }

    pub fn evaluate<P: Policy>(&self) -> Result<Vec<Finding>, String> {
        FACTS.with(|facts| facts.replace(self.facts.clone()));
        P::evaluate(&Request::from(self.request.clone()))
    }
}

pub(crate) fn fact(name: &str) -> Result<Fact, Problem> {
    let absent = || {
        let cause = "the rule does not list it".to_owned();
        Err(Problem { state: "missing".to_owned(), cause })
    };
    FACTS.with(|facts| facts.borrow().get(name).cloned().unwrap_or_else(absent))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host;

    struct Reader;

    impl Policy for Reader {
        fn describe() -> crate::Description {
            crate::Description::new("reader", "1", "Reads.")
        }

        fn evaluate(request: &Request) -> Result<Vec<Finding>, String> {
            let times = host::series("latency")?.times;
            let limit = request.number("limit").ok_or("no `limit`")?;
            let text = host::text("owner").unwrap_or_else(|problem| problem.to_string());
            Ok(vec![
                Finding::pass("read", text).evidence("limit", limit).evidence("last", times[1]),
            ])
        }
    }

    #[test]
    fn facts_and_settings_are_handed_over() {
        let rehearsal = Rehearsal::new().series("latency", "ms", &[1.0, 2.0]).setting("limit", 0.5);
        let findings = rehearsal.clone().text("owner", "ann").evaluate::<Reader>().unwrap();
        assert_eq!((findings[0].message(), findings[0].seen("limit")), ("ann", Some("0.5")));
        assert_eq!(findings[0].seen("last"), Some("1000000000"));
        let without = rehearsal.problem("owner", "stale", "3 days old").evaluate::<Reader>();
        assert_eq!(without.unwrap()[0].message(), "`owner` is stale: 3 days old");
    }

    #[test]
    fn what_is_not_there_is_the_reason() {
        let problem = |rehearsal: Rehearsal| rehearsal.evaluate::<Reader>().unwrap_err();
        assert_eq!(problem(Rehearsal::new()), "`latency` is missing: the rule does not list it");
        assert_eq!(
            problem(Rehearsal::new().number("latency", 1.0)),
            "`latency` is of another kind: it is `number`, and was asked for as `series`"
        );
        assert_eq!(problem(Rehearsal::new().series("latency", "", &[1.0, 2.0])), "no `limit`");
    }

    #[test]
    fn the_last_of_two_settings_counts() {
        let twice = Rehearsal::new().setting("limit", 1.0).setting("limit", 2.0);
        assert_eq!(Request::from(twice.request).number("limit"), Some(2.0));
    }
}
