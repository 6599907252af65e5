//! A gate file as parts, entries and fields, each with its lines: YAML as people lay gates out,
//! one entry below the other. What is laid out otherwise is one field, and stays as it is.

use std::ops::Range;

/// Sections of a gate that have entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    Params,
    Phases,
    Sources,
    Facts,
    Rules,
}

impl Part {
    /// In the order of a gate.
    pub const ALL: [Self; 5] =
        [Self::Params, Self::Phases, Self::Sources, Self::Facts, Self::Rules];

    /// The key.
    pub fn word(self) -> &'static str {
        match self {
            Self::Params => "params",
            Self::Phases => "phases",
            Self::Sources => "sources",
            Self::Facts => "facts",
            Self::Rules => "rules",
        }
    }

    /// One of its entries.
    pub fn one(self) -> &'static str {
        match self {
            Self::Params => "param",
            Self::Phases => "phase",
            Self::Sources => "source",
            Self::Facts => "fact",
            Self::Rules => "rule",
        }
    }
}

#[derive(Debug)]
pub(super) struct Scanned<'t> {
    /// With their ends.
    pub(super) lines: Vec<&'t str>,
    /// Each with its line.
    pub(super) parts: Vec<(Part, usize)>,
    pub(super) entries: Vec<Entry>,
}

#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) part: Part,
    pub(super) name: String,
    /// Comments directly above.
    pub(super) lead: Range<usize>,
    /// To the end of its last field, and comments that are indented as its fields are.
    pub(super) body: Range<usize>,
    pub(super) fields: Vec<Field>,
    /// Of its fields.
    pub(super) indent: usize,
}

#[derive(Clone, Debug)]
pub(super) struct Field {
    /// Empty where the entry is a value, or is laid out in its own way.
    pub(super) key: String,
    pub(super) lines: Range<usize>,
}

pub(super) fn scan(text: &str) -> Scanned<'_> {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let tops: Vec<usize> = (0..lines.len()).filter(|at| is_top(lines.get(*at))).collect();
    let mut scanned = Scanned { lines, parts: Vec::new(), entries: Vec::new() };
    for (nth, at) in tops.iter().enumerate() {
        let end = tops.get(nth + 1).copied().unwrap_or(scanned.lines.len());
        let line = scanned.lines.get(*at).copied().unwrap_or_default();
        let named = |part: &Part| key(line) == Some(part.word());
        let Some(part) = Part::ALL.into_iter().find(named) else { continue };
        scanned.parts.push((part, *at));
        let entries = entries(&scanned.lines, part, at + 1..end);
        scanned.entries.extend(entries);
    }
    scanned
}

impl Scanned<'_> {
    pub(super) fn entry(&self, part: Part, name: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.part == part && entry.name == name)
    }

    pub(super) fn of(&self, part: Part) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(move |entry| entry.part == part)
    }

    pub(super) fn text(&self, lines: &Range<usize>) -> String {
        self.lines.get(lines.clone()).unwrap_or_default().concat()
    }
}

fn is_top(line: Option<&&str>) -> bool {
    line.is_some_and(|line| line.starts_with(|c: char| c.is_ascii_alphabetic()))
}

pub(super) fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

fn is_blank(line: &str) -> bool {
    line.trim().is_empty()
}

fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with('#')
}

/// Of `key: value`, however deep it stands.
fn key(line: &str) -> Option<&str> {
    let (key, rest) = line.trim_start().split_once(':')?;
    let is_key = !key.is_empty() && !key.contains([' ', '"', '\'', '{', '[', '#']);
    (is_key && (rest.is_empty() || rest.starts_with([' ', '\n', '\r']))).then_some(key)
}

fn entries(lines: &[&str], part: Part, within: Range<usize>) -> Vec<Entry> {
    let line = |at: usize| lines.get(at).copied().unwrap_or_default();
    let is_content = |at: &usize| !is_blank(line(*at)) && !is_comment(line(*at));
    let Some(first) = within.clone().find(is_content) else { return Vec::new() };
    let level = indent(line(first));
    let is_start = |at: &usize| {
        let text = line(*at);
        let begins = match part {
            Part::Rules => text.trim_start().starts_with("- "),
            Part::Params | Part::Phases | Part::Sources | Part::Facts => key(text).is_some(),
        };
        is_content(at) && indent(text) == level && begins
    };
    let starts: Vec<usize> = within.clone().filter(is_start).collect();
    let mut found = Vec::new();
    for (nth, start) in starts.iter().enumerate() {
        let next = starts.get(nth + 1).copied().unwrap_or(within.end);
        let is_lead = |at: &usize| is_comment(line(*at)) && indent(line(*at)) <= level;
        let above = (within.start..*start).rev().take_while(is_lead).last();
        let fields_at = match part {
            Part::Rules => level + 2,
            Part::Params | Part::Phases | Part::Sources | Part::Facts => {
                (start + 1..next).find(is_content).map_or(level + 2, |at| indent(line(at)))
            }
        };
        let belongs = |at: &usize| {
            is_content(at) || (is_comment(line(*at)) && indent(line(*at)) >= fields_at.max(1))
        };
        let end = (*start..next).rev().find(belongs).map_or(start + 1, |at| at + 1);
        let body = *start..end;
        let fields = fields(lines, part, &body, fields_at);
        let name = match part {
            Part::Rules => id(lines, &body),
            Part::Params | Part::Phases | Part::Sources | Part::Facts => {
                key(line(*start)).map(str::to_owned)
            }
        };
        let Some(name) = name else { continue };
        let lead = above.unwrap_or(*start)..*start;
        found.push(Entry { part, name, lead, body, fields, indent: fields_at });
    }
    found
}

