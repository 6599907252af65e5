//! What a criterion takes from the titles around it.

use gonogo_criteria::effect::Topic;
use gonogo_criteria::metric::{self, Better, Metric};
use gonogo_criteria::sentence::tail;
use gonogo_criteria::statement::{Statement, Unclear, is_latency};
use gonogo_criteria::words::amount::Decimals;
use gonogo_criteria::words::token::{Kind, Tokens};
use gonogo_criteria::{Comparison, Time, statistic};

use super::context::Context;

/// What a title names, without its number.
pub(super) fn titled(tokens: &mut Tokens, title: &str) -> Metric {
    tokens.read(title);
    let is_number = tokens.kind(0) == Some(Kind::Number) && tokens.kind(1) != Some(Kind::Mark);
    let from = usize::from(is_number && statistic::read(tokens, 0).is_none());
    metric::read(tokens, from..tokens.count())
}

/// A statement without a name takes that of the title above it.
pub(super) fn name(context: &Context<'_>, statement: &mut Statement) {
    let lower = statement.metric.to_lowercase();
    let is_vague =
        matches!(lower.as_str(), "time" | "rate" | "count" | "value" | "duration" | "zeit");
    let is_unit = statement.is_behind
        && metric::better(&lower) == Better::Unknown
        && !metric::is_measured_name(&lower);
    if is_vague || is_unit || statement.metric.is_empty() {
        name_by_title(context, statement, is_vague.then_some(&lower));
    }
    if statement.metric.is_empty() && is_latency(statement) {
        "latency".clone_into(&mut statement.metric);
    }
}

/// `vague` is a name that only says what kind of value it is.
fn name_by_title(context: &Context<'_>, statement: &mut Statement, vague: Option<&String>) {
    let mut tokens = Tokens::default();
    for (title, meaning, is_heading) in context.titles() {
        let own = title.trim_end().trim_end_matches(':');
        if meaning.topic == Topic::Criteria && !is_heading {
            continue;
        }
        let found = titled(&mut tokens, own);
        let is_good = metric::better(&found.name) != Better::Unknown;
        let is_known = (is_good && statement.metric.is_empty())
            || metric::is_measured_name(&found.name)
            || (vague.is_some() && !is_heading);
        if is_known && !found.name.is_empty() {
            statement.statistic = statement.statistic.or(found.statistic);
            let added = vague.filter(|vague| !found.name.to_lowercase().contains(vague.as_str()));
            statement.metric = match added {
                Some(vague) => format!("{} {vague}", found.name),
                None => found.name,
            };
            return;
        }
        if is_heading {
            return;
        }
    }
}

/// `In the first 30 minutes, all of these hold:` is said of all that follows.
pub(super) fn times(context: &Context<'_>, decimals: Decimals) -> (Option<Time>, Option<Time>) {
    let mut tokens = Tokens::default();
    for (title, _, is_heading) in context.titles() {
        if is_heading {
            break;
        }
        let is_sentence =
            title.trim_end().ends_with(':') && title.bytes().any(|b| b.is_ascii_digit());
        if !is_sentence || title.len() > crate::limits::TEXT_CHARACTERS {
            continue;
        }
        tokens.read(title);
        if let Some(found) = tail::of_title(&tokens, decimals) {
            return found;
        }
    }
    (None, None)
}

/// A figure alone is meant as its metric is, if that is known.
pub(super) fn imply(statement: &mut Statement) {
    if let Comparison::Limit { comparator, amount } = &mut statement.comparison {
        let found = metric::implied(&statement.metric, &amount.number, amount.unit.as_deref());
        match found {
            Some(found) => *comparator = found,
            None => statement.unclear = Some(Unclear::Figure),
        }
    }
}
