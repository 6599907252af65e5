//! TLS: whose certificates are taken, and for which names.

use gonogo_test_services::{Postgres, Redis, Tls, Validity};

use crate::gate::Gate;

fn trusting(tls: &Tls) -> String {
    format!(", ca_file: {}", tls.ca_path().display())
}

#[test]
fn postgres_is_asked_by_tls() {
    let tls = Tls::new();
    let server = Postgres::with_tls(&tls);
    let database = server.database("");
    let is_on = "select ssl from pg_stat_ssl where pid = pg_backend_pid()";
    let collect = |option: &str, more: &str| {
        let address = format!("{}?{option}", database.reader_dsn());
        let gate = Gate::new().source(("db", "postgres"), &address, more);
        gate.fact("on", ("bool", "db"), is_on).collect()
    };
    for option in ["sslmode=require", "sslmode=verify-full", "sslmode=prefer", ""] {
        assert_eq!(collect(option, &trusting(&tls)).fact("on"), true, "{option}");
    }
    assert_eq!(collect("sslmode=disable", "").fact("on"), false);
    collect("sslmode=require", "").fails("on", "signed by nobody who is trusted");
    // An authority of the same name, and another key.
    collect("sslmode=prefer", &trusting(&Tls::new())).fails("on", "has a wrong signature");
}

#[test]
fn whoever_says_whom_to_trust_is_never_asked_in_the_clear() {
    let (tls, plain) = (Tls::new(), Postgres::shared().database(""));
    let collect = |address: &str, kind: &str, (fact, asked): (&str, &str)| {
        let gate = Gate::new().source(("s", kind), address, &trusting(&tls));
        gate.fact("f", (fact, "s"), asked).collect()
    };
    for (option, expected) in [
        ("", "does not speak TLS"),
        ("?sslmode=prefer", "does not speak TLS"),
        ("?sslmode=require", "does not speak TLS"),
        ("?sslmode=disable", "`ca_file` asks for TLS, and the DSN's `sslmode=disable` for none"),
    ] {
        let address = format!("{}{option}", plain.reader_dsn());
        collect(&address, "postgres", ("number", "select 1")).fails("f", expected);
    }
    let redis = Redis::start();
    let refused = collect(&redis.url(), "redis", ("number", "DBSIZE"));
    refused.fails("f", "`ca_file` asks for TLS, and the address is `redis://`");
    let page = collect("http://127.0.0.1:1", "metrics", ("number", "up"));
    page.fails("f", "`ca_file` asks for TLS, and the address is `http://`");
}

#[test]
fn certificates_are_for_names_and_times() {
    let check = |tls: &Tls, expected: &str| {
        let server = Postgres::with_tls(tls);
        let address = format!("{}?sslmode=require", server.database("").dsn());
        let gate = Gate::new().source(("db", "postgres"), &address, &trusting(tls));
        gate.fact("one", ("number", "db"), "select 1").collect().fails("one", expected);
    };
    check(&Tls::for_names(&["elsewhere"], Validity::days(30)), "is for other names");
    check(&Tls::for_names(&["127.0.0.1"], Validity::expired()), "is expired");
}

#[test]
fn redis_is_asked_by_tls() {
    let tls = Tls::new();
    let redis = Redis::with_tls(&tls);
    let collect = |more: &str| {
        let gate = Gate::new().source(("cache", "redis"), &redis.tls_url(), more);
        gate.fact("keys", ("number", "cache"), "DBSIZE").collect()
    };
    assert_eq!(collect(&trusting(&tls)).fact("keys"), 0);
    collect("").fails("keys", "signed by nobody who is trusted");
    collect(&trusting(&Tls::new())).fails("keys", "has a wrong signature");
}

#[test]
fn a_redis_without_tls_is_told_from_a_slow_one() {
    let redis = Redis::start();
    let url = redis.url().replace("redis://", "rediss://");
    let gate = Gate::new().source(("cache", "redis"), &url, "");
    let collected = gate.fact("keys", ("number", "cache"), "DBSIZE").collect();
    println!("{}", collected.cause("keys"));
    collected.fails("keys", "TLS");
}
