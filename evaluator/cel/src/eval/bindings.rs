//! The values of variables for one evaluation.

use crate::env::Slot;
use crate::value::Value;

#[derive(Clone, Debug)]
pub enum Binding {
    Value(Value),
    /// There is one, but it cannot be used: reading it leaves the result open.
    Unknown,
    /// There is none, and there need not be: `has(name)` is false, reading it is unknown.
    Absent,
}

/// By slot; a slot that was never set is unknown.
#[derive(Clone, Debug, Default)]
pub struct Bindings {
    slots: Vec<Binding>,
}

impl Bindings {
    pub fn new(slots: usize) -> Self {
        Self { slots: vec![Binding::Unknown; slots] }
    }

    pub fn set(&mut self, slot: Slot, binding: Binding) {
        let at = slot as usize;
        if at >= self.slots.len() {
            self.slots.resize(at + 1, Binding::Unknown);
        }
        if let Some(place) = self.slots.get_mut(at) {
            *place = binding;
        }
    }

    #[inline]
    pub fn get(&self, slot: Slot) -> &Binding {
        self.slots.get(slot as usize).unwrap_or(&Binding::Unknown)
    }
}
