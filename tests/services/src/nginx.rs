//! nginx with plain HTTP, with TLS when a certificate is given, and with places that answer in
//! different ways.

use std::fs;

use crate::http::{Client, Response};
use crate::process::{Folder, Plan, Server, Signal, Site};
use crate::tls::{CERTIFICATE, KEY, Tls};

/// Answered by every server:
///
/// | path | answer |
/// |---|---|
/// | `/health` | 200, `{"status":"ok"}` |
/// | `/json` | 200, an object with numbers, texts and lists |
/// | `/down` | 503, `{"status":"down"}` |
/// | `/slow` | 200, 2,000 bytes within about 4 seconds |
/// | `/redirect` | 302 to `/health` |
/// | `/private` | 401, unless the header `Authorization: Bearer let-me-in` is sent |
/// | `/stub` | nginx' own counters |
/// | other | files that were given to [`Nginx::publish`] |
const LOCATIONS: &str = r#"
location = /health { default_type application/json; return 200 '{"status":"ok"}'; }
location = /json {
  default_type application/json;
  return 200 '{"queue":{"depth":12,"oldest":"2026-03-10T12:00:00Z"},"ratio":0.25,"nodes":["a","b"]}';
}
location = /down { default_type application/json; return 503 '{"status":"down"}'; }
location = /slow { limit_rate 500; default_type text/plain; try_files /slow.txt =404; }
location = /redirect { return 302 /health; }
location = /private {
  default_type application/json;
  if ($http_authorization != "Bearer let-me-in") { return 401; }
  return 200 '{"status":"ok"}';
}
location = /stub { stub_status; }
"#;

#[derive(Debug)]
pub struct Nginx {
    server: Server,
    has_tls: bool,
}

impl Nginx {
    /// `extra` is put into the `server { … }` of nginx' configuration: more locations, or
    /// nothing.
    #[must_use]
    pub fn start(extra: &str) -> Self {
        Self::launch(extra, None)
    }

    /// Listens on two ports: one plain, one with TLS.
    #[must_use]
    pub fn with_tls(extra: &str, tls: &Tls) -> Self {
        Self::launch(extra, Some(tls))
    }

    fn launch(extra: &str, tls: Option<&Tls>) -> Self {
        let folder = Folder::new();
        folder.create("t");
        folder.create("html");
        folder.write("html/slow.txt", "slow\n".repeat(400));
        if let Some(tls) = tls {
            tls.copy_to(&folder);
        }
        let plan = Plan {
            program: "nginx",
            stop: Signal::Terminate,
            prepare: &|site, command| {
                let path = site.folder.join("nginx.conf");
                fs::write(&path, configuration(site, extra, tls.is_some())).expect("an own folder");
                command.arg("-p").arg(&site.folder).arg("-c").arg(path);
                // Where it writes before it has read its configuration.
                command.args(["-e", "stderr"]);
            },
            is_ready: &|site| {
                Client::new(site.port).get("/health").is_ok_and(|answer| answer.status == 200)
            },
        };
        Self { server: Server::start(&plan, folder), has_tls: tls.is_some() }
    }

    /// `http://127.0.0.1:port`, without a slash at its end.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.server.site().port)
    }

    /// `https://localhost:port`. Panics without TLS.
    #[must_use]
    pub fn https_url(&self) -> String {
        assert!(self.has_tls, "this nginx was started without TLS");
        format!("https://localhost:{}", self.server.site().second_port)
    }

    #[must_use]
    pub fn get(&self, path: &str) -> Response {
        let answer = Client::new(self.server.site().port).get(path);
        answer.unwrap_or_else(|error| panic!("{path}: {error}\n{}", self.server.log()))
    }

    /// Through TLS, with the certificate checked; what `openssl` says when it is refused.
    ///
    /// # Errors
    /// When the certificate is not trusted, not for `localhost`, or not valid now.
    pub fn get_by_tls(&self, path: &str) -> std::io::Result<Response> {
        assert!(self.has_tls, "this nginx was started without TLS");
        Client::new(self.server.site().second_port).tls(self.server.folder().path()).get(path)
    }

    /// Makes a file known under `/name`, or replaces it in one step.
    pub fn publish(&self, name: &str, contents: &str) {
        let folder = self.server.folder();
        let written = folder.write("html/.next", contents);
        fs::rename(written, folder.join("html").join(name)).expect("an own folder");
    }

    pub fn server(&mut self) -> &mut Server {
        &mut self.server
    }
}

fn configuration(site: &Site, extra: &str, has_tls: bool) -> String {
    let folder = site.folder.display();
    let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|kind| format!("{kind}_temp_path {folder}/t/{kind};\n"))
        .concat();
    let secure = if has_tls {
        format!(
            "listen 127.0.0.1:{} ssl;\nssl_certificate {folder}/{CERTIFICATE};\n\
             ssl_certificate_key {folder}/{KEY};\n",
            site.second_port
        )
    } else {
        String::new()
    };
    format!(
        "daemon off;\nworker_processes 1;\npid {folder}/nginx.pid;\nerror_log stderr warn;\n\
         events {{ worker_connections 64; }}\n\
         http {{\naccess_log off;\nabsolute_redirect off;\n{temporary}\
         types {{ application/json json; text/plain txt; text/html html; }}\n\
         server {{\nlisten 127.0.0.1:{};\n{secure}root {folder}/html;\n{LOCATIONS}{extra}\n}}\n}}\n",
        site.port
    )
}
