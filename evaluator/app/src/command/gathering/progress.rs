//! What goes on while facts are fetched, on a terminal: a line for each source.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::time::Duration;

use gonogo_collect::Event;
use gonogo_sources::{Plan, Request};
use indicatif::{MultiProgress, ProgressBar, ProgressStyle};

const TICK: Duration = Duration::from_millis(100);
/// What a file without a source belongs to.
const BESIDE: &str = "beside the gate";

/// Nothing at all where standard error is no terminal.
#[derive(Debug)]
pub(in crate::command) struct Progress {
    lines: RefCell<BTreeMap<String, Line>>,
    all: MultiProgress,
    shown: bool,
}

#[derive(Debug)]
struct Line {
    bar: ProgressBar,
    failed: usize,
}

impl Progress {
    pub(in crate::command) fn on_terminal() -> Self {
        Self { shown: std::io::stderr().is_terminal(), ..Self::none() }
    }

    pub(in crate::command) fn none() -> Self {
        Self { lines: RefCell::default(), all: MultiProgress::new(), shown: false }
    }

    pub(in crate::command) fn observe(&self, plan: &Plan, event: &Event<'_>) {
        if !self.shown {
            return;
        }
        let (Event::Started(request) | Event::Retried(request, _) | Event::Finished(request, _)) =
            event;
        let name = name(plan, request);
        let mut lines = self.lines.borrow_mut();
        let line = lines.entry(name.to_owned()).or_insert_with(|| self.line(plan, name));
        match event {
            Event::Started(_) => {}
            Event::Retried(request, failure) => {
                line.bar.set_message(format!("{}: {failure}, once more", request.fact));
            }
            Event::Finished(_, reading) => {
                line.failed += usize::from(reading.value.is_err());
                let failed = line.failed;
                line.bar.set_message(match failed {
                    0 => String::new(),
                    failed => format!("{failed} failed"),
                });
                line.bar.inc(1);
            }
        }
    }

    fn line(&self, plan: &Plan, name: &str) -> Line {
        let of_it = plan.requests.iter().filter(|request| self::name(plan, request) == name);
        let bar = self.all.add(ProgressBar::new(of_it.count() as u64));
        let style = ProgressStyle::with_template("{spinner} {prefix:<20} {pos}/{len} {msg}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.set_prefix(name.to_owned());
        bar.enable_steady_tick(TICK);
        Line { bar, failed: 0 }
    }

    /// Takes the lines away, before something else is printed.
    pub(in crate::command) fn clear(&self) {
        for line in self.lines.borrow().values() {
            line.bar.finish_and_clear();
        }
        self.lines.borrow_mut().clear();
    }
}

fn name<'p>(plan: &'p Plan, request: &Request) -> &'p str {
    plan.source(request).map_or(BESIDE, |source| source.name.as_str())
}
