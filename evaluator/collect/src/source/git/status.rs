//! What `git status --porcelain=v2 --branch -z` prints.

use serde_json::{Map, Value, json};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Status {
    /// `None` before the first commit.
    pub(super) commit: Option<String>,
    /// `None` at a detached head.
    branch: Option<String>,
    /// Commits that the upstream branch, as it was last seen, does not have, and the other way.
    apart: Option<(u64, u64)>,
    /// Something is changed, added or not known to git.
    is_dirty: bool,
}

impl Status {
    /// It may be cut off behind the headers.
    pub(super) fn read(printed: &str) -> Self {
        let mut status = Self::default();
        for entry in printed.split('\0').filter(|entry| !entry.is_empty()) {
            let Some(header) = entry.strip_prefix("# ") else {
                status.is_dirty = true;
                break;
            };
            let (name, value) = header.split_once(' ').unwrap_or((header, ""));
            match name {
                "branch.oid" if value != "(initial)" => status.commit = Some(value.to_owned()),
                "branch.head" if value != "(detached)" => status.branch = Some(value.to_owned()),
                "branch.ab" => status.apart = apart(value),
                _ => {}
            }
        }
        status
    }

    pub(super) fn map(self) -> Map<String, Value> {
        let mut map = Map::new();
        let texts = [("commit", self.commit), ("branch", self.branch)];
        map.extend(
            texts.into_iter().filter_map(|(key, text)| Some((key.to_owned(), json!(text?)))),
        );
        map.insert("clean".to_owned(), json!(!self.is_dirty));
        if let Some((ahead, behind)) = self.apart {
            map.insert("ahead".to_owned(), json!(ahead));
            map.insert("behind".to_owned(), json!(behind));
        }
        map
    }
}

/// `+1 -2`
fn apart(value: &str) -> Option<(u64, u64)> {
    let (ahead, behind) = value.split_once(' ')?;
    Some((ahead.strip_prefix('+')?.parse().ok()?, behind.strip_prefix('-')?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_and_changes_are_read() {
        let check = |printed: &str, expected: &str| {
            let found = Value::Object(Status::read(&printed.replace('|', "\0")).map());
            assert_eq!(found.to_string(), expected, "{printed}");
        };
        let head = "# branch.oid abc|# branch.head main|";
        check(head, r#"{"commit":"abc","branch":"main","clean":true}"#);
        check(
            &format!("{head}# branch.upstream origin/main|# branch.ab +1 -2|? new file|"),
            r#"{"commit":"abc","branch":"main","clean":false,"ahead":1,"behind":2}"#,
        );
        check(
            "# branch.oid abc|# branch.head (detached)|1 .M N... 100644 a b c|# branch.ab +9 -9|",
            r#"{"commit":"abc","clean":false}"#,
        );
        check("# branch.oid (initial)|# branch.head main|", r#"{"branch":"main","clean":true}"#);
    }
}
