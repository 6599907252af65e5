use proptest::prelude::*;
use serde_saphyr::granit_parser::{Event, Parser, ScalarStyle};

use super::*;

/// The scalar under the first key, as the YAML reader makes it.
fn scalar(source: &str) -> Text {
    let mut scalars = Parser::new_from_str(source).filter_map(|next| match next.unwrap() {
        (Event::Scalar(value, style, ..), span) => Some((value.into_owned(), style, span)),
        _ => None,
    });
    let (value, style, span) = scalars.nth(1).unwrap();
    let style = match style {
        ScalarStyle::Plain => Style::Plain,
        ScalarStyle::SingleQuoted => Style::SingleQuoted,
        ScalarStyle::DoubleQuoted => Style::DoubleQuoted,
        ScalarStyle::Literal => Style::Literal,
        ScalarStyle::Folded => Style::Folded,
    };
    let range = span.byte_range().unwrap();
    Text::new(source, Span::new(range.start as u32, range.end as u32), value, style)
}

fn span_of(text: &str, part: &str) -> Span {
    let start = text.find(part).unwrap() as u32;
    Span::new(start, start + part.len() as u32)
}

/// Every one of `parts` is in the value, and leads back to itself in the file.
fn check(source: &str, value: &str, parts: &[&str]) {
    let text = scalar(source);
    assert_eq!(text.value, value, "{source:?}");
    assert!(!text.pieces.is_empty(), "no way back: {source:?}");
    for part in parts {
        let there = text.file_span(span_of(value, part));
        assert_eq!(there.text(source), *part, "{source:?}");
    }
}

#[test]
fn plain_text_leads_back_to_itself() {
    check("k: a < 1", "a < 1", &["a", "<", "1"]);
    check("k:   a <\t1   # why\nx: 1", "a <\t1", &["a", "<\t", "1"]);
    check("k: größer > Maß\n", "größer > Maß", &["größer", ">", "Maß"]);
    check("k: a\n  && b\n", "a && b", &["a", "&&", "b"]);
    check("k: a  \r\n\r\n \t&& b\r\nx: 1", "a\n&& b", &["a", "&&", "b"]);
    check("k: {x: [a b, c]}", "x", &["x"]);
}

#[test]
fn quoted_text_leads_back_to_itself() {
    check("k: 'a < 1' # why", "a < 1", &["a", "<", "1"]);
    check("k: 'it''s > b'", "it's > b", &["it", "s", "> b"]);
    check("k: 'a\n  b\n\n  c'", "a b\nc", &["a", "b", "c"]);
    check("k: \"x == \\\"é\\\" && y\"", "x == \"é\" && y", &["x ==", "é", "&& y"]);
    check("k: \"a\\tb \\u00e9\\x41 c\"", "a\tb éA c", &["a", "b", "c"]);
    check("k: \"\\ud83d\\ude00 c\"", "😀 c", &["c"]);
    check("k: \"a \\\n    b\\\n    \\ c\"", "a b c", &["a", "b", "c"]);
    check("k: \"a  \r\n  b\r\n\r\n  c\"", "a b\nc", &["a", "b", "c"]);
    check("k: \" a\n b \"", " a b ", &["a", "b"]);
    check("k: \"\n a\"", " a", &["a"]);
}

#[test]
fn an_escape_is_marked_as_a_whole() {
    let source = "k: \"a\\tb\"";
    let text = scalar(source);
    assert_eq!(text.file_span(Span::new(1, 2)).text(source), "\\t");
    assert_eq!(text.file_span(Span::new(0, 3)).text(source), "a\\tb");
}

#[test]
fn literal_blocks_lead_back_to_themselves() {
    check("k: |\n  a\n  && b\nx: 1", "a\n&& b\n", &["a", "&&", "b"]);
    check("k: |-\n  a\n    && b", "a\n  && b", &["a", "&&", "b"]);
    check("k: |+\n  a\n\n  b\n\nx: 1", "a\n\nb\n\n", &["a", "b"]);
    check("k: |2\n    a\n  b\n", "  a\nb\n", &["a", "b"]);
    check("k: | # why\n\n  \n  a\n   \n  b\n", "\n\na\n \nb\n", &["a", "b"]);
    check("k: |\r\n  a\r\n\r\n  é b\r\nx: 1", "a\n\né b\n", &["a", "é", "b"]);
    check("k: |\n  a\tb\n  \tc\n", "a\tb\n\tc\n", &["a\tb", "\tc"]);
    check("- k: 1\n  l: |\n    a\n", "1", &["1"]);
}

#[test]
fn folded_blocks_lead_back_to_themselves() {
    check("k: >\n  a\n  && b\nx: 1", "a && b\n", &["a", "&&", "b"]);
    check("k: >-\n  a\n\n  b\n    c\n  d\n", "a\nb\n  c\nd", &["a", "b", "c", "d"]);
    check("k: >+\n  a\n\n\n  b\n\n", "a\n\nb\n\n", &["a", "b"]);
    check("k: >\n\n  a\n\n    b\n\n  c\n", "\na\n\n  b\n\nc\n", &["a", "b", "c"]);
    check("k: >\r\n  a\r\n  ü\r\n", "a ü\n", &["a", "ü"]);
}

#[test]
fn a_block_ends_with_its_last_letter() {
    let source = "k: |\n  a\n  b\n\nx: 1";
    assert_eq!(scalar(source).span.text(source), "a\n  b");
}

#[test]
fn the_end_of_the_value_is_the_end_of_the_scalar() {
    let source = "k: |\n  a +\nx: 1";
    let text = scalar(source);
    assert_eq!(text.file_span(Span::new(3, 3)), Span::new(10, 10));
    assert_eq!(text.file_span(Span::new(90, 99)), Span::new(10, 10));
}

#[test]
fn a_value_that_is_not_reproduced_points_at_the_scalar() {
    let source = "k: abc";
    let text = Text::new(source, Span::new(3, 6), "other".to_owned(), Style::Plain);
    assert_eq!(text.file_span(Span::new(1, 2)), Span::new(3, 6));
}

/// Scalars of all styles, written by someone who leans on the space bar.
fn written() -> impl Strategy<Value = String> {
    let parts = [
        "a", "é", " b", "  ", "\t", "\n", "\r\n", "\n  ", "\n   c", "''", "\\n", "\\\"", "\\\n",
        "#", "\\ ",
    ];
    let headers = ["", "'", "\"", "|\n", ">\n", "|-\n  ", ">+\n  ", "|2\n  ", "> # c\n\n  "];
    let body = prop::collection::vec(prop::sample::select(parts.to_vec()), 0..12);
    (prop::sample::select(headers.to_vec()), body).prop_map(|(header, body)| {
        let close = if header.len() == 1 { header } else { "" };
        format!("k: {header}{}{close}\n", body.concat().replace('\n', "\n  "))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn every_letter_leads_back_to_itself(source in written()) {
        let parsed = Parser::new_from_str(&source).collect::<Result<Vec<_>, _>>();
        if parsed.is_err() {
            return Ok(());
        }
        let text = scalar(&source);
        let letters = text.value.char_indices().filter(|(_, c)| c.is_alphabetic());
        prop_assert!(!text.pieces.is_empty() || letters.clone().count() == 0, "{text:?}");
        for (at, c) in letters {
            let inner = Span::new(at as u32, (at + c.len_utf8()) as u32);
            let there = text.file_span(inner).text(&source);
            prop_assert_eq!(there, c.to_string());
        }
    }
}
