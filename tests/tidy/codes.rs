//! Diagnostic codes: unique, and each shown by a stored message.
//!
//! A code is declared where its literal (`"C001"`) stands in a `codes.rs` of a crate, or in
//! a file of a folder `codes`. A fixture shows it when its text has `[C001]`.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{TokenStream, TokenTree};

use crate::project::{assert_none, files, read, source_files};

const FIXTURES: &str = "fixtures/diagnostics/";
/// Codes whose fixture is still to be written. A code that has one must leave the list.
const EXPECTED_WITHOUT_FIXTURE: &[&str] = &[];

#[test]
fn codes_are_unique() {
    let offenders: Vec<String> = declared()
        .into_iter()
        .filter(|(_, places)| places.len() > 1)
        .map(|(code, places)| format!("{code}: {}", places.join(", ")))
        .collect();
    assert_none("codes declared more than once", &offenders);
}

#[test]
fn codes_are_shown_by_a_fixture() {
    let shown = shown();
    let offenders: Vec<String> = declared()
        .into_iter()
        .filter(|(code, _)| !shown.contains(code))
        .filter(|(code, _)| !EXPECTED_WITHOUT_FIXTURE.contains(&code.as_str()))
        .map(|(code, places)| format!("{code}, declared in {}", places.join(", ")))
        .collect();
    assert_none(&format!("codes that no file of {FIXTURES} shows"), &offenders);
}

#[test]
fn fixtures_show_declared_codes() {
    let declared = declared();
    let offenders: Vec<String> =
        shown().into_iter().filter(|code| !declared.contains_key(code)).collect();
    assert_none("codes in fixtures that no crate declares", &offenders);
}

#[test]
fn list_of_missing_fixtures_only_shrinks() {
    let (declared, shown) = (declared(), shown());
    let offenders: Vec<String> = EXPECTED_WITHOUT_FIXTURE
        .iter()
        .filter(|code| shown.contains(**code) || !declared.contains_key(**code))
        .map(|code| (*code).to_owned())
        .collect();
    assert_none("remove from EXPECTED_WITHOUT_FIXTURE", &offenders);
}

#[test]
fn code_shapes_are_recognised() {
    assert!(["C001", "P120", "F999", "W042"].into_iter().all(is_code));
    assert!(
        ["", "C01", "C0001", "X001", "c001", "C0O1", "Ä01"].into_iter().all(|text| !is_code(text))
    );
    assert_eq!(bracketed("error[C001]: a[C002] b[0] C003 [P004"), ["C001", "C002"]);
}

/// Each code and the places that declare it.
fn declared() -> BTreeMap<String, Vec<String>> {
    let mut codes: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for path in source_files() {
        if !path.ends_with("/codes.rs") && !path.contains("/codes/") {
            continue;
        }
        let tokens: TokenStream =
            read(&path).parse().unwrap_or_else(|error| panic!("{path}: {error}"));
        for (code, line) in literals(tokens) {
            codes.entry(code).or_default().push(format!("{path}:{line}"));
        }
    }
    codes
}

fn literals(tokens: TokenStream) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    for token in tokens {
        match token {
            TokenTree::Group(group) => found.extend(literals(group.stream())),
            TokenTree::Literal(literal) => {
                let written = literal.to_string();
                let text = written.trim_matches('"');
                if text.len() + 2 == written.len() && is_code(text) {
                    found.push((text.to_owned(), literal.span().start().line));
                }
            }
            TokenTree::Ident(_) | TokenTree::Punct(_) => {}
        }
    }
    found
}

fn shown() -> BTreeSet<String> {
    files()
        .iter()
        .filter(|path| path.starts_with(FIXTURES) && path.ends_with(".txt"))
        .flat_map(|path| bracketed(&read(path)))
        .collect()
}

/// The codes in square brackets in a text.
fn bracketed(text: &str) -> Vec<String> {
    text.split('[')
        .skip(1)
        .filter_map(|part| part.split_once(']'))
        .map(|(inside, _)| inside)
        .filter(|inside| is_code(inside))
        .map(str::to_owned)
        .collect()
}

fn is_code(text: &str) -> bool {
    let mut letters = text.chars();
    letters.next().is_some_and(|letter| "CPFW".contains(letter))
        && text.len() == 4
        && letters.all(|digit| digit.is_ascii_digit())
}
