//! Where a program is, and which package brings it.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

/// Every program that a service needs, and the Debian package that has it. `.ci/install`
/// installs the same ones.
const PACKAGES: &[(&str, &str)] = &[
    ("chromium", "chromium"),
    ("cmark-gfm", "cmark-gfm"),
    ("cp", "coreutils"),
    ("initdb", "postgresql"),
    ("nginx", "nginx-light"),
    ("openssl", "openssl"),
    ("pg_basebackup", "postgresql"),
    ("postgres", "postgresql"),
    ("prometheus", "prometheus"),
    ("promtool", "prometheus"),
    ("psql", "postgresql"),
    ("redis-server", "redis-server"),
    ("setpriv", "util-linux"),
];

/// Has a folder for each major version of PostgreSQL, none of them on the PATH.
const POSTGRES: &str = "/usr/lib/postgresql";
/// Folders that are not on the PATH of everybody.
const SYSTEM: &[&str] = &["/usr/sbin", "/sbin"];

/// The path of a program. Panics with the package to install when there is none.
pub(crate) fn require(program: &str) -> PathBuf {
    match folders().into_iter().map(|folder| folder.join(program)).find(|path| path.is_file()) {
        Some(path) => path,
        None => panic!("{}", missing(program)),
    }
}

fn folders() -> Vec<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    // The `psql` on the PATH is a script of Debian's that looks for clusters of its own.
    let mut folders = postgres_folders(Path::new(POSTGRES));
    folders.extend(env::split_paths(&path));
    folders.extend(SYSTEM.iter().map(PathBuf::from));
    folders
}

/// The highest version first.
fn postgres_folders(parent: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(parent).into_iter().flatten().flatten();
    let major = |name: &str| name.parse::<u32>().ok();
    let mut versions: Vec<u32> =
        entries.filter_map(|entry| major(entry.file_name().to_str()?)).collect();
    versions.sort_unstable_by(|a, b| b.cmp(a));
    versions.iter().map(|version| parent.join(version.to_string()).join("bin")).collect()
}

fn missing(program: &str) -> String {
    let listed = PACKAGES.iter().find(|(name, _)| *name == program);
    let package = listed.map_or("the package that has it", |(_, package)| *package);
    format!(
        "test needs `{program}`: not found on PATH; install the Debian package `{package}`\n  \
         (DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends {package})"
    )
}

#[test]
fn a_missing_program_names_its_package() {
    let check = |program: &str, package: &str| {
        let message = missing(program);
        assert!(message.contains(&format!("`{program}`")), "{message}");
        assert!(message.contains(&format!("package `{package}`")), "{message}");
        assert!(message.contains(&format!("--no-install-recommends {package})")), "{message}");
    };
    PACKAGES.iter().for_each(|(program, package)| check(program, package));
    let panic = std::panic::catch_unwind(|| require("gonogo-no-such-program")).unwrap_err();
    let message = panic.downcast_ref::<String>().unwrap();
    assert!(message.starts_with("test needs `gonogo-no-such-program`: not found"), "{message}");
}

#[test]
fn every_listed_program_is_installed() {
    for (program, _) in PACKAGES {
        assert!(require(program).is_file());
    }
}

#[test]
fn the_newest_postgres_comes_first() {
    let folder = super::Folder::new();
    for name in ["9", "15", "16", "common"] {
        fs::create_dir(folder.path().join(name)).unwrap();
    }
    let found = postgres_folders(folder.path());
    let expected = ["16/bin", "15/bin", "9/bin"].map(|end| folder.path().join(end));
    assert_eq!(found, expected);
}
