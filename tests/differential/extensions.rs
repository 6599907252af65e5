//! Templates of the extension libraries that the oracles have as well.

use crate::grammar::Kind;
use crate::oracle::Party;

pub(crate) fn templates(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Bool => BOOL,
        Kind::Int => INT,
        Kind::Uint => UINT,
        Kind::Double => DOUBLE,
        Kind::Text => TEXT,
        Kind::Bytes => &["base64.decode({text})", "base64.decode(base64.encode({bytes}))"],
        Kind::Time | Kind::Span => &[],
        Kind::Ints => INTS,
        Kind::Texts => TEXTS,
        Kind::Scores => SCORES,
        Kind::Groups => &["{groups}.transformMap({$text}, {$ints}, {ints})"],
        Kind::Rows => &["{rows}.reverse()", "[?{rows}[?{int}], {scores}]"],
        Kind::Open => &["dyn({maybe}.orValue({int}))", "dyn(math.greatest({int}, {double}))"],
        Kind::Maybe => MAYBE,
    }
}

/// What a party does not have: nothing is compared where one of these stands.
pub(crate) fn lacks(party: Party, source: &str) -> bool {
    let lacking: &[&str] = match party {
        Party::Gonogo => &[],
        Party::Cel => &[".transform", "sets.", "cel.bind(", ".all(v", ".exists(v", ".existsOne(v"],
        Party::CelCore => &[
            "sets.",
            "lists.",
            ".slice(",
            ".flatten(",
            ".sort()",
            ".sortBy(",
            ".distinct()",
            ".first()",
            ".last()",
            ".reverse()",
            "math.sqrt(",
        ],
    };
    lacking.iter().any(|name| match name.strip_suffix('v') {
        // Macros of two variables.
        Some(start) => source.match_indices(start).any(|(at, _)| {
            let args = &source[at + start.len()..];
            let mut names = args.split(", ");
            names.next().is_some_and(is_variable) && names.next().is_some_and(is_variable)
        }),
        None => source.contains(name),
    })
}

fn is_variable(text: &str) -> bool {
    text.strip_prefix('v').is_some_and(|rest| rest.parse::<u32>().is_ok())
}

const BOOL: &[&str] = &[
    "{maybe}.hasValue()",
    "({maybe} == {maybe})",
    "math.isNaN({double})",
    "math.isInf({double})",
    "math.isFinite({double})",
    "{ints}.all({$int}, {$int}, {bool})",
    "{ints}.exists({$int}, {$int}, {bool})",
    "{scores}.all({$text}, {$int}, {bool})",
    "{scores}.exists({$text}, {$int}, {bool})",
    "{texts}.existsOne({$int}, {$text}, {bool})",
    "{ints}.existsOne({$int}, {bool})",
];

const INT: &[&str] = &[
    "{maybe}.value()",
    "{maybe}.orValue({int})",
    "math.abs({int})",
    "math.sign({int})",
    "math.greatest({int}, {int})",
    "math.least({int}, {int}, {int})",
    "math.greatest({ints})",
    "math.bitAnd({int}, {int})",
    "math.bitOr({int}, {int})",
    "math.bitXor({int}, {int})",
    "math.bitNot({int})",
    "math.bitShiftLeft({int}, {int})",
    "math.bitShiftRight({int}, {int})",
    "{text}.indexOf({text})",
    "{text}.indexOf({text}, {int})",
    "{text}.lastIndexOf({text})",
    "{text}.lastIndexOf({text}, {int})",
    "size({scores}.transformList({$text}, {$int}, {bool}, {int}))",
    "cel.bind({$int}, i + j, {int})",
    "cel.bind({$int}, ints[0], {int})",
];

const UINT: &[&str] = &[
    "math.abs({uint})",
    "math.sign({uint})",
    "math.greatest({uint}, {uint})",
    "math.bitAnd({uint}, {uint})",
    "math.bitXor({uint}, {uint})",
    "math.bitNot({uint})",
    "math.bitShiftLeft({uint}, {int})",
    "math.bitShiftRight({uint}, {int})",
];

const DOUBLE: &[&str] = &[
    "math.ceil({double})",
    "math.floor({double})",
    "math.round({double})",
    "math.trunc({double})",
    "math.abs({double})",
    "math.sign({double})",
    "math.sqrt({double})",
    "math.sqrt({int})",
    "math.greatest({double}, {double})",
    "math.least({double}, {double})",
];

const TEXT: &[&str] = &[
    "'  a b\\t'",
    "'%d %s'",
    "{text}.charAt({int})",
    "{text}.lowerAscii()",
    "{text}.upperAscii()",
    "{text}.trim()",
    "{text}.replace({text}, {text})",
    "{text}.replace({text}, {text}, {int})",
    "{text}.substring({int})",
    "{text}.substring({int}, {int})",
    "{texts}.join()",
    "{texts}.join({text})",
    "strings.quote({text})",
    "base64.encode({bytes})",
    "'%d|%s'.format([{int}, {text}])",
    "'%s %s %s'.format([{bool}, {uint}, {ints}])",
    "'%x %X %o %b'.format([{int}, {uint}, {int}, {int}])",
    "'%x'.format([{text}])",
    "'%.2f %e'.format([{double}, {double}])",
    "'%s'.format([{double}])",
    "'%s %s'.format([{time}, {span}])",
    "'%s'.format([{scores}])",
    "'%d%%'.format([{uint}])",
    "{text}.format([{int}, {text}])",
    "cel.bind({$text}, s + 'x', {text})",
];

const INTS: &[&str] = &[
    "{ints}.slice({int}, {int})",
    "{ints}.sort()",
    "{ints}.sortBy({$int}, {int})",
    "{ints}.sortBy({$int}, {text})",
    "{ints}.distinct()",
    "{ints}.reverse()",
    "[{ints}, {ints}].flatten()",
    "lists.range(size({ints}))",
    "[?{maybe}, {int}]",
    "{ints}.transformList({$int}, {$int}, {int})",
];

const TEXTS: &[&str] = &[
    "{text}.split({text})",
    "{text}.split({text}, {int})",
    "{texts}.sort()",
    "{texts}.distinct()",
    "{texts}.sortBy({$text}, size({text}))",
    "{texts}.transformList({$int}, {$text}, {text})",
];

const SCORES: &[&str] = &[
    "{{?'a': {maybe}, 'b': {int}}",
    "{scores}.transformMap({$text}, {$int}, {int})",
    "{scores}.transformMap({$text}, {$int}, {bool}, {int})",
];

/// Of a whole number.
const MAYBE: &[&str] = &[
    "optional.none()",
    "optional.of(1)",
    "optional.of({int})",
    "optional.ofNonZeroValue({int})",
    "{scores}.?a",
    "{scores}[?{text}]",
    "{ints}[?{int}]",
    "{maybe}.or({maybe})",
    "{maybe}.optMap({$int}, {int})",
    "{maybe}.optFlatMap({$int}, {maybe})",
    "({bool} ? {maybe} : {maybe})",
];
