//! One test file with its gate.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use gonogo_engine::{Decision, Gate, RenderStyle, render};
use gonogo_policy_tests::report::{OfCase, OfFile};
use gonogo_policy_tests::{Case, Coverage, Files, Run, TestsDocument, cases, read};

use super::{Findings, Usable, load_gate, mutants, read_gate};
use crate::args::Color;
use crate::args::testing::Test;
use crate::input;
use crate::output;
use crate::timings::Timings;

/// Of a test file; what it names itself is read with more of a limit.
const TEST_BYTES: u64 = 4 * 1024 * 1024;
const GATE: &str = "gate.yaml";

pub(super) struct Suite {
    file: String,
    gate_file: String,
    gate_text: String,
    usable: Usable,
    document: TestsDocument,
    cases: Vec<Case>,
}

impl Suite {
    /// `None` when it cannot be used; the findings have been printed.
    pub(super) fn read(path: &Path, color: Color) -> Result<Option<Self>> {
        let text = input::read(path, TEST_BYTES)?;
        let file = path.display().to_string();
        let (document, mut problems) = read(&text);
        let folder = path.parent().unwrap_or(Path::new(""));
        let Some(document) = document else {
            output::complain(&render(&file, &text, &problems, RenderStyle::Coloured), color);
            return Ok(None);
        };
        let gate_path = document.gate.as_ref().map_or(GATE, |text| text.value.as_str());
        let gate_path = folder.join(gate_path);
        let gate_text = read_gate(&gate_path).with_context(|| format!("{file} tests a gate"))?;
        let usable = load_gate(&gate_path, &gate_text, color, Findings::Errors);
        let mut made = Vec::new();
        if let Some(Usable { gate, .. }) = &usable {
            let (cases, more) = cases(&text, &document, gate, &texts(folder, &document, gate));
            problems.extend(more);
            made = cases;
        }
        if !problems.is_empty() {
            output::complain(&render(&file, &text, &problems, RenderStyle::Coloured), color);
        }
        let broken = problems.iter().any(gonogo_engine::Diagnostic::is_error);
        let gate_file = gate_path.display().to_string();
        Ok(usable.filter(|_| !broken).map(|usable| Self {
            file,
            gate_file,
            gate_text,
            usable,
            document,
            cases: made,
        }))
    }

    /// Those that are sure to be read.
    pub(super) fn files(&self) -> impl Iterator<Item = &Path> {
        [Path::new(&self.file), Path::new(&self.gate_file)].into_iter()
    }

    pub(super) fn run(&self, args: &Test, timings: &mut Timings) -> Result<OfFile> {
        let gate = &self.usable.gate;
        let mut coverage = Coverage::new(gate);
        let mut ran: Vec<(&Case, Run)> = Vec::new();
        for case in self.cases.iter().filter(|case| is_wanted(case, args)) {
            let Some(run) = case.run(gate) else { continue };
            coverage.note(&run.decision);
            ran.push((case, run));
        }
        timings.step("run cases");
        let failed = ran.iter().filter(|(_, run)| !run.differences.is_empty()).count();
        let mutation = match (args.mutate, failed) {
            (true, 0) => Some(self.mutate(gate, args, &ran)?),
            (true, _) => {
                let text = format!("{}: no mutants are tried while cases fail\n", self.file);
                output::complain(&text, args.color);
                None
            }
            (false, _) => None,
        };
        timings.step("try mutants");
        Ok(OfFile {
            file: self.file.clone(),
            gate: self.gate_file.clone(),
            name: gate.name.clone(),
            text: self.gate_text.clone(),
            cases: ran.into_iter().map(|(case, run)| OfCase::new(case, run)).collect(),
            coverage,
            mutation,
        })
    }

    fn mutate(
        &self,
        gate: &Gate,
        args: &Test,
        ran: &[(&Case, Run)],
    ) -> Result<gonogo_policy_tests::Mutation> {
        let decided: Vec<(&Case, &Decision)> =
            ran.iter().map(|(case, run)| (*case, &run.decision)).collect();
        let source = mutants::Source {
            file: &self.gate_file,
            text: &self.gate_text,
            document: &self.usable.document,
            gate,
        };
        mutants::mutate(&source, &args.rule, &decided, &self.document.accepted)
    }
}

fn is_wanted(case: &Case, args: &Test) -> bool {
    let named = args.filter.is_empty() || args.filter.iter().any(|part| case.name.contains(part));
    let phase = args.phase.as_deref();
    named && phase.is_none_or(|phase| case.phase == phase)
}

/// What the cases name, from the folder of the test file.
fn texts(folder: &Path, document: &TestsDocument, gate: &Gate) -> Files {
    let read = |name: String| {
        let path: PathBuf = folder.join(&name);
        let text = input::read(&path, input::SNAPSHOT_BYTES);
        (name, text.map_err(|error| format!("{error:#}")))
    };
    let phases: Vec<&str> = gate.phases.iter().map(|phase| phase.name.as_str()).collect();
    document.files(&phases).into_iter().map(read).collect()
}
