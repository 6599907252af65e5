//! Two encodings, backwards: from characters to the bytes that they were read from.

/// What the bytes were taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Page {
    /// 1252 and 1254, which differ where no such text has anything.
    Windows,
    Mac,
}

/// From 0x80 on; bytes without a character are left out by some programs and kept as control
/// characters by others.
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];
const MAC: [char; 64] = [
    'Ä', 'Å', 'Ç', 'É', 'Ñ', 'Ö', 'Ü', 'á', 'à', 'â', 'ä', 'ã', 'å', 'ç', 'é', 'è', 'ê', 'ë', 'í',
    'ì', 'î', 'ï', 'ñ', 'ó', 'ò', 'ô', 'ö', 'õ', 'ú', 'ù', 'û', 'ü', '†', '°', '¢', '£', '§', '•',
    '¶', 'ß', '®', '©', '™', '´', '¨', '≠', 'Æ', 'Ø', '∞', '±', '≤', '≥', '¥', 'µ', '∂', '∑', '∏',
    'π', '∫', 'ª', 'º', 'Ω', 'æ', 'ø',
];
/// The whole of what is left of these is known by its company: at the start of a line or
/// before a space they stand for nothing else.
const FRAGMENTS: [(&str, char); 2] = [("âŒ", '❌'), ("â˜", '☐')];
const UNKNOWN: char = '\u{fffd}';

impl Page {
    /// Begins a sequence of bytes.
    pub(super) fn is_lead(self, c: char) -> bool {
        self.lead(c).is_some()
    }

    fn lead(self, c: char) -> Option<u32> {
        match (self, c) {
            (Self::Windows, 'â') | (Self::Mac, '‚') => Some(0xe2),
            (Self::Windows, 'ï') | (Self::Mac, 'Ô') => Some(0xef),
            (Self::Windows, 'ğ' | 'ð') | (Self::Mac, '\u{f8ff}') => Some(0xf0),
            (Self::Windows, 'Â') | (Self::Mac, '¬') => Some(0xc2),
            (Self::Windows, 'Ã') | (Self::Mac, '√') => Some(0xc3),
            _ => None,
        }
    }

    /// The byte of a character that goes on with a sequence.
    fn continuation(self, c: char) -> Option<u32> {
        let byte = match self {
            Self::Windows => match c {
                '\u{80}'..='\u{bf}' => Some(u32::from(c)),
                _ => WINDOWS.iter().position(|known| *known == c).map(byte),
            },
            Self::Mac => MAC.iter().position(|known| *known == c).map(byte),
        };
        byte.filter(|byte| (0x80..=0xbf).contains(byte))
    }

    /// A character of which every byte is there, and the length of what stands for it.
    pub(super) fn whole(self, text: &str) -> Option<(char, usize)> {
        let mut characters = text.chars();
        let lead = self.lead(characters.next()?)?;
        let mut next = || characters.next().and_then(|c| self.continuation(c)).map(|b| b & 0x3f);
        let code = match lead {
            0xe2 => 0x2000 | (next()? << 6) | next()?,
            0xef => 0xf000 | (next()? << 6) | next()?,
            0xf0 => (next()? << 12) | (next()? << 6) | next()?,
            _ => return None,
        };
        let is_symbol = match lead {
            0xe2 => (0x2000..0x2c00).contains(&code),
            // How the symbol before is to be shown.
            0xef => (0xfe0e..=0xfe0f).contains(&code),
            _ => (0x1f000..0x20000).contains(&code),
        };
        let found = char::from_u32(code).filter(|_| is_symbol)?;
        Some((found, text.len() - characters.as_str().len()))
    }

    /// A letter that took two bytes.
    pub(super) fn pair(self, text: &str) -> Option<(char, usize)> {
        let mut characters = text.chars();
        let lead = self.lead(characters.next()?)?;
        let byte = self.continuation(characters.next()?)?;
        let code = match lead {
            0xc2 => byte,
            0xc3 => byte + 0x40,
            _ => return None,
        };
        // A control character would be no repair.
        let found = char::from_u32(code).filter(|c| *c >= '\u{a0}')?;
        Some((found, text.len() - characters.as_str().len()))
    }

    /// What is left of a character that lost one of its bytes. In a text that is known to be
    /// damaged, or where only one character makes sense.
    pub(super) fn fragment(self, text: &str) -> Option<(char, usize)> {
        if self == Self::Mac {
            return None;
        }
        if let Some((fragment, meant)) = known(text) {
            return Some((meant, fragment.len()));
        }
        let mut characters = text.chars();
        let lead = self.lead(characters.next()?)?;
        let second = self.continuation(characters.next()?)?;
        let short = text.len() - characters.as_str().len();
        let longer = characters.next().filter(|c| self.continuation(*c).is_some());
        match (lead, second) {
            (0xe2, 0x80..=0xaf) => Some((UNKNOWN, short)),
            (0xef, 0xb8) => Some(('\u{fe0f}', short)),
            (0xf0, 0x9f) => Some((UNKNOWN, short + longer.map_or(0, char::len_utf8))),
            _ => None,
        }
    }

    /// Nobody writes this on purpose.
    pub(super) fn proof(self, text: &str) -> Option<()> {
        let accent = || {
            let second = text.chars().nth(1)?;
            let is_telling = self == Self::Windows
                && text.starts_with(['Ã', 'Â'])
                && matches!(second, '¡'..='¿')
                && !matches!(second, '«' | '»');
            is_telling.then_some(())
        };
        let boxed = || (self == Self::Windows && known(text).is_some()).then_some(());
        self.whole(text).map(|_| ()).or_else(accent).or_else(boxed)
    }
}

fn byte(at: usize) -> u32 {
    u32::try_from(at).map_or(0, |at| 0x80 + at)
}

fn known(text: &str) -> Option<(&'static str, char)> {
    let stands = |fragment: &str| {
        text.strip_prefix(fragment)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))
    };
    FRAGMENTS.into_iter().find(|(fragment, _)| stands(fragment))
}
