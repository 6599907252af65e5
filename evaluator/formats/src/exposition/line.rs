//! One line of an exposition.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::Number;

use super::Dialect;
use crate::error::{FormatError, shown};

const LABELS: usize = 256;

pub(super) enum Line<'a> {
    /// A comment as well.
    Blank,
    /// `# EOF` of OpenMetrics.
    End,
    Type {
        name: &'a str,
        kind: &'a str,
    },
    Sample(Sample<'a>),
}

pub(super) struct Sample<'a> {
    pub(super) name: Cow<'a, str>,
    pub(super) labels: BTreeMap<String, String>,
    pub(super) value: f64,
    /// Seconds since 1970.
    pub(super) time: Option<Number>,
}

pub(super) fn read(text: &str, dialect: Dialect) -> Result<Line<'_>, FormatError> {
    if dialect == Dialect::OpenMetrics && text == "# EOF" {
        return Ok(Line::End);
    }
    let trimmed = text.trim_matches([' ', '\t']);
    if let Some(comment) = trimmed.strip_prefix('#') {
        let mut words = comment.split([' ', '\t']).filter(|word| !word.is_empty());
        if words.next() != Some("TYPE") {
            return Ok(Line::Blank);
        }
        return match (words.next(), words.next(), words.next()) {
            (Some(name), Some(kind), None) => Ok(Line::Type { name: unquoted(name), kind }),
            _ => Err(FormatError::new("`# TYPE` is followed by a name and a type")),
        };
    }
    if trimmed.is_empty() {
        return Ok(Line::Blank);
    }
    sample(trimmed, dialect).map(Line::Sample)
}

fn unquoted(name: &str) -> &str {
    name.strip_prefix('"').and_then(|name| name.strip_suffix('"')).unwrap_or(name)
}

fn sample(text: &str, dialect: Dialect) -> Result<Sample<'_>, FormatError> {
    let mut cursor = Cursor { rest: text };
    let mut name = cursor.name().map(Cow::Borrowed);
    cursor.blanks();
    let mut labels = BTreeMap::new();
    if cursor.skip('{') {
        let quoted = cursor.labels(&mut labels)?;
        if let Some(quoted) = quoted {
            let twice = FormatError::new("a sample with two names");
            name = if name.is_some() { return Err(twice) } else { Some(quoted.into()) };
        }
    }
    let name = name.ok_or_else(|| {
        FormatError::new(format!("`{}` does not start with a metric's name", shown(text)))
    })?;
    cursor.blanks();
    let value = cursor.word();
    let value = number(value).ok_or_else(|| {
        FormatError::new(format!("the value `{}` of `{}` is no number", shown(value), shown(&name)))
    })?;
    cursor.blanks();
    let time = if cursor.rest.is_empty() || cursor.rest.starts_with('#') {
        None
    } else {
        Some(time(cursor.word(), dialect)?)
    };
    cursor.blanks();
    cursor.exemplar(dialect)?;
    Ok(Sample { name, labels, value, time })
}

/// Go's decimal numbers; OpenMetrics allows any case for what is not finite.
fn number(text: &str) -> Option<f64> {
    match text.to_ascii_lowercase().as_str() {
        "nan" => return Some(f64::NAN),
        "inf" | "+inf" => return Some(f64::INFINITY),
        "-inf" => return Some(f64::NEG_INFINITY),
        _ => {}
    }
    let plain = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '+' | 'e' | 'E');
    let value: f64 = text.chars().all(plain).then(|| text.parse().ok())??;
    value.is_finite().then_some(value)
}

/// Milliseconds in Prometheus' format, decimal seconds in OpenMetrics.
fn time(text: &str, dialect: Dialect) -> Result<Number, FormatError> {
    let seconds = match dialect {
        Dialect::OpenMetrics => number(text),
        Dialect::Prometheus => text.parse::<i64>().ok().map(|millis| millis as f64 / 1_000.0),
    };
    let number = seconds.and_then(Number::from_f64);
    number.ok_or_else(|| FormatError::new(format!("`{}` is no time", shown(text))))
}

