//! Redis, empty, and gone with the test.

mod reply;

use std::io::{self, BufReader, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use crate::process::{Folder, Plan, Server, Signal, Site};
use crate::tls::{AUTHORITY, CERTIFICATE, KEY, Tls};
pub use reply::Reply;

const LIMIT: Duration = Duration::from_secs(5);

#[derive(Debug)]
pub struct Redis {
    server: Server,
    password: Option<String>,
}

impl Redis {
    #[must_use]
    pub fn start() -> Self {
        Self::launch(None, None)
    }

    /// One that speaks TLS as well, on a port of its own.
    #[must_use]
    pub fn with_tls(tls: &Tls) -> Self {
        Self::launch(None, Some(tls))
    }

    /// `rediss://localhost:port`, of one with TLS.
    #[must_use]
    pub fn tls_url(&self) -> String {
        format!("rediss://localhost:{}", self.server.site().second_port)
    }

    /// Letters and digits only, so that the URL needs no escapes.
    #[must_use]
    pub fn with_password(password: &str) -> Self {
        Self::launch(Some(password.to_owned()), None)
    }

    fn launch(password: Option<String>, tls: Option<&Tls>) -> Self {
        let folder = Folder::new();
        if let Some(tls) = tls {
            tls.copy_to(&folder);
        }
        let wanted = password.as_deref();
        let plan = Plan {
            program: "redis-server",
            stop: Signal::Terminate,
            prepare: &|site, command| {
                command.args(["--bind", "127.0.0.1", "--port", &site.port.to_string()]);
                command.args(["--save", "", "--appendonly", "no", "--daemonize", "no", "--dir"]);
                command.arg(&site.folder);
                if tls.is_some() {
                    command.args(["--tls-port", &site.second_port.to_string()]);
                    let files = [("cert", CERTIFICATE), ("key", KEY), ("ca-cert", AUTHORITY)];
                    for (name, file) in files {
                        command.arg(format!("--tls-{name}-file")).arg(site.folder.join(file));
                    }
                    command.args(["--tls-auth-clients", "no"]);
                }
                if let Some(password) = wanted {
                    command.args(["--requirepass", password]);
                }
            },
            is_ready: &|site| pings(site, wanted),
        };
        Self { server: Server::start(&plan, folder), password }
    }

    /// `redis://127.0.0.1:port`, with the password if there is one.
    #[must_use]
    pub fn url(&self) -> String {
        let login = self.password.as_ref().map(|password| format!(":{password}@"));
        format!("redis://{}{}", login.unwrap_or_default(), self.address())
    }

    #[must_use]
    pub fn address(&self) -> SocketAddr {
        SocketAddr::from(([127, 0, 0, 1], self.server.site().port))
    }

    /// What a command gives, such as `["LLEN", "jobs"]`.
    #[must_use]
    pub fn run<const N: usize>(&self, command: [&str; N]) -> Reply {
        ask(self.server.site().port, self.password.as_deref(), &command)
            .unwrap_or_else(|error| panic!("{command:?}: {error}\n{}", self.server.log()))
    }

    pub fn server(&mut self) -> &mut Server {
        &mut self.server
    }
}

fn pings(site: &Site, password: Option<&str>) -> bool {
    ask(site.port, password, &["PING"]).is_ok_and(|reply| reply == Reply::Text("PONG".into()))
}

fn ask(port: u16, password: Option<&str>, command: &[&str]) -> io::Result<Reply> {
    let stream = TcpStream::connect_timeout(&SocketAddr::from(([127, 0, 0, 1], port)), LIMIT)?;
    stream.set_read_timeout(Some(LIMIT))?;
    let mut reader = BufReader::new(&stream);
    if let Some(password) = password {
        (&stream).write_all(&reply::encode(&["AUTH", password]))?;
        Reply::read(&mut reader)?;
    }
    (&stream).write_all(&reply::encode(command))?;
    Reply::read(&mut reader)
}
