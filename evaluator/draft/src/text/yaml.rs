//! Texts as YAML scalars of one line, and as comments.

use super::words::{is_unseen, line};

/// Of a comment, in characters.
const COMMENT: usize = 100;

/// With quotes only where they are needed.
pub(crate) fn scalar(text: &str) -> String {
    if is_plain(text) { text.to_owned() } else { quoted(text) }
}

/// A text whatever it looks like: a parameter in quotes is never a number.
pub(crate) fn quoted(text: &str) -> String {
    let is_simple = !text.chars().any(is_unseen);
    if is_simple && !text.contains(['"', '\\']) {
        return format!("\"{text}\"");
    }
    if is_simple {
        return format!("'{}'", text.replace('\'', "''"));
    }
    let escaped = text.chars().map(|c| match c {
        '"' | '\\' => format!("\\{c}"),
        c if is_unseen(c) && u32::from(c) <= 0xff => format!("\\x{:02x}", u32::from(c)),
        c if is_unseen(c) => format!("\\u{:04x}", u32::from(c)),
        c => c.to_string(),
    });
    format!("\"{}\"", escaped.collect::<String>())
}

/// Whether a block mapping can have it as it is, and reads it as a text or expression.
fn is_plain(text: &str) -> bool {
    const WORDS: [&str; 7] = ["true", "false", "null", "yes", "no", "on", "off"];
    let begins = text.starts_with(|c: char| c.is_ascii_alphabetic() || (c as u32) > 0x2e7f);
    begins
        && !text.ends_with([' ', ':'])
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.chars().any(|c| is_unseen(c) || (c.is_whitespace() && c != ' '))
        && !WORDS.contains(&text.to_ascii_lowercase().as_str())
}

/// `# …` on one line.
pub(crate) fn comment(text: &str) -> String {
    format!("# {}", line(text, COMMENT))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_stand_where_they_are_needed() {
        for (text, expected) in [
            ("error_rate.latest() < params.max", "error_rate.latest() < params.max"),
            ("a.section('b').done()", "a.section('b').done()"),
            ("a.section('b: c').done()", "\"a.section('b: c').done()\""),
            ("!a.rising()", "\"!a.rising()\""),
            ("a \"b\": c", "'a \"b\": c'"),
            ("it's: \"b\"", "'it''s: \"b\"'"),
            ("a # b", "\"a # b\""),
            ("a:", "\"a:\""),
            ("true", "\"true\""),
            ("5", "\"5\""),
            ("- a", "\"- a\""),
            ("", "\"\""),
            ("a\nb\\", "\"a\\x0ab\\\\\""),
            ("a\u{2028}", "\"a\\u2028\""),
            ("🚀 a", "🚀 a"),
        ] {
            assert_eq!(scalar(text), expected, "{text}");
        }
        assert_eq!(comment("a\r\n# b"), "# a # b");
    }
}
