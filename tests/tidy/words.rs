//! Words that may not be written in Rust code. Comments and strings are not looked at.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use crate::project::{assert_none, read, rust_files};

/// The files that may sleep: tests wait for other programs there, and nowhere else.
const MAY_SLEEP: &[&str] = &["tests/services/src/process/wait.rs"];

/// The one place where compiled code is taken as such, which nothing can check.
const MAY_BE_UNSAFE: &[&str] = &["evaluator/wasm/src/module/trusted.rs"];

#[test]
fn refused_words_are_absent() {
    let excepted = |path: &str, word: &'static str| match word {
        "sleep" => MAY_SLEEP.contains(&path),
        "unsafe" => MAY_BE_UNSAFE.contains(&path),
        _ => false,
    };
    let offenders: Vec<String> = rust_files()
        .iter()
        .flat_map(|path| {
            let found = refused(&read(path)).into_iter();
            let offending = found.filter(move |(_, word)| !excepted(path, word));
            offending.map(move |(line, word)| format!("{path}:{line}: {word}"))
        })
        .collect();
    assert_none("words that this project does without", &offenders);
}

#[test]
fn refused_words_are_found() {
    let check = |code: &str, expected: &[&str]| {
        let found: Vec<&str> = refused(code).into_iter().map(|(_, word)| word).collect();
        assert_eq!(found, expected, "{code}");
    };
    check("fn f() { unsafe { g() } }", &["unsafe"]);
    check("fn f() { todo!(); unimplemented!(); dbg!(1); }", &["todo!", "unimplemented!", "dbg!"]);
    check("#[test] #[ignore = \"slow\"] fn f() { std::thread::sleep(d) }", &["ignore", "sleep"]);
    check("fn f() { use std::thread::{sleep, spawn}; }", &["sleep"]);
    check("fn f() { a.unwrap_or(true); b.unwrap_or(false) }", &["unwrap_or(true)"]);
    check("fn ignore(todo: T) { g(\"unsafe\"); /* dbg! */ todo != a; thread::spawn(h) }", &[]);
}

/// Line and word of each refused word in `code`.
fn refused(code: &str) -> Vec<(usize, &'static str)> {
    let tokens: TokenStream = code.parse().unwrap_or_else(|error| panic!("{error}: {code}"));
    let mut found = Vec::new();
    search(tokens, &mut found);
    found
}

fn search(tokens: TokenStream, found: &mut Vec<(usize, &'static str)>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (index, token) in tokens.iter().enumerate() {
        let rest = &tokens[index..];
        if let Some(word) = refused_at(rest) {
            found.push((token.span().start().line, word));
        }
        if let TokenTree::Group(group) = token {
            search(group.stream(), found);
        }
    }
}

fn refused_at(tokens: &[TokenTree]) -> Option<&'static str> {
    match tokens {
        [TokenTree::Ident(word), ..] if word == "unsafe" => Some("unsafe"),
        [TokenTree::Ident(word), TokenTree::Punct(mark), TokenTree::Group(_), ..]
            if mark.as_char() == '!' =>
        {
            ["todo!", "unimplemented!", "dbg!"]
                .into_iter()
                .find(|call| *word == call[..call.len() - 1])
        }
        [TokenTree::Punct(mark), TokenTree::Group(attribute), ..] if mark.as_char() == '#' => {
            let is_ignore =
                attribute.delimiter() == Delimiter::Bracket && starts_with(attribute, "ignore");
            is_ignore.then_some("ignore")
        }
        [TokenTree::Ident(word), _, _, TokenTree::Ident(called), ..]
            if word == "thread" && called == "sleep" =>
        {
            Some("sleep")
        }
        [TokenTree::Ident(word), _, _, TokenTree::Group(imported), ..]
            if word == "thread" && contains(imported, "sleep") =>
        {
            Some("sleep")
        }
        [TokenTree::Ident(word), TokenTree::Group(arguments), ..]
            if word == "unwrap_or" && arguments.stream().to_string() == "true" =>
        {
            Some("unwrap_or(true)")
        }
        _ => None,
    }
}

fn starts_with(group: &Group, word: &str) -> bool {
    matches!(group.stream().into_iter().next(), Some(TokenTree::Ident(first)) if first == word)
}

fn contains(group: &Group, word: &str) -> bool {
    group.stream().into_iter().any(|token| matches!(token, TokenTree::Ident(part) if part == word))
}
