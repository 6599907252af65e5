use std::fs;
use std::path::PathBuf;
use std::thread;

use super::*;
use crate::Sample;

#[path = "../../tests/scratch/folder.rs"]
mod folder;

/// A place for one state file.
pub(crate) struct Scratch(folder::Folder);

impl Scratch {
    pub(crate) fn new() -> Self {
        Self(folder::Folder::new())
    }

    pub(crate) fn open(&self) -> Store {
        Store::open(&self.file("state.db")).unwrap()
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// What another program finds in the state file.
    fn foreign(&self) -> Connection {
        Connection::open(self.file("state.db")).unwrap()
    }
}

fn one(store: &Store, time: i64) -> Result<usize, StateError> {
    store.samples("s").append(&[Sample { fact: "f", labels: "", time, value: 1.0 }])
}

#[test]
fn a_new_file_has_its_settings() {
    let scratch = Scratch::new();
    let store = scratch.open();
    let check = |pragma: &str, expected: i64| {
        let value: i64 =
            store.connection.pragma_query_value(None, pragma, |row| row.get(0)).unwrap();
        assert_eq!(value, expected, "{pragma}");
    };
    check("application_id", schema::APPLICATION);
    check("user_version", schema::VERSION);
    check("foreign_keys", 1);
    check("synchronous", 2);
    check("busy_timeout", 5000);
    check("trusted_schema", 0);
    let mode: String =
        store.connection.pragma_query_value(None, "journal_mode", |row| row.get(0)).unwrap();
    assert_eq!(mode, "wal");
}

#[cfg(unix)]
#[test]
fn a_new_file_is_its_owners_only() {
    use std::os::unix::fs::PermissionsExt;
    let scratch = Scratch::new();
    let store = scratch.open();
    one(&store, 1).unwrap();
    for name in ["state.db", "state.db-wal", "state.db-shm"] {
        let mode = fs::metadata(scratch.file(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
}

#[test]
fn other_files_are_refused_and_left_as_they_are() {
    let check = |make: &dyn Fn(&Scratch), expected: &str| {
        let scratch = Scratch::new();
        make(&scratch);
        let path = scratch.file("state.db");
        let before = fs::read(&path).unwrap_or_default();
        let error = Store::open(&path).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
        assert_eq!(fs::read(&path).unwrap_or_default(), before, "{expected}");
    };
    let text = |text: &'static str| {
        move |scratch: &Scratch| fs::write(scratch.file("state.db"), text).unwrap()
    };
    let sql =
        |sql: &'static str| move |scratch: &Scratch| scratch.foreign().execute_batch(sql).unwrap();
    let ours = |sql: &'static str| {
        move |scratch: &Scratch| {
            drop(scratch.open());
            scratch.foreign().execute_batch(sql).unwrap();
        }
    };
    check(&text("short"), "not a state file of gonogo");
    check(&text("a\n".repeat(9000).leak()), "not a state file of gonogo");
    check(&text("SQLite format 3\0 and then nothing like it"), "not a state file of gonogo");
    check(&sql("CREATE TABLE t (x)"), "not a state file of gonogo");
    check(&sql("PRAGMA journal_mode = WAL; CREATE TABLE t (x)"), "not a state file of gonogo");
    check(&sql("PRAGMA user_version = 1"), "not a state file of gonogo");
    check(&sql("PRAGMA application_id = 5"), "not a state file of gonogo");
    check(&ours("PRAGMA user_version = 2"), "newer gonogo (version 2, known is 1); update");
    check(&ours("PRAGMA user_version = 0"), "not those that gonogo made (version 0)");
    check(&ours("DROP TABLE notification"), "not those that gonogo made (no `notification`)");
    check(&ours("CREATE TABLE more (x)"), "not those that gonogo made (`more`)");
    check(
        &ours("CREATE TRIGGER t AFTER INSERT ON sample BEGIN UPDATE sample SET value = 0.0; END"),
        "not those that gonogo made (`t`)",
    );
    check(
        &|scratch| fs::create_dir(scratch.file("state.db")).unwrap(),
        "it is not a regular file; name a file",
    );
}

#[test]
fn an_empty_file_is_a_new_one() {
    let scratch = Scratch::new();
    fs::write(scratch.file("state.db"), "").unwrap();
    one(&scratch.open(), 1).unwrap();
}

#[test]
fn a_folder_must_be_there() {
    let scratch = Scratch::new();
    let error = Store::open(&scratch.file("none/state.db")).unwrap_err();
    assert_eq!(error.to_string(), "cannot make it");
}

#[test]
fn names_that_mean_something_to_sqlite_are_names() {
    let scratch = Scratch::new();
    let path = scratch.file("file:x?mode=memory");
    drop(Store::open(&path).unwrap());
    assert!(fs::metadata(path).unwrap().len() > 0);
}

#[test]
fn what_the_owner_may_not_write_is_refused() {
    let scratch = Scratch::new();
    drop(scratch.open());
    let path = scratch.file("state.db");
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    // Some may write whatever the permissions say.
    let may_write = fs::OpenOptions::new().append(true).open(&path).is_ok();
    match Store::open(&path) {
        Ok(_) => assert!(may_write),
        Err(error) => assert!(!may_write && matches!(error, StateError::ReadOnly), "{error}"),
    }
}

#[test]
fn a_full_disk_is_an_error_and_keeps_what_was() {
    let scratch = Scratch::new();
    let store = scratch.open();
    one(&store, 0).unwrap();
    let pages: i64 =
        store.connection.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
    store.connection.pragma_update_and_check(None, "max_page_count", pages, |_| Ok(())).unwrap();
    let samples: Vec<Sample<'_>> =
        (1..5000).map(|time| Sample { fact: "f", labels: "", time, value: 1.0 }).collect();
    let error = store.samples("s").append(&samples).unwrap_err();
    assert!(matches!(error, StateError::Full { .. }), "{error}");
    assert_eq!(error.to_string(), "the disk is full");
    assert_eq!(store.samples("s").window("f", 0, 9999).unwrap()[0].samples, [(0, 1.0)]);
}

#[test]
fn a_lock_that_stays_is_an_error() {
    let scratch = Scratch::new();
    let store = scratch.open();
    store.connection.busy_timeout(Duration::from_millis(20)).unwrap();
    let other = scratch.foreign();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    assert!(matches!(one(&store, 1), Err(StateError::Locked)));
    other.execute_batch("ROLLBACK").unwrap();
    assert_eq!(one(&store, 1).unwrap(), 1);
}

#[test]
fn damage_is_found_where_a_process_was_killed() {
    let scratch = Scratch::new();
    let store = scratch.open();
    for time in 0..2000 {
        one(&store, time).unwrap();
    }
    let path = scratch.file("state.db");
    store.connection.pragma_update_and_check(None, "wal_checkpoint", "FULL", |_| Ok(())).unwrap();
    one(&store, 2000).unwrap();
    // As a killed process leaves it: with its log.
    let copy = scratch.file("copy.db");
    let mut bytes = fs::read(&path).unwrap();
    // Not one of the last, which the log has anew.
    let page = bytes.len() - 3 * 4096;
    bytes[page..page + 64].fill(0xff);
    fs::write(&copy, bytes).unwrap();
    fs::copy(scratch.file("state.db-wal"), scratch.file("copy.db-wal")).unwrap();
    let error = Store::open(&copy).unwrap_err();
    assert!(matches!(error, StateError::Damaged { .. }), "{error}");
}

#[test]
fn a_row_that_is_too_large_is_not_read() {
    let scratch = Scratch::new();
    drop(scratch.open());
    let huge = "INSERT INTO notification VALUES
        ('n', 0, 0, CAST(zeroblob(60000000) AS TEXT), 'waiting', 0, NULL, NULL)";
    scratch.foreign().execute_batch(huge).unwrap();
    let error = scratch.open().take_due(1, 0).unwrap_err();
    assert!(matches!(error, StateError::Sqlite { .. }), "{error}");
}

#[test]
fn many_may_begin_and_write_at_once() {
    let scratch = Scratch::new();
    let write = |writer: i64| {
        let store = scratch.open();
        (0..10).for_each(|number| _ = one(&store, writer * 100 + number).unwrap());
    };
    thread::scope(|scope| {
        for writer in 0..8 {
            scope.spawn(move || write(writer));
        }
    });
    let kept = scratch.open().samples("s").window("f", 0, 9999).unwrap();
    assert_eq!(kept[0].samples.len(), 80);
}
