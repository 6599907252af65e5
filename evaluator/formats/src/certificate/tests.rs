use super::*;

const CHAIN: &[u8] = include_bytes!("../../../../fixtures/formats/certificate/chain.pem");
const LEAF: &[u8] = include_bytes!("../../../../fixtures/formats/certificate/leaf.der");
const ROOT: &[u8] = include_bytes!("../../../../fixtures/formats/certificate/root.pem");

#[test]
fn the_first_certificate_is_read() {
    let own = json!({
        "expires_at": "2027-02-26T22:39:45Z",
        "subject": "O=Example Shop, CN=shop.example.com",
        "issuer": "C=DE, O=Example Trust, CN=Example Issuing CA",
        "names": ["shop.example.com", "*.shop.example.com", "192.0.2.7", "2001:db8::7"],
        "chain": [],
    });
    assert_eq!(read(LEAF).unwrap(), own);
    let mut whole = read(CHAIN).unwrap();
    let above = whole["chain"].take();
    whole["chain"] = json!([]);
    assert_eq!(whole, own);
    assert_eq!(above[0]["subject"], own["issuer"]);
    assert_eq!(above[1]["subject"], "C=DE, O=Example Trust, CN=Example Root CA");
    assert_eq!(above[1].get("names"), None);
    let all = chain(CHAIN).unwrap();
    assert_eq!(all.len(), 3);
    assert_eq!(all[2]["subject"], "C=DE, O=Example Trust, CN=Example Root CA");
}

#[test]
fn hosts_are_checked_by_alternative_names() {
    for host in [
        "shop.example.com",
        "SHOP.example.com.",
        "eu.shop.example.com",
        "192.0.2.7",
        "2001:db8::7",
        "[2001:db8::7]",
    ] {
        assert_eq!(check_host(CHAIN, host), Ok(()), "{host}");
    }
    for host in [
        "",
        "example.com",
        "a.b.shop.example.com",
        ".shop.example.com",
        "shop.example.com.evil.test",
        "192.0.2.8",
        "*",
    ] {
        assert!(check_host(CHAIN, host).is_err(), "{host}");
    }
    assert_eq!(
        check_host(CHAIN, "shop.test").unwrap_err().message,
        "the certificate is not for `shop.test`, but for `shop.example.com`, `*.shop.example.com`, `192.0.2.7`, `2001:db8::7`"
    );
    // The subject is no name of a host.
    assert!(check_host(ROOT, "Example Root CA").is_err());
}

#[test]
fn a_chain_goes_up_one_by_one() {
    assert_eq!(check_chain(CHAIN), Ok(()));
    assert_eq!(check_chain(ROOT), Ok(()));
    let text = std::str::from_utf8(CHAIN).unwrap();
    let (leaf, rest) = text.split_once("-----END CERTIFICATE-----\n").unwrap();
    let (_, root) = rest.split_once("-----END CERTIFICATE-----\n").unwrap();
    let gap = format!("{leaf}-----END CERTIFICATE-----\n{root}");
    assert_eq!(
        check_chain(gap.as_bytes()).unwrap_err().message,
        "certificate 2 is of `C=DE, O=Example Trust, CN=Example Root CA`, not of the issuer `C=DE, O=Example Trust, CN=Example Issuing CA`"
    );
}

#[test]
fn what_is_no_certificate_is_refused() {
    let check = |bytes: &[u8], message: &str| {
        assert_eq!(read(bytes).unwrap_err().message, message);
    };
    check(b"", "there is no certificate");
    check(b"<html>", "there is no certificate");
    check(b"\xff\xfe", "neither PEM nor DER");
    check(&LEAF[..LEAF.len() - 1], "no certificate, or one that is cut off");
    check(&[LEAF, b"x"].concat(), "something follows the certificate");
    check(&ROOT[..ROOT.len() - 40], "a PEM block is cut off or damaged");
    check(
        b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
        "there is no certificate",
    );
    check(
        b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        "no certificate, or one that is cut off",
    );
    let many = ROOT.repeat(33);
    check(&many, "more than 32 certificates");
}
