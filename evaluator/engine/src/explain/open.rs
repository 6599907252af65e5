//! What is still open of a condition that ended with unknown facts.

use std::fmt::{self, Write as _};

use gonogo_cel::residual::residual;

use super::Site;

/// Bytes of the longest that helps a reader.
const LENGTH: usize = 200;

/// The condition with what is known put in, on one line; `None` where that says no more than
/// the condition itself, or takes too long.
pub(crate) fn open(site: &Site<'_>) -> Option<String> {
    let program = &site.expression.program;
    let left = residual(program.checked(), site.trace);
    let mut text = Line::default();
    write!(text, "{left}").ok()?;
    let Line(text) = text;
    let mut whole = Line::default();
    // Brackets and quotes that the author chose otherwise are no news.
    let is_printed_so = write!(whole, "{}", program.checked().syntax.root).is_ok();
    let says_no_more = is_printed_so && whole.0 == text;
    (!says_no_more && dense(&text) != dense(&site.expression.text)).then_some(text)
}

fn dense(text: &str) -> String {
    text.split_whitespace().collect()
}

/// Refuses what gets too long: values that are put in can be much longer than their names.
#[derive(Default)]
struct Line(String);

impl fmt::Write for Line {
    fn write_str(&mut self, part: &str) -> fmt::Result {
        if self.0.len().saturating_add(part.len()) > LENGTH {
            return Err(fmt::Error);
        }
        self.0.push_str(part);
        Ok(())
    }
}
