//! Certificates of a real web server: what they say, and whom a source trusts.

use gonogo_test_services::{Nginx, Tls, Validity};

use crate::gate::{Gate, Ran};

fn run(nginx: &Nginx, (tls, source): (&Tls, &str), (fact, rule): (&str, &str)) -> Ran {
    let text = format!(
        "sources: {{s: {{{source}: 'URL', ca_file: '${{CA}}'}}}}\nfacts: {{f: {{type: {fact}, from: s}}}}\n\
         rules:\n  - {{id: r, require: \"{rule}\"}}\n"
    );
    let url = nginx.https_url();
    let address = if source == "tls" { url.trim_start_matches("https://") } else { &url };
    let ca = tls.ca_path();
    Gate::new(&text, address)
        .with("CA", ca.to_str().unwrap())
        .with("COLUMNS", "160")
        .run("run", &[])
}

#[test]
fn names_and_chain_can_be_judged() {
    let tls = Tls::for_names(&["localhost", "shop.example", "127.0.0.1"], Validity::days(30));
    let nginx = Nginx::with_tls("", &tls);
    let check = |rule: &str, code: i32| {
        run(&nginx, (&tls, "tls"), ("certificate", rule)).says(code, &[]);
    };
    check("f.names == ['localhost', 'shop.example', '127.0.0.1']", 0);
    check("'other.example' in f.names", 10);
    check("f.subject.contains('localhost') && f.expires_in > duration('29d')", 0);
    check("f.chain.all(c, c.expires_in > duration('1d') && c.issuer != '')", 0);
    check("f.chain == []", 0);
}

#[test]
fn a_certificate_that_is_signed_by_itself_is_trusted_where_it_is_listed() {
    let itself = Tls::self_signed(&["localhost"]);
    let nginx = Nginx::with_tls("", &itself);
    run(&nginx, (&itself, "http"), ("probe", "f.status > 0")).says(0, &[]);
    run(&nginx, (&itself, "tls"), ("certificate", "f.issuer == f.subject")).says(0, &[]);
    let other = Tls::self_signed(&["localhost"]);
    let refused = run(&nginx, (&other, "http"), ("probe", "f.ok"));
    refused.says(10, &["the certificate of localhost:", "`ca_file`"]);
    let elsewhere = Tls::self_signed(&["elsewhere.example"]);
    let nginx = Nginx::with_tls("", &elsewhere);
    let refused = run(&nginx, (&elsewhere, "http"), ("probe", "f.ok"));
    refused.says(10, &["is for other names, `elsewhere.example`: ask by one of them"]);
}
