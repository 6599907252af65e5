//! From the text of a gate file to a gate, or every problem in it.

use std::sync::Arc;

use gonogo_cel::{Diagnostic, Env, Type};
use gonogo_document::{GateDocument, ParamNode};
use gonogo_series::quantity::Dimension;
use sha2::{Digest, Sha256};

use super::expression::Compiler;
use super::names::DEFAULT_PHASE;
use super::{Fact, Gate, Param, Phase, Slots, bounds, codes, declarations, params, rules};
use crate::functions;
use crate::functions::quantity::quantity_type;
use gonogo_document::Lines;

/// What loading gives: the gate unless there are errors, and all findings in order.
#[derive(Debug)]
pub struct Loaded {
    pub gate: Option<Gate>,
    /// One that errors keep from being used, as far as it was built: for findings only.
    pub unusable: Option<Gate>,
    pub problems: Vec<Diagnostic>,
    /// As it was written, as far as it could be read.
    pub document: Option<GateDocument>,
}

/// `file` is what reports call it.
pub fn load(file: &str, text: &str) -> Loaded {
    let (document, mut problems) = gonogo_document::read(text);
    let gate = document.as_ref().and_then(|document| {
        let mut builder =
            Builder { text, env: Arc::new(functions::environment()), problems: Vec::new() };
        let gate = builder.gate(file, document);
        problems.append(&mut builder.problems);
        gate
    });
    problems.sort_by(|a, b| (a.span, a.code.id).cmp(&(b.span, b.code.id)));
    let broken = problems.iter().any(Diagnostic::is_error);
    let (gate, unusable) = if broken { (None, gate) } else { (gate, None) };
    Loaded { gate, unusable, problems, document }
}

struct Builder<'b> {
    text: &'b str,
    env: Arc<Env>,
    problems: Vec<Diagnostic>,
}

impl Builder<'_> {
    fn gate(&mut self, file: &str, document: &GateDocument) -> Option<Gate> {
        bounds::limit(self.open_env(), document.budget.expression);
        let mut slots = self.built_in();
        let params = self.params(&document.params);
        let phases = self.phases(document, &params);
        bounds::of_params(self.open_env(), &params, &phases);
        let facts = self.facts(document);
        slots.count = self.env.variables().len();
        let lines = Lines::new(self.text);
        let mut compiler = Compiler {
            env: &self.env,
            lines: &lines,
            facts: facts.as_deref().unwrap_or_default(),
            problems: Vec::new(),
        };
        let rules: Vec<_> = document
            .rules
            .iter()
            .map(|node| rules::rule(&mut compiler, (&phases, &params), node))
            .collect();
        self.problems.append(&mut compiler.problems);
        let mut rules = rules.into_iter().collect::<Option<Vec<_>>>();
        if let Some(rules) = &mut rules {
            rules::enlist(rules);
        }
        let gate = Gate {
            name: document.name.as_ref()?.value.clone(),
            version: document.version.as_ref().map(|text| text.value.clone()),
            description: document.description.as_ref().map(|text| text.value.trim().to_owned()),
            file: file.to_owned(),
            digest: gonogo_facts::digest_text(Sha256::new_with_prefix(self.text.as_bytes())),
            phases,
            facts: facts?,
            rules: rules?,
            budget: document.budget.gate,
            params: params.into_iter().collect::<Option<Vec<_>>>()?,
            slots,
            env: self.env.clone(),
        };
        Some(gate)
    }

    /// While nobody else has it, nothing is copied.
    fn open_env(&mut self) -> &mut Env {
        Arc::make_mut(&mut self.env)
    }

    fn built_in(&mut self) -> Slots {
        Slots {
            now: self.open_env().declare("now", Type::Timestamp),
            phase_name: self.open_env().declare("phase.name", Type::String),
            phase_live: self.open_env().declare("phase.live", Type::Bool),
            phase_traffic: self
                .open_env()
                .declare("phase.traffic", quantity_type(Dimension::Share)),
            phase_started: self.open_env().declare("phase.started", Type::Timestamp),
            phase_elapsed: self.open_env().declare("phase.elapsed", Type::Duration),
            count: 0,
        }
    }

    /// One that cannot be read is declared all the same, so that its uses are no second problem.
    fn params(&mut self, nodes: &[ParamNode]) -> Vec<Option<Param>> {
        let mut read = Vec::new();
        for node in nodes {
            let name = node.name.value.clone();
            let typed = params::read(&node.value, &mut self.problems);
            let of = typed.as_ref().map_or(Type::Broken, |(_, of)| of.clone());
            let slot = self.open_env().declare(&format!("params.{name}"), of.clone());
            read.push(typed.map(|(value, _)| Param { name, of, value, slot }));
        }
        read
    }

    fn phases(&mut self, document: &GateDocument, params: &[Option<Param>]) -> Vec<Phase> {
        if document.phases.is_empty() {
            return vec![Phase {
                name: DEFAULT_PHASE.to_owned(),
                live: true,
                traffic: None,
                bake: None,
                every: Vec::new(),
                params: Vec::new(),
            }];
        }
        let mut phases = Vec::new();
        for node in &document.phases {
            let mut phase = declarations::phase(node);
            for replaced in &node.params {
                phase.params.extend(self.replacement(params, replaced));
            }
            phases.push(phase);
        }
        phases
    }

    /// A phase's value for a parameter must have the type of the gate's.
    fn replacement(
        &mut self,
        params: &[Option<Param>],
        node: &ParamNode,
    ) -> Option<(usize, gonogo_cel::Value)> {
        let (value, of) = params::read(&node.value, &mut self.problems)?;
        let named = |param: &Option<Param>| {
            param.as_ref().is_some_and(|param| param.name == node.name.value)
        };
        let at = params.iter().position(named)?;
        let wanted = &params.get(at)?.as_ref()?.of;
        if of == *wanted {
            return Some((at, value));
        }
        let message = format!("`{}` is a `{wanted}`, here it is a `{of}`", node.name.value);
        self.problems.push(
            Diagnostic::error(&codes::PARAM_TYPE, node.value.span, message)
                .with_help("a phase changes a parameter's value, not its type"),
        );
        None
    }

    fn facts(&mut self, document: &GateDocument) -> Option<Vec<Fact>> {
        let mut facts = Vec::new();
        for node in &document.facts {
            let declaration = match &node.baseline {
                Some(written) => declarations::baseline(node, written, &document.facts),
                None => declarations::fact(node, &mut self.problems),
            };
            let of = declaration.as_ref().map_or(Type::Broken, |fact| fact.kind.cel_type());
            let slot = self.open_env().declare(&node.name.value, of);
            if let Some(declaration) = &declaration {
                self.open_env().bound(slot, declaration.size());
            }
            facts.push(declaration.map(|declaration| Fact { declaration, slot }));
        }
        facts.into_iter().collect()
    }
}
