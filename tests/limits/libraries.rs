//! Abuse of the libraries beyond the core: optional values, macros with two variables,
//! `cel.bind`, functions of texts, lists, sets, patterns and encodings.
//!
//! Whatever of it is not there yet is refused, which is within bounds too; a new function
//! needs no more than a line here for what it makes grow.

use super::End::{self, Bounded};
use super::{Shape, chain, nest, shape};

const ANY: [End; 4] = [Bounded; 4];

pub(super) const SHAPES: &[Shape] = &[
    shape("optional fields", |n| chain("a", ".?b", n), ANY),
    shape("optional indexes", |n| chain("d", "[?0]", n), ANY),
    shape("fields of optional fields", |n| chain("a.?b", ".c", n), ANY),
    shape("optionals in optionals", |n| nest(("optional.of(", "1", ")"), n), ANY),
    shape("other optionals", |n| chain("optional.none()", ".or(optional.none())", n), ANY),
    shape("other values", |n| nest(("a.?b.orValue(", "1", ")"), n), ANY),
    shape("mapped optionals", |n| chain("optional.of(1)", ".optMap(v,v)", n), ANY),
    shape("wrapping optionals", |n| chain("optional.of(1)", ".optMap(v,[v])", n), ANY),
    shape("optional of optional", |n| chain("optional.of(1)", ".optMap(v,optional.of(v))", n), ANY),
    shape("flat optionals", |n| nest(("a.?b.optFlatMap(v,", "v", ")"), n), ANY),
    shape("mapped in mapped", |n| nest(("optional.of(1).optMap(v,", "v", ")"), n), ANY),
    shape("optional elements", |n| format!("[{}]", "?a.?b,".repeat(n / 6)), ANY),
    shape("optional entries", |n| format!("{{{}}}", "?'k':a.?b,".repeat(n / 10)), ANY),
    shape("two variables in all", |n| nest(("d.all(i,v,", "true", ")"), n), ANY),
    shape("two variables in exists", |n| nest(("d.exists(i,v,", "false", ")"), n), ANY),
    shape("lists of lists", |n| nest(("d.transformList(i,v,", "v", ")"), n), ANY),
    shape("maps of maps", |n| nest(("{1:2}.transformMap(k,v,", "v", ")"), n), ANY),
    shape("list after list", |n| chain("[1]", ".transformList(i,v,[v])", n), ANY),
    shape("map after map", |n| chain("{1:1}", ".transformMap(k,v,{k:v})", n), ANY),
    shape("entry after entry", |n| chain("{1:1}", ".transformMapEntry(k,v,{k:[v]})", n), ANY),
    shape("binds in binds", |n| nest(("cel.bind(v,1,", "v", ")"), n), ANY),
    shape("binds in values", |n| nest(("cel.bind(v,", "1", ",v)"), n), ANY),
    shape("one block", |n| format!("cel.block([{}],cel.index(0))", "1,".repeat(n / 2)), ANY),
    shape("blocks in blocks", |n| nest(("cel.block([1],", "cel.index(0)", ")"), n), ANY),
    shape("replacements", |n| chain("'a'", ".replace('a','aa')", n), ANY),
    shape("patterns replaced", |n| nest(("regex.replace(", "'a'", ",'a','aa')"), n), ANY),
    shape("quotes", |n| nest(("strings.quote(", "'\"'", ")"), n), ANY),
    shape("format of many", |n| format!("'{}'.format([1])", "%s".repeat(n / 2)), ANY),
    shape("format of digits", |n| format!("'%.{}f'.format([1.0])", "9".repeat(n)), ANY),
    shape("flattened", |n| chain("[[1]]", ".flatten()", n), ANY),
    shape("deep lists flattened", |n| format!("{}.flatten(9999)", nest(("[", "1", "]"), n)), ANY),
    shape("sorted by sorted", |n| nest(("d.sortBy(x,", "1", "[0])"), n), ANY),
    shape("greatest of many", |n| format!("math.greatest({}1)", "1,".repeat(n / 2)), ANY),
    shape("greatest of greatest", |n| nest(("math.greatest(", "1", ",2)"), n), ANY),
    shape("encoded", |n| nest(("base64.encode(bytes(", "'ab'", "))"), n), ANY),
];

