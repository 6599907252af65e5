//! Expressions made to exhaust the stack, the memory or the time, at growing sizes.
//!
//! The benchmark of the language crate reads the same list.

#[path = "large_lists.rs"]
mod large_lists;
#[path = "libraries.rs"]
mod libraries;

/// How an expression has to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    Value,
    /// Refused with this code among the problems.
    Refused(&'static str),
    /// Ended by its cost.
    TooCostly,
    /// Any other error while it runs.
    Error,
}

use End::{Error, TooCostly, Value};

const C001: End = End::Refused("C001");
const C002: End = End::Refused("C002");
const C003: End = End::Refused("C003");
const C004: End = End::Refused("C004");
const C010: End = End::Refused("C010");
const C011: End = End::Refused("C011");
const C012: End = End::Refused("C012");
const C013: End = End::Refused("C013");
const C014: End = End::Refused("C014");
const C015: End = End::Refused("C015");

pub(crate) struct Abuse {
    pub(crate) name: String,
    pub(crate) source: String,
    pub(crate) end: End,
}

/// Bytes of the four sizes at which each shape is tried.
const SIZES: [usize; 4] = [180, 2_000, 16_000, 65_000];

pub(crate) struct Shape {
    name: &'static str,
    /// The expression of about this many bytes.
    source: fn(usize) -> String,
    ends: [End; 4],
}

pub(crate) const fn shape(
    name: &'static str,
    source: fn(usize) -> String,
    ends: [End; 4],
) -> Shape {
    Shape { name, source, ends }
}

/// `first`, then `link` until it is about so long.
pub(crate) fn chain(first: &str, link: &str, bytes: usize) -> String {
    format!("{first}{}", link.repeat(bytes / link.len()))
}

/// `open`, `inner` and `close`, the outer two so often that it is about so long.
pub(crate) fn nest((open, inner, close): (&str, &str, &str), bytes: usize) -> String {
    let levels = bytes / (open.len() + close.len());
    format!("{}{inner}{}", open.repeat(levels), close.repeat(levels))
}

