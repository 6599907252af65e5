//! What can be said of files without reading what is in them.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

use gonogo_cel::time::{Duration, Timestamp};
use gonogo_series::quantity::duration_text;
use gonogo_sources::FileMeasure;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::open::{self, Opened, is_same, read_error};
use super::walk::is_absence;
use super::{Job, ahead};
use crate::content;
use crate::failure::Failure;
use crate::source::Answer;

pub(super) fn answer(job: &Job, measure: FileMeasure) -> Result<Answer, Failure> {
    let now = |value: Value| Ok(Answer { value, as_of: None });
    match measure {
        FileMeasure::Exists => now(json!(exists(job)?)),
        FileMeasure::Count => now(json!(count(job)?)),
        FileMeasure::Age => now(json!(age(changed(job)?, job.now)?)),
        FileMeasure::Changed => now(json!(changed(job)?.to_string())),
        FileMeasure::Size => {
            let opened = job.open(&job.only()?)?;
            let as_of = Some(job.as_of(opened.changed()?)?);
            Ok(Answer { value: content::bytes(opened.metadata.len(), &job.request)?, as_of })
        }
        FileMeasure::Sha256 => {
            let mut opened = job.open(&job.only()?)?;
            let as_of = Some(job.as_of(opened.changed()?)?);
            Ok(Answer { value: json!(sha256(job, &mut opened)?), as_of })
        }
    }
}

/// Of whatever kind it is: a folder can be a mark as well. That nothing can be seen is no proof
/// that nothing is there.
fn exists(job: &Job) -> Result<bool, Failure> {
    let root = job.root()?;
    let Some(path) = job.plain() else {
        return Ok(!job.files(&root)?.is_empty());
    };
    match fs::canonicalize(root.join(&path)) {
        Ok(whole) if whole.starts_with(&root) => Ok(true),
        Ok(_) => {
            Err(Failure::new(format!("`{}` is a link that leaves its folder", path.display())))
        }
        Err(error) if is_absence(error.kind()) => Ok(false),
        Err(error) => Err(read_error(&path, &error)),
    }
}

fn count(job: &Job) -> Result<usize, Failure> {
    let root = job.root()?;
    Ok(match job.plain() {
        Some(path) => usize::from(open::open(&root, &path)?.is_some()),
        None => job.files(&root)?.len(),
    })
}

/// Of several files the change that is longest ago.
fn changed(job: &Job) -> Result<Timestamp, Failure> {
    let of_one = |path: &PathBuf| job.open(path)?.changed();
    let times = job.some()?.iter().map(of_one).collect::<Result<Vec<_>, _>>()?;
    times.into_iter().min().ok_or_else(|| Failure::new("no file"))
}

fn age(changed: Timestamp, now: Timestamp) -> Result<String, Failure> {
    if let Some(failure) = ahead(changed, now) {
        return Err(failure);
    }
    let age = now.since(changed).unwrap_or(Duration::from_nanos(0));
    Ok(duration_text(age.nanos.max(0)))
}

fn sha256(job: &Job, opened: &mut Opened) -> Result<String, Failure> {
    const PART: usize = 64 * 1024;
    let path: &Path = &job.only()?;
    let failed = |error: std::io::Error| read_error(path, &error);
    let mut hash = Sha256::new();
    let mut part = vec![0; PART];
    loop {
        if job.cancelled.load(Ordering::Relaxed) {
            return Err(Failure::new("nobody waits for it any more"));
        }
        let length = opened.file.read(&mut part).map_err(failed)?;
        if length == 0 {
            break;
        }
        hash.update(part.get(..length).unwrap_or_default());
    }
    let after = opened.file.metadata().map_err(failed)?;
    if !is_same(&opened.metadata, &after) {
        let message = format!("`{}` was changed while it was read", path.display());
        return Err(Failure::passing(message));
    }
    Ok(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}
