//! A server that says what it was told, with what its path asks for.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

pub(crate) struct Echo {
    address: SocketAddr,
    heard: Arc<Mutex<String>>,
}

impl Echo {
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let heard = Arc::new(Mutex::new(String::new()));
        let log = heard.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let log = log.clone();
                thread::spawn(move || answer(stream, &log));
            }
        });
        Self { address, heard }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(crate) fn host(&self) -> String {
        self.address.to_string()
    }

    pub(crate) fn heard(&self, text: &str) -> bool {
        self.heard.lock().unwrap().contains(text)
    }
}

fn answer(mut stream: TcpStream, log: &Mutex<String>) {
    stream.set_read_timeout(Some(Duration::from_millis(500))).unwrap();
    let mut bytes = Vec::new();
    let mut part = [0; 4096];
    while !bytes.windows(4).any(|four| four == b"\r\n\r\n") {
        match stream.read(&mut part) {
            Ok(read) if read > 0 => bytes.extend_from_slice(&part[..read]),
            _ => break,
        }
    }
    let request = String::from_utf8_lossy(&bytes).into_owned();
    log.lock().unwrap().push_str(&request);
    let path = request.split(' ').nth(1).unwrap_or_default();
    let json = serde_json::json!({"echo": request}).to_string();
    let (status, head, body) = match path.split(['/', '?']).nth(1).unwrap_or_default() {
        "fail" => ("500 Internal Server Error", String::new(), request.clone()),
        "redirect" => (
            "302 Found",
            format!("Location: http://127.0.0.1:9{path}\r\nX-Echo: {}\r\n", line(&request)),
            request.clone(),
        ),
        "garbled" => ("200 OK", String::new(), format!("{{\"value\": {request}")),
        "page" => (
            "200 OK",
            String::new(),
            format!("up{{a=\"{}\"}} {}\n", line(&request), line(&request)),
        ),
        "api" => (
            "400 Bad Request",
            String::new(),
            serde_json::json!({"status": "error", "errorType": "bad_data", "error": request})
                .to_string(),
        ),
        _ => ("200 OK", "Content-Type: application/json\r\n".to_owned(), json),
    };
    let length = body.len();
    let text = format!(
        "HTTP/1.1 {status}\r\n{head}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    );
    let _ = stream.write_all(text.as_bytes());
}

fn line(text: &str) -> String {
    text.replace(['\r', '\n', '"', '\\'], " ")
}
