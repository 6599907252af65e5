//! Did you mean …?

/// Words that are compared; a hostile file may declare thousands and miss thousands.
const CANDIDATES: usize = 200;
/// Words that are listed when none is near.
const LISTED: usize = 32;

/// Help for a word that is not one of `allowed`: the nearest one, or all of them.
pub fn did_you_mean<T: AsRef<str>>(given: &str, allowed: &[T]) -> String {
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
pub fn nearest<'a>(given: &str, allowed: &[&'a str]) -> Option<&'a str> {
    gonogo_cel::suggest::nearest(given, allowed.iter().copied())
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
