//! JUnit XML: a suite of files, of which those with findings fail.

use crate::report::{Finding, Reported, advised, severity};

/// Whether warnings are failures as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fails {
    OnErrors,
    OnWarnings,
}

/// A case for each finding, and one for each file without any; warnings that are no failures are
/// passed cases that say what they are.
pub fn junit(files: &[Reported<'_>], fails: Fails) -> String {
    let mut cases = String::new();
    let (mut count, mut failed) = (0, 0);
    for file in files {
        let name = escaped(file.file);
        if file.findings.is_empty() {
            count += 1;
            cases.push_str(&format!("    <testcase classname=\"{name}\" name=\"no findings\"/>\n"));
        }
        for finding in file.places() {
            let is_failure = finding.diagnostic.is_error() || fails == Fails::OnWarnings;
            count += 1;
            failed += usize::from(is_failure);
            cases.push_str(&case(&name, &finding, is_failure));
        }
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n  <testsuite name=\"gonogo check\" \
         tests=\"{count}\" failures=\"{failed}\" errors=\"0\" skipped=\"0\">\n{cases}  </testsuite>\n\
         </testsuites>\n"
    )
}

fn case(file: &str, finding: &Finding<'_>, is_failure: bool) -> String {
    let Finding { diagnostic, from, .. } = finding;
    let at = format!("{} at line {}, column {}", diagnostic.code.id, from.line, from.column);
    let said = escaped(&format!("{}: {}", severity(diagnostic), advised(diagnostic)));
    let body = match is_failure {
        true => format!("<failure type=\"{}\" message=\"{said}\"/>", diagnostic.code.id),
        false => format!("<system-out>{said}</system-out>"),
    };
    format!("    <testcase classname=\"{file}\" name=\"{at}\">{body}</testcase>\n")
}

/// XML 1.0: what it has no place for, even escaped, becomes a space.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' => escaped.push_str("&#10;"),
            '\t' => escaped.push_str("&#9;"),
            '\u{fffe}' | '\u{ffff}' => escaped.push(' '),
            c if c.is_control() => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}
