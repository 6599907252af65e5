//! Cobertura XML, as coverage.py, gcovr, Coverlet, Istanbul, PHPUnit and others write it.

use std::collections::HashMap;

use serde_json::Value;

use super::{Share, Shares};
use crate::error::{FormatError, shown};
use crate::xml::{Doctype, Document, Element, Node};

/// Lines and branches; methods are not told reliably. The totals must agree with the lines that
/// are listed, counted once for each file or once for each class.
pub fn read(text: &str) -> Result<Value, FormatError> {
    // Most writers name the document type by its address.
    let mut document = Document::new(text, Doctype::Named);
    let mut report = Report::default();
    while let Some(node) = document.next()? {
        match node {
            Node::Start(element) => report.start(&element)?,
            Node::End(name) if name == "methods" => {
                report.methods = report.methods.saturating_sub(1);
            }
            Node::End(_) | Node::Text(_) => {}
        }
    }
    report.finish()
}

#[derive(Default)]
struct Report {
    said: Option<Totals>,
    file: String,
    /// Lines of methods are listed again for their class.
    methods: usize,
    lines: HashMap<(String, u64), bool>,
    repeated: Share,
    branches: Share,
}

#[derive(Clone, Copy, Default)]
struct Totals {
    lines: Option<Share>,
    branches: Option<Share>,
}

impl Report {
    fn start(&mut self, element: &Element<'_>) -> Result<(), FormatError> {
        match (element.name.as_str(), self.said) {
            ("coverage", None) => {
                let share = |kind: &str| -> Result<Option<Share>, FormatError> {
                    let found = element.count(&format!("{kind}-valid"))?;
                    let covered = element.count(&format!("{kind}-covered"))?;
                    Ok(covered.zip(found).map(|(covered, found)| Share { covered, found }))
                };
                self.said = Some(Totals { lines: share("lines")?, branches: share("branches")? });
            }
            (other, None) => {
                let message = format!("`{}` is no Cobertura report", shown(other));
                return Err(element.error(message));
            }
            ("class", _) => self.file = element.attribute("filename")?.unwrap_or_default(),
            ("methods", _) => self.methods = self.methods.saturating_add(1),
            ("line", _) if self.methods == 0 => self.line(element)?,
            _ => {}
        }
        Ok(())
    }

    fn line(&mut self, element: &Element<'_>) -> Result<(), FormatError> {
        let missing = |name: &str| element.error(format!("a line without `{name}`"));
        let number = element.count("number")?.ok_or_else(|| missing("number"))?;
        let covered = element.count("hits")?.ok_or_else(|| missing("hits"))? > 0;
        self.repeated.count(covered);
        let known = self.lines.entry((self.file.clone(), number)).or_default();
        *known = *known || covered;
        if let Some(text) = element.attribute("condition-coverage")? {
            let share = conditions(&text);
            self.branches.add(share.ok_or_else(|| {
                element.error(format!("`condition-coverage` is `{}`", shown(&text)))
            })?);
        }
        Ok(())
    }

    fn finish(self) -> Result<Value, FormatError> {
        let said = self.said.ok_or_else(|| FormatError::new("there is no `coverage`"))?;
        let mut listed = Share::default();
        self.lines.values().for_each(|covered| listed.count(*covered));
        if let Some(lines) = said.lines
            && listed.found > 0
            && lines != listed
            && lines != self.repeated
        {
            return Err(FormatError::new(format!(
                "{} of {} lines are said to be covered, listed are {} of {}",
                lines.covered, lines.found, listed.covered, listed.found
            )));
        }
        let lines = said.lines.unwrap_or(listed);
        let branches = said.branches.unwrap_or(self.branches);
        Shares { lines, branches, functions: Share::default() }.into_value()
    }
}

/// `50% (1/2)`
fn conditions(text: &str) -> Option<Share> {
    let (_, inner) = text.split_once('(')?;
    let (covered, found) = inner.strip_suffix(')')?.split_once('/')?;
    Some(Share { covered: covered.trim().parse().ok()?, found: found.trim().parse().ok()? })
}
