//! Why something cannot be remembered or read back. The caller adds the name of the file.

use std::io;

use gonogo_cel_value::time::{Duration, Timestamp};
use rusqlite::ErrorCode;
use thiserror::Error;

use crate::watch::Holder;

#[derive(Debug, Error)]
pub enum StateError {
    #[error("cannot {doing}")]
    Io { doing: &'static str, source: io::Error },
    #[error("it is not a regular file; name a file that can be made or that gonogo made")]
    NotAFile,
    #[error(
        "it is not a state file of gonogo, and is left as it is; name another file, or move this \
         one away"
    )]
    NotOurs,
    #[error("it was written by a newer gonogo (version {found}, known is {known}); update gonogo")]
    Newer { found: i64, known: i64 },
    #[error("its tables are not those that gonogo made ({what}); name another file")]
    Altered { what: String },
    #[error("it is damaged: {what}; move it away, and gonogo begins a new one")]
    Damaged { what: String },
    #[error("it or its folder cannot be written; change the permissions or name another file")]
    ReadOnly,
    #[error("it stays locked by another process; end that one, or try again")]
    Locked,
    #[error("the disk is full")]
    Full { source: rusqlite::Error },
    #[error("the disk or the file system fails")]
    Disk { source: rusqlite::Error },
    #[error("its file system cannot share memory between processes; put it on a local disk")]
    NoSharing,
    #[error("SQLite cannot do it")]
    Sqlite { source: rusqlite::Error },

    #[error("{what} has {bytes} bytes, at most {limit} are kept")]
    TooLong { what: &'static str, bytes: usize, limit: usize },
    #[error("more than {limit} {what} at once; ask for less")]
    TooMany { what: &'static str, limit: usize },
    #[error("a rule's id is empty or has a line break")]
    RuleId,
    #[error(
        "`{fact}` has already the sample {kept} at {}, not {given}", text_of(*.time)
    )]
    SampleDiffers { fact: String, time: i64, kept: f64, given: f64 },
    #[error("the tick of {} was recorded with another decision", text_of(*.time))]
    TickDiffers { time: i64 },
    #[error(
        "the clock says {}, but the watch has seen {}: clocks differ, or one went back",
        text_of(*.now), text_of(*.seen)
    )]
    ClockBehind { now: i64, seen: i64 },
    #[error("the notification `{id}` was recorded with another text or time")]
    NotificationDiffers { id: String },
    #[error("there is no notification `{id}` that is being sent")]
    NotBeingSent { id: String },
    #[error(
        "process {} on `{}` watches this already, and was active {}; end it, or wait",
        holder.pid, holder.host, ago(*.age)
    )]
    Claimed { holder: Box<Holder>, age: i64 },
    #[error("another process has taken this watch over, or it has ended")]
    ClaimLost,
    #[error("the claim's lifetime must be longer than 0")]
    Lifetime,
}

/// RFC 3339, or the number of nanoseconds where that cannot be written.
fn text_of(nanos: i64) -> String {
    Timestamp::from_epoch_nanos(nanos).map_or_else(|| nanos.to_string(), |time| time.to_string())
}

fn ago(age: i64) -> String {
    match age {
        0.. => format!("{} ago", Duration::from_nanos(age)),
        _ => "at a time that is still to come: clocks differ".to_owned(),
    }
}

impl From<rusqlite::Error> for StateError {
    fn from(source: rusqlite::Error) -> Self {
        use rusqlite::Error as Cause;
        if let Some(code) = source.sqlite_error_code() {
            return of_code(code, source);
        }
        match source {
            Cause::FromSqlConversionFailure(..)
            | Cause::IntegralValueOutOfRange(..)
            | Cause::InvalidColumnType(..)
            | Cause::QueryReturnedNoRows
            | Cause::Utf8Error(..) => Self::Damaged { what: source.to_string() },
            _ => Self::Sqlite { source },
        }
    }
}

fn of_code(code: ErrorCode, source: rusqlite::Error) -> StateError {
    match code {
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => StateError::Locked,
        ErrorCode::DiskFull => StateError::Full { source },
        ErrorCode::SystemIoFailure => StateError::Disk { source },
        ErrorCode::ReadOnly => StateError::ReadOnly,
        ErrorCode::NotADatabase => StateError::NotOurs,
        ErrorCode::DatabaseCorrupt => StateError::Damaged { what: source.to_string() },
        _ => StateError::Sqlite { source },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_are_said() {
        let holder = |age| StateError::Claimed {
            holder: Box::new(Holder { pid: 7, host: "ci".to_owned(), heartbeat: 0, claim: 1 }),
            age,
        };
        let check = |age, expected: &str| {
            let text = holder(age).to_string();
            assert!(text.contains(expected), "{text}");
        };
        check(12_000_000_000, "process 7 on `ci` watches this already, and was active 12s ago;");
        check(-1, "still to come");
    }

    #[test]
    fn times_are_written_out() {
        let text = StateError::ClockBehind { now: 0, seen: i64::MAX }.to_string();
        assert!(text.contains("1970-01-01T00:00:00Z") && text.contains("2262-"), "{text}");
    }
}
