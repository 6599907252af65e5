//! Markdown as a row of blocks, each with its lines. What they mean is not known here.

mod builder;
mod chunks;
mod front_matter;
mod html;
mod lines;
mod plain;

use std::borrow::Cow;
use std::ops::Range;

pub(crate) use lines::Shallow;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Block<'t> {
    Heading {
        level: u8,
        line: Box<Line<'t>>,
    },
    /// A line across the page.
    Rule,
    /// An item of a list begins.
    Open,
    Close,
    Paragraph(Paragraph<'t>),
    Code(Box<Code<'t>>),
    Table(Box<Table<'t>>),
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Paragraph<'t> {
    pub(crate) lines: Vec<Line<'t>>,
    /// All of it is bold.
    pub(crate) is_bold: bool,
}

/// Lines that are shown as they are written, with the language that a fence names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Code<'t> {
    pub(crate) language: Cow<'t, str>,
    pub(crate) lines: Vec<Line<'t>>,
}

/// Text without marks of emphasis; code keeps its backticks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Line<'t> {
    pub(crate) text: Cow<'t, str>,
    /// In the file, from 1.
    pub(crate) number: usize,
    /// The first character was written with a backslash, so that it is only a character.
    pub(crate) is_escaped: bool,
    /// The first bytes of the text that are struck through.
    pub(crate) struck: Option<Range<usize>>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Table<'t> {
    pub(crate) header: Vec<Cow<'t, str>>,
    /// The same as they are compared.
    pub(crate) titles: Vec<String>,
    pub(crate) rows: Vec<Row<'t>>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Row<'t> {
    pub(crate) cells: Vec<Cow<'t, str>>,
    pub(crate) number: usize,
    /// Something in it is struck through.
    pub(crate) is_struck: bool,
}

impl Row<'_> {
    /// Empty where the row is shorter.
    pub(crate) fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", |cell| cell)
    }
}

/// The text as it is parsed, with as many lines.
pub(crate) fn prepared(text: &str) -> Shallow<'_> {
    lines::shallow(front_matter::without(text))
}

/// In order.
pub(crate) fn parse(text: &str) -> Vec<Block<'_>> {
    chunks::blocks(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(block: &Block<'_>) -> String {
        let line = |line: &Line<'_>| format!("{}:{}", line.number, line.text);
        let lines = |all: &[Line<'_>]| all.iter().map(line).collect::<Vec<_>>().join("|");
        match block {
            Block::Heading { level, line: heading } => format!("h{level} {}", line(heading)),
            Block::Rule => "rule".to_owned(),
            Block::Open => "(".to_owned(),
            Block::Close => ")".to_owned(),
            Block::Paragraph(text) if text.is_bold => format!("b {}", lines(&text.lines)),
            Block::Paragraph(text) => format!("p {}", lines(&text.lines)),
            Block::Code(code) => format!("code {} {}", code.language, lines(&code.lines)),
            Block::Table(table) => {
                let rows = table.rows.iter();
                let rows: Vec<String> =
                    rows.map(|row| format!("{}:{}", row.number, row.cells.join("|"))).collect();
                format!("table {} {}", table.header.join("|"), rows.join(" "))
            }
        }
    }

    fn check(text: &str, expected: &[&str]) {
        let prepared = prepared(text);
        let found: Vec<String> = parse(&prepared.text).iter().map(shown).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn blocks_have_their_lines() {
        check(
            "# A\n\ntext *and*\nmore `[ ]`\n\n---\nB\n==",
            &["h1 1:A", "p 3:text and|4:more `[ ]`", "rule", "h1 7:B"],
        );
        check(
            "**QA:**\n- [ ] a\n  - b\n\n    **c** d",
            &["b 1:QA:", "(", "p 2:[ ] a", "(", "p 3:b", "p 5:c d", ")", ")"],
        );
        check("```sh\na\n\n  b\n```\n> ~~~\n> c\n> d", &["code sh 2:a|3:|4:  b", "code  7:c|8:d"]);
        check("|a|b|\n|-|-|\n|[ ] c|d<br>e|\n|f|", &["table a|b 3:[ ] c|d\ne 4:f|"]);
    }

    #[test]
    fn windows_line_ends_change_nothing() {
        check(
            "# A\r\n\r\n- [ ] a\r\n- b\r\n\r\n```\r\nc\r\n```\r\n",
            &["h1 1:A", "(", "p 3:[ ] a", ")", "(", "p 4:b", ")", "code  7:c"],
        );
    }

    #[test]
    fn comments_are_no_text() {
        check("<!-- - [ ] a\n- [ ] b -->\n\nc <!-- d --> e", &["p 4:c  e"]);
        check(
            "<details>\n- [ ] a <!-- b\n- [ ] c --> d\n\n- e\n\n</details>",
            &["code html 1:<details>|2:- [ ] a |3: d", "(", "p 5:e", ")", "code html 7:</details>"],
        );
    }

    #[test]
    fn escaped_and_struck_lines_are_known() {
        let Some(Block::Paragraph(text)) = parse("\\[ ] a\n[ ] ~~b~~").into_iter().next() else {
            panic!("no paragraph");
        };
        assert!(text.lines[0].is_escaped && !text.lines[1].is_escaped);
        assert_eq!((&text.lines[0].struck, &text.lines[1].struck), (&None, &Some(4..5)));
        let Some(Block::Paragraph(text)) = parse("~~a **b**\nc~~ d").into_iter().next() else {
            panic!("no paragraph");
        };
        assert_eq!((&text.lines[0].struck, &text.lines[1].struck), (&Some(0..3), &Some(0..1)));
    }
}
