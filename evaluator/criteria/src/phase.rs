//! What titles and lines say of the phases of a rollout.

pub mod timing;
pub mod title;
pub mod traffic;
