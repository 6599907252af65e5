//! So many sessions with one server, opened when they are needed.

use std::future::Future;
use std::sync::{Mutex, PoisonError};

use tokio::sync::{Semaphore, SemaphorePermit};

use crate::failure::Failure;
use crate::limits;

/// A session is lent to one question at a time. One that is not given back is gone: the question
/// was cut off, and what is still to come would be taken for the next one's answer.
pub(crate) struct Pool<S> {
    idle: Mutex<Vec<S>>,
    turns: Semaphore,
}

/// The right to use one session.
pub(crate) struct Turn<'p> {
    _permit: SemaphorePermit<'p>,
}

impl<S> Default for Pool<S> {
    fn default() -> Self {
        Self { idle: Mutex::default(), turns: Semaphore::new(limits::CONNECTIONS) }
    }
}

impl<S> Pool<S> {
    /// One that is there, or a new one.
    pub(crate) async fn take(
        &self,
        open: impl Future<Output = Result<S, Failure>>,
    ) -> Result<(S, Turn<'_>), Failure> {
        let permit = self.turns.acquire().await;
        let permit = permit.map_err(|_| Failure::new("the collection has ended"))?;
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let session = match idle {
            Some(session) => session,
            None => open.await?,
        };
        Ok((session, Turn { _permit: permit }))
    }

    pub(crate) fn give_back(&self, session: S, _turn: Turn<'_>) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(session);
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[tokio::test]
    async fn sessions_are_used_again_if_they_were_given_back() {
        let opened = Cell::new(0);
        let open = || async {
            opened.set(opened.get() + 1);
            Ok(opened.get())
        };
        let pool = Pool::default();
        let (first, turn) = pool.take(open()).await.unwrap();
        pool.give_back(first, turn);
        let (again, turn) = pool.take(open()).await.unwrap();
        assert_eq!(again, 1);
        drop(turn);
        let (other, _turn) = pool.take(open()).await.unwrap();
        assert_eq!(other, 2);
    }

    #[tokio::test]
    async fn there_are_so_many_at_once() {
        let pool = Pool::default();
        let mut held = Vec::new();
        for number in 0..limits::CONNECTIONS {
            held.push(pool.take(async { Ok(number) }).await.unwrap());
        }
        let next = pool.take(async { Ok(99) });
        let waited = tokio::time::timeout(std::time::Duration::from_millis(20), next).await;
        assert!(waited.is_err());
        held.pop();
        assert_eq!(pool.take(async { Ok(99) }).await.unwrap().0, 99);
    }
}
