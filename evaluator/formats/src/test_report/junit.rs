//! JUnit XML, as pytest, Surefire, Gradle, Jest, gotestsum, nextest, GoogleTest and others write
//! it. There is no binding schema: what counts are the cases; the suites' own figures must agree.

mod case;
mod suite;

use serde_json::Value;

use self::case::Case;
use self::suite::Suite;
use super::Tally;
use crate::error::{FormatError, shown};
use crate::xml::{Doctype, Document, Element, Node};

/// One report. Several are put together by [`merge`](super::merge).
pub fn read(text: &str) -> Result<Value, FormatError> {
    let mut reader =
        Report { document: Document::new(text, Doctype::Refused), tally: Tally::default() };
    let mut read = false;
    while let Some(node) = reader.document.next()? {
        match node {
            Node::Start(element) if matches!(element.name.as_str(), "testsuites" | "testsuite") => {
                reader.suite(&element)?;
                read = true;
            }
            Node::Start(element) => {
                let message = format!("`{}` is no JUnit report", shown(&element.name));
                return Err(element.error(message));
            }
            Node::Text(_) | Node::End(_) => {}
        }
    }
    if !read {
        return Err(reader.document.error("there is no `testsuite`"));
    }
    reader.tally.into_value()
}

struct Report<'a> {
    document: Document<'a>,
    tally: Tally,
}

impl<'a> Report<'a> {
    /// Reads up to the end of a suite; suites may lie in suites.
    fn suite(&mut self, element: &Element<'a>) -> Result<Suite, FormatError> {
        let mut suite = Suite::of(element)?;
        while let Some(node) = self.document.next()? {
            let element = match node {
                Node::Start(element) => element,
                Node::End(_) => break,
                Node::Text(_) => continue,
            };
            match element.name.as_str() {
                "testsuite" => suite.adopt(&self.suite(&element)?),
                "testcase" => self.case(&element, &mut suite)?,
                // The suite itself failed, before or after its cases.
                "failure" | "error" => {
                    let name = suite.name.clone();
                    let failure = self.read_problem(&element)?;
                    self.tally.failures.push(failure.named(&name, &name));
                    suite.failed_itself();
                }
                _ => self.skip()?,
            }
        }
        suite.agrees().map_err(|message| element.error(message))?;
        Ok(suite)
    }

    fn case(&mut self, element: &Element<'a>, suite: &mut Suite) -> Result<(), FormatError> {
        let mut case = Case::of(element)?;
        while let Some(node) = self.document.next()? {
            let element = match node {
                Node::Start(element) => element,
                Node::End(_) => break,
                Node::Text(_) => continue,
            };
            match element.name.as_str() {
                "failure" | "error" => {
                    let problem = self.read_problem(&element)?;
                    case.failed(&element.name, problem);
                }
                "skipped" => {
                    case.skipped();
                    self.skip()?;
                }
                _ => self.skip()?,
            }
        }
        suite.count(&case);
        if let Some(nanos) = case.nanos {
            self.tally.took(nanos)?;
        }
        case.add_to(&mut self.tally, &suite.name);
        self.tally.within_limits()
    }

    /// What a `failure` says: its `message`, else its text.
    fn read_problem(&mut self, element: &Element<'a>) -> Result<case::Problem, FormatError> {
        const LONGEST: usize = 10_000;
        let message = element.attribute("message")?;
        let kind = element.attribute("type")?;
        let mut text = String::new();
        let mut depth: usize = 0;
        while let Some(node) = self.document.next()? {
            match node {
                Node::Start(_) => depth = depth.saturating_add(1),
                Node::End(_) if depth == 0 => break,
                Node::End(_) => depth = depth.saturating_sub(1),
                Node::Text(part) if text.len() < LONGEST => text.push_str(&part),
                Node::Text(_) => {}
            }
        }
        Ok(case::Problem::new(message, kind, &text))
    }

    /// To the end of an element that says nothing about the outcome.
    fn skip(&mut self) -> Result<(), FormatError> {
        let mut depth: usize = 0;
        while let Some(node) = self.document.next()? {
            match node {
                Node::Start(_) => depth = depth.saturating_add(1),
                Node::End(_) if depth == 0 => break,
                Node::End(_) => depth = depth.saturating_sub(1),
                Node::Text(_) => {}
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
