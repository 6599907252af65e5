//! What is most often a slip in a gate that is valid: declarations that nothing uses, questions
//! without an answer, conditions that always come to the same. Nothing here decides anything.

mod comparisons;
mod constant;
mod exceptions;
mod phases;
mod plugins;
mod questions;
mod range;
mod site;
mod units;
mod unused;
mod windows;

use gonogo_cel::Diagnostic;
use gonogo_document::{Completeness, GateDocument};
use gonogo_engine::gate::Gate;

pub use exceptions::check_waivers;

/// Warnings, in no order; none when parts of the file could not be read, since they may use
/// anything.
pub fn lint(document: &GateDocument, gate: &Gate) -> Vec<Diagnostic> {
    if document.completeness == Completeness::Partial {
        return Vec::new();
    }
    let mut problems = unused::of_gate(document, gate);
    problems.extend(windows::of_facts(document, gate));
    problems.extend(units::of_facts(document, gate));
    problems.extend(phases::of_rules(document, gate));
    problems.extend(phases::without_rules(document, gate));
    problems.extend(plugins::of_rules(document));
    for sites in site::sites(document, gate) {
        problems.extend(constant::of_rule(&sites));
        problems.extend(sites.iter().flat_map(windows::of_condition));
        problems.extend(sites.iter().flat_map(comparisons::of_condition));
    }
    for site in site::all(document, gate) {
        problems.extend(questions::of_site(&site));
    }
    problems
}
