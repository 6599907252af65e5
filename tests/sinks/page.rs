//! Pages in a real browser: the same elements and attributes as for a calm string, nothing runs,
//! nothing loads, nothing moves.

use std::fs;
use std::path::Path;

use gonogo_test_services::Browser;
use serde_json::Value;

use crate::scene::replay;
use crate::{all, calm, printable};

/// Elements with the names of their attributes. Code is allowed to be code.
const SHAPE: &str = "Array.from(document.querySelectorAll('*')).filter(e => e.tagName !== 'CODE')\
    .map(e => e.tagName + ' ' + e.className.toString() + ' ' + e.getAttributeNames().sort().join(' ')).join('\\n')";
const POLICY: &str = "<meta http-equiv=\"Content-Security-Policy\"";

/// Nothing happened, and the shape.
fn shape(browser: &mut Browser, file: &Path, what: &str) -> Value {
    browser.open(file);
    // Events of whatever hopes for the mouse, the focus or time.
    let disturb = "new Promise(done => { document.querySelectorAll('*').forEach(e => { \
        for (const kind of ['mouseover', 'click', 'focus', 'toggle', 'load', 'error']) \
        if (e.tagName !== 'SUMMARY') e.dispatchEvent(new Event(kind)); }); setTimeout(() => done(typeof window.hit), 5); })";
    assert_eq!(browser.evaluate(disturb), "undefined", "{what}: something ran");
    let asked = browser.heard("Network.requestWillBeSent");
    assert_eq!(asked.len(), 1, "{what}: something was loaded: {asked:#?}");
    for event in [
        "Page.javascriptDialogOpening",
        "Runtime.exceptionThrown",
        "Log.entryAdded",
        "Page.windowOpen",
    ] {
        assert!(browser.heard(event).is_empty(), "{what}: {event}: {:?}", browser.heard(event));
    }
    browser.evaluate(SHAPE)
}

/// The policy of the page must not be what holds it: a copy without it is looked at as well.
#[test]
fn pages_have_the_same_elements_and_nothing_happens() {
    let mut browser = Browser::start();
    let expected = shape(&mut browser, &calm().page(), "calm");
    for reports in all() {
        let what = format!("{:?}", reports.text);
        assert_eq!(shape(&mut browser, &reports.page(), &what), expected, "{what}");
        let title = browser.evaluate("document.querySelector('article h3').textContent");
        assert_eq!(title, printable(&reports.text), "{what}");
        let text = reports.get("html");
        assert!(text.contains(POLICY), "{what}");
        let bare = reports.folder.join("bare.html");
        fs::write(&bare, text.replace(POLICY, "<meta name=\"none\"")).unwrap();
        shape(&mut browser, &bare, &what);
    }
}

#[test]
fn pages_of_replays_have_the_same_elements_and_nothing_happens() {
    let mut browser = Browser::start();
    let mut look = |reports: &crate::scene::Reports| {
        let file = reports.folder.join("bare-replay.html");
        let text = replay(reports, "html");
        assert!(text.contains(POLICY));
        fs::write(&file, text.replace(POLICY, "<meta name=\"none\"")).unwrap();
        shape(&mut browser, &file, &format!("{:?}", reports.text))
    };
    let expected = look(calm());
    for reports in all() {
        assert_eq!(look(reports), expected, "{:?}", reports.text);
    }
}

/// What would happen without escapes is seen.
#[test]
fn the_browser_sees_what_happens() {
    let folder = &calm().folder;
    let mut browser = Browser::start();
    for (name, body) in [
        ("script", "<script>window.hit=1</script>"),
        ("handler", "<img src=x onerror=window.hit=1>"),
        ("load", "<img src=http://127.0.0.1:9/hit>"),
    ] {
        let file = folder.join(format!("{name}.html"));
        fs::write(&file, format!("<!doctype html><p>{body}")).unwrap();
        browser.open(&file);
        let hit =
            browser.evaluate("new Promise(done => setTimeout(() => done(typeof window.hit), 50))");
        let asked = browser.heard("Network.requestWillBeSent").len();
        assert!(hit == "number" || asked > 1, "{name}");
    }
}
