//! The lag of a replica, which is not known as long as nothing was replayed.

use gonogo_test_services::{Postgres, Replica};

use crate::gate::Gate;

const LAG: &str = "select extract(epoch from clock_timestamp() - pg_last_xact_replay_timestamp())";

#[test]
fn a_fresh_replica_has_no_lag_yet_and_a_used_one_has() {
    let primary = Postgres::start();
    let database = primary.database("create table jobs (id int)");
    let replica = Replica::of(&primary);
    let gate = Gate::new()
        .postgres("replica", &replica.database(&database).dsn())
        .fact("lag", ("number, unit: s", "replica"), LAG)
        .fact("jobs", ("number", "replica"), "select count(*) from jobs");
    let fresh = gate.collect();
    fresh.fails("lag", "is NULL: it is not known");
    assert_eq!(fresh.fact("jobs"), 0);
    database.run("insert into jobs values (1), (2)");
    replica.wait_for(&database, "select count(*) from jobs", "2");
    let used = gate.collect();
    let lag = used.fact("lag").as_f64().unwrap();
    assert!((0.0..60.0).contains(&lag), "{lag}");
    assert_eq!(used.fact("jobs"), 2);
}
