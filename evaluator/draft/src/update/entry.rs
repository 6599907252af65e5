//! One entry, in the last draft, the gate and the new draft.

use super::edit::Spot;
use super::scan::{Entry, Field, Scanned, indent};
use super::{Change, ChangeKind, Merge, Part};

/// Keys of rules by which they judge, and the one that says why.
const CONDITIONS: [&str; 5] = ["require", "no_go_if", "rollback_if", "warn_if", "cases"];
const REASON: &str = "because";

/// A field's lines without space around them, and the comment behind a single one.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Said {
    code: String,
    comment: String,
}

/// All of it, without comments: equal for entries that say the same.
pub(super) fn code(scanned: &Scanned<'_>, entry: &Entry) -> Vec<(String, String)> {
    let of = |field: &Field| (field.key.clone(), said(scanned, field).code);
    entry.fields.iter().map(of).collect()
}

/// Whether the text has the word, and not only within a longer one.
pub(super) fn names(text: &str, word: &str) -> bool {
    let is_letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    text.match_indices(word).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let behind = text.get(at + word.len()..).and_then(|behind| behind.chars().next());
        !before.is_some_and(|c| is_letter(c) || c == '.') && !behind.is_some_and(is_letter)
    })
}

fn said(scanned: &Scanned<'_>, field: &Field) -> Said {
    let lines = scanned.lines.get(field.lines.clone()).unwrap_or_default();
    if let [line] = lines {
        let (code, comment) = parted(line.trim());
        return Said { code: code.trim_end().to_owned(), comment: comment.to_owned() };
    }
    let lines: Vec<&str> = lines.iter().map(|line| line.trim()).collect();
    Said { code: lines.join("\n").trim_end().to_owned(), comment: String::new() }
}

/// A line before and from its comment on.
fn parted(line: &str) -> (&str, &str) {
    let mut quote: Option<char> = None;
    let mut before = ' ';
    for (at, c) in line.char_indices() {
        match quote {
            Some(open) if c == open && before != '\\' => quote = None,
            Some(_) => {}
            None if c == '#' && before == ' ' && at > 0 => return line.split_at(at),
            // In the middle of a word a quote is only a letter.
            None if matches!(c, '"' | '\'') && !before.is_alphanumeric() => quote = Some(c),
            None => {}
        }
        before = c;
    }
    (line, "")
}

/// The value of a single field, for people.
fn shown(said: Option<&Said>) -> Option<String> {
    let code = said.map(|said| said.code.lines().next().unwrap_or_default())?;
    let value = code.split_once(": ").map_or(code, |(_, value)| value);
    Some(value.trim().to_owned())
}

