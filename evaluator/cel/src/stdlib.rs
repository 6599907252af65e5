//! The standard functions. Each describes itself; the examples run as tests.

mod chapters;
mod conversions;
mod general;
mod macros;
mod operators;
mod optional;
mod text;
mod time;

pub use chapters::CHAPTERS;

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
    use super::CHAPTERS;
    use crate::manual::Manual;
    use crate::{Bindings, Budget, Env};

    #[test]
    fn signatures_are_read() {
        for function in CHAPTERS.iter().flat_map(|chapter| chapter.functions) {
            assert_eq!(function.signatures().len(), function.signatures.len(), "{}", function.name);
        }
    }

    #[test]
    fn examples_give_what_they_say() {
        let env = Env::standard();
        for entry in Manual::new(CHAPTERS).entries() {
            assert!(!entry.examples.is_empty(), "{} has no example", entry.name);
            for (source, gives) in entry.examples {
                let program = env.compile(source).unwrap_or_else(|e| panic!("{source}: {e:?}"));
                let result = program.evaluate(&Bindings::default(), &Budget::new(1000));
                assert_eq!(result.unwrap().to_string(), *gives, "{source}");
            }
        }
    }
}
