//! What single words and signs say: numbers with units, times, dates, roles, lists of words.

pub mod amount;
pub mod clock;
pub mod date;
pub mod duration;
pub mod list;
pub mod phrases;
pub mod role;
pub mod token;
