//! Certificates: whom a source trusts, and when they expire.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair, date_time_ymd};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use serde_json::json;

use super::Gate;

/// An authority in a file of its own, and a server with a certificate of it.
struct Trusted {
    port: u16,
    ca_file: PathBuf,
}

impl Drop for Trusted {
    fn drop(&mut self) {
        drop(std::fs::remove_file(&self.ca_file));
    }
}

/// Valid from 2020 to the year, for the names.
fn server(names: &[&str], until: i32) -> Trusted {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.not_before = date_time_ymd(2000, 1, 1);
    params.not_after = date_time_ymd(2100, 1, 1);
    params.distinguished_name.push(rcgen::DnType::CommonName, "Test authority");
    let key = KeyPair::generate().unwrap();
    let authority = params.self_signed(&key).unwrap();
    let issuer = Issuer::new(params, key);
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let mut own = CertificateParams::new(names).unwrap();
    own.not_before = date_time_ymd(2020, 1, 1);
    own.not_after = date_time_ymd(until, 1, 1);
    own.distinguished_name.push(rcgen::DnType::CommonName, "gonogo test");
    let own_key = KeyPair::generate().unwrap();
    let certificate = own.signed_by(&own_key, &issuer).unwrap();
    let key = PrivateKeyDer::try_from(own_key.serialize_der()).unwrap();
    let port = serve(vec![certificate.der().clone()], key);
    let name = format!("gonogo-test-{}-{port}.pem", std::process::id());
    let ca_file = std::env::temp_dir().join(name);
    std::fs::write(&ca_file, authority.pem()).unwrap();
    Trusted { port, ca_file }
}

fn serve(chain: Vec<CertificateDer<'static>>, key: PrivateKeyDer<'static>) -> u16 {
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let builder = ServerConfig::builder_with_provider(provider);
    let builder = builder.with_safe_default_protocol_versions().unwrap().with_no_client_auth();
    let config = Arc::new(builder.with_single_cert(chain, key).unwrap());
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let connection = ServerConnection::new(Arc::clone(&config)).unwrap();
            let mut stream = StreamOwned::new(connection, stream.unwrap());
            let mut head = [0; 4096];
            if stream.read(&mut head).is_ok_and(|length| length > 0) {
                drop(stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfine"));
            }
        }
    });
    port
}

const CERTIFICATE: &str = "c: {type: certificate, from: s}";

impl Trusted {
    async fn value(&self, source: &str, fact: &str) -> Result<serde_json::Value, String> {
        let source = source.replace("PORT", &self.port.to_string());
        let file = self.ca_file.to_str().unwrap();
        Gate::new(&source, &[fact]).with("CA", file).value().await
    }
}

#[tokio::test]
async fn a_certificate_says_when_it_expires() {
    let names = ["localhost", "127.0.0.1"];
    let server = server(&names, 2050);
    let expected = json!({
        "expires_at": "2050-01-01T00:00:00Z",
        "subject": "CN=gonogo test",
        "issuer": "CN=Test authority",
        "names": names,
        "chain": [],
    });
    for source in [
        "{tls: 'localhost:PORT', ca_file: '${CA}'}",
        "{tls: '127.0.0.1:PORT', ca_file: '${CA}'}",
        "{http: 'https://localhost:PORT/path', ca_file: '${CA}'}",
    ] {
        let mut value = server.value(source, CERTIFICATE).await.unwrap();
        for name in ["subject", "issuer"] {
            // Names of authorities that the library adds are no concern of this test.
            assert!(
                value[name].as_str().unwrap().contains(expected[name].as_str().unwrap()),
                "{value}"
            );
            value[name] = expected[name].clone();
        }
        assert_eq!(value, expected, "{source}");
    }
    let elsewhere =
        format!("c: {{type: certificate, from: s, host: localhost, port: {}}}", server.port);
    let value = server.value("{tls: 'a.example:443', ca_file: '${CA}'}", &elsewhere).await.unwrap();
    assert_eq!(value["expires_at"], expected["expires_at"]);
    let listed = "{tls: 'a.example:443', ca_file: '${CA}', hosts: [a.example]}";
    let cause = server.value(listed, &elsewhere).await.unwrap_err();
    assert!(cause.contains("is not among the `hosts`"), "{cause}");
}

