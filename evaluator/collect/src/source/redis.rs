//! A Redis server.

mod address;
mod cause;
mod reply;
mod session;

use gonogo_sources::{Request, Server};
use serde_json::Value;
use tokio::task::spawn_blocking;

use crate::content;
use crate::context::Context;
use crate::failure::Failure;
use crate::net::Pool;
use crate::secrets::Secrets;
use address::Address;
use session::{Ended, Session};

/// Larger replies are converted beside the other fetches.
const INLINE: usize = 1024 * 1024;

pub(crate) struct Redis {
    address: Address,
    pool: Pool<Session>,
}

impl Redis {
    pub(crate) fn new(at: &Server, given: (&Context<'_>, &Secrets)) -> Result<Self, Failure> {
        Ok(Self { address: Address::new(at, given)?, pool: Pool::default() })
    }

    /// `ask` is a command that is known to be read-only, in words.
    pub(crate) async fn fetch(
        &self,
        ask: &[String],
        request: &Request,
        context: &Context<'_>,
    ) -> Result<Value, Failure> {
        let (mut session, turn) = self.pool.take(Session::open(&self.address, context)).await?;
        let answer = match session.ask(ask, context).await {
            Ok(answer) => {
                self.pool.give_back(session, turn);
                answer
            }
            Err(Ended::Refused(failure)) => {
                self.pool.give_back(session, turn);
                return Err(failure);
            }
            Err(Ended::Broken(failure)) => return Err(failure),
        };
        let (kind, words) = (request.shape.kind, ask.to_vec());
        let convert = move || {
            let reply = reply::settled(answer.reply, (&words, kind))?;
            reply::value(reply, kind)
        };
        let value = if answer.bytes <= INLINE {
            convert()
        } else {
            let failed = |_| Err(Failure::new("reading the reply failed"));
            spawn_blocking(convert).await.unwrap_or_else(failed)
        };
        Ok(content::sample(value?, request, context.at))
    }
}

impl std::fmt::Debug for Redis {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Redis").field("address", &self.address).finish_non_exhaustive()
    }
}
