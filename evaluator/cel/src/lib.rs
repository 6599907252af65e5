//! CEL for gonogo: text → syntax → checked program → value.
//!
//! The crate knows nothing of gates. A host declares variables, functions and opaque types
//! in an [`Env`]; [`Env::compile`] gives a [`Program`] or every problem found; the program is
//! evaluated over [`Bindings`], bounded by [`Limits`], and can explain itself by a [`Trace`].

pub mod check;
pub mod cost;
pub mod env;
pub mod eval;
pub mod function;
pub mod residual;
pub mod stdlib;

pub use cost::{Estimate, Size};
pub use diagnostic::span as source;
pub use diagnostic::{Code, Diagnostic, Severity, codes, suggest};
pub use env::{Env, Host, Slot};
pub use eval::{Binding, Bindings, Budget, Error, ErrorKind, Fault, Program, Trace, Unknowns};
pub use function::manual;
pub use function::{Call, Function, Pattern};
pub use gonogo_cel_syntax::{diagnostic, limits, syntax};
pub use gonogo_cel_value::{time, types, value};
pub use limits::{Limits, Numbers};
pub use source::Span;
pub use types::{ObjectType, Type};
pub use value::{Map, Opaque, Value};
