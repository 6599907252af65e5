//! Every limit on what is fetched.

use std::time::Duration;

/// Of one fact, with all its attempts, unless gate or caller say otherwise.
pub const TIMEOUT: Duration = Duration::from_secs(10);
/// Of all facts together, unless the caller says otherwise.
pub const DEADLINE: Duration = Duration::from_secs(60);
/// To connect.
pub const CONNECT: Duration = Duration::from_secs(5);
/// Facts that are fetched at the same time, unless the caller says otherwise.
pub const CONCURRENCY: usize = 32;
/// Connections to one database.
pub const CONNECTIONS: usize = 8;
/// Of an answer or a file, after it was unpacked.
pub const BODY_BYTES: usize = 16 * 1024 * 1024;
/// Of all answers that are held at the same time.
pub const HELD_BYTES: usize = 96 * 1024 * 1024;
/// Of what a command prints.
pub const OUTPUT_BYTES: usize = 1024 * 1024;
/// Rows of one query, elements of one reply.
pub const ROWS: usize = 10_000;
/// Files that one pattern may name.
pub const FILES: usize = 1_000;
/// Files and folders that are looked through for one pattern.
pub const ENTRIES: usize = 200_000;
/// Attempts after the first.
pub const RETRIES: u32 = 2;
/// Before the first of them; it doubles.
pub const BACKOFF: Duration = Duration::from_millis(200);
/// Characters of a cause.
pub const CAUSE: usize = 400;
