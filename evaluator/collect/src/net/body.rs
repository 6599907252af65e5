//! Bodies of answers, read up to a limit, and all that are held at once up to another.

use std::sync::Arc;

use reqwest::Response;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::spawn_blocking;

use super::cause;
use crate::failure::Failure;
use crate::limits;
use crate::secrets::Secrets;

/// Every body may be as large as this without asking.
const SMALL: usize = 256 * 1024;
/// Bodies that are read at the same time.
const SMALL_ONES: usize = 64;
/// Larger texts are read beside the other fetches, one at a time: what is made of a text takes
/// many times its memory.
const INLINE: usize = 1024 * 1024;
const KIB: usize = 1024;

/// Room for bodies. A body that turns out to be large asks once for all that it may become, and
/// then for nothing more: nobody waits for somebody who waits.
pub(crate) struct Held {
    small: Arc<Semaphore>,
    /// In KiB.
    large: Arc<Semaphore>,
    parsing: Arc<Semaphore>,
}

/// Bytes, and what happens beyond them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limit {
    pub(crate) bytes: usize,
    pub(crate) beyond: Beyond,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Beyond {
    Refused,
    /// The body is given up, not the answer.
    LeftOut,
}

/// A body that is there as a whole. Its room is free again when it is dropped.
pub(crate) struct Body {
    bytes: Vec<u8>,
    parsing: Arc<Semaphore>,
    secrets: Secrets,
    _room: Room,
}

pub(crate) struct Room {
    _small: OwnedSemaphorePermit,
    large: Option<OwnedSemaphorePermit>,
}

impl Default for Held {
    fn default() -> Self {
        let large = limits::HELD_BYTES.saturating_sub(SMALL * SMALL_ONES) / KIB;
        Self {
            small: Arc::new(Semaphore::new(SMALL_ONES)),
            large: Arc::new(Semaphore::new(large)),
            parsing: Arc::new(Semaphore::new(1)),
        }
    }
}

impl Held {
    pub(crate) async fn room(&self) -> Result<Room, Failure> {
        let small = Arc::clone(&self.small).acquire_owned().await.map_err(|_| closed())?;
        Ok(Room { _small: small, large: None })
    }

    /// Of an answer that may become `most`, once it is no longer small.
    pub(crate) async fn beyond_small(
        &self,
        room: &mut Room,
        bytes: usize,
        most: usize,
    ) -> Result<(), Failure> {
        if bytes > SMALL { self.enlarge(room, most).await } else { Ok(()) }
    }

    async fn enlarge(&self, room: &mut Room, bytes: usize) -> Result<(), Failure> {
        if room.large.is_none() {
            let units = u32::try_from(bytes.div_ceil(KIB)).unwrap_or(u32::MAX);
            let large = Arc::clone(&self.large).acquire_many_owned(units).await;
            room.large = Some(large.map_err(|_| closed())?);
        }
        Ok(())
    }
}

fn closed() -> Failure {
    Failure::new("the collection has ended")
}

fn too_large(limit: usize) -> Failure {
    let mib = limit / (KIB * KIB);
    Failure::new(format!("the answer is larger than {mib} MiB: ask for less"))
}

/// `None` for a body that is given up because of its size.
pub(super) async fn read(
    mut response: Response,
    (held, at, secrets): (&Held, &str, &Secrets),
    limit: Limit,
) -> Result<Option<Body>, Failure> {
    let beyond = || match limit.beyond {
        Beyond::Refused => Err(too_large(limit.bytes)),
        Beyond::LeftOut => Ok(None),
    };
    let announced =
        response.content_length().map(|length| usize::try_from(length).unwrap_or(usize::MAX));
    if announced.is_some_and(|length| length > limit.bytes) {
        return beyond();
    }
    let mut room = held.room().await?;
    let most = announced.unwrap_or(limit.bytes).min(limit.bytes);
    let mut bytes = Vec::with_capacity(announced.unwrap_or(0).min(SMALL));
    while let Some(chunk) = response.chunk().await.map_err(|error| broken(&error, at))? {
        let length = bytes.len().saturating_add(chunk.len());
        if length > limit.bytes {
            return beyond();
        }
        if length > SMALL {
            held.enlarge(&mut room, most).await?;
        }
        bytes.extend_from_slice(&chunk);
    }
    // What was asked for and not needed goes back.
    let unused = most.saturating_sub(bytes.len()) / KIB;
    if let Some(large) = &mut room.large {
        drop(large.split(unused));
    }
    Ok(Some(Body {
        bytes,
        parsing: Arc::clone(&held.parsing),
        secrets: secrets.clone(),
        _room: room,
    }))
}

fn broken(error: &reqwest::Error, at: &str) -> Failure {
    let failure = cause::of_request(error, at);
    Failure { cause: format!("the answer broke off: {}", failure.cause), ..failure }
}

impl Body {
    pub(crate) fn text(&self) -> Result<&str, Failure> {
        std::str::from_utf8(&self.bytes).map_err(|error| {
            let at = error.valid_up_to().saturating_add(1);
            Failure::new(format!("the answer is no UTF-8 text: byte {at}"))
        })
    }

    /// A cause may show parts of the text, and a part of a secret is not found in it: of a text
    /// that echoes one it is not told.
    pub(crate) fn read<T>(
        &self,
        read: impl FnOnce(&str) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let text = self.text()?;
        read(text).map_err(|failure| {
            if self.secrets.are_in(text) {
                Failure::new("the answer cannot be read; why is not shown, as it echoes a secret")
            } else {
                failure
            }
        })
    }

    /// Reads it without keeping other fetches waiting.
    pub(crate) async fn parse<T: Send + 'static>(
        self,
        read: impl FnOnce(&str) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        if self.bytes.len() <= INLINE {
            return self.read(read);
        }
        let turn = Arc::clone(&self.parsing).acquire_owned().await.map_err(|_| closed())?;
        let work = move || {
            let _turn = turn;
            self.read(read)
        };
        let failed = |_| Err(Failure::new("reading the answer failed"));
        spawn_blocking(work).await.unwrap_or_else(failed)
    }
}
