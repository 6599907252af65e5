//! A real nginx, plain and with TLS.
#![cfg(test)]

use std::time::{Duration, Instant};

use gonogo_test_services::{Nginx, Tls, Validity};

#[test]
fn each_place_answers_as_listed() {
    let nginx = Nginx::start("location /teapot { return 418; }");
    let check = |path: &str, status: u16, body: &str| {
        let answer = nginx.get(path);
        assert_eq!(answer.status, status, "{path}");
        assert!(answer.body.contains(body), "{path}: {}", answer.body);
    };
    check("/health", 200, r#"{"status":"ok"}"#);
    check("/json", 200, r#""depth":12"#);
    check("/down", 503, r#"{"status":"down"}"#);
    check("/private", 401, "");
    check("/stub", 200, "Active connections");
    check("/teapot", 418, "");
    check("/nothing", 404, "");
    let json = nginx.get("/json");
    assert_eq!(json.header("content-type"), Some("application/json"));
    let redirect = nginx.get("/redirect");
    assert_eq!((redirect.status, redirect.header("location")), (302, Some("/health")));
}

#[test]
fn published_files_can_change() {
    let nginx = Nginx::start("");
    nginx.publish("status.json", "{\"done\":false}");
    assert_eq!(nginx.get("/status.json").body, "{\"done\":false}");
    nginx.publish("status.json", "{\"done\":true}");
    assert_eq!(nginx.get("/status.json").body, "{\"done\":true}");
}

#[test]
fn slow_is_slow() {
    let nginx = Nginx::start("");
    let began = Instant::now();
    assert_eq!(nginx.get("/slow").body.len(), 2_000);
    assert!(began.elapsed() > Duration::from_secs(2), "{:?}", began.elapsed());
}

#[test]
fn certificates_are_checked_as_made() {
    let check = |names: &[&str], validity: Validity, refusal: &str| {
        let tls = Tls::for_names(names, validity);
        let nginx = Nginx::with_tls("", &tls);
        let answer = nginx.get_by_tls("/health");
        match answer {
            Ok(answer) => assert_eq!((answer.status, refusal), (200, ""), "{names:?}"),
            Err(error) => {
                let error = error.to_string();
                assert!(!refusal.is_empty() && error.contains(refusal), "{names:?}: {error}");
            }
        }
        assert_eq!(nginx.get("/health").status, 200);
        assert!(nginx.https_url().starts_with("https://localhost:"));
    };
    check(&["localhost", "127.0.0.1"], Validity::days(5), "");
    check(&["localhost"], Validity::expired(), "certificate has expired");
    check(&["localhost"], Validity::not_yet(), "certificate is not yet valid");
    check(&["other.example"], Validity::days(5), "hostname mismatch");
}

#[test]
fn a_certificate_of_another_authority_is_refused() {
    let (own, other) = (Tls::new(), Tls::new());
    assert_ne!(own.ca_pem(), other.ca_pem());
    assert!(own.ca_pem().starts_with("-----BEGIN CERTIFICATE-----"));
    assert_eq!(std::fs::read_to_string(own.ca_path()).unwrap(), own.ca_pem());
}
