//! Abuse of the libraries beyond the core: optional values, macros with two variables,
//! `cel.bind`, functions of texts, lists, sets, patterns and encodings.
//!
//! A new function needs no more than a line here for what it makes grow.

use super::End::{self, Error, TooCostly, Value};
use super::{C004, C012, Shape, chain, nest, shape};

pub(super) const SHAPES: &[Shape] = &[
    shape("optional fields", |n| chain("a", ".?b", n), [Error, C004, C004, C004]),
    shape("optional indexes", |n| chain("d", "[?0]", n), [Error, C004, C004, C004]),
    shape("fields of optional fields", |n| chain("a.?b", ".c", n), [Error, C004, C004, C004]),
    shape(
        "optionals in optionals",
        |n| nest(("optional.of(", "1", ")"), n),
        [Value, C004, C004, C004],
    ),
    shape(
        "other optionals",
        |n| chain("optional.none()", ".or(optional.none())", n),
        [Value, Value, C004, C004],
    ),
    shape("other values", |n| nest(("a.?b.orValue(", "1", ")"), n), [Error, C004, C004, C004]),
    shape(
        "mapped optionals",
        |n| chain("optional.of(1)", ".optMap(v,v)", n),
        [Value, Value, C004, C004],
    ),
    shape(
        "wrapping optionals",
        |n| chain("optional.of(1)", ".optMap(v,[v])", n),
        [Value, Value, C004, C004],
    ),
    shape(
        "optional of optional",
        |n| chain("optional.of(1)", ".optMap(v,optional.of(v))", n),
        [Value, Value, C004, C004],
    ),
    shape(
        "flat optionals",
        |n| nest(("a.?b.optFlatMap(v,", "v", ")"), n),
        [Error, C004, C004, C004],
    ),
    shape(
        "mapped in mapped",
        |n| nest(("optional.of(1).optMap(v,", "v", ")"), n),
        [Value, Value, C004, C004],
    ),
    shape(
        "optional elements",
        |n| format!("[{}]", "?a.?b,".repeat(n / 6)),
        [Error, Error, Error, C004],
    ),
    shape(
        "optional entries",
        |n| format!("{{{}}}", "?'k':a.?b,".repeat(n / 10)),
        [Error, Error, Error, C004],
    ),
    shape("two variables in all", |n| nest(("d.all(i,v,", "true", ")"), n), [C004; 4]),
    shape("two variables in exists", |n| nest(("d.exists(i,v,", "false", ")"), n), [C004; 4]),
    shape("lists of lists", |n| nest(("d.transformList(i,v,", "v", ")"), n), [C004; 4]),
    shape("maps of maps", |n| nest(("{1:2}.transformMap(k,v,", "v", ")"), n), [C004; 4]),
    shape(
        "list after list",
        |n| chain("[1]", ".transformList(i,v,[v])", n),
        [Value, Value, C004, C004],
    ),
    shape(
        "map after map",
        |n| chain("{1:1}", ".transformMap(k,v,{k:v})", n),
        [Value, Value, C004, C004],
    ),
    shape(
        "entry after entry",
        |n| chain("{1:1}", ".transformMapEntry(k,v,{k:[v]})", n),
        [Value, Value, C004, C004],
    ),
    shape("binds in binds", |n| nest(("cel.bind(v,1,", "v", ")"), n), [Value, C004, C004, C004]),
    shape("binds in values", |n| nest(("cel.bind(v,", "1", ",v)"), n), [Value, C004, C004, C004]),
    shape(
        "one block",
        |n| format!("cel.block([{}],cel.index(0))", "1,".repeat(n / 2)),
        [Value, C004, C004, C004],
    ),
    shape(
        "blocks in blocks",
        |n| nest(("cel.block([1],", "cel.index(0)", ")"), n),
        [Value, C004, C004, C004],
    ),
    shape(
        "replacements",
        |n| chain("'a'", ".replace('a','aa')", n),
        [Value, TooCostly, C004, C004],
    ),
    shape(
        "patterns replaced",
        |n| nest(("regex.replace(", "'a'", ",'a','aa')"), n),
        [Value, C004, C004, C004],
    ),
    shape("quotes", |n| nest(("strings.quote(", "'\"'", ")"), n), [Value, C004, C004, C004]),
    shape(
        "format of many",
        |n| format!("'{}'.format([1])", "%s".repeat(n / 2)),
        [Error, Error, Error, C004],
    ),
    shape(
        "format of digits",
        |n| format!("'%.{}f'.format([1.0])", "9".repeat(n)),
        [Error, Error, Error, C004],
    ),
    shape("flattened", |n| chain("[[1]]", ".flatten()", n), [C012, C004, C004, C004]),
    shape(
        "deep lists flattened",
        |n| format!("{}.flatten(9999)", nest(("[", "1", "]"), n)),
        [Value, C004, C004, C004],
    ),
    shape("sorted by sorted", |n| nest(("d.sortBy(x,", "1", "[0])"), n), [C004; 4]),
    shape(
        "greatest of many",
        |n| format!("math.greatest({}1)", "1,".repeat(n / 2)),
        [Value, Value, Value, C004],
    ),
    shape(
        "greatest of greatest",
        |n| nest(("math.greatest(", "1", ",2)"), n),
        [Value, C004, C004, C004],
    ),
    shape(
        "encoded",
        |n| nest(("base64.encode(bytes(", "'ab'", "))"), n),
        [Value, C004, C004, C004],
    ),
];

