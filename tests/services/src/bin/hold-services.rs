//! Starts one of each service, prints their processes and folders, and waits until it is
//! killed: `tests/leftovers.rs` looks at what is left then.

use std::io::{self, Read, Write};

use gonogo_test_services::{Nginx, Postgres, Prometheus, Redis, Server};

fn main() -> io::Result<()> {
    let (mut redis, mut nginx, mut prometheus) =
        (Redis::start(), Nginx::start(""), Prometheus::start());
    let mut postgres = Postgres::start();
    let database = Postgres::shared().database("create table shared (id int)");
    let servers: [&mut Server; 4] =
        [redis.server(), nginx.server(), prometheus.server(), postgres.server()];
    let mut output = io::stdout().lock();
    for server in servers {
        writeln!(output, "{} {}", server.pid(), server.folder_path().display())?;
    }
    writeln!(output, "shared {}", database.dsn())?;
    output.flush()?;
    // Ends when the input does, without dropping what is shared.
    io::stdin().read_to_end(&mut Vec::new()).map(|_| ())
}
