//! Mutants of a gate, tried on all cores.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use anyhow::{Result, anyhow, bail};
use gonogo_engine::{Decision, Gate};
use gonogo_policy_tests::document::AcceptedNode;
use gonogo_policy_tests::{Case, Fate, GateDocument, Mutant, Mutation, Trials, mutants};

use crate::output;

pub(super) struct Source<'s> {
    pub(super) file: &'s str,
    pub(super) text: &'s str,
    pub(super) document: &'s GateDocument,
    pub(super) gate: &'s Gate,
}

/// Of all rules, or of those named.
pub(super) fn mutate(
    source: &Source<'_>,
    rules: &[String],
    decided: &[(&Case, &Decision)],
    accepted: &[AcceptedNode],
) -> Result<Mutation> {
    for rule in rules {
        if !source.gate.rules.iter().any(|declared| declared.id == *rule) {
            bail!("{}: there is no rule `{rule}`", source.file);
        }
    }
    let wanted = |mutant: &Mutant| {
        rules.is_empty() || mutant.reach.rules().any(|id| rules.iter().any(|rule| rule == id))
    };
    let mut mutants = mutants(source.text, source.document, source.gate);
    mutants.retain(wanted);
    let trials = Trials::new((source.file, source.text), source.gate, decided.iter().copied());
    let fates = fates(&trials, &mutants)?;
    let names: Vec<&str> = decided.iter().map(|(case, _)| case.name.as_str()).collect();
    let tried = mutants.into_iter().zip(fates).collect();
    let mut mutation = Mutation::new(tried, &names, accepted);
    if !rules.is_empty() {
        // Those of other rules were not tried.
        mutation.needless.clear();
    }
    Ok(mutation)
}

fn fates(trials: &Trials<'_>, mutants: &[Mutant]) -> Result<Vec<Fate>> {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done: Vec<(usize, Fate)> = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(mutant) = mutants.get(at) else { return done };
            done.push((at, trials.fate(mutant)));
        }
    };
    let finished = thread::scope(|scope| {
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        workers.into_iter().map(thread::ScopedJoinHandle::join).collect::<Vec<_>>()
    });
    let mut all = Vec::with_capacity(mutants.len());
    for done in finished {
        match done {
            Ok(done) => all.extend(done),
            Err(_) => return Err(anyhow!("trying a mutant panicked").context(output::Internal)),
        }
    }
    all.sort_by_key(|(at, _)| *at);
    Ok(all.into_iter().map(|(_, fate)| fate).collect())
}
