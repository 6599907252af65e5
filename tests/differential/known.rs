//! Where an oracle reads an expression differently and the specification is on our side.

use crate::answers::Difference;
use crate::oracle::Party;

/// One case of a class of differences; the class is what the generator passes over.
pub(crate) struct Known {
    pub(crate) party: Party,
    pub(crate) source: &'static str,
    pub(crate) facts: usize,
    pub(crate) ours: &'static str,
    pub(crate) theirs: &'static str,
    pub(crate) why: &'static str,
    /// Whether a smallest differing expression and the two answers belong to the class.
    class: fn(&Difference<'_>) -> bool,
}

pub(crate) fn explains(party: Party, source: &str, (ours, theirs): (&str, &str)) -> bool {
    let difference = Difference { source, ours, theirs };
    ALL.iter().any(|known| known.party == party && (known.class)(&difference))
}

pub(crate) const ALL: &[Known] = &[
    Known {
        party: Party::Cel,
        source: "timestamp('1969-12-31T23:59:59.999999999-05:30').getHours()",
        facts: 0,
        ours: "5",
        theirs: "23",
        why: "getters without a zone count in UTC, whatever offset the text had",
        class: |it| it.source.contains("-05:30'") && it.source.contains(".get"),
    },
    Known {
        party: Party::Cel,
        source: "p.getMilliseconds()",
        facts: 0,
        ours: "500",
        theirs: "90500",
        why: "the milliseconds of a duration are the part below a second",
        class: |it| it.source.contains(".getMilliseconds()") && it.is_total_of_part(),
    },
    Known {
        party: Party::Cel,
        source: "duration('1709209838.123s')",
        facts: 0,
        ours: "1709209838.123s",
        theirs: "1709209838.122999808s",
        why: "a decimal text is read exactly, not by way of a double",
        class: |it| it.source.contains("duration(") && it.is_near(),
    },
    Known {
        party: Party::Cel,
        source: "'%s'.format([timestamp(1700000000) - timestamp('1969-12-31T23:59:59.999999999-05:30')])",
        facts: 1,
        ours: "'1699980200.000000001s'",
        theirs: "'1699980200s'",
        why: "a duration is written exactly, not by way of a double",
        class: |it| it.source.contains("%s") && it.source.contains(" - ") && it.ours != "error",
    },
    Known {
        party: Party::CelCore,
        source: "duration('1709209838.123s')",
        facts: 0,
        ours: "1709209838.123s",
        theirs: "1709209838.122999808s",
        why: "a decimal text is read exactly, not by way of a double",
        class: |it| it.source.contains("duration(") && it.is_near(),
    },
    Known {
        party: Party::Cel,
        source: "string(1e23)",
        facts: 0,
        ours: "'1e+23'",
        theirs: "'100000000000000000000000'",
        why: "the text of a double is that of the reference implementation: shortest, with exponent",
        class: |it| it.source.contains("string(") && it.is_same_number(),
    },
    Known {
        party: Party::CelCore,
        source: "string(1.0)",
        facts: 0,
        ours: "'1'",
        theirs: "'1.0'",
        why: "the text of a double is that of the reference implementation: shortest",
        class: |it| it.source.contains("string(") && it.is_same_number(),
    },
    Known {
        party: Party::CelCore,
        source: "(1 < 1.5)",
        facts: 0,
        ours: "true",
        theirs: "refused: check errors: no matching overload for '_<_' with argument types (int, double)",
        why: "numbers have an order across their kinds",
        class: |it| {
            ["(int, double)", "(uint, int)", "(double, uint)"].iter().any(|types| {
                let refusal = "refused: check errors: no matching overload for '_";
                it.theirs.starts_with(refusal) && it.theirs.ends_with(types)
            })
        },
    },
    Known {
        party: Party::CelCore,
        source: "(timestamp('2024-01-01T00:00:00Z') - timestamp('0001-01-01T00:00:00Z'))",
        facts: 0,
        ours: "error",
        theirs: "Duration { seconds: 63839664000, nanos: 0 }",
        why: "durations are 64-bit nanoseconds; what does not fit is an error",
        class: |it| it.ours == "error" && it.theirs.starts_with("Duration {"),
    },
    Known {
        party: Party::CelCore,
        source: "duration('0')",
        facts: 0,
        ours: "0s",
        theirs: "error",
        why: "zero needs no unit, as in the reference implementation",
        class: |it| it.source.contains("duration('0')") && it.theirs == "error",
    },
    Known {
        party: Party::CelCore,
        source: "has(z.a)",
        facts: 0,
        ours: "error",
        theirs: "false",
        why: "only maps and objects have fields to ask for, and an error stays one",
        class: |it| it.source.contains("has(") && it.ours == "error",
    },
    Known {
        party: Party::CelCore,
        source: "(duration('100us250ns') + duration('-1.5s')).getMilliseconds()",
        facts: 0,
        ours: "-499",
        theirs: "500",
        why: "the part of a negative duration below a second is negative, however it was made",
        class: |it| {
            let made = it.source.contains(" + ") || it.source.contains(" - ");
            let getters = ["Hours()", "Minutes()", "Seconds()", "Milliseconds()"];
            made && getters.iter().any(|getter| it.source.contains(&format!(".get{getter}")))
        },
    },
    Known {
        party: Party::Cel,
        source: "(1.5 >= 0.0 / 0.0)",
        facts: 0,
        ours: "false",
        theirs: "error",
        why: UNORDERED,
        class: |it| it.ours == "false" && it.theirs == "error" && it.is_comparison(),
    },
    Known {
        party: Party::CelCore,
        source: "(1.5 >= 0.0 / 0.0)",
        facts: 0,
        ours: "false",
        theirs: "error",
        why: UNORDERED,
        class: |it| it.ours == "false" && it.theirs == "error" && it.is_comparison(),
    },
    Known {
        party: Party::CelCore,
        source: "ints[-3]",
        facts: 0,
        ours: "error",
        theirs: "3",
        why: "an index below zero is outside of the list",
        class: |it| {
            let is_index = it.source.ends_with(']')
                || it.source.contains(".map(v")
                || it.source.contains("[v");
            it.ours == "error" && it.theirs != "error" && is_index
        },
    },
    Known {
        party: Party::CelCore,
        source: "dyn(ints)[z].b",
        facts: 1,
        ours: "error",
        theirs: "refused: check errors: undefined field 'b' on type 'V#'",
        why: "an element of a value of any type is of any type",
        class: |it| it.theirs.starts_with("refused: ") && it.theirs.contains(" 'V#"),
    },
    Known {
        party: Party::CelCore,
        source: "{'a': [], 'b': []}.a.all(n, (1 <= (n + n)))",
        facts: 0,
        ours: "true",
        theirs: "refused: check errors: no matching overload for '_<=_' with argument types (int, map<K#, V#>)",
        why: "an empty list fits any type of element",
        class: |it| it.theirs.starts_with("refused: ") && it.theirs.contains("map<K#"),
    },
    Known {
        party: Party::Cel,
        source: "''.indexOf('', 5)",
        facts: 0,
        ours: "error",
        theirs: "0",
        why: "an index outside of the text is an error, whatever is looked for",
        class: |it| it.source.contains("ndexOf(") && it.ours == "error",
    },
    Known {
        party: Party::Cel,
        source: "'abc'.lastIndexOf('x', 3)",
        facts: 0,
        ours: "-1",
        theirs: "error",
        why: "the index just behind the last character is within, as it is for `substring`",
        class: |it| it.source.contains("ndexOf(") && it.theirs == "error",
    },
    Known {
        party: Party::Cel,
        source: "optional.of(1).orValue([][0])",
        facts: 0,
        ours: "1",
        theirs: "error",
        why: LAZY,
        class: |it| it.theirs == "error" && it.is_alternative(),
    },
    Known {
        party: Party::CelCore,
        source: "optional.of(1).orValue([1][2])",
        facts: 0,
        ours: "1",
        theirs: "error",
        why: LAZY,
        class: |it| it.theirs == "error" && it.is_alternative(),
    },
    Known {
        party: Party::CelCore,
        source: "cel.bind(n, names[0], 'a')",
        facts: 1,
        ours: "'a'",
        theirs: "error",
        why: "what is bound is evaluated when it is used",
        class: |it| it.theirs == "error" && it.source.contains("cel.bind("),
    },
    Known {
        party: Party::Cel,
        source: "math.greatest([])",
        facts: 0,
        ours: "error",
        theirs: "refused: math.greatest() invalid single argument value",
        why: "a list is a value like others; that it is empty shows when it runs",
        class: |it| it.ours == "error" && it.theirs.starts_with("refused: math."),
    },
    Known {
        party: Party::CelCore,
        source: "'ab'.split('')",
        facts: 0,
        ours: "['a', 'b']",
        theirs: "['', 'a', 'b', '']",
        why: "an empty separator gives the characters",
        class: |it| {
            let has_more = it.theirs.starts_with("['', ") || it.theirs == "['']";
            it.source.contains(".split(") && has_more
        },
    },
    Known {
        party: Party::CelCore,
        source: "'%x'.format([-3])",
        facts: 0,
        ours: "'-3'",
        theirs: "'fffffffffffffffd'",
        why: "a negative number has a sign in every base",
        class: |it| it.source.contains(".format(") && it.ours.contains('-'),
    },
    Known {
        party: Party::CelCore,
        source: "ints[?-3]",
        facts: 0,
        ours: "optional.none()",
        theirs: "optional.of(3)",
        why: "an index below zero is outside of the list",
        class: |it| it.source.contains("[?"),
    },
    Known {
        party: Party::CelCore,
        source: "math.bitShiftLeft(1u, math.bitShiftRight([][0], 1))",
        facts: 0,
        ours: "error",
        theirs: "refused: check errors: no matching overload for 'math.bitShiftLeft' with argument types (uint, uint)",
        why: "of an empty list nothing is known that could choose among overloads",
        class: |it| {
            let is_open = it.source.contains("[]") || it.source.contains("optional.none()");
            it.theirs.starts_with("refused: check errors: no m") && is_open
        },
    },
    Known {
        party: Party::CelCore,
        source: "math.least(1.0, 0.0 / 0.0)",
        facts: 0,
        ours: "error",
        theirs: "1.0",
        why: "NaN has no place in an order, so that there is no least",
        class: |it| it.ours == "error" && it.is_extreme(),
    },
    Known {
        party: Party::CelCore,
        source: "base64.decode('YW\\nI=')",
        facts: 0,
        ours: "b'ab'",
        theirs: "error",
        why: "line breaks do not count, as in the reference implementation",
        class: |it| it.source.contains("base64.decode(") && it.theirs == "error",
    },
    Known {
        party: Party::CelCore,
        source: "math.round(-0.0)",
        facts: 0,
        ours: "-0.0",
        theirs: "0.0",
        why: "rounding keeps the sign, as IEEE 754 has it",
        class: |it| it.ours == "-0.0" && it.theirs == "0.0",
    },
    Known {
        party: Party::CelCore,
        source: "timestamp(math.sign(math.least(0, -3, 2)))",
        facts: 0,
        ours: "1969-12-31T23:59:59Z",
        theirs: "refused: check errors: no matching overload for 'timestamp' with argument types (double)",
        why: "the least of three whole numbers is a whole number",
        class: |it| it.theirs.starts_with("refused: check errors: no m") && it.is_extreme(),
    },
    Known {
        party: Party::Cel,
        source: "dyn(math.greatest(9223372036854775807, 9223372036854775808.0))",
        facts: 0,
        ours: "9.223372036854776e18",
        theirs: "9223372036854775807",
        why: EXACT,
        class: |it| it.is_extreme() && it.is_same_double(),
    },
    Known {
        party: Party::CelCore,
        source: "dyn(math.greatest(9223372036854775807, 9223372036854775808.0))",
        facts: 0,
        ours: "9.223372036854776e18",
        theirs: "9223372036854775807",
        why: EXACT,
        class: |it| it.is_extreme() && it.is_same_double(),
    },
];

/// The specification does not say which of them comes out where rounding makes them equal.
const EXACT: &str =
    "numbers of different kinds are compared by exact value: the double is larger by one";

/// The reference implementation evaluates it so.
const LAZY: &str = "what stands in for a value is evaluated only where there is none";

/// The specification's cases say it of equality; of order the text says nothing.
const UNORDERED: &str = "doubles are compared as IEEE 754 has it: nothing is above or below NaN";
