//! Fences: many plans have their checklists in them.

use std::borrow::Cow;

use gonogo_criteria::words::list::Words;

use crate::markdown::Line;

/// Languages whose brackets are no boxes.
const LANGUAGES: Words = Words::of(
    "bash sh shell zsh fish console shell-session powershell ps1 bat cmd python py javascript \
    js jsx typescript ts tsx json jsonc json5 yaml yml toml ini env dotenv properties sql \
    psql plpgsql go rust rs java kotlin scala c cpp c++ csharp cs ruby rb php perl lua r \
    swift elixir erlang hcl terraform tf nginx apache caddy dockerfile docker makefile make \
    xml css scss diff patch promql logql cel rego graphql proto protobuf mermaid plantuml \
    dot vue svelte http regex",
);

/// What is written in a language has brackets of its own.
pub(super) fn is_program(language: &str) -> bool {
    LANGUAGES.has(&language.to_ascii_lowercase())
}

/// Without the mark of a list, which is only a character here: `- `, `* `, `3. `.
pub(super) fn unmarked(text: &str) -> &str {
    let text = text.trim();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let after = text.get(digits..).unwrap_or_default();
    let marks: &[char] = if digits == 0 { &['-', '*', '+', '•', '>'] } else { &['.', ')'] };
    match after.strip_prefix(marks) {
        Some(rest) if digits <= 9 && rest.starts_with([' ', '\t']) => rest.trim_start(),
        Some(_) | None => text,
    }
}

/// As [`unmarked`], a line.
pub(super) fn without_mark<'l>(line: &'l Line<'_>) -> Line<'l> {
    let text = Cow::Borrowed(unmarked(&line.text));
    Line { text, number: line.number, is_escaped: line.is_escaped, struck: line.struck.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_lists_are_taken_away() {
        for text in ["[ ] a", "  - [ ] a", "12. [ ] a", "3) [ ] a", "* [ ] a", "• [ ] a"] {
            assert_eq!(unmarked(text), "[ ] a", "{text}");
        }
        assert_eq!(unmarked("-a"), "-a");
        assert_eq!(unmarked("1.5 a"), "1.5 a");
    }
}
