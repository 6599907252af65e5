//! JUnit's XML, as the strictest of its readers take it: that of Ant, which asks for attributes
//! that others leave out, and that of Jenkins, which refuses some that others add.
//!
//! ```
//! use gonogo_junit::{Case, Outcome, Suite, render};
//!
//! let passed = Case { class: "shop".to_owned(), name: "p95".to_owned(), outcome: Outcome::Passed };
//! let suite = Suite { name: "gates".to_owned(), cases: vec![passed], ..Suite::default() };
//! assert!(render(&[suite]).contains("<testcase classname=\"shop\" name=\"p95\" time=\"0\"/>"));
//! ```

mod escape;

pub use escape::escaped;

/// Cases that belong together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Suite {
    pub name: String,
    pub cases: Vec<Case>,
    /// `2026-01-04T03:40:00`, without a zone; the beginning of 1970 where there is no time.
    pub time: Option<String>,
    /// What stands beside the cases.
    pub output: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// What it is a case of.
    pub class: String,
    pub name: String,
    pub outcome: Outcome,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    Passed,
    Failed(Reason),
    /// It could not be judged.
    Error(Reason),
    Skipped(String),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// A word, such as `rollback`.
    pub kind: String,
    /// One line.
    pub message: String,
    /// All of it; the message where there is no more.
    pub text: String,
}

const NO_TIME: &str = "1970-01-01T00:00:00";

/// Counters are those of the cases. Nothing took any time that is worth saying.
pub fn render(suites: &[Suite]) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
    for (id, suite) in suites.iter().enumerate() {
        out.push_str(&of_suite(id, suite));
    }
    out.push_str("</testsuites>\n");
    out
}

fn of_suite(id: usize, suite: &Suite) -> String {
    let count =
        |is: fn(&Outcome) -> bool| suite.cases.iter().filter(|case| is(&case.outcome)).count();
    let cases: String = suite.cases.iter().map(of_case).collect();
    let time = suite.time.as_deref().unwrap_or(NO_TIME);
    let output = match suite.output.as_str() {
        "" => "    <system-out/>\n".to_owned(),
        text => format!("    <system-out>{}</system-out>\n", escaped(text)),
    };
    format!(
        "  <testsuite name=\"{name}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\" \
         skipped=\"{skipped}\" time=\"0\" timestamp=\"{time}\" hostname=\"localhost\" id=\"{id}\" \
         package=\"gonogo\">\n    <properties/>\n{cases}{output}    <system-err/>\n  </testsuite>\n",
        name = escaped(&suite.name),
        tests = suite.cases.len(),
        failures = count(|outcome| matches!(outcome, Outcome::Failed(_))),
        errors = count(|outcome| matches!(outcome, Outcome::Error(_))),
        skipped = count(|outcome| matches!(outcome, Outcome::Skipped(_))),
        time = escaped(time),
    )
}

fn of_case(case: &Case) -> String {
    let (class, name) = (escaped(&case.class), escaped(&case.name));
    let head = format!("    <testcase classname=\"{class}\" name=\"{name}\" time=\"0\"");
    let inside = match &case.outcome {
        Outcome::Passed => return format!("{head}/>\n"),
        Outcome::Failed(reason) => of_reason("failure", reason),
        Outcome::Error(reason) => of_reason("error", reason),
        Outcome::Skipped(why) => {
            format!("<skipped message=\"{0}\">{0}</skipped>", escaped(why))
        }
    };
    format!("{head}>\n      {inside}\n    </testcase>\n")
}

/// Some readers show the message only, others the text only.
fn of_reason(element: &str, reason: &Reason) -> String {
    let text = if reason.text.is_empty() { &reason.message } else { &reason.text };
    format!(
        "<{element} message=\"{}\" type=\"{}\">{}</{element}>",
        escaped(&reason.message),
        escaped(&reason.kind),
        escaped(text),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(outcome: Outcome) -> Case {
        Case { class: "gate <1>".to_owned(), name: "a & b".to_owned(), outcome }
    }

    fn reason(text: &str) -> Reason {
        let (kind, message) = ("no-go".to_owned(), "too \"slow\"".to_owned());
        Reason { kind, message, text: text.to_owned() }
    }

    #[test]
    fn counters_are_those_of_the_cases() {
        let cases = vec![
            case(Outcome::Passed),
            case(Outcome::Failed(reason("p95\nis 400ms"))),
            case(Outcome::Error(reason(""))),
            case(Outcome::Skipped("not here".to_owned())),
        ];
        let suite = Suite { name: "s".to_owned(), cases, ..Suite::default() };
        let text = render(&[suite]);
        assert!(text.contains("tests=\"4\" failures=\"1\" errors=\"1\" skipped=\"1\""), "{text}");
        assert!(
            text.contains("message=\"too &quot;slow&quot;\" type=\"no-go\">p95\nis 400ms</"),
            "{text}"
        );
        assert!(
            text.contains("<error message=\"too &quot;slow&quot;\" type=\"no-go\">too "),
            "{text}"
        );
        assert!(text.contains("classname=\"gate &lt;1&gt;\" name=\"a &amp; b\""), "{text}");
    }

    #[test]
    fn suites_have_what_the_strictest_reader_asks_for() {
        let text = render(&[Suite { output: "said".to_owned(), ..Suite::default() }]);
        for part in [
            "<testsuites>\n",
            "id=\"0\" package=\"gonogo\"",
            "timestamp=\"1970-01-01T00:00:00\" hostname=\"localhost\"",
            "<properties/>\n    <system-out>said</system-out>\n    <system-err/>",
        ] {
            assert!(text.contains(part), "{part} in {text}");
        }
    }
}
