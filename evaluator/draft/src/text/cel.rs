//! Texts in expressions and messages.

use super::words::is_unseen;

/// A CEL string. `$` is escaped, since `${…}` is refused anywhere in a gate but in its sources;
/// and so is a quote that the string begins with, since messages look for the next one.
pub(crate) fn string(text: &str) -> String {
    let quote = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    let escaped = text.chars().map(|c| match c {
        '\\' => "\\\\".to_owned(),
        c if c == quote || c == '$' || is_unseen(c) => format!("\\u{:04x}", u32::from(c)),
        c => c.to_string(),
    });
    format!("{quote}{}{quote}", escaped.collect::<String>())
}

/// Text of a title or description: `${…}` does not read as a reference to the environment.
pub(crate) fn harmless(text: &str) -> String {
    text.replace("${", "$ {")
}

/// Text of a message: braces are only braces.
pub(crate) fn message(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}")
}

/// What a template leaves open, by the sign behind `$`: `f` the fact, `b` what it is compared
/// with, a digit the parameter of a figure, `m` the plan's word for the metric.
pub(crate) fn filled(template: &str, value: impl Fn(char) -> String) -> String {
    let mut text = String::new();
    let mut letters = template.chars();
    while let Some(c) = letters.next() {
        match c {
            '$' => text.extend(letters.next().map(&value)),
            c => text.push(c),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_mean_themselves() {
        assert_eq!(string("it's \\ ${A}\n"), "\"it's \\\\ \\u0024{A}\\u000a\"");
        assert_eq!(string("it's \"so\""), "'it\\u0027s \"so\"'");
        assert_eq!(message("a {b}"), "a {{b}}");
        assert_eq!(harmless("a ${b}"), "a $ {b}");
        assert_eq!(filled("$f.a($0) $m", |c| format!("<{c}$f>")), "<f$f>.a(<0$f>) <m$f>");
    }
}
