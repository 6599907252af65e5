//! Expressions that ask the libraries for too much.

use crate::corpus::{Abuse, End};

use End::{Error, TooCostly, Value};

const SINGLE: &[(&str, &str, End)] = &[
    ("range of all numbers", "lists.range(9223372036854775807)", TooCostly),
    ("range below zero", "lists.range(-9223372036854775808)", Value),
    ("longest range", "lists.range(999000).size()>0", Value),
    ("ranges of ranges", "m.map(a,lists.range(a)).flatten().size()>0", TooCostly),
    ("longest list turned round", "lists.range(499000).reverse().size()>0", Value),
    ("longest part", "lists.range(499000).slice(1,499000).size()>0", Value),
    ("longest list without doubles", "lists.range(199000).distinct().size()>0", Value),
    ("longest list sorted", "lists.range(52000).sort().size()>0", Value),
    ("longer list sorted", "lists.range(100000).reverse().sort().size()>0", TooCostly),
    ("long texts sorted", "m.map(a,s).sort().size()>0", TooCostly),
    ("long texts as a set", "m.map(a,s).distinct().size()==1", TooCostly),
    ("large sets", "sets.equivalent(lists.range(70000),lists.range(70000))", Value),
    ("larger sets", "sets.equivalent(lists.range(90000),lists.range(90000))", TooCostly),
    ("sets of lists", "sets.contains(m.map(a,m),[m+m])", TooCostly),
    ("sets in a loop", "m.all(a,sets.contains(m,m))", TooCostly),
    ("one list many times", "m.map(a,m).slice(0,900).flatten().size()>0", Value),
    ("one list too many times", "m.map(a,m+m).flatten().size()>0", TooCostly),
    ("extremes in a loop", "m.all(a,m.all(b,math.greatest(m)>0))", TooCostly),
    ("extremes of the extremes", "m.all(a,math.least(m)==1)", TooCostly),
    ("networks in a loop", "m.all(a,m.all(b,cidr('::/0').containsIP('::1')))", TooCostly),
    (
        "long keys in a loop",
        "cel.bind(k,{s:1},lists.range(330).all(x,lists.range(330).all(y,s in k)))",
        TooCostly,
    ),
    ("long keys told apart", "m.transformMapEntry(i,a,{s+string(i):a}).size()>0", TooCostly),
    ("long text as an address", "ip(s)", Error),
    ("long text as a network", "cidr(s+'/8')", Error),
    ("long text as a prefix", "cidr('10.0.0.0/'+s)", Error),
];

/// A tree that shares its parts: small in memory, huge to look at.
fn trees() -> Vec<(String, String, End)> {
    let doubled = |count: usize, then: &str| format!("[1]{}{then}", ".map(v,[v,v])".repeat(count));
    let mut cases = Vec::new();
    for (what, then) in [
        ("distinct", ".distinct().size()>0"),
        ("flatten", ".flatten(9223372036854775807).size()>0"),
        ("reverse", ".reverse().first()==[].first()"),
    ] {
        for count in [5, 15, 150] {
            let end = if count > 100 && what != "reverse" { TooCostly } else { Value };
            cases.push((format!("tree of {count}: {what}"), doubled(count, then), end));
        }
    }
    cases
}

pub(crate) fn corpus() -> Vec<Abuse> {
    let single = SINGLE.iter().map(|(name, source, end)| Abuse {
        name: (*name).to_owned(),
        source: (*source).to_owned(),
        end: *end,
    });
    let trees = trees().into_iter().map(|(name, source, end)| Abuse { name, source, end });
    single.chain(trees).collect()
}
