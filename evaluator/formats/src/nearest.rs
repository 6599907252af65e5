//! The name that was probably meant.

/// The candidate with the fewest edits, if these are few for its length.
pub(crate) fn nearest<'a>(
    wanted: &str,
    candidates: impl Iterator<Item = &'a str>,
) -> Option<&'a str> {
    const LONGEST: usize = 100;
    const MOST: usize = 1_000;
    let wanted: Vec<char> = wanted.chars().take(LONGEST).collect();
    let limit = wanted.len().div_ceil(3).max(1);
    candidates
        .take(MOST)
        .filter(|candidate| candidate.len() <= LONGEST)
        .map(|candidate| (edits(&wanted, candidate), candidate))
        .filter(|(edits, _)| *edits <= limit)
        .min_by_key(|(edits, _)| *edits)
        .map(|(_, candidate)| candidate)
}

/// Insertions, deletions and replacements; a difference of case counts as none.
fn edits(wanted: &[char], candidate: &str) -> usize {
    let mut row: Vec<usize> = (0..=wanted.len()).collect();
    for (at, found) in candidate.chars().enumerate() {
        let mut next = Vec::with_capacity(row.len());
        next.push(at.saturating_add(1));
        let pairs = row.iter().zip(row.iter().skip(1)).zip(wanted);
        for ((diagonal, above), wanted) in pairs {
            let differs = usize::from(!wanted.eq_ignore_ascii_case(&found));
            let left = next.last().copied().unwrap_or_default();
            let least = (*above).min(left).saturating_add(1);
            next.push(least.min(diagonal.saturating_add(differs)));
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_found() {
        let check = |wanted, expected| {
            let names = ["status", "version", "latency_ms"];
            assert_eq!(nearest(wanted, names.into_iter()), expected, "{wanted}");
        };
        check("staus", Some("status"));
        check("Version", Some("version"));
        check("latency", Some("latency_ms"));
        check("x", None);
        check("", None);
    }
}
