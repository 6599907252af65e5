//! Real servers for tests: started on loopback, in temporary folders, on free ports, and gone
//! when the value is dropped, when the test fails, and when the test run is killed.
//!
//! ```no_run
//! # use gonogo_test_services::{Postgres, Prometheus, Redis};
//! let prometheus = Prometheus::with_history("# TYPE up gauge\nup 1 1773144000\n# EOF\n");
//! let database = Postgres::shared().database("create table jobs (id int)");
//! let redis = Redis::start();
//! println!("{} {} {}", prometheus.url(), database.dsn(), redis.url());
//! ```
//!
//! A program that is missing is a failure that names its Debian package, never a skipped test.
//! [`hostile::Hostile`] is the opposite of real: a server that does what no server should.
#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "what cannot be started fails the test that asked for it, with the reason"
)]

mod browser;
pub mod hostile;
pub mod http;
mod nginx;
mod postgres;
mod process;
mod prometheus;
mod redis;
mod tls;

pub use browser::{Browser, Look, Medium, Scheme};
pub use nginx::Nginx;
pub use postgres::{Database, Postgres, Replica};
pub use process::{Server, wait_until};
pub use prometheus::{Point, Prometheus, Protection, STALE};
pub use redis::{Redis, Reply};
pub use tls::{Tls, Validity};
