//! What people tick and sign.

pub(crate) mod lists;
pub(crate) mod questions;
pub(crate) mod signers;
