//! Counting a score, once the rules that it counts are judged.

use std::collections::{BTreeMap, BTreeSet};

use gonogo_document::Decimal;
use serde_json::Value as Json;

use super::record::{MemberRecord, Outcome, RuleRecord, ScoreRecord};
use super::settle::parts;
use super::table::{Standing, judge_score};
use crate::gate::{Effect, Score};

/// Billionths in a point.
const POINT: u128 = 1_000_000_000;
/// Decimals of a share at least.
const DECIMALS: u32 = 1;
/// Members that are named in a sentence.
const NAMED: usize = 8;

/// In billionths of a point; sums of weights are exact.
#[derive(Default)]
struct Points {
    passed: u128,
    failed: u128,
    undetermined: u128,
}

/// A member that applies in the phase.
struct Counted<'s> {
    rule: &'s str,
    weight: u128,
    outcome: Outcome,
}

/// What the score came to.
pub(super) struct Tally<'s> {
    pub(super) score: &'s Score,
    pub(super) standing: Standing,
    /// The limit that it is about, as an expression.
    pub(super) condition: String,
    pub(super) record: ScoreRecord,
    /// Its limit, and how far it is from there, in words.
    pub(super) margin: String,
    /// What it lacks to pass.
    pub(super) passes_if: Option<String>,
    /// The facts that left members undetermined.
    pub(super) missing: Vec<String>,
    /// The same, if nothing else did.
    pub(super) unknown: Vec<String>,
}

/// What a score that applies came to, before waivers and phases have their say; members, by
/// their place, of which nothing was found do not apply in this phase.
///
/// Where `on_undetermined` is only a warning, facts have a say as well: see
/// [`decide`](super::decide).
pub fn score_outcome(
    score: &Score,
    on_undetermined: Option<Effect>,
    found: impl Fn(usize) -> Option<Outcome>,
) -> (Outcome, Option<Effect>) {
    let mut points = Points::default();
    for (at, member) in score.members.iter().enumerate() {
        if let Some(outcome) = found(at) {
            points.add(outcome, u128::from(member.weight.billionths()));
        }
    }
    parts(judge_score(score, points.standing(score), on_undetermined))
}

/// Members that are not in `judged` do not apply in this phase.
pub(super) fn tally<'s>(score: &'s Score, judged: &BTreeMap<&str, &RuleRecord>) -> Tally<'s> {
    let mut points = Points::default();
    let mut members: Vec<Counted<'_>> = Vec::new();
    let (mut missing, mut by_facts) = (BTreeSet::new(), true);
    for member in &score.members {
        let Some(record) = judged.get(member.rule.as_str()) else { continue };
        let weight = u128::from(member.weight.billionths());
        points.add(record.outcome, weight);
        if record.outcome == Outcome::Undetermined {
            missing.extend(record.unknown.iter().cloned());
            by_facts &= !record.unknown.is_empty();
        }
        members.push(Counted { rule: &member.rule, weight, outcome: record.outcome });
    }
    let standing = points.standing(score);
    let margin = points.margin(score, standing);
    let passes_if = points.lacking(score, standing).map(|lacking| lacking_of(lacking, &members));
    let text = format!("{margin}{}", named(&members));
    let missing: Vec<String> = missing.into_iter().collect();
    let unknown = missing.iter().filter(|_| by_facts).cloned().collect();
    let limit = match (standing, score.warn) {
        (Standing::Few, Some(warn)) => warn,
        (Standing::Enough | Standing::Few | Standing::TooFew | Standing::Open, _) => score.go,
    };
    let condition = format!("score >= {}", percent(limit));
    let record = points.record(score, text, &members);
    Tally { score, standing, condition, record, margin, passes_if, missing, unknown }
}

impl Points {
    fn add(&mut self, outcome: Outcome, weight: u128) {
        match outcome {
            Outcome::Pass => self.passed += weight,
            Outcome::Fail => self.failed += weight,
            Outcome::Undetermined => self.undetermined += weight,
            Outcome::Skipped => {}
        }
    }

    fn total(&self) -> u128 {
        self.passed + self.failed + self.undetermined
    }

    /// Exact: both sides are whole numbers, and a gate file is too short for them to overflow.
    fn reaches(&self, points: u128, limit: Decimal) -> bool {
        points * 100 * POINT >= u128::from(limit.billionths()) * self.total()
    }

    fn standing(&self, score: &Score) -> Standing {
        let (worst, best) = (self.passed, self.passed + self.undetermined);
        if self.total() == 0 {
            return Standing::Open;
        }
        if !self.reaches(best, score.go) {
            return Standing::TooFew;
        }
        if !self.reaches(worst, score.go) {
            return Standing::Open;
        }
        match score.warn {
            Some(warn) if !self.reaches(worst, warn) => Standing::Few,
            Some(_) | None => Standing::Enough,
        }
    }

