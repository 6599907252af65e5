//! XML as a stream of elements. No document type of its own, no entities but the five of XML
//! itself, nothing cut off.

use std::borrow::Cow;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::error::{FormatError, Place, shown};

const DEPTH: usize = 64;
const ELEMENTS: usize = 2_000_000;
/// Each is compared with those before it.
const ATTRIBUTES: usize = 256;

/// Whether a file may name a document type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Doctype {
    Refused,
    /// By its name and address only, which nobody follows; declarations inside are refused.
    Named,
}

#[derive(Debug)]
pub(crate) enum Node<'a> {
    Start(Element<'a>),
    /// Follows every start, that of an empty element too.
    End(String),
    Text(Cow<'a, str>),
}

#[derive(Debug)]
pub(crate) struct Element<'a> {
    pub(crate) name: String,
    start: BytesStart<'a>,
    text: &'a str,
    offset: usize,
}

impl Element<'_> {
    pub(crate) fn error(&self, message: impl Into<String>) -> FormatError {
        FormatError::at(Place::of(self.text, self.offset), message)
    }

    pub(crate) fn attribute(&self, name: &str) -> Result<Option<String>, FormatError> {
        let mut found = None;
        for attribute in self.start.attributes() {
            let attribute = attribute.map_err(|error| self.error(error.to_string()))?;
            if attribute.key.as_ref() == name {
                let value = attribute.normalized_value(XmlVersion::Implicit1_0);
                let value = value.map_err(|error| self.error(format!("`{name}`: {error}")))?;
                found = Some(value.into_owned());
            }
        }
        Ok(found)
    }

    /// A whole number that is not negative.
    pub(crate) fn count(&self, name: &str) -> Result<Option<u64>, FormatError> {
        let Some(text) = self.attribute(name)? else {
            return Ok(None);
        };
        let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let count = text.parse().ok().filter(|_| digits);
        count.map(Some).ok_or_else(|| {
            self.error(format!("`{name}` of `{}` is `{}`, not a count", self.name, shown(&text)))
        })
    }
}

pub(crate) struct Document<'a> {
    text: &'a str,
    reader: Reader<&'a [u8]>,
    doctype: Doctype,
    open: Vec<String>,
    elements: usize,
    /// An empty element was told to start and has yet to end.
    ending: bool,
}

impl<'a> Document<'a> {
    pub(crate) fn new(text: &'a str, doctype: Doctype) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut reader = Reader::from_str(text);
        reader.config_mut().check_comments = true;
        Self { text, reader, doctype, open: Vec::new(), elements: 0, ending: false }
    }

    fn place(&self) -> Place {
        let offset =
            usize::try_from(self.reader.error_position().max(self.reader.buffer_position()));
        Place::of(self.text, offset.unwrap_or(usize::MAX))
    }

    pub(crate) fn error(&self, message: impl Into<String>) -> FormatError {
        FormatError::at(self.place(), message)
    }

