//! The least HTTP client that can ask a server whether it is ready, and give it samples.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::process::Tool;
use crate::tls::AUTHORITY;

const LIMIT: Duration = Duration::from_secs(10);

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    pub status: u16,
    /// Names as they were sent.
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Response {
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }
}

/// Who is asked, and how.
#[derive(Debug, Clone)]
pub struct Client {
    port: u16,
    /// A folder to work in, which has the certificate that is trusted.
    tls: Option<PathBuf>,
    headers: String,
}

impl Client {
    /// Of a port on 127.0.0.1.
    #[must_use]
    pub fn new(port: u16) -> Self {
        Self { port, tls: None, headers: String::new() }
    }

    /// Goes through `openssl s_client`, which checks the server's certificate.
    pub(crate) fn tls(mut self, folder: &Path) -> Self {
        self.tls = Some(folder.to_owned());
        self
    }

    /// Sent with each request.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push_str(&format!("{name}: {value}\r\n"));
        self
    }

    /// # Errors
    /// When nobody answers, within 10 seconds, with something that looks like HTTP.
    pub fn get(&self, target: &str) -> io::Result<Response> {
        self.send("GET", target, b"")
    }

    /// # Errors
    /// As those of [`Client::get`].
    pub fn post(&self, target: &str, body: &[u8]) -> io::Result<Response> {
        self.send("POST", target, body)
    }

    fn send(&self, method: &str, target: &str, body: &[u8]) -> io::Result<Response> {
        let Self { port, headers, .. } = self;
        // With 1.0 the answer is not cut into chunks, and its end is that of the connection.
        let mut request = format!(
            "{method} {target} HTTP/1.0\r\nHost: localhost:{port}\r\n{headers}\
             Content-Length: {}\r\n\r\n",
            body.len()
        )
        .into_bytes();
        request.extend_from_slice(body);
        let answer = match &self.tls {
            None => self.exchange(&request)?,
            Some(folder) => Tool::new("openssl", folder)
                .args(&["s_client", "-quiet", "-verify_return_error"])
                .args(&["-servername", "localhost", "-verify_hostname", "localhost"])
                .args(&["-connect", &format!("127.0.0.1:{port}"), "-CAfile", AUTHORITY])
                .input(&request)
                .attempt()
                .map_err(io::Error::other)?,
        };
        parse(&String::from_utf8_lossy(&answer))
            .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "no answer of HTTP"))
    }

    fn exchange(&self, request: &[u8]) -> io::Result<Vec<u8>> {
        let address = SocketAddr::from(([127, 0, 0, 1], self.port));
        let mut stream = TcpStream::connect_timeout(&address, LIMIT)?;
        stream.set_read_timeout(Some(LIMIT))?;
        stream.write_all(request)?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        Ok(answer)
    }
}

fn parse(answer: &str) -> Option<Response> {
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let (first, rest) = head.split_once("\r\n").unwrap_or((head, ""));
    let status = first.strip_prefix("HTTP/1.")?.split(' ').nth(1)?.parse().ok()?;
    let header = |line: &str| {
        let (name, value) = line.split_once(": ")?;
        Some((name.to_owned(), value.to_owned()))
    };
    let headers = rest.split("\r\n").filter_map(header).collect();
    Some(Response { status, headers, body: body.to_owned() })
}

/// A value as part of a query: everything but letters and digits is escaped.
#[must_use]
pub fn encode(value: &str) -> String {
    let escape = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    };
    value.bytes().map(escape).collect()
}

#[test]
fn answers_are_read() {
    let read = parse("HTTP/1.1 302 Found\r\nLocation: /a\r\nX: y\r\n\r\nbody\r\n\r\n").unwrap();
    assert_eq!((read.status, read.header("location")), (302, Some("/a")));
    assert_eq!(read.body, "body\r\n\r\n");
    assert_eq!(parse("binary"), None);
    assert_eq!(encode("rate(a{b=\"ü\"}[1m])"), "rate%28a%7Bb%3D%22%C3%BC%22%7D%5B1m%5D%29");
}
