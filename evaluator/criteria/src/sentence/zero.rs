//! `no errors`, `zero downtime`, `without issues`: nothing of what is counted.

use std::ops::Range;

use crate::words::list::Words;
use crate::words::token::{Kind, Tokens};

/// Things of which there can be so and so many, or so much.
const COUNTED: Words = Words::of(
    "errors failures crashes issues defects bugs alerts alarms alert incidents incident \
     complaints escalations outages outage downtime loss losses lost 5xx 4xx regressions \
     vulnerabilities blockers warnings timeouts restarts duplicate duplicates conflicts \
     violations rejections retries exceptions panics traffic interruptions mismatches impact \
     tickets types rollbacks requests deadlocks discrepancies failed broken missing dropped stuck orphaned critical criticals fehler \
     ausfälle ausfall abstürze störungen störung beschwerden datenverlust warnungen alarme \
     vorfälle meldungen",
);
/// Nobody counts these: a plan that asks for none of them asks for a look.
const UNCOUNTED: Words = Words::of(
    "spike spikes anomalies anomaly pattern patterns degradation noise leak leaks disruption \
     disruptions change changes duplication way state writes drama surprises handling \
     tracking logs messages budget pages page reports review monitoring handlers",
);

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// The tokens of the thing.
    pub(crate) thing: Range<usize>,
    pub(crate) end: usize,
}

/// From a word for nothing on.
pub(crate) fn read(tokens: &Tokens, at: usize) -> Option<Found> {
    if !is_nothing(tokens.word(at)) || tokens.is(at + 1, "-") || tokens.is_joined(at + 1) {
        return None;
    }
    let is_any = tokens.is_any(at + 1, &["any", "of", "new"]) && tokens.is(at, "without");
    let from = at + 1 + usize::from(is_any);
    let thing = counted(tokens, from)?;
    Some(Found { end: thing.end, thing })
}

fn is_nothing(word: &str) -> bool {
    matches!(
        word,
        "no" | "zero"
            | "without"
            | "kein"
            | "keine"
            | "keinen"
            | "keiner"
            | "keinerlei"
            | "ohne"
            | "none"
            | "null"
            | "0"
    )
}

/// `5xx errors`, `any critical incident`: where one of them is too many.
pub(crate) fn any(tokens: &Tokens, at: usize) -> Option<Found> {
    let is_any = tokens.is_any(at, &["any", "jeder", "jede"]);
    let is_class = tokens.is_any(at, &["5xx", "4xx"]);
    if !is_any && !is_class {
        return None;
    }
    let thing = counted(tokens, at + usize::from(is_any))?;
    // `5xx responses > 10`: another limit than the first one is given.
    let has_limit = |at: usize| {
        matches!(tokens.kind(at), Some(Kind::Comparator | Kind::Number))
            || super::comparator::read(tokens, at).is_some()
    };
    /// A limit is no further behind.
    const NEAR: usize = 8;
    let is_limited = (thing.end..thing.end + NEAR).any(has_limit);
    (!is_limited).then_some(Found { end: thing.end, thing })
}

/// Words that name a counted thing, up to what happens to it or where it is.
fn counted(tokens: &Tokens, from: usize) -> Option<Range<usize>> {
    /// A longer name is a sentence.
    const LONGEST: usize = 6;
    let is_name = |at: &usize| match tokens.kind(*at) {
        Some(Kind::Word) => !is_end(tokens.word(*at)),
        Some(Kind::Code) => true,
        // `sev-1 bugs`
        Some(Kind::Number | Kind::Mark) if tokens.is_joined(*at) && *at > from => {
            !tokens.is_any(*at, &[",", ";", ":", ".", ")", "+", "%"])
        }
        Some(Kind::Number | Kind::Clock | Kind::Comparator | Kind::Arrow | Kind::Mark) | None => {
            tokens.is(*at, "/")
        }
    };
    let length = (from..from + LONGEST + 1).take_while(is_name).count();
    if length == 0 || length > LONGEST {
        return None;
    }
    let end = from + length;
    let words = (from..end).map(|at| tokens.word(at));
    let last = tokens.word(end - 1);
    let is_counted = words.into_iter().any(|word| COUNTED.has(word));
    (is_counted && !UNCOUNTED.has(last)).then_some(from..end)
}

fn is_end(word: &str) -> bool {
    matches!(
        word,
        "in" | "on"
            | "at"
            | "to"
            | "of"
            | "for"
            | "during"
            | "after"
            | "before"
            | "from"
            | "by"
            | "with"
            | "within"
            | "and"
            | "or"
            | "than"
            | "per"
            | "since"
            | "while"
            | "über"
            | "im"
            | "bei"
            | "während"
            | "und"
            | "oder"
            | "für"
            | "seit"
            | "nach"
            | "is"
            | "are"
            | "was"
            | "detected"
            | "observed"
            | "found"
            | "reported"
            | "triggered"
            | "needed"
            | "seen"
            | "required"
            | "open"
            | "allowed"
            | "logged"
            | "firing"
            | "expected"
            | "remaining"
            | "occurred"
            | "occur"
            | "happen"
            | "raised"
            | "outstanding"
            | "left"
            | "more"
            | "less"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_what_is_counted_is_a_number() {
        let check = |text: &str, expected: Option<&str>| {
            let mut tokens = Tokens::default();
            tokens.read(text);
            let found = read(&tokens, 0).map(|found| tokens.written(found.thing).to_owned());
            assert_eq!(found.as_deref(), expected, "{text}");
        };
        check("no critical errors in logs", Some("critical errors"));
        check("Zero downtime", Some("downtime"));
        check("without any issues", Some("issues"));
        check("No traffic to green", Some("traffic"));
        check("keine 5xx", Some("5xx"));
        check("no error spikes", None);
        check("no unusual error patterns", None);
        check("no-go", None);
        check("no more than 3 errors", None);
        check("no session state required", None);
    }
}
