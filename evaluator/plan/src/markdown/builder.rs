//! From the parser's events to blocks.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

use super::lines::Numbers;
use super::{Block, Line, Paragraph, Row, Table, html};

pub(super) struct Builder<'t> {
    source: &'t str,
    numbers: Numbers,
    blocks: Vec<Block>,
    /// The paragraph that goes on; in lists it need not be announced.
    paragraph: Paragraph,
    line: Option<Line>,
    /// Something in the paragraph is not bold.
    has_plain: bool,
    bold: usize,
    struck: usize,
    raw: Option<Raw>,
    table: Option<Table>,
    row: Row,
    /// What an item begins with is a comparison, and no quote: `- > 5 %`.
    is_above: bool,
}

/// Text that is not Markdown.
enum Raw {
    Code { language: String, lines: Vec<Line> },
    Html { text: String, first: usize },
}

impl<'t> Builder<'t> {
    pub(super) fn new(source: &'t str) -> Self {
        Self {
            source,
            numbers: Numbers::of(source),
            blocks: Vec::new(),
            paragraph: Paragraph::default(),
            line: None,
            has_plain: false,
            bold: 0,
            struck: 0,
            raw: None,
            table: None,
            row: Row::default(),
            is_above: false,
        }
    }

    pub(super) fn finish(mut self) -> Vec<Block> {
        self.end_paragraph();
        self.blocks
    }

    pub(super) fn take(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range.start),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text, range.start),
            Event::Code(code) => self.inline(&format!("`{code}`"), range.start),
            Event::Html(text) => self.text(&text, range.start),
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

    fn start(&mut self, tag: Tag<'_>, at: usize) {
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
                    CodeBlockKind::Indented => String::new(),
                    CodeBlockKind::Fenced(about) => {
                        about.split([' ', ',', '{']).next().unwrap_or_default().to_owned()
                    }
                };
                self.raw = Some(Raw::Code { language, lines: Vec::new() });
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
                self.row.cells.push(joined(&cell.lines, "\n"));
            }
            TagEnd::TableHead => {
                let header = std::mem::take(&mut self.row).cells;
                self.table = self.table.take().map(|table| Table { header, ..table });
            }
            TagEnd::TableRow => {
                let row = std::mem::take(&mut self.row);
                if let Some(table) = &mut self.table {
                    table.rows.push(row);
                }
            }
            TagEnd::Table => self.blocks.extend(self.table.take().map(Block::Table)),
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

    fn text(&mut self, text: &str, at: usize) {
        match &mut self.raw {
            None => self.inline(text, at),
            Some(Raw::Html { text: all, .. }) => all.push_str(text),
            Some(Raw::Code { lines, .. }) => {
                let first = self.numbers.number(at);
                let ends = text.split('\n').count();
                for (nth, part) in text.split('\n').enumerate() {
                    let is_rest = nth + 1 == ends && part.is_empty();
                    add_code(lines, part.trim_end_matches('\r'), first + nth, is_rest);
                }
            }
        }
    }

    fn inline(&mut self, text: &str, at: usize) {
        if text.is_empty() {
            return;
        }
        let (numbers, source) = (&mut self.numbers, self.source);
        let line = self.line.get_or_insert_with(|| {
            let before = at.checked_sub(1).and_then(|before| source.as_bytes().get(before));
            let is_escaped = before == Some(&b'\\');
            Line { number: numbers.number(at), is_escaped, ..Line::default() }
        });
        if std::mem::take(&mut self.is_above) {
            line.text.push_str("> ");
        }
        let from = line.text.len();
        line.text.push_str(text);
        if self.struck > 0 {
            strike(line, from);
        }
        self.has_plain |= self.bold == 0 && !text.trim_matches([' ', ':']).is_empty();
    }

    fn end_line(&mut self) {
        self.paragraph.lines.extend(self.line.take());
    }

    fn taken(&mut self) -> Paragraph {
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
        let text = joined(&heading.lines, " ");
        if let Some(number) = number {
            let line = Line { text, number, ..Line::default() };
            self.blocks.push(Block::Heading { level, line });
        }
    }

    fn end_raw(&mut self) {
        let (language, lines) = match self.raw.take() {
            None => return,
            Some(Raw::Code { language, lines }) => (language, lines),
            Some(Raw::Html { text, first }) => {
                ("html".to_owned(), html::without_comments(&text, first))
            }
        };
        if !lines.is_empty() {
            self.blocks.push(Block::Code { language, lines });
        }
    }
}

/// From a byte on, if that goes on with what was struck through before, or nothing was.
fn strike(line: &mut Line, from: usize) {
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
fn add_code(lines: &mut Vec<Line>, part: &str, number: usize, is_rest: bool) {
    match lines.last_mut() {
        Some(last) if last.number == number => last.text.push_str(part),
        Some(_) | None if is_rest => {}
        Some(_) | None => {
            lines.push(Line { text: part.to_owned(), number, ..Line::default() });
        }
    }
}

fn joined(lines: &[Line], between: &str) -> String {
    let texts: Vec<&str> = lines.iter().map(|line| line.text.trim()).collect();
    texts.join(between)
}
