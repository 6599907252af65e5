//! Paths with `*`, `?` and `**`, relative to a folder that they do not leave.

use gonogo_sources::check_path;

use crate::failure::Failure;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// A name as it is.
    Name(String),
    /// With `*` for any characters, `?` for one.
    Wild(Vec<char>),
    /// `**`: any folders, or none.
    Folders,
}

/// Never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PathPattern {
    pub(super) parts: Vec<Part>,
}

impl PathPattern {
    pub(super) fn parse(path: &str) -> Result<Self, Failure> {
        check_path(path).map_err(|why| Failure::new(format!("`{path}` {why}")))?;
        let mut parts = Vec::new();
        for name in path.split('/').filter(|name| !matches!(*name, "" | ".")) {
            match name {
                "**" if parts.last() == Some(&Part::Folders) => {}
                "**" => parts.push(Part::Folders),
                _ if name.contains(['*', '?']) => parts.push(Part::Wild(name.chars().collect())),
                _ => parts.push(Part::Name(name.to_owned())),
            }
        }
        // Files below all folders, as in other tools.
        if parts.last() == Some(&Part::Folders) {
            parts.push(Part::Wild(vec!['*']));
        }
        Ok(Self { parts })
    }

    /// Whether it can name one file only.
    pub(super) fn is_plain(&self) -> bool {
        self.parts.iter().all(|part| matches!(part, Part::Name(_)))
    }
}

/// A name that begins with a dot is only meant by a pattern that does.
pub(super) fn fits(pattern: &[char], name: &str) -> bool {
    if name.starts_with('.') && pattern.first() != Some(&'.') {
        return false;
    }
    let name: Vec<char> = name.chars().collect();
    let (mut at, mut of) = (0, 0);
    // Where to go on when what follows the last `*` does not fit.
    let mut back: Option<(usize, usize)> = None;
    while let Some(character) = name.get(at) {
        match pattern.get(of) {
            Some('*') => {
                back = Some((of, at));
                of += 1;
            }
            Some(wanted) if *wanted == '?' || wanted == character => {
                at += 1;
                of += 1;
            }
            _ => match back {
                None => return false,
                Some((star, from)) => {
                    back = Some((star, from + 1));
                    (at, of) = (from + 1, star + 1);
                }
            },
        }
    }
    pattern.iter().skip(of).all(|rest| *rest == '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fit_patterns() {
        let check = |pattern: &str, name: &str, expected: bool| {
            let pattern: Vec<char> = pattern.chars().collect();
            assert_eq!(fits(&pattern, name), expected, "{pattern:?} {name}");
        };
        check("*", "a.xml", true);
        check("*", "", true);
        check("*.xml", "a.xml", true);
        check("*.xml", "a.xml.bak", false);
        check("*.xml", ".xml", false);
        check(".*", ".xml", true);
        check("a?c", "abc", true);
        check("a?c", "aüc", true);
        check("a?c", "ac", false);
        check("a*b*c", "a-b-b-c", true);
        check("a*b*c", "a-b-b-", false);
        check("[a]*", "[a]b", true);
        check("[a]*", "ab", false);
        let stars = "a*".repeat(50);
        check(&format!("{stars}b"), &"a".repeat(200), false);
    }

    #[test]
    fn paths_stay_in_their_folder() {
        let check = |path: &str, expected: Result<usize, &str>| {
            let found = PathPattern::parse(path).map(|pattern| pattern.parts.len());
            let found = found.as_ref().map_err(|failure| failure.cause.as_str());
            assert_eq!(found, expected.as_ref().map_err(|cause| *cause), "{path}");
        };
        check("reports/*.xml", Ok(2));
        check("./a//b", Ok(2));
        check("**", Ok(2));
        check("**/**/a", Ok(2));
        check("a..b/...", Ok(2));
        check("../a", Err("`../a` leaves its folder by `..`"));
        check("a/../../b", Err("`a/../../b` leaves its folder by `..`"));
        check("a**", Err("`a**` has `**` beside other characters"));
        check("./", Err("`./` names no file"));
        let absolute = "is no relative path";
        check("/etc/shadow", Err(&format!("`/etc/shadow` {absolute}")));
        check("~/a", Err(&format!("`~/a` {absolute}")));
    }
}
