//! What matches are replaced by: in it `$1`, `${name}` and `$$` stand for something.

use regex::Captures;

pub(super) enum Piece<'t> {
    Text(&'t str),
    Group(usize),
    Named(String),
}

impl Piece<'_> {
    /// A group that is not there is nothing.
    pub(super) fn expanded<'t>(&'t self, groups: &Captures<'t>) -> &'t str {
        let group = match self {
            Self::Text(text) => return text,
            Self::Group(number) => groups.get(*number),
            Self::Named(name) => groups.name(name),
        };
        group.map_or("", |group| group.as_str())
    }
}

pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('$') {
        let (before, from) = rest.split_at_checked(at).unwrap_or((rest, ""));
        pieces.push(Piece::Text(before));
        let behind = from.strip_prefix('$').unwrap_or_default();
        if let Some(behind) = behind.strip_prefix('$') {
            pieces.push(Piece::Text("$"));
            rest = behind;
        } else if let Some((name, behind)) = name(behind) {
            pieces.push(group(name));
            rest = behind;
        } else {
            pieces.push(Piece::Text("$"));
            rest = behind;
        }
    }
    pieces.push(Piece::Text(rest));
    pieces
}

/// As long a name as there is, or one in braces.
fn name(text: &str) -> Option<(&str, &str)> {
    let is_part = |c: char| c == '_' || c.is_alphanumeric();
    let (name, rest) = match text.strip_prefix('{') {
        Some(inside) => inside.split_once('}')?,
        None => {
            let end = text.find(|c| !is_part(c)).unwrap_or(text.len());
            text.split_at_checked(end)?
        }
    };
    (!name.is_empty() && name.chars().all(is_part)).then_some((name, rest))
}

fn group(name: &str) -> Piece<'_> {
    let digits = name.bytes().all(|byte| byte.is_ascii_digit());
    match name.parse().ok().filter(|number| digits && *number < 100_000_000) {
        Some(number) => Piece::Group(number),
        // Patterns are rewritten for the crate, which wants no digit at the front of a name.
        None => Piece::Named(format!("_{name}")),
    }
}
