//! From blocks to criteria, and to the lines that look like some and are none.

use gonogo_criteria::effect::{self, Meaning, Topic};
use gonogo_criteria::sentence::level::{self, Levels};
use gonogo_criteria::sentence::{self, Expected, Manner, Said, tone};
use gonogo_criteria::statement::{How, Statement, Unclear};
use gonogo_criteria::words::amount::Decimals;
use gonogo_criteria::words::token::Tokens;
use gonogo_criteria::{Effect, Sense};
use gonogo_criteria::{columns, escalation};

use super::context::{Around, Context};
use super::judge::{self, Place, Verdict};
use super::record::{Asked, Found, From};
use super::{code, fence, grid, group, naming, speech};
use crate::criterion::Escalation;
use crate::limits::{ITEMS, LINE, TEXT_CHARACTERS, cut};
use crate::markdown::{Block, Line, Paragraph, Table};
use crate::section::{ByLine, Lasts, SectionId};
use crate::words::checkbox::mark;

pub(crate) fn read(blocks: &[Block<'_>], sections: &ByLine, decimals: Decimals) -> Found {
    let mut reader = Reader {
        context: Context::default(),
        sections,
        decimals,
        tokens: Tokens::default(),
        bullets: Vec::new(),
        pending: None,
        is_struck: false,
        found: Found::default(),
    };
    blocks.iter().for_each(|block| reader.block(block));
    reader.settle_pending(None);
    reader.found
}

pub(super) struct Reader<'t> {
    pub(super) context: Context<'t>,
    sections: &'t ByLine,
    pub(super) decimals: Decimals,
    pub(super) tokens: Tokens,
    /// Of each item of a list around the block, whether its text has come by.
    bullets: Vec<bool>,
    /// A line that ends with a colon: the next one may say what follows.
    pending: Option<Pending>,
    /// Something in the line is struck through.
    is_struck: bool,
    pub(super) found: Found,
}

struct Pending {
    said: Said,
    place: Place,
    text: String,
    number: usize,
    section: Option<SectionId>,
}

fn is_odd_time(statement: &Statement) -> bool {
    matches!(statement.unclear, Some(Unclear::Time | Unclear::Span))
}

/// Where a line comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Heading,
    Text,
    Bullet,
    Label,
}

impl<'t> Reader<'t> {
    fn block(&mut self, block: &'t Block<'_>) {
        match block {
            Block::Heading { level, line } => {
                self.settle_pending(None);
                self.context.heading(*level, &line.text, line.number);
                self.line(&line.text, line.number, Kind::Heading);
            }
            Block::Rule => self.context.rule(),
            Block::Open => {
                self.context.open();
                self.bullets.push(false);
            }
            Block::Close => {
                self.context.close();
                self.bullets.pop();
            }
            Block::Paragraph(paragraph) => match self.bullets.last_mut() {
                Some(has_text) if !*has_text => {
                    *has_text = true;
                    self.lines(&paragraph.lines, Kind::Bullet);
                    if let Some(first) = paragraph.lines.first() {
                        self.context.item(&first.text, first.number);
                        self.mark_steps(first.number);
                    }
                }
                Some(_) | None => self.paragraph(paragraph),
            },
            Block::Code(code) if !code::is_program(&code.language) => self.fence(&code.lines),
            Block::Code(_) => {}
            Block::Table(table) => self.table(table),
        }
    }

    fn paragraph(&mut self, paragraph: &'t Paragraph<'_>) {
        match (group::label_of(paragraph), paragraph.lines.first()) {
            (Some(lasts), Some(line)) => {
                self.context.label(&line.text, line.number, lasts);
                self.line(&line.text, line.number, Kind::Label);
            }
            _ => {
                self.context.text();
                self.lines(&paragraph.lines, Kind::Text);
                let last = paragraph.lines.last().filter(|line| group::is_label(line));
                if let Some(line) = last {
                    self.context.label(&line.text, line.number, Lasts::Block);
                }
            }
        }
    }

