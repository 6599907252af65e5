//! Who and when, at the end of an item: `(owner: Ana, due: 2026-01-04)`, `@ana`, `– by 4.1.2026`.

use gonogo_criteria::words::date;

const OWNERS: [&str; 10] = [
    "owner",
    "owners",
    "assignee",
    "assigned to",
    "assigned",
    "responsible",
    "dri",
    "verantwortlich",
    "zuständig",
    "wer",
];
const DUES: [&str; 9] =
    ["due", "due date", "due by", "deadline", "by", "until", "fällig", "bis", "frist"];
/// Annotations of one item.
const MOST: usize = 4;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Annotated {
    /// What is left.
    pub(crate) text: String,
    pub(crate) owner: Option<String>,
    pub(crate) due: Option<String>,
}

impl Annotated {
    /// Takes what one annotation says; nothing unless all of it is understood.
    fn take(&mut self, text: &str) -> Option<()> {
        let mut said = (None, None);
        // A date may have a comma as well.
        let parts: Vec<&str> = match said_by(text.trim()) {
            Some(Said::Due(_)) => vec![text],
            Some(Said::Owner(_)) | None => text.split([',', ';']).take(2 * MOST).collect(),
        };
        for part in parts {
            match said_by(part.trim())? {
                Said::Owner(name) => said.0 = Some(name),
                Said::Due(date) => said.1 = Some(date),
            }
        }
        self.owner = self.owner.take().or(said.0);
        self.due = self.due.take().or(said.1);
        Some(())
    }
}

enum Said {
    Owner(String),
    Due(String),
}

/// One line of text, without its box.
pub(crate) fn read(mut text: String) -> Annotated {
    let mut found = Annotated::default();
    let has_mark = text.bytes().any(|byte| matches!(byte, b':' | b'@'));
    if !has_mark && !date::has_year(&text) {
        text.truncate(text.trim_end().len());
        return Annotated { text, ..found };
    }
    let mut rest = text.trim_end();
    for _ in 0..MOST {
        let Some(shorter) = last(rest, &mut found) else { break };
        rest = shorter.trim_end_matches([' ', ',', ';', '-', '–', '—', '|', '→']);
    }
    // An item that is nothing but an annotation keeps its text.
    if rest.is_empty() {
        return Annotated { text: text.trim().to_owned(), ..found };
    }
    found.owner = found.owner.or_else(|| mention(rest));
    found.text = rest.to_owned();
    found
}

/// A line that is nothing but an annotation, such as `Owner: Ana` below an item.
pub(crate) fn alone(text: &str) -> Option<Annotated> {
    if !text.contains(':') || text.starts_with('@') {
        return None;
    }
    let mut found = Annotated::default();
    found.take(text.trim()).map(|()| found)
}

/// The text before the last annotation.
fn last<'t>(text: &'t str, found: &mut Annotated) -> Option<&'t str> {
    if let Some(open) = text.strip_suffix([')', ']']) {
        let at = open.rfind(['(', '['])?;
        let (before, inside) = open.split_at_checked(at)?;
        return found.take(inside.get(1..)?).map(|()| before);
    }
    const BETWEEN: [&str; 10] =
        [" — ", " – ", " - ", " | ", "; ", ", ", " → ", " 📅 ", " 🗓 ", " @"];
    let mut places: Vec<usize> = BETWEEN.iter().filter_map(|mark| text.rfind(mark)).collect();
    places.sort_unstable();
    places.into_iter().rev().find_map(|at| {
        let (before, from) = text.split_at_checked(at)?;
        let annotation = from.trim_start_matches([' ', '—', '–', '-', '|', ';', ',', '→']);
        found.take(annotation).map(|()| before)
    })
}

fn said_by(part: &str) -> Option<Said> {
    if let Some(name) = part.strip_prefix('@') {
        let is_name = !name.is_empty() && name.chars().all(is_handle);
        return is_name.then(|| Said::Owner(name.to_owned()));
    }
    if let Some(date) = part.strip_prefix(['📅', '🗓', '⏳']) {
        return date::of(date.trim_start_matches('\u{fe0f}')).map(Said::Due);
    }
    let (key, value) = match part.split_once(':') {
        // A time has colons as well.
        Some((key, value)) if !key.contains(|c: char| c.is_ascii_digit()) => (key, value),
        Some(_) | None => before_date(part)?,
    };
    let key = key.trim().to_lowercase();
    if DUES.contains(&key.as_str()) {
        return date::of(value).map(Said::Due);
    }
    let name = person(value.trim()).filter(|_| OWNERS.contains(&key.as_str()));
    name.map(Said::Owner)
}

