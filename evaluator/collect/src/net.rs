//! What sources on the network have in common: which hosts they may reach, whom they trust, how
//! much they may answer, and how what goes wrong is told.

mod address;
mod age;
mod body;
mod cause;
mod client;
mod guard;
mod handshake;
mod http_date;
mod session;
mod site;
mod trust;

use std::fmt;

pub(crate) use body::{Beyond, Limit};
pub(crate) use cause::{of_error, of_format};
pub(crate) use client::{Answer, Call, Client, Repeat};
pub(crate) use guard::{bare, host_of_pair};
pub(crate) use handshake::{Place, address, certificate, connected, name};
pub(crate) use session::{Meter, Metered, Pool};
pub(crate) use site::{Site, add_header, decoded};
pub(crate) use trust::{Roots, config};

/// What all sources of a collection share.
#[derive(Default)]
pub(crate) struct Shared {
    pub(crate) held: body::Held,
    pub(crate) trust: trust::Trust,
}

impl fmt::Debug for Shared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shared").finish_non_exhaustive()
    }
}
