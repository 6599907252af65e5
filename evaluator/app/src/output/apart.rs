//! Files that a call writes are none that it reads, nor each other.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::Place;

/// How a report is put into its file.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    /// It is all that is there.
    Alone,
    /// Behind what is there, which may be of others.
    Added,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    Read,
    Written(Manner),
}

/// Of the files that are read, `-` is standard input.
pub(crate) fn keep_apart<'p>(
    read: impl IntoIterator<Item = &'p Path>,
    written: impl IntoIterator<Item = (&'p Path, Manner)>,
) -> Result<()> {
    let mut taken: BTreeMap<PathBuf, Use> = BTreeMap::new();
    for path in read.into_iter().filter(|path| path.as_os_str() != "-") {
        taken.extend(file(path)?.map(|file| (file, Use::Read)));
    }
    for (path, manner) in written {
        let Some(file) = file(path)? else { continue };
        let name = path.display();
        match (taken.insert(file, Use::Written(manner)), manner) {
            (Some(Use::Read), _) => {
                bail!("`--report`: `{name}` is a file that is read: give another one")
            }
            (None, _) | (Some(Use::Written(Manner::Added)), Manner::Added) => {}
            (Some(_), _) => bail!("`--report`: `{name}` is given twice: give each report a file"),
        }
    }
    Ok(())
}

fn file(path: &Path) -> Result<Option<PathBuf>> {
    let place = Place::of(path).with_context(|| format!("cannot use `{}`", path.display()))?;
    Ok(place.file())
}
