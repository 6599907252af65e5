//! Text in XML 1.0.

/// For attributes and text alike; what XML has no place for, even escaped, becomes a space, and so
/// does what a terminal would obey. No line is a command to a build server whose log it lands in.
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut line_begins = true;
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '#' => escaped.push_str("&#35;"),
            ':' if line_begins => escaped.push_str("&#58;"),
            '\n' | '\t' => escaped.push(c),
            c if is_left_out(c) => escaped.push(' '),
            c => escaped.push(c),
        }
        line_begins = c == '\n' || (line_begins && (c.is_whitespace() || is_left_out(c)));
    }
    escaped
}

/// Control characters, those that turn the direction of text, those that end lines, and no characters.
fn is_left_out(c: char) -> bool {
    let turns = matches!(
        c,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    );
    c.is_control() || turns || matches!(c, '\u{2028}' | '\u{2029}' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn what_xml_has_no_place_for_is_left_out() {
        assert_eq!(escaped("a\u{0}\u{1b}[31m\u{fffe}<b>\r\n"), "a  [31m &lt;b&gt; \n");
        assert_eq!(escaped("\u{202e}a\u{2028}"), " a ");
    }

    #[test]
    fn no_line_is_a_command() {
        assert_eq!(escaped("::a ::b\n \u{7}::c"), "&#58;:a ::b\n  &#58;:c");
        assert_eq!(escaped("x ##[group]"), "x &#35;&#35;[group]");
    }
}
