//! Where an oracle reads an expression differently and the specification is on our side.

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

struct Difference<'a> {
    source: &'a str,
    ours: &'a str,
    theirs: &'a str,
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
        class: |it| it.ours == "error" && it.theirs != "error" && it.source.ends_with(']'),
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
];

/// The specification's cases say it of equality; of order the text says nothing.
const UNORDERED: &str = "doubles are compared as IEEE 754 has it: nothing is above or below NaN";

impl Difference<'_> {
    fn is_total_of_part(&self) -> bool {
        match (self.ours.parse::<i64>(), self.theirs.parse::<i64>()) {
            (Ok(part), Ok(total)) => total % 1_000 == part,
            _ => true,
        }
    }

    /// Durations that differ by what a double cannot hold.
    fn is_near(&self) -> bool {
        let seconds = |text: &str| text.strip_suffix('s').and_then(|text| text.parse::<f64>().ok());
        match (seconds(self.ours), seconds(self.theirs)) {
            (Some(ours), Some(theirs)) => (ours - theirs).abs() < 1e-6,
            _ => false,
        }
    }

    fn is_comparison(&self) -> bool {
        [" < ", " <= ", " > ", " >= "].iter().any(|sign| self.source.contains(sign))
    }

    /// Texts that are, or hold, the same number.
    fn is_same_number(&self) -> bool {
        let plain = |text: &str| {
            let infinite = text.replace("infinity", "inf").replace("Inf", "inf");
            infinite.replace("+inf", "inf").replace(".0'", "'")
        };
        if plain(self.ours) == plain(self.theirs) {
            return true;
        }
        let number = |text: &str| text.trim_matches('\'').parse::<f64>().ok();
        match (number(self.ours), number(self.theirs)) {
            (Some(ours), Some(theirs)) => ours.to_bits() == theirs.to_bits(),
            _ => false,
        }
    }
}
