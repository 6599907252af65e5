//! Formats that are made of lines: as many as for a calm string, and nothing in them that is not theirs.

use crate::{all, calm, printable, words};

fn keys(text: &str) -> Vec<&str> {
    text.lines().map(|line| line.split_once('=').expect("name=value").0).collect()
}

#[test]
fn variables_are_words_and_numbers() {
    for reports in all() {
        let text = reports.get("dotenv");
        assert_eq!(keys(text), keys(calm().get("dotenv")), "{:?}", reports.text);
        assert!(text.starts_with("GONOGO_DECISION=rollback\n"), "{text}");
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_:.=\n".contains(c);
        assert!(text.chars().all(is_plain), "{text}");
        assert!(text.len() < 5_000);
    }
}

#[test]
fn outputs_of_steps_are_words_and_numbers() {
    for reports in all() {
        let text = reports.get("github-output");
        assert_eq!(keys(text), keys(calm().get("github-output")), "{:?}", reports.text);
        assert_eq!(text.lines().next_back(), Some("decision=rollback"));
        assert!(!text.contains("<<"), "{text}");
        assert_eq!(reports.get("verdict"), "rollback");
    }
}

/// The words of each line that the string has no part in.
fn tap_shape(text: &str) -> Vec<String> {
    let is_point = |line: &str| line.starts_with("ok ") || line.starts_with("not ok ");
    let shape = |line: &str| match line.split_once(" - ").filter(|_| is_point(line)) {
        Some((point, rest)) => {
            // A directive begins at a `#` that is not escaped.
            let plain = rest.replace("\\\\", "").replace("\\#", "");
            let directive = plain.split_once('#').map(|(_, word)| word.trim().to_owned());
            format!("{point} {}", directive.unwrap_or_default())
        }
        None => line.split_once(": ").map_or(line, |(key, _)| key).to_owned(),
    };
    text.lines().map(shape).collect()
}

#[test]
fn test_points_are_the_same_and_their_details_are_data() {
    let calm = tap_shape(calm().get("tap"));
    for reports in all() {
        let text = reports.get("tap");
        assert_eq!(tap_shape(text), calm, "{:?}", reports.text);
        let said = text.lines().filter_map(|line| line.strip_prefix("  said: "));
        let said: Vec<String> = said.map(|json| serde_json::from_str(json).unwrap()).collect();
        let expected = words(&printable(&reports.text));
        assert!(said.iter().any(|said| words(said).contains(&expected)), "{said:?}");
        assert!(
            text.contains("\n1..12\n")
                && text.lines().filter(|line| line.starts_with("1..")).count() == 1
        );
    }
}

/// Only names and counts are there.
#[test]
fn metrics_say_nothing_of_it() {
    for reports in all() {
        assert_eq!(reports.get("openmetrics"), calm().get("openmetrics"), "{:?}", reports.text);
    }
}

#[test]
fn text_begins_and_ends_with_the_verdict_and_shows_the_string() {
    for reports in all() {
        let text = reports.get("text");
        assert!(text.starts_with(" ROLLBACK   sinks "), "{text}");
        assert!(text.lines().next_back().unwrap().starts_with("rollback because of"), "{text}");
        // A blank takes the meaning from commands.
        let shown =
            |text: &str| words(text).replace("::", ": :").replace("##", "# #").replace(' ', "");
        assert!(
            shown(text).contains(&shown(&printable(&reports.text))),
            "{:?}: {text}",
            reports.text
        );
        let verdicts =
            text.lines().filter(|line| line.starts_with(" ROLLBACK ") || line.starts_with(" GO "));
        assert_eq!(verdicts.count(), 1, "{text}");
    }
}
