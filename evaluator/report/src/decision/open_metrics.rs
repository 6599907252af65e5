//! OpenMetrics' text, which Prometheus reads as well.

use gonogo_engine::decision::{Decision, Verdict};

pub(super) fn render(decision: &Decision) -> String {
    let labels =
        format!("gate=\"{}\",phase=\"{}\"", escaped(&decision.gate.name), escaped(&decision.phase));
    let mut out = String::from(
        "# HELP gonogo_decision What the gate said: 1 for that one of go, no-go and rollback.\n\
         # TYPE gonogo_decision gauge\n",
    );
    for verdict in [Verdict::Go, Verdict::NoGo, Verdict::Rollback] {
        let is_so = u8::from(verdict == decision.decision);
        out.push_str(&format!(
            "gonogo_decision{{{labels},decision=\"{}\"}} {is_so}\n",
            verdict.name()
        ));
    }
    out.push_str("# HELP gonogo_rules Rules by what they came to.\n# TYPE gonogo_rules gauge\n");
    let counts = decision.counts;
    for (outcome, count) in [
        ("passed", counts.passed),
        ("failed", counts.failed),
        ("warned", counts.warned),
        ("undetermined", counts.undetermined),
        ("skipped", counts.skipped),
    ] {
        out.push_str(&format!("gonogo_rules{{{labels},outcome=\"{outcome}\"}} {count}\n"));
    }
    out.push_str(
        "# HELP gonogo_rule_asks What a rule asks for: 0 nothing, 1 a warning, 2 no-go, 3 rollback.\n\
         # TYPE gonogo_rule_asks gauge\n",
    );
    for rule in &decision.rules {
        let asks = rule.effect.map_or(0, |effect| effect as u8 + 1);
        let rule = escaped(&rule.id);
        out.push_str(&format!("gonogo_rule_asks{{{labels},rule=\"{rule}\"}} {asks}\n"));
    }
    out.push_str("# EOF\n");
    out
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}
