//! Networks, in the notation of CIDR.

mod cidr;
mod merge;

use std::collections::BTreeSet;

use cidr::Network;

use super::{Builtin, of};
use crate::call::{Answer, Call, Fault, set, truth};
use crate::value::Value;

pub(super) const FUNCTIONS: &[Builtin] = &[
    of("net.cidr_contains_matches", 2, contains_matches),
    of("net.cidr_expand", 1, expand),
    of("net.cidr_is_valid", 1, |call| {
        truth(matches!(call.value(0)?, Value::String(text) if Network::parse(text).is_some()))
    }),
    of("net.cidr_merge", 1, merge::merge),
];

fn network(text: &str) -> Result<Network, Fault> {
    Network::parse(text).ok_or_else(|| Fault::new(format!("`{text}` is no network")))
}

fn expand(call: &Call<'_>) -> Answer {
    let network = network(call.text(0)?)?;
    let size = network.last().saturating_sub(network.first());
    call.within(usize::try_from(size).unwrap_or(usize::MAX).saturating_mul(16))?;
    let all = (network.first()..=network.last()).map(|bits| network.address(bits));
    set(all.map(Value::String).collect())
}

/// Pairs of places: which networks of the first operand contain which of the second.
fn contains_matches(call: &Call<'_>) -> Answer {
    let (outer, inner) = (listed(call.value(0)?)?, listed(call.value(1)?)?);
    call.charge(outer.len().saturating_mul(inner.len()).saturating_mul(8));
    let mut found = BTreeSet::new();
    for (network_text, outer_place) in &outer {
        for (text, place) in &inner {
            if cidr::contains(network_text, text)? {
                call.within(found.len().saturating_mul(32))?;
                found.insert(Value::Array(vec![outer_place.clone(), place.clone()]));
            }
        }
    }
    set(found)
}

/// Networks and what each is known by: itself, its number, its key.
fn listed(value: &Value) -> Result<Vec<(&str, Value)>, Fault> {
    match value {
        Value::String(text) => Ok(vec![(text, value.clone())]),
        Value::Array(items) => {
            let item = |(place, item)| {
                Ok((element(item)?, Value::int(i64::try_from(place).unwrap_or(i64::MAX))))
            };
            items.iter().enumerate().map(item).collect()
        }
        Value::Set(members) => {
            members.iter().map(|item| Ok((element(item)?, item.clone()))).collect()
        }
        Value::Object(entries) => {
            entries.iter().map(|(key, item)| Ok((element(item)?, key.clone()))).collect()
        }
        _ => Ok(Vec::new()),
    }
}

/// A text, or an array that begins with one.
fn element(value: &Value) -> Result<&str, Fault> {
    let first = match value {
        Value::Array(items) => items.first(),
        other => Some(other),
    };
    match first {
        Some(Value::String(text)) => Ok(text),
        _ => Err(Fault::new("networks are strings, or arrays that begin with one")),
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn networks_are_known_by_their_places() {
        check(
            "net.cidr_contains_matches",
            r#"[["10.0.0.0/8", ["fd00::/8", "x"]], {"a": "10.1.0.0/16", "b": "fd00::1", "c": "11.0.0.0/8"}]"#,
            r#"{[0, "a"], [1, "b"]}"#,
        );
        check(
            "net.cidr_contains_matches",
            r#"["10.0.0.0/8", {"10.0.0.1"}]"#,
            r#"{["10.0.0.0/8", "10.0.0.1"]}"#,
        );
        check(
            "net.cidr_contains_matches",
            r#"["10.0.0.0/8", ["x"]]"#,
            "undefined: `x` is neither an address nor a network",
        );
    }

    #[test]
    fn networks_have_addresses() {
        check(
            "net.cidr_expand",
            r#"["192.168.1.7/30"]"#,
            r#"{"192.168.1.4", "192.168.1.5", "192.168.1.6", "192.168.1.7"}"#,
        );
        check("net.cidr_expand", r#"["::ffff:1.2.3.4/128"]"#, r#"{"1.2.3.4"}"#);
        check("net.cidr_expand", r#"["fd00::/127"]"#, r#"{"fd00::", "fd00::1"}"#);
        check(
            "net.cidr_expand",
            r#"["10.0.0.0/8"]"#,
            "halt: the answer is larger than 1048576 bytes or parts",
        );
        check(
            "net.cidr_expand",
            r#"["::/0"]"#,
            "halt: the answer is larger than 1048576 bytes or parts",
        );
    }

    #[test]
    fn what_is_no_network_is_found() {
        for (text, valid) in [
            ("10.0.0.0/8", true),
            ("::/0", true),
            ("10.0.0.0/33", false),
            ("10.0.0.0", false),
            ("10.0.0/8", false),
            ("10.0.0.0/+8", false),
            ("010.0.0.0/8", false),
            ("fe80::1%eth0/64", false),
            ("10.0.0.0/08", true),
            ("", false),
        ] {
            check("net.cidr_is_valid", &format!("[{text:?}]"), &valid.to_string());
        }
    }
}
