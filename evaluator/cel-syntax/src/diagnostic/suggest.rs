//! "Did you mean": the nearest of the names that exist.

use std::cmp::Reverse;

/// Names that are compared; hostile text may declare thousands and miss thousands.
const CANDIDATES: usize = 200;
/// Letters of a name that are compared.
const LONGEST: usize = 64;

/// The closest candidate, if it is close enough to be meant.
pub fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let given = folded(word);
    let limit = (given.len() / 3).max(1);
    candidates
        .into_iter()
        .take(CANDIDATES)
        .map(|candidate| (rank(&given, &folded(candidate)), candidate))
        // One letter in place of another is another name.
        .filter(|((distance, alike), _)| *distance <= limit && (given.len() > 1 || alike.0 == 1))
        .min_by_key(|(rank, _)| *rank)
        .map(|(_, candidate)| candidate)
}

/// Edits, then the letters that are the same from the start: `latst` is `latest`, not `last`.
fn rank(given: &[char], candidate: &[char]) -> (usize, Reverse<usize>) {
    let alike = given.iter().zip(candidate).take_while(|(a, b)| a == b).count();
    (distance(given, candidate), Reverse(alike))
}

/// Case and the kind of dash are no difference.
fn folded(word: &str) -> Vec<char> {
    let dash = |c: char| if matches!(c, '_' | ' ') { '-' } else { c };
    word.to_lowercase().chars().take(LONGEST).map(dash).collect()
}

/// Edits from one word to the other: insert, delete, replace, or swap neighbours.
fn distance(a: &[char], b: &[char]) -> usize {
    let at = |row: &[usize], column: usize| row.get(column).copied().unwrap_or(usize::MAX / 2);
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let replaced = at(&last, j) + usize::from(x != y);
            let mut cost = replaced.min(at(&last, j + 1) + 1).min(at(&row, j) + 1);
            let swapped = i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x);
            if swapped {
                cost = cost.min(at(&before, j - 1) + 1);
            }
            row.push(cost);
        }
        before = std::mem::replace(&mut last, row);
    }
    at(&last, b.len())
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn typing_slips_are_found_and_other_words_are_not() {
        let names = ["last", "latest", "lasting", "above", "error_rate", "min", "xs", "y"];
        for (word, meant) in [
            ("lateset", Some("latest")),
            ("latets", Some("latest")),
            ("eror_rate", Some("error_rate")),
            ("MIN", Some("min")),
            ("error-rate", Some("error_rate")),
            ("completely_other", None),
            ("xyz", None),
            ("latst", Some("latest")),
            ("i", None),
            ("x", Some("xs")),
        ] {
            assert_eq!(nearest(word, names), meant, "{word}");
        }
    }
}