    /// Points that are missing, if there are any: to its limit, or to where it warns no more.
    fn lacking(&self, score: &Score, standing: Standing) -> Option<u128> {
        let limit = match standing {
            Standing::Few => score.warn.unwrap_or(score.go),
            Standing::Enough | Standing::TooFew | Standing::Open => score.go,
        };
        let needed = (u128::from(limit.billionths()) * self.total()).div_ceil(100 * POINT);
        needed.checked_sub(self.passed).filter(|lacking| *lacking > 0)
    }

    /// `17 of 20 points (85 %), 90 % needed`
    fn margin(&self, score: &Score, standing: Standing) -> String {
        let Some(share) = self.share(self.passed, score) else {
            return format!("no rule that it counts applies, {} needed", percent(score.go));
        };
        let mut text = format!("{} of {} points ({share})", text(self.passed), text(self.total()));
        if let Some(best) = self.share(self.passed + self.undetermined, score)
            && self.undetermined > 0
        {
            let points = self::text(self.passed + self.undetermined);
            text.push_str(&format!(", at most {points} ({best}) once all is known"));
        }
        text.push_str(&format!(", {} needed", percent(score.go)));
        if let (Standing::Few, Some(warn)) = (standing, score.warn) {
            text.push_str(&format!(", a warning below {}", percent(warn)));
        }
        text
    }

    /// Rounded down, with as many decimals as the limits have: what misses a limit never looks
    /// as if it reached it, and the other way round.
    fn share(&self, points: u128, score: &Score) -> Option<String> {
        let limits = std::iter::once(score.go).chain(score.warn);
        let decimals = limits.map(decimals).max().unwrap_or(0).max(DECIMALS);
        let scale = 10_u128.pow(decimals);
        let scaled = (points * 100 * scale).checked_div(self.total())?;
        Some(format!("{} %", text(scaled * (POINT / scale))))
    }

    fn record(&self, score: &Score, text: String, members: &[Counted<'_>]) -> ScoreRecord {
        let member = |member: &Counted<'_>| MemberRecord {
            rule: member.rule.to_owned(),
            weight: number(member.weight),
            outcome: member.outcome,
        };
        ScoreRecord {
            text,
            passed: number(self.passed),
            failed: number(self.failed),
            undetermined: number(self.undetermined),
            total: number(self.total()),
            share: self.share(self.passed, score),
            go: percent(score.go),
            warn: score.warn.map(percent),
            members: members.iter().map(member).collect(),
        }
    }
}

