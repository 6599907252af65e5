//! What is said of a call whose arguments fit no overload.

use super::calls::Site;
use crate::function::{Function, Signature, Style};
use crate::types::Type;

/// Forms of an operator or function that help lists.
const LISTED: usize = 6;

pub(super) fn describe(site: &Site<'_>, types: &[Type]) -> String {
    match (types, is_operator(site.name), site.style) {
        ([a, b], true, _) if site.name == "[]" => format!("`{a}` cannot be indexed by `{b}`"),
        ([a, b @ (Type::List(_) | Type::Map(_) | Type::Object(_))], true, _)
            if site.name == "in" =>
        {
            format!("`in` cannot look for `{a}` in `{b}`")
        }
        ([_, b], true, _) if site.name == "in" => {
            format!("`in` needs a list or map on its right, this is `{b}`")
        }
        ([a, b], true, _) if is_comparison(site.name) => {
            format!("`{}` cannot compare `{a}` and `{b}`", site.name)
        }
        ([a, b], true, _) => format!("`{}` cannot combine `{a}` and `{b}`", site.name),
        ([a], true, _) => format!("`{}` cannot stand before `{a}`", site.name),
        ([receiver, given], _, Style::Receiver) if site.name == "orValue" => {
            match receiver.as_optional() {
                Some(of) => format!("`orValue` of `{receiver}` needs `{of}`, this is `{given}`"),
                None => format!("`{receiver}` has no `orValue({given})`"),
            }
        }
        ([receiver, rest @ ..], _, Style::Receiver) => {
            format!("`{receiver}` has no `{}({})`", site.name, commas(rest))
        }
        _ => format!("`{}` takes no ({})", site.name, commas(types)),
    }
}

