//! CEL's common extension libraries, each a file or folder that describes itself.

mod encoders;
mod lists;
mod math;
mod network;
mod regex;
mod sets;
mod strings;
#[cfg(test)]
mod testing;

use gonogo_cel::{Env, Function};

/// A library's functions under the title of its chapter in the manual.
#[derive(Clone, Copy, Debug)]
pub struct Library {
    pub title: &'static str,
    pub functions: &'static [&'static Function],
}

/// All libraries, in the manual's order.
pub const LIBRARIES: &[Library] = &[
    Library { title: "strings", functions: strings::FUNCTIONS },
    Library { title: "regex", functions: regex::FUNCTIONS },
    Library { title: "math", functions: math::FUNCTIONS },
    Library { title: "lists", functions: lists::FUNCTIONS },
    Library { title: "sets", functions: sets::FUNCTIONS },
    Library { title: "encoders", functions: encoders::FUNCTIONS },
    Library { title: "network", functions: network::FUNCTIONS },
];

/// Adds all libraries to what expressions may use.
pub fn add(env: &mut Env) {
    env.add_types(network::TYPES);
    for library in LIBRARIES {
        env.add_functions(library.functions);
    }
}

#[cfg(test)]
mod tests {
    use gonogo_cel::{Bindings, Budget, Env};

    use super::LIBRARIES;

    #[test]
    fn examples_give_what_they_say() {
        let mut env = Env::standard();
        super::add(&mut env);
        let functions = LIBRARIES.iter().flat_map(|library| library.functions);
        // What a macro expands to cannot be written.
        for function in functions.filter(|function| !function.name.starts_with('@')) {
            assert_eq!(function.signatures().len(), function.signatures.len(), "{}", function.name);
            assert!(!function.examples.is_empty(), "{} has no example", function.name);
            for (source, gives) in function.examples {
                let program = env.compile(source).unwrap_or_else(|e| panic!("{source}: {e:?}"));
                let result = program.evaluate(&Bindings::default(), &Budget::new(100_000));
                let value = result.unwrap_or_else(|fault| panic!("{source}: {fault:?}"));
                assert_eq!(value.to_string(), *gives, "{source}");
            }
        }
    }
}
