//! Which section a name means.

use super::{BETWEEN, Section, SectionId, path};
use crate::limits::cut;
use crate::plan::{NAMED, PlanError};
use crate::words::title::folded;

/// Sections that are looked at for a suggestion.
const COMPARED: usize = 1_000;

/// By its heading, or by the end of its path, `A / B`; exactly, else without regard to case
/// and to symbols around the words.
pub(crate) fn select(sections: &[Section], name: &str) -> Result<SectionId, PlanError> {
    let at_path = |at: &usize| path(sections, Some(SectionId(*at))).join(BETWEEN);
    let titled = |at: &usize| sections.get(*at).is_some_and(|section| section.title == name);
    let whole = |at: &usize| at_path(at) == name;
    let end = |at: &usize| ends_with(&at_path(at), name);
    let wanted = folded_path(name);
    let close = |at: &usize| ends_with(&folded_path(&at_path(at)), &wanted);
    let tests: [&dyn Fn(&usize) -> bool; 4] = [&whole, &titled, &end, &close];
    for test in tests {
        let found: Vec<usize> = (0..sections.len()).filter(test).collect();
        match found.as_slice() {
            [] => {}
            [only] => return Ok(SectionId(*only)),
            several => {
                let paths = several.iter().take(NAMED).map(at_path).collect();
                return Err(PlanError::Ambiguous { name: cut(name), count: several.len(), paths });
            }
        }
    }
    let (near, count) = near(sections, name);
    Err(PlanError::Unknown { name: cut(name), near, count })
}

fn ends_with(path: &str, name: &str) -> bool {
    path.strip_suffix(name).is_some_and(|before| before.is_empty() || before.ends_with(BETWEEN))
        && !name.is_empty()
}

fn folded_path(path: &str) -> String {
    path.split(BETWEEN).map(folded).collect::<Vec<_>>().join(BETWEEN)
}

/// Headings that read alike, or else the first ones, and how many there are of them.
fn near(sections: &[Section], name: &str) -> (Vec<String>, usize) {
    let wanted = folded(name);
    let titles: Vec<&str> =
        sections.iter().take(COMPARED).map(|section| section.title.as_str()).collect();
    let mut alike: Vec<(usize, &str)> = titles
        .iter()
        .map(|title| (distance(&folded(title), &wanted), *title))
        .filter(|(distance, title)| {
            *distance <= 1 + wanted.chars().count() / 3
                || (!wanted.is_empty() && folded(title).contains(&wanted))
        })
        .collect();
    alike.sort_by_key(|(distance, _)| *distance);
    alike.dedup_by_key(|(_, title)| *title);
    let mut names: Vec<&str> = alike.into_iter().map(|(_, title)| title).collect();
    if names.is_empty() {
        let mut seen = std::collections::HashSet::new();
        names = titles.into_iter().filter(|title| seen.insert(*title)).collect();
    }
    let shown = names.iter().take(NAMED).map(|title| (*title).to_owned()).collect();
    (shown, names.len())
}

/// Letters to change, add or leave out (Levenshtein), of the first 60.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().take(60).collect();
    let mut costs: Vec<usize> = (0..=b.len()).collect();
    for (row, left) in a.chars().take(60).enumerate() {
        let mut diagonal = std::mem::replace(costs.first_mut().unwrap_or(&mut 0), row + 1);
        let mut before = row + 1;
        for (cost, right) in costs.iter_mut().skip(1).zip(&b) {
            let change = diagonal + usize::from(left != *right);
            diagonal = *cost;
            before = change.min(before + 1).min(diagonal + 1);
            *cost = before;
        }
    }
    costs.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use crate::read;

    const PLAN: &str = "# Go\n## Database\n- [ ] a\n## 📋 Sign-Off (final)\n- [ ] b\n\
                        # Back\n## Database\n- [ ] c\n\n**Blue:**\n- [ ] d\n";

    #[test]
    fn sections_are_found_by_name_or_path() {
        let check = |name: &str, expected: &[&str]| {
            let plan = read(PLAN);
            let checklist = plan.checklist(Some(name)).unwrap_or_else(|e| panic!("{name}: {e}"));
            let texts: Vec<&str> = checklist.items().map(|item| item.text.as_str()).collect();
            assert_eq!(texts, expected, "{name}");
        };
        check("Go", &["a", "b"]);
        check("Back / Database", &["c", "d"]);
        check("Database / Blue", &["d"]);
        check("blue", &["d"]);
        check("📋 Sign-Off (final)", &["b"]);
        check("sign-off (final)", &["b"]);
        check("go / sign-off (final)", &["b"]);
    }

    #[test]
    fn what_is_not_clear_is_asked() {
        let check = |name: &str, message: &str, help: &str| {
            let plan = read(PLAN);
            let problem = plan.checklist(Some(name)).map(|_| ()).unwrap_err();
            assert_eq!((problem.to_string().as_str(), problem.help().as_str()), (message, help));
        };
        check(
            "Database",
            "the plan has 2 sections `Database`",
            "give one of `Go / Database`, `Back / Database`",
        );
        check("Databse", "the plan has no section `Databse`", "there is `Database`");
        check(
            "Rehearsal",
            "the plan has no section `Rehearsal`",
            "there are `Go`, `Database`, `📋 Sign-Off (final)`, `Back`, `Blue`",
        );
        check(
            "",
            "the plan has no section ``",
            "there are `Go`, `Database`, `📋 Sign-Off (final)`, `Back`, `Blue`",
        );
    }
}