/// What to write instead, if the host has nothing to say.
pub(super) fn help(
    functions: &[&'static Function],
    site: &Site<'_>,
    types: &[Type],
) -> Option<String> {
    numbers(site.name, types)
        .or_else(|| other_optional(site, types))
        .or_else(|| optional(functions, site, types))
        .or_else(|| one_type(site.name, types))
        .or_else(|| membership(site.name, types))
        .or_else(|| candidates(functions, site, types))
}

/// Words are functions, but for `in`.
fn is_operator(name: &str) -> bool {
    !name.starts_with(|c: char| c.is_ascii_alphabetic()) || name == "in"
}

fn is_comparison(name: &str) -> bool {
    ["==", "!=", "<", "<=", ">", ">="].contains(&name)
}

fn commas(types: &[Type]) -> String {
    let texts: Vec<String> = types.iter().map(ToString::to_string).collect();
    texts.join(", ")
}

/// Numbers of different kinds are not mixed.
fn numbers(name: &str, types: &[Type]) -> Option<String> {
    let is_number = |of: &Type| matches!(of, Type::Int | Type::Uint | Type::Double);
    let [a, b] = types else { return None };
    let mixed = is_number(a) && is_number(b) && a != b && name != "in";
    let common = if [a, b].contains(&&Type::Double) { "double" } else { "int" };
    mixed.then(|| format!("make both the same kind, as with `{common}(x)`; `1.0` is a double"))
}

/// What to do with what may be absent where a value is needed.
pub(super) const TAKE_OUT: &str =
    "take the value out first, with `.orValue(x)` for when there is none";

/// What may be absent is no value yet.
fn optional(functions: &[&'static Function], site: &Site<'_>, types: &[Type]) -> Option<String> {
    let given = types.iter().filter(|of| of.as_optional().is_some()).count();
    let operator = is_operator(site.name);
    let is_equality = site.name == "==" || site.name == "!=";
    let mut signatures = functions.iter().flat_map(|function| function.signatures());
    let is_taken = signatures.any(|signature| any_optional(&signature.parameters));
    let is_mixed = given < types.len();
    let helps = if is_mixed { operator || !is_taken } else { !is_taken && !is_equality };
    (given > 0 && helps).then(|| TAKE_OUT.to_owned())
}

/// `or` goes on with another optional value, `orValue` with a value.
fn other_optional(site: &Site<'_>, types: &[Type]) -> Option<String> {
    let [receiver, given] = types else { return None };
    let is_value = receiver.as_optional().is_some() && given.as_optional().is_none();
    let help = "write `.orValue(x)`, or `.or(optional.of(x))` to keep it optional";
    (site.name == "or" && is_value).then(|| help.to_owned())
}

/// The many forms of a comparison come down to one sentence.
fn one_type(name: &str, types: &[Type]) -> Option<String> {
    let has_order =
        |of: &Type| of.is_scalar() || matches!(of, Type::Opaque(_)) && of.as_optional().is_none();
    match types {
        [_, _] if name == "==" || name == "!=" => {
            Some(format!("both sides of `{name}` need one type"))
        }
        [a, b] if is_comparison(name) && a != b && has_order(a) && has_order(b) => {
            Some(format!("both sides of `{name}` need one type"))
        }
        [_, _] if is_comparison(name) => Some(format!(
            "`{name}` compares two numbers, texts, bytes, bools, timestamps or durations"
        )),
        _ => None,
    }
}

fn membership(name: &str, types: &[Type]) -> Option<String> {
    let [found, within] = types else { return None };
    match within {
        _ if name != "in" => None,
        Type::String => Some("a text is asked with `text.contains(part)`".to_owned()),
        Type::List(of) => Some(format!("this list can have `{of}`, not `{found}`")),
        _ => None,
    }
}

/// The forms there are; those that share types with the arguments first, or alone.
fn candidates(functions: &[&'static Function], site: &Site<'_>, types: &[Type]) -> Option<String> {
    let operator = is_operator(site.name);
    let has_optional = any_optional(types);
    let mut forms: Vec<(usize, String)> = Vec::new();
    for function in functions {
        let written = function.signatures.iter().zip(function.signatures());
        let same_style = |s: &Signature| s.style == site.style;
        let any_style = !function.signatures().iter().any(same_style);
        // What takes optional values as well is listed for them only.
        let is_asked = |s: &Signature| !operator || has_optional || !any_optional(&s.parameters);
        let listed = |s: &Signature| (any_style || same_style(s)) && is_asked(s);
        for (text, signature) in written.filter(|(_, signature)| listed(signature)) {
            let form = if operator {
                format!("({})", commas(&signature.parameters))
            } else {
                format!("`{text}`")
            };
            forms.push((shared(site, &signature.parameters, types), form));
        }
    }
    let all = forms.len();
    forms.sort_by_key(|(shared, _)| std::cmp::Reverse(*shared));
    if operator && forms.iter().any(|(shared, _)| *shared > 0) {
        forms.retain(|(shared, _)| *shared > 0);
    }
    forms.truncate(LISTED);
    let more = if forms.len() < all { ", …" } else { "" };
    let forms: Vec<String> = forms.into_iter().map(|(_, form)| form).collect();
    let listed = format!("{}{more}", forms.join(", "));
    match (forms.is_empty(), operator) {
        (true, _) => None,
        (false, true) => Some(format!("`{}` takes {listed}", site.name)),
        (false, false) => Some(format!("it is declared as {listed}")),
    }
}

/// How many arguments are of the type that is wanted in their place.
fn shared(site: &Site<'_>, wanted: &[Type], given: &[Type]) -> usize {
    // What an index may be hangs on what is indexed.
    let count = if site.name == "[]" { 1 } else { given.len() };
    let pairs = wanted.iter().zip(given).take(count);
    pairs.filter(|(wanted, given)| !is_any(wanted) && is_kind_of(given, wanted)).count()
}

fn any_optional(types: &[Type]) -> bool {
    types.iter().any(|of| of.as_optional().is_some())
}

fn is_any(of: &Type) -> bool {
    matches!(of, Type::Dyn | Type::Parameter(_))
}

/// Whether a value may be what is wanted, by the outermost part of its type.
pub(super) fn is_kind_of(given: &Type, wanted: &Type) -> bool {
    match (given, wanted) {
        _ if is_any(wanted) || is_any(given) => true,
        (Type::List(_), Type::List(_)) => true,
        (Type::Map(_) | Type::Object(_), Type::Map(_)) => true,
        (Type::Type(_), Type::Type(_)) => true,
        (Type::Int | Type::Uint | Type::Double, Type::Number) => true,
        (Type::Opaque(given), Type::Opaque(wanted)) => given.name == wanted.name,
        (given, wanted) => given == wanted,
    }
}
