//! What RE2's reference of its syntax lists, and what tells its dialect from the crate's.

use crate::{COMPILED, COMPILED_LITERAL, Pattern};

pub(super) fn pattern(text: &str) -> Result<Pattern, String> {
    Pattern::new(text, 1_000, COMPILED_LITERAL)
}

/// Pattern, text, and whether it is found there.
fn check(rows: &[(&str, &str, bool)]) {
    for (text, searched, expected) in rows {
        let found = pattern(text).map(|pattern| pattern.regex().is_match(searched));
        assert_eq!(found, Ok(*expected), "{text} {searched:?}");
    }
}

/// Pattern, and what is said of it.
fn check_refused(rows: &[(&str, &str)]) {
    for (text, expected) in rows {
        let message = pattern(text).map(|pattern| pattern.regex().to_string()).unwrap_err();
        assert_eq!(message, format!("this is no pattern: {expected}"), "{text}");
    }
}

#[test]
fn characters_and_classes() {
    check(&[
        ("a.c", "a\nc", false),
        ("(?s)a.c", "a\nc", true),
        ("^.$", "é", true),
        ("^[xyz]$", "y", true),
        ("^[^xyz]$", "y", false),
        ("^[^xyz]$", "\n", true),
        (r"^\d+$", "123", true),
        (r"^\d+$", "١٢٣", false),
        (r"^\D$", "١", true),
        (r"^\w+$", "naive_1", true),
        (r"^\w+$", "naïve", false),
        (r"^\W$", "ï", true),
        (r"a\sb", "a b", true),
        (r"a\sb", "a\u{A0}b", false),
        (r"^\s$", "\u{B}", false),
        (r"^\s$", "\u{C}", true),
        (r"^\S$", "\u{B}", true),
        (r"^\S$", "\u{2003}", true),
        (r"^\pN$", "٣", true),
        (r"^\pN$", "x", false),
        (r"^\PN$", "x", true),
        (r"^\p{Greek}$", "Ω", true),
        (r"^\P{Greek}$", "Ω", false),
        (r"^\p{^Greek}$", "Ω", false),
        (r"^\P{^Greek}$", "Ω", true),
        (r"^\p{Lu}$", "É", true),
    ]);
}

#[test]
fn brackets_hold_no_sets() {
    check(&[
        ("^[a&&b]$", "&", true),
        ("^[a&&b]$", "a", true),
        ("^[a~~b]$", "~", true),
        ("^[+--]$", ",", true),
        ("^[[]$", "[", true),
        ("^[[a]]$", "a]", true),
        ("^[]a]+$", "]a", true),
        ("^[^]a]$", "]", false),
        ("^[a-]$", "-", true),
        ("^[-a]$", "-", true),
        (r"^[a\-c]$", "b", false),
        (r"^[\d-z]+$", "1-z", true),
        (r"^[\d-z]$", "y", false),
        ("^[[:alpha:]]$", "x", true),
        ("^[[:alpha:]]$", "é", false),
        ("^[[:^alpha:]]$", "é", true),
        ("^[^[:alpha:]]$", "x", false),
        ("^[[:word:]!]+$", "a_1!", true),
        ("^[:alpha:]+$", "alpha:", true),
        ("^[[:alpha]+$", "[a:", true),
        (r"^[\d\s]+$", "1 2", true),
        (r"^[^\d]$", "1", false),
        (r"^[\D]$", "x", true),
        (r"^[^\D]$", "1", true),
        (r"^[\W1]+$", "é1", true),
        (r"^[\w]$", "é", false),
        (r"^[\pN\p{Greek}]+$", "1Ω", true),
        (r"^[^\p{Lu}]$", "A", false),
        (r"^[\x41-\x{43}]$", "B", true),
        (r"^[\]\\]+$", "\\]", true),
        ("^[.*+?(){}|^$]+$", ".*+?(){}|^$", true),
        ("^[ #]+$", "# ", true),
    ]);
}

#[test]
fn repetitions_and_braces() {
    check(&[
        ("^a*$", "", true),
        ("^a+$", "", false),
        ("^a?$", "a", true),
        ("^a{2}$", "aa", true),
        ("^a{2,}$", "aaaa", true),
        ("^a{2,3}$", "aaaa", false),
        ("^a{0}$", "", true),
        ("^a{2}?$", "aa", true),
        ("a{,2}", "aa", false),
        ("^a{,2}$", "a{,2}", true),
        ("^a{}$", "a{}", true),
        ("^a{ 2}$", "a{ 2}", true),
        ("^a{02}$", "a{02}", true),
        ("^a{x}$", "a{x}", true),
        ("^{$", "{", true),
        ("^}$", "}", true),
        ("^a{1$", "a{1", true),
        ("^]$", "]", true),
        (r"^\w{200}$", &"x".repeat(200), true),
        (r"^\d{300}$", &"1".repeat(300), true),
        ("^a{1000}$", &"a".repeat(1000), true),
    ]);
}

