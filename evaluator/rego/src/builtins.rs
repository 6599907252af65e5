//! The built-in functions, a file for each family; which there are, and why others are not.

mod crypto;
mod encoding;
mod graph;
mod json;
mod net;
mod plain;
mod regex;
mod semver;
mod strings;
mod time;
mod units;
mod uuid;

use crate::call::{Answer, Call, Fault};

/// A function of Rego by its name.
#[derive(Debug)]
pub struct Builtin {
    pub name: &'static str,
    /// Operands that it takes.
    pub arity: usize,
    run: fn(&Call<'_>) -> Answer,
}

impl Builtin {
    pub fn run(&self, call: &Call<'_>) -> Answer {
        if call.operands.len() != self.arity {
            let (name, arity, given) = (self.name, self.arity, call.operands.len());
            return Err(Fault::Halt(format!("`{name}` takes {arity} operands, {given} are given")));
        }
        (self.run)(call)
    }
}

const fn of(name: &'static str, arity: usize, run: fn(&Call<'_>) -> Answer) -> Builtin {
    Builtin { name, arity, run }
}

const FAMILIES: &[&[Builtin]] = &[
    crypto::FUNCTIONS,
    encoding::FUNCTIONS,
    graph::FUNCTIONS,
    json::FUNCTIONS,
    net::FUNCTIONS,
    plain::FUNCTIONS,
    regex::FUNCTIONS,
    semver::FUNCTIONS,
    strings::FUNCTIONS,
    time::FUNCTIONS,
    units::FUNCTIONS,
    uuid::FUNCTIONS,
];

pub fn find(name: &str) -> Option<&'static Builtin> {
    all().find(|builtin| builtin.name == name)
}

/// Sorted.
pub fn names() -> Vec<&'static str> {
    let mut names: Vec<_> = all().map(|builtin| builtin.name).collect();
    names.sort_unstable();
    names
}

fn all() -> impl Iterator<Item = &'static Builtin> {
    FAMILIES.iter().copied().flatten()
}

/// Why a function of Rego is not among them, in words that go behind its name.
pub fn why_not(name: &str) -> &'static str {
    let because = |(start, why): &(&str, &'static str)| name.starts_with(start).then_some(*why);
    NOT.iter().find_map(because).unwrap_or("is not known")
}

const NOT: &[(&str, &str)] = &[
    ("http.send", "reaches the network"),
    ("net.lookup_ip_addr", "reaches the network"),
    ("opa.runtime", "reads the environment"),
    ("rand.", "is left to chance"),
    ("uuid.rfc4122", "is left to chance"),
    ("crypto.", "reads certificates and keys, which is not supported"),
    ("io.jwt.", "reads tokens, which is not supported"),
    ("graphql.", "reads GraphQL, which is not supported"),
    ("yaml.", "reads or writes YAML, which is not supported: declare a fact of type `json`"),
    ("json.", "reads JSON Schema, which is not supported"),
    ("providers.", "signs requests, which is not supported"),
    ("rego.", "reads Rego, which is not supported"),
    ("strings.render_template", "reads templates of Go, which is not supported: use `sprintf`"),
    ("uri.", "takes addresses apart, which is not supported"),
    ("regex.globs_match", "compares patterns, which is not supported"),
    ("internal.test_case", "belongs to tests of Rego"),
];

#[cfg(test)]
mod tests {
    use super::{find, names, why_not};
    use crate::{Call, Patterns, Value};

    #[test]
    fn every_function_has_one_entry_and_takes_no_other_number_of_operands() {
        let names = names();
        for pair in names.windows(2) {
            assert_ne!(pair.first(), pair.last(), "listed twice");
        }
        let five = vec![Value::Null; 5];
        for name in names {
            let builtin = find(name).expect(name);
            assert!(builtin.arity <= 4, "{name}");
            assert!(builtin.run(&Call::new(&five, 0, &Patterns::default())).is_err(), "{name}");
        }
    }

    #[test]
    fn operands_of_any_type_end_in_an_answer() {
        let values =
            ["null", "true", "-1", "1e99", "\"\"", "[]", "{}", "set()", "[[\"a\"]]", "{1}"];
        let values: Vec<Value> = values.iter().map(|text| Value::read(text).expect("ok")).collect();
        for name in names() {
            let builtin = find(name).expect(name);
            for first in &values {
                for second in &values {
                    let operands = [first, second, first, second].map(Value::clone);
                    let operands = operands.get(..builtin.arity).unwrap_or_default();
                    let _ = builtin.run(&Call::new(operands, 0, &Patterns::default()));
                }
            }
        }
    }

    #[test]
    fn what_is_missing_has_a_reason() {
        assert_eq!(why_not("http.send"), "reaches the network");
        assert_eq!(why_not("my.own"), "is not known");
    }
}
