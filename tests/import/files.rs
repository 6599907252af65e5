//! The command, with its files.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

const PLAN: &str = "# Shop\n\n## Go if\n\n- Error rate < 1 %\n- p95 latency < 200 ms\n\n## Before\n\n- [ ] Backup\n";

/// Gone with the value.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("import-{}-{number}", std::process::id());
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.0.join(name), text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).unwrap()
    }

    /// The exit code, and what was said.
    fn gonogo(&self, arguments: &[&str]) -> (i32, String) {
        let output = Command::new(env!("CARGO_BIN_EXE_gonogo"))
            .current_dir(&self.0)
            .env_clear()
            .args(arguments)
            .output()
            .unwrap();
        let said = [output.stdout, output.stderr].concat();
        (output.status.code().unwrap(), String::from_utf8(said).unwrap())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[track_caller]
fn replaced(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "{from}\n{text}");
    text.replace(from, to)
}

#[test]
fn edits_survive_a_changed_plan() {
    let folder = Folder::new();
    folder.write("plan.md", PLAN);
    assert_eq!(folder.gonogo(&["import", "plan.md", "-o", "."]).0, 0);
    let drafted = folder.read("gate.yaml");
    let edited = replaced(&drafted, "max_error_rate: 1% ", "max_error_rate: 0.7% ");
    let edited = replaced(
        &edited,
        "    # from: metrics\n    # query: 100 *",
        "    from: prod\n    query: 100 *",
    );
    let edited = replaced(&edited, "# sources:\n#   metrics:", "sources:\n  prod:");
    folder.write("gate.yaml", &format!("{edited}# the end\n"));
    let changed = PLAN.replace("< 1 %", "< 2 %").replace("< 200 ms", "< 150 ms");
    folder.write("plan.md", &changed.replace("- [ ] Backup\n", "- CPU < 70 %\n"));
    let (code, said) = folder.gonogo(&["import", "plan.md", "-o", ".", "--update"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("the edited 0.7% is kept; the plan says 2%"), "{said}");
    let merged = folder.read("gate.yaml");
    for line in [
        "max_error_rate: 0.7% ",
        "max_p95_latency: 150ms",
        "    from: prod\n",
        "# the end\n",
        "  - id: cpu\n",
    ] {
        assert!(merged.contains(line), "{line}\n{merged}");
    }
    assert_eq!(merged.matches("# gone from the plan").count(), 3, "{merged}");
    // Once more, and nothing is left to say.
    let (_, said) = folder.gonogo(&["import", "plan.md", "-o", ".", "--update"]);
    assert!(said.contains("Changes\n  none\n"), "{said}");
    assert_eq!(folder.read("gate.yaml"), merged);
}

/// Figures in headings, and other headings, leave names as they are.
#[test]
fn names_stay_when_headings_change() {
    let folder = Folder::new();
    let plan = "# Shop 4.2\n\n## Phase 1: Canary (5 % of the traffic, 30 minutes)\n\nProceed if:\n\n\
                - Error rate < 1 %\n\n- [ ] Looked at\n\n## Targets\n\n- p95 latency < 200 ms\n";
    folder.write("plan.md", plan);
    assert_eq!(folder.gonogo(&["import", "plan.md", "-o", "."]).0, 0);
    let drafted = folder.read("gate.yaml");
    let changed = plan.replace("4.2", "4.3").replace("30 minutes", "1 hour");
    let changed = changed.replace("## Targets", "## Goals");
    folder.write("plan.md", &changed);
    let (code, said) = folder.gonogo(&["import", "plan.md", "-o", ".", "--update"]);
    assert_eq!(code, 0, "{said}");
    for kind in ["is new", "is gone"] {
        assert!(!said.contains(kind), "{said}");
    }
    let merged = folder.read("gate.yaml");
    for line in ["    bake: 1h\n", "    traffic: 5%\n", "(5 % of the traffic, 1 hour)').done()"] {
        assert!(merged.contains(line), "{line}\n{merged}");
    }
    let ids = |text: &str| {
        let is_name = |line: &&str| line.starts_with("  - id: ") || line.starts_with("  canary");
        text.lines().filter(is_name).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(ids(&merged), ids(&drafted));
}

#[test]
fn what_would_be_no_gate_is_not_written() {
    let folder = Folder::new();
    folder.write("plan.md", PLAN);
    assert_eq!(folder.gonogo(&["import", "plan.md", "-o", "."]).0, 0);
    let drafted = folder.read("gate.yaml");
    // A unit that the new figure does not go with.
    let edited = replaced(&drafted, "    unit: ms\n", "    unit: GB\n");
    let edited = replaced(&edited, "max_p95_latency: 200ms", "max_p95_latency: 2GB");
    folder.write("gate.yaml", &edited);
    folder.write(
        "plan.md",
        &PLAN.replace("## Before", "- p95 latency < 2 s for 5 minutes\n\n## Before"),
    );
    let lock = folder.read("import.lock.json");
    let (code, said) = folder.gonogo(&["import", "plan.md", "-o", ".", "--update"]);
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("nothing was written"), "{said}");
    assert_eq!((folder.read("gate.yaml"), folder.read("import.lock.json")), (edited, lock.clone()));
    // Neither is one that was broken before.
    folder.write("gate.yaml", "gate: [");
    let (code, said) = folder.gonogo(&["import", "plan.md", "-o", ".", "--update"]);
    assert!(code == 2 && said.contains("mend it first"), "{said}");
    assert_eq!(
        (folder.read("gate.yaml").as_str(), folder.read("import.lock.json")),
        ("gate: [", lock)
    );
    folder.write("import.lock.json", "{}");
    let (code, said) = folder.gonogo(&["import", "plan.md", "-o", ".", "--update"]);
    assert!(code == 2 && said.contains("it is no record of an import"), "{said}");
}

#[test]
fn the_same_plan_gives_the_same_bytes() {
    let folder = Folder::new();
    folder.write("plan.md", PLAN);
    for name in ["a", "b", "b"] {
        assert_eq!(folder.gonogo(&["import", "plan.md", "-o", name, "--force"]).0, 0);
    }
    for file in ["gate.yaml", "tests.yaml", "import.lock.json"] {
        assert_eq!(folder.read(&format!("a/{file}")), folder.read(&format!("b/{file}")));
    }
}

/// Patterns and references to the environment are no names that a gate can say.
#[test]
fn plans_with_odd_names_are_copied() {
    let folder = Folder::new();
    for name in ["why?.md", "${HOME}.md", "a*.md"] {
        folder.write(name, PLAN);
        let (code, said) = folder.gonogo(&["import", name, "-o", "gate", "--force"]);
        assert_eq!(code, 0, "{said}");
        assert_eq!(folder.read("gate/plan.md"), PLAN);
        assert!(folder.read("gate/gate.yaml").contains("    markdown: plan.md\n"));
    }
}

#[test]
fn a_plan_that_came_ticked_is_no_go() {
    let folder = Folder::new();
    folder.write("plan.md", &PLAN.replace("[ ]", "[x]"));
    let (_, said) = folder.gonogo(&["import", "plan.md", "-o", "."]);
    let warning = "Look at\n    10  Before\n          ticked in the plan as it is, which is no \
                   evidence: line 10\n";
    assert!(said.contains(warning), "{said}");
    let (code, said) = folder.gonogo(&["run", "gate.yaml", "--phase", "pre-deploy", "--once"]);
    assert!(code == 10 && said.contains("ticks_confirmed"), "{said}");
}

/// Signatures of an earlier release are nobody's for this one.
#[test]
fn a_plan_that_came_signed_is_no_go() {
    let folder = Folder::new();
    let signed = "# Shop\n\n## Approvals\n\n| Role | Name | Approval | Date |\n|---|---|---|---|\n\
                  | Tech Lead | Ana Ruiz | ✅ | 2026-01-04 |\n";
    folder.write("plan.md", signed);
    let (_, said) = folder.gonogo(&["import", "plan.md", "-o", "."]);
    assert!(
        said.contains("signed in the plan as it is, which is no evidence: Tech Lead"),
        "{said}"
    );
    for phase in ["pre-deploy", "deployed"] {
        let (code, said) = folder.gonogo(&["run", "gate.yaml", "--phase", phase, "--once"]);
        assert!(code == 10 && said.contains("ticks_confirmed"), "{said}");
    }
    // Nor is an approval that depends on something.
    folder.write("plan.md", &signed.replace("✅", "approved with conditions"));
    assert_eq!(folder.gonogo(&["import", "plan.md", "-o", ".", "--force"]).0, 0);
    let (code, said) = folder.gonogo(&["run", "gate.yaml", "--phase", "deployed", "--once"]);
    assert!(code == 10 && said.contains("not signed"), "{said}");
}

/// What a row asks of its stage is asked of no other one.
#[test]
fn stages_in_a_table_have_their_own_limits() {
    let folder = Folder::new();
    let plan = "# Shop\n\n| Stage | Traffic | Hold | Success | Rollback if |\n|---|---|---|---|---|\n\
                | Canary | 5 % | 30 min | error rate < 0.5 % | error rate > 2 % |\n\
                | Full | 100 % | 24 h | error rate < 0.1 % | error rate > 0.5 % |\n";
    folder.write("plan.md", plan);
    let (code, said) = folder.gonogo(&["import", "plan.md", "-o", "."]);
    assert!(code == 0 && said.contains("2 rules in 2 phases; nothing was left"), "{said}");
    let gate = folder.read("gate.yaml");
    for part in [
        "  rollback_error_rate: 2% ",
        "  canary-5:\n    traffic: 5%\n    bake: 30m\n",
        "    bake: 24h\n    params:\n      max_error_rate: 0.1%\n      rollback_error_rate: 0.5%\n",
    ] {
        assert!(gate.contains(part), "{part}:\n{gate}");
    }
}

/// A plan of somebody's own is no copy.
#[test]
fn a_plan_beside_the_gate_is_not_written_over() {
    let folder = Folder::new();
    folder.write("plan.md", PLAN);
    assert_eq!(folder.gonogo(&["import", "plan.md", "-o", "."]).0, 0);
    folder.write("a*.md", &PLAN.replace("< 1 %", "< 2 %"));
    let (code, said) = folder.gonogo(&["import", "a*.md", "-o", ".", "--update"]);
    assert!(code == 2 && said.contains("`./plan.md` is there already"), "{said}");
    assert_eq!(folder.read("plan.md"), PLAN);
}

/// A draft whose checklist was filled in by its plan still waits for its metrics.
#[test]
fn ticked_boxes_alone_are_no_go() {
    let folder = Folder::new();
    folder.write("plan.md", PLAN);
    assert_eq!(folder.gonogo(&["import", "plan.md", "-o", "gates/shop"]).0, 0);
    folder.write("plan.md", &PLAN.replace("[ ]", "[x]"));
    let (code, said) =
        folder.gonogo(&["run", "gates/shop/gate.yaml", "--phase", "deployed", "--once"]);
    assert_eq!(code, 10, "{said}");
    assert!(said.contains("error_rate   missing"), "{said}");
    // The boxes were read where the plan lies.
    let (code, said) =
        folder.gonogo(&["run", "gates/shop/gate.yaml", "--phase", "pre-deploy", "--once"]);
    assert_eq!(code, 0, "{said}");
}

/// What is said without a record can be done.
#[test]
fn an_update_without_a_record_says_what_to_do() {
    let folder = Folder::new();
    folder.write("plan.md", PLAN);
    let (code, said) = folder.gonogo(&["import", "plan.md", "-o", ".", "--update"]);
    assert!(code == 2 && said.contains("help: leave out --update"), "{said}");
    assert_eq!(folder.gonogo(&["import", "plan.md", "-o", "."]).0, 0);
    fs::remove_file(folder.0.join("import.lock.json")).unwrap();
    let (code, said) = folder.gonogo(&["import", "plan.md", "-o", ".", "--update"]);
    let help =
        "get it back from version control; without one, move `gate.yaml` and `tests.yaml` away";
    assert!(code == 2 && said.contains(help), "{said}");
    for name in ["gate.yaml", "tests.yaml"] {
        fs::rename(folder.0.join(name), folder.0.join(format!("old-{name}"))).unwrap();
    }
    assert_eq!(folder.gonogo(&["import", "plan.md", "-o", "."]).0, 0);
    assert_eq!(folder.gonogo(&["import", "plan.md", "-o", ".", "--update"]).0, 0);
}

/// The rules go to the new phase; the old one, which the gate still has, must not be go.
#[test]
fn a_renamed_phase_leaves_none_that_is_go() {
    let folder = Folder::new();
    let plan = "# Shop\n\n## Before\n\n- [ ] Backup\n\n## Phase 1: Canary (5 % of the traffic)\n\n\
                - [ ] Watched\n\n## Phase 2: Full (100 % of the traffic)\n\n- [ ] Told\n";
    folder.write("plan.md", plan);
    assert_eq!(folder.gonogo(&["import", "plan.md", "-o", "."]).0, 0);
    folder.write("plan.md", &plan.replace("Canary", "Pilot").replace("[ ]", "[x]"));
    let (code, said) = folder.gonogo(&["import", "plan.md", "-o", ".", "--update"]);
    assert!(
        code == 0 && said.contains("phase canary-5 is gone from the plan: it says no-go"),
        "{said}"
    );
    let (code, said) = folder.gonogo(&["run", "gate.yaml", "--phase", "canary-5", "--once"]);
    assert!(code == 10 && said.contains("the plan has no phase canary-5 any more"), "{said}");
    let (code, said) = folder.gonogo(&["check", "gate.yaml"]);
    assert_eq!(code, 0, "{said}");
}
