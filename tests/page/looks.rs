//! Whether it can be read: nothing beside the screen, nothing tiny, nothing on top of each other.

use gonogo_test_services::{Browser, Look, Medium, Scheme};
use serde_json::json;

use crate::scene;

/// Lists what is wrong.
const JUDGE: &str = r#"(() => {
  const wrong = [];
  const name = e => e.tagName + '.' + (e.getAttribute('class') || '') + ' ' + e.textContent.trim().slice(0, 40);
  const seen = e => e.checkVisibility() && e.getClientRects().length > 0;
  document.querySelectorAll('details').forEach(e => e.open = true);
  if (document.documentElement.scrollWidth > innerWidth) wrong.push('wider than the screen');
  for (const e of document.querySelectorAll('body *')) {
    const own = Array.from(e.childNodes).some(n => n.nodeType === 3 && n.data.trim());
    if (!own || !seen(e)) continue;
    if (parseFloat(getComputedStyle(e).fontSize) < 12) wrong.push('tiny: ' + name(e));
    const box = e.getBoundingClientRect();
    if (box.right > innerWidth + 12 || box.left < 0) wrong.push('beside the screen: ' + name(e));
  }
  for (const plot of document.querySelectorAll('.plot, .x')) {
    for (const kind of ['.y', '.lim', 'span.wide', 'span.narrow']) {
      const labels = Array.from(plot.querySelectorAll(kind)).filter(seen);
      const boxes = labels.map(e => e.getBoundingClientRect());
      boxes.forEach((a, i) => boxes.slice(i + 1).forEach((b, j) => {
        const over = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const under = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (over > 1 && under > 1) wrong.push('overlap: ' + name(labels[i]) + ' / ' + name(labels[i + j + 1]));
      }));
    }
  }
  for (const svg of document.querySelectorAll('figure .plot svg')) {
    const box = svg.getBoundingClientRect();
    if (box.height < 100 || box.width < 200) wrong.push('small picture: ' + box.width + ' x ' + box.height);
  }
  return wrong;
})()"#;

#[test]
fn everything_can_be_read_at_any_width() {
    let pages = [scene::checkout("looks"), scene::no_go("looks-no-go"), scene::go("looks-go")];
    let mut browser = Browser::start();
    for file in pages {
        for width in [320, 390, 768, 1280, 2000] {
            let (scheme, medium) = (Scheme::Light, Medium::Screen);
            browser.look(Look { width, height: 844, scheme, medium });
            browser.open(&file);
            assert_eq!(browser.evaluate(JUDGE), json!([]), "{} at {width}", file.display());
        }
    }
}

/// The first screen of a phone says what failed, by how much and since when.
#[test]
fn a_phone_shows_what_failed_without_scrolling() {
    let file = scene::checkout("first-screen");
    let mut browser = Browser::start();
    let (scheme, medium) = (Scheme::Dark, Medium::Screen);
    browser.look(Look { width: 390, height: 844, scheme, medium });
    browser.open(&file);
    for text in ["ROLLBACK", "1.569 % of requests fail", "lasted 4m, 2m is enough", "03:36:00 UTC"]
    {
        let script = format!(
            "Math.max(...Array.from(document.querySelectorAll('h1 span, p, dd'))\
             .filter(e => e.textContent.includes({text:?})).slice(0, 1)\
             .map(e => e.getBoundingClientRect().bottom))"
        );
        let bottom = browser.evaluate(&script);
        assert!(
            bottom.as_f64().is_some_and(|bottom| bottom > 0.0 && bottom < 844.0),
            "{text}: {bottom}"
        );
    }
}

#[test]
fn light_and_dark_follow_the_reader_and_paper_is_white() {
    let file = scene::checkout("schemes");
    let mut browser = Browser::start();
    for (scheme, medium, expected) in [
        (Scheme::Light, Medium::Screen, "rgb(255, 255, 255)"),
        (Scheme::Dark, Medium::Screen, "rgb(20, 23, 26)"),
        (Scheme::Dark, Medium::Print, "rgb(255, 255, 255)"),
    ] {
        browser.look(Look { width: 794, height: 1100, scheme, medium });
        browser.open(&file);
        let colour = browser.evaluate("getComputedStyle(document.body).backgroundColor");
        assert_eq!(colour, expected, "{scheme:?} {medium:?}");
    }
}

#[test]
fn on_paper_everything_is_open() {
    let file = scene::checkout("paper");
    let mut browser = Browser::start();
    let hidden = "Array.from(document.querySelectorAll('details > :not(summary)'))\
        .filter(e => e.checkVisibility({contentVisibilityAuto: true}) && e.getBoundingClientRect().height > 0).length";
    let all = "document.querySelectorAll('details > :not(summary)').length";
    for (medium, is_open) in [(Medium::Screen, false), (Medium::Print, true)] {
        browser.look(Look { width: 794, height: 1100, scheme: Scheme::Light, medium });
        browser.open(&file);
        let (shown, all) = (browser.evaluate(hidden), browser.evaluate(all));
        assert!(all.as_u64().unwrap() > 10, "{all}");
        assert_eq!(shown, if is_open { all } else { json!(0) }, "{medium:?}");
    }
    let pdf = browser.pdf();
    let pages = String::from_utf8_lossy(&pdf).matches("/Type /Page\n").count();
    assert!((3..15).contains(&pages), "{pages} pages");
}
