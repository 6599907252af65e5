use gonogo_cel::Span;

use super::*;
use crate::codes;

fn problem(start: u32, end: u32) -> Diagnostic {
    Diagnostic::error(&codes::UNKNOWN_KEY, Span::new(start, end), "unknown key `requir`")
}

fn check(text: &str, diagnostic: Diagnostic, expected: &str) {
    assert_eq!(render("gate.yaml", text, &[diagnostic], Style::Plain), expected);
}

#[test]
fn a_problem_shows_its_line() {
    check(
        "gate: a\r\nrules:\r\n  - id: é\r\n    requir: a\r\n",
        problem(33, 39).with_help("did you mean `require`?").with_label("here"),
        "\
error[P003]: unknown key `requir`
 --> gate.yaml:4:5
  |
4 |     requir: a
  |     ^^^^^^ here
  |
  = help: did you mean `require`?

",
    );
}

#[test]
fn related_places_are_shown_with_their_words() {
    check(
        "a: 1\nb: 2\nc: 3\nd: 4\ne: 5\nf: 6\ng: 7\na: 8\n",
        problem(35, 36).with_related(Span::new(0, 1), "first given here"),
        "\
error[P003]: unknown key `requir`
 --> gate.yaml:8:1
  |
1 | a: 1
  | - first given here
...
8 | a: 8
  | ^

",
    );
}

#[test]
fn columns_count_characters() {
    let text = "é\t😀x: 1\n";
    let output = render("g", text, &[problem(7, 8)], Style::Plain);
    assert!(output.contains("--> g:1:4\n"), "{output}");
}

#[test]
fn a_span_of_several_lines_marks_the_first() {
    check(
        "a: [1,\n  2]\n",
        problem(3, 11),
        "\
error[P003]: unknown key `requir`
 --> gate.yaml:1:4
  |
1 | a: [1,
  |    ^^^

",
    );
}

#[test]
fn the_end_of_the_file_is_a_place() {
    check(
        "a: 1",
        problem(4, 4),
        "\
error[P003]: unknown key `requir`
 --> gate.yaml:1:5
  |
1 | a: 1
  |     ^

",
    );
    check(
        "a: 1\n",
        problem(900, 1000),
        "\
error[P003]: unknown key `requir`
 --> gate.yaml:2:1
  |
2 |
  | ^

",
    );
}

#[test]
fn long_lines_are_clipped_around_the_place() {
    let text = format!("{}here{}", "é".repeat(10_000), "b".repeat(10_000));
    let output = render("g", &text, &[problem(20_000, 20_004)], Style::Plain);
    assert!(output.contains("--> g:1:10001\n"), "{output}");
    assert!(output.lines().all(|line| line.chars().count() < 200), "{output}");
    assert!(output.contains("éhereb"), "{output}");
    let caret = output.lines().find(|line| line.contains("^^^^")).map(|line| line.find('^'));
    let source = output.lines().find(|line| line.contains("here")).map(|line| {
        line.char_indices().position(|(at, _)| line.split_at(at).1.starts_with("here"))
    });
    assert_eq!(caret, source);
}

#[test]
fn a_distant_place_on_a_long_line_becomes_a_note() {
    let text = format!("a: {}", "b".repeat(20_000));
    let diagnostic = problem(15_000, 20_000).with_related(Span::new(0, 1), "first given here");
    let output = render("g", &text, &[diagnostic], Style::Plain);
    assert!(output.contains("note: first given here: line 1, column 1\n"), "{output}");
    assert!(output.lines().all(|line| line.chars().count() < 200), "{output}");
}

#[test]
fn a_byte_order_mark_is_no_column() {
    let output = render("g", "\u{feff}abc: 1", &[problem(3, 6)], Style::Plain);
    assert!(output.contains("--> g:1:1\n"), "{output}");
    assert!(output.contains("1 | abc: 1\n  | ^^^"), "{output}");
}

#[test]
fn any_span_survives() {
    let texts = ["", "\n", "\r\n", "a", "é\r\n\tü\u{feff}", "\u{1b}[31m\0", "a\rb\n\n"];
    let offsets = [0, 1, 2, 3, 4, 5, 7, 100, u32::MAX];
    for text in texts {
        for start in offsets {
            for end in offsets {
                let related = Span::new(end, start);
                let problem = problem(start, end).with_related(related, "x").with_label("y");
                let output = render("g", text, &[problem], Style::Plain);
                assert!(!output.contains('\u{1b}'));
            }
        }
    }
}

#[test]
fn problems_are_sorted_and_not_endless() {
    let problems: Vec<_> = (0..150).rev().map(|at| problem(at, at + 1)).collect();
    let output = render("g", &"x".repeat(200), &problems, Style::Plain);
    assert!(output.find("g:1:1\n") < output.find("g:1:2\n"));
    assert!(output.ends_with("… and 50 more\n"));
}

#[test]
fn colours_are_only_given_when_asked_for() {
    let coloured = render("g", "a: 1", &[problem(0, 1)], Style::Coloured);
    assert!(coloured.contains('\u{1b}'));
    assert!(coloured.contains("P003"));
}
