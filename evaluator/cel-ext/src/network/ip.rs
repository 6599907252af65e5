//! A single address, version 4 or 6.

use std::any::Any;
use std::cmp::Ordering;
use std::net::IpAddr;

use gonogo_cel::function::Call;
use gonogo_cel::{ErrorKind, Fault, Opaque, Value, function};

pub(super) const NAME: &str = "net.IP";

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Ip(pub(super) IpAddr);

impl Opaque for Ip {
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
        self.0.to_string()
    }
}

/// Reads an address; leading zeros are refused by `std`. A mapped address is refused where it
/// shows its IPv4 form, and its hexadecimal form is the IPv4 address: the specification's
/// cases ask for both. `Err` says what is wrong, to stand after the text.
pub(super) fn parse(text: &str) -> Result<IpAddr, &'static str> {
    if text.contains('%') {
        return Err("has a zone, which addresses here have not");
    }
    let address: IpAddr = text.parse().map_err(|_| "is no IP address")?;
    let IpAddr::V6(long) = address else {
        return Ok(address);
    };
    match long.to_ipv4_mapped() {
        Some(_) if text.contains('.') => {
            Err("is an IPv4 address mapped into IPv6: write the IPv4 address")
        }
        Some(short) => Ok(IpAddr::V4(short)),
        None => Ok(address),
    }
}

/// The text that is the call's argument at this place, charged for being read.
pub(super) fn text_at<'c>(call: &Call<'c>, at: usize) -> Result<&'c str, Fault> {
    let text = call.args.get(at).and_then(Value::as_str).ok_or_else(|| call.no_overload())?;
    call.charge(text.len().div_ceil(10))?;
    Ok(text)
}

pub(super) fn unreadable(text: &str, why: &str) -> Fault {
    let message = format!("`{}` {why}", Value::string(text).brief());
    Fault::error(ErrorKind::InvalidConversion, message)
}

pub(super) fn address_at(call: &Call<'_>, at: usize) -> Result<IpAddr, Fault> {
    if let Some(ip) = call.args.get(at).and_then(Value::downcast::<Ip>) {
        return Ok(ip.0);
    }
    let text = text_at(call, at)?;
    parse(text).map_err(|why| unreadable(text, why))
}

function!(
    IP = "ip",
    "An address from its text.",
    |call| match call.args {
        [Value::String(_)] => Ok(Value::opaque(Ip(address_at(call, 0)?))),
        _ => Err(call.no_overload()),
    },
    ["ip(string) -> net.IP"],
    [("ip('192.168.0.1')", "192.168.0.1"), ("ip('2001:DB8::0:1')", "2001:db8::1")]
);

function!(
    IS_IP = "isIP",
    "Whether the text is an address.",
    |call| text_at(call, 0).map(|text| Value::Bool(parse(text).is_ok())),
    ["isIP(string) -> bool"],
    [("isIP('::1')", "true"), ("isIP('10.0.0.256')", "false")]
);

function!(
    IS_CANONICAL = "ip.isCanonical",
    "Whether the address is written in its shortest form, in small letters.",
    is_canonical,
    ["ip.isCanonical(string) -> bool"],
    [("ip.isCanonical('::1')", "true"), ("ip.isCanonical('2001:DB8::1')", "false")]
);

fn is_canonical(call: &Call<'_>) -> Result<Value, Fault> {
    let text = text_at(call, 0)?;
    let address = parse(text).map_err(|why| unreadable(text, why))?;
    Ok(Value::Bool(address.to_string() == text))
}

/// The result of a question to an address.
fn asked<'c>(call: &Call<'c>) -> Result<&'c IpAddr, Fault> {
    match call.args {
        [ip] => ip.downcast::<Ip>().map(|ip| &ip.0).ok_or_else(|| call.no_overload()),
        _ => Err(call.no_overload()),
    }
}

function!(
    FAMILY = "family",
    "The version of the protocol, 4 or 6.",
    |call| asked(call).map(|ip| Value::Int(if ip.is_ipv4() { 4 } else { 6 })),
    ["net.IP.family() -> int"],
    [("ip('::1').family()", "6")]
);

function!(
    IS_UNSPECIFIED = "isUnspecified",
    "Whether it stands for no address: `0.0.0.0` or `::`.",
    |call| asked(call).map(|ip| Value::Bool(ip.is_unspecified())),
    ["net.IP.isUnspecified() -> bool"],
    [("ip('0.0.0.0').isUnspecified()", "true")]
);

function!(
    IS_LOOPBACK = "isLoopback",
    "Whether it is the machine itself.",
    |call| asked(call).map(|ip| Value::Bool(ip.is_loopback())),
    ["net.IP.isLoopback() -> bool"],
    [("ip('127.0.0.1').isLoopback()", "true")]
);

function!(
    IS_GLOBAL_UNICAST = "isGlobalUnicast",
    "Whether it is one machine's beyond its own link; addresses of private networks count.",
    |call| asked(call).map(|ip| Value::Bool(is_global_unicast(ip))),
    ["net.IP.isGlobalUnicast() -> bool"],
    [("ip('10.0.0.1').isGlobalUnicast()", "true"), ("ip('ff00::1').isGlobalUnicast()", "false")]
);

