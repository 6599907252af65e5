//! Where a watch stands, in a line.

use std::io::IsTerminal;
use std::time::Duration;

use gonogo_engine::decision::{Outcome, RuleRecord};
use gonogo_engine::{Decision, Verdict};
use gonogo_series::quantity::duration_rounded;
use indicatif::{ProgressBar, ProgressStyle};

use crate::args::Color;
use crate::args::reporting::Reporting;
use crate::output;
use gonogo_report::paint::{BOLD, DIM, GREEN, RED, YELLOW, paint, printable};

/// Where nobody looks on, a line now and then says that it goes on; nanoseconds.
const QUIET: i64 = 60_000_000_000;
/// Characters of what the worst rule says.
const SAID: usize = 100;

/// On a terminal a line that changes; elsewhere lines.
pub(super) struct Display {
    bar: Option<ProgressBar>,
    color: Color,
    quiet: bool,
    last: Option<(Verdict, Vec<String>, i64)>,
}

/// Nanoseconds since the phase began.
#[derive(Clone, Copy)]
pub(super) struct Moment {
    pub(super) elapsed: i64,
    pub(super) bake: i64,
}

impl Display {
    pub(super) fn new(reporting: &Reporting) -> Self {
        let (color, quiet) = (reporting.color, reporting.quiet);
        let bar = (!quiet && std::io::stderr().is_terminal()).then(|| {
            let bar = ProgressBar::new_spinner();
            let style = ProgressStyle::with_template("{spinner} {wide_msg}");
            bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
            bar.enable_steady_tick(Duration::from_millis(200));
            bar
        });
        Self { bar, color, quiet, last: None }
    }

    pub(super) fn show(&mut self, decision: &Decision, moment: Moment) {
        let line = line(decision, moment);
        let is_news = self.last.as_ref().is_none_or(|(verdict, rules, _)| {
            *verdict != decision.decision || *rules != decision.deciding
        });
        let spoken = self.last.as_ref().map_or(i64::MIN, |(_, _, at)| *at);
        let is_due = moment.elapsed.saturating_sub(spoken) >= QUIET.max(moment.bake / 20);
        let mut at = spoken;
        if let Some(bar) = &self.bar {
            if is_news {
                bar.suspend(|| output::complain(&format!("{} {line}\n", decision.now), self.color));
            }
            bar.set_message(anstream::adapter::strip_str(&line).to_string());
        } else if !self.quiet && (is_news || is_due) {
            output::complain(&format!("{} {line}\n", decision.now), self.color);
            at = moment.elapsed;
        }
        self.last = Some((decision.decision, decision.deciding.clone(), at));
    }

    pub(super) fn say(&self, text: &str) {
        let say = || output::complain(&format!("{text}\n"), self.color);
        match &self.bar {
            Some(bar) => bar.suspend(say),
            None => say(),
        }
    }

    pub(super) fn clear(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

fn line(decision: &Decision, Moment { elapsed, bake }: Moment) -> String {
    let (style, word) = match decision.decision {
        Verdict::Go => (GREEN, "go so far"),
        Verdict::NoGo => (YELLOW, "no-go so far"),
        Verdict::Rollback => (RED, "rollback"),
    };
    let left = bake.saturating_sub(elapsed).max(0);
    let time = match left {
        0 => format!("bake of {} over", duration_rounded(bake)),
        left => format!("{} of {} left", duration_rounded(left), duration_rounded(bake)),
    };
    let (word, time) = (paint(style.bold(), word), paint(DIM, &time));
    format!("{} {word}  {time}  {}", paint(BOLD, &printable(&decision.phase)), worst(decision))
}

/// The rule that matters most, and what it says.
fn worst(decision: &Decision) -> String {
    let open = decision.rules.iter().filter(|rule| is_open(rule));
    let worst = open.max_by_key(|rule| (rule.effect, rule.outcome == Outcome::Fail));
    let Some(rule) = worst else {
        return closest(decision);
    };
    let said = rule.message.as_ref().or(rule.cause.as_ref()).or(rule.expression.as_ref());
    let said: String = said.map(String::as_str).unwrap_or_default().chars().take(SAID).collect();
    let margin = rule.margin.as_ref().map(|margin| format!(" ({margin})")).unwrap_or_default();
    let line = format!("{}: {said}{margin}", rule.id);
    match decision.deciding.len() {
        0 | 1 => printable(&line),
        more => printable(&format!("{line}, and {} more", more - 1)),
    }
}

/// Nothing is wrong: how many rules say so, and the first margin there is.
fn closest(decision: &Decision) -> String {
    let passed = decision.rules.iter().filter(|rule| rule.outcome == Outcome::Pass).count();
    let margin = decision.rules.iter().find_map(|rule| Some((&rule.id, rule.margin.as_ref()?)));
    match margin {
        Some((id, margin)) => printable(&format!("{passed} rules pass; {id}: {margin}")),
        None => format!("{passed} rules pass"),
    }
}

fn is_open(rule: &RuleRecord) -> bool {
    !rule.shadow && rule.effect.is_some() && rule.outcome != Outcome::Pass
}
