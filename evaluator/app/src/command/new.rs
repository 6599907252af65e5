//! `gonogo new`: a gate to start from with its tests, or a policy.

mod plugin;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::args::{Color, New, NewGate, Thing};
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
        Thing::Plugin(policy) => plugin::new_plugin(policy),
    }
}

fn new_gate(args: &NewGate) -> Result<Exit> {
    let name = args.name.as_str();
    if !is_name(name) {
        bail!("`{name}` is no name of a gate: use small letters, digits and `-`, a letter first");
    }
    let folder = args.output.clone().unwrap_or_else(|| PathBuf::from(name));
    let files = GATE.map(|(file, text)| (file, text.replace(NAME, name)));
    scaffold(&folder, &files, args.color, |shown| {
        format!(
            "next: gonogo check {shown}/gate.yaml, gonogo test {shown}, then write what your \
             release needs\n"
        )
    })
}

/// Writes the files, none of which may be there, and says what comes next.
fn scaffold(
    folder: &Path,
    files: &[(&str, String)],
    color: Color,
    next: impl Fn(&str) -> String,
) -> Result<Exit> {
    refuse_to_overwrite(folder, files)?;
    let mut said = String::new();
    for (file, text) in files {
        let path = folder.join(file);
        let within = path.parent().unwrap_or(folder);
        fs::create_dir_all(within)
            .with_context(|| format!("cannot make `{}`", within.display()))?;
        output::write(&path, text)?;
        said.push_str(&format!("wrote {}\n", path.display()));
    }
    said.push_str(&next(&folder.display().to_string()));
    output::print(&said, color)?;
    Ok(Exit::Go)
}

/// As names of gates are, `[a-z0-9-]`.
fn is_name(name: &str) -> bool {
    let first = name.chars().next();
    first.is_some_and(|c| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
        && name.len() <= 64
}

fn refuse_to_overwrite(folder: &Path, files: &[(&str, String)]) -> Result<()> {
    let taken = files.iter().map(|(file, _)| folder.join(file)).find(|path| path.exists());
    match taken {
        Some(path) => bail!("`{}` is there already: name another folder by `-o`", path.display()),
        None => Ok(()),
    }
}
