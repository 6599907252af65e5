//! Signatures as they are written in declarations and in the manual.

use crate::types::Type;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    Global,
    /// `x.f()`: the first parameter is the receiver.
    Receiver,
}

#[derive(Clone, Debug)]
pub struct Signature {
    pub style: Style,
    pub parameters: Vec<Type>,
    pub result: Type,
}

impl Signature {
    /// `list(T).f(int) -> T` or `f(T, int) -> bool`.
    pub fn parse(text: &str) -> Option<Self> {
        let (head, result) = text.rsplit_once("->")?;
        let head = head.trim();
        let open = opening_of_last(head)?;
        let (name, arguments) = head.split_at(open);
        let inside = arguments.strip_prefix('(')?.strip_suffix(')')?;
        let mut parameters = Vec::new();
        let style = match split_receiver(name) {
            Some((receiver, _)) => {
                parameters.push(parse_type(receiver));
                Style::Receiver
            }
            None => Style::Global,
        };
        parameters.extend(split_list(inside).into_iter().map(parse_type));
        Some(Self { style, parameters, result: parse_type(result) })
    }

    /// These very types, all of them known: nothing is left to be found out.
    pub(crate) fn takes_exactly(&self, style: Style, args: &[Type]) -> bool {
        let known = |of: &Type| {
            matches!(
                of,
                Type::Bool
                    | Type::Int
                    | Type::Uint
                    | Type::Double
                    | Type::String
                    | Type::Bytes
                    | Type::Timestamp
                    | Type::Duration
            )
        };
        self.style == style
            && self.parameters.len() == args.len()
            && self.parameters.iter().zip(args).all(|(wanted, arg)| known(arg) && wanted == arg)
    }
}

/// The receiver and the method, unless the name is plain: types have brackets or a lower letter.
fn split_receiver(name: &str) -> Option<(&str, &str)> {
    let (receiver, method) = name.rsplit_once('.')?;
    (!receiver.is_empty()).then_some((receiver, method))
}

/// Where the argument list of `a(b).f(c(d))` starts.
pub(super) fn opening_of_last(text: &str) -> Option<usize> {
    let mut level = 0u32;
    for (at, byte) in text.bytes().enumerate().rev() {
        match byte {
            b')' => level += 1,
            b'(' => {
                level = level.saturating_sub(1);
                if level == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

pub(super) fn split_list(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut level, mut start) = (0u32, 0);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'(' => level += 1,
            b')' => level = level.saturating_sub(1),
            b',' if level == 0 => {
                parts.extend(text.get(start..at));
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.extend(text.get(start..).filter(|rest| !rest.trim().is_empty()));
    parts
}

/// `list(int)`, `map(K, V)`, `quantity(share)`; a name that CEL does not know is the host's.
pub fn parse_type(text: &str) -> Type {
    let text = text.trim();
    let (name, arguments) = match text.split_once('(') {
        Some((name, rest)) => (name, split_list(rest.strip_suffix(')').unwrap_or(rest))),
        None => (text, Vec::new()),
    };
    let mut parameters = arguments.into_iter().map(parse_type);
    let mut next = || parameters.next().unwrap_or(Type::Dyn);
    match name {
        "dyn" | "any" => Type::Dyn,
        "null" | "null_type" => Type::Null,
        "bool" => Type::Bool,
        "int" => Type::Int,
        "uint" => Type::Uint,
        "double" => Type::Double,
        "string" => Type::String,
        "bytes" => Type::Bytes,
        "timestamp" => Type::Timestamp,
        "duration" => Type::Duration,
        "list" => Type::list(next()),
        "map" => Type::map(next(), next()),
        "type" => Type::type_of(next()),
        _ => parameter_name(name)
            .map_or_else(|| Type::opaque(name, parameters.collect()), Type::parameter),
    }
}

/// `T` and `$T`; kept static, since parameters are compared by name.
fn parameter_name(name: &str) -> Option<&'static str> {
    const NAMES: [&str; 6] = ["T", "U", "V", "K", "A", "B"];
    let name = name.strip_prefix('$').unwrap_or(name);
    NAMES.into_iter().find(|known| *known == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_read_as_they_are_written() {
        for (text, style, shown) in [
            ("string.contains(string) -> bool", Style::Receiver, "(string, string) -> bool"),
            ("size(list(T)) -> int", Style::Global, "(list(T)) -> int"),
            ("series(T).above(T) -> spans", Style::Receiver, "(series(T), T) -> spans"),
            ("map(K, V).f(K, list(V)) -> V", Style::Receiver, "(map(K, V), K, list(V)) -> V"),
            ("now() -> timestamp", Style::Global, "() -> timestamp"),
        ] {
            let signature = Signature::parse(text).unwrap();
            let parameters: Vec<String> =
                signature.parameters.iter().map(ToString::to_string).collect();
            assert_eq!(format!("({}) -> {}", parameters.join(", "), signature.result), shown);
            assert_eq!(signature.style, style);
        }
    }
}
