//! Characters in brackets: no sets are nested or combined in RE2, so that `[`, `&&`, `--` and
//! `~~` stand for themselves.

use super::Translation;
use super::escape::perl;

const NAMES: &[&str] = &[
    "alnum", "alpha", "ascii", "blank", "cntrl", "digit", "graph", "lower", "print", "punct",
    "space", "upper", "word", "xdigit",
];

impl Translation<'_> {
    /// The bracket has been read.
    pub(super) fn bracket(&mut self) -> Result<(), String> {
        self.result.push('[');
        if self.eat("^") {
            self.result.push('^');
        }
        // A bracket that closes stands for itself at the beginning.
        let mut is_first = true;
        while is_first || !self.eat("]") {
            self.part = self.rest;
            self.member()?;
            is_first = false;
        }
        self.result.push(']');
        Ok(())
    }

    fn member(&mut self) -> Result<(), String> {
        // Without an end the bracket stands for itself.
        let name = self.rest.strip_prefix("[:").and_then(|rest| rest.split_once(":]"));
        if let Some((name, rest)) = name {
            self.rest = rest;
            return self.named(name);
        }
        let first = self.next().ok_or_else(unclosed)?;
        if first != '\\' {
            return self.range(first);
        }
        let start = self.escaped()?;
        if matches!(start, 'p' | 'P') {
            return self.property(start);
        }
        match perl(start) {
            Some((members, false)) => self.result.push_str(members),
            Some((members, true)) => self.result.push_str(&format!("[^{members}]")),
            None => {
                let first = self.character(start)?;
                return self.range(first);
            }
        }
        Ok(())
    }

    /// `[:name:]` or `[:^name:]`.
    fn named(&mut self, name: &str) -> Result<(), String> {
        if !NAMES.contains(&name.strip_prefix('^').unwrap_or(name)) {
            return Err(self.wrong("is no class of characters: there are such as `[:alpha:]`"));
        }
        self.result.push_str(self.read());
        Ok(())
    }

    /// A character, and the last one when it begins a range.
    fn range(&mut self, first: char) -> Result<(), String> {
        self.literal(first);
        let Some(behind) = self.rest.strip_prefix('-') else {
            return Ok(());
        };
        if behind.is_empty() || behind.starts_with(']') {
            return Ok(());
        }
        self.rest = behind;
        let last = match self.next().ok_or_else(unclosed)? {
            '\\' => {
                let start = self.escaped()?;
                self.character(start)?
            }
            last => last,
        };
        if last < first {
            return Err(self.wrong("has the larger character first"));
        }
        self.result.push('-');
        self.literal(last);
        Ok(())
    }
}

fn unclosed() -> String {
    "unclosed character class".to_owned()
}
