//! From blocks to sections, items and sign-offs.

mod code;
mod context;
pub(crate) mod criteria;
mod fence;
mod grid;
mod group;
mod judge;
mod naming;
pub(crate) mod phases;
mod record;
pub(crate) mod speech;

use crate::item::{self, Item, Ticks};
use crate::limits::ITEMS;
use crate::markdown::{Block, Code, Line, Paragraph, Table};
use crate::section::{Lasts, Outline, Section};
use crate::signoff::{self, Expected, Signoff};
use crate::words::annotation;
use crate::words::checkbox::{Kind, mark};
use crate::words::title::{label, tidy};
use group::groups;

#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) sections: Vec<Section>,
    pub(crate) items: Vec<Item>,
    pub(crate) signoffs: Vec<Signoff>,
    /// Lines of items that only look like some.
    pub(crate) odd: Vec<usize>,
    /// There were more than are taken.
    pub(crate) is_full: bool,
}

pub(crate) fn read(blocks: &[Block<'_>]) -> Found {
    let mut reader = Reader {
        outline: Outline::default(),
        ticks: ticks(blocks),
        items: Vec::new(),
        signoffs: Vec::new(),
        odd: Vec::new(),
        is_full: false,
        bullets: Vec::new(),
    };
    blocks.iter().for_each(|block| reader.block(block));
    Found {
        sections: reader.outline.sections,
        items: reader.items,
        signoffs: reader.signoffs,
        odd: reader.odd,
        is_full: reader.is_full,
    }
}

/// Where a plan has `☐`, a `✅` is a tick; elsewhere it is a bullet.
fn ticks(blocks: &[Block<'_>]) -> Ticks {
    let is_box = |line: &Line<'_>| {
        let text = code::unmarked(&line.text);
        let found = if text.starts_with(|c: char| c.is_ascii()) { None } else { mark(text) };
        let boxed = found.filter(|mark| mark.kind == Kind::Box && !mark.rest.is_empty());
        boxed.is_some() && !item::is_choice(text)
    };
    let has_box = |block: &Block<'_>| match block {
        Block::Paragraph(paragraph) => paragraph.lines.iter().any(is_box),
        Block::Code(code) => code.lines.iter().any(is_box),
        Block::Heading { .. } | Block::Rule | Block::Open | Block::Close | Block::Table(_) => false,
    };
    if blocks.iter().any(has_box) { Ticks::AreBoxes } else { Ticks::AreWords }
}

struct Reader {
    outline: Outline,
    ticks: Ticks,
    items: Vec<Item>,
    signoffs: Vec<Signoff>,
    odd: Vec<usize>,
    is_full: bool,
    /// The items of lists that the block is in.
    bullets: Vec<Bullet>,
}

#[derive(Clone, Copy, Default)]
struct Bullet {
    /// Its text has come by.
    has_text: bool,
    /// Its place among the items, if it begins with a box.
    item: Option<usize>,
}

impl Reader {
    fn block(&mut self, block: &Block<'_>) {
        match block {
            Block::Heading { level, line } => self.heading(*level, line),
            Block::Rule => self.outline.rule(),
            Block::Open => {
                self.outline.open();
                self.bullets.push(Bullet::default());
            }
            Block::Close => {
                self.outline.close();
                self.bullets.pop();
            }
            Block::Paragraph(paragraph) => match self.bullets.last_mut() {
                Some(bullet) if !bullet.has_text => {
                    bullet.has_text = true;
                    self.bullet(paragraph);
                }
                Some(_) | None => self.paragraph(paragraph),
            },
            Block::Code(code) => self.code(code),
            Block::Table(table) => self.table(table),
        }
    }

    /// A heading may have a box, but never a tick: `## ✅ Checklist`.
    fn heading(&mut self, level: u8, line: &Line<'_>) {
        let boxed = item::item(line, Ticks::AreWords);
        let title = boxed.as_ref().map_or_else(|| tidy(&line.text), |item| item.text.clone());
        self.outline.heading(level, title, line.number);
        if let Some(item) = boxed {
            let section = self.outline.here();
            self.add(Item { section, ..item });
        }
    }

