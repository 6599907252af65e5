//! Semantic versions, 2.0.0, with a `v` before them or not.

use std::cmp::Ordering;

use super::{Builtin, of};
use crate::call::{Answer, Call, Fault, int, truth};
use crate::value::Value;

pub(super) const FUNCTIONS: &[Builtin] = &[
    of("semver.compare", 2, compare),
    of("semver.is_valid", 1, |call| {
        truth(matches!(call.value(0)?, Value::String(text) if Version::parse(text).is_some()))
    }),
];

fn compare(call: &Call<'_>) -> Answer {
    let version = |place| {
        let text = call.text(place)?;
        Version::parse(text).ok_or_else(|| Fault::new(format!("`{text}` is no semantic version")))
    };
    int(match version(0)?.cmp(&version(1)?) {
        Ordering::Less => -1,
        Ordering::Equal => 0,
        Ordering::Greater => 1,
    })
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Version<'t> {
    numbers: [i64; 3],
    before: Before<'t>,
}

/// A version that has none is later than those that are before it.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Before<'t> {
    Release(Vec<Identifier<'t>>),
    Nothing,
}

/// Numbers are before names.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Identifier<'t> {
    /// Its digits, fewer before more.
    Number(usize, &'t str),
    Name(&'t str),
}

impl<'t> Version<'t> {
    fn parse(text: &'t str) -> Option<Self> {
        let text = text.strip_prefix('v').unwrap_or(text);
        let (text, built) = cut(text, '+');
        let (text, before) = cut(text, '-');
        if built.is_some_and(|built| !built.split('.').all(is_identifier)) {
            return None;
        }
        let numbers: Vec<i64> = text.split('.').map(number).collect::<Option<_>>()?;
        let before = match before {
            Some(names) => {
                Before::Release(names.split('.').map(identifier).collect::<Option<_>>()?)
            }
            None => Before::Nothing,
        };
        Some(Self { numbers: numbers.try_into().ok()?, before })
    }
}

fn cut(text: &str, at: char) -> (&str, Option<&str>) {
    text.split_once(at).map_or((text, None), |(text, rest)| (text, Some(rest)))
}

fn number(text: &str) -> Option<i64> {
    let plain = is_decimal(text) && (text.len() == 1 || !text.starts_with('0'));
    text.parse().ok().filter(|_| plain)
}

fn identifier(text: &str) -> Option<Identifier<'_>> {
    if !is_identifier(text) {
        return None;
    }
    if !is_decimal(text) {
        return Some(Identifier::Name(text));
    }
    let plain = text.len() == 1 || !text.starts_with('0');
    plain.then_some(Identifier::Number(text.len(), text))
}

fn is_identifier(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

fn is_decimal(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn they_are_ordered_as_the_specification_says() {
        let rising = [
            "1.0.0-alpha",
            "1.0.0-alpha.1",
            "1.0.0-alpha.beta",
            "1.0.0-beta",
            "1.0.0-beta.2",
            "1.0.0-beta.11",
            "1.0.0-rc.1",
            "1.0.0",
            "v1.0.1+built.7",
            "1.2.0",
            "1.10.0",
        ];
        for pair in rising.windows(2) {
            let [low, high] = pair else { continue };
            check("semver.compare", &format!(r#"["{low}", "{high}"]"#), "-1");
            check("semver.compare", &format!(r#"["{high}", "{low}"]"#), "1");
        }
        check("semver.compare", r#"["1.0.0+a", "1.0.0+b"]"#, "0");
        check("semver.compare", r#"["1.0", "1.0.0"]"#, "undefined: `1.0` is no semantic version");
    }

    #[test]
    fn what_is_no_version_is_found() {
        for (text, valid) in [
            ("1.2.3", true),
            ("v1.2.3-x.7.z.92+ab-1", true),
            ("01.2.3", false),
            ("1.2.3-01", false),
            ("1.2.3-", false),
            ("1.2.3+", false),
            ("1.2.+3", false),
            ("1.2.3.4", false),
            ("", false),
        ] {
            check("semver.is_valid", &format!("[{text:?}]"), &valid.to_string());
        }
        check("semver.is_valid", "[1]", "false");
    }
}
