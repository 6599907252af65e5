//! `--report`: which files a decision is written to. None of them is read by the same call.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use clap::ValueEnum;

use crate::args::{Color, Format};
use crate::output::{self, Manner};

/// Refuses files that the call reads, and those that two reports would share. What an earlier call
/// left is taken away, so that no old answer stands where this one ends without any.
pub(super) fn reports(texts: &[String], read: &[&Path]) -> Result<Vec<(Format, PathBuf)>> {
    let files = texts.iter().map(|text| report(text)).collect::<Result<Vec<_>>>()?;
    let manner = |format: &Format| if format.is_shared() { Manner::Added } else { Manner::Alone };
    let written = files.iter().map(|(format, path)| (path.as_path(), manner(format)));
    output::keep_apart(read.iter().copied(), written)?;
    let alone = files.iter().filter(|(format, _)| !format.is_shared());
    for error in alone.filter_map(|(_, path)| output::clear(path).err()) {
        // A rollback is said all the same.
        output::complain(&format!("error: {error:#}\n"), Color::Auto);
    }
    Ok(files)
}

fn report(text: &str) -> Result<(Format, PathBuf)> {
    let (format, path) = text
        .split_once('=')
        .filter(|(_, path)| !path.is_empty())
        .with_context(|| format!("`--report {text}` is not FORMAT=PATH"))?;
    let format = Format::from_str(format, false)
        .map_err(|_| anyhow!("`--report {text}`: the format is one of {}", formats()))?;
    if path == "-" {
        bail!("`--report {text}`: use `--format` for standard output");
    }
    Ok((format, PathBuf::from(path)))
}

fn formats() -> String {
    let values = Format::value_variants().iter().filter_map(ValueEnum::to_possible_value);
    let names: Vec<String> = values.map(|value| format!("`{}`", value.get_name())).collect();
    names.join(", ")
}