#[test]
fn groups_and_flags() {
    check(&[
        ("^(a|b)c$", "bc", true),
        ("^(?:a|b)c$", "bc", true),
        ("^(?P<n>a)$", "a", true),
        ("^(?<n>a)$", "a", true),
        ("^(?P<1>a)$", "a", true),
        ("(?i)STRASSE", "strasse", true),
        ("(?i)^k$", "\u{212A}", true),
        (r"(?i)^\w$", "\u{212A}", true),
        (r"(?i)^\w$", "é", false),
        ("(?i:A)b", "aB", false),
        ("(?m)^b$", "a\nb", true),
        ("^b$", "a\nb", false),
        ("a$", "a\n", false),
        ("(?i-s)A.", "a\n", false),
        ("(?s-i:A.)", "a\n", false),
        ("(?ii)A", "a", true),
        ("(?)a", "a", true),
        ("(?i)a|B", "b", true),
        ("a||b", "", true),
        ("^()*$", "", true),
    ]);
}

#[test]
fn places() {
    check(&[
        (r"\ba", "éa", true),
        (r"a\b", "aé", true),
        (r"\bé\b", "é", false),
        (r"^\Bé", "é", true),
        (r"a\Bb", "ab", true),
        (r"\b{start}", "a{start}", true),
        (r"\Aa", "ba", false),
        (r"(?m)\Ab", "a\nb", false),
        (r"a\z", "a\n", false),
        (r"(?m)a\z", "a\nb", false),
    ]);
}

