//! Words of any text, in letters that names may have.

/// Longest name that is made of a text; what is numbered may be a little longer.
const NAME_LENGTH: usize = 44;

/// Small words of letters and digits, accents left out.
pub(crate) fn words(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    let mut word = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        match plain(c) {
            Some(letters) => word.push_str(letters),
            None if c.is_ascii_alphanumeric() => word.push(c),
            // `user's`
            None if matches!(c, '\'' | '’') => {}
            None => all.extend((!word.is_empty()).then(|| std::mem::take(&mut word))),
        }
    }
    all.extend((!word.is_empty()).then_some(word));
    all
}

/// Beside figures, these are figures too.
const UNITS: [&str; 11] =
    ["minute", "minutes", "min", "mins", "hour", "hours", "h", "day", "days", "week", "weeks"];

/// What stays of titles when their figures change, innermost first; what stands in parentheses
/// is a remark.
pub(crate) fn outline<'t>(titles: impl IntoIterator<Item = &'t str>) -> String {
    let is_name = |word: &String| {
        !word.contains(|c: char| c.is_ascii_digit()) && !UNITS.contains(&word.as_str())
    };
    let one = |title: &str| {
        let name = title.split('(').next().unwrap_or_default();
        let words: Vec<String> = words(name).into_iter().filter(is_name).collect();
        words.join(" ")
    };
    titles.into_iter().map(one).collect::<Vec<_>>().join(" < ")
}

fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        'ä' | 'æ' => "ae",
        'ö' | 'ø' | 'œ' => "oe",
        'ü' => "ue",
        'ß' => "ss",
        'à' | 'á' | 'â' | 'ã' | 'å' => "a",
        'è' | 'é' | 'ê' | 'ë' => "e",
        'ì' | 'í' | 'î' | 'ï' => "i",
        'ò' | 'ó' | 'ô' | 'õ' => "o",
        'ù' | 'ú' | 'û' => "u",
        'ç' => "c",
        'ñ' => "n",
        _ => return None,
    })
}

/// As rules and gates are named: `error-rate`.
pub(crate) fn kebab(words: &[String], otherwise: &str) -> String {
    joined(words, "-", otherwise)
}

/// As facts and parameters are named: `error_rate`. One that begins with a digit has its first
/// word last: `errors_5xx`.
pub(crate) fn snake(words: &[String], otherwise: &str) -> String {
    let mut words = words.to_vec();
    if words.first().is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit())) {
        words.rotate_left(1);
    }
    let name = joined(&words, "_", otherwise);
    match name.starts_with(|c: char| c.is_ascii_digit()) {
        true => format!("{otherwise}_{name}"),
        false => name,
    }
}

/// As many whole words as a name may have.
fn joined(words: &[String], between: &str, otherwise: &str) -> String {
    let mut name = String::new();
    for word in words {
        let word: String = word.chars().take(NAME_LENGTH).collect();
        if !name.is_empty() && name.len() + 1 + word.len() > NAME_LENGTH {
            break;
        }
        if !name.is_empty() {
            name.push_str(between);
        }
        name.push_str(&word);
    }
    if name.is_empty() { otherwise.to_owned() } else { name }
}

/// With a large first letter, but for `p95`.
pub(crate) fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let is_percentile = text.starts_with('p')
        && text.get(1..2).is_some_and(|next| next.starts_with(|c: char| c.is_ascii_digit()));
    match letters.next() {
        Some(_) if is_percentile => text.to_owned(),
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

/// One line without control characters, of at most so many characters.
pub(crate) fn line(text: &str, characters: usize) -> String {
    let seen: String = text.chars().map(|c| if is_unseen(c) { ' ' } else { c }).collect();
    let line = seen.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(characters) {
        None => line,
        Some(_) => {
            let kept: String = line.chars().take(characters.saturating_sub(1)).collect();
            format!("{}…", kept.trim_end())
        }
    }
}

/// What moves, hides or breaks other text.
pub(crate) fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_made_of_words() {
        let check = |text: &str, id: &str, name: &str| {
            let words = words(text);
            assert_eq!(
                (kebab(&words, "rule").as_str(), snake(&words, "fact").as_str()),
                (id, name)
            );
        };
        check("Error Rate (%)", "error-rate", "error_rate");
        check("5xx errors", "5xx-errors", "errors_5xx");
        check("404", "404", "fact_404");
        check("Größe der Anhänge", "groesse-der-anhaenge", "groesse_der_anhaenge");
        check("user's p95", "users-p95", "users_p95");
        check("🚀 …", "rule", "fact");
        check("エラー", "rule", "fact");
        check(&"long ".repeat(20), &["long"; 9].join("-"), &["long"; 9].join("_"));
        assert_eq!(kebab(&words(&"a".repeat(300)), "rule").len(), NAME_LENGTH);
    }

    #[test]
    fn figures_are_no_part_of_an_outline() {
        let check = |titles: &[&str], expected: &str| {
            assert_eq!(outline(titles.iter().copied()), expected);
        };
        check(&["Phase 2: Canary (5 %, 30 min)", "Shop 4.2"], "phase canary < shop");
        check(&["30 minutes of canary"], "of canary");
        check(&[], "");
    }

    #[test]
    fn lines_are_short_and_harmless() {
        assert_eq!(line(" a\tb\r\nc\u{2028}d \u{202e}e", 80), "a b c d e");
        assert_eq!(line("abcdef", 4), "abc…");
        assert_eq!((sentence("éa").as_str(), sentence("p95 a").as_str()), ("Éa", "p95 a"));
    }
}
