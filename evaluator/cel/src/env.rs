//! What an expression may refer to: variables, functions, and the host's own types.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use crate::check::{self, Checked, Mode};
use crate::cost::Size;
use crate::diagnostic::Diagnostic;
use crate::eval::Program;
use crate::function::Function;
use crate::limits::Limits;
use crate::manual::Chapter;
use crate::stdlib;
use crate::syntax;
use crate::types::Type;
use crate::value::Value;

/// The place of a variable's value in the bindings.
pub type Slot = u32;

/// What the host adds to the checker's knowledge.
pub trait Host: Send + Sync {
    /// A literal text where `wanted` is expected: its value, or why it is none. `None` when
    /// texts do not stand for such a type.
    fn literal(&self, text: &str, wanted: &Type) -> Option<Result<Value, String>>;

    /// The type of a call whose result depends on a literal text, such as `quantity('5%')`.
    fn literal_call(&self, function: &str, text: &str) -> Option<Result<(Value, Type), String>>;

    /// Advice when no overload of `function` fits these arguments.
    fn advice(&self, function: &str, args: &[Type]) -> Option<String>;
}

#[derive(Clone, Debug)]
pub struct Variable {
    pub name: Arc<str>,
    pub of: Type,
    /// How large its values are; for estimates of cost. `None`: as its type is assumed to be.
    pub size: Option<Size>,
}

#[derive(Clone)]
pub struct Env {
    variables: Vec<Variable>,
    slots: HashMap<Arc<str>, Slot>,
    functions: HashMap<&'static str, Vec<&'static Function>>,
    types: HashMap<&'static str, Type>,
    container: String,
    host: Option<Arc<dyn Host>>,
    limits: Limits,
}

impl fmt::Debug for Env {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Env").field("variables", &self.variables).finish_non_exhaustive()
    }
}

impl Env {
    /// The standard functions, no variables.
    pub fn standard() -> Self {
        let mut env = Self {
            variables: Vec::new(),
            slots: HashMap::new(),
            functions: HashMap::new(),
            types: HashMap::new(),
            container: String::new(),
            host: None,
            limits: Limits::DEFAULT,
        };
        env.add_chapters(stdlib::CHAPTERS);
        env
    }

    pub fn set_host(&mut self, host: Arc<dyn Host>) {
        self.host = Some(host);
    }

    /// Names are looked up in this namespace first: `a.b` makes `x` mean `a.b.x`, `a.x` or `x`.
    pub fn set_container(&mut self, container: impl Into<String>) {
        self.container = container.into();
    }

    pub fn set_limits(&mut self, limits: Limits) {
        self.limits = limits;
    }

    /// Declares a variable, dots allowed; a name declared twice keeps its slot and changes type.
    pub fn declare(&mut self, name: &str, of: Type) -> Slot {
        if let Some(slot) = self.slots.get(name) {
            if let Some(variable) = self.variables.get_mut(*slot as usize) {
                variable.of = of;
            }
            return *slot;
        }
        let name: Arc<str> = Arc::from(name);
        let slot = self.variables.len() as Slot;
        self.variables.push(Variable { name: name.clone(), of, size: None });
        self.slots.insert(name, slot);
        slot
    }

    /// Says how large the variable's values are. Only estimates of cost go by it.
    pub fn bound(&mut self, slot: Slot, size: Size) {
        if let Some(variable) = self.variables.get_mut(slot as usize) {
            variable.size = Some(size);
        }
    }

    /// The functions of all chapters.
    pub fn add_chapters(&mut self, chapters: &[Chapter]) {
        chapters.iter().for_each(|chapter| self.add_functions(chapter.functions));
    }

    /// Takes the place of all functions of these names.
    pub fn replace_functions(&mut self, functions: &[&'static Function]) {
        for function in functions {
            self.functions.insert(function.name, vec![function]);
        }
    }

    pub fn add_functions(&mut self, functions: &[&'static Function]) {
        for function in functions {
            self.functions.entry(function.name).or_default().push(function);
        }
    }

    /// Names of opaque types that expressions may compare with `type(x)`.
    pub fn add_types(&mut self, names: &[&'static str]) {
        self.types.extend(names.iter().map(|name| (*name, Type::opaque(*name, Vec::new()))));
    }

    pub(crate) fn type_named(&self, name: &str) -> Option<&Type> {
        self.types.get(name)
    }

    pub fn slot(&self, name: &str) -> Option<Slot> {
        self.slots.get(name).copied()
    }

    pub fn variable(&self, slot: Slot) -> Option<&Variable> {
        self.variables.get(slot as usize)
    }

    pub fn variables(&self) -> &[Variable] {
        &self.variables
    }

    /// All that share the name: the standard's own first, then what the host added.
    pub fn functions(&self, name: &str) -> &[&'static Function] {
        self.functions.get(name).map(Vec::as_slice).unwrap_or_default()
    }

    pub fn function_names(&self) -> impl Iterator<Item = &'static str> {
        let names = self.functions.keys().copied();
        names.filter(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()))
    }

    pub fn container(&self) -> &str {
        &self.container
    }

    pub fn host(&self) -> Option<&dyn Host> {
        self.host.as_deref()
    }

    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Parses and checks; every problem at once.
    pub fn check(&self, source: &str) -> Result<Checked, Vec<Diagnostic>> {
        let syntax = syntax::parse(source, &self.limits)?;
        check::check(self, syntax, Mode::Strict)
    }

    /// Text to a program that is ready to run.
    pub fn compile(&self, source: &str) -> Result<Program, Vec<Diagnostic>> {
        let checked = self.check(source)?;
        Program::new(self, Arc::new(checked))
    }

    /// Skips the type check: what does not fit is an error when it runs.
    pub fn compile_unchecked(&self, source: &str) -> Result<Program, Vec<Diagnostic>> {
        let syntax = syntax::parse(source, &self.limits)?;
        let checked = check::check(self, syntax, Mode::Lenient)?;
        Program::new(self, Arc::new(checked))
    }
}