/// `m`, `h` and `t` are 1,000, 100 and 10 numbers, `s` is a text of 64 KiB.
pub(super) const SINGLE: &[(&str, &str, End)] = &[
    ("two variables over a million", "m.all(i,v,m.all(j,w,w>0))", TooCostly),
    ("lists in lists", "m.transformList(i,v,m.transformList(j,w,v)).size()", TooCostly),
    ("lists kept", "m.transformList(i,v,m).transformList(i,v,v+v).size()", TooCostly),
    ("long texts kept", "m.transformList(i,v,s+s).size()", TooCostly),
    ("maps of texts", "m.transformMapEntry(i,v,{s+string(v):s}).size()", TooCostly),
    ("equal keys made", "m.transformMapEntry(i,v,{1:v})", Error),
    ("long texts bound", "m.all(a,cel.bind(b,s+s,b.size()>0))", TooCostly),
    ("what is bound and not used", "m.all(a,cel.bind(b,s+s,true))", Value),
    ("optional long texts", "m.map(a,optional.of(s+s)).size()", TooCostly),
    ("optional texts compared", "m.all(a,optional.of(s)==optional.of(s))", TooCostly),
    ("a text in each place", "s.replace('a',s).size()", TooCostly),
    ("a text in no place", "s.replace('',s).size()", TooCostly),
    ("a text over and over", "m.all(a,s.replace('b','c')==s)", TooCostly),
    ("a text between all", "m.map(a,s).join(s).size()", TooCostly),
    ("split and joined", "s.split('').join(s).size()", TooCostly),
    ("split over and over", "m.map(a,s.split('')).size()", TooCostly),
    ("split at what is not there", "m.all(a,s.split('b'+s).size()==1)", TooCostly),
    ("formatted long texts", "m.map(a,'%s%s'.format([s,s])).size()", TooCostly),
    ("formatted lists", "m.map(a,'%s'.format([m])).size()", TooCostly),
    ("formatted trees", "['%s'].map(f,f.format([[[m,m],[m,m]],[[m,m],[m,m]]])).size()", Value),
    ("too many digits", "'%.1000000000f'.format([1.0])", Error),
    ("digits over and over", "m.map(a,'%.300f'.format([1e300])).size()", Value),
    ("search for long texts", "m.all(a,s.indexOf(s+'b')<0)", TooCostly),
    ("search for nearly all", "m.all(a,s.lastIndexOf('b'+s.substring(1))<0)", TooCostly),
    ("a half in a whole", "s.indexOf(s.substring(32000)+'b')", Value),
    ("far characters", "m.all(a,m.all(b,s.charAt(60000)=='a'))", TooCostly),
    ("parts of texts", "m.map(a,s.substring(a)).size()", TooCostly),
    ("parts before the start", "s.substring(-1,9223372036854775807)", Error),
    ("turned texts", "m.all(a,s.reverse()==s)", TooCostly),
    ("large letters", "m.all(a,s.upperAscii().lowerAscii().trim()==s)", TooCostly),
    ("a quoted text", "m.map(a,strings.quote(s)).size()", TooCostly),
    ("a long range", "lists.range(9223372036854775807).size()", TooCostly),
    ("a million", "lists.range(1000000).map(x,x).size()", TooCostly),
    ("below zero", "lists.range(-1)", Value),
    ("ranges kept", "m.map(a,lists.range(1000)).size()", TooCostly),
    ("ranges of ranges", "lists.range(1000).map(a,lists.range(a)).flatten().size()", TooCostly),
    ("lists made flat", "m.map(a,m).flatten().size()", TooCostly),
    ("flat to any depth", "[m,[m,[m]]].flatten(9223372036854775807).size()", Value),
    ("flat to no depth", "[m].flatten(-1)", Error),
    ("sorted over and over", "m.all(a,m.sort()==m)", TooCostly),
    ("sorted by long texts", "m.sortBy(a,s+string(a)).size()", TooCostly),
    ("sorted in sorting", "m.sortBy(a,m.sortBy(b,-b)[0]).size()", TooCostly),
    ("sorted long texts", "m.map(a,s).sort().size()", TooCostly),
    ("different numbers", "lists.range(100000).distinct().size()", Value),
    ("different lists", "m.map(a,m+[a]).distinct().size()", TooCostly),
    ("different long texts", "h.map(a,s+string(a)).distinct().size()", TooCostly),
    ("turned lists", "m.all(a,m.reverse().reverse()==m)", TooCostly),
    ("parts of lists", "m.map(a,m.slice(0,a)).size()", Value),
    ("parts beyond the end", "m.slice(0,9223372036854775807)", Error),
    ("sets in sets", "m.all(a,sets.contains(m,m))", TooCostly),
    ("equal sets", "m.all(a,sets.equivalent(m,m.reverse()))", TooCostly),
    ("sets of long texts", "sets.intersects(m.map(a,s),m.map(a,s+'b'))", TooCostly),
    ("sets of lists", "sets.contains([m,m,m],[m+[1]])", Value),
    ("a pattern at each place", "regex.replace(s,'a',s).size()", TooCostly),
    ("a pattern at no place", "regex.replace(s,'',s).size()", TooCostly),
    ("a group over and over", "regex.replace(s,'(a)','\\\\1\\\\1\\\\1\\\\1').size()", TooCostly),
    ("all that match", "regex.extractAll(s,'.').size()", TooCostly),
    ("all that match over and over", "m.map(a,regex.extractAll(s,'.')).size()", TooCostly),
    ("all that match nothing", "m.all(a,regex.extractAll(s,'b*').size()>0)", TooCostly),
    ("a slow part", "regex.extract(s,'(a*)*b')", Value),
    ("parts by a fact", "regex.extract(s,s)", TooCostly),
    ("patterns by numbers", "m.all(a,regex.extract(s,'a{'+string(a)+'}').hasValue())", TooCostly),
    ("encoded long texts", "m.map(a,base64.encode(bytes(s))).size()", TooCostly),
    ("decoded long texts", "m.map(a,base64.decode(s)).size()", TooCostly),
    ("the greatest of lists", "m.all(a,math.greatest(m)>0)", TooCostly),
    ("shifts beyond all bits", "math.bitShiftLeft(1,9223372036854775807)", Value),
    ("the smallest number's size", "math.abs(-9223372036854775808)", Error),
    ("rounded beyond", "int(math.round(1e300))", Error),
    ("a long address", "ip(s)", Error),
    (
        "short texts searched",
        "m.all(a,m.all(b,[regex.extractAll('é'+string(b),'\\\\pL')]!=[]))",
        TooCostly,
    ),
    (
        "short texts with groups",
        "m.all(a,m.all(b,[regex.extract(string(b),'(.)')]!=[]))",
        TooCostly,
    ),
    (
        "patterns that are refused",
        "m.exists(a,m.exists(b,regex.extract('a','(a)(b)')==optional.of(string(b))))",
        TooCostly,
    ),
    ("wide patterns by numbers", "m.all(a,'a'.matches('\\\\W{9}'+string(a))||true)", TooCostly),
    ("wide parts by numbers", "m.all(a,'a'.matches('\\\\w{'+string(a)+'}')||true)", TooCostly),
    (
        "wide patterns replaced",
        "m.all(a,regex.replace('a','\\\\w{99}'+string(a),'')==''||true)",
        TooCostly,
    ),
    ("errors over and over", "m.exists(a,m.exists(b,m.exists(c,1/(c-c)==1)))", TooCostly),
    (
        "zones that are none",
        "m.exists(a,m.exists(b,timestamp(0).getHours('a'+string(b))==1))",
        TooCostly,
    ),
    ("numbers that are none", "m.exists(a,m.exists(b,double('x'+string(b))==1.0))", TooCostly),
    (
        "times in texts",
        "cel.bind(z,m.map(a,timestamp(a*1000000)),m.all(a,'%s'.format([z])!=''))",
        TooCostly,
    ),
    (
        "addresses in texts",
        "cel.bind(z,m.map(a,ip('2001:db8:1:2:3:4:5:'+string(a))),m.all(a,'%s'.format([z])!=''))",
        TooCostly,
    ),
    (
        "quotes in a quoted text",
        "cel.bind(q,s.replace('a','\"'),m.map(a,strings.quote(q)).size())",
        TooCostly,
    ),
    (
        "small numbers in digits",
        "m.all(a,m.all(b,['%.100e'.format([5e-324*double(b)])]!=[]))",
        TooCostly,
    ),
    (
        "large numbers in digits",
        "m.all(a,m.all(b,['%.300f'.format([1e300/double(b)])]!=[]))",
        TooCostly,
    ),
    ("keys that are texts", "lists.range(30000).sortBy(x,string(x)).size()", Value),
    (
        "networks in texts",
        "m.all(a,m.all(b,cidr('2001:db8::/3'+string(t[1])).masked()==cidr('::/0')||true))",
        TooCostly,
    ),
    (
        "optionals in loops",
        "m.all(a,m.all(b,optional.of(b).optMap(v,optional.of(v).optMap(w,w+v)).hasValue()))",
        TooCostly,
    ),
    (
        "maps from maps",
        "lists.range(100000).transformMapEntry(i,v,{string(v):i}).size()",
        TooCostly,
    ),
    ("addresses over and over", "m.all(a,cidr('10.0.0.0/8').containsIP(s))", TooCostly),
];

