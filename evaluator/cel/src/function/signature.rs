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
    /// The last parameter may come any number of times, once at least.
    pub is_variadic: bool,
    pub result: Type,
}

impl Signature {
    /// `list(T).f(int) -> T`, `f(T, int) -> bool`, or `f(int...) -> int`; the `function`'s own
    /// name may have dots.
    pub fn parse(function: &str, text: &str) -> Option<Self> {
        let (head, result) = text.rsplit_once("->")?;
        let head = head.trim();
        let open = opening_of_last(head)?;
        let (name, arguments) = head.split_at(open);
        let inside = arguments.strip_prefix('(')?.strip_suffix(')')?;
        let mut parameters = Vec::new();
        let receiver = name.strip_suffix(function).and_then(|rest| rest.strip_suffix('.'));
        let style = receiver.map_or(Style::Global, |_| Style::Receiver);
        parameters.extend(receiver.map(parse_type));
        let is_variadic = inside.ends_with("...");
        let listed = split_list(inside.trim_end_matches("..."));
        parameters.extend(listed.into_iter().map(parse_type));
        Some(Self { style, parameters, is_variadic, result: parse_type(result) })
    }

    /// The types that `count` arguments need, if the function takes so many.
    pub fn parameters_for(&self, count: usize) -> Option<impl Iterator<Item = &Type>> {
        let own = self.parameters.len();
        let fits = if self.is_variadic { count >= own } else { count == own };
        let repeated = self.parameters.last().into_iter().cycle();
        fits.then(|| self.parameters.iter().chain(repeated).take(count))
    }

    /// Whether these types fit, where that shows without finding out what parameters stand for.
    pub(crate) fn takes_plainly(&self, args: &[Type]) -> Option<bool> {
        if self.is_variadic {
            return None;
        }
        if self.parameters.len() != args.len() {
            return Some(false);
        }
        for (wanted, arg) in self.parameters.iter().zip(args) {
            match (wanted, arg) {
                (wanted, Type::Parameter(_)) if wanted.is_scalar() => return None,
                (wanted, arg) if wanted.is_scalar() => {
                    if wanted != arg && !arg.is_dyn() {
                        return Some(false);
                    }
                }
                _ => return None,
            }
        }
        (!self.result.has_parameters()).then_some(true)
    }

    /// These very types, all of them known: nothing is left to be found out.
    pub(crate) fn takes_exactly(&self, style: Style, args: &[Type]) -> bool {
        // Without arguments, the result may be a parameter that is open.
        self.style == style
            && !args.is_empty()
            && self.parameters_for(args.len()).is_some_and(|mut parameters| {
                args.iter().all(|arg| arg.is_scalar() && parameters.next() == Some(arg))
            })
    }
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
        "number" => Type::Number,
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
        for (name, text, style, shown) in [
            (
                "contains",
                "string.contains(string) -> bool",
                Style::Receiver,
                "(string, string) -> bool",
            ),
            ("size", "size(list(T)) -> int", Style::Global, "(list(T)) -> int"),
            ("above", "series(T).above(T) -> spans", Style::Receiver, "(series(T), T) -> spans"),
            ("f", "map(K, V).f(K, list(V)) -> V", Style::Receiver, "(map(K, V), K, list(V)) -> V"),
            ("now", "now() -> timestamp", Style::Global, "() -> timestamp"),
            ("math.sign", "math.sign(int) -> int", Style::Global, "(int) -> int"),
            ("family", "net.IP.family() -> int", Style::Receiver, "(net.IP) -> int"),
        ] {
            let signature = Signature::parse(name, text).unwrap();
            let parameters: Vec<String> =
                signature.parameters.iter().map(ToString::to_string).collect();
            assert_eq!(format!("({}) -> {}", parameters.join(", "), signature.result), shown);
            assert_eq!(signature.style, style);
        }
    }

    #[test]
    fn the_last_parameter_may_come_again() {
        let signature = Signature::parse("f", "f(int, double...) -> int").unwrap();
        let counted = |count| signature.parameters_for(count).map(Iterator::count);
        assert_eq!([1, 2, 5].map(counted), [None, Some(2), Some(5)]);
    }
}
