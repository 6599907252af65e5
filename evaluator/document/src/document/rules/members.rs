//! Scores and the rules that they count: both must be there, in the same phases.

use std::collections::{BTreeMap, BTreeSet};

use gonogo_cel::Diagnostic;

use super::score::{MemberNode, ScoreNode};
use super::{RuleBody, RuleNode};
use crate::codes;
use crate::document::reader::{Reader, did_you_mean};
use crate::document::tree::quoted;

struct Scores<'r> {
    rules: BTreeMap<&'r str, &'r RuleNode>,
    /// Every rule has an id; otherwise one that seems unknown may be there.
    is_complete: bool,
    /// Names of all phases.
    declared: Option<Vec<&'r str>>,
}

/// The phases of a rule; `None` for all.
type Phases<'r> = Option<BTreeSet<&'r str>>;

pub(super) fn check(reader: &mut Reader, rules: &[RuleNode], declared: Option<Vec<&str>>) {
    let named = |rule| ids(rule).map(|id| (id, rule));
    let scores = Scores {
        rules: rules.iter().filter_map(named).collect(),
        is_complete: rules.iter().all(|rule| rule.id.is_some()),
        declared,
    };
    // By member: the scores that count it. One in shadow takes nothing from its members.
    let mut counting: BTreeMap<&str, Vec<&RuleNode>> = BTreeMap::new();
    let mut listed: BTreeSet<&str> = BTreeSet::new();
    for (rule, score) in rules.iter().filter_map(with_score) {
        for member in &score.members {
            scores.check_member(reader, rule, member);
            listed.insert(&member.rule.value);
            if !rule.shadow {
                counting.entry(&member.rule.value).or_default().push(rule);
            }
        }
        scores.check_phases(reader, rule, score);
    }
    for rule in rules {
        let Some(id) = ids(rule) else { continue };
        check_veto(reader, rule, listed.contains(id));
        if let Some(by) = counting.get(id).filter(|_| !has_veto(rule)) {
            scores.check_reached(reader, rule, by);
            check_disarmed(reader, rule, by);
        }
    }
}

fn ids(rule: &RuleNode) -> Option<&str> {
    rule.id.as_ref().map(|id| id.value.as_str())
}

fn with_score(rule: &RuleNode) -> Option<(&RuleNode, &ScoreNode)> {
    match &rule.body {
        RuleBody::Score(score) => Some((rule, score)),
        RuleBody::Require { .. }
        | RuleBody::Cases { .. }
        | RuleBody::Plugin(_)
        | RuleBody::Broken => None,
        RuleBody::NoGoIf(_) | RuleBody::RollbackIf(_) | RuleBody::WarnIf(_) => None,
    }
}

fn has_veto(rule: &RuleNode) -> bool {
    rule.veto.as_ref().is_some_and(|veto| veto.value)
}

fn check_veto(reader: &mut Reader, rule: &RuleNode, is_listed: bool) {
    if let Some(veto) = rule.veto.as_ref().filter(|_| !is_listed) {
        let message = "`veto` is for rules that a score counts, and none counts this one";
        let problem = Diagnostic::error(&codes::VETO, veto.span, message);
        reader.report(problem.with_help("remove it, or name the rule in the `of` of a score"));
    }
}

/// What says that it stops the release, and no longer does: meant or not, it must be written.
fn check_disarmed(reader: &mut Reader, rule: &RuleNode, by: &[&RuleNode]) {
    let (key, effect) = match &rule.body {
        RuleBody::NoGoIf(_) => ("no_go_if", "stops nothing"),
        RuleBody::RollbackIf(_) => ("rollback_if", "rolls nothing back"),
        RuleBody::Require { .. } | RuleBody::Cases { .. } | RuleBody::Score(_) => return,
        RuleBody::Plugin(_) | RuleBody::WarnIf(_) | RuleBody::Broken => return,
    };
    let (Some(id), None, Some(score)) = (&rule.id, &rule.veto, by.first()) else { return };
    let score = ids(score).map_or_else(|| "a score".to_owned(), quoted);
    let message = format!("`{key}` {effect} on its own here: {score} counts the rule");
    let help = "add `veto: true` so that it does, or `veto: false` if it shall only count";
    reader.report(Diagnostic::warning(&codes::DISARMED, id.span, message).with_help(help));
}

