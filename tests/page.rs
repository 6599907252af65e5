//! The page of a decision in a real browser.
#![cfg(test)]

#[path = "page/scene.rs"]
mod scene;
use gonogo_test_services::{Browser, Look, Medium, Scheme};

#[test]
fn tmp() {
    let file = scene::checkout("tmp");
    let mut browser = Browser::start();
    for (name, width, scheme, medium) in [
        ("phone", 390, Scheme::Light, Medium::Screen),
        ("phone-dark", 390, Scheme::Dark, Medium::Screen),
        ("laptop", 1280, Scheme::Light, Medium::Screen),
        ("laptop-dark", 1280, Scheme::Dark, Medium::Screen),
        ("print", 794, Scheme::Dark, Medium::Print),
    ] {
        browser.look(Look { width, height: 900, scheme, medium });
        browser.open(&file);
        std::fs::write(format!("/tmp/w/pg/{name}.png"), browser.picture(9000)).unwrap();
    }
    std::fs::write("/tmp/w/pg/p.pdf", browser.pdf()).unwrap();
    scene::go("go");
    scene::no_go("nogo");
}
