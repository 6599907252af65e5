//! The standard functions. Each describes itself; the examples run as tests.

mod conversions;
mod general;
mod operators;
mod optional;
mod text;
mod time;

use crate::function::Function;

/// Everything that `Env::standard` knows.
pub const FUNCTIONS: &[&Function] = &[
    &operators::ADD,
    &operators::SUBTRACT,
    &operators::MULTIPLY,
    &operators::DIVIDE,
    &operators::MODULO,
    &operators::NEGATE,
    &operators::NOT,
    &operators::EQUAL,
    &operators::NOT_EQUAL,
    &operators::LESS,
    &operators::LESS_EQUAL,
    &operators::GREATER,
    &operators::GREATER_EQUAL,
    &operators::IN,
    &operators::INDEX,
    &operators::OPTIONAL_INDEX,
    &optional::OF,
    &optional::OF_NON_ZERO_VALUE,
    &optional::NONE,
    &optional::HAS_VALUE,
    &optional::VALUE,
    &optional::OR,
    &optional::OR_VALUE,
    &optional::UNWRAP,
    &optional::UNWRAP_OPT,
    &general::SIZE,
    &general::TYPE,
    &general::DYN,
    &conversions::BOOL,
    &conversions::INT,
    &conversions::UINT,
    &conversions::DOUBLE,
    &conversions::STRING,
    &conversions::BYTES,
    &conversions::TIMESTAMP,
    &conversions::DURATION,
    &text::CONTAINS,
    &text::STARTS_WITH,
    &text::ENDS_WITH,
    &text::MATCHES,
    &time::GET_FULL_YEAR,
    &time::GET_MONTH,
    &time::GET_DATE,
    &time::GET_DAY_OF_MONTH,
    &time::GET_DAY_OF_WEEK,
    &time::GET_DAY_OF_YEAR,
    &time::GET_HOURS,
    &time::GET_MINUTES,
    &time::GET_SECONDS,
    &time::GET_MILLISECONDS,
];

/// A function's description as a static. A rule of its cost may stand at the end, as in
/// `cost: Rule::TEXT`; otherwise a unit for each part of the arguments is assumed.
#[macro_export]
macro_rules! function {
    ($id:ident = $name:literal, $summary:literal, $native:expr,
     [$($signature:literal),* $(,)?], [$(($example:literal, $gives:literal)),* $(,)?]) => {
        $crate::function!($id = $name, $summary, $native, [$($signature),*],
            [$(($example, $gives)),*], cost: $crate::cost::Rule::LINEAR);
    };
    ($id:ident = $name:literal, $summary:literal, $native:expr,
     [$($signature:literal),* $(,)?], [$(($example:literal, $gives:literal)),* $(,)?],
     cost: $cost:expr $(,)?) => {
        pub(crate) static $id: $crate::function::Function = $crate::function::Function {
            name: $name,
            signatures: &[$($signature),*],
            summary: $summary,
            examples: &[$(($example, $gives)),*],
            native: $native,
            cost: $cost,
            parsed: ::std::sync::OnceLock::new(),
        };
    };
}

#[cfg(test)]
mod tests {
    use super::FUNCTIONS;
    use crate::{Bindings, Budget, Env};

    #[test]
    fn examples_give_what_they_say() {
        let env = Env::standard();
        for function in FUNCTIONS {
            assert_eq!(function.signatures().len(), function.signatures.len(), "{}", function.name);
            assert!(!function.examples.is_empty(), "{} has no example", function.name);
            for (source, gives) in function.examples {
                let program = env.compile(source).unwrap_or_else(|e| panic!("{source}: {e:?}"));
                let result = program.evaluate(&Bindings::default(), &Budget::new(1000));
                assert_eq!(result.unwrap().to_string(), *gives, "{source}");
            }
        }
    }
}
