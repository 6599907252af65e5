//! What Prometheus' `for` says of the cases, from `promtool test rules`.
//!
//! promtool only compares, so it is asked twice: first it is told that nothing ever fires
//! and its complaints are read, then it is told what was read and must agree.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, io};

use crate::case::{Case, LIMIT, LOOKBACK};

/// Fires as long as Prometheus shows its only sample.
const PROBE: &str = "Lookback";
const PROBE_STEP: i64 = 15;

/// Alerts that fired, with the time in seconds.
type Firing = BTreeSet<(String, i64)>;

pub(crate) struct Verdicts {
    firing: Firing,
    lookback: i64,
}

impl Verdicts {
    /// In seconds: a sample of that age is still shown. Versions differ in whether one of
    /// exactly five minutes is.
    pub(crate) fn lookback(&self) -> i64 {
        self.lookback
    }

    pub(crate) fn fires(&self, case: &Case, at: usize) -> bool {
        self.firing.contains(&(alert(case), case.time(at)))
    }

    /// At some step of the window, after what held in the window alone.
    pub(crate) fn fired(&self, case: &Case, at: usize) -> bool {
        self.firing_steps(case, at).next().is_some()
    }

    pub(crate) fn firing_steps(&self, case: &Case, at: usize) -> impl Iterator<Item = usize> {
        let start = case.time(at) - case.window;
        let within = move |step: &usize| case.time(*step) - case.hold >= start;
        (0..=at).filter(within).filter(|step| self.fires(case, *step))
    }
}

pub(crate) fn ask(cases: &[Case]) -> Verdicts {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("promtool");
    fs::create_dir_all(&folder).expect("the folder for test files is writable");
    let (_, complaints) = run(&write(&folder, cases, &Firing::new()));
    let firing = read(&complaints);
    let (agrees, complaints) = run(&write(&folder, cases, &firing));
    assert!(agrees, "promtool was misread, and says:\n{complaints}");
    let probe = firing.iter().filter(|(alert, _)| alert == PROBE).map(|(_, time)| *time);
    let lookback = probe.max().expect("the probe fires");
    assert!((LOOKBACK - PROBE_STEP..=LOOKBACK).contains(&lookback), "lookback is {lookback}s");
    Verdicts { firing, lookback }
}

fn alert(case: &Case) -> String {
    format!("Case{}", case.id)
}

/// Whether all is as expected, and what it prints.
fn run(files: &[PathBuf]) -> (bool, String) {
    let output = match Command::new("promtool").args(["test", "rules"]).args(files).output() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            panic!("`promtool` is missing: install Debian's package `prometheus` (`.ci/install`)")
        }
        output => output.expect("promtool starts"),
    };
    let text = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8(text).expect("promtool prints UTF-8"))
}

/// A file for each step: it is the interval of both samples and evaluations.
fn write(folder: &Path, cases: &[Case], firing: &Firing) -> Vec<PathBuf> {
    let steps: BTreeSet<i64> = cases.iter().map(|case| case.step).collect();
    let mut files = Vec::new();
    for step in steps {
        let mut unit = Unit::new(step);
        for case in cases.iter().filter(|case| case.step == step) {
            unit.case(case, firing);
        }
        if step == PROBE_STEP {
            unit.probe(firing);
        }
        let rules = format!("rules-{step}.yml");
        fs::write(folder.join(&rules), &unit.rules).expect("the rules are written");
        let test = folder.join(format!("test-{step}.yml"));
        fs::write(&test, unit.test(&rules)).expect("the test is written");
        files.push(test);
    }
    files
}

/// The parts of a test file, and the rules it is about.
struct Unit {
    step: i64,
    rules: String,
    series: String,
    tests: String,
}

impl Unit {
    fn new(step: i64) -> Self {
        let rules = "groups:\n- name: cases\n  rules:\n".to_owned();
        Self { step, rules, series: String::new(), tests: String::new() }
    }

    fn case(&mut self, case: &Case, firing: &Firing) {
        let (alert, hold, promql) = (alert(case), case.hold, case.operator.promql);
        let rule = format!("m{{case=\"{alert}\"}} {promql} {LIMIT:?}");
        let values: Vec<String> = case
            .values
            .iter()
            .map(|value| value.map_or("_".to_owned(), |value| format!("{value:?}")))
            .collect();
        self.add(&alert, (&rule, hold), &values.join(" "));
        for at in 0..case.values.len() {
            self.expect(&alert, case.time(at), firing);
        }
    }

    fn probe(&mut self, firing: &Firing) {
        let places = LOOKBACK / self.step + 10;
        self.add(PROBE, (&format!("m{{case=\"{PROBE}\"}} > 0"), 0), &format!("1 _x{places}"));
        for at in 0..=places {
            self.expect(PROBE, at * self.step, firing);
        }
    }

    fn add(&mut self, alert: &str, (expression, hold): (&str, i64), values: &str) {
        let rule = format!("  - {{alert: {alert}, for: {hold}s, expr: '{expression}'}}\n");
        self.rules.push_str(&rule);
        let series = format!("  - {{series: 'm{{case=\"{alert}\"}}', values: '{values}'}}\n");
        self.series.push_str(&series);
    }

    fn expect(&mut self, alert: &str, time: i64, firing: &Firing) {
        let fires = firing.contains(&(alert.to_owned(), time));
        let expected =
            if fires { format!("{{exp_labels: {{case: {alert}}}}}") } else { String::new() };
        let at = format!("eval_time: {time}s, alertname: {alert}");
        writeln!(self.tests, "  - {{{at}, exp_alerts: [{expected}]}}").expect("texts take all");
    }

    fn test(&self, rules: &str) -> String {
        let Self { step, series, tests, .. } = self;
        format!(
            "rule_files: [{rules}]\nevaluation_interval: {step}s\ntests:\n- interval: {step}s\n  \
             input_series:\n{series}  alert_rule_test:\n{tests}"
        )
    }
}

/// From lines such as `alertname: Case7, time: 1m15s,`, each about an alert that fired.
fn read(complaints: &str) -> Firing {
    let named = complaints.lines().filter_map(|line| line.trim().strip_prefix("alertname: "));
    named
        .map(|line| {
            let (alert, rest) = line.split_once(", time: ").unwrap_or_else(|| panic!("{line}"));
            (alert.to_owned(), seconds(rest.trim_end_matches([',', ' '])))
        })
        .collect()
}

/// Of `1h2m3s`.
fn seconds(text: &str) -> i64 {
    let (mut total, mut number) = (0, 0);
    for letter in text.chars() {
        let unit = match letter {
            'h' => 3600,
            'm' => 60,
            's' => 1,
            digit => {
                let digit = digit.to_digit(10).unwrap_or_else(|| panic!("duration `{text}`"));
                number = number * 10 + i64::from(digit);
                continue;
            }
        };
        total += unit * number;
        number = 0;
    }
    total
}
