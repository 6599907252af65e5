//! Functions describe themselves: name, signatures, a sentence, examples that are run.

pub(crate) mod foreign;
pub mod manual;
mod signature;

use std::fmt;
use std::sync::OnceLock;

pub use gonogo_cel_pattern::Pattern;
pub use signature::{Signature, Style, parse_type};

use crate::cost::Rule;
use crate::eval::Meter;
use crate::eval::{ErrorKind, Fault};
use crate::value::{Value, equal_within};

/// What a function gets: its arguments (the receiver first) and the budget it works on.
#[derive(Debug)]
pub struct Call<'c> {
    pub function: &'static Function,
    pub args: &'c [Value],
    meter: &'c Meter<'c>,
}

pub type Native = fn(&Call<'_>) -> Result<Value, Fault>;

pub struct Function {
    pub name: &'static str,
    /// `string.contains(string) -> bool`, `size(list(T)) -> int`; single capitals are parameters.
    pub signatures: &'static [&'static str],
    /// One sentence for the manual.
    pub summary: &'static str,
    /// Expressions and what they give.
    pub examples: &'static [(&'static str, &'static str)],
    pub native: Native,
    /// What a call costs and gives, for estimates.
    pub cost: Rule,
    pub parsed: OnceLock<Vec<Signature>>,
}

impl Function {
    pub fn signatures(&self) -> &[Signature] {
        self.parsed.get_or_init(|| {
            let parse = |text: &&str| Signature::parse(self.name, text);
            self.signatures.iter().filter_map(parse).collect()
        })
    }
}

impl fmt::Debug for Function {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Function").field("name", &self.name).finish_non_exhaustive()
    }
}

impl<'c> Call<'c> {
    pub(crate) fn new(
        function: &'static Function,
        args: &'c [Value],
        meter: &'c Meter<'c>,
    ) -> Self {
        Self { function, args, meter }
    }

    /// Takes cost units from the budget; call it before the work is done.
    pub fn charge(&self, units: usize) -> Result<(), Fault> {
        self.meter.take(units as u64)
    }

    /// A pattern that is only known while running; its cost is charged first, and only once for
    /// patterns that this evaluation has kept.
    pub fn compile(&self, pattern: &str) -> Result<Pattern, Fault> {
        self.meter.pattern(pattern, || {
            self.charge(pattern.len().saturating_add(1).saturating_mul(gonogo_cel_pattern::COST))?;
            Pattern::new(pattern, self.meter.limits().pattern_bytes, gonogo_cel_pattern::COMPILED)
                .map_err(|message| Fault::error(ErrorKind::InvalidArgument, message))
        })
    }

    /// `a == b`; every part is charged before it is looked at.
    pub fn equal(&self, a: &Value, b: &Value) -> Result<bool, Fault> {
        equal_within(a, b, &mut |units| self.meter.take(units))
    }

    /// The arguments have types that no signature takes.
    pub fn no_overload(&self) -> Fault {
        no_overload(self.function.name, self.args)
    }
}

/// `f(int, string)` has no overload.
pub(crate) fn no_overload(name: &str, args: &[Value]) -> Fault {
    let types: Vec<&str> = args.iter().map(Value::type_name).collect();
    let message = format!("`{name}` takes no ({})", types.join(", "));
    Fault::error(ErrorKind::NoSuchOverload, message)
}
