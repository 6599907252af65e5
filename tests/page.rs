//! The page of a decision in a real browser: what it shows and in which order, on phones, laptops and
//! paper, in light and dark, by keyboard and for screen readers, and how large it gets.
#![cfg(test)]

#[path = "page/content.rs"]
mod content;
#[path = "support/goldens.rs"]
mod goldens;
#[path = "page/looks.rs"]
mod looks;
#[path = "page/pictures.rs"]
mod pictures;
#[path = "page/readers.rs"]
mod readers;
#[path = "page/scene.rs"]
mod scene;
#[path = "page/weight.rs"]
mod weight;
