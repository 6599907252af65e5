//! What a policy compiled by OPA asks of whoever runs it: the built-in functions that are not in
//! the module. Texts in, values out: no clock but the one handed in, no files, no network, no
//! chance. What cannot be had that way is not supported, and says so by name.

mod builtins;
mod call;
#[cfg(test)]
mod testing;
mod value;

pub use builtins::{Builtin, find, names, why_not};
pub use call::{Answer, Call, Fault, Patterns};
pub use value::{Number, Value};
