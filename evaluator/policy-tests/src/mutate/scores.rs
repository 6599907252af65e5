//! Mistakes in scores: how much is enough, and what weighs how much.

use gonogo_cel::Span;
use gonogo_document::{Decimal, MemberNode, ScoreNode, Spanned};
use gonogo_engine::gate::Score;
use gonogo_series::quantity::number_rounded;

use super::rules::Site;
use super::{Edit, Mistake, Sites};

const BILLION: f64 = 1e9;
const DIGITS: usize = 4;

pub(super) fn visit(sites: &mut Sites<'_>, site: &Site<'_>, (node, score): (&ScoreNode, &Score)) {
    let go = percent(score.go);
    let warn = score.warn.map(percent);
    if let Some(place) = &node.go {
        let more = warn.unwrap_or(100.0);
        let others = [Some(go / 2.0), (more > go).then(|| (go + more) / 2.0)];
        limit(sites, site, place, &others);
    }
    if let (Some(place), Some(warn)) = (&node.warn, warn) {
        let others =
            [(warn > go).then(|| (go + warn) / 2.0), (warn < 100.0).then(|| (warn + 100.0) / 2.0)];
        limit(sites, site, place, &others);
    }
    // Where all must pass, nothing weighs more than something else.
    if go < 100.0 {
        node.members.iter().for_each(|member| weight(sites, site, member));
    }
}

fn percent(share: Decimal) -> f64 {
    share.billionths() as f64 / BILLION
}

fn limit(sites: &mut Sites<'_>, site: &Site<'_>, place: &Spanned<Decimal>, others: &[Option<f64>]) {
    let from = place.span.text(sites.text).to_owned();
    for other in others.iter().flatten() {
        let to = format!("{}%", number_rounded(*other, DIGITS));
        sites.add(site.at, site.reach, Edit::new(Mistake::Quorum, place.span, (&from, &to)));
    }
}

/// Twice the weight.
fn weight(sites: &mut Sites<'_>, site: &Site<'_>, member: &MemberNode) {
    let Some(weight) = member.weight else { return };
    let start = member.rule.span.end;
    let rest = sites.text.get(start as usize..).unwrap_or_default();
    let number = rest.trim_start_matches(|c: char| c == ':' || c.is_whitespace() || c == '"');
    let length =
        number.len() - number.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').len();
    let skipped = rest.len() - number.len();
    let at = start.saturating_add(u32::try_from(skipped).unwrap_or(0));
    let span = Span::new(at, at.saturating_add(u32::try_from(length).unwrap_or(0)));
    let from = span.text(sites.text).to_owned();
    if from.is_empty() {
        return;
    }
    let twice = number_rounded(weight.billionths() as f64 / BILLION * 2.0, DIGITS);
    let at = format!("{}.of.{}", site.at, member.rule.value);
    sites.add(&at, site.reach, Edit::new(Mistake::Quorum, span, (&from, &twice)));
}
