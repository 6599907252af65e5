//! What expressions may cost, and how large what they read is taken to be.

use gonogo_cel::cost::{estimate, warning};
use gonogo_cel::{Diagnostic, Env, Limits, Program, Size, Span};

use super::{Param, Phase};

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
pub(super) fn warning_of(env: &Env, program: &Program, source: &str) -> Option<Diagnostic> {
    let whole = Span::new(0, u32::try_from(source.len()).unwrap_or(u32::MAX));
    warning(&estimate(env, program.checked()), env.limits().cost, whole)
}