    /// A sentence may go on over several lines.
    fn lines(&mut self, lines: &'t [Line<'_>], kind: Kind) {
        let mut at = 0;
        while let Some(first) = lines.get(at) {
            let rest = lines.get(at + 1..).unwrap_or_default();
            let more = speech::continued(&first.text, rest);
            self.is_struck = lines.iter().skip(at).take(more + 1).any(|line| line.struck.is_some());
            if more == 0 {
                self.line(&first.text, first.number, kind);
            } else {
                let all: Vec<&str> =
                    lines.iter().skip(at).take(more + 1).map(|line| line.text.trim()).collect();
                self.line(&all.join(" "), first.number, kind);
            }
            at += more + 1;
        }
        self.is_struck = false;
    }

    fn fence(&mut self, lines: &'t [Line<'_>]) {
        let mut at = 0;
        while let Some(line) = lines.get(at) {
            at += 1;
            // A drawn line may be the rule below the titles of columns.
            let rest = lines.get(at - 1..).unwrap_or_default();
            if let Some((table, taken)) = fence::table(rest) {
                self.table(&table);
                at += taken - 1;
                continue;
            }
            let fenced = fence::line(&line.text);
            let text = code::unmarked(fenced.text);
            if text.is_empty() {
                continue;
            }
            self.context.outdent(fenced.column);
            if fenced.is_framed {
                self.framed(text, line.number);
                continue;
            }
            self.line(text, line.number, Kind::Bullet);
            self.context.fenced(fenced.column, text, line.number);
            self.mark_steps(line.number);
        }
        self.context.end_fence();
    }

    /// Below a condition stands what is done then.
    fn mark_steps(&mut self, number: usize) {
        if self.pending.as_ref().is_some_and(|pending| pending.number == number) {
            self.context.steps();
        }
    }

    /// Lines of a picture are not read, and that is said.
    fn framed(&mut self, text: &str, number: usize) {
        if speech::may_compare(text) {
            self.found.doubt(text, number, "it stands in a drawing");
        }
    }

    fn line(&mut self, text: &str, number: usize, kind: Kind) {
        self.settle_pending(Some(text));
        let around = self.context.around();
        self.criterion(text, number, kind, around);
        if around.meaning.escalates && kind == Kind::Bullet {
            self.escalation(text, number);
        }
    }

    fn criterion(&mut self, text: &str, number: usize, kind: Kind, around: Around) {
        // `✅ Search works` need not stand in a list.
        let is_bullet = kind == Kind::Bullet || (kind == Kind::Text && speech::has_sign(text));
        let is_listed = is_bullet && around.meaning.topic == Topic::Criteria;
        if !is_listed && !speech::may_say(text) {
            return;
        }
        if text.len() > LINE {
            self.found.doubt(text, number, "the line is too long to be read");
            return;
        }
        let spoken = speech::read(text);
        self.tokens.read(spoken.text);
        let tone = tone::tone(&self.tokens);
        let mut place = Place {
            around: spoken.label.map_or(around, |meaning| around.with(meaning)),
            is_item: spoken.is_item,
            is_ticked: spoken.is_ticked,
            tone,
            action: None,
            void: (self.is_struck || text.contains("~~")).then_some(judge::STRUCK),
            levels: Levels::Unsaid,
        };
        let said = sentence::read(&self.tokens, self.manner(&place));
        place.levels = level::of(&self.tokens, said.statements.len());
        let action = said.consequence.map(|from| self.tokens.written(from..self.tokens.count()));
        let action = action.map(cut).filter(|action| !action.is_empty());
        place.action = action.as_deref().and_then(effect::of_action);
        // Behind a dash may stand anything; behind an arrow stands what follows.
        let is_meant = said.is_arrow || place.action.is_some();
        let action = action.filter(|_| is_meant);
        if kind == Kind::Heading && !tone.is_demand {
            return;
        }
        let mut said = said;
        for statement in &mut said.statements {
            self.with_context(statement);
        }
        let is_said = !said.statements.is_empty();
        let section = is_said.then(|| self.section()).flatten();
        if is_said && text.trim_end().ends_with(':') {
            let text = text.to_owned();
            self.pending = Some(Pending { said, place, text, number, section });
            return;
        }
        let from = From { text, number, section, action };
        let is_heard = self.hear(&said, &place, &from);
        if !is_heard && is_listed && !spoken.is_item && !text.trim_end().ends_with(':') {
            self.unmeasured(text, number);
        }
    }

    fn escalation(&mut self, text: &str, line: usize) {
        if text.len() > TEXT_CHARACTERS || self.found.escalations.len() >= ITEMS {
            return;
        }
        self.tokens.read(text);
        let Some((to, after)) = escalation::read(&self.tokens, self.decimals) else { return };
        let section = self.section();
        let last = self.found.criteria.last().filter(|last| last.section == section);
        let of = last.map(|last| last.line);
        self.found.escalations.push(Escalation { line, section, of, after, to: cut(&to) });
    }

    fn escalations(&mut self, table: &Table<'_>, header: &[String]) {
        let Some(told) = columns::told(header) else { return };
        let section = self.section();
        for row in &table.rows {
            let after = told.after.map_or("", |column| row.cell(column));
            self.tokens.read(after);
            let after = escalation::time(&self.tokens, self.decimals);
            let to = cut(row.cell(told.to).trim());
            if !to.is_empty() && self.found.escalations.len() < ITEMS {
                let line = row.number;
                self.found.escalations.push(Escalation { line, section, of: None, after, to });
            }
        }
    }

    fn manner(&self, place: &Place) -> Manner {
        let meaning = place.around.meaning;
        let is_required =
            meaning.effect == Some(Effect::Require) && meaning.topic == Topic::Criteria;
        let expected = match place.tone.is_limit || meaning.band.is_some() {
            true => Expected::Figures,
            false if is_required => Expected::Criteria,
            false => Expected::Statements,
        };
        Manner { expected, decimals: self.decimals }
    }

    /// Whether anything came of the statements of a line.
    fn hear(&mut self, said: &Said, place: &Place, from: &From<'_>) -> bool {
        let mut is_heard = false;
        // `a < 1 and b < 2 for the whole hour`: the time is that of all.
        let odd = said.statements.iter().find(|one| is_odd_time(one)).cloned();
        for statement in &said.statements {
            let statement = odd.as_ref().unwrap_or(statement);
            let verdict = match judge::judge(statement, place) {
                Verdict::Taken(effect, sense) => {
                    match judge::hindrance(said, place, (effect, sense), from.text) {
                        Some(why) => Verdict::Doubted(why),
                        None => Verdict::Taken(effect, sense),
                    }
                }
                other @ (Verdict::Passed | Verdict::Doubted(_)) => other,
            };
            match verdict {
                Verdict::Passed => {}
                Verdict::Doubted(why) => {
                    is_heard = true;
                    self.found.doubt(from.text, from.number, why);
                }
                Verdict::Taken(effect, sense) => {
                    is_heard = true;
                    let asked = Asked { effect, sense, band: place.around.meaning.band };
                    self.found.take(statement, from, asked);
                    if place.is_ticked && sense == Sense::Feared {
                        self.found.doubt(from.text, from.number, judge::TICKED);
                    }
                }
            }
        }
        if is_heard {
            return true;
        }
        let why = speech::doubt(said).filter(|_| !place.tone.is_past);
        if let Some(why) = why {
            self.found.doubt(from.text, from.number, why);
        }
        why.is_some()
    }

    pub(super) fn with_context(&self, statement: &mut Statement) {
        if statement.how != How::Trend {
            naming::name(&self.context, statement);
        }
        if matches!(statement.how, How::Compared | How::Suffixed | How::Bare | How::Range) {
            let (sustained, window) = naming::times(&self.context, self.decimals);
            statement.sustained = statement.sustained.or(sustained);
            statement.window = statement.window.or(window);
        }
        if statement.how == How::Bare {
            naming::imply(statement);
        }
    }

    /// The first line below a condition says what follows from it, where no title does.
    fn settle_pending(&mut self, next: Option<&str>) {
        let Some(Pending { said, mut place, text, number, section }) = self.pending.take() else {
            return;
        };
        let is_refused = |text| judge::excused(text, Effect::RollbackIf).is_some();
        place.void = place.void.or(next.filter(|text| is_refused(text)).map(|_| judge::REFUSED));
        let meaning = place.around.meaning;
        let is_weak = meaning.effect == Some(Effect::Require) && meaning.topic == Topic::Any;
        let next = next.filter(|_| meaning.effect.is_none() || is_weak);
        let action = next.map(|text| mark(text).map_or(text, |mark| mark.rest));
        place.action = place.action.or(action.and_then(effect::of_action));
        let action = action.filter(|_| place.action.is_some()).map(cut);
        self.hear(&said, &place, &From { text: &text, number, section, action });
    }

    fn unmeasured(&mut self, text: &str, number: usize) {
        if text.contains(char::is_alphabetic) {
            let why =
                "it gives no number; write what is measured and its limit, or make it an item";
            self.found.doubt(text, number, why);
        }
    }

    pub(super) fn section(&self) -> Option<SectionId> {
        self.context.section(self.sections)
    }

    fn table(&mut self, table: &Table<'_>) {
        self.settle_pending(None);
        let header = &table.titles;
        let Some(columns) = columns::of(header) else {
            match self.context.around().meaning {
                Meaning { topic: Topic::Past, .. } => grid::results(self, table),
                Meaning { escalates: true, .. } => self.escalations(table, header),
                Meaning { .. } => grid::unknown(self, table),
            }
            return;
        };
        match self.context.around().meaning.topic {
            Topic::Past => grid::results(self, table),
            Topic::Any
            | Topic::Criteria
            | Topic::Description
            | Topic::People
            | Topic::Steps
            | Topic::Excused => grid::read(self, table, &columns),
        }
    }
}
