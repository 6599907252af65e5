//! The titles around a line, and what they make of it.

use std::cell::OnceCell;

use gonogo_criteria::Effect;
use gonogo_criteria::effect::{self, Join, Meaning, Topic};

use crate::section::{ByLine, Lasts, SectionId};

/// Titles inside each other that are remembered; deeper ones are not looked at.
const DEPTH: usize = 32;

/// How deep a title is: the lists around it, and its column in a fence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank {
    pub(super) level: usize,
    pub(super) column: usize,
}

#[derive(Debug)]
struct Frame<'t> {
    rank: Rank,
    /// Of headings.
    heading: Option<u8>,
    lasts: Lasts,
    title: &'t str,
    line: usize,
    meaning: OnceCell<Meaning>,
}

impl Frame<'_> {
    fn meaning(&self) -> Meaning {
        *self.meaning.get_or_init(|| effect::of_title(self.title))
    }
}

/// What all titles around a line say together.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Around {
    pub(super) meaning: Meaning,
}

impl Around {
    /// A label of the line itself stands further in than all titles.
    pub(super) fn with(self, label: Meaning) -> Self {
        let is_other = matches!(self.meaning.topic, Topic::Past | Topic::People);
        let says = label.effect.is_some() || label.topic != Topic::Any;
        let band = label.band.or(self.meaning.band);
        let meaning = if says && !is_other { label } else { self.meaning };
        Self { meaning: Meaning { band, ..meaning } }
    }
}

#[derive(Debug, Default)]
pub(super) struct Context<'t> {
    frames: Vec<Frame<'t>>,
    /// Items of lists around the block.
    depth: usize,
}

impl<'t> Context<'t> {
    pub(super) fn heading(&mut self, level: u8, title: &'t str, line: usize) {
        self.frames.retain(|frame| frame.heading.is_some_and(|other| other < level));
        self.add(Rank { level: 0, column: 0 }, Some(level), Lasts::On, (title, line));
    }

    pub(super) fn label(&mut self, title: &'t str, line: usize, lasts: Lasts) {
        let rank = Rank { level: 2 * self.depth + 1, column: 0 };
        self.close_to(rank);
        self.add(rank, None, lasts, (title, line));
    }

    pub(super) fn item(&mut self, title: &'t str, line: usize) {
        let rank = Rank { level: 2 * self.depth, column: 0 };
        self.close_to(rank);
        self.add(rank, None, Lasts::On, (title, line));
    }

    /// The title that was given last says what is done, and not what has to hold.
    pub(super) fn steps(&mut self) {
        if let Some(frame) = self.frames.last_mut() {
            frame.meaning = OnceCell::from(Meaning { topic: Topic::Steps, ..Meaning::default() });
        }
    }

    /// A line of a fence, which is a title for those that stand further in.
    pub(super) fn fenced(&mut self, column: usize, title: &'t str, line: usize) {
        let rank = self.fence_rank(column);
        self.close_to(rank);
        self.add(rank, None, Lasts::On, (title, line));
    }

    /// Ends titles of a fence that do not stand further out than a column.
    pub(super) fn outdent(&mut self, column: usize) {
        let rank = self.fence_rank(column);
        self.close_to(rank);
    }

    pub(super) fn end_fence(&mut self) {
        self.close_to(self.fence_rank(0));
    }

    fn fence_rank(&self, column: usize) -> Rank {
        Rank { level: 2 * self.depth + 2, column }
    }

    pub(super) fn open(&mut self) {
        self.depth += 1;
    }

    pub(super) fn close(&mut self) {
        self.close_to(Rank { level: 2 * self.depth, column: 0 });
        self.depth = self.depth.saturating_sub(1);
    }

    pub(super) fn rule(&mut self) {
        self.close_to(Rank { level: 2 * self.depth + 1, column: 0 });
    }

    /// A text that is no label.
    pub(super) fn text(&mut self) {
        let rank = Rank { level: 2 * self.depth, column: 0 };
        self.frames.retain(|frame| {
            frame.heading.is_some() || frame.rank <= rank || frame.lasts == Lasts::On
        });
    }

    fn close_to(&mut self, rank: Rank) {
        self.frames.retain(|frame| frame.heading.is_some() || frame.rank < rank);
    }

    fn add(
        &mut self,
        rank: Rank,
        heading: Option<u8>,
        lasts: Lasts,
        (title, line): (&'t str, usize),
    ) {
        if self.frames.len() < DEPTH {
            let meaning = OnceCell::new();
            self.frames.push(Frame { rank, heading, lasts, title, line, meaning });
        }
    }

    /// From the inside out, the first title that says something.
    pub(super) fn around(&self) -> Around {
        let mut band = None;
        let mut join = Join::Unsaid;
        let mut is_excused = false;
        for frame in self.frames.iter().rev() {
            let meaning = frame.meaning();
            band = band.or(meaning.band);
            if join == Join::Unsaid {
                join = meaning.join;
            }
            is_excused |= meaning.topic == Topic::Excused;
            // What is borne stands among what is not: nothing follows from it.
            let is_feared = meaning.effect.is_some_and(|effect| effect != Effect::Require);
            if is_excused && is_feared {
                let meaning = Meaning { topic: Topic::Excused, ..Meaning::default() };
                return Around { meaning };
            }
            if meaning.effect.is_some()
                || matches!(
                    meaning.topic,
                    Topic::Past | Topic::Description | Topic::People | Topic::Steps
                )
            {
                let meaning = Meaning { band, join, ..meaning };
                return Around { meaning };
            }
        }
        Around::default()
    }

    /// Titles from the inside out, and whether each is a heading.
    pub(super) fn titles(&self) -> impl Iterator<Item = (&'t str, Meaning, bool)> + '_ {
        let frames = self.frames.iter().rev();
        frames.map(|frame| (frame.title, frame.meaning(), frame.heading.is_some()))
    }

    /// The innermost title that is a section of the plan.
    pub(super) fn section(&self, sections: &ByLine) -> Option<SectionId> {
        self.frames.iter().rev().find_map(|frame| sections.get(frame.line))
    }
}
