//! From the parser's events to blocks.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Tag, TagEnd};

use super::lines::Numbers;
use super::{Block, Code, Line, Paragraph, Row, Table, html};
use crate::words::title::folded;

pub(super) struct Builder<'t> {
    source: &'t str,
    numbers: Numbers,
    blocks: Vec<Block<'t>>,
    /// The paragraph that goes on; in lists it need not be announced.
    paragraph: Paragraph<'t>,
    line: Option<Line<'t>>,
    /// Where the line begins in the source, as long as it is a part of it.
    begins: usize,
    /// Something in the paragraph is not bold.
    has_plain: bool,
    bold: usize,
    struck: usize,
    raw: Option<Raw<'t>>,
    table: Option<Table<'t>>,
    row: Row<'t>,
    /// What an item begins with is a comparison, and no quote: `- > 5 %`.
    is_above: bool,
}

/// See [`Builder::state`].
#[derive(Clone, Copy, Debug)]
pub(super) struct State {
    blocks: usize,
    bold: usize,
    struck: usize,
    is_above: bool,
}

/// Text that is not Markdown.
enum Raw<'t> {
    Code(Code<'t>),
    Html { text: String, first: usize },
}

impl<'t> Builder<'t> {
    pub(super) fn new(source: &'t str) -> Self {
        /// Of lines and of places for blocks no more are kept ready than short items need: each
        /// takes eight bytes, and has a block and those that open and close it.
        const SHORTEST: usize = 8;
        let numbers = Numbers::of(source);
        let lines = numbers.count().min(source.len() / SHORTEST);
        Self {
            source,
            numbers,
            blocks: Vec::with_capacity(3 * lines),
            paragraph: Paragraph::default(),
            line: None,
            begins: 0,
            has_plain: false,
            bold: 0,
            struck: 0,
            raw: None,
            table: None,
            row: Row::default(),
            is_above: false,
        }
    }

