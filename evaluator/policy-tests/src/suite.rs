//! The cases of a test file, ready to be run against a gate.

use std::collections::BTreeMap;

use gonogo_cel::{Diagnostic, Span};
use gonogo_document::codes::LIMIT;
use gonogo_document::reader::Reader;
use gonogo_document::{Spanned, Text, quoted};
use gonogo_engine::Gate;
use gonogo_engine::decision::asked;
use gonogo_engine::gate::{IMPLICIT_RULES, Override, Stage, StageError, Waiver, load_waivers};

use crate::codes;
use crate::document::{CaseNode, TestsDocument};
use crate::judge::Expected;
use crate::scene::{Files, Levels, Scene, Stagehand, said, unknown};

/// One decision, and what is expected of it.
#[derive(Clone, Debug)]
pub struct Case {
    /// Unique in the file.
    pub name: String,
    /// In the test file, from 1.
    pub line: usize,
    pub phase: String,
    pub overrides: Vec<Override>,
    pub waivers: Vec<Waiver>,
    pub scene: Scene,
    pub expected: Expected,
}

impl Case {
    /// The gate at the phase and with the parameters of the case.
    pub fn stage<'g>(&self, gate: &'g Gate) -> Result<Stage<'g>, StageError> {
        let mut stage = gate.stage(Some(&self.phase), &self.overrides)?;
        stage.waivers = self.waivers.clone();
        Ok(stage)
    }
}

/// Every case, and every problem that was found on the way.
pub fn cases(
    text: &str,
    document: &TestsDocument,
    gate: &Gate,
    files: &Files,
) -> (Vec<Case>, Vec<Diagnostic>) {
    let mut builder = Builder {
        text,
        gate,
        files,
        stagehand: Stagehand::new(gate, files),
        reader: Reader::further(document.completeness),
        names: BTreeMap::new(),
    };
    let rows = rows(document);
    let count: usize = rows.iter().map(|(levels, _)| phases(levels).len().max(1)).sum();
    if count > CASES {
        let message = format!("the test file comes to {count} cases, at most {CASES} are run");
        let problem = Diagnostic::error(&LIMIT, Span::default(), message);
        return (Vec::new(), vec![problem.with_help("split the tests into several files")]);
    }
    let cases = rows.iter().flat_map(|(levels, row)| builder.case(levels, *row)).collect();
    (cases, builder.reader.finish())
}

/// A case or row with what stands above it, and the number of the row.
type Row<'d> = (Vec<&'d CaseNode>, Option<usize>);

fn rows(document: &TestsDocument) -> Vec<Row<'_>> {
    let mut rows: Vec<Row<'_>> = Vec::new();
    for case in &document.cases {
        let levels = vec![&document.defaults, case];
        let of_table = case.table.iter().enumerate();
        rows.extend(of_table.map(|(at, row)| ([levels.as_slice(), &[row]].concat(), Some(at + 1))));
        if case.table.is_empty() {
            rows.push((levels, None));
        }
    }
    rows
}

/// Those that are said last.
fn phases<'l>(levels: &Levels<'l>) -> &'l [Spanned<String>] {
    let said = levels.iter().rev().find(|level| !level.phases.is_empty());
    said.map(|level| level.phases.as_slice()).unwrap_or_default()
}

/// Where a rule or fact that is named has to be.
#[derive(Clone, Copy)]
enum Named {
    InAnyPhase,
    InThisPhase,
}

/// Of one test file.
const CASES: usize = 20_000;

struct Builder<'b> {
    text: &'b str,
    gate: &'b Gate,
    files: &'b Files,
    stagehand: Stagehand<'b>,
    reader: Reader,
    names: BTreeMap<String, Span>,
}

