//! From text to a syntax tree: tokens, literals, grammar, macros.

pub mod ast;
mod grammar;
mod lexer;
mod literal;
mod macros;
mod member;
#[cfg(test)]
mod messages;
mod nesting;
mod parser;
mod primary;
mod print;
mod token;

pub use macros::usage as macro_usage;
pub use parser::{Syntax, parse};
