//! Waivers: dated, owned exceptions. Each turns one rule's failure into a warning.

use gonogo_cel::Diagnostic;
use gonogo_cel::time::Timestamp;
use gonogo_document::WaiverNode;

use super::codes;

#[derive(Clone, Debug, PartialEq)]
pub struct Waiver {
    pub rule: String,
    pub owner: String,
    pub reason: String,
    /// Not valid before.
    pub from: Option<Timestamp>,
    /// Not valid from then on.
    pub until: Timestamp,
}

/// What loading gives: those that could be read, and all findings.
#[derive(Debug)]
pub struct Waivers {
    pub waivers: Vec<Waiver>,
    pub problems: Vec<Diagnostic>,
}

pub fn load_waivers(text: &str) -> Waivers {
    let (nodes, mut problems) = gonogo_document::read_waivers(text);
    let waivers = nodes.iter().filter_map(|node| waiver(node, &mut problems)).collect();
    problems.sort_by_key(|problem| problem.span);
    Waivers { waivers, problems }
}

fn waiver(node: &WaiverNode, problems: &mut Vec<Diagnostic>) -> Option<Waiver> {
    let mut time = |text: &gonogo_document::Text| {
        let time = Timestamp::parse(text.value.trim());
        if time.is_none() {
            let message = format!("`{}` is no RFC 3339 time", text.value.trim());
            problems.push(
                Diagnostic::error(&codes::BAD_TIME, text.span, message)
                    .with_help("write it as `2026-01-31T18:00:00Z`"),
            );
        }
        time
    };
    let from = node.from.as_ref().map(&mut time);
    let until = time(node.until.as_ref()?)?;
    let from = match from {
        Some(None) => return None,
        Some(from) => from,
        None => None,
    };
    Some(Waiver {
        rule: node.rule.as_ref()?.value.clone(),
        owner: node.owner.as_ref()?.value.trim().to_owned(),
        reason: node.reason.as_ref()?.value.trim().to_owned(),
        from,
        until,
    })
}
