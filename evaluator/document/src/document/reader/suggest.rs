//! Did you mean …?

/// Words that are compared; a hostile file may declare thousands and miss thousands.
const CANDIDATES: usize = 200;
/// Words that are listed when none is near.
const LISTED: usize = 32;

/// Help for a word that is not one of `allowed`: the nearest one, or all of them.
pub(in crate::document) fn did_you_mean<T: AsRef<str>>(given: &str, allowed: &[T]) -> String {
    let allowed: Vec<&str> = allowed.iter().take(CANDIDATES).map(AsRef::as_ref).collect();
    match nearest(given, &allowed) {
        Some(near) => format!("did you mean `{near}`?"),
        None if allowed.is_empty() => "none is declared".to_owned(),
        None => format!("known here: {}", listed(&allowed)),
    }
}

fn listed(words: &[&str]) -> String {
    let mut quoted: Vec<String> =
        words.iter().take(LISTED).map(|word| format!("`{word}`")).collect();
    if words.len() > LISTED {
        quoted.push("…".to_owned());
    }
    quoted.join(", ")
}

/// The word that was most likely meant.
pub(in crate::document) fn nearest<'a>(given: &str, allowed: &[&'a str]) -> Option<&'a str> {
    // Long enough for any of our words; comparing more is a waste on hostile input.
    if given.chars().count() > 64 {
        return None;
    }
    let given = folded(given);
    let limit = (given.len() / 3).max(1);
    allowed
        .iter()
        .map(|word| (distance(&given, &folded(word)), *word))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, word)| word)
}

/// Case and the kind of dash are no difference.
fn folded(word: &str) -> Vec<char> {
    word.to_lowercase().chars().map(|c| if c == '_' || c == ' ' { '-' } else { c }).collect()
}

/// Edits (insert, delete, replace, swap neighbours) between two words: optimal string
/// alignment, row by row.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (i, &from) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, &to) in b.iter().enumerate() {
            let cell =
                |cells: &[usize], at: usize| cells.get(at).copied().unwrap_or(usize::MAX - 1);
            let replaced = cell(&above, j) + usize::from(from != to);
            let mut best = replaced.min(cell(&above, j + 1) + 1).min(cell(&row, j) + 1);
            let is_swap =
                i > 0 && j > 0 && a.get(i - 1) == Some(&to) && b.get(j - 1) == Some(&from);
            if is_swap {
                best = best.min(cell(&before, j - 1) + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut above, row);
    }
    above.last().copied().unwrap_or(a.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_is_offered() {
        let check = |given: &str, expected: Option<&str>| {
            let words = ["require", "no_go_if", "rollback_if", "warn_if", "when", "id"];
            assert_eq!(nearest(given, &words), expected, "{given}");
        };
        check("requir", Some("require"));
        check("reqiure", Some("require"));
        check("Require", Some("require"));
        check("nogo_if", Some("no_go_if"));
        check("no-go-if", Some("no_go_if"));
        check("wehn", Some("when"));
        check("ID", Some("id"));
        check("threshold", None);
        check("", None);
        check(&"r".repeat(1000), None);
    }

    #[test]
    fn all_words_are_listed_when_none_is_near() {
        assert_eq!(did_you_mean("zzz", &["a", "b"]), "known here: `a`, `b`");
        assert_eq!(did_you_mean::<&str>("zzz", &[]), "none is declared");
    }
}
