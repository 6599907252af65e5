//! The part of the manual that a word asks for.

use super::{Entry, Kind, Manual, Section, notation};
use crate::diagnostic::suggest::nearest;
use crate::function::foreign;

impl Manual {
    /// Everything that is called by this word; else the chapter of that title with all that
    /// values of the type can be asked. Words may be plural, names in brackets or with a dot.
    pub fn about(&self, word: &str) -> Option<Self> {
        let word = word.trim();
        let name = word.trim_start_matches('.');
        let name = name.strip_suffix("()").unwrap_or(name);
        let folded = word.to_lowercase();
        let of_type = folded.strip_suffix('s').unwrap_or(&folded);
        self.part(|_, entry| entry.is_called(name) || entry.is_written(word)).or_else(|| {
            self.part(|section, entry| {
                section.is_about(&folded)
                    || entry.is_asked_of(&folded)
                    || entry.is_asked_of(of_type)
                    || entry.is_in(&folded)
            })
        })
    }

    /// A name or chapter that may have been meant.
    pub fn suggest(&self, word: &str) -> Option<&str> {
        let word = word.trim();
        let name = word.strip_suffix("()").unwrap_or(word).trim_start_matches('.');
        let foreign = foreign::function(name);
        if let Some(ours) = foreign.filter(|ours| self.entries().any(|of| of.name == *ours)) {
            return Some(ours);
        }
        let names = |section: &Section| -> Vec<&'static str> {
            let named = section.entries.iter().filter(|entry| entry.kind != Kind::Operator);
            let words = section.words.iter().copied();
            named.map(|entry| entry.name).chain([section.title]).chain(words).collect()
        };
        // Chapter by chapter, since only so many candidates are compared at once.
        let best: Vec<&str> =
            self.sections.iter().filter_map(|section| nearest(word, names(section))).collect();
        nearest(word, best)
    }

    fn part(&self, is_wanted: impl Fn(&Section, &Entry) -> bool) -> Option<Self> {
        let wanted = |section: &Section| {
            let entries = section.entries.iter().filter(|entry| is_wanted(section, entry));
            Section { entries: entries.copied().collect(), ..section.clone() }
        };
        let mut sections: Vec<Section> = self.sections.iter().map(wanted).collect();
        sections.retain(|section| !section.entries.is_empty());
        (!sections.is_empty()).then_some(Self { sections })
    }
}

impl Section {
    fn is_about(&self, word: &str) -> bool {
        self.title.to_lowercase() == word || self.words.contains(&word)
    }
}

impl Entry {
    /// An operator by its sign, by one of its signs, or as it stands between operands.
    fn is_written(&self, word: &str) -> bool {
        self.kind == Kind::Operator
            && (self.name == word
                || self.title() == word
                || notation::symbol(self.name) == word
                || notation::signs(self.name).any(|sign| sign == word))
    }

    fn is_called(&self, word: &str) -> bool {
        if self.kind == Kind::Operator {
            return false;
        }
        self.name == word
            || self.signatures.iter().any(|signature| notation::is_called(signature, word))
    }

    fn is_asked_of(&self, of_type: &str) -> bool {
        let mut receivers =
            self.signatures.iter().filter_map(|signature| notation::receiver(signature, self.name));
        self.kind != Kind::Operator
            && receivers.any(|receiver| receiver.eq_ignore_ascii_case(of_type))
    }

    /// `cel` for `cel.bind`, `net` for what is asked of a `net.IP`.
    fn is_in(&self, space: &str) -> bool {
        let inside = |name: &str| {
            name.split_once('.').is_some_and(|(first, _)| first.eq_ignore_ascii_case(space))
        };
        let mut receivers =
            self.signatures.iter().filter_map(|signature| notation::receiver(signature, self.name));
        self.kind != Kind::Operator && (inside(self.name) || receivers.any(inside))
    }
}

#[cfg(test)]
mod tests {
    use crate::manual::Manual;
    use crate::stdlib;

    fn names(word: &str) -> Vec<&'static str> {
        let found = Manual::new(stdlib::CHAPTERS).about(word);
        found.iter().flat_map(Manual::entries).map(|entry| entry.name).collect()
    }

    #[test]
    fn words_find_names_then_chapters_and_types() {
        assert_eq!(names("matches"), ["matches"]);
        assert_eq!(names("size()"), ["size"]);
        assert_eq!(names("existsOne"), ["exists_one"]);
        assert_eq!(names("-"), ["_-_", "-_"]);
        assert_eq!(names("_+_"), ["_+_"]);
        assert_eq!(names("a ? b : c"), ["_?_:_"]);
        assert_eq!(names("in"), ["@in"]);
        assert_eq!(names("[]"), ["_[_]"]);
        assert_eq!(names(".?"), ["_?._"]);
        assert_eq!(names("?"), ["_?_:_"]);
        assert_eq!(names("[?"), ["[?_]", "_[?_]"]);
        assert_eq!(names("{?"), ["{?_: _}"]);
        assert_eq!(names("cel.bind"), ["cel.bind"]);
        assert_eq!(names("cel"), ["cel.bind"]);
        assert!(names("optional").contains(&"_[?_]"));
        assert_eq!(names("string"), ["string"]);
        assert_eq!(names("strings"), ["contains", "startsWith", "endsWith", "matches", "size"]);
        assert_eq!(names("Types"), ["type", "dyn"]);
        assert!(names("maps").contains(&"exists"));
        assert_eq!(names("sizes"), [""; 0]);
    }

    #[test]
    fn slips_are_found() {
        let manual = Manual::new(stdlib::CHAPTERS);
        assert_eq!(manual.suggest("startWith"), Some("startsWith"));
        assert_eq!(manual.suggest("convertions"), Some("Conversions"));
        assert_eq!(manual.suggest("xyzzy"), None);
    }
}
