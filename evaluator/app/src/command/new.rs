//! `gonogo new`: a gate to start from, with its tests.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::args::{New, NewGate, Thing};
use crate::exit_code::Exit;
use crate::output;

/// What stands for the name in the files.
const NAME: &str = "NAME";

const GATE: [(&str, &str); 3] = [
    ("gate.yaml", include_str!("../../templates/gate/gate.yaml")),
    ("tests.yaml", include_str!("../../templates/gate/tests.yaml")),
    ("README.md", include_str!("../../templates/gate/README.md")),
];

pub(crate) fn run(args: &New) -> Result<Exit> {
    match &args.thing {
        Thing::Gate(gate) => new_gate(gate),
    }
}

fn new_gate(args: &NewGate) -> Result<Exit> {
    let name = args.name.as_str();
    if !is_name(name) {
        bail!("`{name}` is no name of a gate: use small letters, digits and `-`, a letter first");
    }
    let folder = args.output.clone().unwrap_or_else(|| PathBuf::from(name));
    refuse_to_overwrite(&folder)?;
    fs::create_dir_all(&folder).with_context(|| format!("cannot make `{}`", folder.display()))?;
    let mut said = String::new();
    for (file, text) in GATE {
        let path = folder.join(file);
        output::write(&path, &text.replace(NAME, name))?;
        said.push_str(&format!("wrote {}\n", path.display()));
    }
    let shown = folder.display();
    said.push_str(&format!(
        "next: gonogo check {shown}/gate.yaml, gonogo test {shown}, then write what your release needs\n"
    ));
    output::print(&said, args.color)?;
    Ok(Exit::Go)
}

/// As names of gates are, `[a-z0-9-]`.
fn is_name(name: &str) -> bool {
    let first = name.chars().next();
    first.is_some_and(|c| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
        && name.len() <= 64
}

fn refuse_to_overwrite(folder: &Path) -> Result<()> {
    let taken = GATE.iter().map(|(file, _)| folder.join(file)).find(|path| path.exists());
    match taken {
        Some(path) => bail!("`{}` is there already: name another folder by `-o`", path.display()),
        None => Ok(()),
    }
}
