//! One connection: what was asked, and ways to answer that end when the server does.

mod life;

use std::io::{self, ErrorKind, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::Arc;
use std::time::{Duration, Instant};

pub(super) use life::Life;

/// How long a read or a write may block before the end of the server is noticed.
const BLOCK: Duration = Duration::from_millis(100);
const REQUEST_BYTES: usize = 1 << 20;

pub(super) struct Peer {
    stream: TcpStream,
    life: Arc<Life>,
    until: Instant,
}

/// The text of a request.
#[derive(Debug)]
pub(super) struct Request(String);

impl Peer {
    pub(super) fn new(stream: TcpStream, life: Arc<Life>, longest: Duration) -> io::Result<Self> {
        stream.set_nonblocking(false)?;
        stream.set_read_timeout(Some(BLOCK))?;
        stream.set_write_timeout(Some(BLOCK))?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, life, until: Instant::now() + longest })
    }

    fn check(&self) -> io::Result<()> {
        if self.life.has_ended() || Instant::now() >= self.until {
            return Err(ErrorKind::ConnectionAborted.into());
        }
        Ok(())
    }

    /// Reads the next request, with its body.
    pub(super) fn request(&mut self) -> io::Result<Request> {
        let mut bytes = Vec::new();
        let mut piece = [0; 4096];
        while !is_whole(&bytes) && bytes.len() < REQUEST_BYTES {
            match self.attempt(|stream| stream.read(&mut piece))? {
                0 => return Err(ErrorKind::UnexpectedEof.into()),
                read => bytes.extend(piece.iter().take(read)),
            }
        }
        Ok(Request(String::from_utf8_lossy(&bytes).into_owned()))
    }

    /// Waits for a request and leaves it unread: closing the connection then resets it.
    pub(super) fn ignore_request(&mut self) -> io::Result<()> {
        self.attempt(|stream| stream.peek(&mut [0]).map(drop))
    }

    pub(super) fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        let mut rest = bytes;
        while !rest.is_empty() {
            let sent = self.attempt(|stream| stream.write(rest))?;
            rest = rest.get(sent..).unwrap_or_default();
        }
        Ok(())
    }

    fn attempt<T>(
        &mut self,
        mut act: impl FnMut(&mut TcpStream) -> io::Result<T>,
    ) -> io::Result<T> {
        loop {
            self.check()?;
            match act(&mut self.stream) {
                Err(error) if is_pause(&error) => {}
                done => return done,
            }
        }
    }

    /// Sends the same bytes so many times; without a number, until the other side gives up.
    pub(super) fn repeat(&mut self, bytes: &[u8], times: Option<usize>) -> io::Result<()> {
        let mut left = times.unwrap_or(usize::MAX);
        while left > 0 {
            self.send(bytes)?;
            left -= 1;
        }
        Ok(())
    }

    /// Sends one byte at a time.
    pub(super) fn drip(&mut self, bytes: &[u8], pause: Duration) -> io::Result<()> {
        bytes.iter().try_for_each(|byte| {
            self.send(&[*byte])?;
            self.pause(pause)
        })
    }

    pub(super) fn pause(&mut self, duration: Duration) -> io::Result<()> {
        let left = self.until.saturating_duration_since(Instant::now());
        self.life.wait(duration.min(left));
        self.check()
    }

    /// Does nothing for as long as it may.
    pub(super) fn hang(&mut self) -> io::Result<()> {
        self.pause(Duration::MAX)
    }

    /// Says that no more will come, and stays.
    pub(super) fn close_own_half(&mut self) -> io::Result<()> {
        self.stream.shutdown(Shutdown::Write)
    }

    /// A correct answer, with more header lines, each ended by `\r\n`.
    pub(super) fn answer(&mut self, headers: &str, body: &[u8]) -> io::Result<()> {
        let length = body.len();
        let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n{headers}\r\n");
        self.send(head.as_bytes())?;
        self.send(body)
    }

    /// A correct answer of JSON.
    pub(super) fn json(&mut self, body: &[u8]) -> io::Result<()> {
        self.answer("Content-Type: application/json\r\nConnection: close\r\n", body)
    }

    /// The head of an answer of JSON that ends with the connection.
    pub(super) fn json_head(&mut self) -> io::Result<()> {
        self.send(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n")
    }
}

impl Request {
    pub(super) fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// Path and query of the first line.
    pub(super) fn target(&self) -> &str {
        self.0.split(' ').nth(1).unwrap_or("/")
    }

    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.0.lines().skip(1).filter_map(|line| line.split_once(": "));
        lines.find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// A number among the parameters, in the query or in a form.
    pub(super) fn parameter(&self, name: &str) -> Option<i64> {
        let form = self.0.split_once("\r\n\r\n").map_or("", |(_, body)| body);
        let query = self.target().split_once('?').map_or("", |(_, query)| query);
        let mut pairs = query.split('&').chain(form.split('&'));
        let value = pairs.find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))?;
        value.split('.').next()?.parse().ok()
    }
}

fn is_pause(error: &io::Error) -> bool {
    let kind = error.kind();
    [ErrorKind::WouldBlock, ErrorKind::TimedOut, ErrorKind::Interrupted].contains(&kind)
}

/// Whether the head has ended, and the body that it announces is there.
fn is_whole(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request);
    let Some((head, body)) = text.split_once("\r\n\r\n") else {
        return false;
    };
    let lines = head.lines().filter_map(|line| line.split_once(':'));
    let mut lengths = lines.filter(|(name, _)| name.eq_ignore_ascii_case("content-length"));
    let length = lengths.next().and_then(|(_, length)| length.trim().parse().ok());
    body.len() >= length.unwrap_or(0)
}