fn phases(rule: &RuleNode) -> Phases<'_> {
    let names = rule.phases.as_ref()?;
    Some(names.iter().map(|name| name.value.as_str()).collect())
}

fn share_one(a: &Phases<'_>, b: &Phases<'_>) -> bool {
    match (a, b) {
        (None, _) | (_, None) => true,
        (Some(a), Some(b)) => a.intersection(b).next().is_some(),
    }
}

impl<'r> Scores<'r> {
    /// Whether it is a rule that the score can count.
    fn check_member(&self, reader: &mut Reader, rule: &RuleNode, member: &MemberNode) {
        let name = member.rule.value.as_str();
        let (message, help) = match self.rules.get(name) {
            None if !self.is_complete => return,
            None => {
                let counted = self.rules.iter().filter(|(_, rule)| with_score(rule).is_none());
                let known: Vec<&str> = counted.map(|(id, _)| *id).collect();
                (format!("unknown rule {}", quoted(name)), did_you_mean(name, &known))
            }
            Some(_) if ids(rule) == Some(name) => {
                ("the score counts itself".to_owned(), "remove it".to_owned())
            }
            Some(found) if with_score(found).is_some() => {
                let help = "name the rules that it counts instead".to_owned();
                (format!("{} is a score, and scores count no scores", quoted(name)), help)
            }
            Some(found) if found.shadow => {
                let help = "take it out of the score, or remove its `shadow`".to_owned();
                (format!("{} is in shadow, so it cannot count", quoted(name)), help)
            }
            Some(found) if !share_one(&phases(rule), &phases(found)) => {
                let message = format!("{} applies in no phase of the score", quoted(name));
                let help = "take it out of the score, or compare the `phases` of both".to_owned();
                return reader.refuse(&codes::SCORE_PHASES, member.rule.span, (message, help));
            }
            Some(_) => return,
        };
        reader.refuse(&codes::BAD_MEMBER, member.rule.span, (message, help));
    }

    /// In every phase of the score there is something to count.
    fn check_phases(&self, reader: &mut Reader, rule: &RuleNode, score: &ScoreNode) {
        let members: Option<Vec<&&RuleNode>> =
            score.members.iter().map(|m| self.rules.get(m.rule.value.as_str())).collect();
        let (Some(members), Some(declared)) = (members, &self.declared) else { return };
        // Those that share no phase at all have been reported one by one.
        let own = phases(rule);
        if members.iter().any(|member| !share_one(&own, &phases(member))) {
            return;
        }
        let mut covered: BTreeSet<&str> = BTreeSet::new();
        for member in &members {
            match phases(member) {
                None => return,
                Some(phases) => covered.extend(phases),
            }
        }
        let applies = |phase: &&&str| own.as_ref().is_none_or(|own| own.contains(**phase));
        let empty = declared.iter().filter(applies).find(|phase| !covered.contains(**phase));
        if let Some(phase) = empty.filter(|_| !members.is_empty()) {
            let message = format!("the score has nothing to count in the phase {}", quoted(phase));
            let help = "add a rule that applies there, or limit the `phases` of the score";
            let problem = Diagnostic::error(&codes::SCORE_PHASES, score.span, message);
            reader.report(problem.with_help(help));
        }
    }

    /// A rule that only counts must not be left without a score in one of its phases: it would
    /// decide nothing there, and nobody would notice.
    fn check_reached(&self, reader: &mut Reader, rule: &RuleNode, by: &[&RuleNode]) {
        let Some(declared) = &self.declared else { return };
        let mut covered: BTreeSet<&str> = BTreeSet::new();
        for score in by {
            match phases(score) {
                None => return,
                Some(phases) => covered.extend(phases),
            }
        }
        let own = phases(rule);
        let applies = |phase: &&&str| own.as_ref().is_none_or(|own| own.contains(**phase));
        let alone = declared.iter().filter(applies).find(|phase| !covered.contains(**phase));
        let (Some(phase), Some(id), Some(score)) = (alone, &rule.id, by.first()) else { return };
        let name = quoted(&id.value);
        let message =
            format!("{name} would decide nothing in {}: no score counts it there", quoted(phase));
        let help = "limit its `phases` to those of the score, let the score apply there, or add \
                    `veto: true`";
        let problem = Diagnostic::error(&codes::SCORE_PHASES, id.span, message).with_help(help);
        reader.report(match &score.id {
            Some(score) => problem.with_related(score.span, "the score that counts it"),
            None => problem,
        });
    }
}
