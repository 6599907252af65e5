//! Queues and keys of a Redis.

use gonogo_test_services::{Postgres, Redis};
use serde_json::json;

use crate::gate::Gate;

fn filled() -> Redis {
    let redis = Redis::start();
    let _ = redis.run(["RPUSH", "email_queue", "a", "b", "c"]);
    let _ = redis.run(["SET", "ratio", "0.25"]);
    let _ = redis.run(["SET", "report", r#"{"failed": 0}"#]);
    let _ = redis.run(["HSET", "build", "version", "1.10", "number", "7"]);
    let _ = redis.run(["SADD", "nodes", "one"]);
    let _ = redis.run(["SET", "session", "1", "EX", "100"]);
    redis
}

#[test]
fn replies_have_the_form_of_a_snapshot() {
    let redis = filled();
    for option in ["", "?protocol=resp3"] {
        let gate = Gate::new().redis("cache", &format!("{}/0{option}", redis.url()));
        let collected = gate
            .fact("backlog", ("number", "cache"), "LLEN email_queue")
            .fact("series", ("series, step: 1m", "cache"), "LLEN email_queue")
            .fact("ratio", ("number", "cache"), "GET ratio")
            .fact("report", ("json", "cache"), "GET report")
            .fact("build", ("map", "cache"), "HGETALL build")
            .fact("queue", ("list", "cache"), "LRANGE email_queue 0 -1")
            .fact("nodes", ("list", "cache"), "SMEMBERS nodes")
            .fact("there", ("bool", "cache"), "EXISTS ratio")
            .fact("role", ("string", "cache"), "INFO replication")
            .fact("info", ("map", "cache"), "INFO replication")
            .fact("ttl", ("duration", "cache"), "TTL session")
            .collect();
        assert_eq!(collected.fact("backlog"), 3);
        assert_eq!(collected.fact("series")[0][1], 3.0);
        assert_eq!(collected.fact("ratio"), 0.25);
        assert_eq!(collected.fact("report"), &json!({"failed": 0}));
        assert_eq!(collected.fact("build"), &json!({"version": "1.10", "number": "7"}));
        assert_eq!(collected.fact("queue"), &json!(["a", "b", "c"]));
        assert_eq!(collected.fact("nodes"), &json!(["one"]));
        assert_eq!(collected.fact("there"), true);
        assert!(collected.fact("role").as_str().unwrap().contains("role:master"));
        assert_eq!(collected.fact("info")["role"], "master");
        assert!(["99s", "100s"].contains(&collected.fact("ttl").as_str().unwrap()));
    }
}

#[test]
fn what_is_no_value_is_a_cause() {
    let redis = filled();
    let _ = redis.run(["SETRANGE", "huge", "17000000", "x"]);
    let collected = Gate::new()
        .redis("cache", &redis.url())
        .fact("missing", ("number", "cache"), "GET nothing")
        .fact("wrong", ("number", "cache"), "GET email_queue")
        .fact("text", ("number", "cache"), "GET report")
        .fact("several", ("number", "cache"), "LRANGE email_queue 0 -1")
        .fact("ttl", ("number", "cache"), "TTL nothing")
        .fact("endless", ("number", "cache"), "TTL report")
        .fact("huge", ("string", "cache"), "GET huge")
        .fact("few", ("string", "cache"), "GET")
        .fact("backlog", ("number", "cache"), "LLEN email_queue")
        .collect();
    collected.fails("missing", "there is no such key");
    collected.fails("wrong", "another kind of value");
    collected.fails("text", "is no number");
    collected.fails("several", "a list of 3, where a single value is asked for");
    collected.fails("ttl", "there is no such key");
    collected.fails("endless", "the key has no time to live");
    collected.fails("huge", "larger than 16 MiB");
    collected.fails("few", "wrong number of arguments");
    assert_eq!(collected.fact("backlog"), 3);
}

#[test]
fn servers_that_are_away_or_others_are_told() {
    let mut redis = filled();
    let gate = Gate::new().redis("cache", &redis.url());
    let gate = gate.fact("backlog", ("number, timeout: 1s", "cache"), "LLEN email_queue");
    redis.server().suspend();
    gate.collect().fails("backlog", "no answer within 1.0 s");
    redis.server().resume();
    assert_eq!(gate.collect().fact("backlog"), 3);
    redis.server().kill();
    gate.collect().fails("backlog", &format!("connection refused by {}", redis.address()));
    let other = format!("redis://127.0.0.1:{}", Postgres::shared().port());
    let gate = Gate::new().redis("cache", &other);
    let collected = gate.fact("keys", ("number", "cache"), "DBSIZE").collect();
    assert_ne!(collected.cause("keys"), "");
}
