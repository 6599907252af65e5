//! Plans as files of a source.

use std::fs;

use gonogo_cel::time::Timestamp;

use super::*;
use crate::secrets::Secrets;
use crate::source::Connector;

const PLAN: &str = "# Release\n\n## Database\n\n- [x] Backup completed\n- [ ] Rehearsal\n\n## Sign-off\n\n| Role | Name | Approved | Date |\n|---|---|---|---|\n| QA Lead | Ana Ruiz | ✅ | 2026-01-03 |\n| Owner | | | |\n";

fn ask(name: &str, keys: &str) -> Result<Answer, Failure> {
    let folder =
        std::env::temp_dir().join(format!("gonogo-markdown-{}-{name}", std::process::id()));
    fs::create_dir_all(folder.join("docs")).unwrap();
    fs::write(folder.join("docs/plan.md"), PLAN).unwrap();
    let gate = format!(
        "gate: g\nsources:\n  d: {{files: '${{DOCS}}'}}\nfacts:\n  f: {{from: d, {keys}}}\nrules: []\n"
    );
    let (document, _) = gonogo_document::read(&gate);
    let planned = gonogo_sources::plan(&document.expect("a gate"));
    assert_eq!(planned.problems, [], "{keys}");
    let now = || Timestamp::parse("2100-01-01T00:00:00Z").unwrap();
    let env = |name: &str| (name == "DOCS").then(|| "docs".to_owned());
    let context = Context::new(&now, &env, &folder);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let connector = Connector::new(&planned.plan.sources[0], &context, &Secrets::default())?;
    let answer = runtime.block_on(connector.fetch(
        &planned.plan.requests[0],
        (&context, tokio::time::Instant::now() + crate::limits::DEADLINE),
    ));
    fs::remove_dir_all(&folder).unwrap();
    answer
}

#[test]
fn items_of_a_section_are_read() {
    let answer = ask("items", "type: checklist, markdown: plan.md, section: Database").unwrap();
    let items = answer.value["items"].as_array().unwrap();
    let states: Vec<&str> = items.iter().map(|item| item["state"].as_str().unwrap()).collect();
    assert_eq!(states, ["done", "open"]);
    assert_eq!(items[0]["text"], "Backup completed");
    assert!(answer.as_of.is_some());
}

#[test]
fn signoffs_are_read() {
    let answer = ask("signoffs", "type: signoffs, markdown: '*.md'").unwrap();
    assert_eq!(answer.value["QA Lead"]["approved"], true);
    assert_eq!(answer.value["QA Lead"]["by"], "Ana Ruiz");
    assert_ne!(answer.value["Owner"]["approved"], true);
}

#[test]
fn what_is_missing_is_said() {
    let cause = |name: &str, keys: &str| ask(name, keys).unwrap_err().cause;
    assert_eq!(
        cause("section", "type: checklist, markdown: plan.md, section: Databse"),
        "`plan.md`: the plan has no section `Databse`: there is `Database`"
    );
    assert_eq!(
        cause("file", "type: checklist, markdown: plans.md"),
        "there is no file `plans.md` in `${DOCS}`"
    );
}
