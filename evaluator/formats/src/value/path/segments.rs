//! Where the segments of a path end, and how much they may ask for.
//!
//! The query itself is parsed by a crate, which has no limits and does not tell its segments.

use crate::error::FormatError;

const LENGTH: usize = 512;
const NESTING: usize = 8;
const DESCENTS: usize = 2;
const LISTS: usize = 1;

/// How many nodes a segment can lead to from one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    One,
    Many,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Segment {
    pub(super) text: String,
    /// Byte offset after it.
    pub(super) end: usize,
    pub(super) reach: Reach,
    /// The key, for a segment that is one.
    pub(super) name: Option<String>,
}

pub(super) fn split(path: &str) -> Result<Vec<Segment>, FormatError> {
    if path.len() > LENGTH {
        return Err(FormatError::new(format!("longer than {LENGTH} bytes")));
    }
    let Some(rest) = path.strip_prefix('$') else {
        return Err(FormatError::new("it does not start with `$`"));
    };
    let mut cutter =
        Cutter { path, open: Vec::new(), quote: None, descents: 0, lists: 0, in_list: false };
    let mut starts = Vec::new();
    let mut escaped = false;
    let mut before = '$';
    for (at, c) in rest.char_indices() {
        let at = at.saturating_add(1);
        if cutter.quote.is_some() {
            if !escaped && cutter.quote == Some(c) {
                cutter.quote = None;
            }
            escaped = !escaped && c == '\\';
            continue;
        }
        if cutter.starts_segment(c, before) {
            starts.push(at);
        }
        cutter.step(c, before)?;
        before = c;
    }
    Ok(cutter.segments(&starts))
}

struct Cutter<'a> {
    path: &'a str,
    open: Vec<char>,
    quote: Option<char>,
    descents: usize,
    lists: usize,
    in_list: bool,
}

impl Cutter<'_> {
    /// The second dot of `..`, and a bracket right after it, belong to the segment that goes on.
    fn starts_segment(&self, c: char, before: char) -> bool {
        self.open.is_empty() && matches!(c, '.' | '[') && before != '.'
    }

    fn step(&mut self, c: char, before: char) -> Result<(), FormatError> {
        match c {
            '\'' | '"' => self.quote = Some(c),
            '[' | '(' => {
                self.open.push(c);
                if self.open.len() > NESTING {
                    return Err(FormatError::new(format!("more than {NESTING} brackets deep")));
                }
            }
            ']' | ')' => {
                self.open.pop();
                self.in_list = self.in_list && !self.open.is_empty();
            }
            ',' if self.open.last() == Some(&'[') => {
                if !std::mem::replace(&mut self.in_list, true) {
                    self.lists = self.lists.saturating_add(1);
                }
                if self.lists > LISTS {
                    return Err(FormatError::new("more than one list of selectors"));
                }
            }
            '.' if before == '.' => {
                self.descents = self.descents.saturating_add(1);
                if self.descents > DESCENTS {
                    return Err(FormatError::new(format!("more than {DESCENTS} times `..`")));
                }
            }
            '$' if !self.open.is_empty() => {
                return Err(FormatError::new("a filter that starts at `$`; start it at `@`"));
            }
            _ => {}
        }
        Ok(())
    }

    fn segments(&self, starts: &[usize]) -> Vec<Segment> {
        let ends = starts.iter().skip(1).copied().chain([self.path.len()]);
        let cut = |(start, end): (&usize, usize)| {
            let text = self.path.get(*start..end).unwrap_or_default().to_owned();
            let name = name(text.trim_end());
            let single = name.is_some() || is_index(text.trim_end());
            let reach = if single { Reach::One } else { Reach::Many };
            Segment { text, end, reach, name }
        };
        starts.iter().zip(ends).map(cut).collect()
    }
}

/// Of `.name`, `['name']` or `["name"]` without escapes.
fn name(segment: &str) -> Option<String> {
    if let Some(name) = segment.strip_prefix('.') {
        return (!name.starts_with(['.', '*'])).then(|| name.trim().to_owned());
    }
    let inner = bracketed(segment)?;
    let quoted = |quote: char| inner.strip_prefix(quote)?.strip_suffix(quote);
    let name = quoted('\'').or_else(|| quoted('"'))?;
    (!name.contains(['\'', '"', '\\'])).then(|| name.to_owned())
}

fn is_index(segment: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    bracketed(segment).is_some_and(|inner| digits(inner.strip_prefix('-').unwrap_or(inner)))
}

fn bracketed(segment: &str) -> Option<&str> {
    segment.strip_prefix('[')?.strip_suffix(']').map(str::trim)
}
