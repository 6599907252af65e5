//! From blocks to the phases of a rollout.

use gonogo_criteria::Time;
use gonogo_criteria::phase::{timing, title, traffic};
use gonogo_criteria::sentence::{self, Expected, Manner};
use gonogo_criteria::words::amount::Decimals;
use gonogo_criteria::words::token::Tokens;

use super::{code, fence, group};
use crate::criterion::NotTaken;
use crate::limits::{ITEMS, LINE, TEXT_CHARACTERS};
use crate::markdown::{Block, Paragraph, Row, Table};
use crate::phase::{self, Phase, Window};
use crate::section::ByLine;
use crate::words::checkbox::mark;
use crate::words::title::label;

/// Everything but the sections, which need not be known yet.
pub(crate) fn read(blocks: &[Block<'_>], decimals: Decimals) -> Rollout {
    let mut reader = Reader {
        decimals,
        tokens: Tokens::default(),
        depth: 0,
        all: Vec::new(),
        open: Vec::new(),
        window: None,
        not_taken: Vec::new(),
    };
    blocks.iter().for_each(|block| reader.block(block));
    let chosen = phase::choice::chosen(reader.all);
    Rollout { chosen, window: reader.window, not_taken: reader.not_taken }
}

/// The phases that a plan has.
#[derive(Debug)]
pub(crate) struct Rollout {
    chosen: Vec<Candidate>,
    /// Of the whole plan.
    window: Option<Window>,
    pub(crate) not_taken: Vec<NotTaken>,
}

impl Rollout {
    pub(crate) fn phases(self, sections: &ByLine) -> Vec<Phase> {
        let phases = self.chosen.into_iter().map(|candidate| {
            let section = sections.get(candidate.line);
            let window = candidate.window.clone().or_else(|| self.window.clone());
            (candidate, section, window)
        });
        phase::choice::named(phases.collect())
    }
}

/// Where a title that may be a phase stands: lists inside each other count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    Heading(u8),
    Label(usize),
    Row,
    Item(usize),
}

/// What may be a phase.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    pub(crate) title: String,
    pub(crate) line: usize,
    pub(crate) source: Source,
    /// Another candidate, that this one stands below.
    pub(crate) parent: Option<usize>,
    pub(crate) traffic: Option<String>,
    pub(crate) bake: Option<Time>,
    pub(crate) every: Option<Time>,
    pub(crate) window: Option<Window>,
}

struct Reader {
    decimals: Decimals,
    tokens: Tokens,
    depth: usize,
    all: Vec<Candidate>,
    /// Candidates that the block stands below.
    open: Vec<usize>,
    /// Of the whole plan.
    window: Option<Window>,
    not_taken: Vec<NotTaken>,
}

