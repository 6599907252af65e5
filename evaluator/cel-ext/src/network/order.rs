//! The order of addresses and networks: version 4 before version 6, then by number.

use gonogo_cel::function::Call;
use gonogo_cel::{Fault, Value, function};

/// The evaluator asks the values themselves for their order.
fn refuse(call: &Call<'_>) -> Result<Value, Fault> {
    Err(call.no_overload())
}

function!(
    LESS = "_<_",
    "Whether the left address or network comes first.",
    refuse,
    ["_<_(net.IP, net.IP) -> bool", "_<_(net.CIDR, net.CIDR) -> bool"],
    [("ip('10.0.0.9') < ip('10.0.0.10')", "true")]
);

function!(
    LESS_EQUAL = "_<=_",
    "Whether the left address or network does not come after the right.",
    refuse,
    ["_<=_(net.IP, net.IP) -> bool", "_<=_(net.CIDR, net.CIDR) -> bool"],
    [("ip('10.0.0.9') <= ip('10.0.0.9')", "true")]
);

function!(
    GREATER = "_>_",
    "Whether the left address or network comes after the right.",
    refuse,
    ["_>_(net.IP, net.IP) -> bool", "_>_(net.CIDR, net.CIDR) -> bool"],
    [("ip('::1') > ip('255.0.0.1')", "true")]
);

function!(
    GREATER_EQUAL = "_>=_",
    "Whether the left address or network does not come before the right.",
    refuse,
    ["_>=_(net.IP, net.IP) -> bool", "_>=_(net.CIDR, net.CIDR) -> bool"],
    [("cidr('10.0.0.0/9') >= cidr('10.0.0.0/8')", "true")]
);

#[cfg(test)]
mod tests {
    use crate::testing::error_of;

    #[test]
    fn addresses_and_networks_have_no_common_order() {
        for (source, why) in [
            ("ip('::1') < cidr('::/0')", "`<` cannot compare `net.IP` and `net.CIDR`"),
            ("dyn(ip('::1')) < dyn('::1')", "`<` takes no (net.IP, string)"),
        ] {
            assert_eq!(error_of(source), why, "{source}");
        }
    }
}
