//! Networks: an address and the number of its leading bits that all members share.

use std::any::Any;
use std::cmp::Ordering;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use gonogo_cel::function::Call;
use gonogo_cel::{Fault, Opaque, Value, function};

use super::ip::{self, Ip, address_at, text_at, unreadable};

pub(super) const NAME: &str = "net.CIDR";

/// The address keeps the bits behind the prefix: `10.0.0.1/8` is not `10.0.0.0/8`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cidr {
    address: IpAddr,
    /// Up to 32, or 128 for version 6.
    prefix: u32,
}

impl Opaque for Cidr {
    fn type_name(&self) -> &str {
        NAME
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn equals(&self, other: &dyn Opaque) -> bool {
        other.as_any().downcast_ref() == Some(self)
    }

    fn order(&self, other: &dyn Opaque) -> Option<Ordering> {
        other.as_any().downcast_ref().map(|other| self.cmp(other))
    }

    fn text(&self) -> String {
        format!("{}/{}", self.address, self.prefix)
    }
}

impl Cidr {
    /// `Err` says what is wrong, to stand after the text.
    fn parse(text: &str) -> Result<Self, &'static str> {
        let (address, prefix) = text.split_once('/').ok_or("has no `/` with a prefix length")?;
        let read = ip::parse(address)?;
        if read.is_ipv4() && address.contains(':') {
            return Err("is a network of IPv4 addresses mapped into IPv6: write the IPv4 network");
        }
        let longest = if read.is_ipv4() { 32 } else { 128 };
        let prefix = prefix_length(prefix).filter(|prefix| *prefix <= longest);
        let prefix = prefix.ok_or("has no prefix length that fits")?;
        Ok(Self { address: read, prefix })
    }

    fn first(self) -> IpAddr {
        match self.address {
            IpAddr::V4(address) => {
                let mask = u32::MAX.checked_shl(32 - self.prefix).unwrap_or(0);
                IpAddr::V4(Ipv4Addr::from_bits(address.to_bits() & mask))
            }
            IpAddr::V6(address) => {
                let mask = u128::MAX.checked_shl(128 - self.prefix).unwrap_or(0);
                IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & mask))
            }
        }
    }

    fn has(self, address: IpAddr) -> bool {
        self.first() == Self { address, ..self }.first() && self.is_version_of(address)
    }

    fn is_version_of(self, address: IpAddr) -> bool {
        self.address.is_ipv4() == address.is_ipv4()
    }

    fn covers(self, other: Self) -> bool {
        self.prefix <= other.prefix && self.has(other.address)
    }
}

