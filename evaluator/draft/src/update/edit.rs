//! Changes of lines, made all at once.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Part;

/// Where lines are added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Spot {
    Before(usize),
    After(usize),
    /// In a part that is added itself.
    Opened(Part),
}

#[derive(Debug)]
pub(super) struct Edits {
    /// How the file ends its lines.
    end: &'static str,
    added: BTreeMap<Spot, String>,
    /// By the first line; the text is without it if it is empty.
    replaced: Vec<(Range<usize>, String)>,
    /// Parts that are added, each before a line.
    opened: BTreeMap<Part, usize>,
}

impl Edits {
    pub(super) fn new(text: &str) -> Self {
        let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
        Self { end, added: BTreeMap::new(), replaced: Vec::new(), opened: BTreeMap::new() }
    }

    pub(super) fn insert(&mut self, spot: Spot, text: &str) {
        self.added.entry(spot).or_default().push_str(text);
    }

    /// Whole lines.
    pub(super) fn replace(&mut self, lines: Range<usize>, text: String) {
        self.replaced.push((lines, text));
    }

    pub(super) fn opens(&self, part: Part) -> bool {
        self.opened.contains_key(&part)
    }

    pub(super) fn open(&mut self, part: Part, before: usize) -> Spot {
        self.opened.insert(part, before);
        Spot::Opened(part)
    }

    pub(super) fn applied(&self, lines: &[&str]) -> String {
        let mut text = String::new();
        for at in 0..=lines.len() {
            let opened = self.opened.iter().filter(|(_, before)| **before == at);
            for (part, _) in opened {
                // An empty line parts it from what follows as well.
                let part = self.added.get(&Spot::Opened(*part)).map(String::as_str);
                let body = part.unwrap_or_default().trim_start_matches('\n');
                let gap = if at == lines.len() { "" } else { "\n" };
                self.put(&mut text, &format!("{body}{gap}"));
            }
            self.put(&mut text, self.added.get(&Spot::Before(at)).map_or("", String::as_str));
            let Some(line) = lines.get(at) else { break };
            match self.replaced.iter().find(|(range, _)| range.contains(&at)) {
                Some((range, with)) if range.start == at => self.put(&mut text, with),
                Some(_) => {}
                None => text.push_str(line),
            }
            self.put(&mut text, self.added.get(&Spot::After(at)).map_or("", String::as_str));
        }
        text
    }

    fn put(&self, text: &mut String, added: &str) {
        if added.is_empty() {
            return;
        }
        // The last line of the file may not be ended.
        if !text.is_empty() && !text.ends_with('\n') {
            text.push_str(self.end);
        }
        text.push_str(&added.replace("\r\n", "\n").replace('\n', self.end));
    }
}