fn id(lines: &[&str], body: &Range<usize>) -> Option<String> {
    lines.get(body.clone())?.iter().find_map(|line| {
        let text = line.trim_start().trim_start_matches(['-', ' ', '{']);
        let value = text.strip_prefix("id:")?.trim_start().trim_start_matches(['"', '\'']);
        let is_part = |c: &char| c.is_ascii_alphanumeric() || *c == '-';
        Some(value.chars().take_while(is_part).collect())
    })
}

fn fields(lines: &[&str], part: Part, body: &Range<usize>, level: usize) -> Vec<Field> {
    let line = |at: usize| lines.get(at).copied().unwrap_or_default();
    let whole = || vec![Field { key: String::new(), lines: body.clone() }];
    let first = line(body.start);
    let is_open = match part {
        Part::Rules => key(first.trim_start().trim_start_matches("- ")).is_some(),
        Part::Params | Part::Sources => false,
        Part::Phases | Part::Facts => {
            let value = first.split_once(':').map_or("", |(_, value)| value);
            is_blank(value) || is_comment(value)
        }
    };
    if !is_open {
        return whole();
    }
    let mut fields: Vec<Field> = Vec::new();
    if part == Part::Rules {
        let key = key(first.trim_start().trim_start_matches("- ")).unwrap_or_default();
        fields.push(Field { key: key.to_owned(), lines: body.start..body.start + 1 });
    }
    for at in body.start + 1..body.end {
        let text = line(at);
        let is_here = indent(text) == level && !is_comment(text) && !is_blank(text);
        match key(text).filter(|_| is_here) {
            Some(key) => fields.push(Field { key: key.to_owned(), lines: at..at + 1 }),
            // It goes on, but for comments below it.
            None if is_blank(text) || (is_comment(text) && indent(text) <= level) => {}
            None => fields.last_mut().into_iter().for_each(|field| field.lines.end = at + 1),
        }
    }
    if part == Part::Phases { opened(lines, fields) } else { fields }
}

/// Parameters of a phase are fields of their own: `params/max`.
fn opened(lines: &[&str], fields: Vec<Field>) -> Vec<Field> {
    let mut all = Vec::new();
    for field in fields {
        let line = |at: usize| lines.get(at).copied().unwrap_or_default();
        let inner = field.lines.start + 1..field.lines.end;
        let is_list = inner.clone().all(|at| key(line(at)).is_some());
        if field.key != "params" || inner.is_empty() || !is_list {
            all.push(field);
            continue;
        }
        all.push(Field { key: "params".to_owned(), lines: field.lines.start..inner.start });
        let own = inner.filter_map(|at| {
            let key = format!("params/{}", key(line(at))?);
            Some(Field { key, lines: at..at + 1 })
        });
        all.extend(own);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_and_fields_have_their_lines() {
        let text = "\
gate: a
params:
  a: 1  # one
  # two
  b: [1, 2]

phases:
  p:
    bake: 1h
    params:
      a: 2
  q: {live: false}
facts:
  f:
    type: series
    # query: x

    window: 1h
  # of g
  g: {type: bool}
rules:
  # ---- Part

  # why
  - id: r
    because: >
      a
      # b

      c
    action: d
  - {id: s, require: 'true'}
";
        let scanned = scan(text);
        let shown = scanned.entries.iter().map(|entry| {
            let field = |field: &Field| format!("{}@{:?}", field.key, field.lines);
            let fields = entry.fields.iter().map(field).collect::<Vec<_>>().join(" ");
            format!("{} {:?} {:?}: {fields}", entry.name, entry.lead, entry.body)
        });
        let expected = [
            "a 2..2 2..3: @2..3",
            "b 3..4 4..5: @4..5",
            "p 7..7 7..11: bake@8..9 params@9..10 params/a@10..11",
            "q 11..11 11..12: @11..12",
            "f 13..13 13..18: type@14..15 window@17..18",
            "g 18..19 19..20: @19..20",
            "r 23..24 24..31: id@24..25 because@25..30 action@30..31",
            "s 31..31 31..32: @31..32",
        ];
        assert_eq!(shown.collect::<Vec<_>>(), expected);
    }
}
