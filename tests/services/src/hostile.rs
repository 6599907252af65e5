//! An HTTP server that does one wrong thing, on loopback, for whatever reads answers of others.
//!
//! ```
//! use gonogo_test_services::hostile::{self, Hostile};
//!
//! for behaviour in hostile::all() {
//!     let server = Hostile::start(&behaviour);
//!     println!("{} at {}: {}", behaviour.name, server.url(), behaviour.does);
//! }
//! ```
//!
//! Every request gets the same, whatever it asks for. The answers of the group `Prometheus` look
//! at the asked-for time, so that they can be wrong in one respect and right in all others.

mod behaviour;
mod body;
mod connection;
mod encoded;
mod head;
mod json;
mod length;
mod peer;
mod prometheus;
mod redirect;
mod status;

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use behaviour::Act;
pub use behaviour::{Behaviour, Group, all, named};
use peer::{Life, Peer};

/// No thread lives longer, or longer than this after the last connection.
const LONGEST: Duration = Duration::from_secs(60);
const ACCEPT_EVERY: Duration = Duration::from_millis(2);

/// A running server; all its threads have ended when it is dropped.
#[derive(Debug)]
pub struct Hostile {
    port: u16,
    life: Arc<Life>,
    accepting: Option<JoinHandle<()>>,
    /// Keeps the port of a server that refuses, so that nobody else listens there.
    _reserved: Option<(TcpStream, TcpStream)>,
}

impl Hostile {
    #[must_use]
    pub fn start(behaviour: &Behaviour) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
        let address = listener.local_addr().expect("it is bound");
        let life = Arc::new(Life::new());
        let mut server = Self { port: address.port(), life, accepting: None, _reserved: None };
        match behaviour.act {
            Act::Refuse => server._reserved = Some(reserve(&listener, address)),
            act => {
                let life = Arc::clone(&server.life);
                server.accepting = Some(thread::spawn(move || accept(&listener, act, &life)));
            }
        }
        server
    }

    /// `http://127.0.0.1:port`, without a slash at its end.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }
}

impl Drop for Hostile {
    fn drop(&mut self) {
        self.life.end();
        if let Some(thread) = self.accepting.take() {
            let _ = thread.join();
        }
    }
}

/// A connection on the port that outlives the listener.
fn reserve(listener: &TcpListener, address: SocketAddr) -> (TcpStream, TcpStream) {
    let client = TcpStream::connect(address).expect("it listens");
    let (server, _) = listener.accept().expect("somebody connected");
    (client, server)
}

fn accept(listener: &TcpListener, act: Act, life: &Arc<Life>) {
    listener.set_nonblocking(true).expect("a socket can");
    let mut threads: Vec<JoinHandle<()>> = Vec::new();
    let mut last = Instant::now();
    while !life.wait(ACCEPT_EVERY) && last.elapsed() < LONGEST {
        threads.retain(|thread| !thread.is_finished());
        let Ok((stream, _)) = listener.accept() else { continue };
        last = Instant::now();
        let life = Arc::clone(life);
        threads.push(thread::spawn(move || {
            if let Ok(mut peer) = Peer::new(stream, life, LONGEST) {
                // What the other side does to the connection is its own business.
                let _ = act.play(&mut peer);
            }
        }));
    }
    for thread in threads {
        let _ = thread.join();
    }
}

#[cfg(test)]
mod tests;
