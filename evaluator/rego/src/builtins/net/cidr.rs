//! A network, and what is in it. Addresses of IPv4 that are written as IPv6 are of IPv4, as Go
//! has it.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use crate::call::Fault;

/// All addresses as 128 bits; those of IPv4 behind this.
const MAPPED: u128 = 0xffff << 32;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Network {
    pub(super) family: Family,
    /// The first one; of an address without a length that one.
    pub(super) address: u128,
    /// Of the 128 bits those that are fixed.
    pub(super) fixed: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    V4,
    V6,
}

impl Network {
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (address, length) = text.split_once('/')?;
        let address: IpAddr = address.parse().ok()?;
        let plain = !length.is_empty() && length.bytes().all(|byte| byte.is_ascii_digit());
        let length: u32 = length.parse().ok().filter(|_| plain)?;
        let fixed = match address {
            IpAddr::V4(_) => Some(length).filter(|length| *length <= 32)?.saturating_add(96),
            IpAddr::V6(_) => Some(length).filter(|length| *length <= 128)?,
        };
        let address = bits(address) & mask(fixed);
        // What is left of an address of IPv4 when the front is cut off is one of IPv6.
        let family = family(address);
        Some(Self { family, address, fixed })
    }

    pub(super) fn first(self) -> u128 {
        self.address & mask(self.fixed)
    }

    pub(super) fn last(self) -> u128 {
        self.first() | !mask(self.fixed)
    }

    pub(super) fn contains(self, address: u128) -> bool {
        family(address) == self.family && address & mask(self.fixed) == self.first()
    }

    pub(super) fn address(self, bits: u128) -> String {
        shown(bits)
    }
}

pub(super) fn family(bits: u128) -> Family {
    if bits >> 32 == MAPPED >> 32 { Family::V4 } else { Family::V6 }
}

pub(super) fn shown(bits: u128) -> String {
    match family(bits) {
        Family::V4 => Ipv4Addr::from_bits(bits as u32).to_string(),
        Family::V6 => Ipv6Addr::from_bits(bits).to_string(),
    }
}

pub(super) fn bits(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(address) => MAPPED | u128::from(address.to_bits()),
        IpAddr::V6(address) => address.to_bits(),
    }
}

pub(super) fn mask(fixed: u32) -> u128 {
    u128::MAX.checked_shl(128_u32.saturating_sub(fixed)).unwrap_or(0)
}

/// Whether an address or all of a network is in a network.
pub(super) fn contains(network: &str, text: &str) -> Result<bool, Fault> {
    let network = super::network(network)?;
    if let Ok(address) = text.parse::<IpAddr>() {
        return Ok(network.contains(bits(address)));
    }
    let wrong = || Fault::new(format!("`{text}` is neither an address nor a network"));
    let inner = Network::parse(text).ok_or_else(wrong)?;
    if network.family == Family::V6 && inner.family == Family::V6 {
        let around = network.fixed <= inner.fixed;
        return Ok(around && inner.first() & mask(network.fixed) == network.first());
    }
    Ok(network.contains(inner.first()) && network.contains(inner.last()))
}
