//! Prometheus with a known past, or with a present that the test moves.

mod remote_write;

use std::fs;
use std::net::TcpStream;

use crate::http::{Client, Response, encode};
use crate::process::{Folder, Plan, Server, Signal, Site, Tool};
use crate::tls::{CERTIFICATE, KEY, Tls};
pub use remote_write::{Point, STALE};

/// `let-me-in` by bcrypt, with the least cost.
const PASSWORD_HASH: &str = "$2b$04$abcdefghijklmnopqrstuudxA/1BY5FxPYA69jUrJOJFmTyoe9T1a";
/// `reader:let-me-in` in base 64.
const LOGIN: &str = "Basic cmVhZGVyOmxldC1tZS1pbg==";

/// What a client needs in order to ask.
#[derive(Debug, Clone, Copy)]
pub enum Protection<'a> {
    None,
    /// [`Prometheus::USER`] and [`Prometheus::PASSWORD`].
    Login,
    Tls(&'a Tls),
    LoginAndTls(&'a Tls),
}

impl<'a> Protection<'a> {
    fn tls(self) -> Option<&'a Tls> {
        match self {
            Protection::None | Protection::Login => None,
            Protection::Tls(tls) | Protection::LoginAndTls(tls) => Some(tls),
        }
    }

    fn has_login(self) -> bool {
        match self {
            Protection::None | Protection::Tls(_) => false,
            Protection::Login | Protection::LoginAndTls(_) => true,
        }
    }

    fn web_config(self) -> String {
        let mut text = String::new();
        if self.has_login() {
            let user = Prometheus::USER;
            text += &format!("basic_auth_users:\n  {user}: '{PASSWORD_HASH}'\n");
        }
        if self.tls().is_some() {
            text += &format!("tls_server_config:\n  cert_file: {CERTIFICATE}\n  key_file: {KEY}\n");
        }
        text
    }

    fn client(self, site: &Site) -> Client {
        let mut client = Client::new(site.port);
        if self.has_login() {
            client = client.header("Authorization", LOGIN);
        }
        if self.tls().is_some() {
            client = client.tls(&site.folder);
        }
        client
    }
}

/// One server for one timeline: samples are only taken in order of time.
#[derive(Debug)]
pub struct Prometheus {
    server: Server,
    client: Client,
    scheme: &'static str,
}

impl Prometheus {
    pub const USER: &'static str = "reader";
    pub const PASSWORD: &'static str = "let-me-in";

    /// Without any sample, for [`Prometheus::write`].
    #[must_use]
    pub fn start() -> Self {
        Self::protected("", Protection::None)
    }

    /// With the samples of an OpenMetrics text: times in seconds, all samples of a family
    /// together, a counter declared without its `_total`, `# EOF` at the end.
    #[must_use]
    pub fn with_history(openmetrics: &str) -> Self {
        Self::protected(openmetrics, Protection::None)
    }

    /// With samples, unless the text is empty, and closed to those who do not know how to ask.
    #[must_use]
    pub fn protected(openmetrics: &str, protection: Protection<'_>) -> Self {
        let folder = Folder::new();
        if !openmetrics.is_empty() {
            load(&folder, openmetrics);
        }
        folder.write("prometheus.yml", "global: {}\n");
        folder.write("web.yml", protection.web_config());
        if let Some(tls) = protection.tls() {
            tls.copy_to(&folder);
        }
        let plan = Plan {
            program: "prometheus",
            stop: Signal::Terminate,
            prepare: &|site, command| {
                command.args(["--config.file=prometheus.yml", "--web.config.file=web.yml"]);
                command.args(["--storage.tsdb.path=data", "--storage.tsdb.retention.time=100y"]);
                command.args(["--web.enable-remote-write-receiver", "--log.level=warn"]);
                command.arg(format!("--web.listen-address=127.0.0.1:{}", site.port));
            },
            is_ready: &|site| is_ready(site, protection),
        };
        let server = Server::start(&plan, folder);
        let client = protection.client(server.site());
        let scheme = if protection.tls().is_some() { "https" } else { "http" };
        Self { server, client, scheme }
    }

    /// `http://localhost:port`, or `https`, without a slash at its end and without the login.
    #[must_use]
    pub fn url(&self) -> String {
        format!("{}://localhost:{}", self.scheme, self.server.site().port)
    }

    /// Adds samples; they can be asked for when this returns. Later calls must be later in
    /// time. Panics when Prometheus does not take them.
    pub fn write(&self, points: &[Point<'_>]) {
        let answer = self.try_write(points);
        assert_eq!(answer.status, 204, "prometheus takes no samples: {}", answer.body);
    }

    /// The answer to samples that may be refused: 204 when they were taken, 400 when they are
    /// out of order.
    #[must_use]
    pub fn try_write(&self, points: &[Point<'_>]) -> Response {
        let client = self.client.clone().header("Content-Encoding", "snappy");
        let client = client.header("Content-Type", "application/x-protobuf");
        let client = client.header("X-Prometheus-Remote-Write-Version", "0.1.0");
        let answer = client.post("/api/v1/write", &remote_write::encode(points));
        answer.unwrap_or_else(|error| panic!("prometheus: {error}\n{}", self.server.log()))
    }

    /// The JSON of an instant query at a time in seconds.
    #[must_use]
    pub fn query(&self, expression: &str, time: i64) -> String {
        self.get(&format!("/api/v1/query?query={}&time={time}", encode(expression))).body
    }

    /// With what [`Protection`] asks for.
    #[must_use]
    pub fn get(&self, target: &str) -> Response {
        let answer = self.client.get(target);
        answer.unwrap_or_else(|error| panic!("{target}: {error}\n{}", self.server.log()))
    }

    pub fn server(&mut self) -> &mut Server {
        &mut self.server
    }
}

/// Makes blocks of history, before the server starts and as the user that it runs as.
fn load(folder: &Folder, openmetrics: &str) {
    folder.write("history.om", openmetrics);
    Tool::new("promtool", folder.path())
        .args(&["tsdb", "create-blocks-from", "openmetrics", "history.om", "data"])
        .run();
    fs::remove_file(folder.join("history.om")).expect("an own folder");
}

fn is_ready(site: &Site, protection: Protection<'_>) -> bool {
    // A handshake takes a process; nobody needs to try one where nobody listens.
    TcpStream::connect(("127.0.0.1", site.port)).is_ok()
        && protection.client(site).get("/-/ready").is_ok_and(|answer| answer.status == 200)
}