const SHAPES: &[Shape] = &[
    shape("sums", |n| chain("1", "+1", n), [Value, C004, C004, C004]),
    shape("joined texts", |n| chain("'a'", "+'a'", n), [Value, C004, C004, C004]),
    shape("joined lists", |n| chain("[1]", "+[1]", n), [Value, C004, C004, C004]),
    shape("products", |n| chain("1.0", "*1.0", n), [Value, C004, C004, C004]),
    shape("conjunctions", |n| chain("true", "&&true", n), [Value, Value, Value, C004]),
    shape("alternatives", |n| chain("false", "||false", n), [Value, Value, Value, C004]),
    shape("mixed logic", |n| chain("true", "&&true||false", n), [Value, Value, Value, C004]),
    shape("relations", |n| chain("1", "<1", n), [C012, C004, C004, C004]),
    shape("equations", |n| chain("true", "==true", n), [Value, C004, C004, C004]),
    shape("memberships", |n| chain("1", " in x", n), [C010, C004, C004, C004]),
    shape("indexes", |n| chain("a", "[0]", n), [Error, C004, C004, C004]),
    shape("fields", |n| chain("a", ".b", n), [Error, C004, C004, C004]),
    shape("methods", |n| chain("a", ".size()", n), [C012, C004, C004, C004]),
    shape("unknown methods", |n| chain("a", ".f()", n), [C011, C004, C004, C004]),
    shape("brackets", |n| nest(("(", "1", ")"), n), [Value, C004, C004, C004]),
    shape("lists in lists", |n| nest(("[", "1", "]"), n), [Value, C004, C004, C004]),
    shape("maps in maps", |n| nest(("{1:", "1", "}"), n), [Value, C004, C004, C004]),
    shape("maps as keys", |n| nest(("{", "1", ":1}"), n), [C014, C004, C004, C004]),
    shape("calls in calls", |n| nest(("string(", "1", ")"), n), [Value, C004, C004, C004]),
    shape("calls of nothing", |n| nest(("f(", "1", ")"), n), [C011, C004, C004, C004]),
    shape("indexes in indexes", |n| nest(("a[", "1", "]"), n), [Error, C004, C004, C004]),
    shape("nots", |n| nest(("!", "true", ""), n.min(90)), [Value, Value, Value, Value]),
    shape("many nots", |n| nest(("!", "true", ""), n + 100), [C004, C004, C004, C004]),
    shape("minuses", |n| nest(("- ", "a", ""), n), [Error, C004, C004, C004]),
    shape("conditionals", |n| nest(("true?1:", "2", ""), n), [Value, C004, C004, C004]),
    shape(
        "conditions of conditionals",
        |n| nest(("(", "true", ")?true:false"), n),
        [Value, C004, C004, C004],
    ),
    shape("has in has", |n| nest(("has(a.b)&&(", "true", ")"), n), [Error, C004, C004, C004]),
    shape("all in all", |n| nest(("a.all(x,", "true", ")"), n), [C004; 4]),
    shape("exists in exists", |n| nest(("a.exists(x,", "true", ")"), n), [C004; 4]),
    shape("exists_one in exists_one", |n| nest(("a.exists_one(x,", "true", ")"), n), [C004; 4]),
    shape("filter in filter", |n| nest(("a.filter(x,", "true", ")"), n), [C004; 4]),
    shape("map in map", |n| nest(("a.map(x,", "1", ")"), n), [C004; 4]),
    shape("map of map", |n| chain("[1]", ".map(x,x)", n), [Value, C004, C004, C004]),
    shape("wrapping map of map", |n| chain("[1]", ".map(x,[x])", n), [Value, Value, C004, C004]),
    shape(
        "deeply wrapping map of map",
        |n| chain("[1]", ".map(x,[[[[[[[[[[[[[[[[[[[[x]]]]]]]]]]]]]]]]]]]])", n),
        [Value, C004, C004, C004],
    ),
    shape("map to maps", |n| chain("[1]", ".map(x,{x:x})", n), [C014, C014, C004, C004]),
    shape("filter of filter", |n| chain("a", ".filter(x,true)", n), [Error, Error, C004, C004]),
    shape("open brackets", |n| "(".repeat(n), [C004, C004, C004, C004]),
    shape("open lists", |n| "[".repeat(n), [C004, C004, C004, C004]),
    shape("open maps", |n| "{".repeat(n), [C004, C004, C004, C004]),
    shape("open calls", |n| "f(".repeat(n / 2), [C001, C004, C004, C004]),
    shape("closing brackets", |n| ")".repeat(n), [C001, C001, C001, C004]),
    shape("open text", |n| format!("'{}", "a".repeat(n)), [C002, C002, C002, C004]),
    shape("open long text", |n| format!("'''{}", "a\n".repeat(n / 2)), [C002, C002, C002, C004]),
    shape("long text", |n| format!("'{}'", "é".repeat(n / 2)), [Value, Value, Value, C004]),
    shape("long bytes", |n| format!("b'{}'", "\\xff".repeat(n / 4)), [Value, Value, Value, C004]),
    shape("wrong escapes", |n| format!("'{}'", "\\q".repeat(n / 2)), [C003, C003, C003, C004]),
    shape("long number", |n| "9".repeat(n), [C003, C003, C003, C004]),
    shape("long fraction", |n| format!("0.{}", "1".repeat(n)), [Value, Value, Value, C004]),
    shape("long exponent", |n| format!("1e{}", "9".repeat(n)), [C003, C003, C003, C004]),
    shape("long name", |n| "n".repeat(n), [C010, C010, C010, C004]),
    shape("many names", |n| chain("n0", "+unknown_name", n), [C010, C010, C004, C004]),
    shape("list of names", |n| format!("[{}]", "unknown,".repeat(n / 8)), [C010, C010, C010, C004]),
    shape("wrong fields", |n| format!("[{}]", "o.xs,".repeat(n / 5)), [C013, C013, C013, C004]),
    shape("zero bytes", |n| "\0".repeat(n), [C002, C002, C002, C004]),
    shape("byte order marks", |n| "\u{feff}".repeat(n / 3), [C002, C002, C002, C004]),
    shape("signs", |n| "@#$~^".repeat(n / 5), [C002, C002, C002, C004]),
    shape("comment", |n| format!("1//{}", "c".repeat(n)), [Value, Value, Value, C004]),
    shape("blank", |n| " ".repeat(n), [C001, C001, C001, C004]),
    shape("list of numbers", |n| format!("[{}]", "1,".repeat(n / 2)), [Value, Value, Value, C004]),
    shape("list of lists", |n| format!("[{}]", "[],".repeat(n / 3)), [Value, Value, Value, C004]),
    shape(
        "patterns",
        |n| chain("true", "||'a'.matches('\\\\pL{4}')", n),
        [Value, C004, C004, C004],
    ),
    shape(
        "pattern of groups",
        |n| format!("'a'.matches('{}')", nest(("(", "a", ")*"), n)),
        [Value, C015, C015, C004],
    ),
    shape(
        "pattern of repeats",
        |n| format!("'a'.matches('a{}')", "{9}".repeat(n / 3)),
        [C015, C015, C015, C004],
    ),
    shape(
        "pattern of choices",
        |n| format!("'a'.matches('{}')", "(a|a)?".repeat(n / 6)),
        [Value, C015, C015, C004],
    ),
    shape(
        "pattern made of texts",
        |n| format!("'a'.matches('{}'+'')", "(a*)*".repeat(n / 5)),
        [Value, TooCostly, TooCostly, C004],
    ),
];

