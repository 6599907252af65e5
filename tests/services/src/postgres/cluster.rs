//! The files of a server, and the server itself.

use std::fs;
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt;
use std::sync::OnceLock;

use super::{Database, Postgres};
use crate::process::{Folder, Plan, Server, Signal, Tool};
use crate::tls::{CERTIFICATE, KEY, Tls};

/// Nothing here has to survive a power cut.
const SETTINGS: &[&str] = &[
    "listen_addresses=127.0.0.1",
    "fsync=off",
    "full_page_writes=off",
    "synchronous_commit=off",
    "shared_buffers=16MB",
    "wal_level=replica",
    "max_wal_senders=4",
];

/// Who has to give a password; what `initdb` wrote lets in everybody else.
const PASSWORD_LINES: &str = "host all reader 127.0.0.1/32 scram-sha-256\n";

/// Lays the files of a new server into `folder`, as a copy of what `initdb` made once.
pub(super) fn create(folder: &Folder) {
    static TEMPLATE: OnceLock<Folder> = OnceLock::new();
    let template = TEMPLATE.get_or_init(make_template);
    Tool::new("cp", folder.path()).arg("-a").arg(template.join("data")).arg(folder.path()).run();
}

fn make_template() -> Folder {
    let folder = Folder::new();
    Tool::new("initdb", folder.path())
        .args(&["-D", "data", "-U", Postgres::USER, "-A", "trust", "--no-sync"])
        .args(&["--no-instructions", "-E", "UTF8", "--locale=C"])
        .run();
    let rules = folder.join("data/pg_hba.conf");
    let written = fs::read_to_string(&rules).expect("initdb wrote it");
    folder.write("data/pg_hba.conf", format!("{PASSWORD_LINES}{written}"));
    let (reader, password) = (Postgres::READER, Postgres::PASSWORD);
    Tool::new("postgres", folder.path())
        .args(&["--single", "-D", "data", "-c", "fsync=off", "postgres"])
        .input(format!("create role {reader} login password '{password}'\n").as_bytes())
        .run();
    folder
}

/// Takes TLS from those who ask for it, with the certificate of a [`Tls`].
pub(super) fn add_tls(folder: &Folder, tls: &Tls) {
    tls.copy_to(folder);
    let only_mine = fs::Permissions::from_mode(0o600);
    fs::set_permissions(folder.join(KEY), only_mine).expect("an own folder");
    let path = |name: &str| folder.join(name).display().to_string();
    let settings = format!(
        "ssl = on\nssl_cert_file = '{}'\nssl_key_file = '{}'\n",
        path(CERTIFICATE),
        path(KEY)
    );
    folder.write("data/postgresql.auto.conf", settings);
}

/// Runs what is in `data` of the folder.
pub(super) fn start(folder: Folder) -> Server {
    let plan = Plan {
        program: "postgres",
        // Fast: it asks its clients to leave, and does not wait until they do.
        stop: Signal::Interrupt,
        prepare: &|site, command| {
            command.args(["-D", "data", "-p", &site.port.to_string(), "-k"]).arg(&site.folder);
            command.args(SETTINGS.iter().flat_map(|setting| ["-c", *setting]));
        },
        is_ready: &|site| {
            TcpStream::connect(("127.0.0.1", site.port)).is_ok()
                && Database::new(site, "postgres").attempt("select 1").is_ok()
        },
    };
    Server::start(&plan, folder)
}
