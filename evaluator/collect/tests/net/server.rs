//! A server in a thread that writes bytes as a test gives them.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// What came in, in order: the head and the body of each request.
pub(super) struct Server {
    pub(super) port: u16,
    seen: Arc<Mutex<Vec<String>>>,
}

pub(super) type Handler = dyn Fn(&str, &mut TcpStream) + Send + Sync;

impl Server {
    /// The handler gets each request, writes what it wants, and may write for ever: a client
    /// that has gone away ends it with an error of the write.
    pub(super) fn start(handler: impl Fn(&str, &mut TcpStream) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let (handler, log): (Arc<Handler>, _) = (Arc::new(handler), Arc::clone(&seen));
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (handler, log) = (Arc::clone(&handler), Arc::clone(&log));
                thread::spawn(move || serve(&mut stream.unwrap(), (&*handler, &log)));
            }
        });
        Self { port, seen }
    }

    /// The same answer every time.
    pub(super) fn answering(answer: impl Into<Vec<u8>>) -> Self {
        let answer = answer.into();
        Self::start(move |_, stream| drop(stream.write_all(&answer)))
    }

    /// The answers one after the other, then the last again.
    pub(super) fn in_turn(answers: &[String]) -> Self {
        let (answers, next) = (answers.to_vec(), Mutex::new(0));
        Self::start(move |_, stream| {
            let mut next = next.lock().unwrap();
            let answer = &answers[(*next).min(answers.len() - 1)];
            *next += 1;
            drop(stream.write_all(answer.as_bytes()));
        })
    }

    pub(super) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    pub(super) fn seen(&self) -> Vec<String> {
        self.seen.lock().unwrap().clone()
    }
}

fn serve(stream: &mut TcpStream, (handler, log): (&Handler, &Mutex<Vec<String>>)) {
    while let Some(request) = request(stream) {
        log.lock().unwrap().push(request.clone());
        handler(&request, stream);
        if !request.contains("keep=1") {
            return;
        }
    }
}

fn request(stream: &mut TcpStream) -> Option<String> {
    let mut bytes = Vec::new();
    let mut byte = [0];
    while !bytes.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte).ok()?;
        bytes.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&bytes).into_owned();
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<usize>().ok())?
    });
    let mut body = vec![0; length.unwrap_or(0)];
    stream.read_exact(&mut body).ok()?;
    Some(head + &String::from_utf8_lossy(&body))
}

/// `200 OK` with that body.
pub(super) fn ok(body: &str) -> String {
    answer("200 OK", "", body)
}

/// Headers are lines that end in `\r\n`.
pub(super) fn answer(status: &str, headers: &str, body: &str) -> String {
    let length = body.len();
    format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {length}\r\n\r\n{body}")
}