impl Merge<'_> {
    pub(super) fn fields(&mut self, before: &Entry, here: &Entry, new: &Entry) {
        self.lead(before, here, new);
        let mut keys: Vec<&str> = Vec::new();
        for field in new.fields.iter().chain(&before.fields) {
            if !keys.contains(&field.key.as_str()) {
                keys.push(&field.key);
            }
        }
        let is_own = self.is_own(before, here);
        for key in keys {
            match is_own && key == REASON {
                true => self.kept(key, before, (here, new)),
                false => self.field(key, before, (here, new)),
            }
        }
    }

    /// Somebody wrote another condition: the reason that the draft gives is not that of it.
    fn is_own(&self, before: &Entry, here: &Entry) -> bool {
        let of = |scanned: &Scanned<'_>, entry: &Entry, key: &str| {
            let field = entry.fields.iter().find(|field| field.key == key)?;
            Some(said(scanned, field).code)
        };
        let is_edited = |key: &&str| of(self.base, before, key) != of(self.gate, here, key);
        before.part == Part::Rules && CONDITIONS.iter().any(is_edited)
    }

    /// A field that stays as it is, whatever the plan says now.
    fn kept(&mut self, key: &str, before: &Entry, (here, new): (&Entry, &Entry)) {
        let find = |scanned: &Scanned<'_>, entry: &Entry| {
            let field = entry.fields.iter().find(|field| field.key == key)?;
            Some(said(scanned, field))
        };
        let (was, now) = (find(self.base, before), find(self.new, new));
        let is = find(self.gate, here);
        let code = |said: &Option<Said>| said.as_ref().map(|said| said.code.clone());
        if code(&was) != code(&now) && code(&is) != code(&now) {
            self.report(ChangeKind::Kept, (new, key), (shown(is.as_ref()), shown(now.as_ref())));
        }
    }

    /// Lines of the plan, unless somebody wrote another comment.
    fn lead(&mut self, before: &Entry, here: &Entry, new: &Entry) {
        let trimmed = |scanned: &Scanned<'_>, entry: &Entry| {
            let lines = scanned.lines.get(entry.lead.clone()).unwrap_or_default();
            lines.iter().map(|line| line.trim().to_owned()).collect::<Vec<_>>()
        };
        let (was, is) = (trimmed(self.base, before), trimmed(self.gate, here));
        let now = trimmed(self.new, new);
        if was != is || is == now || here.lead.is_empty() {
            return;
        }
        let text = self.new.text(&new.lead);
        self.edits.replace(here.lead.clone(), text);
    }

    fn field(&mut self, key: &str, before: &Entry, (here, new): (&Entry, &Entry)) {
        let find = |entry: &Entry| entry.fields.iter().find(|field| field.key == key).cloned();
        let (was, is, now) = (find(before), find(here), find(new));
        let was = was.map(|field| said(self.base, &field));
        let place = is.clone();
        let is = is.map(|field| said(self.gate, &field));
        let target = now.clone();
        let now = now.map(|field| said(self.new, &field));
        let code = |said: &Option<Said>| said.as_ref().map(|said| said.code.clone());
        let is_unchanged = code(&was) == code(&now);
        // Laid out in its own way, so that no single field can be found.
        let is_whole = |entry: &Entry| entry.fields.iter().any(|field| field.key.is_empty());
        if is_whole(here) && !is_whole(new) {
            if !is_unchanged {
                self.report(ChangeKind::Kept, (new, key), (None, shown(now.as_ref())));
            }
            return;
        }
        if code(&is) == code(&was) {
            match (place, target) {
                (Some(place), Some(target)) => {
                    self.replace(&place, &target, (was.as_ref(), is.as_ref(), now.as_ref()));
                }
                (Some(place), None) => self.edits.replace(place.lines, String::new()),
                (None, Some(target)) => self.add(here, new, &target),
                (None, None) => {}
            }
            if !is_unchanged {
                self.report(
                    ChangeKind::Changed,
                    (new, key),
                    (shown(is.as_ref()), shown(now.as_ref())),
                );
            }
        } else if !is_unchanged && code(&is) != code(&now) {
            self.report(ChangeKind::Kept, (new, key), (shown(is.as_ref()), shown(now.as_ref())));
        }
    }

    fn report(
        &mut self,
        kind: ChangeKind,
        (entry, key): (&Entry, &str),
        (was, now): (Option<String>, Option<String>),
    ) {
        let key = (!key.is_empty()).then(|| key.to_owned());
        let (part, name) = (entry.part, entry.name.clone());
        self.changes.push(Change { kind, part, name, key, was, now });
    }

    /// Somebody's own comment stays behind the new value.
    fn replace(
        &mut self,
        place: &Field,
        target: &Field,
        (was, is, now): (Option<&Said>, Option<&Said>, Option<&Said>),
    ) {
        let (Some(was), Some(is), Some(now)) = (was, is, now) else { return };
        let is_own = is.comment != was.comment;
        if is.code == now.code && (is_own || is.comment == now.comment) {
            return;
        }
        let indent = self.gate.lines.get(place.lines.start).map_or(0, |line| indent(line));
        let text = match target.lines.len() == 1 && is_own && !is.comment.is_empty() {
            true => format!("{}{}  {}\n", " ".repeat(indent), now.code, is.comment),
            false => self.moved(target, indent),
        };
        self.edits.replace(place.lines.clone(), text);
    }

    /// Lines of the draft, with as much space before them as those of the gate.
    fn moved(&self, target: &Field, to: usize) -> String {
        let lines = self.new.lines.get(target.lines.clone()).unwrap_or_default();
        let from = lines.first().map_or(0, |line| indent(line));
        let line = |line: &&str| match line.trim().is_empty() {
            true => "\n".to_owned(),
            false => {
                let deeper = indent(line).saturating_sub(from);
                format!("{}{}\n", " ".repeat(to + deeper), line.trim())
            }
        };
        lines.iter().map(line).collect()
    }

    /// Behind the field that it follows in the draft.
    fn add(&mut self, here: &Entry, new: &Entry, target: &Field) {
        let before = new.fields.iter().take_while(|field| field.key != target.key);
        let known =
            before.filter_map(|field| here.fields.iter().find(|other| other.key == field.key));
        let line = known.last().map_or(here.body.start, |field| field.lines.end.saturating_sub(1));
        let inner = usize::from(target.key.contains('/')) * 2;
        let text = self.moved(target, here.indent + inner);
        self.edits.insert(Spot::After(line), &text);
    }
}
