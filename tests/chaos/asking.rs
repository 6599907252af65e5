//! Gates with a single fact each, from a server that is not to be trusted.

use std::sync::atomic::{AtomicUsize, Ordering};

use crate::measured::{Measured, measure};

/// What a gate asks; its rule rolls back on anything that is no ordinary number.
pub(crate) struct Asking {
    pub(crate) name: &'static str,
    source: &'static str,
    fact: &'static str,
    value: &'static str,
    /// That there is an answer is what is asked.
    pub(crate) takes_any_answer: bool,
}

pub(crate) const ASKED: &[Asking] = &[
    Asking {
        name: "range",
        source: "prometheus: '${URL}'",
        fact: "type: series, from: s, query: up, window: 5m, step: 15s",
        value: "f.latest()",
        takes_any_answer: false,
    },
    Asking {
        name: "instant",
        source: "prometheus: '${URL}'",
        fact: "type: number, from: s, query: up",
        value: "f",
        takes_any_answer: false,
    },
    Asking {
        name: "json",
        source: "http: '${URL}'",
        fact: "type: number, from: s, path: /json, jsonpath: $.value",
        value: "f",
        takes_any_answer: false,
    },
    Asking {
        name: "metrics",
        source: "metrics: '${URL}/metrics'",
        fact: "type: number, from: s, query: up",
        value: "f",
        takes_any_answer: false,
    },
    Asking {
        name: "probe",
        source: "http: '${URL}'",
        fact: "type: probe, from: s, path: /health",
        value: "double(f.status)",
        takes_any_answer: true,
    },
];

static GATES: AtomicUsize = AtomicUsize::new(0);

impl Asking {
    fn gate(&self) -> String {
        let Self { source, fact, value, .. } = self;
        format!(
            "gate: chaos\nsources: {{s: {{{source}}}}}\nfacts: {{f: {{{fact}}}}}\nrules:\n  \
             - {{id: there, require: '{value} >= 0.0 && {value} < 300.0'}}\n  \
             - {{id: absurd, rollback_if: '!({value} < 1e300)'}}\n"
        )
    }

    pub(crate) fn ask(&self, url: &str) -> Measured {
        let number = GATES.fetch_add(1, Ordering::SeqCst);
        let name = format!("gonogo-chaos-{}-{number}.yaml", std::process::id());
        let path = std::env::temp_dir().join(name);
        std::fs::write(&path, self.gate()).unwrap();
        let measured = measure(&path, url);
        std::fs::remove_file(&path).unwrap();
        measured
    }
}
