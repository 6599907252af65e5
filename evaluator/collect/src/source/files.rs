//! A folder of files.

mod measure;
mod open;
mod pattern;
#[cfg(test)]
mod tests;
mod walk;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use gonogo_cel::time::{Duration, Timestamp};
use gonogo_formats::test_report;
use gonogo_sources::{
    Content, FactType, FileAsk, FileMeasure, FileRead, Format, Request, Template,
};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use self::open::{Opened, read_error};
use self::pattern::{Part, PathPattern};
use self::walk::Walk;
use super::Answer;
use crate::content;
use crate::context::Context;
use crate::failure::Failure;
use crate::limits;

/// Files that are held and parsed at the same time, in the whole process.
static READING: Semaphore = Semaphore::const_new(4);
/// Of a file's last change, ahead of the clock: clocks differ a little.
const AHEAD: i64 = 60_000_000_000;

#[derive(Clone, Debug)]
pub(crate) struct Folder {
    root: PathBuf,
    /// As the gate has it, without values of the environment.
    name: String,
}

impl Folder {
    pub(crate) fn new(root: &Template, context: &Context<'_>) -> Result<Self, Failure> {
        let resolved = root.resolve(context.env);
        let resolved = resolved.map_err(|missing| Failure::new(missing.to_string()))?;
        Ok(Self { root: context.folder.join(resolved), name: format!("`{root}`") })
    }

    pub(crate) fn beside(context: &Context<'_>) -> Self {
        Self { root: context.folder.clone(), name: "the gate's folder".to_owned() }
    }

    pub(crate) async fn fetch(
        &self,
        ask: &FileAsk,
        request: &Request,
        context: &Context<'_>,
    ) -> Result<Answer, Failure> {
        let read = ask.read.clone();
        self.ask(&ask.path, (request, context), move |job| match &read {
            FileRead::Content(content) => job.content(content),
            FileRead::Measure(measure) => measure::answer(job, *measure),
        })
        .await
    }

    /// What `read` makes of the files that the path names, beside everything else that goes on.
    pub(super) async fn ask<R: FnOnce(&Job) -> Result<Answer, Failure> + Send + 'static>(
        &self,
        path: &str,
        (request, context): (&Request, &Context<'_>),
        read: R,
    ) -> Result<Answer, Failure> {
        let permit = READING.acquire().await;
        let permit = permit.map_err(|_| Failure::new("the collection has ended"))?;
        let job = Job {
            folder: self.clone(),
            pattern: PathPattern::parse(path)?,
            path: path.to_owned(),
            request: request.clone(),
            now: (context.now)(),
            cancelled: Arc::default(),
        };
        let _end = Cancel(Arc::clone(&job.cancelled));
        let running = spawn_blocking(move || {
            // As long as the work goes on, whether or not somebody waits for it.
            let _permit = permit;
            read(&job)
        });
        running.await.unwrap_or_else(|_| Err(Failure::new("reading it was broken off")))
    }
}

/// Tells the work, when it is dropped, that nobody waits for it any more.
struct Cancel(Arc<AtomicBool>);

impl Drop for Cancel {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// One question to a folder, on a thread that may wait.
#[derive(Debug)]
pub(super) struct Job {
    folder: Folder,
    pattern: PathPattern,
    /// As the gate has it.
    path: String,
    request: Request,
    now: Timestamp,
    cancelled: Arc<AtomicBool>,
}

impl Job {
    /// The folder without links in its path. That it is missing says nothing about its files.
    fn root(&self) -> Result<PathBuf, Failure> {
        let name = &self.folder.name;
        let root = fs::canonicalize(&self.folder.root).map_err(|error| {
            let cause = read_error(Path::new(""), &error).cause;
            Failure::new(format!("{cause}: {name}"))
        })?;
        match root.is_dir() {
            true => Ok(root),
            false => Err(Failure::new(format!("{name} is no folder"))),
        }
    }

    /// The path of a pattern that can name one file only.
    fn plain(&self) -> Option<PathBuf> {
        let name = |part: &Part| match part {
            Part::Name(name) => Some(name.clone()),
            Part::Wild(_) | Part::Folders => None,
        };
        self.pattern.is_plain().then(|| self.pattern.parts.iter().filter_map(name).collect())
    }

    fn files(&self, root: &Path) -> Result<Vec<PathBuf>, Failure> {
        let counted = matches!(
            &self.request.ask,
            gonogo_sources::Ask::File(FileAsk {
                read: FileRead::Measure(FileMeasure::Count | FileMeasure::Exists),
                ..
            })
        );
        let most = if counted { limits::ENTRIES } else { limits::FILES };
        Walk { root, cancelled: &self.cancelled, most }.files(&self.pattern)
    }

