//! Traces of the machine on which a file was written: paths and package mirrors that mean
//! nothing to anybody else.

use crate::project::{assert_none, files, read_text};

/// Each trace in two parts, so that this file does not contain it.
const TRACES: &[(&str, &str)] = &[
    ("/work", "/main"),
    ("/work", "/shared"),
    ("/work", "/wt-"),
    ("/root", "/"),
    ("/tmp/", "bash_jobs"),
    ("index.", "crates"),
    ("static.", "crates"),
    ("arti", "factory"),
    ("registry.", "npmjs"),
    ("files.", "pythonhosted"),
    ("proxy.", "golang"),
    ("deb.", "debian"),
];

#[test]
fn files_keep_no_trace_of_a_machine() {
    let traces: Vec<String> = TRACES.iter().map(|(start, rest)| format!("{start}{rest}")).collect();
    let mut offenders = Vec::new();
    for path in files() {
        let Some(text) = read_text(&path) else { continue };
        for (index, line) in text.lines().enumerate() {
            let found = traces.iter().filter(|trace| line.contains(trace.as_str()));
            offenders.extend(found.map(|trace| format!("{path}:{}: {trace}", index + 1)));
        }
    }
    assert_none("paths or hosts of one machine", &offenders);
}
