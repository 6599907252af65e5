//! Addresses and networks of the internet protocol.

use gonogo_cel::Function;

pub(crate) const FUNCTIONS: &[&Function] = &[];

pub(crate) const TYPES: &[&str] = &["net.IP", "net.CIDR"];
