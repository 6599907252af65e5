//! The manual of functions, written from their own descriptions.

use gonogo_cel::Function;
use gonogo_cel::stdlib;

/// Markdown: what gonogo adds, then the standard functions.
pub fn manual() -> String {
    let mut out = String::from(
        "# Functions\n\nExpressions are CEL. This page is written from the functions' own \
         descriptions; `T` stands for any type, the same one throughout a signature. A text that \
         is written out where a quantity, duration or timestamp is wanted stands for one: \
         `.lasting('2m')`, `.above('1%')`.\n\n## What gonogo adds\n",
    );
    super::FUNCTIONS.iter().for_each(|function| describe(function, &mut out));
    out.push_str("\n## The standard functions\n");
    stdlib::FUNCTIONS.iter().for_each(|function| describe(function, &mut out));
    out.push_str(
        "\n## Macros\n\n`has(a.b)`, `has(fact)`; on lists and map keys `all(x, p)`, `exists(x, p)`, \
         `exists_one(x, p)`, `filter(x, p)`, `map(x, e)`, `map(x, p, e)`.\n",
    );
    out
}

fn describe(function: &Function, out: &mut String) {
    let named = function.name.starts_with(|c: char| c.is_ascii_alphabetic());
    let title = if named { function.name } else { symbol(function.name) };
    out.push_str(&format!("\n### `{title}`\n\n{}\n", function.summary));
    if named && !function.signatures.is_empty() {
        out.push('\n');
        for signature in function.signatures {
            out.push_str(&format!("- `{signature}`\n"));
        }
    }
    if !function.examples.is_empty() {
        out.push_str("\n```cel\n");
        for (example, gives) in function.examples {
            out.push_str(&format!("{example}   // {gives}\n"));
        }
        out.push_str("```\n");
    }
}

/// `_+_` as `a + b`.
fn symbol(name: &'static str) -> &'static str {
    match name {
        "_+_" => "a + b",
        "_-_" => "a - b",
        "_*_" => "a * b",
        "_/_" => "a / b",
        "_%_" => "a % b",
        "-_" => "-a",
        "!_" => "!a",
        "_==_" => "a == b",
        "_!=_" => "a != b",
        "_<_" => "a < b",
        "_<=_" => "a <= b",
        "_>_" => "a > b",
        "_>=_" => "a >= b",
        "@in" => "a in b",
        "_[_]" => "a[b]",
        other => other,
    }
}
