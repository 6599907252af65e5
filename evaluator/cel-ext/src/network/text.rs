//! Addresses and networks back as texts.

use gonogo_cel::cost::Rule;
use gonogo_cel::function::Call;
use gonogo_cel::{Fault, Opaque, Value, function};

use super::cidr::Cidr;
use super::ip::Ip;

function!(
    STRING = "string",
    "The text of an address or network, in its shortest form.",
    string,
    ["string(net.IP) -> string", "string(net.CIDR) -> string"],
    [
        ("string(ip('2001:DB8::0:1'))", "'2001:db8::1'"),
        ("string(cidr('10.0.0.0/8'))", "'10.0.0.0/8'"),
    ],
    cost: Rule::TEXT
);

fn string(call: &Call<'_>) -> Result<Value, Fault> {
    let [value] = call.args else {
        return Err(call.no_overload());
    };
    let ip = value.downcast::<Ip>().map(Opaque::text);
    let text = ip.or_else(|| value.downcast::<Cidr>().map(Opaque::text));
    text.map(Value::string).ok_or_else(|| call.no_overload())
}
