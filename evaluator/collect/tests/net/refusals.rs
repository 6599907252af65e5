//! Where a source may not lead to.

use super::Gate;
use super::server::{Server, ok};

const FACT: &str = "p: {type: probe, from: s}";

async fn cause(source: &str, url: &str) -> String {
    let gate = Gate::new(source, &[FACT]).with("URL", url);
    gate.value().await.unwrap_err()
}

#[tokio::test]
async fn the_environment_cannot_name_a_metadata_address() {
    let forms = [
        "http://169.254.169.254/latest/meta-data",
        "http://2852039166",
        "http://0xA9FEA9FE",
        "http://0251.0376.0251.0376",
        "http://[::ffff:169.254.169.254]",
        "http://[64:ff9b::a9fe:a9fe]",
        "http://[fd00:ec2::254]",
        "http://[fe80::1]",
        "http://100.100.100.200",
        "http://0.0.0.0:9090",
        "http://[::]",
    ];
    for form in forms {
        let cause = cause("{http: '${URL}'}", form).await;
        assert!(cause.contains("link-local and metadata addresses are refused"), "{form}: {cause}");
    }
}

#[tokio::test]
async fn hosts_are_those_that_are_listed() {
    let server = Server::answering(ok("fine"));
    let source = "{http: '${URL}', hosts: [localhost, prom.example]}";
    let expected = format!("`127.0.0.1:{}` is not among the `hosts` of the source", server.port);
    assert_eq!(cause(source, &server.url()).await, expected);
    let gate = Gate::new(source, &[FACT]).with("URL", &format!("http://localhost:{}", server.port));
    let value = gate.value().await.unwrap_or_else(|cause| panic!("{cause}"));
    assert_eq!(value["body"], "fine");
}

#[tokio::test]
async fn names_are_refused_where_they_do_not_lead_anywhere() {
    let unknown = cause("{http: '${URL}'}", "http://no-such-host.invalid:80").await;
    assert_eq!(unknown, "the host `no-such-host.invalid` is not known");
}

#[tokio::test]
async fn a_path_never_leads_to_another_host() {
    let server = Server::answering(ok("fine"));
    for path in ["/@169.254.169.254/", "//169.254.169.254/", "/..//x", "?@a.example", "/#@b"] {
        let fact = format!("p: {{type: probe, from: s, path: '{path}'}}");
        let gate = Gate::new(&format!("{{http: '{}'}}", server.url()), &[&fact]);
        assert!(gate.value().await.is_ok(), "{path}");
    }
    assert_eq!(server.seen().len(), 5);
}

#[tokio::test]
async fn the_proxy_of_the_environment_is_not_asked() {
    // The test cannot set the variables of its own process; that the client has none is seen in
    // what it sends: a proxy would be asked for the whole address.
    let server = Server::answering(ok("fine"));
    let gate = Gate::new(&format!("{{http: '{}/x'}}", server.url()), &[FACT]);
    assert!(gate.value().await.is_ok());
    assert!(server.seen().concat().starts_with("GET /x HTTP/1.1\r\n"));
}

#[tokio::test]
async fn addresses_that_are_none_are_refused() {
    let expected =
        "the address of the source does not begin with `http://` or `https://` and a host";
    for url in ["ftp://a.example", "file:///etc/passwd", "a.example:80", "http://", "javascript:1"]
    {
        assert_eq!(cause("{http: '${URL}'}", url).await, expected, "{url}");
    }
    let gate = Gate::new("{http: '${URL}'}", &[FACT]);
    assert_eq!(gate.value().await.unwrap_err(), "the environment variable `URL` is not set");
}
