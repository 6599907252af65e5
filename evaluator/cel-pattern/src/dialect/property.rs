//! Whatever the pattern is, it is refused with a message or the crate reads it.

use proptest::prelude::*;
use regex::Regex;

use super::tests::pattern;
use super::translate;

/// Pieces that mean something, so that most patterns are nearly right.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("[".to_owned()),
        Just("]".to_owned()),
        Just("[^".to_owned()),
        Just("&&".to_owned()),
        Just("--".to_owned()),
        Just("~~".to_owned()),
        Just("-".to_owned()),
        Just("[:alpha:]".to_owned()),
        Just("[:^word:]".to_owned()),
        Just("(".to_owned()),
        Just(")".to_owned()),
        Just("(?".to_owned()),
        Just("(?P<a>".to_owned()),
        Just("|".to_owned()),
        Just("é".to_owned()),
        Just(r"\Q".to_owned()),
        Just(r"\E".to_owned()),
        Just(r"\p{Greek}".to_owned()),
        Just(r"\x{61}".to_owned()),
        r"\\[a-zA-Z0-9.\[\]\\]",
        r"[*+?]{1,2}",
        r"\{[0-9]{0,2},?[0-9]{0,2}\}",
        r"\(\?[imsUx-]{0,3}[:)]",
        r"[a-c ^$.{}#]",
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 4_000, ..ProptestConfig::default() })]

    #[test]
    fn what_is_translated_can_be_read(text in pieces()) {
        if let Ok(translated) = translate(&text) {
            // What is left to the crate: the nesting of groups, their names, and the beginnings.
            if let Err(error) = regex_syntax::parse(&translated) {
                let error = error.to_string();
                let known = ["unclosed group", "unopened group", "duplicate capture group name",
                    "repetition operator missing expression"];
                prop_assert!(known.iter().any(|known| error.contains(known)), "{text:?} {error}");
            }
        }
    }

    #[test]
    fn anything_is_a_pattern_or_explained(text in any::<String>()) {
        if let Err(message) = pattern(&text) {
            prop_assert!(!message.is_empty() && message.len() < 300, "{message}");
        }
    }

    #[test]
    fn what_is_quoted_matches_itself_alone(text in any::<String>(), other in any::<String>()) {
        prop_assume!(!text.contains(r"\E") && !text.ends_with('\\'));
        let quoted = translate(&format!(r"\A\Q{text}\E\z")).map(|quoted| Regex::new(&quoted));
        let quoted = quoted.unwrap().unwrap();
        prop_assert!(quoted.is_match(&text));
        prop_assert_eq!(quoted.is_match(&other), text == other);
    }
}