/// `2 more points pass, of: smoke-3 (2), smoke-7`
fn lacking_of(lacking: u128, members: &[Counted<'_>]) -> String {
    let word = if lacking == POINT { "point passes" } else { "points pass" };
    let open =
        |member: &&Counted<'_>| matches!(member.outcome, Outcome::Fail | Outcome::Undetermined);
    let open: Vec<String> = members
        .iter()
        .filter(open)
        .map(|one| format!("{} ({})", one.rule, text(one.weight)))
        .collect();
    let more = open.len().saturating_sub(NAMED);
    let shown = open.get(..open.len().min(NAMED)).unwrap_or_default().join(", ");
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{} more {word}, of: {shown}{more}", text(lacking))
}

/// `; failed: smoke-3 (2), smoke-7; undetermined: p95`, with weights where they differ.
fn named(members: &[Counted<'_>]) -> String {
    let alike = members.windows(2).all(|pair| match pair {
        [one, other] => one.weight == other.weight,
        _ => true,
    });
    let name = |member: &Counted<'_>| match alike {
        true => member.rule.to_owned(),
        false => format!("{} ({})", member.rule, text(member.weight)),
    };
    let mut line = String::new();
    for (word, outcome) in [
        ("failed", Outcome::Fail),
        ("undetermined", Outcome::Undetermined),
        ("skipped", Outcome::Skipped),
    ] {
        let found: Vec<String> =
            members.iter().filter(|member| member.outcome == outcome).map(name).collect();
        if !found.is_empty() {
            let shown: Vec<&str> = found.iter().take(NAMED).map(String::as_str).collect();
            line.push_str(&format!("; {word}: {}", shown.join(", ")));
        }
        if found.len() > NAMED {
            line.push_str(&format!(" and {} more", found.len() - NAMED));
        }
    }
    line
}

/// `12.5` of 12,500,000,000.
fn text(billionths: u128) -> String {
    let (whole, part) = (billionths / POINT, billionths % POINT);
    let part = format!("{part:09}");
    match part.trim_end_matches('0') {
        "" => whole.to_string(),
        part => format!("{whole}.{part}"),
    }
}

fn percent(share: Decimal) -> String {
    format!("{} %", text(u128::from(share.billionths())))
}

/// How many there are after the point.
fn decimals(share: Decimal) -> u32 {
    let mut rest = share.billionths() % 1_000_000_000;
    let mut count = 0;
    while rest > 0 {
        rest = rest * 10 % 1_000_000_000;
        count += 1;
    }
    count
}

/// Whole numbers without a point.
fn number(billionths: u128) -> Json {
    serde_json::from_str(&text(billionths)).unwrap_or(Json::Null)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gate::{Check, Position, load};

    /// `members` as weight and first letter of the outcome: `1p 2f 0.5u 3s`.
    #[track_caller]
    fn check(limits: &str, members: &str, standing: Standing, text: &str) {
        let of = |(at, member): (usize, &str)| {
            let (weight, outcome) = member.split_at(member.len() - 1);
            (format!("m{at}"), weight.to_owned(), outcome.to_owned())
        };
        let members: Vec<_> = members.split(' ').enumerate().map(of).collect();
        let weights: Vec<_> = members.iter().map(|(id, w, _)| format!("{id}: {w}")).collect();
        let mut gate = format!(
            "gate: g\nrules:\n  - {{id: s, score: {{of: {{{}}}, {limits}}}}}\n",
            weights.join(", ")
        );
        for (id, ..) in &members {
            gate.push_str(&format!("  - {{id: {id}, require: true}}\n"));
        }
        let gate = load("gate.yaml", &gate).gate.unwrap();
        let Check::Score(score) = &gate.rules[0].check else { panic!("no score") };
        let record = |(id, _, outcome): &(String, String, String)| {
            let start = Position { line: 1, column: 1 };
            let mut record = RuleRecord::new(id, None, "gate.yaml", start);
            record.outcome = match outcome.as_str() {
                "p" => Outcome::Pass,
                "f" => Outcome::Fail,
                "u" => Outcome::Undetermined,
                _ => Outcome::Skipped,
            };
            record
        };
        let records: Vec<RuleRecord> = members.iter().map(record).collect();
        let judged = records.iter().map(|record| (record.id.as_str(), record)).collect();
        let tally = tally(score, &judged);
        assert_eq!((tally.standing, tally.record.text.as_str()), (standing, text));
    }

    #[test]
    fn shares_are_exact() {
        use Standing::{Enough, TooFew};
        let whole = "0.3 of 0.3 points (100 %), 100 % needed";
        check("go: 100%", "0.1p 0.2p", Enough, whole);
        let third = "1 of 3 points (33.333333333 %), 33.333333333 % needed; failed: m1, m2";
        check("go: 33.333333333%", "1p 1f 1f", Enough, third);
        let more = "1 of 3 points (33.333333333 %), 33.333333334 % needed; failed: m1, m2";
        check("go: 33.333333334%", "1p 1f 1f", TooFew, more);
        let below = "999 of 1000 points (99.9 %), 99.95 % needed; failed: m1 (1)";
        check("go: 99.95%", "999p 1f", TooFew, below);
        let small =
            "9999999 of 9999999.000000001 points (99.9 %), 100 % needed; failed: m1 (0.000000001)";
        check("go: 100%", "9999999p 0.000000001f", TooFew, small);
    }

    #[test]
    fn undetermined_members_leave_it_open_only_where_they_matter() {
        use Standing::{Enough, Few, Open, TooFew};
        let open = "1 of 3 points (33.3 %), at most 2 (66.6 %) once all is known, 50 % needed; \
                    failed: m1; undetermined: m2";
        check("go: 50%", "1p 1f 1u", Open, open);
        let lost = "1 of 4 points (25 %), at most 2 (50 %) once all is known, 60 % needed; \
                    failed: m1, m2; undetermined: m3";
        check("go: 60%", "1p 1f 1f 1u", TooFew, lost);
        let enough = "2 of 3 points (66.6 %), at most 3 (100 %) once all is known, 60 % needed; \
                      undetermined: m2";
        check("go: 60%", "1p 1p 1u", Enough, enough);
        let few = "2 of 3 points (66.6 %), at most 3 (100 %) once all is known, 60 % needed, \
                   a warning below 80 %; undetermined: m2";
        check("go: 60%, warn: 80%", "1p 1p 1u", Few, few);
    }

    #[test]
    fn limits_belong_to_what_passes() {
        use Standing::{Enough, Few, TooFew};
        check("go: 90%", "9p 1f", Enough, "9 of 10 points (90 %), 90 % needed; failed: m1 (1)");
        let below = "8.9 of 10 points (89 %), 90 % needed; failed: m1 (1.1)";
        check("go: 90%", "8.9p 1.1f", TooFew, below);
        let warned = "9 of 10 points (90 %), 80 % needed, a warning below 95 %; failed: m1 (1)";
        check("go: 80%, warn: 95%", "9p 1f", Few, warned);
        let not = "9 of 10 points (90 %), 80 % needed; failed: m1 (1)";
        check("go: 80%, warn: 90%", "9p 1f", Enough, not);
    }

    #[test]
    fn skipped_members_are_left_out() {
        let one = "1 of 1 points (100 %), 100 % needed; skipped: m1";
        check("go: 100%", "1p 1s", Standing::Enough, one);
        let none = "no rule that it counts applies, 1 % needed; skipped: m0, m1";
        check("go: 1%", "1s 1s", Standing::Open, none);
    }

    #[test]
    fn long_lists_are_cut() {
        let members = ["1f"; 10].join(" ");
        let text = "0 of 10 points (0 %), 1 % needed; \
                    failed: m0, m1, m2, m3, m4, m5, m6, m7 and 2 more";
        check("go: 1%", &members, Standing::TooFew, text);
    }
}
