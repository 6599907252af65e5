//! What went wrong at a Redis server, as a sentence.

use redis::{ErrorKind, RedisError};

use crate::failure::Failure;
use crate::net;

/// Before a command could be sent.
pub(super) fn of_connecting(error: &RedisError, at: &str) -> Failure {
    if error.kind() == ErrorKind::AuthenticationFailed {
        let cause = format!("{at} refuses the login: check the address's user and password");
        return Failure::new(cause);
    }
    of_command(error, at)
}

pub(super) fn of_command(error: &RedisError, at: &str) -> Failure {
    if let Some(code) = error.code() {
        return of_code(code, error.detail().unwrap_or_default(), at);
    }
    if matches!(error.kind(), ErrorKind::Parse | ErrorKind::RESP3NotSupported) {
        return Failure::new(format!("{at} does not speak Redis' protocol as it is asked for"));
    }
    net::of_error(error, at)
        .unwrap_or_else(|| Failure::passing(format!("the connection to {at} was closed")))
}

/// Redis begins an error with a word in capitals.
pub(super) fn of_code(code: &str, detail: &str, at: &str) -> Failure {
    let said = format!("{code} {detail}");
    let said = said.trim();
    match code {
        "NOAUTH" => Failure::new(format!("{at} asks for a password, and the address has none")),
        "WRONGPASS" => {
            Failure::new(format!("{at} refuses the login: check the address's user and password"))
        }
        "NOPERM" => Failure::new(format!("the user may not ask {at} for this: {detail}")),
        "WRONGTYPE" => Failure::new("the key holds another kind of value than the command reads"),
        "MOVED" | "ASK" => Failure::new(format!(
            "the key is on another node of the cluster than {at}: name that one"
        )),
        "LOADING" | "BUSY" | "MASTERDOWN" | "CLUSTERDOWN" | "TRYAGAIN" => {
            Failure::passing(format!("{at} is not ready: {said}"))
        }
        _ => Failure::new(format!("{at} says: {said}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::failure::Retry;

    #[test]
    fn errors_are_told() {
        let check = |code: &str, expected: &str, passes: bool| {
            let failure = of_code(code, "and so on", "cache:6379");
            assert_eq!(failure.cause, expected, "{code}");
            assert_eq!(failure.retry != Retry::Never, passes, "{code}");
        };
        check("NOAUTH", "cache:6379 asks for a password, and the address has none", false);
        check("NOPERM", "the user may not ask cache:6379 for this: and so on", false);
        check("LOADING", "cache:6379 is not ready: LOADING and so on", true);
        check("ERR", "cache:6379 says: ERR and so on", false);
    }
}
