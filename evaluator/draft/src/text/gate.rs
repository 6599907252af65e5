//! The text of the gate file.

use gonogo_plan::SectionId;

use crate::criteria::fact::Fact;
use crate::draft::{Parts, Place};
use crate::paper::lists;
use crate::parts::{Param, Rule};
use crate::scope::Scopes;
use crate::steps::Step;
use crate::text::cel::harmless;
use crate::text::words::line;
use crate::text::yaml::{comment, quoted, scalar};

/// Where comments behind values begin.
const COMMENTS: usize = 34;
/// Of a comment that repeats a line of the plan, in characters.
const REPEATED: usize = 72;
/// The source that the plan is read from, if it lies in another folder.
const SOURCE: &str = "plan";

pub(crate) fn text(parts: &Parts, scopes: &Scopes<'_>) -> String {
    let mut lines = Vec::new();
    head(parts, &mut lines);
    params(parts, &mut lines);
    phases(parts, &mut lines);
    sources(parts, &mut lines);
    facts(parts, &mut lines);
    rules(parts, scopes, &mut lines);
    lines.push(String::new());
    lines.join("\n")
}

fn head(parts: &Parts, lines: &mut Vec<String>) {
    let plan = line(parts.place.name(), 60);
    lines.push(comment(&format!("Drafted by gonogo import from {plan}: read it like code.")));
    lines.push(comment(
        "What changes in the plan comes in with --update, which keeps what was edited here.",
    ));
    lines.push(format!("gate: {}", parts.name));
    let title = harmless(&line(&parts.title, 120));
    if !title.is_empty() {
        lines.push(format!("description: {}", scalar(&title)));
    }
}

/// `plan.md:12, 40`
fn places(parts: &Parts, of: &[usize]) -> String {
    let numbers: Vec<String> = of.iter().filter(|line| **line > 0).map(usize::to_string).collect();
    format!("{}:{}", line(parts.place.name(), 60), numbers.join(", "))
}

fn params(parts: &Parts, lines: &mut Vec<String>) {
    if parts.params.is_empty() {
        return;
    }
    lines.extend([String::new(), "params:".to_owned()]);
    for Param { name, value, lines: of, .. } in &parts.params {
        let entry = format!("  {name}: {value}");
        lines.push(format!("{entry:<COMMENTS$}  # {}", places(parts, of)));
    }
}

fn phases(parts: &Parts, lines: &mut Vec<String>) {
    lines.extend([String::new(), "phases:".to_owned()]);
    for (at, Step { name, title, line, fields }) in parts.steps.iter().enumerate() {
        let from = match line {
            0 => format!("{title}: the plan names no phases"),
            line => format!("{}  {title}", places(parts, &[*line])),
        };
        lines.push(format!("  {}", comment(&from)));
        lines.push(format!("  {name}:"));
        lines.extend(fields.iter().map(|(key, value)| format!("    {key}: {value}")));
        let mut own = parts.params.iter().filter_map(|param| {
            let (_, value) = param.per_phase.iter().find(|(phase, _)| *phase == at)?;
            Some(format!("      {}: {value}", param.name))
        });
        if let Some(first) = own.next() {
            lines.extend(["    params:".to_owned(), first]);
            lines.extend(own);
        }
    }
}

fn sources(parts: &Parts, lines: &mut Vec<String>) {
    let reads_plan = parts.reads_boxes() || !parts.forms.is_empty();
    let folder = match &parts.place {
        Place::Folder { folder, .. } if reads_plan => Some(folder),
        Place::Folder { .. } | Place::Beside { .. } => None,
    };
    let has_metrics = !parts.facts.all.is_empty();
    if folder.is_none() && !has_metrics {
        return;
    }
    lines.push(String::new());
    match folder {
        Some(folder) => {
            lines.push("sources:".to_owned());
            lines.push(format!("  {SOURCE}: {{files: {}}}", quoted(folder)));
        }
        None => lines.push("# sources:".to_owned()),
    }
    if has_metrics {
        let before = if folder.is_some() { "  # " } else { "#   " };
        lines.push(format!("{before}metrics: {{prometheus: \"${{PROMETHEUS_URL}}\"}}"));
    }
}

