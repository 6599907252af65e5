//! As few networks as cover the same addresses.

use std::net::IpAddr;

use super::cidr::{Family, Network, bits, family, mask, shown};
use crate::call::{Answer, Call, Fault, set};
use crate::value::Value;

/// Addresses from the first to the last, and the network if it is one that was given.
struct Range {
    first: u128,
    last: u128,
    given: Option<Network>,
}

pub(super) fn merge(call: &Call<'_>) -> Answer {
    let mut ranges = Vec::new();
    for member in call.members(0)? {
        let Value::String(text) = member else {
            return Err(Fault::new("networks are strings"));
        };
        let network = network(text)?;
        ranges.push(Range { first: network.first(), last: network.last(), given: Some(network) });
    }
    ranges.sort_by_key(|range| (range.last, range.first));
    let mut merged: Vec<Range> = Vec::new();
    // From the end: what begins at most one behind the end of the one before it is one with it.
    while let Some(range) = ranges.pop() {
        match ranges.pop() {
            Some(before) if previous(range.first) <= before.last => {
                let first = before.first.min(range.first);
                ranges.push(Range { first, last: range.last, given: None });
            }
            before => {
                merged.push(range);
                ranges.extend(before);
            }
        }
    }
    let shown = merged.iter().flat_map(networks).map(Value::String);
    set(shown.collect())
}

/// An address without a length is as large a network as it was before there were lengths.
fn network(text: &str) -> Result<Network, Fault> {
    let Ok(address) = text.parse::<IpAddr>() else {
        return super::network(text);
    };
    let address = bits(address);
    if family(address) == Family::V6 {
        return Err(Fault::new("an address of IPv6 needs a length"));
    }
    let fixed = match (address >> 24) & 0xff {
        0..=127 => 8,
        128..=191 => 16,
        _ => 24,
    };
    Ok(Network { family: Family::V4, address, fixed: 96 + fixed })
}

/// The address before, but none before the first of its family.
fn previous(address: u128) -> u128 {
    let lowest = match family(address) {
        Family::V4 => bits(IpAddr::from([0, 0, 0, 0])),
        Family::V6 => 0,
    };
    if address == lowest { address } else { address.wrapping_sub(1) }
}

fn networks(range: &Range) -> Vec<String> {
    if let Some(network) = range.given {
        return vec![written(network.address, network.fixed, network.family)];
    }
    let mut all = Vec::new();
    let mut first = range.first;
    loop {
        // The largest network that begins here and does not go beyond the end.
        let mut fixed = 128_u32.saturating_sub(first.trailing_zeros());
        while first | !mask(fixed) > range.last {
            fixed = fixed.saturating_add(1);
        }
        all.push(written(first, fixed, family(range.first)));
        let last = first | !mask(fixed);
        if last >= range.last {
            return all;
        }
        first = last.saturating_add(1);
    }
}

fn written(address: u128, fixed: u32, of: Family) -> String {
    let length = match of {
        Family::V4 => fixed.saturating_sub(96),
        Family::V6 => fixed,
    };
    format!("{}/{length}", shown(address))
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn neighbours_become_one() {
        for (operands, expected) in [
            (r#"[["192.0.128.0/24", "192.0.129.0/24"]]"#, r#"{"192.0.128.0/23"}"#),
            (
                r#"[{"10.0.0.0/8", "10.1.0.0/16", "11.0.0.0/8", "fd00::/9", "fd80::/9"}]"#,
                r#"{"10.0.0.0/7", "fd00::/8"}"#,
            ),
            (r#"[["192.168.1.7"]]"#, r#"{"192.168.1.7/24"}"#),
            (
                r#"[["10.0.0.1/32", "10.0.0.2/31", "10.0.0.4/32"]]"#,
                r#"{"10.0.0.1/32", "10.0.0.2/31", "10.0.0.4/32"}"#,
            ),
            (r#"[["0.0.0.0/1", "128.0.0.0/1"]]"#, r#"{"0.0.0.0/0"}"#),
            ("[[]]", "set()"),
            (r#"[["::1"]]"#, "undefined: an address of IPv6 needs a length"),
            (r#"[["x"]]"#, "undefined: `x` is no network"),
        ] {
            check("net.cidr_merge", operands, expected);
        }
    }
}