    /// At least one file; relative to the root.
    fn some(&self) -> Result<Vec<PathBuf>, Failure> {
        if let Some(path) = self.plain() {
            return Ok(vec![path]);
        }
        let files = self.files(&self.root()?)?;
        if files.is_empty() {
            let name = &self.folder.name;
            return Err(Failure::new(format!("no file matches `{}` in {name}", self.path)));
        }
        Ok(files)
    }

    pub(super) fn only(&self) -> Result<PathBuf, Failure> {
        const SHOWN: usize = 3;
        let files = self.some()?;
        if let [only] = files.as_slice() {
            return Ok(only.clone());
        }
        let shown = files.iter().take(SHOWN).map(|path| format!("`{}`", path.display()));
        let shown: Vec<String> = shown.collect();
        let more = if files.len() > SHOWN { ", …" } else { "" };
        Err(Failure::new(format!(
            "{} files match `{}`, where one is read: {}{more}",
            files.len(),
            self.path,
            shown.join(", ")
        )))
    }

    fn open(&self, path: &Path) -> Result<Opened, Failure> {
        let name = &self.folder.name;
        open::open(&self.root()?, path)?.ok_or_else(|| match self.plain() {
            Some(_) => Failure::new(format!("there is no file `{}` in {name}", self.path)),
            None => {
                let gone = format!("`{}` was removed while it was looked for", path.display());
                Failure::passing(gone)
            }
        })
    }

    /// The text of a file, with its last change.
    pub(super) fn text(&self, path: &Path) -> Result<(String, Timestamp), Failure> {
        let mut opened = self.open(path)?;
        let text = opened.text()?;
        Ok((text, self.as_of(opened.changed()?)?))
    }

    /// A change that lies ahead would never grow old.
    fn as_of(&self, changed: Timestamp) -> Result<Timestamp, Failure> {
        let limited = self.request.shape.stale_after.is_some();
        match ahead(changed, self.now).filter(|_| limited) {
            Some(failure) => Err(failure),
            None => Ok(changed.min(self.now)),
        }
    }

    /// Test results of several files are put together; of anything else there is one.
    fn content(&self, content: &Content) -> Result<Answer, Failure> {
        if self.request.shape.kind == FactType::Tests {
            return self.reports(content);
        }
        let path = self.only()?;
        let (text, as_of) = self.text(&path)?;
        let content = by_name(content, &path, self.request.shape.kind);
        // A number in a file is as old as the file.
        let value = content::read(&text, &content, &self.request, as_of);
        let value = value.map_err(|failure| within(&path, failure))?;
        Ok(Answer { value, as_of: Some(as_of) })
    }

    fn reports(&self, content: &Content) -> Result<Answer, Failure> {
        let mut reports = Vec::new();
        let mut oldest: Option<Timestamp> = None;
        let paths = self.some()?;
        for path in &paths {
            if self.cancelled.load(Ordering::Relaxed) {
                return Err(Failure::new("nobody waits for it any more"));
            }
            let (text, as_of) = self.text(path)?;
            let report = content::read(&text, content, &self.request, as_of);
            reports.push(report.map_err(|failure| within(path, failure))?);
            oldest = Some(oldest.map_or(as_of, |oldest| oldest.min(as_of)));
        }
        let value = match <[_; 1]>::try_from(reports) {
            Ok([only]) => only,
            Err(reports) => {
                test_report::merge(reports).map_err(|error| Failure::new(error.to_string()))?
            }
        };
        Ok(Answer { value, as_of: oldest })
    }
}

/// A change later than now, by more than clocks differ.
fn ahead(changed: Timestamp, now: Timestamp) -> Option<Failure> {
    let ahead = changed.since(now).is_some_and(|ahead| ahead > Duration::from_nanos(AHEAD));
    ahead.then(|| {
        Failure::new(format!("its last change lies ahead, at {changed}: check the clocks"))
    })
}

pub(super) fn within(path: &Path, failure: Failure) -> Failure {
    Failure {
        cause: Failure::new(format!("`{}`: {}", path.display(), failure.cause)).cause,
        ..failure
    }
}

/// What a file's name says of its format, where the gate says nothing.
fn by_name(content: &Content, path: &Path, kind: FactType) -> Content {
    let extension = path.extension().and_then(|extension| extension.to_str());
    let is_plain = matches!(kind, FactType::List | FactType::Map | FactType::Json)
        || content.pick.path.is_some();
    let format = match extension {
        Some("yaml" | "yml") if is_plain => Some(Format::Yaml),
        Some("csv") if is_plain || kind == FactType::Series => Some(Format::Csv),
        _ => None,
    };
    Content { format: content.format.or(format), ..content.clone() }
}