/// How often each step is taken.
const STEPS: [usize; 6] = [4, 10, 16, 26, 40, 90];

/// What doubles with each step, or would if it were evaluated once for each use.
pub(super) fn doublings() -> Vec<(String, String, End)> {
    let steps: [(&str, &str, &str, &str); 12] = [
        ("optional text", "optional.of('ab')", ".optMap(v,v+v)", ".hasValue()"),
        ("optional tree", "optional.of([1])", ".optMap(v,[v,v])", ".hasValue()"),
        ("text in a map", "{'a':'ab'}", ".transformMap(k,v,v+v)", ".size()"),
        ("text in a list", "['ab']", ".transformList(i,v,v+v)", ".size()"),
        ("replaced text", "'ab'", ".replace('ab','abab')", ".size()"),
        ("joined text", "['ab']", ".map(v,[v,v].join(''))", ".size()"),
        ("formatted text", "['ab']", ".map(v,'%s%s'.format([v,v]))", ".size()"),
        ("quoted text", "['\"']", ".map(v,strings.quote(v))", ".size()"),
        ("flat list", "[[1]]", ".map(v,[v,v].flatten())", ".size()"),
        ("tree that is made flat", "[1]", ".map(v,[v,v])", ".flatten(9999).size()"),
        ("tree in a text", "[1]", ".map(v,[v,v])", ".map(v,'%s'.format([v])).size()"),
        ("trees that are compared", "[1]", ".map(v,[v,v])", ".distinct().size()"),
    ];
    let mut cases = Vec::new();
    for count in STEPS {
        for (what, start, step, end) in steps {
            let source = format!("{start}{}{end}", step.repeat(count));
            // The tree shares its parts, and nobody looks at them.
            let ends = if what == "optional tree" { Value } else { grown(count) };
            cases.push((format!("doubling {what} {count} times"), source, ends));
        }
        // A number is beyond all others when it has doubled often enough.
        let number = Value.unless(count > 63, Error);
        for (what, first, next, end) in [
            ("number", "1", "{}+{}", number),
            ("text", "'ab'", "{}+{}", grown(count)),
            ("tree", "[1]", "[{},{}]", Value),
        ] {
            let bound = binds(first, next, count);
            cases.push((format!("binding {what} {count} times"), bound, end));
            let made = block(first, next, count);
            cases.push((format!("block of {what} {count} times"), made, end));
        }
    }
    cases
}

/// What has doubled so often is too large.
fn grown(count: usize) -> End {
    Value.unless(count > 16, TooCostly)
}

/// `cel.bind(v0,1,cel.bind(v1,v0+v0,…))`
fn binds(first: &str, next: &str, count: usize) -> String {
    let step =
        |at: usize| format!("cel.bind(v{at},{},", next.replace("{}", &format!("v{}", at - 1)));
    let steps: String = (1..=count).map(step).collect();
    format!("cel.bind(v0,{first},{steps}v{count}{}", ")".repeat(count + 1))
}

/// `cel.block([1,cel.index(0)+cel.index(0),…],cel.index(n))`
fn block(first: &str, next: &str, count: usize) -> String {
    let step = |at: usize| next.replace("{}", &format!("cel.index({})", at - 1));
    let steps: Vec<String> = (1..=count).map(step).collect();
    format!("cel.block([{first},{}],cel.index({count}))", steps.join(","))
}
