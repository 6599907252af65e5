//! The pictures in docs/images.

use std::fs;

use gonogo_test_services::{Browser, Look, Medium, Scheme};

use crate::scene;

/// Bytes of a picture.
const LIMIT: usize = 200_000;
/// Name, width, height, scheme, medium.
const PICTURES: [(&str, u32, u32, Scheme, Medium); 4] = [
    ("report-phone", 390, 1100, Scheme::Light, Medium::Screen),
    ("report-phone-dark", 390, 1100, Scheme::Dark, Medium::Screen),
    ("report-laptop", 1000, 900, Scheme::Light, Medium::Screen),
    ("report-print", 794, 1100, Scheme::Dark, Medium::Print),
];

/// With `GONOGO_UPDATE=1` they are taken anew. Fonts differ from machine to machine, so that pictures
/// are not compared; the page that they show is, in `fixtures/report`.
#[test]
fn pictures_are_there_and_small() {
    let folder = scene::root().join("docs/images");
    if std::env::var_os("GONOGO_UPDATE").is_some() {
        let file = scene::checkout("pictures");
        let mut browser = Browser::start();
        for (name, width, height, scheme, medium) in PICTURES {
            browser.look(Look { width, height, scheme, medium });
            browser.open(&file);
            fs::write(folder.join(format!("{name}.png")), browser.picture(height)).unwrap();
        }
    }
    let text = fs::read_to_string(scene::root().join("docs/reports.md")).unwrap();
    for (name, width, height, ..) in PICTURES {
        let bytes = fs::read(folder.join(format!("{name}.png"))).unwrap_or_default();
        assert!(bytes.starts_with(b"\x89PNG"), "{name}: GONOGO_UPDATE=1 takes it");
        assert!(bytes.len() < LIMIT, "{name}: {} bytes", bytes.len());
        assert_eq!(bytes[16..24], [width.to_be_bytes(), height.to_be_bytes()].concat(), "{name}");
        assert!(text.contains(&format!("images/{name}.png")), "docs/reports.md shows {name}");
    }
}
