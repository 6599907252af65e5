//! Policies for gonogo in Rust: implement [`Policy`], hand it to [`export!`], and compile the crate
//! as a `cdylib` for `wasm32-unknown-unknown`.
//!
//! ```
//! use gonogo_plugin::{Description, Effect, Finding, Need, Policy, Request, Setting, host};
//!
//! struct QueueGuard;
//!
//! impl Policy for QueueGuard {
//!     fn describe() -> Description {
//!         Description::new("queue-guard", "1.0.0", "Stops when the queue is long.")
//!             .fact(Need::number("depth", "messages that wait"))
//!             .setting(Setting::number("limit", "as many may wait").required())
//!     }
//!
//!     fn evaluate(request: &Request) -> Result<Vec<Finding>, String> {
//!         let limit = request.number("limit").ok_or("no `limit`")?;
//!         let depth = host::number("depth")?;
//!         let finding = if depth <= limit {
//!             Finding::pass("depth", "the queue is short enough")
//!         } else {
//!             Finding::fail("depth", Effect::NoGo, "the queue is too long")
//!         };
//!         Ok(vec![finding.evidence("depth", depth)])
//!     }
//! }
//!
//! gonogo_plugin::export!(QueueGuard);
//!
//! // Natively, with facts that a test makes up:
//! use gonogo_plugin::rehearsal::Rehearsal;
//! let rehearsal = Rehearsal::new().number("depth", 12.0).setting("limit", 10.0);
//! let findings = rehearsal.evaluate::<QueueGuard>()?;
//! assert_eq!(findings[0].outcome(), gonogo_plugin::Outcome::Fail(Effect::NoGo));
//! # Ok::<(), String>(())
//! ```
//!
//! A policy has no clock, no files, no network and no chance: what it says follows from its facts,
//! its settings and the time that is judged ([`Request::now`]). A panic is no answer: the rule is
//! undetermined, which never is go.

#[doc(hidden)]
pub mod bindings;
#[doc(hidden)]
pub mod guest;

mod description;
mod finding;
pub mod host;
#[cfg(not(target_arch = "wasm32"))]
pub mod rehearsal;
mod request;

pub use bindings::gonogo::plugin::types::{Effect, Fact, FactKind, Outcome, Series};
pub use description::{Description, Need, Setting};
pub use finding::Finding;
pub use request::{Phase, Request, SettingValue};

/// What a plugin is.
pub trait Policy {
    /// What it is and what it asks for: the same each time.
    fn describe() -> Description;

    /// What it found, at least one thing; or why it cannot judge at all.
    fn evaluate(request: &Request) -> Result<Vec<Finding>, String>;
}

/// Makes a [`Policy`] the one of this crate.
#[macro_export]
macro_rules! export {
    ($policy:ty) => {
        #[doc(hidden)]
        struct GonogoPluginGuest;

        impl $crate::bindings::Guest for GonogoPluginGuest {
            fn describe() -> $crate::guest::Description {
                $crate::guest::describe::<$policy>()
            }

            fn evaluate(
                request: $crate::guest::Request,
            ) -> ::core::result::Result<::std::vec::Vec<$crate::guest::Finding>, ::std::string::String>
            {
                $crate::guest::evaluate::<$policy>(request)
            }
        }

        // Elsewhere, in tests, there is no host to export it to.
        #[cfg(target_arch = "wasm32")]
        $crate::bindings::export_bindings!(GonogoPluginGuest with_types_in $crate::bindings);
    };
}
