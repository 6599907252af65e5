//! Plans that are put together by hand, as no text would be read.

use gonogo_draft::Draft;
use gonogo_plan::{
    Amount, Comparator, Comparison, Criterion, Effect, Plan, SectionId, Sense, read,
};

/// A plan with these headings, in which nothing is read but boxes.
pub(crate) fn plan(headings: &[&str]) -> Plan {
    let heading = |title: &&str| format!("## {title}\n- [ ] done: {title}\n");
    let text: String = headings.iter().map(heading).collect();
    let mut plan = read(&format!("# Shop\n{text}"));
    (plan.criteria, plan.phases, plan.not_taken) = (Vec::new(), Vec::new(), Vec::new());
    plan
}

pub(crate) fn section(plan: &Plan, title: &str) -> Option<SectionId> {
    let items = plan.items.iter().map(|item| item.section);
    items.flatten().find(|id| plan.section(*id).unwrap().title == title)
}

pub(crate) fn amount(text: &str) -> Amount {
    let digits = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (number, unit) = text.split_at(digits);
    let unit = (!unit.is_empty()).then(|| unit.to_owned());
    Amount { number: number.to_owned(), unit }
}

pub(crate) fn limit(comparator: Comparator, text: &str) -> Comparison {
    Comparison::Limit { comparator, amount: amount(text) }
}

/// Feared, unless it is required.
pub(crate) fn criterion(metric: &str, effect: Effect, comparison: Comparison) -> Criterion {
    Criterion {
        line: 7,
        section: None,
        text: format!("{metric} as the plan has it"),
        metric: metric.to_owned(),
        statistic: None,
        comparison,
        sustained: None,
        window: None,
        effect,
        sense: if effect == Effect::Require { Sense::Wanted } else { Sense::Feared },
        band: None,
        action: None,
    }
}

/// The rules of the criteria, each as its id with its fields.
pub(crate) fn rules(draft: &Draft) -> Vec<String> {
    let text = &draft.gate[draft.gate.find("\nrules:").unwrap()..];
    let rules = text.split("\n  - ").skip(1).map(|rule| {
        let fields = rule.lines().take_while(|line| !line.is_empty()).map(str::trim);
        fields.filter(|field| !field.starts_with(['#'])).collect::<Vec<_>>().join("\n")
    });
    rules.filter(|rule| !rule.contains("id: list-")).collect()
}

pub(crate) fn params(draft: &Draft) -> String {
    let params = draft.gate.lines().skip_while(|line| *line != "params:").skip(1);
    let params = params.take_while(|line| !line.is_empty());
    params.map(|line| line.split("  # ").next().unwrap().trim()).collect::<Vec<_>>().join(", ")
}
