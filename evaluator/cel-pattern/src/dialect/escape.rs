//! What a backslash begins.

use super::Translation;

impl Translation<'_> {
    /// Outside brackets; the backslash has been read.
    pub(super) fn escape(&mut self) -> Result<(), String> {
        match self.escaped()? {
            start @ ('A' | 'z') => {
                self.result.push('\\');
                self.result.push(start);
                Ok(())
            }
            // RE2's words are ASCII, and so are their ends.
            'b' => {
                self.result.push_str(r"(?-u:\b)");
                Ok(())
            }
            'B' => {
                self.result.push_str(r"(?-u:\B)");
                Ok(())
            }
            'Q' => self.quote(),
            start @ ('p' | 'P') => self.property(start),
            start => match perl(start) {
                Some((members, negated)) => {
                    self.result.push_str(if negated { "[^" } else { "[" });
                    self.result.push_str(members);
                    self.result.push(']');
                    Ok(())
                }
                None => {
                    let character = self.character(start)?;
                    self.literal(character);
                    Ok(())
                }
            },
        }
    }

    /// The character behind a backslash.
    pub(super) fn escaped(&mut self) -> Result<char, String> {
        self.next().ok_or_else(|| self.wrong(r"ends the pattern: a backslash is written `\\`"))
    }

    /// Up to `\E`, or to the end.
    fn quote(&mut self) -> Result<(), String> {
        let (quoted, rest) = self.rest.split_once(r"\E").unwrap_or((self.rest, ""));
        for character in quoted.chars() {
            self.literal(character);
        }
        self.rest = rest;
        Ok(())
    }

    /// A general category or a script; the crate would know other properties as well.
    pub(super) fn property(&mut self, letter: char) -> Result<(), String> {
        let name = if self.eat("{") {
            let (name, rest) = self.rest.split_once('}').unwrap_or((self.rest, ""));
            self.rest = rest;
            name.to_owned()
        } else {
            self.next().map(String::from).unwrap_or_default()
        };
        let (name, negated) = match name.strip_prefix('^') {
            Some(name) => (name, letter == 'p'),
            None => (name.as_str(), letter == 'P'),
        };
        let is_name = |c: char| c.is_ascii_alphanumeric() || "_- ".contains(c);
        let letter = if negated { 'P' } else { 'p' };
        for kind in ["gc", "sc"] {
            let class = format!(r"\{letter}{{{kind}={name}}}");
            if name.chars().all(is_name) && regex_syntax::parse(&class).is_ok() {
                self.result.push_str(&class);
                return Ok(());
            }
        }
        Err(self.wrong(r"is no class of characters: there are such as `\pN` and `\p{Greek}`"))
    }

    /// The character that is written with a backslash and this one, and what belongs to it.
    pub(super) fn character(&mut self, start: char) -> Result<char, String> {
        match start {
            'a' => Ok('\x07'),
            'f' => Ok('\x0c'),
            'n' => Ok('\n'),
            'r' => Ok('\r'),
            't' => Ok('\t'),
            'v' => Ok('\x0b'),
            'x' => self.hexadecimal(),
            '0' => self.octal(start),
            '1'..='7' if self.peek().is_some_and(|next| next.is_digit(8)) => self.octal(start),
            _ if start.is_ascii() && !start.is_ascii_alphanumeric() => Ok(start),
            _ => Err(self.wrong(unsupported(start))),
        }
    }

    /// At most three digits.
    fn octal(&mut self, first: char) -> Result<char, String> {
        let mut number = first.to_digit(8).unwrap_or_default();
        for _ in 0..2 {
            let Some(digit) = self.peek().and_then(|next| next.to_digit(8)) else {
                break;
            };
            self.next();
            number = number.saturating_mul(8).saturating_add(digit);
        }
        self.numbered(Some(number))
    }

    /// Two digits, or some in braces.
    fn hexadecimal(&mut self) -> Result<char, String> {
        let digits = if self.eat("{") {
            let (digits, rest) = self.rest.split_once('}').unwrap_or_default();
            self.rest = rest;
            digits.to_owned()
        } else {
            let digits: String = self.next().into_iter().chain(self.next()).collect();
            if digits.len() == 2 { digits } else { String::new() }
        };
        let only_digits = digits.chars().all(|digit| digit.is_ascii_hexdigit());
        self.numbered(u32::from_str_radix(&digits, 16).ok().filter(|_| only_digits))
    }

    fn numbered(&self, number: Option<u32>) -> Result<char, String> {
        let why = r"is no character: its number is written `\x41` or `\x{1F600}`";
        number.and_then(char::from_u32).ok_or_else(|| self.wrong(why))
    }
}

/// Perl's classes, which are ASCII in RE2: what is in them, and whether all else is meant.
pub(super) fn perl(letter: char) -> Option<(&'static str, bool)> {
    let members = match letter.to_ascii_lowercase() {
        'd' => "0-9",
        's' => r"\t\n\x0C\r ",
        'w' => "0-9A-Za-z_",
        _ => return None,
    };
    Some((members, letter.is_ascii_uppercase()))
}

fn unsupported(letter: char) -> &'static str {
    match letter {
        '1'..='9' | 'g' | 'k' => "refers back to a group, which is not supported",
        'u' | 'U' => r"is not supported: write the number of a character as `\x{61}`",
        'Z' => r"is not supported: the end of the text is `\z`",
        'C' => "is not supported: any character is `(?s:.)`",
        'E' => r"ends no quotation: there is no `\Q` before it",
        'Q' => "is not possible between brackets",
        'b' | 'B' | 'A' | 'z' => "is a place and no character: it cannot be between brackets",
        'd' | 'D' | 's' | 'S' | 'w' | 'W' | 'p' | 'P' => "is a class, and no end of a range",
        'e' => r"is not supported: write `\x1B`",
        'h' => r"is not supported: write `[\t ]`",
        'R' => r"is not supported: write `(?:\r\n|\n)`",
        letter if letter.is_ascii() => "is not supported",
        _ => "is not supported: the character stands for itself without a backslash",
    }
}
