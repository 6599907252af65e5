//! A real PostgreSQL and its replica.
#![cfg(test)]

use gonogo_test_services::{Postgres, Replica};

const LAG: &str = "select pg_last_xact_replay_timestamp()";

#[test]
fn each_test_has_a_database_of_its_own() {
    let create = "create table jobs (id int, note text); insert into jobs values (1, null)";
    let first = Postgres::shared().database(create);
    let second = Postgres::shared().database(create);
    first.run("insert into jobs values (2, 'two')");
    assert_eq!(first.run("select * from jobs order by id"), "1|NULL\n2|two");
    assert_eq!(second.run("select count(*) from jobs"), "1");
    assert_ne!(first.dsn(), second.dsn());
    let error = first.attempt("select * from nothing").unwrap_err();
    assert!(error.contains("relation \"nothing\" does not exist"), "{error}");
}

#[test]
fn a_fresh_replica_has_no_lag_and_a_used_one_has() {
    // Its own, since a transaction of another test would be replayed as well.
    let primary = Postgres::start();
    let database = primary.database("create table jobs (id int)");
    let replica = Replica::of(&primary);
    let copy = replica.database(&database);
    assert_eq!(copy.run("select pg_is_in_recovery()"), "t");
    assert_eq!(copy.run(LAG), "NULL");
    database.run("insert into jobs values (1), (2)");
    replica.wait_for(&database, "select count(*) from jobs", "2");
    assert!(copy.run(LAG).starts_with("20"), "{}", copy.run(LAG));
    assert!(copy.attempt("insert into jobs values (3)").unwrap_err().contains("read-only"));
}

#[test]
fn the_reader_needs_a_password() {
    let database = Postgres::shared().database("create table jobs (id int)");
    database.run("grant select on jobs to reader");
    let connect = |login: &str| {
        let dsn = database.dsn_of(login);
        database.attempt(&format!("\\connect {dsn}\nselect count(*) from jobs"))
    };
    assert_eq!(connect("reader:let-me-in").as_deref(), Ok("0"));
    assert!(connect("reader:wrong").unwrap_err().contains("password authentication failed"));
    assert!(database.reader_dsn().contains("//reader:let-me-in@127.0.0.1:"));
}

#[test]
fn a_killed_server_is_gone() {
    let mut primary = Postgres::start();
    let database = primary.database("");
    primary.server().kill();
    assert!(database.attempt("select 1").unwrap_err().contains("Connection refused"));
}