impl Builder<'_> {
    /// One for each phase; those that were reported are left out.
    fn case(&mut self, levels: &Levels<'_>, row: Option<usize>) -> Vec<Case> {
        let phases = phases(levels);
        if phases.is_empty() {
            return self.at(levels, row, None).into_iter().collect();
        }
        let text = |phase: &Spanned<String>| (phase.value.clone(), phase.span);
        let several = phases.len() > 1;
        phases
            .iter()
            .filter_map(|phase| {
                let mut case = self.at(levels, row, Some(text(phase)))?;
                if several {
                    case.name = format!("{} ({})", case.name, phase.value);
                }
                self.is_new(&case.name, levels).then_some(case)
            })
            .collect()
    }

    fn at(
        &mut self,
        levels: &Levels<'_>,
        row: Option<usize>,
        phase: Option<(String, Span)>,
    ) -> Option<Case> {
        let own = levels.last()?;
        let overrides = overrides(levels);
        let name = phase.as_ref().map(|(name, _)| name.as_str());
        let stage = match self.gate.stage(name, &overrides) {
            Ok(stage) => stage,
            Err(error) => {
                let at = phase.as_ref().map_or(own.span, |(_, span)| *span);
                self.no_stage(at, levels, error);
                return None;
            }
        };
        let expected = self.expected(levels, &stage);
        let waivers = self.waivers(levels)?;
        let scene = self.stagehand.scene(&mut self.reader, levels, &stage)?;
        let case = Case {
            name: self.name(levels, row),
            line: line(self.text, own.span.start),
            phase: stage.phase.name.clone(),
            overrides,
            waivers,
            scene,
            expected,
        };
        // Several phases are told apart by whoever asks for them.
        let single = phase.is_none();
        (!single || self.is_new(&case.name, levels)).then_some(case)
    }

    fn name(&self, levels: &Levels<'_>, row: Option<usize>) -> String {
        let name = |level: Option<&&CaseNode>| -> Option<String> {
            level?.name.as_ref().map(|text| text.value.trim().to_owned())
        };
        let case = name(levels.get(1)).unwrap_or_default();
        match (row, name(levels.get(2))) {
            (None, _) => case,
            (Some(_), Some(row)) => format!("{case}: {row}"),
            (Some(at), None) => format!("{case} [{at}]"),
        }
    }

    fn is_new(&mut self, name: &str, levels: &Levels<'_>) -> bool {
        let Some(own) = levels.last() else { return false };
        let at = own.name.as_ref().map_or(own.span, |name| name.span);
        let Some(first) = self.names.insert(name.to_owned(), at) else { return true };
        let message = format!("a second case is called {}", quoted(name));
        self.reader.report(
            Diagnostic::error(&codes::SAME_NAME, at, message)
                .with_related(first, "the first one")
                .with_help("give every case its own name"),
        );
        false
    }

    fn no_stage(&mut self, at: Span, levels: &Levels<'_>, error: StageError) {
        let params = levels.iter().rev().flat_map(|level| &level.params);
        let mut named = params.filter(|param| {
            let (name, value) = (&param.name.value, &param.value.value);
            error.message.contains(&format!("`{name}`"))
                || error.message.contains(&format!("{name}={value}"))
        });
        let at = named.next().map_or(at, |param| param.name.span);
        let message = error.message.replace("--set ", "");
        let problem = Diagnostic::error(&codes::NO_STAGE, at, message);
        let help = error.help.map(|help| help.replace("`--phase`", "`phase`"));
        self.reader.report(match help {
            Some(help) => problem.with_help(help),
            None => problem,
        });
    }

    fn expected(&mut self, levels: &Levels<'_>, stage: &Stage<'_>) -> Expected {
        let own = levels.iter().skip(1).any(|level| !level.expect.is_empty());
        if let (false, Some(level)) = (own, levels.last()) {
            let problem =
                Diagnostic::error(&codes::NOTHING_EXPECTED, level.span, "the case expects nothing");
            self.reader
                .report_absence(problem.with_help("add `expect: {decision: …, rules: {…}}`"));
        }
        // What all cases start from may speak of rules and facts of other phases.
        for (at, level) in levels.iter().enumerate() {
            let place = if at == 0 { Named::InAnyPhase } else { Named::InThisPhase };
            self.know_rules(level, stage, place);
            self.know_facts(level, stage, place);
        }
        Expected::of(levels, stage)
    }

    fn know_rules(&mut self, level: &CaseNode, stage: &Stage<'_>, place: Named) {
        let mut known: Vec<&str> = stage.rules.iter().map(|rule| rule.id.as_str()).collect();
        known.extend(IMPLICIT_RULES);
        let deciding = level.expect.deciding.iter().flat_map(|ids| &ids.value);
        let named = level.expect.rules.iter().map(|rule| &rule.id).chain(deciding);
        for id in named.filter(|id| !known.contains(&id.value.as_str())) {
            let elsewhere = self.gate.rules.iter().any(|rule| rule.id == id.value);
            match (elsewhere, place) {
                (false, _) => unknown(&mut self.reader, ("rule", id), &known),
                (true, Named::InAnyPhase) => {}
                (true, Named::InThisPhase) => self.lost_rule(id, stage),
            }
        }
    }

    fn know_facts(&mut self, level: &CaseNode, stage: &Stage<'_>, place: Named) {
        let name = |fact: &gonogo_engine::gate::Fact| fact.declaration.name.clone();
        let asked: Vec<String> = asked(stage).into_iter().map(name).collect();
        let declared: Vec<String> = self.gate.facts.iter().map(name).collect();
        for fact in level.expect.facts.iter().filter(|fact| !asked.contains(&fact.name.value)) {
            let elsewhere = declared.contains(&fact.name.value);
            let names: Vec<&str> = declared.iter().map(String::as_str).collect();
            match (elsewhere, place) {
                (false, _) => unknown(&mut self.reader, ("fact", &fact.name), &names),
                (true, Named::InAnyPhase) => {}
                (true, Named::InThisPhase) => self.lost_fact(&fact.name, stage),
            }
        }
    }

    fn lost_rule(&mut self, id: &Text, stage: &Stage<'_>) {
        let phase = quoted(&stage.phase.name);
        let message = format!("the rule {} is not judged in {phase}", quoted(&id.value));
        let help = "remove it here, or compare the `phases` of the rule".to_owned();
        self.reader.refuse(&codes::BAD_EXPECTATION, id.span, (message, help));
    }

    fn lost_fact(&mut self, name: &Text, stage: &Stage<'_>) {
        let phase = quoted(&stage.phase.name);
        let message = format!("no rule of {phase} reads the fact {}", quoted(&name.value));
        let help = "remove it here, or choose another phase".to_owned();
        self.reader.refuse(&codes::BAD_EXPECTATION, name.span, (message, help));
    }

    fn waivers(&mut self, levels: &Levels<'_>) -> Option<Vec<Waiver>> {
        let Some(file) = said(levels, |level| level.waivers.as_ref()) else {
            return Some(Vec::new());
        };
        let read = self.files.get(&file.value).cloned();
        let cause = match read.unwrap_or_else(|| Err("it was not read".to_owned())) {
            Err(cause) => cause,
            Ok(text) => {
                let loaded = load_waivers(&text);
                match loaded.problems.iter().find(|problem| problem.is_error()) {
                    None => return Some(loaded.waivers),
                    Some(problem) => {
                        format!("line {}: {}", line(&text, problem.span.start), problem.message)
                    }
                }
            }
        };
        let message = format!("the waivers {} cannot be used: {cause}", quoted(&file.value));
        let help = "name a waiver file from the folder of the test file".to_owned();
        self.reader.refuse(&codes::FILE, file.span, (message, help));
        None
    }
}

/// By name; the last that is said.
fn overrides(levels: &Levels<'_>) -> Vec<Override> {
    let mut set: BTreeMap<&str, &str> = BTreeMap::new();
    for param in levels.iter().flat_map(|level| &level.params) {
        set.insert(&param.name.value, param.value.value.trim());
    }
    let one = |(name, value): (&str, &str)| Override { name: name.into(), value: value.into() };
    set.into_iter().map(one).collect()
}

/// Of a byte, from 1.
pub(crate) fn line(text: &str, offset: u32) -> usize {
    let before = text.as_bytes().get(..offset as usize).unwrap_or(text.as_bytes());
    before.iter().filter(|byte| **byte == b'\n').count() + 1
}
