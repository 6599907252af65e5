//! Commands in words, and which of Redis' commands only read.

use std::str::Chars;

/// Split at blanks; quotes keep a word together. There is no shell and nothing is expanded.
pub(super) fn words(text: &str) -> Result<Vec<String>, &'static str> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            '\'' | '"' => quoted(&mut characters, character, word.get_or_insert_default())?,
            blank if blank.is_whitespace() => words.extend(word.take()),
            other => word.get_or_insert_default().push(other),
        }
    }
    words.extend(word);
    if words.is_empty() { Err("it is empty") } else { Ok(words) }
}

/// Up to the quote that ends it.
fn quoted(characters: &mut Chars<'_>, end: char, word: &mut String) -> Result<(), &'static str> {
    for inside in characters {
        if inside == end {
            return Ok(());
        }
        word.push(inside);
    }
    Err("a quote is not closed")
}

/// Commands that change nothing and answer at once. With a second word where the first one
/// alone would not tell.
const READ_ONLY: [&str; 49] = [
    "BITCOUNT",
    "DBSIZE",
    "EXISTS",
    "GET",
    "GETRANGE",
    "HEXISTS",
    "HGET",
    "HGETALL",
    "HKEYS",
    "HLEN",
    "HMGET",
    "HVALS",
    "INFO",
    "LASTSAVE",
    "LINDEX",
    "LLEN",
    "LPOS",
    "LRANGE",
    "MEMORY USAGE",
    "MGET",
    "OBJECT FREQ",
    "OBJECT IDLETIME",
    "PFCOUNT",
    "PING",
    "PTTL",
    "SCARD",
    "SISMEMBER",
    "SMEMBERS",
    "STRLEN",
    "TIME",
    "TTL",
    "TYPE",
    "XINFO CONSUMERS",
    "XINFO GROUPS",
    "XINFO STREAM",
    "XLEN",
    "XPENDING",
    "XRANGE",
    "XREVRANGE",
    "ZCARD",
    "ZCOUNT",
    "ZLEXCOUNT",
    "ZMSCORE",
    "ZRANGE",
    "ZRANK",
    "ZREVRANGE",
    "ZREVRANK",
    "ZSCORE",
    "ROLE",
];

pub(super) fn is_read_only(words: &[String]) -> bool {
    let upper = |at: usize| words.get(at).map(|word| word.to_ascii_uppercase());
    let Some(first) = upper(0) else { return false };
    let two = upper(1).map(|second| format!("{first} {second}"));
    READ_ONLY.iter().any(|known| *known == first || two.as_deref() == Some(*known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_split_at_blanks_outside_of_quotes() {
        let check = |text: &str, expected: Result<&[&str], &'static str>| {
            let words = words(text);
            let words = words.as_ref().map(|words| words.iter().map(String::as_str).collect());
            let expected = expected.map(<[&str]>::to_vec);
            assert_eq!(words.map_err(|error| *error), expected, "{text}");
        };
        check("LLEN email_queue", Ok(&["LLEN", "email_queue"]));
        check("  get 'a b' \"c'd\" ", Ok(&["get", "a b", "c'd"]));
        check("a'b'c ''", Ok(&["abc", ""]));
        check("$HOME *.txt;", Ok(&["$HOME", "*.txt;"]));
        check("get 'a", Err("a quote is not closed"));
        check("  ", Err("it is empty"));
    }

    #[test]
    fn what_writes_or_waits_is_not_read_only() {
        let check = |text: &str, expected: bool| {
            assert_eq!(is_read_only(&words(text).unwrap()), expected, "{text}");
        };
        for text in ["llen q", "Memory Usage q", "XINFO GROUPS s", "zscore z m"] {
            check(text, true);
        }
        for text in ["SET a b", "DEL a", "BLPOP q 0", "EVAL x 0", "MEMORY PURGE", "GETDEL a"] {
            check(text, false);
        }
        for text in ["FLUSHALL", "CONFIG GET *", "KEYS *", "SORT q", "GETEX a", "XREAD BLOCK 0"] {
            check(text, false);
        }
    }
}
