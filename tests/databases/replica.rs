//! The lag of a replica, which is not known as long as nothing was replayed or nobody sends.

use std::time::Duration;

use gonogo_test_services::{Postgres, Replica, wait_until};

use crate::gate::Gate;

const WITHIN: Duration = Duration::from_secs(10);
const POLL: Duration = Duration::from_millis(20);
/// As docs/sources.md has it.
const LAG: &str = "select case
  when not exists (select from pg_stat_wal_receiver) then null
  when pg_last_wal_replay_lsn() >= pg_last_wal_receive_lsn() then interval '0'
  else now() - pg_last_xact_replay_timestamp()
end";

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_documented_query_is_the_tested_one() {
    let docs = include_str!("../../docs/sources.md");
    assert!(words(docs).contains(&words(LAG)));
}

#[test]
fn an_idle_replica_is_level_and_one_that_is_cut_off_is_not_known() {
    let primary = Postgres::start();
    let database = primary.database(
        "create table jobs (id int); create role watcher login; grant select on jobs to watcher",
    );
    let replica = Replica::of(&primary);
    let copy = replica.database(&database);
    let dsn = copy.dsn_of("watcher");
    let gate = Gate::new()
        .postgres("replica", &dsn)
        .fact("lag", ("duration", "replica"), LAG)
        .fact("jobs", ("number", "replica"), "select count(*) from jobs");
    let lag = || {
        let lag = gate.collect().fact("lag").as_str().map(str::to_owned).unwrap();
        gonogo_series::quantity::parse_duration(&lag).unwrap()
    };
    let level = || wait_until(WITHIN, POLL, || (lag() == 0).then_some(())).is_some();
    replica.wait_for(&database, "select count(*) from pg_stat_wal_receiver", "1");
    database.run("insert into jobs values (1), (2)");
    replica.wait_for(&database, "select count(*) from jobs", "2");
    // Nothing happens any more: the last transaction grows old, and the lag does not.
    assert!(level());
    assert_eq!(gate.collect().fact("jobs"), 2);
    copy.run("select pg_wal_replay_pause()");
    database.run("insert into jobs values (3)");
    assert!(wait_until(WITHIN, POLL, || (lag() > 0).then_some(())).is_some());
    copy.run("select pg_wal_replay_resume()");
    assert!(level());
    drop(primary);
    replica.wait_for(&database, "select count(*) from pg_stat_wal_receiver", "0");
    gate.collect().fails("lag", "is NULL: it is not known");
}
