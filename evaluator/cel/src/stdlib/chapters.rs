//! The standard functions and macros by chapter. Who adds one lists it here, and only here.

use super::{conversions, general, macros, operators, optional, text, time};
use crate::manual::Chapter;

/// Everything that `Env::standard` knows.
pub const CHAPTERS: &[Chapter] = &[
    Chapter {
        title: "Operators",
        words: &["operator"],
        macros: &[],
        functions: &[
            &operators::ADD,
            &operators::SUBTRACT,
            &operators::MULTIPLY,
            &operators::DIVIDE,
            &operators::MODULO,
            &operators::NEGATE,
            &operators::EQUAL,
            &operators::NOT_EQUAL,
            &operators::LESS,
            &operators::LESS_EQUAL,
            &operators::GREATER,
            &operators::GREATER_EQUAL,
            &operators::IN,
            &operators::INDEX,
        ],
    },
    Chapter {
        title: "Logic and macros",
        words: &["logic", "macros", "macro"],
        macros: macros::MACROS,
        functions: &[&operators::NOT],
    },
    Chapter {
        title: "Texts",
        words: &["text", "strings"],
        macros: &[],
        functions: &[&text::CONTAINS, &text::STARTS_WITH, &text::ENDS_WITH, &text::MATCHES],
    },
    Chapter { title: "Numbers", words: &["number", "math"], macros: &[], functions: &[] },
    Chapter {
        title: "Lists and maps",
        words: &["lists", "maps"],
        macros: &[],
        functions: &[&general::SIZE],
    },
    Chapter {
        title: "Optional values",
        words: &["optional", "optionals"],
        macros: macros::OPTIONAL,
        functions: &[
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
        ],
    },
    Chapter {
        title: "Time",
        words: &["times"],
        macros: &[],
        functions: &[
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
        ],
    },
    Chapter {
        title: "Conversions",
        words: &["conversion"],
        macros: &[],
        functions: &[
            &conversions::BOOL,
            &conversions::INT,
            &conversions::UINT,
            &conversions::DOUBLE,
            &conversions::STRING,
            &conversions::BYTES,
            &conversions::TIMESTAMP,
            &conversions::DURATION,
        ],
    },
    Chapter {
        title: "Types",
        words: &[],
        macros: &[],
        functions: &[&general::TYPE, &general::DYN],
    },
];
