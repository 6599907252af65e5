//! Notifications that are due, and whether they were delivered.
//!
//! A notification is `waiting`, then `sending`, then `delivered` or `dropped`. That sending began
//! is on the disk before anything is sent. So none is lost, and none is sent twice unless a process
//! is killed between sending and saying so: then it is handed out again, once its sender has had
//! time enough, and marked. A receiver that knows ids can leave the second one out.

use rusqlite::{Connection, OptionalExtension, ToSql, params};

use crate::{StateError, Store, limits};

/// What somebody is to be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Notification<'n> {
    /// The same for the same occasion, whoever computes it.
    pub id: &'n str,
    /// Nanoseconds since 1970.
    pub due: i64,
    pub body: &'n str,
}

/// A notification to be sent now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    pub id: String,
    pub due: i64,
    pub body: String,
    /// This one included.
    pub attempts: i64,
    /// When somebody began to send it who never said how that ended: it may have arrived.
    pub interrupted: Option<i64>,
}

impl Store {
    /// Keeps a notification until it is delivered or dropped. The same again changes nothing,
    /// even after it was delivered; another body or time under the same id is an error.
    pub fn notify(&self, notification: &Notification<'_>) -> Result<(), StateError> {
        check(notification)?;
        self.write(|transaction| add(transaction, notification))
    }

    /// Whether a notification with this id was kept before, whatever became of it.
    pub fn knows(&self, id: &str) -> Result<bool, StateError> {
        let mut statement =
            self.connection().prepare("SELECT 1 FROM notification WHERE id = ?1")?;
        Ok(statement.exists(params![id])?)
    }

    /// Takes what is due: each is handed to one caller only, who then says [`Self::delivered`],
    /// [`Self::postpone`] or [`Self::drop_notification`]. One whose sender has said nothing for
    /// `patience` nanoseconds is handed out again.
    pub fn take_due(&self, now: i64, patience: i64) -> Result<Vec<Due>, StateError> {
        let silent_since = now.saturating_sub(patience.max(0));
        self.write(|transaction| {
            let found = due(transaction, now, silent_since)?;
            let mut mark = transaction.prepare(
                "UPDATE notification SET state = 'sending', attempts = ?2, tried = ?3
                 WHERE id = ?1",
            )?;
            for notification in &found {
                mark.execute(params![notification.id, notification.attempts, now])?;
            }
            Ok(found)
        })
    }

    /// It has arrived.
    pub fn delivered(&self, id: &str) -> Result<(), StateError> {
        self.sent(
            id,
            "UPDATE notification SET state = 'delivered', cause = NULL
             WHERE id = ?1 AND state = 'sending'",
            params![id],
        )
    }

    /// It has not arrived, for this cause, and is to be sent again at the time.
    pub fn postpone(&self, id: &str, due: i64, cause: &str) -> Result<(), StateError> {
        limits::text("a cause", cause)?;
        self.sent(
            id,
            "UPDATE notification SET state = 'waiting', due = ?2, cause = ?3
             WHERE id = ?1 AND state = 'sending'",
            params![id, due, cause],
        )
    }

    /// It is not to be sent (any more), for this cause. `false` if there is none that waits.
    pub fn drop_notification(&self, id: &str, cause: &str) -> Result<bool, StateError> {
        limits::text("a cause", cause)?;
        self.write(|transaction| {
            let changed = transaction.execute(
                "UPDATE notification SET state = 'dropped', cause = ?2
                 WHERE id = ?1 AND state IN ('waiting', 'sending')",
                params![id, cause],
            )?;
            Ok(changed == 1)
        })
    }

    fn sent(&self, id: &str, sql: &str, values: &[&dyn ToSql]) -> Result<(), StateError> {
        self.write(|transaction| match transaction.execute(sql, values)? {
            0 => Err(StateError::NotBeingSent { id: id.to_owned() }),
            _ => Ok(()),
        })
    }
}

pub(crate) fn check(notification: &Notification<'_>) -> Result<(), StateError> {
    limits::name("the id of a notification", notification.id)?;
    limits::text("the body of a notification", notification.body)
}

/// `asked` stays what it was when a later attempt moves `due`.
pub(crate) fn add(
    connection: &Connection,
    notification: &Notification<'_>,
) -> Result<(), StateError> {
    let Notification { id, due, body } = *notification;
    let added = connection.execute(
        "INSERT INTO notification (id, asked, due, body, state, attempts)
         VALUES (?1, ?2, ?2, ?3, 'waiting', 0) ON CONFLICT DO NOTHING",
        params![id, due, body],
    )?;
    if added == 1 {
        return Ok(());
    }
    let mut same = connection
        .prepare("SELECT 1 FROM notification WHERE id = ?1 AND asked = ?2 AND body = ?3")?;
    match same.query_row(params![id, due, body], |_| Ok(())).optional()? {
        Some(()) => Ok(()),
        None => Err(StateError::NotificationDiffers { id: id.to_owned() }),
    }
}

