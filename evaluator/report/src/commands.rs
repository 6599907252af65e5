//! What build servers take for commands: text that lands in their logs must not hold any.
//!
//! GitHub obeys lines that begin with `::`, after blanks too, and `##[…]` wherever it stands in a line,
//! Azure `##vso[…]`, TeamCity `##teamcity[…]`.

use crate::paint::is_obeyed;

/// A blank takes the meaning away. Colours stay, and count for nothing.
pub(crate) fn defused(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut rest, mut line_begins) = (text, true);
    while let Some(c) = rest.chars().next() {
        let is_command = begins_command(rest) || (line_begins && rest.starts_with("::"));
        let is_colour = c == '\u{1b}';
        let length = if is_colour { rest.find('m').map_or(1, |at| at + 1) } else { c.len_utf8() };
        let (token, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        out.push_str(token);
        if is_command {
            out.push(' ');
        }
        line_begins = c == '\n' || (line_begins && (c.is_whitespace() || is_colour));
        rest = after;
    }
    out
}

fn begins_command(text: &str) -> bool {
    let after = text.strip_prefix("##").and_then(|rest| rest.chars().next());
    after.is_some_and(|c| c == '[' || c.is_ascii_alphabetic())
}

/// The same JSON, in which nothing is a command and no terminal finds anything to obey: strings can
/// write characters in another way.
pub(crate) fn json(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 1);
    for (at, c) in text.char_indices() {
        let is_command = c == '#' && begins_command(text.get(at..).unwrap_or_default());
        if is_command || (is_obeyed(c) && c != '\n') {
            out.push_str(&format!("\\u{:04x}", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_become_text() {
        let check = |text: &str, expected: &str| assert_eq!(defused(text), expected, "{text}");
        check("a ::b\n  ::error::c", "a ::b\n  : :error::c");
        check("a ##[add-mask]b ##vso[x]", "a # #[add-mask]b # #vso[x]");
        check("### [##] c## d", "### [##] c## d");
        check("\u{1b}[2m  \u{1b}[0m ::a", "\u{1b}[2m  \u{1b}[0m : :a");
        check("m::a", "m::a");
    }

    #[test]
    fn json_stays_the_same() {
        let text = "{\"a\": \"##[group]\u{9b}\u{202e}\u{7f}\u{2028}é\"}\n";
        let safe = json(text);
        assert_eq!(safe, "{\"a\": \"\\u0023#[group]\\u009b\\u202e\\u007f\\u2028é\"}\n");
        let parsed = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
        assert_eq!(parsed(text), parsed(&safe));
    }
}
