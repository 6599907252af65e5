//! What is on the page, in which order, and that nothing else is.

use gonogo_test_services::Browser;
use serde_json::Value;

use crate::{goldens, scene};

/// Texts of all elements that a selector finds.
fn texts(browser: &mut Browser, selector: &str) -> Vec<String> {
    let script = format!(
        "Array.from(document.querySelectorAll({selector:?}), e => e.textContent.replace(/\\s+/g, ' ').trim())"
    );
    let found = browser.evaluate(&script);
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    found.as_array().unwrap().iter().map(text).collect()
}

#[track_caller]
fn one(browser: &mut Browser, selector: &str, expected: &str) {
    let found = texts(browser, selector);
    assert!(found.iter().any(|text| text.contains(expected)), "`{expected}` in {found:#?}");
}

#[test]
fn the_verdict_comes_first_then_what_decides() {
    let file = scene::checkout("order");
    let mut browser = Browser::start();
    browser.open(&file);
    assert_eq!(texts(&mut browser, "h1"), ["ROLLBACK checkout 2.4.0 · canary-10"]);
    assert_eq!(
        texts(&mut browser, "h2"),
        [
            "What decides",
            "What else to look at",
            "Checklist: 5 of 7 done, 1 not applicable",
            "Sign-offs: 2 of 3",
            "Waivers",
        ]
    );
    assert_eq!(
        texts(&mut browser, "main > details > summary"),
        ["Passed (3)", "Skipped (1)", "Without a say (1)", "Other series (2)", "Facts (11)"]
    );
    one(&mut browser, "header", "because of Error rate over two minutes (rollback)");
    one(&mut browser, "header", "set by the caller: region = eu-central-1");
    let card = "main > section:first-child article";
    one(&mut browser, card, "1.569 % of requests fail; more than 1 % for 2m means rollback");
    one(&mut browser, card, "bylasted 4m, 2m is enough, peak 1.8 % for4m, since 03:36:00 UTC");
    one(&mut browser, card, "doshift all traffic back to blue, then open an incident");
    one(&mut browser, card, "to the lead of operations, due since 03:38:00 UTC");
    let order = "Array.from(document.querySelectorAll('header, main, footer, article')).map(e => e.tagName)";
    let order = browser.evaluate(order).to_string();
    assert!(order.starts_with(r#"["HEADER","MAIN","ARTICLE""#), "{order}");
}

#[test]
fn charts_show_limits_stretches_and_the_phase() {
    let file = scene::checkout("charts");
    let mut browser = Browser::start();
    browser.open(&file);
    let card = "main > section:first-child figure";
    one(
        &mut browser,
        card,
        "error_rate latest 1.569 %, least 0.071 % at 03:22:00, greatest 1.8 % at",
    );
    one(&mut browser, &format!("{card} .lim"), "1 % error-rate-sustained");
    one(
        &mut browser,
        &format!("{card} .told"),
        "rollback error-rate-sustained: since 03:36:00, for 4m; rollback from 03:38:00 on",
    );
    one(&mut browser, &format!("{card} .told"), "no-go error-rate: 03:30:00 to 03:32:00, for 2m");
    one(&mut browser, &format!("{card} .told"), "phase began 03:15:00");
    let shapes = |browser: &mut Browser, class: &str| {
        browser.evaluate(&format!("document.querySelectorAll('{card} svg .{class}').length"))
    };
    for (class, count) in [("line", 1), ("limit", 2), ("mark", 1), ("s4", 1), ("s3", 2)] {
        assert_eq!(shapes(&mut browser, class), count, "{class}");
    }
    let pods = texts(&mut browser, "figure .key");
    assert_eq!(pods, ["pod=checkout-7f9c", "pod=checkout-b21d", "pod=checkout-e004"]);
    let labels = "Array.from(document.querySelectorAll('figure svg[role=img]'), e => e.getAttribute('aria-label'))";
    let labels = browser.evaluate(labels);
    assert_eq!(labels.as_array().unwrap().len(), 5);
    assert_eq!(
        labels[0],
        "error_rate from 2026-01-04T03:10:00Z to 2026-01-04T03:40:00Z; \
         limits: 1 % error-rate-sustained; 0.5 % error-rate"
    );
}

#[test]
fn papers_and_what_is_not_known_are_told() {
    let file = scene::checkout("papers");
    let mut browser = Browser::start();
    browser.open(&file);
    let rows = texts(&mut browser, ".progress tr");
    assert_eq!(
        rows,
        [
            "Before1 of 2 done, 1 not applicable",
            "During1 of 2 done",
            "Before › Database3 of 3 done",
        ]
    );
    let finished = texts(&mut browser, "section > details:has(.progress) > summary");
    assert_eq!(finished, ["Finished sections (1)"]);
    let items = texts(&mut browser, "section > .items li");
    assert_eq!(
        items,
        [
            "Before: Support knows the time (Ana Ruiz, line 21)",
            "During: Cache warmed (SRE, line 31)"
        ]
    );
    one(&mut browser, "tr", "QA lead✓ approved by Grace Lee, 2026-01-03 16:00:00 UTC");
    one(&mut browser, "tr", "Security officeropen");
    one(&mut browser, "article tr", "replication_lagfailed db: no answer within 10s");
    one(&mut browser, "article", "So 1 rule could not be judged: Replication keeps up");
    one(
        &mut browser,
        "tr",
        "memoryhas expired; until 2026-01-01 00:00:00 UTC, Grace Lee: the new cache",
    );
    one(&mut browser, "tr", "orders_bluenumber, ok");
}

#[test]
fn the_page_needs_nothing_else() {
    for file in [scene::checkout("alone"), scene::go("alone-go"), scene::no_go("alone-no-go")] {
        let mut browser = Browser::start();
        browser.open(&file);
        assert_eq!(browser.heard("Network.requestWillBeSent").len(), 1, "the page itself");
        assert!(
            browser.heard("Log.entryAdded").is_empty(),
            "{:?}",
            browser.heard("Log.entryAdded")
        );
        let others = "document.querySelectorAll('script,link,img,iframe,object,embed,form,base,a[href]').length";
        assert_eq!(browser.evaluate(others), 0);
    }
}

/// With `GONOGO_UPDATE=1` the page is stored anew, and so are the pictures of it.
#[test]
fn the_page_is_the_one_in_the_pictures() {
    let page = std::fs::read_to_string(scene::checkout("golden")).unwrap();
    let differs = goldens::settle(&scene::root().join("fixtures/report/page.html"), &page);
    assert_eq!(differs, None, "GONOGO_UPDATE=1 cargo test -p gonogo --test page");
}
