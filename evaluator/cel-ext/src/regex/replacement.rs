//! `\2 \1`: what takes the place of a match.

use gonogo_cel::{Call, ErrorKind, Fault, Value};

pub(super) enum Piece<'t> {
    Text(&'t str),
    /// What a group took; 0 is the whole match.
    Group(usize),
}

pub(super) struct Replacement<'t> {
    pub(super) pieces: Vec<Piece<'t>>,
}

impl<'t> Replacement<'t> {
    /// `groups` is how many the pattern has, the whole match not counted.
    pub(super) fn parse(call: &Call<'_>, text: &'t str, groups: usize) -> Result<Self, Fault> {
        call.charge(text.len().div_ceil(10))?;
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('\\') {
            // Two pieces take as much as forty bytes of text.
            call.charge(4)?;
            pieces.push(Piece::Text(before));
            let (piece, after) = reference(text, after, groups)?;
            pieces.push(piece);
            rest = after;
        }
        pieces.push(Piece::Text(rest));
        Ok(Self { pieces })
    }
}

/// What follows a backslash, and the text behind it.
fn reference<'t>(whole: &str, text: &'t str, groups: usize) -> Result<(Piece<'t>, &'t str), Fault> {
    let brief = || Value::string(whole).brief();
    let wrong = |message: String| Fault::error(ErrorKind::InvalidArgument, message);
    let mut characters = text.chars();
    let Some(first) = characters.next() else {
        return Err(wrong(format!(r"`{}` ends with a backslash: one is written `\\`", brief())));
    };
    let after = characters.as_str();
    if first == '\\' {
        return Ok((Piece::Text("\\"), after));
    }
    let digit = first.to_digit(10).and_then(|digit| usize::try_from(digit).ok());
    let Some(group) = digit else {
        let message =
            format!(r"`\{first}` in `{}` is no group: there are `\0` to `\9`, and `\\`", brief());
        return Err(wrong(message));
    };
    if group > groups {
        let has = if groups == 1 { "one group".to_owned() } else { format!("{groups} groups") };
        let message = format!(r"`{}` asks for group `\{group}`, the pattern has {has}", brief());
        return Err(wrong(message));
    }
    Ok((Piece::Group(group), after))
}