    pub(super) fn source(&self) -> &'t str {
        self.source
    }

    /// Between blocks; what is known there beside them.
    pub(super) fn state(&mut self) -> State {
        self.end_paragraph();
        let is_above = self.is_above;
        State { blocks: self.blocks.len(), bold: self.bold, struck: self.struck, is_above }
    }

    /// Forgets what came since.
    pub(super) fn go_back(&mut self, to: State) {
        self.end_paragraph();
        (self.raw, self.table, self.row) = (None, None, Row::default());
        (self.bold, self.struck, self.is_above) = (to.bold, to.struck, to.is_above);
        self.blocks.truncate(to.blocks);
    }

    /// An item of one line that is a part of the source.
    pub(super) fn item(&mut self, place: Range<usize>) {
        self.blocks.push(Block::Open);
        let at = place.start;
        self.inline(self.source.get(place).unwrap_or_default(), at);
        self.end_paragraph();
        self.blocks.push(Block::Close);
    }

    pub(super) fn finish(mut self) -> Vec<Block<'t>> {
        self.end_paragraph();
        self.blocks
    }

    pub(super) fn take(&mut self, event: Event<'t>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range.start),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Html(text) => self.text(text, range.start),
            Event::Code(code) => self.code(&code, range),
            Event::InlineHtml(tag) => {
                let tag = tag.to_ascii_lowercase();
                match tag.as_str() {
                    "<s>" | "<del>" | "<strike>" => self.struck += 1,
                    "</s>" | "</del>" | "</strike>" => self.struck = self.struck.saturating_sub(1),
                    _ if tag.starts_with("<br") => self.end_line(),
                    _ => {}
                }
            }
            Event::SoftBreak | Event::HardBreak => self.end_line(),
            Event::Rule => {
                self.end_paragraph();
                self.blocks.push(Block::Rule);
            }
            Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'t>, at: usize) {
        match tag {
            Tag::Strong => self.bold += 1,
            Tag::Strikethrough => self.struck += 1,
            Tag::Emphasis
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. } => {}
            Tag::TableRow | Tag::TableHead => {
                self.row = Row { number: self.numbers.number(at), ..Row::default() };
            }
            Tag::TableCell => self.end_paragraph(),
            Tag::Table(_) => {
                self.end_paragraph();
                self.table = Some(Table::default());
            }
            Tag::CodeBlock(kind) => {
                self.end_paragraph();
                let language = match kind {
                    CodeBlockKind::Indented => Cow::Borrowed(""),
                    CodeBlockKind::Fenced(CowStr::Borrowed(about)) => language(about).into(),
                    CodeBlockKind::Fenced(about) => language(&about).to_owned().into(),
                };
                self.raw = Some(Raw::Code(Code { language, lines: Vec::new() }));
            }
            Tag::HtmlBlock => {
                self.end_paragraph();
                let first = self.numbers.number(at);
                self.raw = Some(Raw::Html { text: String::new(), first });
            }
            Tag::Item => {
                self.end_paragraph();
                self.blocks.push(Block::Open);
            }
            Tag::BlockQuote(_) => {
                self.end_paragraph();
                let is_first = matches!(self.blocks.last(), Some(Block::Open));
                self.is_above = is_first && is_above(self.source, at);
            }
            Tag::Paragraph
            | Tag::Heading { .. }
            | Tag::List(_)
            | Tag::FootnoteDefinition(_)
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::MetadataBlock(_) => self.end_paragraph(),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong => self.bold = self.bold.saturating_sub(1),
            TagEnd::Strikethrough => self.struck = self.struck.saturating_sub(1),
            TagEnd::Emphasis
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image => {}
            TagEnd::Heading(level) => self.end_heading(level as u8),
            TagEnd::TableCell => {
                let cell = self.taken();
                self.row.is_struck |= cell.lines.iter().any(|line| line.struck.is_some());
                self.row.cells.push(joined(cell.lines, "\n"));
            }
            TagEnd::TableHead => {
                let header = std::mem::take(&mut self.row).cells;
                let titles = header.iter().map(|title| folded(title)).collect();
                self.table = self.table.take().map(|table| Table { header, titles, ..table });
            }
            TagEnd::TableRow => {
                let row = std::mem::take(&mut self.row);
                if let Some(table) = &mut self.table {
                    table.rows.push(row);
                }
            }
            TagEnd::Table => {
                let table = self.table.take().map(Box::new);
                self.blocks.extend(table.map(Block::Table));
            }
            TagEnd::CodeBlock | TagEnd::HtmlBlock => self.end_raw(),
            TagEnd::Item => {
                self.end_paragraph();
                self.blocks.push(Block::Close);
            }
            TagEnd::Paragraph
            | TagEnd::BlockQuote(_)
            | TagEnd::List(_)
            | TagEnd::FootnoteDefinition
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::MetadataBlock(_) => self.end_paragraph(),
        }
    }

    fn text(&mut self, text: CowStr<'t>, at: usize) {
        match &mut self.raw {
            None => self.inline(&text, at),
            Some(Raw::Html { text: all, .. }) => all.push_str(&text),
            Some(Raw::Code(Code { lines, .. })) => {
                let first = self.numbers.number(at);
                match text {
                    CowStr::Borrowed(text) => add_code(lines, text, first, Cow::Borrowed),
                    text => add_code(lines, &text, first, |part| Cow::Owned(part.to_owned())),
                }
            }
        }
    }

    /// With its backticks, of which one on each side is enough.
    fn code(&mut self, code: &str, range: Range<usize>) {
        let at = range.start;
        let written = self.source.get(range).unwrap_or_default();
        let inside = written.strip_prefix('`').and_then(|rest| rest.strip_suffix('`'));
        match inside {
            Some(inside) if inside == code => self.inline(written, at),
            Some(_) | None => self.inline(&format!("`{code}`"), at),
        }
    }

    fn inline(&mut self, text: &str, at: usize) {
        if text.is_empty() {
            return;
        }
        let line = match &mut self.line {
            Some(line) => line,
            None => {
                let before = at.checked_sub(1).and_then(|at| self.source.as_bytes().get(at));
                let is_escaped = before == Some(&b'\\');
                self.begins = at;
                let number = self.numbers.number(at);
                self.line.insert(Line { number, is_escaped, ..Line::default() })
            }
        };
        if std::mem::take(&mut self.is_above) {
            line.text.to_mut().push_str("> ");
        }
        let from = line.text.len();
        // Most lines are a part of the source: nothing is copied.
        let is_next = self.begins + from == at && is_part(self.source, at, text);
        let whole = self.source.get(self.begins..at + text.len()).filter(|_| is_next);
        match (&mut line.text, whole) {
            (Cow::Borrowed(before), Some(whole)) => *before = whole,
            (all, _) => all.to_mut().push_str(text),
        }
        if self.struck > 0 {
            strike(line, from);
        }
        if !self.has_plain && self.bold == 0 {
            self.has_plain = text.bytes().any(|byte| !matches!(byte, b' ' | b':'));
        }
    }

    fn end_line(&mut self) {
        let Some(line) = self.line.take() else { return };
        // Mostly it is the only one.
        if self.paragraph.lines.is_empty() {
            self.paragraph.lines.reserve_exact(1);
        }
        self.paragraph.lines.push(line);
    }

    fn taken(&mut self) -> Paragraph<'t> {
        self.end_line();
        let mut paragraph = std::mem::take(&mut self.paragraph);
        paragraph.is_bold = !std::mem::take(&mut self.has_plain);
        paragraph
    }

    fn end_paragraph(&mut self) {
        let paragraph = self.taken();
        if !paragraph.lines.is_empty() {
            self.blocks.push(Block::Paragraph(paragraph));
        }
    }

    fn end_heading(&mut self, level: u8) {
        let heading = self.taken();
        let number = heading.lines.first().map(|line| line.number);
        let text = joined(heading.lines, " ");
        if let Some(number) = number {
            let line = Line { text, number, ..Line::default() };
            self.blocks.push(Block::Heading { level, line: Box::new(line) });
        }
    }

    fn end_raw(&mut self) {
        let code = match self.raw.take() {
            None => return,
            Some(Raw::Code(code)) => code,
            Some(Raw::Html { text, first }) => {
                Code { language: "html".into(), lines: html::without_comments(&text, first) }
            }
        };
        if !code.lines.is_empty() {
            self.blocks.push(Block::Code(Box::new(code)));
        }
    }
}