function!(
    IS_LINK_LOCAL_UNICAST = "isLinkLocalUnicast",
    "Whether it is one machine's on its own link: in `169.254.0.0/16` or `fe80::/10`.",
    |call| asked(call).map(|ip| Value::Bool(is_link_local(ip))),
    ["net.IP.isLinkLocalUnicast() -> bool"],
    [("ip('fe80::1').isLinkLocalUnicast()", "true")]
);

function!(
    IS_LINK_LOCAL_MULTICAST = "isLinkLocalMulticast",
    "Whether it is a group's on its own link: in `224.0.0.0/24` or `ff02::/16`.",
    |call| asked(call).map(|ip| Value::Bool(is_link_local_multicast(ip))),
    ["net.IP.isLinkLocalMulticast() -> bool"],
    [("ip('224.0.0.1').isLinkLocalMulticast()", "true")]
);

fn is_global_unicast(ip: &IpAddr) -> bool {
    let is_broadcast = matches!(ip, IpAddr::V4(short) if short.is_broadcast());
    let is_special = ip.is_unspecified() || ip.is_loopback() || ip.is_multicast();
    !is_broadcast && !is_special && !is_link_local(ip)
}

fn is_link_local(ip: &IpAddr) -> bool {
    match ip {
        IpAddr::V4(short) => short.is_link_local(),
        IpAddr::V6(long) => long.is_unicast_link_local(),
    }
}

/// For version 6 the scope alone counts, whatever the flags beside it: `ff32::1` as well.
fn is_link_local_multicast(ip: &IpAddr) -> bool {
    match ip {
        IpAddr::V4(short) => matches!(short.octets(), [224, 0, 0, _]),
        IpAddr::V6(long) => matches!(long.octets(), [0xff, scope, ..] if scope & 0x0f == 2),
    }
}

#[cfg(test)]
mod tests {
    use super::parse;
    use crate::testing::{error_of, result_of};

    #[test]
    fn texts_that_are_addresses_and_texts_that_are_not() {
        for (text, reads) in [
            ("0.0.0.0", "0.0.0.0"),
            ("255.255.255.255", "255.255.255.255"),
            ("::", "::"),
            ("2001:0db8:0:0:0:0:0:0001", "2001:db8::1"),
            ("1:0:0:2:0:0:0:3", "1:0:0:2::3"),
            ("::ffff:c0a8:1", "192.168.0.1"),
            ("::192.168.0.1", "::c0a8:1"),
        ] {
            assert_eq!(parse(text).unwrap().to_string(), reads, "{text}");
        }
        for text in [
            "",
            " ",
            "1.2.3",
            "1.2.3.4.5",
            "1.2.3.04",
            "1.2.3.256",
            "1.2.3.4 ",
            "+1.2.3.4",
            "0x1.2.3.4",
            "1.2.3.",
            "١.2.3.4",
            ":",
            ":::",
            "1::2::3",
            "g::",
            "00001::",
            "1:2:3:4:5:6:7",
            "[::1]",
            "::1%eth0",
            "1.2.3.4%eth0",
            "::ffff:1.2.3.4",
            "::FFFF:1.2.3.4",
            "1.2.3.4/32",
        ] {
            assert!(parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn kinds_of_addresses() {
        for (source, holds) in [
            ("ip('::').isUnspecified()", true),
            ("ip('::1').isLoopback()", true),
            ("ip('127.255.255.255').isLoopback()", true),
            ("ip('255.255.255.255').isGlobalUnicast()", false),
            ("ip('0.0.0.0').isGlobalUnicast()", false),
            ("ip('169.254.1.1').isGlobalUnicast()", false),
            ("ip('fd00::1').isGlobalUnicast()", true),
            ("ip('febf::1').isLinkLocalUnicast()", true),
            ("ip('fec0::1').isLinkLocalUnicast()", false),
            ("ip('224.0.1.1').isLinkLocalMulticast()", false),
            ("ip('ff32::1').isLinkLocalMulticast()", true),
            ("ip('ff05::1').isLinkLocalMulticast()", false),
            ("isIP('::1%lo')", false),
            ("ip.isCanonical('::ffff:c0a8:1')", false),
            ("ip('::1') == ip('0:0::1')", true),
            ("dyn(ip('::1')) == '::1'", false),
            ("type(ip('::1')) == net.IP", true),
        ] {
            assert_eq!(result_of(source), holds.to_string(), "{source}");
        }
    }

    #[test]
    fn errors_name_the_text() {
        for (source, why) in [
            ("ip('a')", "`'a'` is no IP address"),
            ("ip('fe80::1%en0')", "`'fe80::1%en0'` has a zone, which addresses here have not"),
            (
                "ip('::ffff:10.0.0.1')",
                "`'::ffff:10.0.0.1'` is an IPv4 address mapped into IPv6: write the IPv4 address",
            ),
            ("ip.isCanonical('1')", "`'1'` is no IP address"),
            ("ip(dyn(1))", "`ip` takes no (int)"),
            ("isIP(ip('::1'))", "`isIP` takes no (net.IP)"),
            ("dyn('::1').family()", "`family` takes no (string)"),
            ("ip(dyn(ip('::1')))", "`ip` takes no (net.IP)"),
        ] {
            assert_eq!(error_of(source), why, "{source}");
        }
    }
}
