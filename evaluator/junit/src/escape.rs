//! Text in XML 1.0.

/// For attributes and text alike; what XML has no place for, even escaped, becomes a space.
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' | '\t' => escaped.push(c),
            '\u{fffe}' | '\u{ffff}' => escaped.push(' '),
            c if c.is_control() => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn what_xml_has_no_place_for_is_left_out() {
        assert_eq!(escaped("a\u{0}\u{1b}[31m\u{fffe}<b>\r\n"), "a  [31m &lt;b&gt; \n");
    }
}
