//! RE2's dialect, as CEL asks for it, in the words of the crate that matches: what both read
//! alike is passed on, the rest is written in another way or refused.

mod bracket;
mod escape;
#[cfg(test)]
mod property;
#[cfg(test)]
mod tests;

/// RE2's bound on `{n,m}`.
const REPEATED: u32 = 1_000;
/// Characters of a wrong part that a message repeats.
const SHOWN: usize = 24;

/// The same pattern for the crate; otherwise what is wrong and where, counted in characters.
pub(super) fn translate(pattern: &str) -> Result<String, String> {
    let mut translation = Translation::new(pattern);
    while translation.part()? {}
    Ok(translation.result)
}

/// It ends where a group begins.
fn opens(written: &str) -> bool {
    let before = written.strip_suffix('(');
    before.is_some_and(|before| {
        (before.len() - before.trim_end_matches('\\').len()).is_multiple_of(2)
    })
}

/// One way through the pattern.
struct Translation<'p> {
    pattern: &'p str,
    /// From the part that is being read to the end.
    part: &'p str,
    /// What has not been read.
    rest: &'p str,
    result: String,
    /// The part before says how often.
    repeats: bool,
}

impl<'p> Translation<'p> {
    fn new(pattern: &'p str) -> Self {
        let result = String::with_capacity(pattern.len());
        Self { pattern, part: pattern, rest: pattern, result, repeats: false }
    }

    /// Translates one part; false at the end.
    fn part(&mut self) -> Result<bool, String> {
        self.part = self.rest;
        let repeats = std::mem::take(&mut self.repeats);
        let Some(first) = self.next() else {
            return Ok(false);
        };
        let written = self.result.len();
        match first {
            '\\' => self.escape()?,
            '[' => self.bracket()?,
            '(' => self.group()?,
            '{' => self.braces(repeats)?,
            '*' | '+' | '?' => self.repetition(repeats)?,
            // Anchors, alternatives, the ends of groups, and what stands for itself.
            _ => self.result.push(first),
        }
        // `a*(?)?` must not become `a*?`.
        self.repeats |= repeats && self.result.len() == written;
        Ok(true)
    }

    /// The end of a repetition, which has been read: another one behind it is not allowed.
    fn repetition(&mut self, repeats: bool) -> Result<(), String> {
        if repeats {
            let why = "repeats what is repeated already: put that between `(?:` and `)`";
            return Err(self.wrong(why));
        }
        // Behind flags that set nothing, of which nothing is left: `((?)??`.
        if opens(&self.result) {
            return Err(self.wrong("has nothing to repeat"));
        }
        self.result.push_str(self.read());
        if self.eat("?") {
            self.result.push('?');
        }
        self.repeats = true;
        Ok(())
    }

    /// How often; braces that do not say so stand for themselves.
    fn braces(&mut self, repeats: bool) -> Result<(), String> {
        let Some((inside, rest)) = self.rest.split_once('}') else {
            self.literal('{');
            return Ok(());
        };
        let (least, most) = match inside.split_once(',') {
            Some((least, "")) => (count(least), Some(None)),
            Some((least, most)) => (count(least), count(most).map(Some)),
            None => (count(inside), Some(count(inside))),
        };
        let (Some(least), Some(most)) = (least, most) else {
            self.literal('{');
            return Ok(());
        };
        self.rest = rest;
        if least.max(most.unwrap_or(0)) > REPEATED {
            return Err(self.wrong(&format!("repeats more than {REPEATED} times")));
        }
        if most.is_some_and(|most| most < least) {
            return Err(self.wrong("has the larger number first"));
        }
        self.repetition(repeats)
    }

    fn group(&mut self) -> Result<(), String> {
        if !self.eat("?") {
            self.result.push('(');
            return Ok(());
        }
        for (start, why) in NO_GROUPS {
            if self.eat(start) {
                return Err(self.wrong(why));
            }
        }
        if self.eat("P<") || self.eat("<") { self.name() } else { self.flags() }
    }

    fn name(&mut self) -> Result<(), String> {
        let Some((name, rest)) = self.rest.split_once('>') else {
            return Err(self.wrong("has no `>` behind the name"));
        };
        self.rest = rest;
        if name.is_empty() || !name.chars().all(|c| c == '_' || c.is_ascii_alphanumeric()) {
            return Err(self.wrong("names a group by something else than letters, digits and `_`"));
        }
        // The crate wants no digit at the beginning.
        self.result.push_str("(?P<_");
        self.result.push_str(name);
        self.result.push('>');
        Ok(())
    }

    fn flags(&mut self) -> Result<(), String> {
        let (mut on, mut off, mut clears) = (String::new(), String::new(), false);
        let end = loop {
            match self.next() {
                Some(flag @ ('i' | 'm' | 's' | 'U')) => {
                    on.retain(|other| other != flag);
                    off.retain(|other| other != flag);
                    if clears { off.push(flag) } else { on.push(flag) }
                }
                Some('-') if !clears => clears = true,
                Some(end @ (':' | ')')) => break end,
                _ => return Err(self.wrong("is no group: flags are `i`, `m`, `s` and `U`")),
            }
        };
        if clears && off.is_empty() {
            return Err(self.wrong("has no flag behind `-`"));
        }
        if end == ')' && on.is_empty() && off.is_empty() {
            return Ok(());
        }
        let minus = if clears { "-" } else { "" };
        self.result.push_str(&format!("(?{on}{minus}{off}{end}"));
        Ok(())
    }

    /// Writes a character that stands for itself.
    fn literal(&mut self, character: char) {
        if regex_syntax::is_meta_character(character) {
            self.result.push('\\');
        }
        self.result.push(character);
    }

    fn next(&mut self) -> Option<char> {
        let mut characters = self.rest.chars();
        let next = characters.next();
        self.rest = characters.as_str();
        next
    }

    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    fn eat(&mut self, start: &str) -> bool {
        let rest = self.rest.strip_prefix(start);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    /// What has been read of this part.
    fn read(&self) -> &'p str {
        self.part.strip_suffix(self.rest).unwrap_or(self.part)
    }

    fn wrong(&self, why: &str) -> String {
        let before = self.pattern.strip_suffix(self.part).unwrap_or_default();
        let place = before.chars().count().saturating_add(1);
        let mut shown = String::new();
        for character in self.read().chars().take(SHOWN) {
            if character.is_control() {
                shown.extend(character.escape_default());
            } else {
                shown.push(character);
            }
        }
        format!("`{shown}` at character {place} {why}")
    }
}

/// Beginnings of groups in other dialects, behind `(?`.
const NO_GROUPS: &[(&str, &str)] = &[
    ("=", "looks ahead, which is not supported"),
    ("!", "looks ahead, which is not supported"),
    ("<=", "looks behind, which is not supported"),
    ("<!", "looks behind, which is not supported"),
    ("P=", "refers back to a group, which is not supported"),
    ("P>", "repeats a group by its name, which is not supported"),
    (">", "never gives back what it took, which is not supported: write `(?:`"),
    ("#", "is a comment, which is not supported"),
    ("'", "names a group in a way that is not supported: write `(?P<name>`"),
];

/// Decimal digits without a zero at the front; what is too large for a number is the largest.
fn count(text: &str) -> Option<u32> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let plain = digits && (text == "0" || !text.starts_with('0'));
    plain.then(|| text.parse().unwrap_or(u32::MAX))
}