/// Short ones, each with what it does.
const SINGLE: &[(&str, &str, End)] = &[
    ("four levels of loops", "t.all(a,t.all(b,t.all(c,t.all(d,a+b+c+d>0))))", Value),
    ("four levels over a hundred", "h.all(a,h.all(b,h.all(c,h.all(d,true))))", TooCostly),
    ("loops in ranges", "h.map(a,h).map(b,h.map(c,h)).size()>0", Value),
    ("products of lists", "h.map(a,h.map(b,h.map(c,h))).size()>0", TooCostly),
    ("copies of maps", "m.map(a,{'a':m,'b':m,'c':m}).size()>0", Value),
    ("copies of long texts", "m.map(a,s+s).size()>0", TooCostly),
    ("search in long text", "m.all(a,s.contains('b'+s))", TooCostly),
    ("comparison of long texts", "m.all(a,s==s+'')", TooCostly),
    ("order of long texts", "m.all(a,s+''<=s)", TooCostly),
    ("comparison of lists", "m.all(a,m==m)", TooCostly),
    ("comparison of lists in lists", "m.all(a,[m,m,m]==[m,m,m])", TooCostly),
    ("search in lists", "m.all(a,!(-1 in m))", TooCostly),
    ("search for lists", "m.all(a,!([m] in [[m+m],[m+[1]]]))", TooCostly),
    ("sizes of long texts", "m.all(a,m.all(b,size(s)>0))", TooCostly),
    ("conversions of long texts", "m.all(a,bytes(s).size()>0)", TooCostly),
    ("long text as number", "int(s)", Error),
    ("long text as duration", "duration(s)", Error),
    ("long text as timestamp", "timestamp(s)", Error),
    ("long text as truth", "bool(s)", Error),
    ("long text as a zone", "timestamp(0).getHours(s)", Error),
    ("long text as a key", "{'a':1}[s]", Error),
    ("list as an index", "m[d]", Error),
    ("big number", "9223372036854775807+1", Error),
    ("smallest number", "-9223372036854775808 / -1", Error),
    ("pattern from a fact", "s.matches(s)", TooCostly),
    ("patterns from facts", "m.all(a,'a'.matches('\\\\pL{'+string(a)+'}')||true)", TooCostly),
    ("slow pattern", "s.matches('(a*)*(a*)*(a*)*b')", Value),
    ("very slow pattern", "m.all(a,!s.matches('(.*)(.*)(.*)(.*)(.*)[^a]'))", TooCostly),
    ("repeats of repeats", "'a'.matches('((((a{9}){9}){9}){9}){9}')", C015),
    ("wide classes", "'a'.matches('\\\\pL{1000}')", C015),
    ("open pattern", "'a'.matches('(')", C015),
    ("keys over and over", "m.all(a,{1:m,2:m,3:m}.size()==3)", Value),
    ("equal keys", "{1:1,1u:1}", Error),
    ("many large patterns", "m.all(a,h.all(b,'a'.matches('\\\\pL{150}')))", C015),
    ("a pattern that others go back in", "!s.matches('(a+)+$b')", Value),
    ("a pattern of each length", "m.all(a,'a'.matches('a{'+string(a)+'}')||true)", TooCostly),
    ("texts that grow by one", "m.map(a,s+string(a)).size()==1000", TooCostly),
    ("a list of long texts", "m.map(a,s).all(b,b==s)", TooCostly),
    ("long keys", "{s:1,s+'a':2}[s]", Value),
    ("maps of maps compared", "m.all(a,{'a':{'b':m}}=={'a':{'b':m}})", TooCostly),
    (
        "dates over and over",
        "m.all(a,m.all(b,timestamp(b).getHours('Europe/Berlin')>=0))",
        TooCostly,
    ),
    ("texts of times", "m.all(a,h.all(b,string(timestamp(b)).size()>0))", Value),
    ("long text printed and read", "m.all(a,string(bytes(s))==s)", TooCostly),
    ("sums beyond all numbers", "1e308*10.0-1e308*10.0==0.0", Value),
];

