//! `gonogo checklist`: how far the checklists and sign-offs of a plan are.

use anyhow::{Context, Result, anyhow};
use gonogo_plan::PlanError;

use super::side_by_side::read;
use crate::args::Checklist;
use crate::exit_code::Exit;
use crate::input;
use crate::output;
use gonogo_report::checklist::{Story, render};

pub(crate) fn run(args: &Checklist) -> Result<Exit> {
    let text = input::read(&args.plan, input::PLAN_BYTES)?;
    let name = args.plan.display().to_string();
    let name = if name == "-" { "standard input" } else { &name };
    let refused = |problem: PlanError| anyhow!("{name}: {problem}\n  help: {}", problem.help());
    let plan = read(&text);
    let section = args.section.as_deref();
    let checklist = plan.checklist(section).map_err(refused)?;
    let signoffs = plan.signoffs(section).map_err(refused)?;
    let story = Story { name, plan: &plan, checklist: &checklist, signoffs: &signoffs };
    output::print(&render(args.format.into(), &story), args.color).context(output::Internal)?;
    Ok(Exit::Go)
}
