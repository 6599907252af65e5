//! What a UUID says of itself (RFC 4122).

use std::collections::BTreeMap;

use super::encoding::hex;
use super::{Builtin, of};
use crate::call::{Answer, Call};
use crate::value::Value;

pub(super) const FUNCTIONS: &[Builtin] = &[of("uuid.parse", 1, parse)];

/// Hundreds of nanoseconds from the reform of the calendar to 1970.
const REFORM: i128 = 0x01b2_1dd2_1381_4000;

fn parse(call: &Call<'_>) -> Answer {
    let Some(bits) = bits(call.text(0)?) else {
        return Ok(None);
    };
    let bytes = bits.to_be_bytes();
    let version = (bits >> 76) & 0xf;
    let mut entries = BTreeMap::new();
    let mut put = |name: &str, value: Value| entries.insert(Value::from(name), value);
    let number = |number: u128| i64::try_from(number).map_or(Value::Null, Value::int);
    put("version", number(version));
    put("variant", variant(bits).into());
    if version == 1 || version == 2 {
        put("time", Value::int(time(bits)));
        let node = bytes.last_chunk::<6>().copied().unwrap_or_default();
        let parts: Vec<String> = node.iter().map(|byte| hex(&[*byte])).collect();
        put("nodeid", Value::String(parts.join("-")));
        put("macvariables", address_kind(node).into());
        put("clocksequence", number((bits >> 48) & 0x3fff));
    }
    if version == 2 {
        put("id", number(bits >> 96));
        put("domain", Value::String(domain((bits >> 48) & 0xff)));
    }
    Ok(Some(Value::Object(entries)))
}

/// With dashes or without, in braces, or as a URN.
fn bits(text: &str) -> Option<u128> {
    let dashed = match text.len() {
        32 => return digits(text),
        36 => text,
        38 => text.get(1..37)?,
        45 => {
            let (start, rest) = text.split_at_checked(9)?;
            start.eq_ignore_ascii_case("urn:uuid:").then_some(rest)?
        }
        _ => return None,
    };
    let parts: Vec<&str> = dashed.split('-').collect();
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    (lengths == [8, 4, 4, 4, 12]).then(|| digits(&parts.concat())).flatten()
}

fn digits(text: &str) -> Option<u128> {
    let plain = text.bytes().all(|byte| byte.is_ascii_hexdigit());
    u128::from_str_radix(text, 16).ok().filter(|_| plain)
}

fn variant(bits: u128) -> &'static str {
    match (bits >> 61) & 0x7 {
        0..=3 => "Reserved",
        4..=5 => "RFC4122",
        6 => "Microsoft",
        _ => "Future",
    }
}

/// In nanoseconds since 1970; what does not fit into 64 bits wraps, as it does in OPA.
fn time(bits: u128) -> i64 {
    let (low, middle, high) = (bits >> 96, (bits >> 80) & 0xffff, (bits >> 64) & 0xfff);
    let ticks = (high << 48) | (middle << 32) | low;
    (ticks as i128).saturating_sub(REFORM).saturating_mul(100) as i64
}

fn address_kind(node: [u8; 6]) -> &'static str {
    match node.first().copied().unwrap_or_default() & 0b11 {
        0b11 => "local:multicast",
        0b01 => "global:multicast",
        0b10 => "local:unicast",
        _ => "global:unicast",
    }
}

fn domain(code: u128) -> String {
    match code {
        0 => "Person".to_owned(),
        1 => "Group".to_owned(),
        2 => "Org".to_owned(),
        other => format!("Domain{other}"),
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn versions_with_a_time_show_it() {
        check(
            "uuid.parse",
            r#"["00000000-0000-1000-8000-000000000000"]"#,
            r#"{"clocksequence": 0, "macvariables": "global:unicast", "nodeid": "00-00-00-00-00-00", "time": 6227451273709551616, "variant": "RFC4122", "version": 1}"#,
        );
        for text in [
            "{f47ac10b-58cc-4372-8567-0e02b2c3d479}",
            "urn:uuid:f47ac10b-58cc-4372-8567-0e02b2c3d479",
            "f47ac10b58cc437285670e02b2c3d479",
        ] {
            check("uuid.parse", &format!("[{text:?}]"), r#"{"variant": "RFC4122", "version": 4}"#);
        }
        for text in [
            "f47ac10b-58cc-4372-8567-0e02b2c3d47",
            "g47ac10b58cc437285670e02b2c3d479",
            "",
            "üüüüüüüüüüüüüüüüüü",
        ] {
            check("uuid.parse", &format!("[{text:?}]"), "undefined");
        }
    }
}
