//! `--report`: which files a decision is written to. None of them is read by the same call.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use clap::ValueEnum;

use crate::args::{Color, Format};
use crate::output::{self, Place};

/// Refuses files that the call reads, and those that two reports would share. What an earlier call
/// left is taken away, so that no old answer stands where this one ends without any.
pub(super) fn reports(texts: &[String], read: &[&Path]) -> Result<Vec<(Format, PathBuf)>> {
    let files = texts.iter().map(|text| report(text)).collect::<Result<Vec<_>>>()?;
    let mut taken: BTreeMap<PathBuf, Use> = BTreeMap::new();
    for path in read.iter().filter(|path| path.as_os_str() != "-") {
        taken.extend(file(path)?.map(|file| (file, Use::Read)));
    }
    for (format, path) in &files {
        let Some(file) = file(path)? else { continue };
        let now = if format.is_shared() { Use::Added } else { Use::Written };
        let name = path.display();
        match (taken.insert(file, now), now) {
            (Some(Use::Read), _) => {
                bail!("`--report`: `{name}` is a file that is read: give another one")
            }
            (None, _) | (Some(Use::Added), Use::Added) => {}
            (Some(_), _) => bail!("`--report`: `{name}` is given twice: give each report a file"),
        }
    }
    let alone = files.iter().filter(|(format, _)| !format.is_shared());
    for error in alone.filter_map(|(_, path)| output::clear(path).err()) {
        // A rollback is said all the same.
        output::complain(&format!("error: {error:#}\n"), Color::Auto);
    }
    Ok(files)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    Read,
    Written,
    /// By several formats, each behind what is there.
    Added,
}

fn file(path: &Path) -> Result<Option<PathBuf>> {
    let place = Place::of(path).with_context(|| format!("cannot use `{}`", path.display()))?;
    Ok(place.file())
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