#[tokio::test]
async fn an_expired_certificate_is_a_value() {
    let server = server(&["localhost"], 2025);
    let value =
        server.value("{tls: 'localhost:PORT', ca_file: '${CA}'}", CERTIFICATE).await.unwrap();
    assert_eq!(value["expires_at"], "2025-01-01T00:00:00Z");
    let probe = "p: {type: probe, from: s}";
    let source = "{http: 'https://localhost:PORT', ca_file: '${CA}'}";
    let cause = server.value(source, probe).await.unwrap_err();
    assert_eq!(
        cause,
        format!("the certificate of localhost:{}, or one above it, is expired", server.port)
    );
}

#[tokio::test]
async fn anything_else_that_is_wrong_is_a_failure() {
    let check = async |(names, until): (&[&str], i32), source: &str, expected: &str| {
        let server = server(names, until);
        let cause = server.value(source, CERTIFICATE).await.unwrap_err();
        assert!(cause.contains(expected), "{cause}");
    };
    let own = "{tls: 'localhost:PORT', ca_file: '${CA}'}";
    check((&["other.example"], 2050), own, "is for other names").await;
    check((&["other.example"], 2025), own, "is for other names").await;
    let system = "{tls: 'localhost:PORT'}";
    check((&["localhost"], 2050), system, "nobody who is trusted").await;
    check((&["localhost"], 2025), system, "nobody who is trusted").await;
}

#[tokio::test]
async fn requests_trust_the_file_and_nobody_else() {
    let server = server(&["localhost"], 2050);
    let probe = "p: {type: probe, from: s}";
    let value =
        server.value("{http: 'https://localhost:PORT', ca_file: '${CA}'}", probe).await.unwrap();
    assert_eq!(value["body"], "fine");
    let cause = server.value("{http: 'https://localhost:PORT'}", probe).await.unwrap_err();
    assert!(cause.contains("nobody who is trusted: check `ca_file`"), "{cause}");
    let cause = server
        .value("{http: 'https://127.0.0.1:PORT', ca_file: '${CA}'}", probe)
        .await
        .unwrap_err();
    assert!(cause.contains("is for other names"), "{cause}");
}

#[tokio::test]
async fn files_of_authorities_are_read_with_care() {
    let server = server(&["localhost"], 2050);
    let check = async |file: &str, expected: &str| {
        let source = format!("{{tls: 'localhost:PORT', ca_file: '{file}'}}");
        let cause = server.value(&source, CERTIFICATE).await.unwrap_err();
        assert_eq!(cause, format!("`ca_file` `{file}`: {expected}"));
    };
    check("no-such-file.pem", "there is no such file").await;
    check("/dev/zero", "this is no file").await;
    check(env!("CARGO_MANIFEST_DIR"), "this is no file").await;
    check(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"), "there is no certificate in it")
        .await;
}

#[tokio::test]
async fn who_speaks_no_tls_is_told() {
    let plain = super::server::Server::answering(super::server::ok("fine"));
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        for stream in listener.incoming() {
            drop(stream.unwrap().write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n"));
        }
    });
    drop(plain);
    let gate = Gate::new(&format!("{{tls: 'localhost:{port}'}}"), &[CERTIFICATE]);
    assert_eq!(gate.value().await.unwrap_err(), format!("localhost:{port} does not speak TLS"));
    let gate = Gate::new("{tls: '127.0.0.1:1'}", &[CERTIFICATE]);
    assert_eq!(gate.value().await.unwrap_err(), "connection refused by 127.0.0.1:1");
}
