//! A certificate authority made for one test, and a certificate of it for a server.

mod calendar;

use std::fs;
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::process::{Folder, Tool};

pub(crate) const AUTHORITY: &str = "ca.pem";
pub(crate) const CERTIFICATE: &str = "certificate.pem";
pub(crate) const KEY: &str = "key.pem";
const DAY: i64 = 24 * 60 * 60;

/// From when until when a certificate is good, in seconds relative to the present.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Validity {
    pub from: i64,
    pub until: i64,
}

impl Validity {
    /// Good since yesterday, for so many days.
    #[must_use]
    pub fn days(days: i64) -> Self {
        Self { from: -DAY, until: days * DAY }
    }

    /// It ended an hour ago.
    #[must_use]
    pub fn expired() -> Self {
        Self { from: -30 * DAY, until: -60 * 60 }
    }

    /// It begins tomorrow.
    #[must_use]
    pub fn not_yet() -> Self {
        Self { from: DAY, until: 30 * DAY }
    }
}

/// A key, its certificate, and that of its authority.
#[derive(Debug)]
pub struct Tls {
    folder: Folder,
    ca_pem: String,
    expires_at: i64,
}

impl Tls {
    /// For `localhost` and 127.0.0.1, good for 30 days.
    #[must_use]
    pub fn new() -> Self {
        Self::for_names(&["localhost", "127.0.0.1"], Validity::days(30))
    }

    /// For names and addresses of choice; the first is the subject.
    #[must_use]
    pub fn for_names(names: &[&str], validity: Validity) -> Self {
        let folder = Folder::new();
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        let now = i64::try_from(now).unwrap_or(i64::MAX);
        folder.write("ca.cnf", configuration(names));
        folder.write("index.txt", "");
        folder.write("serial", "01\n");
        make_authority(&folder);
        make_request(&folder, names.first().unwrap_or(&"localhost"));
        let expires_at = now + validity.until;
        openssl(&folder)
            .args(&["ca", "-batch", "-notext", "-config", "ca.cnf", "-in", "request.pem"])
            .args(&["-out", "certificate.pem", "-startdate", &calendar::asn1(now + validity.from)])
            .args(&["-enddate", &calendar::asn1(expires_at)])
            .run();
        let ca_pem = fs::read_to_string(folder.join("ca.pem")).expect("openssl wrote it");
        Self { folder, ca_pem, expires_at }
    }

    /// Signed by itself, as `openssl req -x509` makes it: an authority that is a server as well.
    /// It is its own file of authorities.
    #[must_use]
    pub fn self_signed(names: &[&str]) -> Self {
        let made = Self::for_names(names, Validity::days(30));
        openssl(&made.folder)
            .args(&["req", "-x509", "-days", "30", "-key", "key.pem", "-subj", "/CN=itself"])
            .args(&["-addext", &format!("subjectAltName={}", alternative(names))])
            .args(&["-out", "certificate.pem"])
            .run();
        let pem = fs::read_to_string(made.folder.join(CERTIFICATE)).expect("openssl wrote it");
        made.folder.write(AUTHORITY, &pem);
        Self { ca_pem: pem, ..made }
    }

    /// The authority's certificate: what a client has to trust.
    #[must_use]
    pub fn ca_pem(&self) -> &str {
        &self.ca_pem
    }

    /// The same as a file, for as long as this value lives.
    #[must_use]
    pub fn ca_path(&self) -> PathBuf {
        self.folder.join(AUTHORITY)
    }

    /// In seconds since 1970.
    #[must_use]
    pub fn expires_at(&self) -> i64 {
        self.expires_at
    }

    /// Lays key and certificates into the folder of a service, under the same names.
    pub(crate) fn copy_to(&self, service: &Folder) {
        for name in [AUTHORITY, CERTIFICATE, KEY] {
            service.write(name, fs::read(self.folder.join(name)).expect("openssl wrote it"));
        }
    }
}

impl Default for Tls {
    fn default() -> Self {
        Self::new()
    }
}

fn openssl(folder: &Folder) -> Tool {
    Tool::new("openssl", folder.path())
}

const NEW_KEY: &[&str] = &["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];

fn make_authority(folder: &Folder) {
    openssl(folder)
        .args(&["req", "-x509", "-config", "ca.cnf", "-days", "3650"])
        .args(NEW_KEY)
        .args(&["-subj", "/CN=authority of a test", "-keyout", "ca.key", "-out", "ca.pem"])
        .run();
}

fn make_request(folder: &Folder, subject: &str) {
    openssl(folder)
        .args(&["req", "-new", "-config", "ca.cnf"])
        .args(NEW_KEY)
        .args(&["-subj", &format!("/CN={subject}"), "-keyout", "key.pem", "-out", "request.pem"])
        .run();
}

fn alternative(names: &[&str]) -> String {
    let name = |name: &&str| match name.parse::<std::net::IpAddr>() {
        Ok(address) => format!("IP:{address}"),
        Err(_) => format!("DNS:{name}"),
    };
    names.iter().map(name).collect::<Vec<_>>().join(",")
}

fn configuration(names: &[&str]) -> String {
    let names = alternative(names);
    format!(
        "[req]\ndistinguished_name = subject\nx509_extensions = authority\n[subject]\n\
         [authority]\nbasicConstraints = critical, CA:true\n\
         keyUsage = critical, keyCertSign, cRLSign\nsubjectKeyIdentifier = hash\n\
         [ca]\ndefault_ca = own\n\
         [own]\ndatabase = index.txt\nserial = serial\nnew_certs_dir = .\ndefault_md = sha256\n\
         certificate = ca.pem\nprivate_key = ca.key\npolicy = any\nx509_extensions = server\n\
         [any]\ncommonName = supplied\n\
         [server]\nsubjectAltName = {names}\nextendedKeyUsage = serverAuth\n\
         basicConstraints = critical, CA:false\nkeyUsage = critical, digitalSignature\n\
         authorityKeyIdentifier = keyid\n"
    )
}