fn due(connection: &Connection, now: i64, silent_since: i64) -> Result<Vec<Due>, StateError> {
    let mut statement = connection.prepare(
        "SELECT id, due, body, attempts, CASE state WHEN 'sending' THEN tried END
         FROM notification
         WHERE state IN ('waiting', 'sending')
         AND due <= ?1 AND (state = 'waiting' OR tried <= ?2)
         ORDER BY due, id",
    )?;
    let mut rows = statement.query(params![now, silent_since])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        limits::count("notifications", found.len() + 1, limits::ROWS)?;
        let attempts: i64 = row.get(3)?;
        found.push(Due {
            id: row.get(0)?,
            due: row.get(1)?,
            body: row.get(2)?,
            attempts: attempts.saturating_add(1),
            interrupted: row.get(4)?,
        });
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::tests::Scratch;

    const PATIENCE: i64 = 10;

    fn at(id: &str, due: i64) -> Notification<'_> {
        Notification { id, due, body: "text" }
    }

    /// Ids, attempts and interruptions of what is handed out.
    #[track_caller]
    fn check(store: &Store, now: i64, expected: &[(&str, i64, Option<i64>)]) {
        let taken = store.take_due(now, PATIENCE).unwrap();
        let found: Vec<(&str, i64, Option<i64>)> =
            taken.iter().map(|due| (due.id.as_str(), due.attempts, due.interrupted)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn each_is_handed_out_once_when_it_is_due() {
        let scratch = Scratch::new();
        let store = scratch.open();
        for (id, due) in [("b", 5), ("a", 5), ("c", 4), ("later", 6)] {
            store.notify(&at(id, due)).unwrap();
        }
        check(&store, 3, &[]);
        check(&store, 5, &[("c", 1, None), ("a", 1, None), ("b", 1, None)]);
        check(&store, 5, &[]);
        check(&store, 6, &[("later", 1, None)]);
    }

    #[test]
    fn what_was_interrupted_comes_again_and_says_so() {
        let scratch = Scratch::new();
        scratch.open().notify(&at("a", 0)).unwrap();
        check(&scratch.open(), 1, &[("a", 1, None)]);
        check(&scratch.open(), 10, &[]);
        check(&scratch.open(), 11, &[("a", 2, Some(1))]);
        scratch.open().delivered("a").unwrap();
        check(&scratch.open(), 99, &[]);
    }

    #[test]
    fn what_failed_comes_again_at_its_time() {
        let scratch = Scratch::new();
        let store = scratch.open();
        store.notify(&at("a", 0)).unwrap();
        check(&store, 0, &[("a", 1, None)]);
        store.postpone("a", 7, "connection refused").unwrap();
        check(&store, 6, &[]);
        check(&store, 7, &[("a", 2, None)]);
    }

    #[test]
    fn the_same_again_changes_nothing() {
        let scratch = Scratch::new();
        let store = scratch.open();
        store.notify(&at("a", 0)).unwrap();
        store.take_due(0, PATIENCE).unwrap();
        store.postpone("a", 3, "").unwrap();
        store.notify(&at("a", 0)).unwrap();
        check(&store, 3, &[("a", 2, None)]);
        store.delivered("a").unwrap();
        store.notify(&at("a", 0)).unwrap();
        check(&store, 99, &[]);
        let error = store.notify(&Notification { body: "other", ..at("a", 0) }).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the notification `a` was recorded with another text or time"
        );
    }

    #[test]
    fn what_is_dropped_is_not_sent() {
        let scratch = Scratch::new();
        let store = scratch.open();
        store.notify(&at("a", 0)).unwrap();
        assert!(store.drop_notification("a", "recovered").unwrap());
        assert!(store.knows("a").unwrap() && !store.knows("b").unwrap());
        check(&store, 1, &[]);
        assert!(!store.drop_notification("a", "recovered").unwrap());
        assert!(!store.drop_notification("b", "recovered").unwrap());
        assert!(matches!(store.delivered("a"), Err(StateError::NotBeingSent { .. })));
        assert!(matches!(store.postpone("b", 1, ""), Err(StateError::NotBeingSent { .. })));
    }
}
