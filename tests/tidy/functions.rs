//! Shapes of functions, read from the parsed source. Code inside macro calls is not seen.

use syn::visit::{self, Visit};
use syn::{Block, FnArg, Signature, Type, Visibility};

use crate::nesting;
use crate::project::{assert_none, parse, rust_files, source_files};

/// From the line of `fn` to the line of the closing brace, both included; attributes and
/// doc comments not.
const LINES: usize = 60;
/// The receiver (`self`) not counted.
const PARAMETERS: usize = 4;
/// Levels of control flow inside each other, as `nesting` counts them.
const NESTING: usize = 3;
/// `path: name` of public functions that may take a `bool`.
const BOOLEAN_EXCEPTIONS: &[&str] = &[];

struct Function {
    /// `path: name`
    place: String,
    line: usize,
    lines: usize,
    parameters: usize,
    nesting: usize,
    is_public: bool,
    has_boolean: bool,
}

impl Function {
    fn offence(&self, measured: impl std::fmt::Display) -> String {
        format!("{} (line {}): {measured}", self.place, self.line)
    }
}

struct Collector<'a> {
    path: &'a str,
    in_public_trait: bool,
    /// What a trait asks for is counted where the trait is written; others' are theirs.
    fills_a_trait: bool,
    found: Vec<Function>,
}

impl Collector<'_> {
    fn add(&mut self, signature: &Signature, body: Option<&Block>, is_public: bool) {
        let first = signature.fn_token.span.start().line;
        let last = body.map_or(first, |block| block.brace_token.span.close().end().line);
        let typed: Vec<&Type> = signature.inputs.iter().filter_map(parameter_type).collect();
        self.found.push(Function {
            place: format!("{}: {}", self.path, signature.ident),
            line: first,
            lines: last - first + 1,
            parameters: typed.len(),
            nesting: body.map_or(0, nesting::deepest),
            is_public,
            has_boolean: typed.into_iter().any(is_boolean),
        });
    }
}

impl<'ast> Visit<'ast> for Collector<'_> {
    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.add(&item.sig, Some(&item.block), is_public(&item.vis));
        visit::visit_item_fn(self, item);
    }

    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        let around = std::mem::replace(&mut self.fills_a_trait, item.trait_.is_some());
        visit::visit_item_impl(self, item);
        self.fills_a_trait = around;
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.add(&item.sig, Some(&item.block), is_public(&item.vis));
        if let Some(function) = self.found.last_mut().filter(|_| self.fills_a_trait) {
            function.parameters = 0;
        }
        visit::visit_impl_item_fn(self, item);
    }

    fn visit_item_trait(&mut self, item: &'ast syn::ItemTrait) {
        self.in_public_trait = is_public(&item.vis);
        visit::visit_item_trait(self, item);
    }

    fn visit_trait_item_fn(&mut self, item: &'ast syn::TraitItemFn) {
        self.add(&item.sig, item.default.as_ref(), self.in_public_trait);
        visit::visit_trait_item_fn(self, item);
    }
}

fn parameter_type(argument: &FnArg) -> Option<&Type> {
    match argument {
        FnArg::Receiver(_) => None,
        FnArg::Typed(typed) => Some(&typed.ty),
    }
}

fn is_boolean(ty: &Type) -> bool {
    match ty {
        Type::Path(path) => path.path.is_ident("bool"),
        Type::Reference(reference) => is_boolean(&reference.elem),
        _ => false,
    }
}

fn is_public(visibility: &Visibility) -> bool {
    !matches!(visibility, Visibility::Inherited)
}

fn functions_of(paths: &[String]) -> Vec<Function> {
    let mut all = Vec::new();
    for path in paths {
        let mut collector =
            Collector { path, in_public_trait: false, fills_a_trait: false, found: Vec::new() };
        collector.visit_file(&parse(path));
        all.append(&mut collector.found);
    }
    all
}

#[test]
fn functions_are_short() {
    let offenders: Vec<String> = functions_of(&rust_files())
        .iter()
        .filter(|function| function.lines > LINES)
        .map(|function| function.offence(format_args!("{} lines", function.lines)))
        .collect();
    assert_none(&format!("functions over {LINES} lines"), &offenders);
}

#[test]
fn functions_take_few_parameters() {
    let offenders: Vec<String> = functions_of(&rust_files())
        .iter()
        .filter(|function| function.parameters > PARAMETERS)
        .map(|function| function.offence(format_args!("{} parameters", function.parameters)))
        .collect();
    assert_none(&format!("functions with more than {PARAMETERS} parameters"), &offenders);
}

#[test]
fn control_flow_is_flat() {
    let offenders: Vec<String> = functions_of(&rust_files())
        .iter()
        .filter(|function| function.nesting > NESTING)
        .map(|function| function.offence(format_args!("{} levels", function.nesting)))
        .collect();
    assert_none(&format!("control flow more than {NESTING} levels deep"), &offenders);
}

#[test]
fn public_functions_take_no_booleans() {
    let (excepted, offenders): (Vec<Function>, Vec<Function>) = functions_of(&source_files())
        .into_iter()
        .filter(|function| function.is_public && function.has_boolean)
        .partition(|function| BOOLEAN_EXCEPTIONS.contains(&function.place.as_str()));
    let offenders: Vec<String> = offenders
        .iter()
        .map(|function| function.offence("takes a `bool`; an enum says what is meant"))
        .collect();
    assert_none("boolean parameters", &offenders);

    let stale: Vec<String> = BOOLEAN_EXCEPTIONS
        .iter()
        .filter(|place| excepted.iter().all(|function| function.place != **place))
        .map(|place| (*place).to_owned())
        .collect();
    assert_none("exceptions that are not needed any more", &stale);
}