impl Reader {
    fn block(&mut self, block: &Block<'_>) {
        match block {
            Block::Heading { level, line } => {
                self.title(&line.text, line.number, Source::Heading(*level));
            }
            Block::Rule => {}
            Block::Open => self.depth += 1,
            Block::Close => self.depth = self.depth.saturating_sub(1),
            Block::Paragraph(paragraph) => self.paragraph(paragraph),
            Block::Code(code) if !code::is_program(&code.language) => {
                for line in &code.lines {
                    let text = code::unmarked(fence::line(&line.text).text);
                    self.title(text, line.number, Source::Item(self.depth + 1));
                }
            }
            Block::Code(_) => {}
            Block::Table(table) => self.table(table),
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph<'_>) {
        let is_label = group::label_of(paragraph).is_some();
        for line in &paragraph.lines {
            match (self.depth, is_label) {
                (0, true) => self.title(&line.text, line.number, Source::Label(0)),
                (0, false) => {
                    self.close_items();
                    self.detail(&line.text, line.number);
                }
                (depth, _) => self.title(&line.text, line.number, Source::Item(depth)),
            }
        }
    }

    /// A text of its own is not about the items of the list before it.
    fn close_items(&mut self) {
        let all = &self.all;
        let is_item =
            |at: &usize| all.get(*at).is_some_and(|one| matches!(one.source, Source::Item(_)));
        self.open.retain(|at| !is_item(at));
    }

    /// A line that may be a phase itself, or else says something about one.
    fn title(&mut self, text: &str, line: usize, source: Source) {
        let all = &self.all;
        let closes = |at: &usize| all.get(*at).is_some_and(|other| is_closed(other.source, source));
        if !matches!(source, Source::Item(_)) {
            self.open.retain(|at| !closes(at));
        }
        if !timing::may_say(text) || text.len() > LINE {
            return;
        }
        let is_named = text.len() <= TEXT_CHARACTERS && title::is_phase(text);
        self.tokens.read(text);
        let manner = Manner { expected: Expected::Statements, decimals: self.decimals };
        let traffic = traffic::of(&self.tokens, self.decimals)
            .filter(|_| sentence::read(&self.tokens, manner).statements.is_empty());
        if (!is_named && traffic.is_none()) || self.all.len() >= ITEMS {
            self.said(text, line);
            return;
        }
        let all = &self.all;
        let closes = |at: &usize| all.get(*at).is_some_and(|other| is_closed(other.source, source));
        self.open.retain(|at| !closes(at));
        let parent = self.open.last().copied();
        let mut candidate = Candidate {
            title: label(mark(text).map_or(text, |mark| mark.rest)),
            line,
            source,
            parent,
            traffic,
            bake: timing::bake_of_title(&self.tokens, self.decimals)
                .or_else(|| timing::bake(&self.tokens, self.decimals)),
            every: timing::every(&self.tokens, self.decimals),
            window: None,
        };
        candidate.window = self.hours(text, line, &mut candidate.bake);
        self.open.push(self.all.len());
        self.all.push(candidate);
    }

    /// A stretch of the day in the tokens, and its length where no other time is known.
    fn hours(&mut self, text: &str, line: usize, bake: &mut Option<Time>) -> Option<Window> {
        let hours = gonogo_criteria::words::clock::hours(&self.tokens)?;
        if let Some(zone) = &hours.odd_zone {
            let why =
                format!("the zone `{zone}` is not one place's; write `UTC` or `Europe/Berlin`");
            let text = crate::limits::cut(text.trim());
            self.not_taken.push(NotTaken { line, text, why });
        }
        *bake = bake.or(Some(Time { seconds: u64::from(hours.minutes) * 60 }));
        Some(Window { from: hours.from, to: hours.to, zone: hours.zone })
    }

    fn detail(&mut self, text: &str, line: usize) {
        if !timing::may_say(text) || text.len() > LINE {
            return;
        }
        self.tokens.read(text);
        self.said(text, line);
    }

    /// What the tokens of a line say of the phase that it stands in.
    fn said(&mut self, text: &str, line: usize) {
        let bake = timing::bake(&self.tokens, self.decimals);
        let every = timing::every(&self.tokens, self.decimals);
        let window =
            timing::has_window(&self.tokens).then(|| self.hours(text, line, &mut None)).flatten();
        match self.open.last().and_then(|at| self.all.get_mut(*at)) {
            Some(candidate) => {
                candidate.bake = candidate.bake.or(bake);
                candidate.every = candidate.every.or(every);
                candidate.window = candidate.window.take().or(window);
            }
            None => {
                // Of the whole plan only where a label says so: `Maintenance window: …`
                let label = text.split(':').next().unwrap_or_default().to_lowercase();
                let is_label = label.contains("window") || label.contains("fenster");
                self.window = self.window.take().or(window.filter(|_| is_label));
            }
        }
    }

    fn table(&mut self, table: &Table<'_>) {
        let header = &table.titles;
        let column =
            |names: &[&str]| header.iter().position(|title| names.contains(&title.as_str()));
        let name =
            column(&["phase", "stage", "step", "wave", "ring", "stufe", "etappe", "schritt"]);
        let share = column(&[
            "traffic",
            "share",
            "users",
            "traffic share",
            "traffic %",
            "% traffic",
            "percentage",
            "verkehr",
            "anteil",
            "instances",
            "% of traffic",
            "% of users",
        ]);
        let (Some(name), Some(share)) = (name, share) else { return };
        let times = Times {
            bake: column(&[
                "duration",
                "bake",
                "bake time",
                "soak",
                "hold",
                "dauer",
                "time",
                "wait",
            ]),
            every: column(&["every", "interval", "check every", "cadence", "takt"]),
            window: column(&["window", "when", "fenster", "zeitfenster"]),
        };
        for row in table.rows.iter().take(ITEMS) {
            self.row(row, (name, share), &times);
        }
    }

    fn row(&mut self, row: &Row<'_>, (name, share): (usize, usize), times: &Times) {
        self.tokens.read(row.cell(share));
        let traffic = gonogo_criteria::words::amount::number(&self.tokens, 0, self.decimals);
        let cell = |column: Option<usize>| column.map_or("", |column| row.cell(column));
        let mut time = |column: Option<usize>| {
            self.tokens.read(cell(column));
            let places = 0..self.tokens.count().min(4);
            let mut times = places.filter_map(|at| {
                gonogo_criteria::words::duration::read(&self.tokens, at, self.decimals)
            });
            times.next().map(|(time, _)| time)
        };
        let (mut bake, every) = (time(times.bake), time(times.every));
        self.tokens.read(cell(times.window));
        let window = self.hours(cell(times.window), row.number, &mut bake);
        self.all.push(Candidate {
            title: label(row.cell(name)),
            line: row.number,
            source: Source::Row,
            parent: None,
            traffic: traffic.filter(|traffic| traffic != "0"),
            bake,
            every,
            window,
        });
    }
}

/// Columns of a table of phases.
struct Times {
    bake: Option<usize>,
    every: Option<usize>,
    window: Option<usize>,
}

/// Whether a title ends another one.
fn is_closed(other: Source, by: Source) -> bool {
    match (other, by) {
        (Source::Heading(other), Source::Heading(by)) => other >= by,
        (Source::Heading(_), _) => false,
        (_, Source::Heading(_)) | (Source::Row, _) => true,
        (Source::Label(other), Source::Label(by)) => other >= by,
        (Source::Item(_), Source::Label(_) | Source::Row) => true,
        (Source::Label(_), Source::Item(_) | Source::Row) => false,
        (Source::Item(other), Source::Item(by)) => other >= by,
    }
}