/// Digits alone; `024` is not `24`.
fn prefix_length(text: &str) -> Option<u32> {
    let is_plain =
        text.bytes().all(|byte| byte.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    text.parse().ok().filter(|_| is_plain)
}

fn receiver(call: &Call<'_>) -> Result<Cidr, Fault> {
    cidr_among(call, 0).ok_or_else(|| call.no_overload())
}

fn cidr_among(call: &Call<'_>, at: usize) -> Option<Cidr> {
    call.args.get(at).and_then(Value::downcast::<Cidr>).copied()
}

fn read(call: &Call<'_>, at: usize) -> Result<Cidr, Fault> {
    let text = text_at(call, at)?;
    Cidr::parse(text).map_err(|why| unreadable(text, why))
}

function!(
    CIDR = "cidr",
    "A network from its text, an address and the length of its prefix.",
    |call| read(call, 0).map(Value::opaque),
    ["cidr(string) -> net.CIDR"],
    [("cidr('192.168.0.0/24')", "192.168.0.0/24")]
);

function!(
    IS_CIDR = "isCIDR",
    "Whether the text is a network.",
    |call| text_at(call, 0).map(|text| Value::Bool(Cidr::parse(text).is_ok())),
    ["isCIDR(string) -> bool"],
    [("isCIDR('10.0.0.0/8')", "true"), ("isCIDR('10.0.0.0')", "false")]
);

function!(
    CONTAINS_IP = "containsIP",
    "Whether the address belongs to the network.",
    |call| Ok(Value::Bool(receiver(call)?.has(address_at(call, 1)?))),
    ["net.CIDR.containsIP(net.IP) -> bool", "net.CIDR.containsIP(string) -> bool"],
    [("cidr('10.0.0.0/8').containsIP('10.1.2.3')", "true")]
);

function!(
    CONTAINS_CIDR = "containsCIDR",
    "Whether all addresses of the other network belong to this one.",
    contains_cidr,
    ["net.CIDR.containsCIDR(net.CIDR) -> bool", "net.CIDR.containsCIDR(string) -> bool"],
    [("cidr('10.0.0.0/8').containsCIDR('10.1.0.0/16')", "true")]
);

fn contains_cidr(call: &Call<'_>) -> Result<Value, Fault> {
    let network = receiver(call)?;
    let other = match cidr_among(call, 1) {
        Some(other) => other,
        None => read(call, 1)?,
    };
    Ok(Value::Bool(network.covers(other)))
}

function!(
    IP_OF = "ip",
    "The network's address as it was written.",
    |call| receiver(call).map(|network| Value::opaque(Ip(network.address))),
    ["net.CIDR.ip() -> net.IP"],
    [("cidr('192.168.1.5/24').ip()", "192.168.1.5")]
);

function!(
    MASKED = "masked",
    "The same network by its first address.",
    masked,
    ["net.CIDR.masked() -> net.CIDR"],
    [("cidr('192.168.1.5/24').masked()", "192.168.1.0/24")]
);

fn masked(call: &Call<'_>) -> Result<Value, Fault> {
    let network = receiver(call)?;
    Ok(Value::opaque(Cidr { address: network.first(), ..network }))
}

function!(
    IS_MASK = "isMask",
    "Whether it is written by its first address, as `masked` gives it.",
    |call| receiver(call).map(|network| Value::Bool(network.first() == network.address)),
    ["net.CIDR.isMask() -> bool"],
    [("cidr('10.0.0.0/8').isMask()", "true"), ("cidr('10.0.0.1/8').isMask()", "false")]
);

function!(
    PREFIX_LENGTH = "prefixLength",
    "The number of leading bits that all addresses of the network share.",
    |call| receiver(call).map(|network| Value::Int(i64::from(network.prefix))),
    ["net.CIDR.prefixLength() -> int"],
    [("cidr('10.0.0.0/8').prefixLength()", "8")]
);

#[cfg(test)]
mod tests {
    use super::Cidr;
    use crate::testing::{error_of, result_of};

    #[test]
    fn texts_that_are_networks_and_texts_that_are_not() {
        for text in ["0.0.0.0/0", "10.0.0.1/32", "::/0", "2001:db8::/128", "::1.2.3.4/96"] {
            assert!(Cidr::parse(text).is_ok(), "{text}");
        }
        for text in [
            "",
            "/",
            "10.0.0.0",
            "10.0.0.0/",
            "10.0.0.0/33",
            "::/129",
            "10.0.0.0/08",
            "10.0.0.0/+8",
            "10.0.0.0/-1",
            "10.0.0.0/8/8",
            "10.0.0.0/ 8",
            "10.0.0/8",
            "fe80::1%en0/64",
            "fe80::/64%en0",
            "::ffff:10.0.0.0/104",
            "::ffff:a00:0/104",
            "10.0.0.0/99999999999",
            "10.0.0.0/00",
        ] {
            assert!(Cidr::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn ends_of_the_prefixes_and_other_versions() {
        for (source, gives) in [
            ("cidr('255.255.255.255/0').masked()", "0.0.0.0/0"),
            ("cidr('ffff::1/0').masked()", "::/0"),
            ("cidr('ffff::1/128').masked()", "ffff::1/128"),
            ("cidr('2001:db8:ffff::/33').masked()", "2001:db8:8000::/33"),
            ("cidr('0.0.0.0/0').containsIP('255.255.255.255')", "true"),
            ("cidr('0.0.0.0/0').containsIP('::1')", "false"),
            ("cidr('::/0').containsIP(ip('0.0.0.0'))", "false"),
            ("cidr('::/0').containsIP('::ffff:a00:1')", "false"),
            ("cidr('10.0.0.0/8').containsIP('::ffff:a00:1')", "true"),
            ("cidr('0.0.0.0/0').containsCIDR('::/0')", "false"),
            ("cidr('10.1.2.3/8').containsCIDR('10.9.0.0/8')", "true"),
            ("cidr('10.0.0.1/8') == cidr('10.0.0.0/8')", "false"),
            ("cidr('10.0.0.0/8') == cidr('10.0.0.0/9')", "false"),
            ("type(cidr('::/0')) == net.CIDR", "true"),
        ] {
            assert_eq!(result_of(source), gives, "{source}");
        }
    }

    #[test]
    fn errors_name_the_text() {
        for (source, why) in [
            ("cidr('10.0.0.0')", "`'10.0.0.0'` has no `/` with a prefix length"),
            ("cidr('10.0.0.0/33')", "`'10.0.0.0/33'` has no prefix length that fits"),
            ("cidr('x/8')", "`'x/8'` is no IP address"),
            (
                "cidr('::ffff:a00:0/104')",
                "`'::ffff:a00:0/104'` is a network of IPv4 addresses mapped into IPv6: write the IPv4 network",
            ),
            ("cidr('10.0.0.0/8').containsIP('x')", "`'x'` is no IP address"),
            ("cidr('10.0.0.0/8').containsIP(dyn(1))", "`containsIP` takes no (net.CIDR, int)"),
            ("isCIDR(dyn(null))", "`isCIDR` takes no (null_type)"),
            ("dyn(ip('::1')).masked()", "`masked` takes no (net.IP)"),
            ("ip('::1').masked()", "`net.IP` has no `masked()`"),
        ] {
            assert_eq!(error_of(source), why, "{source}");
        }
    }
}
