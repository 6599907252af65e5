//! What gonogo adds to CEL, by chapter. Who adds a function lists it here, and only here.

use gonogo_cel::manual::Chapter;

use super::series::{burn, comparison, trend};
use super::{checklist, operators, quantity, series, signoffs, spans, time};

/// Every function that a gate's expressions have beyond the standard ones.
pub const CHAPTERS: &[Chapter] = &[
    Chapter {
        title: "Time",
        words: &["window", "windows"],
        macros: &[],
        functions: &[&time::DURATION, &time::IN_WINDOW],
    },
    Chapter {
        title: "Quantities",
        words: &["quantities", "units", "unit"],
        macros: &[],
        functions: &[
            &quantity::QUANTITY,
            &operators::ADD,
            &operators::SUBTRACT,
            &operators::MULTIPLY,
            &operators::DIVIDE,
            &operators::NEGATE,
            &operators::EQUAL,
            &operators::NOT_EQUAL,
            &operators::LESS,
            &operators::LESS_EQUAL,
            &operators::GREATER,
            &operators::GREATER_EQUAL,
        ],
    },
    Chapter {
        title: "Series",
        words: &["samples"],
        macros: &[],
        functions: &[
            &series::LATEST,
            &series::MIN,
            &series::MAX,
            &series::AVG,
            &series::SUM,
            &series::STDDEV,
            &series::COUNT,
            &series::PERCENTILE,
            &series::INCREASE,
            &series::LABEL,
            &series::LAST,
            &series::SINCE,
            &series::BETWEEN,
            &series::ABOVE,
            &series::AT_LEAST,
            &series::BELOW,
            &series::AT_MOST,
            &series::OUTSIDE,
        ],
    },
    Chapter {
        title: "Trends",
        words: &["trend"],
        macros: &[],
        functions: &[&trend::GROWTH, &trend::RISING, &trend::FALLING],
    },
    Chapter {
        title: "Comparisons",
        words: &["comparison", "baseline", "canary"],
        macros: &[],
        functions: &[
            &comparison::VS,
            &comparison::WORSE,
            &comparison::RATIO,
            &comparison::DIFFERENCE,
            &comparison::SHIFT,
            &comparison::SHIFT_LOW,
            &comparison::SHIFT_HIGH,
            &comparison::P_VALUE,
            &comparison::EFFECT,
        ],
    },
    Chapter {
        title: "Error budgets",
        words: &["slo", "budget"],
        macros: &[],
        functions: &[&burn::BURN_RATE, &burn::BURNS],
    },
    Chapter {
        title: "Spans",
        words: &["span"],
        macros: &[],
        functions: &[
            &spans::LASTING,
            &spans::LASTED,
            &spans::ONGOING,
            &spans::LONGEST,
            &spans::TOTAL,
            &spans::COUNT,
            &spans::AND,
            &spans::OR,
            &spans::NOT,
        ],
    },
    Chapter {
        title: "Checklists",
        words: &["checklist"],
        macros: &[],
        functions: &[
            &checklist::DONE,
            &checklist::OPEN,
            &checklist::NOT_APPLICABLE,
            &checklist::SECTION,
            &checklist::SIZE,
        ],
    },
    Chapter {
        title: "Sign-offs",
        words: &["signoffs", "signoff"],
        macros: &[],
        functions: &[&signoffs::APPROVED, &signoffs::OPEN, &signoffs::BY, &signoffs::AT],
    },
];
