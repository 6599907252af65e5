//! Scores, and what becomes of the rules that they count.

use gonogo_document::{Decimal, ScoreNode};

use super::of;
use crate::gate::{Check, Effect, Rule};

/// The weighted share of rules that passed.
#[derive(Clone, Debug)]
pub struct Score {
    /// The heaviest first, then by id: their order in the file does not matter.
    pub members: Vec<Member>,
    /// In percent: from here on it passes.
    pub go: Decimal,
    /// In percent, not below `go`: below it passes with a warning.
    pub warn: Option<Decimal>,
    pub otherwise: Effect,
}

#[derive(Clone, Debug)]
pub struct Member {
    /// The id of a rule of the gate.
    pub rule: String,
    /// Above 0.
    pub weight: Decimal,
}

/// `None` when a part is missing, which has been reported.
pub(super) fn score(node: &ScoreNode) -> Option<Score> {
    let member = |node: &gonogo_document::MemberNode| {
        Some(Member { rule: node.rule.value.clone(), weight: node.weight? })
    };
    let mut members = node.members.iter().map(member).collect::<Option<Vec<_>>>()?;
    members.sort_by(|a, b| b.weight.cmp(&a.weight).then_with(|| a.rule.cmp(&b.rule)));
    Some(Score {
        members,
        go: node.go.as_ref()?.value,
        warn: node.warn.as_ref().map(|share| share.value),
        otherwise: node.otherwise.as_ref().map_or(Effect::NoGo, |effect| of(effect.value)),
    })
}

/// Tells each rule the scores that count it. A score in shadow takes nothing from its members:
/// what is only tried out changes no decision.
pub(in crate::gate) fn enlist(rules: &mut [Rule]) {
    let mut counted: Vec<(String, String)> = Vec::new();
    for rule in rules.iter().filter(|rule| !rule.shadow) {
        if let Check::Score(score) = &rule.check {
            let members = score.members.iter();
            counted.extend(members.map(|member| (member.rule.clone(), rule.id.clone())));
        }
    }
    counted.sort();
    for rule in rules {
        let start = counted.partition_point(|(member, _)| *member < rule.id);
        let own = counted.iter().skip(start).take_while(|(member, _)| *member == rule.id);
        rule.counts_in = own.map(|(_, score)| score.clone()).collect();
    }
}
