//! Text from files as text of HTML and SVG, and nothing else.

use super::super::paint::printable;

/// Control characters and what XML forbids become blanks.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in printable(text).chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // Of a command to a build server, where the page is printed to its log.
            '#' => out.push_str("&#35;"),
            '\u{fffe}' | '\u{ffff}' => out.push(' '),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_taken_for_markup() {
        let hostile = "<script>alert('\"&')</script>##[x]\u{7}\u{202e}\u{ffff}";
        let expected = "&lt;script&gt;alert(&#39;&quot;&amp;&#39;)&lt;/script&gt;&#35;&#35;[x]   ";
        assert_eq!(escaped(hostile), expected);
    }
}