pub(super) struct Cursor<'a> {
    pub(super) rest: &'a str,
}

impl<'a> Cursor<'a> {
    pub(super) fn blanks(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\t']);
    }

    pub(super) fn skip(&mut self, c: char) -> bool {
        let rest = self.rest.strip_prefix(c);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    /// Up to a blank.
    fn word(&mut self) -> &'a str {
        let end = self.rest.find([' ', '\t']).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, ""));
        self.rest = rest;
        word
    }

    pub(super) fn name(&mut self) -> Option<&'a str> {
        let first = |c: char| c.is_ascii_alphabetic() || matches!(c, '_' | ':');
        if !self.rest.starts_with(first) {
            return None;
        }
        let end = self.rest.find(|c: char| !first(c) && !c.is_ascii_digit());
        let (name, rest) = self.rest.split_at_checked(end.unwrap_or(self.rest.len()))?;
        self.rest = rest;
        Some(name)
    }

    /// After `{` up to and with `}`; the metric's name, if it stands inside in quotes.
    fn labels(
        &mut self,
        labels: &mut BTreeMap<String, String>,
    ) -> Result<Option<String>, FormatError> {
        let mut metric = None;
        loop {
            self.blanks();
            if self.skip('}') {
                return Ok(metric);
            }
            let name = match self.name() {
                Some(name) => name.to_owned(),
                None => self.quoted()?,
            };
            self.blanks();
            if self.skip('=') {
                self.blanks();
                let value = self.quoted()?;
                if labels.insert(name.clone(), value).is_some() || labels.len() > LABELS {
                    let message = format!(
                        "the label `{}` comes twice, or is one of more than {LABELS}",
                        shown(&name)
                    );
                    return Err(FormatError::new(message));
                }
            } else if metric.replace(name).is_some() || !labels.is_empty() {
                return Err(FormatError::new("a label without a value"));
            }
            self.blanks();
            if !self.skip(',') && !self.rest.starts_with('}') {
                return Err(FormatError::new("the labels do not end with `}`"));
            }
        }
    }

    /// A text in double quotes, with `\\`, `\"` and `\n`.
    pub(super) fn quoted(&mut self) -> Result<String, FormatError> {
        if !self.skip('"') {
            return Err(FormatError::new("a label's value is no text in double quotes"));
        }
        let mut text = String::new();
        let mut chars = self.rest.chars();
        loop {
            match chars.next() {
                None => return Err(FormatError::new("a text in quotes does not end")),
                Some('"') => break,
                Some('\\') => match chars.next() {
                    Some('n') => text.push('\n'),
                    Some(c @ ('\\' | '"')) => text.push(c),
                    _ => return Err(FormatError::new("an unknown escape in a label's value")),
                },
                Some(c) => text.push(c),
            }
        }
        self.rest = chars.as_str();
        Ok(text)
    }

    /// `# {trace_id="…"} 0.5 1767498000.0`, in OpenMetrics only; nobody reads it.
    fn exemplar(&mut self, dialect: Dialect) -> Result<(), FormatError> {
        let rest = self.rest;
        let left_over = || FormatError::new(format!("`{}` after the sample", shown(rest)));
        if rest.is_empty() {
            return Ok(());
        }
        if dialect == Dialect::Prometheus || !self.skip('#') {
            return Err(left_over());
        }
        self.blanks();
        if !self.skip('{') || self.labels(&mut BTreeMap::new())?.is_some() {
            return Err(left_over());
        }
        self.blanks();
        let value = number(self.word());
        self.blanks();
        let time = self.word();
        self.blanks();
        let good = value.is_some() && (time.is_empty() || number(time).is_some());
        if good && self.rest.is_empty() { Ok(()) } else { Err(left_over()) }
    }
}