#[test]
fn escapes() {
    check(&[
        (r"^\a\f\t\n\r\v$", "\u{7}\u{C}\t\n\r\u{B}", true),
        (r"^\.$", "x", false),
        (r"^\*$", "*", true),
        (r#"^\_\ \-\&\~\#\"$"#, "_ -&~#\"", true),
        (r"^\<\>$", "<>", true),
        (r"^\123$", "S", true),
        (r"^\0$", "\0", true),
        (r"^\01$", "\u{1}", true),
        (r"^\1011$", "A1", true),
        (r"^\x41$", "A", true),
        (r"^\x412$", "A2", true),
        (r"^\x{1F600}$", "😀", true),
        (r"^\x{000041}$", "A", true),
        (r"\Qa.b\E", "a.b", true),
        (r"\Qa.b\E", "axb", false),
        (r"^\Q[a-z]{2}\E$", "[a-z]{2}", true),
        (r"^\Qab\E+$", "abb", true),
        (r"^\Q\E$", "", true),
        (r"^\Qa.", "a.", true),
        (r"^\Q\d\E\d$", "\\d1", true),
        (r"^\Qa\Qb\E$", "a\\Qb", true),
        (r"^\\Q$", "\\Q", true),
    ]);
}

#[test]
fn what_is_no_part_of_it_is_refused_in_plain_words() {
    check_refused(&[
        (
            r"\u0061",
            r"`\u` at character 1 is not supported: write the number of a character as `\x{61}`",
        ),
        ("(?x)a b", "`(?x` at character 1 is no group: flags are `i`, `m`, `s` and `U`"),
        ("é(?u:a)", "`(?u` at character 2 is no group: flags are `i`, `m`, `s` and `U`"),
        ("(?i-)", "`(?i-)` at character 1 has no flag behind `-`"),
        ("((?)??", "`?` at character 5 has nothing to repeat"),
        (r"(a)\1", r"`\1` at character 4 refers back to a group, which is not supported"),
        (r"(?P<n>a)\k<n>", r"`\k` at character 9 refers back to a group, which is not supported"),
        ("(?P<n>a)(?P=n)", "`(?P=` at character 9 refers back to a group, which is not supported"),
        ("a(?=b)", "`(?=` at character 2 looks ahead, which is not supported"),
        ("a(?!b)", "`(?!` at character 2 looks ahead, which is not supported"),
        ("(?<=a)b", "`(?<=` at character 1 looks behind, which is not supported"),
        ("(?<!a)b", "`(?<!` at character 1 looks behind, which is not supported"),
        (
            "(?>a)",
            "`(?>` at character 1 never gives back what it took, which is not supported: write `(?:`",
        ),
        ("(?#a)", "`(?#` at character 1 is a comment, which is not supported"),
        (
            "(?'n'a)",
            "`(?'` at character 1 names a group in a way that is not supported: write `(?P<name>`",
        ),
        (
            "(?P<n-1>a)",
            "`(?P<n-1>` at character 1 names a group by something else than letters, digits and `_`",
        ),
        ("(?P<n>a)(?<n>b)", "duplicate capture group name"),
    ]);
}

#[test]
fn wrong_escapes_are_refused_in_plain_words() {
    check_refused(&[
        (r"a\Z", r"`\Z` at character 2 is not supported: the end of the text is `\z`"),
        (r"\Ga", r"`\G` at character 1 is not supported"),
        (r"a\Kb", r"`\K` at character 2 is not supported"),
        (r"\C", r"`\C` at character 1 is not supported: any character is `(?s:.)`"),
        (r"a\E", r"`\E` at character 2 ends no quotation: there is no `\Q` before it"),
        (
            r"\é",
            r"`\é` at character 1 is not supported: the character stands for itself without a backslash",
        ),
        (r"a\", r"`\` at character 2 ends the pattern: a backslash is written `\\`"),
        (
            r"\x4",
            r"`\x4` at character 1 is no character: its number is written `\x41` or `\x{1F600}`",
        ),
        (
            r"\x{D800}",
            r"`\x{D800}` at character 1 is no character: its number is written `\x41` or `\x{1F600}`",
        ),
        (
            r"\x{110000}",
            r"`\x{110000}` at character 1 is no character: its number is written `\x41` or `\x{1F600}`",
        ),
        (
            r"\p{Alphabetic}",
            r"`\p{Alphabetic}` at character 1 is no class of characters: there are such as `\pN` and `\p{Greek}`",
        ),
        (
            r"[\p{sc=Greek}]",
            r"`\p{sc=Greek}` at character 2 is no class of characters: there are such as `\pN` and `\p{Greek}`",
        ),
        (
            "[[:letter:]]",
            "`[:letter:]` at character 2 is no class of characters: there are such as `[:alpha:]`",
        ),
        ("[b-a]", "`b-a` at character 2 has the larger character first"),
        ("[a--b]", "`a--` at character 2 has the larger character first"),
        (r"[a-\d]", r"`a-\d` at character 2 is a class, and no end of a range"),
        (
            r"[\b]",
            r"`\b` at character 2 is a place and no character: it cannot be between brackets",
        ),
        (r"[\Qa\E]", r"`\Q` at character 2 is not possible between brackets"),
    ]);
}

#[test]
fn wrong_ends_and_repetitions_are_refused_in_plain_words() {
    check_refused(&[
        ("[a", "unclosed character class"),
        ("[]", "unclosed character class"),
        ("(a", "unclosed group"),
        ("a)", "unopened group"),
        ("*a", "repetition operator missing expression"),
        (
            "a**",
            "`*` at character 3 repeats what is repeated already: put that between `(?:` and `)`",
        ),
        (
            "a++",
            "`+` at character 3 repeats what is repeated already: put that between `(?:` and `)`",
        ),
        (
            "a{2}{3}",
            "`{3}` at character 5 repeats what is repeated already: put that between `(?:` and `)`",
        ),
        (
            "a*(?)?",
            "`?` at character 6 repeats what is repeated already: put that between `(?:` and `)`",
        ),
        ("a{1001}", "`{1001}` at character 2 repeats more than 1000 times"),
        ("a{1,99999999999}", "`{1,99999999999}` at character 2 repeats more than 1000 times"),
        ("a{3,2}", "`{3,2}` at character 2 has the larger number first"),
    ]);
}

#[test]
fn ascii_classes_are_small_enough_for_patterns_of_facts() {
    for text in [r"\w{200}", r"\d{300}", r"^\d{4}-\d\d-\d\dT[\d:.]{8,20}Z?$"] {
        assert_eq!(Pattern::new(text, 100, COMPILED).map(|_| ()), Ok(()), "{text}");
    }
    let large = pattern(r"\pL{1000}").map(|_| ()).unwrap_err();
    let start = "the pattern takes more than 1024 KiB when compiled: repeat less often";
    assert!(large.starts_with(start), "{large}");
}
