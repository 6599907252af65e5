//! A behaviour: its name, what it does in words, and in deeds.

use std::io;

use super::peer::Peer;
use super::{body, connection, encoded, head, json, length, prometheus, redirect, status};

/// What about the answer is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    Connection,
    Status,
    Redirect,
    Head,
    Length,
    Body,
    Encoding,
    Json,
    Prometheus,
}

#[derive(Debug, Clone, Copy)]
pub struct Behaviour {
    pub group: Group,
    /// Unique, of small letters, digits and hyphens.
    pub name: &'static str,
    /// What a reader meets.
    pub does: &'static str,
    pub(super) act: Act,
}

type Play = fn(&mut Peer) -> io::Result<()>;

#[derive(Debug, Clone, Copy)]
pub(super) enum Act {
    /// Nobody listens.
    Refuse,
    /// These bytes after the request, then the end of the connection.
    Bytes(&'static [u8]),
    /// A correct answer of JSON, but for what is in its body.
    Body(&'static [u8]),
    Play(Play),
}

impl Act {
    pub(super) fn play(self, peer: &mut Peer) -> io::Result<()> {
        match self {
            Act::Refuse => Ok(()),
            Act::Bytes(bytes) => {
                peer.request()?;
                peer.send(bytes)
            }
            Act::Body(body) => {
                peer.request()?;
                peer.json(body)
            }
            Act::Play(play) => play(peer),
        }
    }
}

pub(super) type Row = (&'static str, &'static str, Act);

/// Every behaviour, by group.
#[must_use]
pub fn all() -> Vec<Behaviour> {
    let groups: [(Group, &[Row]); 9] = [
        (Group::Connection, connection::ROWS),
        (Group::Status, status::ROWS),
        (Group::Redirect, redirect::ROWS),
        (Group::Head, head::ROWS),
        (Group::Length, length::ROWS),
        (Group::Body, body::ROWS),
        (Group::Encoding, encoded::ROWS),
        (Group::Json, json::ROWS),
        (Group::Prometheus, prometheus::ROWS),
    ];
    let behaviour = |group: Group, &(name, does, act): &Row| Behaviour { group, name, does, act };
    let rows = groups.iter().flat_map(|(group, rows)| rows.iter().map(move |row| (*group, row)));
    rows.map(|(group, row)| behaviour(group, row)).collect()
}

/// The behaviour of that name; panics when there is none.
#[must_use]
pub fn named(name: &str) -> Behaviour {
    let found = all().into_iter().find(|behaviour| behaviour.name == name);
    found.unwrap_or_else(|| panic!("no hostile behaviour is called `{name}`"))
}