/// Loops over ten elements, each in the other.
fn loops_of_ten() -> Vec<(String, String, End)> {
    let levels = |count: usize| {
        let open: String =
            (0..count).map(|at| format!("[0,1,2,3,4,5,6,7,8,9].all(v{at},")).collect();
        format!("{open}true{}", ")".repeat(count))
    };
    let cases = [(3, Value), (4, Value), (5, C004), (7, C004), (8, C004), (20, C004)];
    let named = |(count, end)| (format!("{count} loops of ten in each other"), levels(count), end);
    cases.map(named).to_vec()
}

/// Texts and lists that double with each step.
fn doublings() -> Vec<(String, String, End)> {
    let costly = [16, 26, 30, 40, 150].map(|count| (count, TooCostly));
    let steps = [(4, Value), (10, Value)].into_iter().chain(costly);
    let mut cases = Vec::new();
    for (count, end) in steps {
        let text_end = if count == 16 { Value } else { end };
        for (what, start, step, end) in [
            ("text", "['ab']", ".map(v,v+v)", text_end),
            ("bytes", "[b'ab']", ".map(v,v+v)", text_end),
            ("list", "[[1]]", ".map(v,v+v)", Value.unless(count > 18, TooCostly)),
            ("tree", "[1]", ".map(v,[v,v])", Value),
        ] {
            let source = format!("{start}{}.size()==1", step.repeat(count));
            cases.push((format!("doubling {what} {count} times"), source, end));
        }
    }
    cases
}

/// Types that stand for each other twice: `n` of them would have `2^n` parts.
fn types_in_types() -> Vec<(String, String, End)> {
    let case = |count: usize| {
        let binds: String = (0..=count).map(|at| format!("cel.bind(a{at},[],")).collect();
        let uses = (1..=count).map(|at| format!("size([a{0}[0],{{a{at}[0]:a{at}}}])>0", at - 1));
        let uses: Vec<String> = uses.collect();
        let source = format!("{binds}{}{}", uses.join("&&"), ")".repeat(count + 1));
        (format!("types in types {count} times"), source, Error)
    };
    [5, 20, 60].map(case).into()
}

impl End {
    fn unless(self, condition: bool, other: Self) -> Self {
        if condition { other } else { self }
    }
}

pub(crate) fn corpus() -> Vec<Abuse> {
    let mut all = Vec::new();
    for shape in SHAPES.iter().chain(libraries::SHAPES) {
        for (bytes, end) in SIZES.into_iter().zip(shape.ends) {
            let name = format!("{}, {bytes} bytes", shape.name);
            all.push(Abuse { name, source: (shape.source)(bytes), end });
        }
    }
    for (name, source, end) in SINGLE.iter().chain(libraries::SINGLE) {
        all.push(Abuse { name: (*name).to_owned(), source: (*source).to_owned(), end: *end });
    }
    let made = doublings().into_iter().chain(loops_of_ten()).chain(libraries::doublings());
    let made = made.chain(types_in_types());
    all.extend(made.map(|(name, source, end)| Abuse { name, source, end }));
    all.extend(large_lists::corpus());
    all
}
