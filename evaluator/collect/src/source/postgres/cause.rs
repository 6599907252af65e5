//! What went wrong at a PostgreSQL server, as a sentence.

use std::error::Error as _;
use std::time::Duration;

use tokio_postgres::Error;
use tokio_postgres::error::{DbError, ErrorPosition, SqlState};

use crate::failure::Failure;
use crate::net;

/// Before a question could be asked.
pub(super) fn of_connecting(error: &Error, at: &str) -> Failure {
    if let Some(error) = error.as_db_error() {
        return of_login(error, at);
    }
    of_connection(error, at)
}

/// What the connection says, not the server.
pub(super) fn of_connection(error: &Error, at: &str) -> Failure {
    // Nothing but texts tells these apart; they are of the client's own making.
    let below = error.source().map(ToString::to_string).unwrap_or_default();
    match below.as_str() {
        "server does not support TLS" => {
            let cause =
                format!("{at} does not speak TLS: the DSN's `sslmode`, or `ca_file`, asks for it");
            return Failure::new(cause);
        }
        "password missing" => {
            return Failure::new(format!("{at} asks for a password, and the DSN has none"));
        }
        _ => {}
    }
    let own = error.to_string();
    if own.starts_with("error parsing") || own.starts_with("unexpected message") {
        return Failure::new(format!("{at} does not speak PostgreSQL's protocol"));
    }
    if own.starts_with("authentication error") {
        return Failure::new(format!("{at} and gonogo have no way to log in in common"));
    }
    net::of_error(error, at)
        .unwrap_or_else(|| Failure::passing(format!("the connection to {at} was closed")))
}

fn of_login(error: &DbError, at: &str) -> Failure {
    let message = error.message();
    match *error.code() {
        SqlState::INVALID_PASSWORD => {
            Failure::new(format!("{at} refuses the password: check the DSN's user and password"))
        }
        SqlState::INVALID_AUTHORIZATION_SPECIFICATION => {
            Failure::new(format!("{at} refuses the login: {message}"))
        }
        SqlState::INVALID_CATALOG_NAME => {
            Failure::new(format!("{message} at {at}: check the DSN's database"))
        }
        _ => told(error, format!("{at} refuses the connection: {message}")),
    }
}

/// Of a query: the server's sentence, where it points, and what it advises.
pub(super) fn of_query(error: &DbError, sql: &str, limits: &Limits) -> Failure {
    let message = error.message();
    match *error.code() {
        SqlState::READ_ONLY_SQL_TRANSACTION => {
            return Failure::new(format!("{message}: gonogo only reads"));
        }
        SqlState::LOCK_NOT_AVAILABLE => {
            let within = limits.lock.as_secs_f64();
            return Failure::new(format!(
                "a lock that others hold was not free within {within:.1} s"
            ));
        }
        SqlState::QUERY_CANCELED if message.contains("statement timeout") => {
            let within = limits.statement.as_secs_f64();
            return Failure::new(format!("the query was not done within {within:.1} s"));
        }
        _ => {}
    }
    let place = match error.position() {
        Some(ErrorPosition::Original(at)) => place(sql, *at),
        Some(ErrorPosition::Internal { .. }) | None => String::new(),
    };
    let hint = error.hint().map(|hint| format!(" ({hint})")).unwrap_or_default();
    told(error, format!("{message}{place}{hint}"))
}

/// How long the server may take.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    pub(super) statement: Duration,
    pub(super) lock: Duration,
}

fn told(error: &DbError, cause: String) -> Failure {
    if is_passing(error.code()) { Failure::passing(cause) } else { Failure::new(cause) }
}

fn is_passing(code: &SqlState) -> bool {
    [
        SqlState::TOO_MANY_CONNECTIONS,
        SqlState::CANNOT_CONNECT_NOW,
        SqlState::ADMIN_SHUTDOWN,
        SqlState::CRASH_SHUTDOWN,
        SqlState::T_R_SERIALIZATION_FAILURE,
        SqlState::T_R_DEADLOCK_DETECTED,
    ]
    .contains(code)
        || code.code().starts_with("08")
}

/// Of the character with this number, counted from 1, as a person counts lines.
fn place(sql: &str, at: u32) -> String {
    let before = usize::try_from(at).unwrap_or(usize::MAX).saturating_sub(1);
    let (mut line, mut column) = (1_usize, 1_usize);
    for character in sql.chars().take(before) {
        if character == '\n' {
            (line, column) = (line + 1, 1);
        } else {
            column += 1;
        }
    }
    match sql.contains('\n') {
        true => format!(", in line {line} of the query, column {column}"),
        false => format!(", at character {column} of the query"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_in_lines() {
        let check = |sql: &str, at: u32, expected: &str| assert_eq!(place(sql, at), expected);
        check("select x", 8, ", at character 8 of the query");
        check("select\n  ü, x", 13, ", in line 2 of the query, column 6");
        check("select\n", 400, ", in line 2 of the query, column 1");
    }

    #[test]
    fn some_errors_pass() {
        let check = |code: &str, expected: bool| {
            assert_eq!(is_passing(&SqlState::from_code(code)), expected, "{code}");
        };
        for code in ["53300", "57P03", "57P01", "40001", "40P01", "08006"] {
            check(code, true);
        }
        for code in ["42P01", "28P01", "57014", "25006"] {
            check(code, false);
        }
    }
}
