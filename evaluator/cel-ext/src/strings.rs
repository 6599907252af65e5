//! Texts: parts, search, case, format. Every index counts characters (code points).

mod case;
mod format;
mod growth;
mod join;
mod part;
mod position;
mod quote;
mod replace;
mod reverse;
mod search;
mod split;

use gonogo_cel::Function;

pub(crate) use growth::Growth;

pub(crate) const FUNCTIONS: &[&Function] = &[
    &part::CHAR_AT,
    &part::SUBSTRING,
    &part::TRIM,
    &search::INDEX_OF,
    &search::LAST_INDEX_OF,
    &split::SPLIT,
    &join::JOIN,
    &replace::REPLACE,
    &reverse::REVERSE,
    &case::LOWER_ASCII,
    &case::UPPER_ASCII,
    &quote::QUOTE,
    &format::FORMAT,
];

/// How many pieces or replacements a number asks for; negative ones ask for all.
pub(crate) fn limit(count: i64) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}

#[cfg(test)]
pub(crate) mod tests;
