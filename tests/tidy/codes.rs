//! Diagnostic codes: unique, and each shown by a stored message.
//!
//! A code is declared in a `codes.rs` of a crate, or in a file of a folder `codes`: as a
//! literal (`id: "C001"`), or as a row of a macro with its title (`C001 "a title"`, also
//! with `:` or `=>` between). A fixture shows it when its text has `[C001]`.

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
fn registries_declare_codes() {
    let offenders: Vec<String> =
        registries().into_iter().filter(|path| declarations(&read(path)).is_empty()).collect();
    assert_none("registries in a form that this test cannot read", &offenders);
}

#[test]
fn declarations_are_found() {
    let check = |rust: &str, expected: &[&str]| {
        let found: Vec<String> = declarations(rust).into_iter().map(|(code, _)| code).collect();
        assert_eq!(found, expected, "{rust}");
    };
    check("/// `C009`\npub static C001: Code = Code { id: \"C001\", title: \"C2\" };", &["C001"]);
    check("codes! { C001 \"a\"; P002 => \"b\", F003: \"c\" }", &["C001", "P002", "F003"]);
    check("static ALL: &[&Code] = &[&C001, &C002]; f(C003, \"d\");", &[]);
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
    for path in registries() {
        for (code, line) in declarations(&read(&path)) {
            codes.entry(code).or_default().push(format!("{path}:{line}"));
        }
    }
    codes
}

fn registries() -> Vec<String> {
    let is_registry = |path: &String| path.ends_with("/codes.rs") || path.contains("/codes/");
    source_files().into_iter().filter(is_registry).collect()
}

/// Each declared code and its line.
fn declarations(rust: &str) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    search(rust.parse().unwrap_or_else(|error| panic!("{error}: {rust}")), &mut found);
    found
}

fn search(tokens: TokenStream, found: &mut Vec<(String, usize)>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (index, token) in tokens.iter().enumerate() {
        let declared = match token {
            TokenTree::Group(group) => {
                search(group.stream(), found);
                None
            }
            TokenTree::Literal(_) => string_of(token),
            TokenTree::Ident(name) if has_title(&tokens[index + 1..]) => Some(name.to_string()),
            TokenTree::Ident(_) | TokenTree::Punct(_) => None,
        };
        found.extend(declared.filter(|code| is_code(code)).map(|code| (code, line_of(token))));
    }
}

fn has_title(after: &[TokenTree]) -> bool {
    let is_between = |token: &&TokenTree| matches!(token, TokenTree::Punct(mark) if ":=>".contains(mark.as_char()));
    after.iter().find(|token| !is_between(token)).and_then(string_of).is_some()
}

fn string_of(token: &TokenTree) -> Option<String> {
    let written = token.to_string();
    written.strip_prefix('"')?.strip_suffix('"').map(str::to_owned)
}

fn line_of(token: &TokenTree) -> usize {
    token.span().start().line
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
    letters.next().is_some_and(|letter| "CPFSTW".contains(letter))
        && text.len() == 4
        && letters.all(|digit| digit.is_ascii_digit())
}
