//! Markdown in step with the files it speaks of.

use crate::project::{assert_none, crate_folders, files, read, root};

/// Documents that name the folder of every crate.
const MAP: &str = "evaluator/ARCHITECTURE.md";

#[test]
fn the_map_names_every_crate() {
    let text = read(MAP);
    let missing = |folder: &String| !text.contains(folder.as_str());
    let offenders: Vec<String> = crate_folders().into_iter().filter(missing).collect();
    assert_none(&format!("crates missing in {MAP}"), &offenders);
}

#[test]
fn links_lead_to_files() {
    let mut offenders = Vec::new();
    // Fixtures are what users wrote: their links lead wherever they like.
    let documents = files().into_iter().filter(|path| path.ends_with(".md"));
    for path in documents.filter(|path| !path.starts_with("fixtures/")) {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for target in links(&read(&path)) {
            if is_local(&target) && !root().join(folder).join(file_part(&target)).exists() {
                offenders.push(format!("{path}: {target}"));
            }
        }
    }
    assert_none("links to files that do not exist", &offenders);
}

#[test]
fn links_are_found() {
    let text = "[a](b.md) ![c](<d e.png>) `[no](code)`\n```\n[no](fence)\n```\n\
                [f](g.md#h \"title\")\n[i]: j.md\n[k](https://l)\n- [x] done (m)";
    assert_eq!(links(text), ["b.md", "d e.png", "g.md#h", "j.md", "https://l"]);
    assert!(is_local("g.md#h") && !is_local("https://l") && !is_local("#anchor"));
    assert_eq!(file_part("g.md#h"), "g.md");
}

/// Targets of inline links, images and reference definitions, outside of code.
fn links(markdown: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut in_fence = false;
    for line in markdown.lines() {
        if line.trim_start().starts_with("```") {
            in_fence = !in_fence;
        } else if !in_fence {
            found.extend(links_of_line(line));
        }
    }
    found
}

fn links_of_line(line: &str) -> Vec<String> {
    // Every second part between backticks is code.
    let prose: String = line.split('`').step_by(2).collect();
    let definition = prose.starts_with('[').then(|| prose.split_once("]: ")).flatten();
    let inline = prose.split("](").skip(1).map(str::to_owned);
    inline
        .chain(definition.map(|(_, target)| target.to_owned()))
        .map(|rest| match rest.strip_prefix('<') {
            Some(bracketed) => bracketed.split('>').next().unwrap_or_default().to_owned(),
            None => rest.split([')', ' ']).next().unwrap_or_default().to_owned(),
        })
        .collect()
}

fn is_local(target: &str) -> bool {
    !target.starts_with('#') && !target.contains("://") && !target.starts_with("mailto:")
}

fn file_part(target: &str) -> &str {
    target.split('#').next().unwrap_or_default()
}
