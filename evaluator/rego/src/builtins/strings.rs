//! Texts: what they begin and end with, where and how often something is in them, and `sprintf`.

mod sprintf;

use super::{Builtin, of};
use crate::call::{Answer, Call, Fault, array, int, text, truth};
use crate::value::Value;

pub(super) const FUNCTIONS: &[Builtin] = &[
    of("glob.quote_meta", 1, quote_meta),
    of("indexof_n", 2, indexof_n),
    of("sprintf", 2, sprintf::sprintf),
    of("strings.any_prefix_match", 2, |call| any(call, |text, start| text.starts_with(start))),
    of("strings.any_suffix_match", 2, |call| any(call, |text, end| text.ends_with(end))),
    of("strings.count", 2, count),
    of("strings.split_n", 3, split_n),
];

fn quote_meta(call: &Call<'_>) -> Answer {
    let mut quoted = String::new();
    for character in call.text(0)?.chars() {
        if "*?\\[]{}".contains(character) {
            quoted.push('\\');
        }
        quoted.push(character);
    }
    text(quoted)
}

fn any(call: &Call<'_>, matches: fn(&str, &str) -> bool) -> Answer {
    let (texts, parts) = (call.texts(0)?, call.texts(1)?);
    call.charge(texts.len().saturating_mul(parts.len()));
    truth(texts.iter().any(|text| parts.iter().any(|part| matches(text, part))))
}

/// Places in characters, also of matches that overlap.
fn indexof_n(call: &Call<'_>) -> Answer {
    let (text, wanted) = (call.text(0)?, call.text(1)?);
    if wanted.is_empty() {
        return Err(Fault::new("nothing is searched for"));
    }
    call.charge(text.len().saturating_mul(wanted.len()).div_ceil(16));
    let starts = text.char_indices().enumerate();
    let found = starts
        .filter(|(_, (byte, _))| text.get(*byte..).is_some_and(|rest| rest.starts_with(wanted)));
    array(found.filter_map(|(place, _)| i64::try_from(place).ok()).map(Value::int).collect())
}

fn count(call: &Call<'_>) -> Answer {
    let (text, wanted) = (call.text(0)?, call.text(1)?);
    let found = text.matches(wanted).count();
    int(i64::try_from(found).unwrap_or(i64::MAX))
}

/// The first few parts; the last few where the number is negative.
fn split_n(call: &Call<'_>) -> Answer {
    let (text, separator, most) = (call.text(0)?, call.text(1)?, call.int(2)?);
    let parts: Vec<&str> = if separator.is_empty() {
        text.split("").filter(|part| !part.is_empty()).collect()
    } else {
        text.split(separator).collect()
    };
    let wanted = usize::try_from(most.unsigned_abs()).unwrap_or(usize::MAX);
    let skipped = if most < 0 { parts.len().saturating_sub(wanted) } else { 0 };
    array(parts.into_iter().skip(skipped).take(wanted).map(Value::from).collect())
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn they_answer_as_opa_does() {
        check("glob.quote_meta", r#"["a*{b}-[c]?"]"#, r#""a\\*\\{b\\}-\\[c\\]\\?""#);
        check("indexof_n", r#"["üaüaüa", "aüa"]"#, "[1, 3]");
        check("indexof_n", r#"["abc", ""]"#, "undefined: nothing is searched for");
        check("strings.any_prefix_match", r#"[{"abc", "x"}, ["b", "ab"]]"#, "true");
        check("strings.any_suffix_match", r#"["abc", "bc"]"#, "true");
        check("strings.any_suffix_match", r#"[[], ["a"]]"#, "false");
        check(
            "strings.any_prefix_match",
            r#"["a", [1]]"#,
            "undefined: operand 2 must be string, or strings in an array or a set but is number",
        );
        check("strings.count", r#"["aaaa", "aa"]"#, "2");
        check("strings.count", r#"["aü", ""]"#, "3");
        check("strings.split_n", r#"["a,b,c", ",", 2]"#, r#"["a", "b"]"#);
        check("strings.split_n", r#"["a,b,c", ",", -2]"#, r#"["b", "c"]"#);
        check("strings.split_n", r#"["aü", "", 9]"#, r#"["a", "ü"]"#);
        check("strings.split_n", r#"["a,b", ",", 0]"#, "[]");
    }
}