/// Whether a text is the part of the source that begins at a place.
fn is_part(source: &str, at: usize, text: &str) -> bool {
    let part = source.get(at..at + text.len());
    part.is_some_and(|part| std::ptr::eq(part, text))
}

/// From a byte on, if that goes on with what was struck through before, or nothing was.
fn strike(line: &mut Line<'_>, from: usize) {
    let end = line.text.len();
    match &mut line.struck {
        Some(struck) if struck.end == from => struck.end = end,
        Some(_) => {}
        None => line.struck = Some(from..end),
    }
}

/// `> 5 %` at the beginning of an item, but not `> 5. step`.
fn is_above(source: &str, at: usize) -> bool {
    let rest = source.get(at..).unwrap_or_default();
    let number = rest.trim_start_matches(['>', ' ']);
    let after = number.trim_start_matches(|c: char| c.is_ascii_digit());
    let behind = after.strip_prefix(['.', ')']);
    let is_list = behind.is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()));
    number.starts_with(|c: char| c.is_ascii_digit()) && !is_list
}

/// Parts of one line may come one by one; what follows the last line break is none yet.
fn add_code<'s, 't>(
    lines: &mut Vec<Line<'t>>,
    text: &'s str,
    first: usize,
    kept: fn(&'s str) -> Cow<'t, str>,
) {
    let mut parts = text.split('\n').enumerate().peekable();
    while let Some((nth, part)) = parts.next() {
        let is_rest = parts.peek().is_none() && part.is_empty();
        let text = kept(part.trim_end_matches('\r'));
        let number = first + nth;
        match lines.last_mut() {
            Some(last) if last.number == number => last.text += text,
            Some(_) | None if is_rest => {}
            Some(_) | None => lines.push(Line { text, number, ..Line::default() }),
        }
    }
}

/// What a fence names first.
fn language(about: &str) -> &str {
    about.split([' ', ',', '{']).next().unwrap_or_default()
}

fn joined<'t>(mut lines: Vec<Line<'t>>, between: &str) -> Cow<'t, str> {
    if lines.len() > 1 {
        let texts: Vec<&str> = lines.iter().map(|line| line.text.trim()).collect();
        return Cow::Owned(texts.join(between));
    }
    match lines.pop().map(|line| line.text).unwrap_or_default() {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    }
}
