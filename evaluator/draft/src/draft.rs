//! A plan as a gate.

use gonogo_plan::{NotTaken, Plan, PlanError};
use thiserror::Error;

use crate::criteria::{self, Criteria};
use crate::escalation;
use crate::names::{Named, Namer, Names};
use crate::paper::lists::{self, Lists};
use crate::paper::questions::{self, Question};
use crate::paper::signers::{self, Form};
use crate::parts::{Param, Rule};
use crate::scope::Scopes;
use crate::steps::{self, Step, windows};
use crate::summary::{self, Summary};
use crate::text::words::{is_unseen, kebab, words};
use crate::text::{gate, skeleton};

/// Rules of a gate that somebody is to read.
pub const RULES: usize = 400;
/// Boxes and criteria of a plan, each.
const LINES: usize = 5_000;
/// Of the text; a gate file may not have many more.
const BYTES: usize = 250 * 1024;

/// Where the plan lies, seen from the gate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the gate's folder or below it.
    Beside { path: String },
    /// In another folder, which the gate names as a source.
    Folder { folder: String, name: String },
}

impl Place {
    /// Whether a gate can name it: no patterns, nothing that the environment replaces.
    pub fn can_be_said(&self) -> bool {
        let is_odd = |c: char| is_unseen(c) || matches!(c, '*' | '?' | '$' | '\\');
        let is_plain = |text: &str| !text.is_empty() && !text.contains(is_odd);
        match self {
            Self::Beside { path } => is_plain(path),
            Self::Folder { folder, name } => is_plain(folder) && is_plain(name),
        }
    }

    /// As comments name the plan.
    pub(crate) fn name(&self) -> &str {
        match self {
            Self::Beside { path } => path,
            Self::Folder { name, .. } => name,
        }
    }
}

/// What is made of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The text of `gate.yaml`.
    pub gate: String,
    /// The text of `tests.yaml`.
    pub tests: String,
    pub summary: Summary,
    /// For the next import of the same plan.
    pub names: Names,
}

#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum DraftError {
    #[error(
        "the plan has no criteria, no checklist and no sign-offs: there is nothing to decide by"
    )]
    Nothing,
    #[error("the plan gives {rules} rules, more than the {RULES} that a draft may have")]
    TooMany { rules: usize },
    #[error("the plan is too long for one gate")]
    TooLong,
    #[error(transparent)]
    Unread(#[from] PlanError),
}

impl DraftError {
    pub fn help(&self) -> String {
        match self {
            Self::Nothing => "write boxes such as `- [ ] Backup done`, or limits such as \
                              `error rate < 1 %`, or begin with a gate of policies"
                .to_owned(),
            Self::TooMany { .. } | Self::TooLong => "split the plan".to_owned(),
            Self::Unread(problem) => problem.help(),
        }
    }
}

/// All that the texts are made of.
#[derive(Debug)]
pub(crate) struct Parts {
    pub(crate) name: String,
    pub(crate) title: String,
    pub(crate) place: Place,
    pub(crate) steps: Vec<Step>,
    pub(crate) params: Vec<Param>,
    pub(crate) facts: criteria::fact::Facts,
    pub(crate) forms: Vec<Form>,
    /// About which somebody has to give their word.
    pub(crate) questions: Vec<Question>,
    /// In the order of the plan.
    pub(crate) rules: Vec<Rule>,
    pub(crate) left: Vec<NotTaken>,
    /// What was taken, and is less than it seems.
    pub(crate) warnings: Vec<NotTaken>,
}

impl Parts {
    /// Whether a rule asks the plan's own boxes.
    pub(crate) fn reads_boxes(&self) -> bool {
        let reads = |(_, text): &(&str, String)| text.starts_with(lists::FACT);
        self.rules.iter().any(|rule| rule.fields.iter().any(reads))
    }
}

/// `known` are the names of an earlier draft of the same plan: what has one keeps it.
pub fn draft(plan: &Plan, place: &Place, known: &Names) -> Result<Draft, DraftError> {
    plan.checklist(None)?;
    if plan.criteria.is_empty() && plan.items.is_empty() && plan.signoffs.is_empty() {
        return Err(DraftError::Nothing);
    }
    if plan.items.len() > LINES || plan.criteria.len() > LINES || plan.signoffs.len() > LINES {
        return Err(DraftError::TooLong);
    }
    let scopes = Scopes::new(plan);
    // Names of what the plan has no more are free again.
    let nothing = Names::default();
    let mut first = Namer::new(&nothing);
    let _ = parts((plan, true), place, &scopes, &mut first);
    // A plan that is imported again may be under way: then ticks are what they seem.
    let is_first = known.given.is_empty();
    let known = known.of_those_in(&first.names());
    let is_template =
        is_first || known.given.contains_key(&(Named::Fact, questions::TICKS.to_owned()));
    let mut namer = Namer::new(&known);
    let parts = parts((plan, is_template), place, &scopes, &mut namer);
    if parts.rules.len() > RULES {
        return Err(DraftError::TooMany { rules: parts.rules.len() });
    }
    let gate = gate::text(&parts, &scopes);
    if gate.len() > BYTES {
        return Err(DraftError::TooLong);
    }
    let (tests, summary) = (skeleton::text(&parts), summary::of(&parts));
    Ok(Draft { gate, tests, summary, names: namer.names() })
}

/// `is_template`: nobody has ticked a box for this release yet.
fn parts(
    (plan, is_template): (&Plan, bool),
    place: &Place,
    scopes: &Scopes<'_>,
    namer: &mut Namer<'_>,
) -> Parts {
    // The name is what expressions of all lists have, so it comes first.
    let _ = namer.give(Named::Fact, "boxes", lists::FACT);
    let steps = steps::take(scopes, namer);
    let Criteria { mut rules, mut params, facts, left } = criteria::take(plan, scopes, namer);
    let Lists { rules: lists, left: boxes, passing, mut warnings } =
        lists::take(plan, scopes, namer);
    let signers = signers::take(plan, scopes, namer);
    rules.extend(lists);
    rules.extend(signers.rules);
    let passing = [passing, signers.passing].concat();
    let windows = windows::take(scopes, namer);
    rules.extend(windows.rules);
    warnings.extend(signers.warnings);
    warnings.extend(windows.warnings);
    params.extend(signers.params);
    let mut asked = windows.questions;
    let passing = if is_template { passing.as_slice() } else { &[] };
    asked.extend(questions::ticks(passing, &mut rules, namer));
    rules.sort_by_key(Rule::line);
    let untold = escalation::attach(plan, &mut rules);
    asked.extend(questions::confirmation(&mut rules, scopes, namer));
    let mut left: Vec<NotTaken> = [plan.not_taken.clone(), left, boxes, untold].concat();
    left.sort_by_key(|one| one.line);
    warnings.sort_by_key(|one| one.line);
    let title = plan.sections.first().map_or("", |section| section.title.as_str());
    Parts {
        name: kebab(&words(title), "rollout"),
        title: title.to_owned(),
        place: place.clone(),
        steps,
        params,
        facts,
        forms: signers.forms,
        questions: asked,
        rules,
        left,
        warnings,
    }
}
