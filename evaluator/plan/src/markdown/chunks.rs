//! Long texts are parsed in parts: the parser keeps all of a text as a tree, many times as long,
//! and that of a part stays in the fast memory of the processor.

use pulldown_cmark::{Event, Options, Parser, Tag};

use super::Block;
use super::builder::Builder;
use super::plain;

/// Bytes of a part, if it can be parted there.
const LENGTH: usize = 8_192;

/// In order.
pub(super) fn blocks(text: &str) -> Vec<Block<'_>> {
    // What a link goes to may be said anywhere: such a text is parsed whole.
    if text.contains("]:") { whole(text) } else { parted(text, LENGTH) }
}

fn whole(text: &str) -> Vec<Block<'_>> {
    let mut builder = Builder::new(text);
    part(&mut builder, 0, None);
    builder.finish()
}

fn parted(text: &str, shortest: usize) -> Vec<Block<'_>> {
    let mut builder = Builder::new(text);
    let mut start = 0;
    let mut length = shortest;
    while start < text.len() {
        if let Some(item) = plain::item(text, start) {
            builder.item(item.text);
            start = item.end;
            continue;
        }
        let before = builder.state();
        let line = next(text, start.saturating_add(length));
        match (line, part(&mut builder, start, line)) {
            // It does not begin a block there, but stands in a longer one.
            (Some((end, _)), false) => {
                builder.go_back(before);
                length = length.saturating_mul(2).max(end - start);
            }
            (Some((end, _)), true) => (start, length) = (end, shortest),
            (None, _) => break,
        }
    }
    builder.finish()
}

/// Where a line begins that may end all blocks before it, and where it ends.
fn next(text: &str, from: usize) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let ends = bytes.iter().enumerate().skip(from).filter(|(_, byte)| **byte == b'\n');
    let begins =
        |at: &usize| matches!(bytes.get(*at), Some(b'#' | b'-' | b'*' | b'+' | b'0'..=b'9'));
    let start = ends.map(|(at, _)| at + 1).find(begins)?;
    let rest = bytes.get(start..)?;
    let length = rest.iter().position(|byte| *byte == b'\n').map_or(rest.len(), |at| at + 1);
    Some((start, start + length))
}

/// Parses up to a line, if that begins a block of its own: a heading or an item at the margin.
/// Neither stands in anything, and what stands before has no say in what follows.
fn part<'t>(builder: &mut Builder<'t>, start: usize, line: Option<(usize, usize)>) -> bool {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let (last, end) = line.unwrap_or((usize::MAX, builder.source().len()));
    let text = builder.source().get(start..end).unwrap_or_default();
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        let range = start + range.start..start + range.end;
        let begins = matches!(event, Event::Start(Tag::Heading { .. } | Tag::Item));
        if begins && range.start == last {
            return true;
        }
        builder.take(event, range);
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    /// However it is parted, a text has the same blocks.
    #[test]
    fn parts_make_the_whole() {
        let texts = [
            "# a\nb\n- c\n  d\n\n  # e\n- f\n1. g\n\n    2. h\n3) i\n",
            "```sh\n# a\n- b\n```\n# c\n<!-- d\n# e\n- f -->\n# g\n<div>\n# h\n\n# i",
            "- a\n  ```\n  # b\n- c\n# d\n> e\n- f\n> - g\n# h\nh\n===\n- - -\n* * *\n-\n- i",
            "|a|b|\n|-|-|\n|c|d|\n- e\n|f|g|\n# h\np **q\n- r** s ~~t\n2. u\n1. v~~\n\n- w\n",
            "- [ ] a\n- b < 5 %\n# c\n- [x] d\n- e f\n  g\n- h\n- *i*\n- j\n\n  k\n- l\n-\n- m\n- n",
            "- a\n---\n- b\n===\n- c\n- - -\n- d\n> e\n- f\n1. g\n- h\n```\n- i\n- j\n```\n- k\n- l",
            "<del>\n\n- a\n- b\n- [ ] c\n\n</del>\n\n- d\n- e\n> \n- f\n- g\n<!--\n- h\n- i\n-->\n- j\n- k",
            "a <del>b\n# c\n- d\n</del> e\n- f\n`g\n- h`\n[i\n- j](k)\n- > 5 %\n- \\[ ] l\n# m #\n#n",
        ];
        let mut all = String::new();
        for text in texts {
            all.push_str(text);
            all.push('\n');
            for text in [text, all.as_str()] {
                let expected = super::whole(text);
                for length in 0..40 {
                    assert_eq!(parted(text, length), expected, "{length}: {text}");
                }
            }
        }
    }
}
