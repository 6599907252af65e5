use super::{Browser, Look, Medium, Scheme};
use crate::process::Folder;

const PAGE: &str = "<!doctype html><title>t</title>\
    <meta name=viewport content='width=device-width'><body><p id=p>hello</p>\
    <script>alert(1); fetch('http://127.0.0.1:9/x').catch(() => 0)</script>";

#[test]
fn a_page_is_seen_as_it_is() {
    let folder = Folder::new();
    let file = folder.write("page.html", PAGE);
    let mut browser = Browser::start();
    browser.look(Look { width: 390, height: 800, scheme: Scheme::Dark, medium: Medium::Screen });
    browser.open(&file);
    assert_eq!(browser.evaluate("document.getElementById('p').textContent"), "hello");
    assert_eq!(browser.evaluate("innerWidth"), 390);
    assert_eq!(browser.evaluate("matchMedia('(prefers-color-scheme: dark)').matches"), true);
    assert_eq!(browser.heard("Page.javascriptDialogOpening").len(), 1);
    let asked = browser.heard("Network.requestWillBeSent");
    assert!(asked.iter().any(|one| one["request"]["url"] == "http://127.0.0.1:9/x"), "{asked:?}");
    assert!(browser.picture(500).starts_with(b"\x89PNG"));
    assert!(browser.pdf().starts_with(b"%PDF"));
}
