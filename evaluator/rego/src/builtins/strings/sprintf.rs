//! `sprintf`, which is that of Go's `fmt`, mistakes in the format included: they show in the text.

mod argument;
mod float;
mod integer;
mod layout;
mod quote;

use argument::Argument;
use layout::Layout;

use crate::call::{Answer, Call, Fault, text};

/// Larger widths and precisions are none.
const WIDEST: i64 = 1_000_000;

pub(super) fn sprintf(call: &Call<'_>) -> Answer {
    let arguments: Vec<Argument> = call.array(1)?.iter().map(Argument::from).collect();
    let mut printer = Printer {
        call,
        rest: call.text(0)?,
        out: String::new(),
        arguments: &arguments,
        next: 0,
        reordered: false,
        good: true,
    };
    while printer.part()? {}
    printer.extra()?;
    text(printer.out)
}

struct Printer<'c> {
    call: &'c Call<'c>,
    rest: &'c str,
    out: String,
    arguments: &'c [Argument],
    next: usize,
    /// An argument was asked for by its number.
    reordered: bool,
    /// It was there.
    good: bool,
}

impl Printer<'_> {
    /// Plain text up to a `%`, and what that asks for; false at the end.
    fn part(&mut self) -> Result<bool, Fault> {
        let Some((plain, rest)) = self.rest.split_once('%') else {
            self.out.push_str(self.rest);
            return Ok(false);
        };
        self.out.push_str(plain);
        self.rest = rest;
        self.good = true;
        let layout = self.layout();
        let mut behind = self.rest.chars();
        let Some(verb) = behind.next() else {
            self.out.push_str("%!(NOVERB)");
            return Ok(false);
        };
        self.rest = behind.as_str();
        self.call.within(self.out.len().saturating_add(layout.room()))?;
        match self.arguments.get(self.next) {
            _ if verb == '%' => self.out.push('%'),
            _ if !self.good => self.out.push_str(&format!("%!{verb}(BADINDEX)")),
            None => self.out.push_str(&format!("%!{verb}(MISSING)")),
            Some(argument) => {
                argument.print(&mut self.out, verb, layout)?;
                self.next = self.next.saturating_add(1);
            }
        }
        self.call.within(self.out.len())?;
        Ok(true)
    }

    fn layout(&mut self) -> Layout {
        let mut layout = Layout::default();
        while let Some(flag) = self.rest.chars().next() {
            if !layout.set(flag) {
                break;
            }
            self.eat(flag);
        }
        let mut numbered = self.number();
        if self.eat('*') {
            let width = self.argument();
            if width.is_none() {
                self.out.push_str("%!(BADWIDTH)");
            }
            layout.set_width(width);
            numbered = false;
        } else {
            let width = self.digits();
            layout.set_width(width);
            self.good &= !(numbered && width.is_some());
        }
        if self.rest.len() > 1 && self.eat('.') {
            self.good &= !numbered;
            numbered = self.number();
            layout.precision = self.precision(&mut numbered);
        }
        if !numbered {
            self.number();
        }
        layout
    }

    fn precision(&mut self, numbered: &mut bool) -> Option<usize> {
        if !self.eat('*') {
            return Some(
                self.digits().and_then(|digits| usize::try_from(digits).ok()).unwrap_or(0),
            );
        }
        *numbered = false;
        let precision = self.argument().and_then(|given| usize::try_from(given).ok());
        if precision.is_none() {
            self.out.push_str("%!(BADPREC)");
        }
        precision
    }

    /// `[2]`: which argument comes next. True if that could be read.
    fn number(&mut self) -> bool {
        let Some(inside) = self.rest.strip_prefix('[') else {
            return false;
        };
        self.reordered = true;
        let Some((number, rest)) = inside.split_once(']').filter(|_| self.rest.len() >= 3) else {
            self.rest = inside;
            self.good = false;
            return false;
        };
        self.rest = rest;
        let plain = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        let place = number.parse::<usize>().ok().filter(|_| plain);
        let Some(place) = place.filter(|place| *place <= 10_000_000) else {
            self.good = false;
            return false;
        };
        match place.checked_sub(1).filter(|place| *place < self.arguments.len()) {
            Some(place) => self.next = place,
            None => self.good = false,
        }
        true
    }

    /// Digits, if there are any; where they are too many, nothing is left of the format.
    fn digits(&mut self) -> Option<i64> {
        let mut number = None;
        while let Some(digit) = self.rest.chars().next().and_then(|c| c.to_digit(10)) {
            let before = number.unwrap_or(0);
            if before > WIDEST {
                self.rest = "";
                return None;
            }
            number = Some(before * 10 + i64::from(digit));
            self.rest = self.rest.get(1..).unwrap_or_default();
        }
        number
    }

    /// A width or precision that is an argument.
    fn argument(&mut self) -> Option<i64> {
        let argument = self.arguments.get(self.next)?;
        self.next = self.next.saturating_add(1);
        match argument {
            Argument::Int(number) if number.unsigned_abs() <= WIDEST.unsigned_abs() => {
                Some(*number)
            }
            _ => None,
        }
    }

    /// Arguments that nobody asked for.
    fn extra(&mut self) -> Result<(), Fault> {
        let unused = self.arguments.get(self.next..).unwrap_or_default();
        if self.reordered || unused.is_empty() {
            return Ok(());
        }
        self.out.push_str("%!(EXTRA ");
        for (place, argument) in unused.iter().enumerate() {
            self.out.push_str(if place == 0 { "" } else { ", " });
            self.out.push_str(argument.type_name());
            self.out.push('=');
            argument.print(&mut self.out, 'v', Layout::default())?;
            self.call.within(self.out.len())?;
        }
        self.out.push(')');
        Ok(())
    }

    fn eat(&mut self, wanted: char) -> bool {
        let rest = self.rest.strip_prefix(wanted);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn formats_are_those_of_go() {
        for (operands, expected) in [
            (r#"["%d%% of %s", [12, "x"]]"#, r#""12% of x""#),
            (
                r#"["%v %v %v %v", [null, true, {"a": [1]}, {2, 1}]]"#,
                r#""null true {\"a\": [1]} {1, 2}""#,
            ),
            (
                r#"["%5d|%-5d|%05d|%+d|% d|%x|%#X|%o|%b|%c|%U|%q", [42, 42, -42, 42, 42, 255, 255, 8, 5, 252, 252, 65]]"#,
                r#""   42|42   |-0042|+42| 42|ff|0XFF|10|101|ü|U+00FC|'A'""#,
            ),
            (
                r#"["%f %.2f %8.3f %e %g %v %v %v", [1.5, 2.675, 3.14159, 123456.789, 1e21, 1e6, 1.0, 0.00001]]"#,
                r#""1.500000 2.67    3.142 1.234568e+05 1e+21 1e+06 1 1e-05""#,
            ),
            (
                r#"["%s|%5s|%-5s|%.2s|%q|%x|% x", ["aü", "aü", "aü", "aüb", "a\"\n", "aü", "aü"]]"#,
                r#""aü|   aü|aü   |aü|\"a\\\"\\n\"|61c3bc|61 c3 bc""#,
            ),
            (
                r#"["%d %s %z %d", ["a", 1, 2]]"#,
                r#""%!d(string=a) %!s(int64=1) %!z(int64=2) %!d(MISSING)""#,
            ),
            (r#"["%+g %#x", [1, [1.5]]]"#, r##""%!g(int64=+1) 0x5b312e355d""##),
            (r#"["%v %s", [["\u0007\u00a0é"], "\u0007"]]"#, r#""[\"\\a\\u00a0é\"] \u0007""#),
            (r#"["%d", [1, "b", 2.5]]"#, r#""1%!(EXTRA string=b, float64=2.5)""#),
            (r#"["%[2]d %[1]d %[3]d", [1, 2]]"#, r#""2 1 %!d(BADINDEX)""#),
            (r#"["%*d|%-*d|%.*f", [4, 7, 4, 7, 1, 0.25]]"#, r#""   7|7   |0.2""#),
            (r#"["%", []]"#, r#""%!(NOVERB)""#),
            (
                r#"["%d %x %v", [18446744073709551616, 18446744073709551616, 18446744073709551616]]"#,
                r#""18446744073709551616 10000000000000000 18446744073709551616""#,
            ),
            (
                r#"["%T %T %T %T", [1, 1.5, "a", 18446744073709551616]]"#,
                r#""int64 float64 string *big.Int""#,
            ),
        ] {
            check("sprintf", operands, expected);
        }
    }

    #[test]
    fn widths_are_bounded() {
        check(
            "sprintf",
            r#"["%1000000d%1000000d", [1, 1]]"#,
            "halt: the answer is larger than 1048576 bytes or parts",
        );
        check("sprintf", r#"["%99999999999d", [1]]"#, r#""%!(NOVERB)%!(EXTRA int64=1)""#);
    }
}
