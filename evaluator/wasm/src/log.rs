//! What a policy says to its author, within bounds.

use crate::component::Level;
use crate::failure::Refused;
use crate::limits;

#[derive(Clone, Debug)]
pub struct LogLine {
    pub level: Level,
    pub text: String,
}

/// Of one call.
#[derive(Debug, Default)]
pub(crate) struct Log {
    lines: Vec<LogLine>,
    bytes: usize,
}

impl Log {
    pub(crate) fn add(&mut self, level: Level, text: String) -> Result<(), Refused> {
        self.bytes = self.bytes.saturating_add(text.len());
        if self.lines.len() >= limits::LOG_LINES || self.bytes > limits::LOG_BYTES {
            return Err(Refused::Log);
        }
        self.lines.push(LogLine { level, text });
        Ok(())
    }

    pub(crate) fn into_lines(self) -> Vec<LogLine> {
        self.lines
    }
}
