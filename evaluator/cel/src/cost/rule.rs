//! What a function costs and how large its result can be, declared beside the function.

use super::Size;
use crate::limits::ASSUMED_SIZE;
use crate::types::Type;

/// Upper bounds of one call.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Cost units beyond the one of the call itself.
    pub work: fn(&Arguments<'_>) -> u64,
    /// The second argument is a pattern: a literal one is compiled beforehand, another one costs
    /// units once for each of its texts.
    pub reads_pattern: bool,
    pub result: fn(&Arguments<'_>) -> Size,
}

/// Sizes and types, the receiver first.
#[derive(Debug)]
pub struct Arguments<'a> {
    pub(super) sizes: &'a [(&'a Type, Size)],
    /// The first argument, if it is a literal text.
    pub(super) first: Option<&'a str>,
    /// The second argument, if it is a literal text.
    pub(super) literal: Option<&'a str>,
    /// The first argument, if it is a literal number.
    pub(super) number: Option<i64>,
    /// The type of the result.
    pub of: &'a Type,
}

/// Bytes of a number, a point in time or a truth as text, at most.
const SCALAR_TEXT: u64 = 48;

impl Rule {
    /// For functions without a rule: a unit for each byte, element and part of the arguments; the
    /// result is no larger than they are together.
    pub const LINEAR: Self = Self { work: linear, reads_pattern: false, result: together };
    /// No work beyond the call's own unit.
    pub const FREE: Self = Self { work: |_| 0, reads_pattern: false, result: together };
    /// A pattern that is not a literal, the second argument, is looked for in the first.
    pub const PATTERN: Self = Self { work: searched, reads_pattern: true, result: together };
    /// A unit for each ten bytes of text.
    pub const TEXT: Self = Self { work: texts, reads_pattern: false, result: as_text };
}

impl Rule {
    /// Units for each text of a pattern that is not a literal.
    pub(super) fn once(&self, args: &Arguments<'_>) -> u64 {
        if self.reads_pattern && args.literal.is_none() { compiled(args) } else { 0 }
    }
}

impl Arguments<'_> {
    /// Places of the second argument as a pattern; of one that is not known, its bytes.
    pub fn places(&self) -> u64 {
        let bytes = usize::try_from(self.bytes(1)).unwrap_or(usize::MAX);
        self.literal.map_or(bytes, gonogo_cel_pattern::places) as u64
    }

    /// The first argument, if it is a literal text.
    pub fn first(&self) -> Option<&str> {
        self.first
    }

    /// So many as the first argument says: where it is not known, what is taken for granted.
    pub fn counted(&self) -> u64 {
        self.number.map_or(ASSUMED_SIZE, |number| number.max(0).unsigned_abs())
    }

    /// Units for one search of the pattern in the first argument.
    pub fn search(&self) -> u64 {
        let places = usize::try_from(self.places()).unwrap_or(usize::MAX);
        let bytes = usize::try_from(self.bytes(0)).unwrap_or(usize::MAX);
        gonogo_cel_pattern::search_cost(bytes, places) as u64
    }

    pub fn count(&self) -> usize {
        self.sizes.len()
    }

    pub fn size(&self, at: usize) -> Size {
        self.sizes.get(at).map_or(Size::SCALAR, |(_, size)| size.clone())
    }

    /// Bytes, elements, entries or units of the host.
    pub fn most(&self, at: usize) -> u64 {
        self.size(at).most
    }

    /// Bytes, if it can be a text at all.
    pub fn bytes(&self, at: usize) -> u64 {
        match self.sizes.get(at) {
            Some((of, size)) if may_be_text(of) => size.most,
            Some(_) | None => 0,
        }
    }

    /// Units for each ten bytes, if it can be a text at all.
    pub fn text(&self, at: usize) -> u64 {
        self.bytes(at).div_ceil(10)
    }

    /// All one behind the other.
    pub fn together(&self) -> Size {
        self.sizes.iter().fold(Size::SCALAR, |all, (_, size)| all.joined(size))
    }
}

fn may_be_text(of: &Type) -> bool {
    match of {
        Type::String | Type::Bytes | Type::Dyn | Type::Broken | Type::Parameter(_) => true,
        Type::Opaque(_) => of.as_optional().is_some_and(may_be_text),
        Type::Null
        | Type::Bool
        | Type::Int
        | Type::Uint
        | Type::Double
        | Type::Number
        | Type::Timestamp
        | Type::Duration
        | Type::List(_)
        | Type::Map(_)
        | Type::Type(_)
        | Type::Object(_) => false,
    }
}

fn linear(args: &Arguments<'_>) -> u64 {
    let units = args.sizes.iter().map(|(_, size)| size.most.max(size.whole));
    units.fold(0, u64::saturating_add)
}

fn texts(args: &Arguments<'_>) -> u64 {
    (0..args.count()).map(|at| args.text(at)).fold(0, u64::saturating_add)
}

fn searched(args: &Arguments<'_>) -> u64 {
    args.search()
}

fn compiled(args: &Arguments<'_>) -> u64 {
    args.bytes(1).saturating_add(1).saturating_mul(gonogo_cel_pattern::COST as u64)
}

/// What scalars alone give is taken to be as large as a part of a fact.
fn together(args: &Arguments<'_>) -> Size {
    let all = args.together();
    if all.most == 0 { Size::inside(args.of, 1) } else { all }
}

fn as_text(args: &Arguments<'_>) -> Size {
    let bytes = (0..args.count()).map(|at| args.bytes(at)).fold(0, u64::saturating_add);
    Size::text(bytes.max(SCALAR_TEXT))
}
