//! Flags, width and precision, and the padding that they ask for.

#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Layout {
    pub(super) plus: bool,
    pub(super) minus: bool,
    pub(super) sharp: bool,
    pub(super) space: bool,
    pub(super) zero: bool,
    /// `%#v`.
    pub(super) sharp_v: bool,
    pub(super) width: Option<usize>,
    pub(super) precision: Option<usize>,
}

impl Layout {
    /// False if that is no flag.
    pub(super) fn set(&mut self, flag: char) -> bool {
        match flag {
            '+' => self.plus = true,
            '-' => self.minus = true,
            '#' => self.sharp = true,
            ' ' => self.space = true,
            '0' => self.zero = true,
            _ => return false,
        }
        true
    }

    /// A negative one is a positive one on the other side.
    pub(super) fn set_width(&mut self, width: Option<i64>) {
        if width.is_some_and(|width| width < 0) {
            (self.minus, self.zero) = (true, false);
        }
        self.width = width.map(|width| usize::try_from(width.unsigned_abs()).unwrap_or(usize::MAX));
    }

    /// Bytes that it may add.
    pub(super) fn room(&self) -> usize {
        self.width.unwrap_or(0).saturating_add(self.precision.unwrap_or(0))
    }

    /// `v` takes its flags another way.
    pub(super) fn for_verb(mut self, verb: char) -> Self {
        if verb == 'v' || verb == 'w' {
            self.sharp_v = self.sharp;
            (self.sharp, self.plus) = (false, false);
        }
        self
    }

    pub(super) fn without_zero(mut self) -> Self {
        self.zero = false;
        self
    }

    /// Writes a text with what it lacks in width.
    pub(super) fn pad(&self, out: &mut String, text: &str) {
        let missing = self.width.unwrap_or(0).saturating_sub(text.chars().count());
        if self.minus {
            out.push_str(text);
            self.fill(out, missing);
        } else {
            self.fill(out, missing);
            out.push_str(text);
        }
    }

    pub(super) fn fill(&self, out: &mut String, missing: usize) {
        let with = if self.zero && !self.minus { '0' } else { ' ' };
        out.extend(std::iter::repeat_n(with, missing));
    }

    /// The first characters, as many as the precision has.
    pub(super) fn cut<'t>(&self, text: &'t str) -> &'t str {
        let end = self.precision.and_then(|most| text.char_indices().nth(most));
        end.and_then(|(end, _)| text.get(..end)).unwrap_or(text)
    }

    /// What stands before a number: a minus, or what is asked for in its place.
    pub(super) fn sign(&self, minus: &'static str) -> &'static str {
        match (minus, self.plus, self.space) {
            ("", true, _) => "+",
            ("", false, true) => " ",
            (minus, _, _) => minus,
        }
    }
}
