//! Redis' protocol, version 2.

use std::io::{self, BufRead};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    Nil,
    Integer(i64),
    Text(String),
    /// Refused by the server, such as `NOAUTH Authentication required.`.
    Error(String),
    List(Vec<Reply>),
}

impl Reply {
    pub(super) fn read(input: &mut impl BufRead) -> io::Result<Self> {
        let mut line = String::new();
        input.read_line(&mut line)?;
        let line = line.trim_end();
        let (kind, rest) = line.split_at_checked(1).ok_or_else(|| odd(line))?;
        match kind {
            "+" => Ok(Reply::Text(rest.to_owned())),
            "-" => Ok(Reply::Error(rest.to_owned())),
            ":" => rest.parse().map(Reply::Integer).map_err(|_| odd(line)),
            "$" => read_bulk(input, rest),
            "*" => read_list(input, rest),
            _ => Err(odd(line)),
        }
    }
}

fn read_bulk(input: &mut impl BufRead, length: &str) -> io::Result<Reply> {
    let Ok(length) = length.parse::<usize>() else {
        return Ok(Reply::Nil);
    };
    let mut bytes = vec![0; length + 2];
    input.read_exact(&mut bytes)?;
    bytes.truncate(length);
    Ok(Reply::Text(String::from_utf8_lossy(&bytes).into_owned()))
}

fn read_list(input: &mut impl BufRead, length: &str) -> io::Result<Reply> {
    match length.parse::<usize>() {
        Ok(length) => (0..length).map(|_| Reply::read(input)).collect::<Result<_, _>>(),
        Err(_) => return Ok(Reply::Nil),
    }
    .map(Reply::List)
}

fn odd(line: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("`{line}` is no reply of redis"))
}

pub(super) fn encode(command: &[&str]) -> Vec<u8> {
    let mut text = format!("*{}\r\n", command.len());
    for word in command {
        text.push_str(&format!("${}\r\n{word}\r\n", word.len()));
    }
    text.into_bytes()
}

#[test]
fn replies_are_read() {
    let check = |text: &str, expected: Reply| {
        assert_eq!(Reply::read(&mut text.as_bytes()).unwrap(), expected, "{text:?}");
    };
    check("+OK\r\n", Reply::Text("OK".into()));
    check("-ERR no\r\n", Reply::Error("ERR no".into()));
    check(":-7\r\n", Reply::Integer(-7));
    check("$3\r\na\nb\r\n", Reply::Text("a\nb".into()));
    check("$-1\r\n", Reply::Nil);
    check("*2\r\n:1\r\n*0\r\n", Reply::List(vec![Reply::Integer(1), Reply::List(vec![])]));
    assert!(Reply::read(&mut "".as_bytes()).is_err());
    assert_eq!(encode(&["LLEN", "ü"]), "*2\r\n$4\r\nLLEN\r\n$2\r\nü\r\n".as_bytes());
}
