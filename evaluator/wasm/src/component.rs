//! Policies as components of world `gonogo:plugin/policy`.

mod bindings;
mod findings;
mod handing;
mod policy;
mod state;

pub use bindings::gonogo::plugin::types::{
    Description, FactKind, FactNeed, SettingKind, SettingNeed,
};
pub(crate) use bindings::gonogo::plugin::types::{Fact, Phase, Request, Setting};
pub(crate) use findings::line;
pub(crate) use handing::{request, setting};
pub use policy::{Called, Policy};
pub(crate) use state::Handed;
pub use state::Level;
