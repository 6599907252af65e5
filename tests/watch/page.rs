//! A small server: one page, shown to everybody and counted.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use gonogo_test_services::wait_until;

pub(crate) struct Page {
    shared: Arc<Shared>,
    port: u16,
}

#[derive(Default)]
struct Shared {
    text: Mutex<String>,
    bodies: Mutex<Vec<String>>,
    served: AtomicU64,
    failing: AtomicU64,
    broken: AtomicBool,
}

impl Page {
    pub(crate) fn showing(text: &str) -> Self {
        let shared = Arc::new(Shared { text: Mutex::new(text.to_owned()), ..Shared::default() });
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let server = shared.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let shared = server.clone();
                thread::spawn(move || shared.serve(stream));
            }
        });
        Self { shared, port }
    }

    /// Answers 500 so many times.
    pub(crate) fn failing_first(times: u64) -> Self {
        let page = Self::showing("");
        page.shared.failing.store(times, Ordering::SeqCst);
        page
    }

    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    pub(crate) fn show(&self, text: &str) {
        text.clone_into(&mut self.shared.text.lock().unwrap());
    }

    pub(crate) fn break_down(&self) {
        self.shared.broken.store(true, Ordering::SeqCst);
    }

    pub(crate) fn served(&self) -> u64 {
        self.shared.served.load(Ordering::SeqCst)
    }

    /// What was posted, of requests that were answered well.
    pub(crate) fn bodies(&self) -> Vec<String> {
        self.shared.bodies.lock().unwrap().clone()
    }

    pub(crate) fn wait_for(&self, served: u64) {
        let come = || (self.served() >= served).then_some(());
        let found = wait_until(Duration::from_secs(20), Duration::from_millis(2), come);
        assert!(found.is_some(), "only {} requests came", self.served());
    }
}

impl Shared {
    fn serve(&self, mut stream: TcpStream) {
        while let Some(body) = read(&mut stream) {
            self.served.fetch_add(1, Ordering::SeqCst);
            if self.broken.load(Ordering::SeqCst) {
                return;
            }
            let failing = self.failing.load(Ordering::SeqCst);
            let status = if failing > 0 { "500 No" } else { "200 OK" };
            self.failing.store(failing.saturating_sub(1), Ordering::SeqCst);
            if failing == 0 && !body.is_empty() {
                self.bodies.lock().unwrap().push(body);
            }
            let text = self.text.lock().unwrap().clone();
            let answer = format!(
                "HTTP/1.1 {status}\r\nContent-Type: text/plain; version=0.0.4\r\nContent-Length: {}\r\n\r\n{text}",
                text.len()
            );
            if stream.write_all(answer.as_bytes()).is_err() {
                return;
            }
        }
    }
}

/// The body of the next request; nothing where the peer has gone.
fn read(stream: &mut TcpStream) -> Option<String> {
    let mut text = Vec::new();
    let mut part = [0; 4096];
    loop {
        let read = stream.read(&mut part).ok().filter(|read| *read > 0)?;
        text.extend_from_slice(&part[..read]);
        let all = String::from_utf8_lossy(&text).into_owned();
        let Some((head, body)) = all.split_once("\r\n\r\n") else { continue };
        let length = head.lines().find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<usize>())?.ok()
        });
        if body.len() >= length.unwrap_or(0) {
            return Some(body.to_owned());
        }
    }
}
