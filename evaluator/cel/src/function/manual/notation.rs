//! How functions and operators are written, from the names and signatures they are declared by.

use crate::function::signature::{opening_of_last, split_list};

/// Whether it is called by a name; operators are declared as `_+_`, `!_` or `@in`.
pub(super) fn is_word(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
}

/// With `_` where the operands are written.
fn pattern(operator: &str) -> &str {
    match operator {
        "@in" => "_in_",
        "_?._" => "_.?_",
        other => other,
    }
}

/// `_+_` with `a` and `b` is `a + b`.
pub(super) fn written(operator: &str, operands: &[&str]) -> String {
    let pattern = pattern(operator);
    let is_tight = !pattern.starts_with('_') || pattern.contains(['[', '{', '.']);
    let mut operands = operands.iter();
    let mut out = String::new();
    for (at, sign) in pattern.split('_').enumerate() {
        if at > 0 {
            out.push_str(operands.next().copied().unwrap_or("…"));
        }
        if is_tight || sign.is_empty() {
            out.push_str(sign);
        } else {
            out.push_str(&format!(" {sign} "));
        }
    }
    out
}

/// `_+_` as it stands between its operands: `+`; `_[_]` is `[]`.
pub(super) fn symbol(operator: &str) -> String {
    written(operator, &[""; 3]).replace(' ', "")
}

/// What stands before, between and behind the operands: `[?` and `]` of `_[?_]`.
pub(super) fn signs(operator: &str) -> impl Iterator<Item = &str> {
    pattern(operator).split('_').map(str::trim).filter(|sign| !sign.is_empty())
}

/// The form and its result: `_+_(int, int) -> int` gives `int + int` and `int`.
pub(super) fn form(name: &str, signature: &'static str) -> (String, &'static str) {
    let (head, result) = signature.rsplit_once("->").unwrap_or((signature, ""));
    let head = head.trim();
    let operands = head.strip_prefix(name).filter(|_| !is_word(name));
    let operands = operands.and_then(|rest| rest.strip_prefix('(')?.strip_suffix(')'));
    let form = match operands {
        Some(operands) => {
            let operands: Vec<&str> = split_list(operands).into_iter().map(str::trim).collect();
            written(name, &operands)
        }
        None => head.to_owned(),
    };
    (form, result.trim())
}

/// What stands before the brackets: `list(T).all`, `math.greatest`.
fn called(signature: &str) -> Option<&str> {
    let head = signature.rsplit_once("->").map_or(signature, |(head, _)| head).trim();
    head.get(..opening_of_last(head)?)
}

/// Whether it is called so: `all` and `greatest` for the ones above.
pub(super) fn is_called(signature: &str, word: &str) -> bool {
    let before = called(signature).and_then(|called| called.strip_suffix(word));
    before.is_some_and(|before| before.is_empty() || before.ends_with('.'))
}

/// The type of the receiver without its parameters: `list` of `list(T).size() -> int`.
pub(super) fn receiver<'s>(signature: &'s str, name: &str) -> Option<&'s str> {
    let called = called(signature)?;
    let (of, method) = called.rsplit_once('.')?;
    let is_namespace = called == name;
    (!is_namespace && is_word(method)).then(|| of.split('(').next().unwrap_or(of))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operators_are_written_between_their_operands() {
        for (name, expected) in [
            ("_+_", "a + b"),
            ("-_", "-a"),
            ("!_", "!a"),
            ("@in", "a in b"),
            ("_[_]", "a[b]"),
            ("_?_:_", "a ? b : c"),
            ("_?._", "a.?b"),
            ("_[?_]", "a[?b]"),
            ("[?_]", "[?a]"),
            ("{?_: _}", "{?a: b}"),
        ] {
            assert_eq!(written(name, &["a", "b", "c"]), expected);
        }
    }

    #[test]
    fn signatures_are_shown_as_they_are_used() {
        let check = |name, signature, form, of| {
            assert_eq!(super::form(name, signature), (String::from(form), of));
        };
        check("_+_", "_+_(int, int) -> int", "int + int", "int");
        check("_[_]", "_[_](map(K, V), K) -> V", "map(K, V)[K]", "V");
        check("@in", "@in(T, list(T)) -> bool", "T in list(T)", "bool");
        check("size", "map(K, V).size() -> int", "map(K, V).size()", "int");
    }

    #[test]
    fn receivers_are_no_namespaces() {
        assert_eq!(receiver("map(K, V).size() -> int", "size"), Some("map"));
        assert_eq!(receiver("math.abs(int) -> int", "math.abs"), None);
        assert_eq!(receiver("size(map(K, V)) -> int", "size"), None);
        assert!(is_called("math.abs(int) -> int", "abs"));
        assert!(!is_called("map(K, V).size() -> int", "map"));
        assert!(!is_called("list(T).exists_one(x, condition) -> bool", "one"));
    }
}
