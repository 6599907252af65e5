//! No text makes reading or rendering panic, and every place is a place of the text.

use proptest::prelude::*;

use gonogo_document::*;
use gonogo_document::{RenderStyle, render};

const GATE: &str = "\
gate: g
version: \"1.\\u0030\"
params: &p {limit: 0.1%, list: [a, 'it''s']}
phases:
  p: {traffic: 10%, bake: 5m, every: [{for: 1h, every: 1m}, {every: 2m}]}
sources: {s: {prometheus: \"${URL}\"}}
facts:
  f: {type: series, unit: \"%\", from: s, query: x, window: 15m}
rules:
  - id: one
    phases: [p]
    require: |
      f.latest() < 5
        && größer
    because: >-
      folded

      text # no comment
  - id: two
    cases:
      - {when: \"a \\\"b\\\"\", then: go}
      - {then: no-go}
    action: {kind: x, deep: *p}
";

fn check(text: &str) -> Result<(), TestCaseError> {
    let (document, problems) = read(text);
    for problem in &problems {
        let places = problem.related.iter().map(|(span, _)| *span).chain([problem.span]);
        for span in places {
            let range = span.start as usize..span.end as usize;
            prop_assert!(text.get(range).is_some(), "{problem:?} in {text:?}");
        }
        prop_assert!(!problem.message.contains('\n') && !problem.message.is_empty());
    }
    prop_assert!(document.is_some() || !problems.is_empty());
    let shown = render("gate.yaml", text, &problems, RenderStyle::Plain);
    prop_assert_eq!(shown.is_empty(), problems.is_empty());
    Ok(())
}

/// Pieces that YAML or gate files give a meaning to.
fn fragment() -> impl Strategy<Value = String> {
    let words = [
        "\n", "\r\n", "\t", "  ", ": ", "- ", "{", "}", "[", "]", ",", "\"", "'", "\\", "|", ">",
        "|-\n", "#", "&a ", "*a", "*p", "!x ", "<<: ", "---\n", "...\n", "%", "@", "?", "~", "é",
        "\u{feff}", "\u{0}", "\u{85}", "\u{2028}", "${A}", "${", "require", "rules", "x: 1\n",
        "\\u00", "🚀",
    ];
    proptest::sample::select(words.to_vec()).prop_map(str::to_owned)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn arbitrary_text_is_read(text in "\\PC{0,80}|(?s:.{0,80})") {
        check(&text)?;
    }

    #[test]
    fn arbitrary_fragments_are_read(parts in prop::collection::vec(fragment(), 0..40)) {
        check(&parts.concat())?;
    }

    #[test]
    fn mutated_gates_are_read(
        edits in prop::collection::vec((0..GATE.len(), 0..20_usize, fragment()), 1..6)
    ) {
        let mut text = GATE.to_owned();
        for (at, length, put) in edits {
            let start = text.floor_char_boundary(at);
            let end = text.floor_char_boundary(at + length).max(start);
            text.replace_range(start..end, &put);
        }
        check(&text)?;
    }
}

#[test]
fn the_gate_to_mutate_is_good() {
    assert_eq!(read(GATE).1, []);
}
