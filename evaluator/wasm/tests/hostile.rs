//! Guests that want to hang, crash or grow the process, or to get a go by nonsense: each ends in a
//! cause, a hundred times in a row, within a second and 96 MiB, and the next guest is not affected.
#![cfg(test)]

#[path = "../../../tests/support/guests.rs"]
mod guests;
#[path = "hostile/trial.rs"]
mod trial;

use guests::{GATE, hostile, minimal};
use trial::{Trial, offences};

/// One test, since it looks at the memory of the process.
#[test]
fn hostile_guests_are_undetermined_and_harm_nobody() {
    let trial = Trial { gate: GATE, sound: minimal() };
    let guests = hostile();
    assert!(guests.len() >= 25, "there are {} guests", guests.len());
    let offenders: Vec<String> = guests.iter().flat_map(|guest| offences(&trial, guest)).collect();
    assert!(offenders.is_empty(), "\n  {}", offenders.join("\n  "));
}
