//! Queries that take too long, and locks that others hold.

use std::time::{Duration, Instant};

use gonogo_test_services::{Postgres, wait_until};

use crate::gate::Gate;

const ASLEEP: &str = "select count(*) from pg_stat_activity where query like 'select pg_sleep%' \
    and state = 'active' and datname = current_database()";

#[test]
fn a_query_that_takes_too_long_is_ended_at_the_server() {
    let database = Postgres::shared().database("");
    let gate = Gate::new().postgres("db", &database.dsn());
    let gate = gate.fact("slow", ("number, timeout: 3s", "db"), "select pg_sleep(30), 1").fact(
        "quick",
        ("number", "db"),
        "select 1",
    );
    let began = Instant::now();
    let collected = gate.collect();
    assert!(began.elapsed() < Duration::from_secs(10));
    collected.fails("slow", "the query was not done within 2.");
    assert_eq!(collected.fact("quick"), 1);
    let gone = wait_until(Duration::from_secs(5), Duration::from_millis(20), || {
        (database.run(ASLEEP) == "0").then_some(())
    });
    assert!(gone.is_some(), "the query goes on: {}", database.run(ASLEEP));
}

#[test]
fn a_lock_that_others_hold_is_told() {
    let database = Postgres::shared().database("create table jobs (id int)");
    let locker = database.clone();
    let holding = std::thread::spawn(move || {
        locker.run("begin; lock table jobs in access exclusive mode; select pg_sleep(6); commit");
    });
    let held = "select count(*) from pg_locks where mode = 'AccessExclusiveLock' and granted \
        and database = (select oid from pg_database where datname = current_database())";
    let locked = wait_until(Duration::from_secs(5), Duration::from_millis(20), || {
        (database.run(held) != "0").then_some(())
    });
    assert!(locked.is_some());
    let gate = Gate::new().postgres("db", &database.dsn());
    let gate = gate.fact("jobs", ("number, timeout: 3s", "db"), "select count(*) from jobs");
    gate.collect().fails("jobs", "a lock that others hold was not free within ");
    holding.join().unwrap();
    assert_eq!(gate.collect().fact("jobs"), 0);
}
