//! Values of all types, blue against green.

use std::time::Instant;

use gonogo_test_services::Postgres;
use serde_json::json;

use crate::gate::Gate;

const CAMPAIGNS: &str = "create table campaigns (id bigint primary key, name text, sent_at \
    timestamptz, spent numeric(12, 2)); insert into campaigns select n, 'campaign ' || n, \
    '2026-01-04T03:40:00Z', n * 1.25 from generate_series(1, 500) n;";
const CHECKSUM: &str = "select md5(string_agg(c::text, ',' order by id)) from campaigns c";

#[test]
fn blue_and_green_have_the_same_rows() {
    let (blue, green) =
        (Postgres::shared().database(CAMPAIGNS), Postgres::shared().database(CAMPAIGNS));
    let gate = Gate::new().postgres("blue", &blue.dsn()).postgres("green", &green.dsn());
    let gate = gate
        .fact("rows_blue", ("number", "blue"), "select count(*) from campaigns")
        .fact("rows_green", ("number", "green"), "select count(*) from campaigns")
        .fact("sum_blue", ("string", "blue"), CHECKSUM)
        .fact("sum_green", ("string", "green"), CHECKSUM);
    let same = gate.collect();
    assert_eq!(same.fact("rows_blue"), &json!(500));
    assert_eq!(same.fact("rows_green"), &json!(500));
    assert_eq!(same.fact("sum_blue"), same.fact("sum_green"));
    assert_eq!(same.fact("sum_blue").as_str().unwrap().len(), 32);
    green.run("update campaigns set spent = spent + 0.01 where id = 77");
    let other = gate.collect();
    assert_eq!(other.fact("rows_blue"), other.fact("rows_green"));
    assert_ne!(other.fact("sum_blue"), other.fact("sum_green"));
}

#[test]
fn values_have_the_form_of_a_snapshot() {
    let database = Postgres::shared().database("create type mood as enum ('sad', 'glad')");
    let gate = Gate::new().postgres("db", &database.dsn());
    let cases = [
        ("number", "select 12.50::numeric", json!(12.5)),
        ("number", "select -7::bigint", json!(-7)),
        ("number", "values (0.1::real)", json!(0.1)),
        ("bool", "select exists (select 1)", json!(true)),
        ("string", "select 'glad'::mood", json!("glad")),
        ("string", "select 'a;b' -- and a comment", json!("a;b")),
        (
            "timestamp",
            "select '2026-01-04 04:40:00.5+01'::timestamptz",
            json!("2026-01-04T03:40:00.5Z"),
        ),
        ("duration", "select interval '1 day 90 seconds'", json!("86490s")),
        ("list", "select n from generate_series(1, 3) n", json!([1, 2, 3])),
        ("list", "select 1 as a, null as b", json!([{"a": 1, "b": null}])),
        ("map", "select 1 as a, 'x' as b", json!({"a": 1, "b": "x"})),
        ("json", "select '{\"a\": [1, null]}'::jsonb", json!({"a": [1, null]})),
        ("string", "show server_encoding", json!("UTF8")),
        ("string", "select current_setting('application_name')", json!("gonogo")),
        ("string", "select current_setting('transaction_read_only')", json!("on")),
    ];
    let name = |at: usize| format!("f{at}");
    let add = |gate: Gate, (at, case): (usize, &(&str, &str, serde_json::Value))| {
        gate.fact(&name(at), (case.0, "db"), case.1)
    };
    let collected = cases.iter().enumerate().fold(gate, add).collect();
    for (at, (_, query, expected)) in cases.iter().enumerate() {
        assert_eq!(collected.fact(&name(at)), expected, "{query}");
    }
}

#[test]
fn what_is_no_value_is_a_cause() {
    let database = Postgres::shared().database("create table jobs (id int)");
    let gate = Gate::new().postgres("db", &database.dsn());
    let cases = [
        ("number", "select id from jobs", "the query gave no row"),
        ("number", "select * from generate_series(1, 3)", "3 rows where one is asked for"),
        ("number", "select max(id) from jobs", "the value of `max` is NULL: it is not known"),
        ("number", "select 9007199254740993", "no number holds exactly"),
        ("timestamp", "select localtimestamp", "is a time without a zone"),
        (
            "number",
            "select id from nothing",
            "relation \"nothing\" does not exist, at character 16",
        ),
        ("number", "select $1::int", "the query has a parameter"),
        ("list", "select 1 as a, 2 as a", "two columns are called `a`"),
        ("list", "select * from generate_series(1, 10001)", "more than 10000 rows"),
        ("string", "select repeat('x', 40000000)", "larger than 16 MiB"),
        ("number", "select 1 / 0", "division by zero"),
    ];
    let name = |at: usize| format!("f{at}");
    let add = |gate: Gate, (at, case): (usize, &(&str, &str, &str))| {
        gate.fact(&name(at), (case.0, "db"), case.1)
    };
    let collected = cases.iter().enumerate().fold(gate, add).collect();
    for (at, (_, _, expected)) in cases.iter().enumerate() {
        collected.fails(&name(at), expected);
    }
}

#[test]
fn a_series_is_a_sample_of_now() {
    let database = Postgres::shared().database("");
    let gate = Gate::new().postgres("db", &database.dsn());
    let gate = gate.fact("jobs", ("series, step: 1m", "db"), "select 5");
    let collected = gate.collect();
    let samples = collected.fact("jobs").as_array().unwrap();
    assert_eq!(samples.len(), 1);
    assert_eq!(samples[0][1], 5.0);
}

#[test]
fn connections_are_used_again() {
    let database = Postgres::shared().database("");
    let pids = (0..20).fold(Gate::new().postgres("db", &database.dsn()), |gate, at| {
        gate.fact(&format!("f{at}"), ("number", "db"), "select pg_backend_pid()")
    });
    let collected = pids.collect();
    let mut pids: Vec<String> =
        (0..20).map(|at| collected.fact(&format!("f{at}")).to_string()).collect();
    pids.sort();
    pids.dedup();
    assert!(pids.len() <= 8, "{pids:?}");
}

#[test]
fn a_server_that_hangs_does_not_keep_us() {
    let mut server = Postgres::start();
    let database = server.database("");
    server.server().suspend();
    let gate = Gate::new().postgres("db", &database.dsn());
    let gate = gate.fact("one", ("number, timeout: 1s", "db"), "select 1");
    let began = Instant::now();
    gate.collect().fails("one", "no answer within 1.0 s");
    assert!(began.elapsed().as_secs() < 8);
    server.server().resume();
    server.server().kill();
    gate.collect().fails("one", &format!("connection refused by 127.0.0.1:{}", server.port()));
}
