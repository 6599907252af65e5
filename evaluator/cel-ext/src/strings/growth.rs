//! A text that grows, paid for before it does.

use gonogo_cel::{Call, Fault, Value};

pub(crate) struct Growth<'c> {
    call: &'c Call<'c>,
    text: String,
    /// Bytes that the text may have before more has to be paid.
    paid: usize,
}

impl<'c> Growth<'c> {
    pub(crate) fn new(call: &'c Call<'c>) -> Self {
        Self { call, text: String::new(), paid: 0 }
    }

    pub(crate) fn push(&mut self, piece: &str) -> Result<(), Fault> {
        let length = self.text.len().saturating_add(piece.len());
        if length > self.paid {
            let units = (length - self.paid).div_ceil(10);
            self.call.charge(units)?;
            self.paid = self.paid.saturating_add(units.saturating_mul(10));
        }
        self.text.push_str(piece);
        Ok(())
    }

    pub(crate) fn push_char(&mut self, character: char) -> Result<(), Fault> {
        self.push(character.encode_utf8(&mut [0; 4]))
    }

    pub(crate) fn into_value(self) -> Value {
        Value::string(self.text)
    }
}
