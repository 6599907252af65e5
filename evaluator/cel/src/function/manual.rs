//! What expressions can say, by chapter: from the descriptions of functions and macros.

mod lookup;
mod notation;

use crate::function::Function;

/// A part of the language that belongs together. Whoever adds functions lists them in one;
/// chapters with the same title are one chapter.
#[derive(Clone, Copy, Debug)]
pub struct Chapter {
    pub title: &'static str,
    /// Other words for it, in small letters.
    pub words: &'static [&'static str],
    /// What the parser or the evaluator knows by itself; it comes first.
    pub macros: &'static [Macro],
    pub functions: &'static [&'static Function],
}

/// A macro, or an operator that need not look at all of its operands.
#[derive(Clone, Copy, Debug)]
pub struct Macro {
    /// `all`, or an operator with `_` for its operands: `_&&_`.
    pub name: &'static str,
    /// `list(T).all(x, condition) -> bool`, `_&&_(bool, bool) -> bool`.
    pub forms: &'static [&'static str],
    /// One sentence for the manual.
    pub summary: &'static str,
    /// Expressions and what they give.
    pub examples: &'static [(&'static str, &'static str)],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Function,
    Operator,
    Macro,
}

/// What the manual says of one function, operator or macro.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    pub kind: Kind,
    pub name: &'static str,
    /// As they are declared; [`Entry::forms`] has them as they are written. None where the type
    /// of the result depends on more than those of the arguments.
    pub signatures: &'static [&'static str],
    pub summary: &'static str,
    pub examples: &'static [(&'static str, &'static str)],
}

/// A chapter with all of its entries, wherever they come from.
#[derive(Clone, Debug)]
pub struct Section {
    pub title: &'static str,
    pub words: Vec<&'static str>,
    pub entries: Vec<Entry>,
}

/// Everything that expressions can say, or the part of it that was asked for.
#[derive(Clone, Debug)]
pub struct Manual {
    pub sections: Vec<Section>,
}

impl Manual {
    /// Chapters come in the order in which their titles come first; those without entries
    /// hold the place for what may follow, and are left out.
    pub fn new<'c>(chapters: impl IntoIterator<Item = &'c Chapter>) -> Self {
        let mut sections: Vec<Section> = Vec::new();
        for chapter in chapters {
            match sections.iter_mut().find(|section| section.title == chapter.title) {
                Some(section) => {
                    section.words.extend(chapter.words);
                    section.entries.extend(chapter.entries());
                }
                None => sections.push(Section {
                    title: chapter.title,
                    words: chapter.words.to_vec(),
                    entries: chapter.entries().collect(),
                }),
            }
        }
        sections.retain(|section| !section.entries.is_empty());
        Self { sections }
    }

    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.sections.iter().flat_map(|section| &section.entries)
    }
}

impl Chapter {
    fn entries(&self) -> impl Iterator<Item = Entry> {
        let macros = self.macros.iter().map(Entry::from);
        // What starts with `@` cannot be written; `@in` is.
        let is_written =
            |function: &&&Function| !function.name.starts_with('@') || function.name == "@in";
        macros
            .chain(self.functions.iter().filter(is_written).map(|function| Entry::from(*function)))
    }
}

impl From<&Macro> for Entry {
    fn from(of: &Macro) -> Self {
        Self {
            kind: if notation::is_word(of.name) { Kind::Macro } else { Kind::Operator },
            name: of.name,
            signatures: of.forms,
            summary: of.summary,
            examples: of.examples,
        }
    }
}

impl From<&Function> for Entry {
    fn from(of: &Function) -> Self {
        Self {
            kind: if notation::is_word(of.name) { Kind::Function } else { Kind::Operator },
            name: of.name,
            signatures: of.signatures,
            summary: of.summary,
            examples: of.examples,
        }
    }
}

impl Entry {
    /// `percentile`, `math.greatest`, `a + b`.
    pub fn title(&self) -> String {
        if self.kind == Kind::Operator {
            notation::written(self.name, &["a", "b", "c"])
        } else {
            self.name.to_owned()
        }
    }

    /// How it is used, each with the type of its result: `series(T).latest()` and `T`,
    /// `int + int` and `int`.
    pub fn forms(&self) -> Vec<(String, &'static str)> {
        self.signatures.iter().map(|signature| notation::form(self.name, signature)).collect()
    }
}