fn facts(parts: &Parts, lines: &mut Vec<String>) {
    lines.extend([String::new(), "facts:".to_owned()]);
    if !parts.facts.all.is_empty() {
        lines.push("  # Those below with a query in a comment come from nowhere yet: until it is filled in".to_owned());
        lines.push("  # they are missing, and the gate says no-go.".to_owned());
        lines.push(String::new());
    }
    for fact in &parts.facts.all {
        self::fact(parts, fact, lines);
    }
    if parts.reads_boxes() {
        let fields = vec![("type".to_owned(), "checklist".to_owned())];
        entry((lists::FACT, &[]), plan_fields(parts, fields, None), &[], lines);
    }
    for form in &parts.forms {
        let from = [places(parts, &form.lines)];
        let fields = vec![("type".to_owned(), "signoffs".to_owned())];
        let fields = plan_fields(parts, fields, form.section.as_deref());
        entry((&form.name, &from), fields, &[], lines);
    }
    for question in &parts.questions {
        let above: Vec<String> = (!question.lines.is_empty())
            .then(|| places(parts, &question.lines))
            .into_iter()
            .collect();
        let description = scalar(&harmless(&line(&question.description, 120)));
        let fields =
            [("type", "bool"), ("description", description.as_str()), ("stale_after", "1h")];
        let fields = fields.map(|(key, value)| (key.to_owned(), value.to_owned()));
        entry((&question.fact, &above), fields.to_vec(), &[], lines);
    }
}

fn plan_fields(
    parts: &Parts,
    mut fields: Vec<(String, String)>,
    section: Option<&str>,
) -> Vec<(String, String)> {
    let mut put = |key: &str, value: String| fields.push((key.to_owned(), value));
    if let Place::Folder { .. } = &parts.place {
        put("from", SOURCE.to_owned());
    }
    put("markdown", scalar(parts.place.name()));
    section.into_iter().for_each(|section| put("section", scalar(section)));
    fields
}

fn fact(parts: &Parts, fact: &Fact, lines: &mut Vec<String>) {
    let mut fields = fact.fields();
    let description = harmless(&line(&fact.wish.description, 80));
    let at = fields.len().min(1);
    fields.insert(at, ("description".to_owned(), scalar(&description)));
    entry((&fact.name, &[places(parts, &fact.lines)]), fields, &fact.hints(), lines);
}

/// The name with lines for above it, then its fields, then what can be filled in.
fn entry(
    (name, above): (&str, &[String]),
    fields: Vec<(String, String)>,
    hints: &[String],
    lines: &mut Vec<String>,
) {
    lines.extend(above.iter().map(|text| format!("  {}", comment(text))));
    lines.push(format!("  {name}:"));
    lines.extend(fields.iter().map(|(key, value)| format!("    {key}: {value}")));
    // Queries are long, and are to be copied whole.
    lines.extend(hints.iter().map(|hint| format!("    # {hint}")));
}

fn rules(parts: &Parts, scopes: &Scopes<'_>, lines: &mut Vec<String>) {
    lines.extend([String::new(), "rules:".to_owned()]);
    let mut part = None;
    for (nth, rule) in parts.rules.iter().enumerate() {
        let here = heading(scopes, rule.section);
        if nth > 0 {
            lines.push(String::new());
        }
        if part != Some(here) {
            let title = here.map_or("Nothing said", |id| scopes.title(id));
            lines.push(format!("  {}", comment(&format!("---- {}", line(title, 70)))));
            lines.push(String::new());
        }
        part = Some(here);
        self::rule(parts, rule, lines);
    }
}

/// The part of the plan: the outermost heading, but for a title above all.
fn heading(scopes: &Scopes<'_>, section: Option<SectionId>) -> Option<SectionId> {
    let around = scopes.around(section);
    let outer = around.iter().rev();
    let mut outer = outer.skip_while(|id| around.len() > 1 && scopes.is_title(**id));
    outer.next().copied()
}

fn rule(parts: &Parts, rule: &Rule, lines: &mut Vec<String>) {
    for (at, text) in &rule.from {
        let from = format!("{}  {}", places(parts, &[*at]), line(text, REPEATED));
        lines.push(format!("  {}", comment(&from)));
    }
    lines.extend(rule.note.iter().map(|note| format!("  {}", comment(note))));
    lines.push(format!("  - id: {}", rule.id));
    lines.push(format!("    title: {}", scalar(&harmless(&rule.title))));
    if rule.phases.len() < parts.steps.len() {
        let name = |at: &usize| parts.steps.get(*at).map(|step| step.name.as_str());
        let names: Vec<&str> = rule.phases.iter().filter_map(name).collect();
        lines.push(format!("    phases: [{}]", names.join(", ")));
    }
    if !rule.cases.is_empty() {
        lines.push("    cases:".to_owned());
        let case = |(when, then): &(String, &str)| {
            format!("      - {{when: {}, then: {then}}}", quoted(when))
        };
        lines.extend(rule.cases.iter().map(case));
        lines.push("      - {then: no-go}".to_owned());
    }
    let text = |key: &str, text: &str| match key {
        "action" => scalar(&harmless(text)),
        "escalate" => text.to_owned(),
        _ => scalar(text),
    };
    lines.extend(rule.fields.iter().map(|(key, value)| format!("    {key}: {}", text(key, value))));
}
