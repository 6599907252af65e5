//! Addresses and networks of the internet protocol.

mod cidr;
mod ip;
mod order;
mod text;

use gonogo_cel::Function;

pub(crate) const FUNCTIONS: &[&Function] = &[
    &ip::IP,
    &ip::IS_IP,
    &ip::IS_CANONICAL,
    &ip::FAMILY,
    &ip::IS_UNSPECIFIED,
    &ip::IS_LOOPBACK,
    &ip::IS_GLOBAL_UNICAST,
    &ip::IS_LINK_LOCAL_UNICAST,
    &ip::IS_LINK_LOCAL_MULTICAST,
    &cidr::CIDR,
    &cidr::IS_CIDR,
    &cidr::CONTAINS_IP,
    &cidr::CONTAINS_CIDR,
    &cidr::IP_OF,
    &cidr::MASKED,
    &cidr::IS_MASK,
    &cidr::PREFIX_LENGTH,
    &text::STRING,
    &order::LESS,
    &order::LESS_EQUAL,
    &order::GREATER,
    &order::GREATER_EQUAL,
];

pub(crate) const TYPES: &[&str] = &[ip::NAME, cidr::NAME];