    /// The next part; `None` after the whole document, whose elements are all closed.
    pub(crate) fn next(&mut self) -> Result<Option<Node<'a>>, FormatError> {
        loop {
            if std::mem::take(&mut self.ending) {
                return Ok(self.open.pop().map(Node::End));
            }
            let before = self.reader.buffer_position();
            let event = self.reader.read_event();
            let event = event.map_err(|error| self.error(format!("no XML: {error}")))?;
            match event {
                Event::Start(start) => return self.start(start, before).map(Some),
                Event::Empty(start) => {
                    let node = self.start(start, before)?;
                    self.ending = true;
                    return Ok(Some(node));
                }
                Event::End(_) => return Ok(self.open.pop().map(Node::End)),
                Event::Text(text) => {
                    return self.text(text.into_inner()).map(Some);
                }
                Event::CData(text) => return self.text(text.into_inner()).map(Some),
                Event::GeneralRef(reference) => {
                    let text = self.reference(&reference.into_inner())?;
                    return self.text(text.into()).map(Some);
                }
                Event::DocType(doctype) => self.doctype(&doctype.into_inner())?,
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
                Event::Eof => return self.end().map(|()| None),
            }
        }
    }

    fn start(&mut self, start: BytesStart<'a>, before: u64) -> Result<Node<'a>, FormatError> {
        if self.open.is_empty() && self.elements > 0 {
            return Err(self.error("text goes on after the outermost element"));
        }
        self.elements = self.elements.saturating_add(1);
        if self.open.len() >= DEPTH || self.elements > ELEMENTS {
            let message = format!("more than {DEPTH} levels or {ELEMENTS} elements");
            return Err(self.error(message));
        }
        let mut attributes = start.attributes();
        if attributes.with_checks(false).take(ATTRIBUTES.saturating_add(1)).count() > ATTRIBUTES {
            return Err(self.error(format!("an element with more than {ATTRIBUTES} attributes")));
        }
        let name = start.local_name().as_ref().to_owned();
        self.open.push(name.clone());
        let offset = usize::try_from(before).unwrap_or(usize::MAX);
        Ok(Node::Start(Element { name, start, text: self.text, offset }))
    }

    fn text(&self, text: Cow<'a, str>) -> Result<Node<'a>, FormatError> {
        if self.open.is_empty() && !text.trim().is_empty() {
            return Err(self.error("text outside of the outermost element"));
        }
        Ok(Node::Text(text))
    }

    fn reference(&self, name: &str) -> Result<String, FormatError> {
        let unescaped = quick_xml::escape::unescape(&format!("&{name};")).map(Cow::into_owned);
        unescaped.map_err(|_| self.error(format!("the entity `{}` is not allowed", shown(name))))
    }

    fn doctype(&self, declaration: &str) -> Result<(), FormatError> {
        match self.doctype {
            Doctype::Refused => Err(self.error("a document type declaration is not allowed")),
            Doctype::Named if declaration.contains('[') => {
                Err(self.error("declarations in the document type are not allowed"))
            }
            Doctype::Named => Ok(()),
        }
    }

    fn end(&self) -> Result<(), FormatError> {
        match self.open.last() {
            Some(name) => {
                Err(self.error(format!("the file ends too early: `{}` is open", shown(name))))
            }
            None if self.elements == 0 => Err(self.error("no XML: there is no element")),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, doctype: Doctype) -> Result<String, FormatError> {
        let mut document = Document::new(text, doctype);
        let mut told = String::new();
        while let Some(node) = document.next()? {
            match node {
                Node::Start(element) => {
                    let attribute = element.attribute("a")?.unwrap_or_default();
                    told.push_str(&format!("<{} {attribute}>", element.name));
                }
                Node::End(name) => told.push_str(&format!("</{name}>")),
                Node::Text(text) => told.push_str(&text),
            }
        }
        Ok(told)
    }

    #[test]
    fn elements_and_texts_follow_each_other() {
        let text = "\u{feff}<?xml version='1.0'?><!-- c --><x:r a='1 &lt;&#x32;'>t &amp; <b/><![CDATA[<&]]></x:r>\n";
        assert_eq!(read(text, Doctype::Refused).unwrap(), "<r 1 <2>t & <b ></b><&</r>\n");
    }

    #[track_caller]
    fn refused(text: &str, message: &str) {
        let error = read(text, Doctype::Refused).unwrap_err().to_string();
        assert_eq!(error, message, "{text}");
    }

    #[test]
    fn what_is_torn_or_tricky_is_refused() {
        refused("", "no XML: there is no element (line 1, column 1)");
        refused("{}", "text outside of the outermost element (line 1, column 3)");
        refused("<a>\n<b>", "the file ends too early: `b` is open (line 2, column 4)");
        refused("<a/><b/>", "text goes on after the outermost element (line 1, column 9)");
        refused("<a>&x;</a>", "the entity `x` is not allowed (line 1, column 7)");
        refused(
            "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>",
            "a document type declaration is not allowed (line 1, column 31)",
        );
        assert!(read("<a></b>", Doctype::Refused).is_err());
        assert!(read("<a a='1' a='2'/>", Doctype::Refused).is_err());
        assert!(read("<a a='&x;'/>", Doctype::Refused).is_err());
        assert!(read("<a a='1", Doctype::Refused).is_err());
        assert!(read("<!DOCTYPE a SYSTEM 'b.dtd'><a/>", Doctype::Named).is_ok());
        assert!(read("<!DOCTYPE a [<!ENTITY x 'y'>]><a/>", Doctype::Named).is_err());
        let deep = format!("{}{}", "<a>".repeat(65), "</a>".repeat(65));
        assert!(read(&deep, Doctype::Refused).is_err());
    }
}