    /// The text of an item of a list: with a box, or as a label for what is below it.
    fn bullet(&mut self, paragraph: &Paragraph<'_>) {
        let Some(first) = paragraph.lines.first() else { return };
        let expects = self.outline.has_signoffs();
        let mut title = None;
        for (at, line) in groups(paragraph, self.ticks).enumerate() {
            self.bullet_signoff(&line, expects);
            let Some(item) = self.item(&line, self.ticks) else {
                self.annotate(&line);
                continue;
            };
            if at == 0 {
                title = Some(item.text.clone());
            }
            let section = self.outline.around();
            let index = self.add(Item { section, ..item });
            if let Some(bullet) = self.bullets.last_mut() {
                bullet.item = bullet.item.or(index);
            }
        }
        let title = title.unwrap_or_else(|| label(&first.text));
        self.outline.item(title, first.number);
    }

    /// `Owner: Ana` below an item with a box.
    fn annotate(&mut self, line: &Line<'_>) {
        let mut outer = self.bullets.iter().rev().skip(1);
        let item = outer.next().and_then(|bullet| bullet.item);
        let Some(said) = annotation::alone(&line.text) else { return };
        if let Some(item) = item.and_then(|at| self.items.get_mut(at)) {
            item.owner = item.owner.take().or(said.owner);
            item.due = item.due.take().or(said.due);
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph<'_>) {
        if let Some(lasts) = group::label_of(paragraph) {
            let line = paragraph.lines.first();
            let (text, number) = line.map_or(("", 0), |line| (&*line.text, line.number));
            self.outline.label(label(text), number, lasts);
            return;
        }
        self.outline.text();
        for line in groups(paragraph, self.ticks) {
            self.line(&line, self.ticks);
        }
    }

    /// A line that is no item of a list.
    fn line(&mut self, line: &Line<'_>, ticks: Ticks) {
        let signoff = self.outline.has_signoffs().then(|| signoff::line(line)).flatten();
        let item = self.item(line, ticks);
        if signoff.is_none() && item.is_none() {
            if group::is_label(line) {
                self.outline.label(label(&line.text), line.number, Lasts::Block);
            }
            return;
        }
        let section = self.outline.here();
        if let Some(signoff) = signoff {
            self.sign(Signoff { section, ..signoff });
        }
        if let Some(item) = item {
            self.add(Item { section, ..item });
        }
    }

    /// Code has a level of its own, so that labels in it end with it.
    fn code(&mut self, code: &Code<'_>) {
        if code::is_program(&code.language) {
            return;
        }
        self.outline.open();
        for line in &code.lines {
            self.line(&code::without_mark(line), Ticks::AreWords);
        }
        self.outline.close();
    }

    fn table(&mut self, table: &Table<'_>) {
        let expected =
            if self.outline.has_signoffs() { Expected::Signoffs } else { Expected::Anything };
        if let Some(signoffs) = signoff::signoffs(table, expected) {
            let section = if signoffs.is_empty() { None } else { self.outline.here() };
            for signoff in signoffs {
                self.sign(Signoff { section, ..signoff });
            }
            return;
        }
        let items = item::items(table);
        let section = if items.is_empty() { None } else { self.outline.here() };
        for item in items {
            self.add(Item { section, ..item });
        }
    }

    fn bullet_signoff(&mut self, line: &Line<'_>, expects: bool) {
        if let Some(signoff) = expects.then(|| signoff::line(line)).flatten() {
            let section = self.outline.around();
            self.sign(Signoff { section, ..signoff });
        }
    }

    /// The item of a line, or what looks like one.
    fn item(&mut self, line: &Line<'_>, ticks: Ticks) -> Option<Item> {
        let found = item::item(line, ticks);
        // Forms of sign-offs have boxes in the middle of their lines.
        let is_form = self.outline.has_signoffs() && !line.text.starts_with(['-', '*', '+', '[']);
        if found.is_some() || is_form {
            return found;
        }
        let odd = item::odd(line)?;
        self.odd.push(odd.line);
        Some(odd)
    }

    /// Its place.
    fn add(&mut self, item: Item) -> Option<usize> {
        if self.items.len() == ITEMS {
            self.is_full = true;
            return None;
        }
        self.items.push(item);
        Some(self.items.len() - 1)
    }

    fn sign(&mut self, signoff: Signoff) {
        if self.signoffs.len() == ITEMS {
            self.is_full = true;
        } else {
            self.signoffs.push(signoff);
        }
    }
}
