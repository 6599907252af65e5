//! Texts with patterns between delimiters, as one pattern.

use crate::call::Fault;

pub(super) fn pattern(template: &str, open: &str, close: &str) -> Result<String, Fault> {
    let (open, close) = (delimiter(open)?, delimiter(close)?);
    let mut pattern = "^".to_owned();
    let (mut depth, mut begin) = (0_usize, 0);
    for (place, character) in template.char_indices() {
        let behind = place.saturating_add(1);
        if character == open {
            if depth == 0 {
                pattern.push_str(&quoted(template.get(begin..place).unwrap_or_default()));
                begin = behind;
            }
            depth = depth.saturating_add(1);
        } else if character == close {
            depth = depth.checked_sub(1).ok_or_else(unpaired)?;
            if depth == 0 {
                let inside = template.get(begin..place).unwrap_or_default();
                pattern.push_str(&format!("({inside})"));
                begin = behind;
            }
        }
    }
    if depth > 0 {
        return Err(unpaired());
    }
    pattern.push_str(&quoted(template.get(begin..).unwrap_or_default()));
    pattern.push('$');
    Ok(pattern)
}

fn unpaired() -> Fault {
    Fault::new("the delimiters do not come in pairs")
}

fn delimiter(text: &str) -> Result<char, Fault> {
    let mut characters = text.chars().filter(char::is_ascii);
    let one = characters.next().filter(|_| text.len() == 1);
    one.ok_or_else(|| Fault::new("a delimiter is one character of ASCII"))
}

fn quoted(text: &str) -> String {
    let mut quoted = String::new();
    for character in text.chars() {
        if "\\.+*?()|[]{}^$".contains(character) {
            quoted.push('\\');
        }
        quoted.push(character);
    }
    quoted
}
