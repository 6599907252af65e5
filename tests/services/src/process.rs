//! How other programs are run: found, started as nobody in particular, watched, stopped.

mod binary;
mod folder;
mod leftovers;
mod privileges;
mod server;
mod signal;
mod spawner;
mod tool;
mod wait;

pub(crate) use binary::require;
pub(crate) use folder::Folder;
pub use server::Server;
pub(crate) use server::{Plan, Site};
pub(crate) use signal::Signal;
pub(crate) use tool::Tool;
pub use wait::until as wait_until;
