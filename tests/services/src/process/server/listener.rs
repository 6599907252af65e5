//! Whose port it is. Between finding a free port and using it another server can take it, and
//! answer in ours' place: with tests in parallel that is another test's server of the same kind.

use std::fs;

/// The state `LISTEN` in the table of sockets.
const LISTEN: &str = "0A";

/// Whether the process itself listens on the port of 127.0.0.1.
pub(super) fn is_of(pid: u32, port: u16) -> bool {
    let table = fs::read_to_string(format!("/proc/{pid}/net/tcp")).unwrap_or_default();
    let wanted = format!(":{port:04X}");
    let sockets: Vec<String> =
        table.lines().skip(1).filter_map(|line| listening(line, &wanted)).collect();
    let descriptors = fs::read_dir(format!("/proc/{pid}/fd")).into_iter().flatten().flatten();
    descriptors
        .filter_map(|entry| fs::read_link(entry.path()).ok())
        .any(|target| sockets.iter().any(|socket| target.as_os_str() == socket.as_str()))
}

/// `socket:[inode]` of a line whose socket listens on the wanted port.
fn listening(line: &str, wanted: &str) -> Option<String> {
    let mut fields = line.split_whitespace().skip(1);
    let (local, state) = (fields.next()?, fields.nth(1)?);
    let inode = fields.nth(5)?;
    (local.ends_with(wanted) && state == LISTEN).then(|| format!("socket:[{inode}]"))
}

#[test]
fn an_own_port_is_told_from_another() {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    assert!(is_of(std::process::id(), port));
    assert!(!is_of(std::process::id(), super::free_port()));
    let shell = std::process::Command::new("cat").stdin(std::process::Stdio::piped()).spawn();
    let mut other = shell.unwrap();
    assert!(!is_of(other.id(), port));
    other.kill().unwrap();
    other.wait().unwrap();
}
