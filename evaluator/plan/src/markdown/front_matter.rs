//! Settings for a site generator before the text: YAML between `---`, TOML between `+++`.

use std::borrow::Cow;

/// Their lines are empty, so that all others keep their numbers. Only where every line looks
/// like a setting: a plan may as well begin with a line across the page.
pub(super) fn without(text: &str) -> Cow<'_, str> {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next().unwrap_or_default().trim_end();
    let (fence, key_end) = match first {
        "---" => ("---", ':'),
        "+++" => ("+++", '='),
        _ => return Cow::Borrowed(text),
    };
    let mut length = text.len() - lines.clone().map(str::len).sum::<usize>();
    let mut count = 1;
    for line in lines {
        length += line.len();
        count += 1;
        let is_end = line.trim_end() == fence;
        if is_end && count > 2 {
            let rest = text.get(length..).unwrap_or_default();
            return Cow::Owned(format!("{}{rest}", "\n".repeat(count)));
        }
        if is_end || !is_setting(line, key_end, count == 2) {
            break;
        }
    }
    Cow::Borrowed(text)
}

fn is_setting(line: &str, key_end: char, is_first: bool) -> bool {
    let text = line.trim();
    let is_key = |key: &str| {
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ' ' | '"');
        !key.is_empty() && key.chars().all(is_part) && !line.starts_with([' ', '-'])
    };
    let has_key = text.split_once(key_end).is_some_and(|(key, _)| is_key(key.trim()));
    let is_box = text.contains("[ ]") || text.contains("[x]");
    has_key
        || (!is_first
            && !is_box
            && (text.is_empty() || line.starts_with([' ', '\t', '-', '#', '['])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_settings_are_taken_away() {
        let check = |text: &str, expected: &str| assert_eq!(without(text), expected, "{text}");
        check("---\ntitle: A\ntags:\n  - b\n---\n# C", "\n\n\n\n\n# C");
        check("+++\r\ntitle = \"A\"\r\n+++\r\nB", "\n\n\nB");
        for text in [
            "---\n\n# A\n\n---\nB",
            "---\n- [ ] a\n---\n",
            "---\ntitle: A\n- [ ] a\n---\n",
            "---\ntitle: A\n",
            "---\n---\n",
            "# A\n---\nb: c\n---\n",
            "",
        ] {
            check(text, text);
        }
    }
}
