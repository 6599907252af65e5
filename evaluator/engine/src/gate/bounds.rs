//! What expressions may cost, and how large what they read is taken to be.

use gonogo_cel::cost::{estimate, warning};
use gonogo_cel::{Diagnostic, Env, Limits, Program, Size, Span};

use super::{Fact, Param, Phase};
use crate::facts::FactKind;

/// Longest name of a phase, in characters; they are ASCII.
const NAME: u64 = 64;

/// Cost units that each expression may use.
pub(super) fn limit(env: &mut Env, units: u64) {
    let limits = Limits { cost: units, ..*env.limits() };
    env.set_limits(limits);
}

/// Parameters are as large as the gate and its phases say.
pub(super) fn of_params(env: &mut Env, params: &[Option<Param>], phases: &[Phase]) {
    for (at, param) in params.iter().enumerate() {
        let Some(param) = param else { continue };
        let replaced = phases.iter().flat_map(|phase| &phase.params);
        let own = replaced.filter(|(replaced, _)| *replaced == at).map(|(_, value)| value);
        let size = own.fold(Size::of(&param.value), |size, value| size.or(&Size::of(value)));
        env.bound(param.slot, size);
    }
    for (name, size) in [("phase.name", Size::text(NAME)), ("phase.traffic", Size::host(1))] {
        if let Some(slot) = env.slot(name) {
            env.bound(slot, size);
        }
    }
}

/// A finding about an expression that may cost more than it is allowed; it decides nothing.
pub(super) fn warning_of(
    (env, units): (&Env, u64),
    (program, source): (&Program, &str),
    facts: &[Fact],
) -> Option<Diagnostic> {
    let whole = Span::new(0, u32::try_from(source.len()).unwrap_or(u32::MAX));
    let found = warning(&estimate(env, program.checked()), units.min(env.limits().cost), whole)?;
    Some(match endless(program, facts) {
        Some(name) => found.with_help(format!(
            "nobody knows how many samples `{name}` may have: give the fact a `window:` and a `step:`"
        )),
        None => found,
    })
}

/// The first series that it reads whose length is not known.
fn endless<'f>(program: &Program, facts: &'f [Fact]) -> Option<&'f str> {
    let mut read = facts.iter().filter(|fact| program.slots().contains(&fact.slot()));
    let is_endless = |fact: &&Fact| match &fact.declaration.kind {
        FactKind::Series { rules, .. } => rules.window.is_none() || rules.step.is_none(),
        _ => false,
    };
    read.find(is_endless).map(|fact| fact.declaration.name.as_str())
}
