//! What other languages call our functions.

/// Name elsewhere, in small letters, and ours.
const NAMES: &[(&str, &str)] = &[
    ("math.max", "math.greatest"),
    ("math.maximum", "math.greatest"),
    ("math.min", "math.least"),
    ("math.minimum", "math.least"),
    ("touppercase", "upperAscii"),
    ("toupper", "upperAscii"),
    ("uppercase", "upperAscii"),
    ("upper", "upperAscii"),
    ("tolowercase", "lowerAscii"),
    ("tolower", "lowerAscii"),
    ("lowercase", "lowerAscii"),
    ("lower", "lowerAscii"),
];

/// Methods of optional values elsewhere, and how that is written.
const OF_OPTIONALS: &[(&str, &str)] = &[
    ("orelse", ".orValue(x)"),
    ("getorelse", ".orValue(x)"),
    ("unwrapor", ".orValue(x)"),
    ("unwrap_or", ".orValue(x)"),
    ("get", ".orValue(x)` or `.value()"),
    ("unwrap", ".orValue(x)` or `.value()"),
    ("ispresent", ".hasValue()"),
    ("issome", ".hasValue()"),
    ("is_some", ".hasValue()"),
];

pub(crate) fn function(name: &str) -> Option<&'static str> {
    found(NAMES, name)
}

pub(crate) fn of_optional(name: &str) -> Option<&'static str> {
    found(OF_OPTIONALS, name)
}

fn found(names: &[(&str, &'static str)], name: &str) -> Option<&'static str> {
    let name = name.to_lowercase();
    names.iter().find(|(foreign, _)| *foreign == name).map(|(_, ours)| *ours)
}