/// `m`, `h` and `t` are 1,000, 100 and 10 numbers, `s` is a text of 64 KiB.
pub(super) const SINGLE: &[(&str, &str, End)] = &[
    ("two variables over a million", "m.all(i,v,m.all(j,w,w>0))", Bounded),
    ("lists in lists", "m.transformList(i,v,m.transformList(j,w,v)).size()", Bounded),
    ("lists kept", "m.transformList(i,v,m).transformList(i,v,v+v).size()", Bounded),
    ("long texts kept", "m.transformList(i,v,s+s).size()", Bounded),
    ("maps of texts", "m.transformMapEntry(i,v,{s+string(v):s}).size()", Bounded),
    ("equal keys made", "m.transformMapEntry(i,v,{1:v})", Bounded),
    ("long texts bound", "m.all(a,cel.bind(b,s+s,b.size()>0))", Bounded),
    ("what is bound and not used", "m.all(a,cel.bind(b,s+s,true))", Bounded),
    ("optional long texts", "m.map(a,optional.of(s+s)).size()", Bounded),
    ("optional texts compared", "m.all(a,optional.of(s)==optional.of(s))", Bounded),
    ("a text in each place", "s.replace('a',s).size()", Bounded),
    ("a text in no place", "s.replace('',s).size()", Bounded),
    ("a text over and over", "m.all(a,s.replace('b','c')==s)", Bounded),
    ("a text between all", "m.map(a,s).join(s).size()", Bounded),
    ("split and joined", "s.split('').join(s).size()", Bounded),
    ("split over and over", "m.map(a,s.split('')).size()", Bounded),
    ("split at what is not there", "m.all(a,s.split('b'+s).size()==1)", Bounded),
    ("formatted long texts", "m.map(a,'%s%s'.format([s,s])).size()", Bounded),
    ("formatted lists", "m.map(a,'%s'.format([m])).size()", Bounded),
    ("formatted trees", "['%s'].map(f,f.format([[[m,m],[m,m]],[[m,m],[m,m]]])).size()", Bounded),
    ("too many digits", "'%.1000000000f'.format([1.0])", Bounded),
    ("digits over and over", "m.map(a,'%.300f'.format([1e300])).size()", Bounded),
    ("search for long texts", "m.all(a,s.indexOf(s+'b')<0)", Bounded),
    ("search for nearly all", "m.all(a,s.lastIndexOf('b'+s.substring(1))<0)", Bounded),
    ("a half in a whole", "s.indexOf(s.substring(32000)+'b')", Bounded),
    ("far characters", "m.all(a,m.all(b,s.charAt(60000)=='a'))", Bounded),
    ("parts of texts", "m.map(a,s.substring(a)).size()", Bounded),
    ("parts before the start", "s.substring(-1,9223372036854775807)", Bounded),
    ("turned texts", "m.all(a,s.reverse()==s)", Bounded),
    ("large letters", "m.all(a,s.upperAscii().lowerAscii().trim()==s)", Bounded),
    ("a quoted text", "m.map(a,strings.quote(s)).size()", Bounded),
    ("a long range", "lists.range(9223372036854775807).size()", Bounded),
    ("a million", "lists.range(1000000).map(x,x).size()", Bounded),
    ("below zero", "lists.range(-1)", Bounded),
    ("ranges kept", "m.map(a,lists.range(1000)).size()", Bounded),
    ("ranges of ranges", "lists.range(1000).map(a,lists.range(a)).flatten().size()", Bounded),
    ("lists made flat", "m.map(a,m).flatten().size()", Bounded),
    ("flat to any depth", "[m,[m,[m]]].flatten(9223372036854775807).size()", Bounded),
    ("flat to no depth", "[m].flatten(-1)", Bounded),
    ("sorted over and over", "m.all(a,m.sort()==m)", Bounded),
    ("sorted by long texts", "m.sortBy(a,s+string(a)).size()", Bounded),
    ("sorted in sorting", "m.sortBy(a,m.sortBy(b,-b)[0]).size()", Bounded),
    ("sorted long texts", "m.map(a,s).sort().size()", Bounded),
    ("different numbers", "lists.range(100000).distinct().size()", Bounded),
    ("different lists", "m.map(a,m+[a]).distinct().size()", Bounded),
    ("different long texts", "h.map(a,s+string(a)).distinct().size()", Bounded),
    ("turned lists", "m.all(a,m.reverse().reverse()==m)", Bounded),
    ("parts of lists", "m.map(a,m.slice(0,a)).size()", Bounded),
    ("parts beyond the end", "m.slice(0,9223372036854775807)", Bounded),
    ("sets in sets", "m.all(a,sets.contains(m,m))", Bounded),
    ("equal sets", "m.all(a,sets.equivalent(m,m.reverse()))", Bounded),
    ("sets of long texts", "sets.intersects(m.map(a,s),m.map(a,s+'b'))", Bounded),
    ("sets of lists", "sets.contains([m,m,m],[m+[1]])", Bounded),
    ("a pattern at each place", "regex.replace(s,'a',s).size()", Bounded),
    ("a pattern at no place", "regex.replace(s,'',s).size()", Bounded),
    ("a group over and over", "regex.replace(s,'(a)','\\\\1\\\\1\\\\1\\\\1').size()", Bounded),
    ("all that match", "regex.extractAll(s,'.').size()", Bounded),
    ("all that match over and over", "m.map(a,regex.extractAll(s,'.')).size()", Bounded),
    ("all that match nothing", "m.all(a,regex.extractAll(s,'b*').size()>0)", Bounded),
    ("a slow part", "regex.extract(s,'(a*)*b')", Bounded),
    ("parts by a fact", "regex.extract(s,s)", Bounded),
    ("patterns by numbers", "m.all(a,regex.extract(s,'a{'+string(a)+'}').hasValue())", Bounded),
    ("encoded long texts", "m.map(a,base64.encode(bytes(s))).size()", Bounded),
    ("decoded long texts", "m.map(a,base64.decode(s)).size()", Bounded),
    ("the greatest of lists", "m.all(a,math.greatest(m)>0)", Bounded),
    ("shifts beyond all bits", "math.bitShiftLeft(1,9223372036854775807)", Bounded),
    ("the smallest number's size", "math.abs(-9223372036854775808)", Bounded),
    ("rounded beyond", "int(math.round(1e300))", Bounded),
    ("a long address", "ip(s)", Bounded),
    ("addresses over and over", "m.all(a,cidr('10.0.0.0/8').containsIP(s))", Bounded),
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
            cases.push((format!("doubling {what} {count} times"), source, Bounded));
        }
        for (what, first, next) in
            [("number", "1", "{}+{}"), ("text", "'ab'", "{}+{}"), ("tree", "[1]", "[{},{}]")]
        {
            cases.push((
                format!("binding {what} {count} times"),
                binds(first, next, count),
                Bounded,
            ));
            cases.push((
                format!("block of {what} {count} times"),
                block(first, next, count),
                Bounded,
            ));
        }
    }
    cases
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
