//! For keyboards and screen readers.

use std::fs;
use std::path::PathBuf;

use gonogo_test_services::{Browser, Look, Medium, Scheme};
use serde_json::Value;

use crate::scene;

/// Where `.ci/install` puts it.
const AXE: &str = "../tools/axe-core/node_modules/axe-core/axe.min.js";
const RUN: &str = "(document.querySelectorAll('details').forEach(e => e.open = true), \
    axe.run(document, {resultTypes: ['violations']}).then(found => found.violations.map(one => \
    one.impact + ' ' + one.id + ': ' + one.nodes.map(node => node.html.slice(0, 200) + ' ' + \
    node.any.map(any => any.message).join(' ')).slice(0, 3).join(' | '))))";

fn axe() -> String {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(AXE);
    fs::read_to_string(&path).unwrap_or_else(|_| {
        panic!("test needs npm's `axe-core` in {}: .ci/install puts it there", path.display())
    })
}

/// As axe-core sees it, with everything open.
#[test]
fn axe_finds_nothing() {
    let axe = axe();
    let mut browser = Browser::start();
    for file in [scene::checkout("axe"), scene::no_go("axe-no-go"), scene::go("axe-go"), replay()] {
        for (width, scheme) in [(390, Scheme::Light), (390, Scheme::Dark), (1280, Scheme::Light)] {
            browser.look(Look { width, height: 900, scheme, medium: Medium::Screen });
            browser.open(&file);
            browser.evaluate(&axe);
            let found = browser.evaluate(RUN);
            let found: Vec<&Value> = found.as_array().unwrap().iter().collect();
            assert!(found.is_empty(), "{} at {width}, {scheme:?}: {found:#?}", file.display());
        }
    }
}

/// What is wrong on purpose is found.
#[test]
fn axe_finds_what_is_wrong() {
    let file = scene::folder("axe-wrong").join("page.html");
    fs::write(&file, "<!doctype html><title>a</title><p style='color:#ccc'>pale <img src=x>")
        .unwrap();
    let mut browser = Browser::start();
    browser.open(&file);
    browser.evaluate(&axe());
    let found = browser.evaluate(RUN).to_string();
    for rule in ["color-contrast", "html-has-lang", "image-alt", "landmark-one-main"] {
        assert!(found.contains(rule), "{rule}: {found}");
    }
}

fn replay() -> PathBuf {
    let file = scene::folder("axe-replay").join("replay.html");
    let status = std::process::Command::new(env!("CARGO_BIN_EXE_gonogo"))
        .args(["replay", "fixtures/incidents/error_spike/gate.yaml"])
        .args(["--facts", "error_rate=fixtures/incidents/error_spike/error_rate.json"])
        .args(["--expect", "fixtures/incidents/error_spike/incidents.json"])
        .arg("--report")
        .arg(format!("html={}", file.display()))
        .current_dir(scene::root())
        .output()
        .unwrap()
        .status;
    assert_eq!(status.code(), Some(0));
    file
}

/// Every fold can be reached, seen and opened.
#[test]
fn the_keyboard_reaches_and_opens_every_fold() {
    let file = scene::checkout("keyboard");
    let mut browser = Browser::start();
    browser.look(Look { width: 390, height: 844, scheme: Scheme::Light, medium: Medium::Screen });
    browser.open(&file);
    let folds = browser.evaluate("document.querySelectorAll('details').length").as_u64().unwrap();
    assert!(folds > 10, "{folds}");
    for number in 0..folds {
        browser.press("Tab");
        let focus = "(() => { const e = document.activeElement, s = getComputedStyle(e); \
            return e.tagName + ' ' + s.outlineStyle + ' ' + (parseFloat(s.outlineWidth) >= 2); })()";
        assert_eq!(browser.evaluate(focus), "SUMMARY solid true", "fold {number}");
    }
    browser.press("Enter");
    assert_eq!(browser.evaluate("document.activeElement.parentElement.open"), true);
}

#[test]
fn headings_and_landmarks_make_an_outline() {
    let file = scene::checkout("outline");
    let mut browser = Browser::start();
    browser.open(&file);
    assert_eq!(browser.evaluate("document.documentElement.lang"), "en");
    assert_eq!(browser.evaluate("document.title"), "ROLLBACK · checkout · canary-10");
    let levels = "Array.from(document.querySelectorAll('h1,h2,h3,h4'), e => Number(e.tagName[1]))";
    let levels = browser.evaluate(levels);
    let levels: Vec<u64> = levels.as_array().unwrap().iter().filter_map(Value::as_u64).collect();
    assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1);
    assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
    for landmark in ["body > header", "body > main", "body > footer"] {
        let script = format!("document.querySelectorAll({landmark:?}).length");
        assert_eq!(browser.evaluate(&script), 1, "{landmark}");
    }
}
