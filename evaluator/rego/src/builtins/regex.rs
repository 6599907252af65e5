//! Patterns in RE2's dialect, which is Go's.

mod expand;
mod template;

use gonogo_cel_pattern::Pattern;

use super::{Builtin, of};
use crate::call::{Answer, Call, Fault, LONGEST, array, text, truth};
use crate::value::Value;

pub(super) const FUNCTIONS: &[Builtin] = &[
    of("regex.find_n", 3, find_n),
    of("regex.replace", 3, replace),
    of("regex.split", 2, split),
    of("regex.template_match", 4, template_match),
];

/// The pattern, and what it costs to look through a text once.
fn pattern(call: &Call<'_>, pattern: &str, text: &str) -> Result<Pattern, Fault> {
    if pattern.len() > LONGEST {
        return Err(Fault::Halt(format!("a pattern has more than {LONGEST} bytes")));
    }
    let compiled = call.pattern(pattern)?;
    call.charge(compiled.cost(text.len()));
    Ok(compiled)
}

fn find_n(call: &Call<'_>) -> Answer {
    let (text, most) = (call.text(1)?, call.int(2)?);
    let pattern = pattern(call, call.text(0)?, text)?;
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    let found = pattern.regex().find_iter(text).take(most);
    array(found.map(|found| Value::from(found.as_str())).collect())
}

fn split(call: &Call<'_>) -> Answer {
    let (written, text) = (call.text(0)?, call.text(1)?);
    let pattern = pattern(call, written, text)?;
    if text.is_empty() && !written.is_empty() {
        return array(vec![Value::from("")]);
    }
    let (mut parts, mut begin, mut end) = (Vec::new(), 0, 0);
    for found in pattern.regex().find_iter(text) {
        end = found.start();
        // Nothing is not cut off at the front.
        if found.end() != 0 {
            parts.push(Value::from(text.get(begin..end).unwrap_or_default()));
        }
        begin = found.end();
    }
    if end != text.len() {
        parts.push(Value::from(text.get(begin..).unwrap_or_default()));
    }
    array(parts)
}

fn replace(call: &Call<'_>) -> Answer {
    let (base, with) = (call.text(0)?, call.text(2)?);
    let pattern = pattern(call, call.text(1)?, base)?;
    let pieces = expand::pieces(with);
    let (mut replaced, mut end) = (String::new(), 0);
    for groups in pattern.regex().captures_iter(base) {
        let Some(found) = groups.get(0) else { continue };
        replaced.push_str(base.get(end..found.start()).unwrap_or_default());
        for piece in &pieces {
            replaced.push_str(piece.expanded(&groups));
            call.within(replaced.len())?;
        }
        end = found.end();
    }
    replaced.push_str(base.get(end..).unwrap_or_default());
    call.within(replaced.len())?;
    text(replaced)
}

fn template_match(call: &Call<'_>) -> Answer {
    let (template, text) = (call.text(0)?, call.text(1)?);
    let written = template::pattern(template, call.text(2)?, call.text(3)?)?;
    let compiled = pattern(call, &written, text)?;
    truth(compiled.regex().is_match(text))
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn they_find_and_split_as_go_does() {
        for (name, operands, expected) in [
            ("regex.find_n", r#"["[a-z]+", "ab 1 cd ef", 2]"#, r#"["ab", "cd"]"#),
            ("regex.find_n", r#"["a*", "baac", -1]"#, r#"["", "aa", ""]"#),
            ("regex.find_n", r#"["a", "a", 0]"#, "[]"),
            ("regex.split", r#"["a*", "abaabaccadaaae"]"#, r#"["", "b", "b", "c", "c", "d", "e"]"#),
            ("regex.split", r#"[",", ",a,,b,"]"#, r#"["", "a", "", "b", ""]"#),
            ("regex.split", r#"["", "aü"]"#, r#"["a", "ü"]"#),
            ("regex.split", r#"["x", ""]"#, r#"[""]"#),
            ("regex.split", r#"["", ""]"#, "[]"),
            (
                "regex.replace",
                r#"["foo bar", "(?P<first>\\w)(\\w)", "$2${first}$first_$$"]"#,
                r#""of$o ab$r""#,
            ),
            ("regex.replace", r#"["abc", "^", "> "]"#, r#""> abc""#),
            ("regex.replace", r#"["abc", "x*", "-"]"#, r#""-a-b-c-""#),
            ("regex.template_match", r#"["urn:{[a-z.]+}:x", "urn:a.b:x", "{", "}"]"#, "true"),
            ("regex.template_match", r#"["urn:<.*>", "x", "<", ">"]"#, "false"),
            (
                "regex.template_match",
                r#"["a<b", "x", "<", ">"]"#,
                "undefined: the delimiters do not come in pairs",
            ),
        ] {
            check(name, operands, expected);
        }
    }

    #[test]
    fn patterns_and_answers_are_bounded() {
        let long = "a".repeat(20_000);
        check(
            "regex.find_n",
            &format!("[{long:?}, \"\", 1]"),
            "halt: a pattern has more than 16384 bytes",
        );
        let many = "$0".repeat(100);
        check(
            "regex.replace",
            &format!("[{long:?}, \"a\", {many:?}]"),
            "halt: the answer is larger than 1048576 bytes or parts",
        );
    }
}
