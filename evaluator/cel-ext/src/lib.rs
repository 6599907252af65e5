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

use gonogo_cel::Env;
use gonogo_cel::manual::Chapter;

/// All libraries; those of a title that the standard has as well go on its chapter.
pub const CHAPTERS: &[Chapter] = &[
    Chapter { title: "Texts", words: &[], macros: &[], functions: strings::FUNCTIONS },
    Chapter {
        title: "Regular expressions",
        words: &["regex", "patterns"],
        macros: &[],
        functions: regex::FUNCTIONS,
    },
    Chapter { title: "Numbers", words: &[], macros: &[], functions: math::FUNCTIONS },
    Chapter {
        title: "Lists and maps",
        words: &[],
        macros: lists::MACROS,
        functions: lists::FUNCTIONS,
    },
    Chapter { title: "Sets", words: &["set"], macros: &[], functions: sets::FUNCTIONS },
    Chapter {
        title: "Encodings",
        words: &["encoders", "base64"],
        macros: &[],
        functions: encoders::FUNCTIONS,
    },
    Chapter {
        title: "Addresses",
        words: &["network", "ip", "cidr"],
        macros: &[],
        functions: network::FUNCTIONS,
    },
];

/// Adds all libraries to what expressions may use.
pub fn add(env: &mut Env) {
    env.add_types(network::TYPES);
    env.add_chapters(CHAPTERS);
}

#[cfg(test)]
mod tests {
    use gonogo_cel::manual::Manual;
    use gonogo_cel::{Bindings, Budget, Env};

    use super::CHAPTERS;

    #[test]
    fn examples_give_what_they_say() {
        let mut env = Env::standard();
        super::add(&mut env);
        for function in CHAPTERS.iter().flat_map(|chapter| chapter.functions) {
            assert_eq!(function.signatures().len(), function.signatures.len(), "{}", function.name);
        }
        for entry in Manual::new(CHAPTERS).entries() {
            assert!(!entry.examples.is_empty(), "{} has no example", entry.name);
            for (source, gives) in entry.examples {
                let program = env.compile(source).unwrap_or_else(|e| panic!("{source}: {e:?}"));
                let result = program.evaluate(&Bindings::default(), &Budget::new(100_000));
                let value = result.unwrap_or_else(|fault| panic!("{source}: {fault:?}"));
                assert_eq!(value.to_string(), *gives, "{source}");
            }
        }
    }
}
