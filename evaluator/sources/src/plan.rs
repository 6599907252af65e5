//! All sources of a gate, and what each fact asks.

use gonogo_cel::Diagnostic;
use gonogo_document::GateDocument;
use gonogo_document::reader::Reader;

use crate::request::{self, Request};
use crate::source::{self, Source};
use crate::timeouts;

/// What to collect, and from where.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    pub sources: Vec<Source>,
    /// In the order of the gate file; of facts that are not given by hand.
    pub requests: Vec<Request>,
}

/// The plan as far as it could be made, and all findings.
#[derive(Clone, Debug, Default)]
pub struct Planned {
    pub plan: Plan,
    pub problems: Vec<Diagnostic>,
}

impl Plan {
    pub fn source(&self, request: &Request) -> Option<&Source> {
        self.sources.get(request.source?)
    }

    pub fn request(&self, fact: &str) -> Option<&Request> {
        self.requests.iter().find(|request| request.fact == fact)
    }
}

pub fn plan(document: &GateDocument) -> Planned {
    let mut reader = Reader::further(document.completeness);
    let read = |node| source::read(&mut reader, node);
    let sources: Vec<Option<Source>> = document.sources.iter().map(read).collect();
    let mut plan = Plan::default();
    let mut places = Vec::new();
    for (source, node) in sources.into_iter().zip(&document.sources) {
        let place = source.is_some().then_some(plan.sources.len());
        places.push((node.name.value.as_str(), place));
        plan.sources.extend(source);
    }
    for fact in &document.facts {
        let from = fact.from.as_ref().map(|from| from.value.as_str());
        let place = from.and_then(|from| places.iter().find(|(name, _)| *name == from));
        match (from, place) {
            // Neither an unknown source nor a broken one says what can be asked.
            (Some(_), None | Some((_, None))) => {}
            (_, place) => {
                let source = place.and_then(|(_, place)| *place);
                let known = source.and_then(|at| Some((at, plan.sources.get(at)?)));
                plan.requests.extend(request::read(&mut reader, fact, known));
            }
        }
    }
    timeouts::check(&mut reader, document, &plan);
    Planned { plan, problems: reader.finish() }
}
