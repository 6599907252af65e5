//! Scalars: text, expressions, names, numbers. Nothing is guessed: `yes` is no boolean and
//! `010` no number.

use gonogo_cel::Diagnostic;

use super::Reader;
use super::decimal::Decimal;
use super::duration::{self, Nanos};
use super::share::{self, ShareNode};
use crate::codes;
use crate::document::text::{Style, Text};
use crate::document::tree::{Kind, Node, Spanned, quoted};

/// Longest name, in characters.
const NAME_LENGTH: usize = 64;

/// What expressions and messages are told that YAML took for a mapping or a list.
fn expression_help(key: &str) -> String {
    format!("put the whole expression in single quotes, or write it on the lines below `{key}: |`")
}

/// Letters, digits and `_`, not starting with a digit: what an expression can name.
pub(in crate::document) fn is_word(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

impl Reader {
    /// Any scalar, as it was written.
    pub fn text(&mut self, key: &str, node: &Node) -> Option<Text> {
        match &node.kind {
            Kind::Scalar(text) => Some(text.clone()),
            Kind::Broken => None,
            Kind::Null => {
                let problem = self.mismatch(node, &quoted(key), "text");
                self.report(problem.with_help("write a value, or remove the key"));
                None
            }
            Kind::List(_) | Kind::Map(_) => {
                let problem = self.mismatch(node, &quoted(key), "text");
                self.report(problem.with_help("put quotes around the text"));
                None
            }
        }
    }

    /// A CEL expression. `true` and `5` are expressions like any other.
    pub(in crate::document) fn expression(&mut self, key: &str, node: &Node) -> Option<Text> {
        match &node.kind {
            Kind::Scalar(text) if text.value.trim().is_empty() => {
                let message = format!("{} must be an expression, found nothing", quoted(key));
                self.report(Diagnostic::error(&codes::WRONG_TYPE, node.span, message));
                None
            }
            Kind::List(_) | Kind::Map(_) => {
                let problem = self.mismatch(node, &quoted(key), "an expression");
                self.report(problem.with_help(expression_help(key)));
                None
            }
            Kind::Scalar(_) | Kind::Null | Kind::Broken => self.text(key, node),
        }
    }

    pub fn boolean(&mut self, key: &str, node: &Node) -> Option<bool> {
        let plain = node.as_text().filter(|text| text.style == Style::Plain);
        match plain.map(|text| text.value.as_str()) {
            Some("true") => Some(true),
            Some("false") => Some(false),
            _ if node.is_broken() => None,
            _ => {
                let problem = self.mismatch(node, &quoted(key), "true or false");
                self.report(problem.with_help("write `true` or `false`, without quotes"));
                None
            }
        }
    }

    /// A whole number from 1 on, in plain decimal digits.
    pub fn count(&mut self, key: &str, node: &Node) -> Option<Spanned<u32>> {
        let text = self.text(key, node)?;
        let is_decimal = text.value.chars().all(|c| c.is_ascii_digit());
        let number = text.value.parse::<u32>().ok().filter(|number| *number > 0);
        match number {
            Some(value) if is_decimal && !text.value.starts_with('0') => {
                Some(Spanned { value, span: text.span })
            }
            _ => {
                let found = quoted(&text.value);
                let message = format!("{} must be a whole number, found {found}", quoted(key));
                let help = "write decimal digits only, such as `20`".to_owned();
                self.refuse(&codes::BAD_QUANTITY, text.span, (message, help));
                None
            }
        }
    }

    pub(in crate::document) fn duration(
        &mut self,
        key: &str,
        node: &Node,
    ) -> Option<Spanned<Nanos>> {
        let text = self.text(key, node)?;
        match duration::parse(&text.value) {
            Ok(value) => Some(Spanned { value, span: text.span }),
            Err(help) => {
                let found = quoted(&text.value);
                let message = format!("{} must be a duration, found {found}", quoted(key));
                self.refuse(&codes::BAD_DURATION, text.span, (message, help));
                None
            }
        }
    }

    pub fn positive_duration(&mut self, key: &str, node: &Node) -> Option<Spanned<Nanos>> {
        let duration = self.duration(key, node)?;
        if duration.value.0 > 0 {
            return Some(duration);
        }
        let message = format!("{} must be longer than nothing", quoted(key));
        let help = "write a duration such as `5m`".to_owned();
        self.refuse(&codes::BAD_DURATION, duration.span, (message, help));
        None
    }

    pub(in crate::document) fn share(&mut self, key: &str, node: &Node) -> Option<ShareNode> {
        let text = self.text(key, node)?;
        if let Some(ratio) = share::parse(&text.value) {
            return Some(ShareNode { text, ratio });
        }
        let found = quoted(&text.value);
        let message = format!("{} must be a share from 0% to 100%, found {found}", quoted(key));
        let help = share::help(&text.value);
        self.refuse(&codes::BAD_QUANTITY, text.span, (message, help));
        None
    }

    /// A share above 0%, exact, in percent.
    pub(in crate::document) fn exact_share(
        &mut self,
        key: &str,
        node: &Node,
    ) -> Option<Spanned<Decimal>> {
        let ShareNode { text, .. } = self.share(key, node)?;
        let percent = text.value.trim_end_matches('%').trim_end();
        let problem = match Decimal::parse(percent) {
            Some(value) if value.billionths() > 0 => {
                return Some(Spanned { value, span: text.span });
            }
            Some(_) => "must be more than nothing",
            None => "must be a plain number with at most 9 decimals",
        };
        let message = format!("{} {problem}, found {}", quoted(key), quoted(&text.value));
        let help = "write a share such as `90%`".to_owned();
        self.refuse(&codes::BAD_QUANTITY, text.span, (message, help));
        None
    }

    /// A number above 0, exact. `key` is the name that it is given to.
    pub(in crate::document) fn weight(&mut self, key: &str, node: &Node) -> Option<Decimal> {
        let text = self.text(key, node)?;
        let weight = Decimal::parse(&text.value).filter(|weight| weight.billionths() > 0);
        if weight.is_none() {
            let found = quoted(&text.value);
            let message =
                format!("the weight of {} must be a number above 0, found {found}", quoted(key));
            let help =
                "write plain digits, such as `1` or `2.5`: less than 10000000, with at most \
                        9 decimals"
                    .to_owned();
            self.refuse(&codes::BAD_QUANTITY, text.span, (message, help));
        }
        weight
    }

    /// The name of a gate, a phase, a rule or a source.
    pub(in crate::document) fn name(&mut self, key: &str, node: &Node) -> Option<Spanned<String>> {
        let text = self.text(key, node)?;
        self.check_name(&text).then_some(Spanned { value: text.value, span: text.span })
    }

    /// The name of a phase or a source, where it is declared. A bad name is reported and
    /// stays, because it is used elsewhere as it is.
    pub(in crate::document) fn declared_name(&mut self, text: &Text) -> Spanned<String> {
        self.check_name(text);
        Spanned { value: text.value.clone(), span: text.span }
    }

    fn check_name(&mut self, text: &Text) -> bool {
        let is_name = is_short(&text.value)
            && text.value.chars().all(is_name_letter)
            && !text.value.starts_with('-')
            && !text.value.ends_with('-');
        if !is_name {
            let message = format!("{} is not a name", quoted(&text.value));
            self.refuse(&codes::BAD_NAME, text.span, (message, name_help(&text.value)));
        }
        is_name
    }

    /// The name of a fact or a parameter, which expressions use. A bad name is reported and
    /// stays.
    pub(in crate::document) fn declared_word(&mut self, text: &Text) -> Spanned<String> {
        let word = text.value.as_str();
        if RESERVED.contains(&word) {
            let message = format!("{} has a meaning of its own in expressions", quoted(word));
            let help = "choose another name".to_owned();
            self.refuse(&codes::BAD_NAME, text.span, (message, help));
        } else if !is_short(word) || !is_word(word) {
            let message = format!("{} is not a name that expressions can use", quoted(word));
            let help = "use letters, digits and `_`, not starting with a digit".to_owned();
            self.refuse(&codes::BAD_NAME, text.span, (message, help));
        }
        Spanned { value: text.value.clone(), span: text.span }
    }
}

/// CEL's own words, and the names that every expression sees.
const RESERVED: [&str; 25] = [
    "as",
    "break",
    "const",
    "continue",
    "else",
    "false",
    "for",
    "function",
    "if",
    "import",
    "in",
    "let",
    "loop",
    "namespace",
    "now",
    "null",
    "package",
    "params",
    "phase",
    "return",
    "true",
    "var",
    "void",
    "while",
    "has",
];

fn is_short(text: &str) -> bool {
    !text.is_empty() && text.len() <= NAME_LENGTH
}

fn is_name_letter(c: char) -> bool {
    c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'
}

fn name_help(text: &str) -> String {
    let letters: String =
        text.to_lowercase().chars().map(|c| if is_name_letter(c) { c } else { '-' }).collect();
    let words: Vec<&str> = letters.split('-').filter(|word| !word.is_empty()).collect();
    let name = words.join("-");
    match is_short(&name) {
        true => format!("use lowercase letters, digits and `-`, such as `{name}`"),
        false => format!("use 1 to {NAME_LENGTH} lowercase letters, digits and `-`"),
    }
}
