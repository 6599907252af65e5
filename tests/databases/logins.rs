//! Who is let in, and passwords that are printed nowhere.

use gonogo_test_services::{Postgres, Redis};

use crate::gate::Gate;

const CANARY: &str = "canary-9f3b1c";

#[test]
fn a_password_is_used_and_never_shown() {
    let database = Postgres::shared().database("create table jobs (id int)");
    let right = Gate::new()
        .postgres("db", &database.reader_dsn())
        .fact("one", ("number", "db"), "select 1")
        .fact("echo", ("string", "db"), &format!("select 'x' || '{}'", Postgres::PASSWORD))
        .fact("jobs", ("number", "db"), "select count(*) from jobs")
        .collect();
    assert_eq!(right.fact("one"), 1);
    assert_eq!(right.fact("echo"), "x[redacted]");
    right.fails("jobs", "permission denied for table jobs");
    let shown = right.snapshot["facts"].to_string() + &right.snapshot["failed"].to_string();
    assert!(!shown.contains(Postgres::PASSWORD), "{shown}");
}

#[test]
fn a_wrong_login_is_told_without_the_password() {
    let database = Postgres::shared().database("");
    let check = |dsn: &str, expected: &str| {
        let gate = Gate::new().postgres("db", dsn);
        let collected = gate.fact("one", ("number", "db"), "select 1").collect();
        collected.fails("one", expected);
        assert!(!collected.printed.contains("canary"), "{}", collected.printed);
    };
    let login = |login: &str| database.dsn_of(login);
    check(&login(&format!("reader:{CANARY}")), "check the DSN's user and password");
    check(&login("reader"), "asks for a password, and the DSN has none");
    check(&login(&format!("nobody:{CANARY}")), "role \"nobody\" does not exist");
    let other = login(&format!("gate:{CANARY}")).replace(database.name(), "elsewhere");
    check(&other, "database \"elsewhere\" does not exist");
    let with = |option: &str| format!("{}?{option}", login(&format!("gate:{CANARY}")));
    check(&with("sslmode=require"), "does not speak TLS");
    check(&with(&format!("sslpassword={CANARY}")), "`sslpassword` is not supported");
    check(&login(&format!("gate:{CANARY}@more")), "`%40`");
}

#[test]
fn addresses_that_hand_out_credentials_are_refused() {
    let check = |kind: &str, address: &str| {
        let gate = Gate::new().source(("it", kind), address, "");
        let asked = if kind == "redis" { "DBSIZE" } else { "select 1" };
        let collected = gate.fact("one", ("number", "it"), asked).collect();
        collected.fails("one", "link-local and metadata addresses are refused");
    };
    check("postgres", "postgres://u@169.254.169.254/x");
    check("postgres", "postgres://u@2852039166/x");
    check("postgres", "postgres://u@127.0.0.1,169.254.169.254/x");
    check("redis", "redis://169.254.169.254:80");
    let gate =
        Gate::new().source(("it", "postgres"), "postgres://u@127.0.0.1/x", ", hosts: [db.example]");
    let collected = gate.fact("one", ("number", "it"), "select 1").collect();
    collected.fails("one", "`127.0.0.1:5432` is not among the `hosts`");
}

#[test]
fn redis_asks_for_its_password() {
    let redis = Redis::with_password("canary9f3b1c");
    let check = |url: &str| {
        let gate = Gate::new().redis("cache", url);
        let collected = gate.fact("keys", ("number", "cache"), "DBSIZE").collect();
        assert!(!collected.printed.contains("canary"), "{}", collected.printed);
        collected
    };
    assert_eq!(check(&redis.url()).fact("keys"), 0);
    let address = redis.address();
    check(&format!("redis://{address}")).fails("keys", "asks for a password");
    check(&format!("redis://:canary-wrong@{address}")).fails("keys", "refuses the login");
}
