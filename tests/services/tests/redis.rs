//! A real Redis.
#![cfg(test)]

use gonogo_test_services::{Redis, Reply};

#[test]
fn a_list_has_the_length_of_what_was_pushed() {
    let redis = Redis::start();
    assert_eq!(redis.run(["RPUSH", "email_queue", "a", "b", "c"]), Reply::Integer(3));
    assert_eq!(redis.run(["LLEN", "email_queue"]), Reply::Integer(3));
    assert_eq!(redis.run(["GET", "nothing"]), Reply::Nil);
    let texts = ["a", "b", "c"].map(|text| Reply::Text(text.to_owned())).to_vec();
    assert_eq!(redis.run(["LRANGE", "email_queue", "0", "-1"]), Reply::List(texts));
    let wrong = redis.run(["GET", "email_queue"]);
    assert!(matches!(&wrong, Reply::Error(text) if text.starts_with("WRONGTYPE")), "{wrong:?}");
}

#[test]
fn two_servers_share_nothing() {
    let (first, second) = (Redis::start(), Redis::start());
    let _ = first.run(["SET", "key", "value"]);
    assert_eq!(second.run(["DBSIZE"]), Reply::Integer(0));
    assert_ne!(first.url(), second.url());
}

#[test]
fn a_password_is_asked_for() {
    let redis = Redis::with_password("secret");
    assert_eq!(redis.run(["LLEN", "jobs"]), Reply::Integer(0));
    assert_eq!(redis.url(), format!("redis://:secret@{}", redis.address()));
    assert!(ask_without_password(&redis).starts_with("-NOAUTH"));
}

fn ask_without_password(redis: &Redis) -> String {
    use std::io::{Read, Write};
    let mut stream = std::net::TcpStream::connect(redis.address()).unwrap();
    stream.write_all(b"LLEN jobs\r\nQUIT\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}