/// `by 2026-01-04` without a colon.
fn before_date(part: &str) -> Option<(&str, &str)> {
    let found = date::find(part)?;
    part.split_at_checked(found.place.start)
}

/// A name that somebody put in, not one to be put in.
pub(crate) fn person(text: &str) -> Option<String> {
    let name = text.trim().trim_start_matches('@').trim();
    (!is_placeholder(name)).then(|| crate::limits::cut(name))
}

/// `TBD`, `[Name]`, `____`: somebody is still to write something here.
pub(crate) fn is_placeholder(text: &str) -> bool {
    const WORDS: [&str; 12] = [
        "tbd", "tba", "tbc", "todo", "n/a", "na", "none", "name", "date", "nobody", "pending",
        "open",
    ];
    let text = text.trim();
    let is_bracketed = (text.starts_with('[') && text.ends_with(']'))
        || (text.starts_with('<') && text.ends_with('>'))
        || (text.starts_with('{') && text.ends_with('}'));
    !text.contains(char::is_alphanumeric)
        || is_bracketed
        || WORDS.contains(&text.to_lowercase().as_str())
}

/// The first person that the text calls by `@`.
fn mention(text: &str) -> Option<String> {
    let (at, _) = text.match_indices('@').find(|(at, _)| {
        let before = text.get(..*at).and_then(|before| before.chars().next_back());
        before.is_none_or(|c| c.is_whitespace() || c == '(')
    })?;
    let name: String = text.get(at + 1..)?.chars().take_while(|c| is_handle(*c)).collect();
    let name = name.trim_end_matches(['.', '-', '/']);
    (!name.is_empty()).then(|| name.to_owned())
}

fn is_handle(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | '/')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, rest: &str, owner: Option<&str>, due: Option<&str>) {
        let found = read(text.to_owned());
        let said = (found.text.as_str(), found.owner.as_deref(), found.due.as_deref());
        assert_eq!(said, (rest, owner, due), "{text}");
    }

    #[test]
    fn owners_and_dates_are_taken_from_the_end() {
        let (ana, day) = (Some("Ana Ruiz"), Some("2026-01-04"));
        check("Backup (owner: Ana Ruiz, due: 2026-01-04)", "Backup", ana, day);
        check("Backup [Owner: Ana Ruiz]", "Backup", ana, None);
        check("Backup — Owner: Ana Ruiz – due Jan 4, 2026", "Backup", ana, day);
        check("Backup — Owner: Ana Ruiz – due 4 Jan 2026", "Backup", ana, day);
        check("Backup | owner: Ana Ruiz | due: 4.1.2026", "Backup", ana, day);
        check("Backup @ana 📅 2026-01-04", "Backup", Some("ana"), day);
        check("Backup, @ana-r", "Backup", Some("ana-r"), None);
        check("Sicherung (verantwortlich: Ana Ruiz; bis 04.01.2026)", "Sicherung", ana, day);
        check("Backup by 2026-01-04", "Backup by 2026-01-04", None, None);
        check("Backup - by 2026-01-04 03:40 UTC", "Backup", None, Some("2026-01-04T03:40:00Z"));
    }

    #[test]
    fn other_words_stay() {
        check("Ask @ana to look", "Ask @ana to look", Some("ana"), None);
        check("CDN (if applicable)", "CDN (if applicable)", None, None);
        check("Backup (owner: TBD)", "Backup (owner: TBD)", None, None);
        check("Mail a@b.example", "Mail a@b.example", None, None);
        check("Disk (> 100 GB, by far)", "Disk (> 100 GB, by far)", None, None);
        check("(owner: Ana)", "(owner: Ana)", Some("Ana"), None);
        check(")", ")", None, None);
    }

    #[test]
    fn lines_of_their_own_are_known() {
        assert_eq!(alone("Owner: Ana").unwrap().owner.as_deref(), Some("Ana"));
        assert_eq!(alone("Due: 2026-01-04").unwrap().due.as_deref(), Some("2026-01-04"));
        assert!(alone("Note: Ana").is_none() && alone("@ana").is_none());
    }
}
