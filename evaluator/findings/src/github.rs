//! Workflow commands of GitHub Actions, which become annotations of the lines.

use crate::report::{Finding, Reported, advised, severity};

/// A line for each finding. What a file says cannot end its line or its property.
pub fn github(files: &[Reported<'_>]) -> String {
    files.iter().flat_map(|file| file.places().into_iter().map(|one| command(file, &one))).collect()
}

fn command(file: &Reported<'_>, finding: &Finding<'_>) -> String {
    let Finding { diagnostic, from, to, .. } = finding;
    // Columns are taken within one line only.
    let columns = match from.line == to.line {
        true => format!(",col={},endColumn={}", from.column, to.column),
        false => String::new(),
    };
    format!(
        "::{} file={},line={},endLine={}{columns},title={}::{}\n",
        severity(diagnostic),
        property(file.file),
        from.line,
        to.line,
        property(&format!("{} {}", diagnostic.code.id, diagnostic.code.title)),
        data(&advised(diagnostic)),
    )
}

/// Line breaks are kept; what else a terminal would obey is not.
fn data(text: &str) -> String {
    let text = text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
