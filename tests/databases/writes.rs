//! Nothing that a gate asks can change anything.

use gonogo_test_services::{Postgres, Redis};

use crate::gate::Gate;

const JOBS: &str = "create table jobs (id int); insert into jobs values (1), (2); \
    create function remove() returns int language plpgsql as $$ begin delete from jobs; return 1; \
    end $$; create sequence numbers; create procedure clear(inout gone int) language plpgsql as \
    $$ begin commit; delete from jobs; commit; end $$;";

#[test]
fn statements_that_write_are_refused() {
    let database = Postgres::shared().database(JOBS);
    let folder = std::env::temp_dir().join(format!("gonogo-copied-{}", std::process::id()));
    let copy = format!("copy jobs to '{}'", folder.display());
    let several = "cannot insert multiple commands";
    let reads = "gonogo only reads";
    let columns = "the statement gives no columns";
    let cases = [
        ("delete from jobs", columns),
        ("delete from jobs returning id", reads),
        ("with gone as (delete from jobs returning id) select count(*) from gone", reads),
        ("select remove()", reads),
        ("select nextval('numbers')", reads),
        ("commit; delete from jobs", several),
        ("commit; delete from jobs returning id", several),
        ("select 1; delete from jobs; commit", several),
        ("commit", columns),
        ("commit and chain", columns),
        ("do $$ begin delete from jobs; end $$", columns),
        ("set transaction read write", columns),
        ("prepare transaction 'left behind'", columns),
        ("truncate jobs", columns),
        (copy.as_str(), columns),
        ("select set_config('transaction_read_only', 'off', true)", "transaction"),
        ("explain analyze delete from jobs", reads),
        ("call clear(1)", "invalid transaction termination"),
        ("", columns),
    ];
    let asked = |query: &str| if query.is_empty() { "-- nothing" } else { query }.to_owned();
    let gate = Gate::new().postgres("db", &database.dsn());
    let add = |gate: Gate, (at, case): (usize, &(&str, &str))| {
        gate.fact(&format!("f{at}"), ("string", "db"), &asked(case.0))
    };
    let collected = cases.iter().enumerate().fold(gate, add).collect();
    for (at, (_, expected)) in cases.iter().enumerate() {
        collected.fails(&format!("f{at}"), expected);
    }
    assert_eq!(database.run("select count(*) from jobs"), "2");
    assert_eq!(database.run("select is_called from numbers"), "f");
    assert!(!folder.exists());
}

#[test]
fn commands_that_write_are_no_gate() {
    let redis = Redis::start();
    let _ = redis.run(["SET", "key", "1"]);
    let gate = Gate::new().redis("cache", &redis.url());
    let gate = gate.fact("gone", ("number", "cache"), "DEL key");
    let refused = gate.refused();
    assert!(refused.contains("`DEL key` is not known to be read-only"), "{refused}");
    assert_eq!(redis.run(["EXISTS", "key"]), gonogo_test_services::Reply::Integer(1));
}
