//! Tracefiles of lcov, as geninfo, gcovr, coverage.py, Istanbul and cargo-llvm-cov write them.

use std::collections::HashMap;

use serde_json::Value;

use super::{Share, Shares};
use crate::error::{FormatError, shown};

/// Records of the same source file, of several tests or merged tracefiles, count once: what one
/// of them ran is covered.
pub fn read(text: &str) -> Result<Value, FormatError> {
    let mut files: HashMap<&str, File<'_>> = HashMap::new();
    let mut open: Option<Record<'_>> = None;
    for (at, line) in text.lines().enumerate() {
        let place = |error: FormatError| FormatError::on_line(at.saturating_add(1), error.message);
        let line = line.trim_end();
        if line == "end_of_record" {
            let record = open.take();
            let record = record.ok_or_else(|| place(FormatError::new("no record is open")))?;
            record.close(&mut files).map_err(place)?;
        } else if let Some(source) = line.strip_prefix("SF:") {
            if open.is_some() {
                return Err(place(FormatError::new("the record before has no `end_of_record`")));
            }
            open = Some(Record { source, ..Record::default() });
        } else if let Some(record) = &mut open {
            record.line(line).map_err(place)?;
        } else if !(line.is_empty() || line.starts_with("TN:") || line.starts_with('#')) {
            let message = format!("`{}` is no line of a tracefile", shown(line));
            return Err(place(FormatError::new(message)));
        }
    }
    if open.is_some() {
        return Err(FormatError::new("the file ends too early: `end_of_record` is missing"));
    }
    if files.is_empty() {
        return Err(FormatError::new("there is no record: nothing was measured"));
    }
    let mut shares = Shares::default();
    for file in files.values() {
        file.add_to(&mut shares);
    }
    shares.into_value()
}

/// Whether each thing was run, by what tells it apart within its file.
#[derive(Default)]
struct File<'a> {
    lines: HashMap<u64, bool>,
    branches: HashMap<&'a str, bool>,
    functions: HashMap<&'a str, bool>,
    /// Of records that only sum up.
    summed: Shares,
}

#[derive(Default)]
struct Record<'a> {
    source: &'a str,
    file: File<'a>,
    lines: Summary,
    branches: Summary,
    functions: Summary,
}

/// `LF` and `LH`, and the like.
#[derive(Clone, Copy, Default)]
struct Summary {
    found: Option<u64>,
    covered: Option<u64>,
}

impl Summary {
    fn share(self) -> Option<Share> {
        Some(Share { covered: self.covered?, found: self.found? })
    }
}

fn run<K: std::hash::Hash + Eq>(of: &mut HashMap<K, bool>, key: K, covered: bool) {
    let known = of.entry(key).or_default();
    *known = *known || covered;
}

impl<'a> Record<'a> {
    fn line(&mut self, line: &'a str) -> Result<(), FormatError> {
        let none = || FormatError::new(format!("`{}` is no line of a record", shown(line)));
        if line.is_empty() || line.starts_with('#') {
            return Ok(());
        }
        let (key, rest) = line.split_once(':').ok_or_else(none)?;
        let count = || count(rest).map(Some).ok_or_else(none);
        match key {
            "DA" => self.data(rest).ok_or_else(none),
            "BRDA" => self.branch(rest).ok_or_else(none),
            "FN" => self.function(rest).ok_or_else(none),
            "FNDA" => {
                let (hits, name) = rest.split_once(',').ok_or_else(none)?;
                let hits = self::count(hits).ok_or_else(none)?;
                run(&mut self.file.functions, name, hits > 0);
                Ok(())
            }
            "FNA" => self.alias(rest).ok_or_else(none),
            "LF" => count().map(|found| self.lines.found = found),
            "LH" => count().map(|covered| self.lines.covered = covered),
            "BRF" => count().map(|found| self.branches.found = found),
            "BRH" => count().map(|covered| self.branches.covered = covered),
            "FNF" => count().map(|found| self.functions.found = found),
            "FNH" => count().map(|covered| self.functions.covered = covered),
            _ if key.bytes().all(|byte| byte.is_ascii_uppercase()) => Ok(()),
            _ => Err(none()),
        }
    }

    /// `line,hits[,checksum]`
    fn data(&mut self, rest: &str) -> Option<()> {
        let mut parts = rest.split(',');
        let (line, hits) = (count(parts.next()?)?, count(parts.next()?)?);
        run(&mut self.file.lines, line, hits > 0);
        Some(())
    }

    /// `line,block,branch,hits`; `-` where the line was not run at all.
    fn branch(&mut self, rest: &'a str) -> Option<()> {
        let (branch, hits) = rest.rsplit_once(',')?;
        let covered = hits != "-" && count(hits)? > 0;
        run(&mut self.file.branches, branch, covered);
        Some(())
    }

    /// `line,[end,]name`; names may have commas in them.
    fn function(&mut self, rest: &'a str) -> Option<()> {
        let (start, rest) = rest.split_once(',')?;
        count(start)?;
        let name = match rest.split_once(',') {
            Some((end, name)) if count(end).is_some() => name,
            Some(_) | None => rest,
        };
        run(&mut self.file.functions, name, false);
        Some(())
    }

    /// `index,hits,name`, since lcov 2: names of one function share its index.
    fn alias(&mut self, rest: &'a str) -> Option<()> {
        let (index, rest) = rest.split_once(',')?;
        let hits = count(rest.split_once(',')?.0)?;
        run(&mut self.file.functions, index, hits > 0);
        Some(())
    }

    /// Sums that contradict the lines are of another file, or made up.
    fn close(self, files: &mut HashMap<&'a str, File<'a>>) -> Result<(), FormatError> {
        let listed = listed(&self.file.lines);
        if let Some(said) = self.lines.share().filter(|_| listed.found > 0)
            && said != listed
        {
            return Err(FormatError::new(format!(
                "{} of {} lines are said to be covered, listed are {} of {}",
                said.covered, said.found, listed.covered, listed.found
            )));
        }
        let file = files.entry(self.source).or_default();
        let sum = |summary: Summary, is_listed: bool| {
            summary.share().filter(|_| !is_listed).unwrap_or_default()
        };
        file.summed.lines.add(sum(self.lines, listed.found > 0));
        file.summed.branches.add(sum(self.branches, !self.file.branches.is_empty()));
        file.summed.functions.add(sum(self.functions, !self.file.functions.is_empty()));
        for (line, covered) in self.file.lines {
            run(&mut file.lines, line, covered);
        }
        for (branch, covered) in self.file.branches {
            run(&mut file.branches, branch, covered);
        }
        for (function, covered) in self.file.functions {
            run(&mut file.functions, function, covered);
        }
        Ok(())
    }
}

impl File<'_> {
    fn add_to(&self, shares: &mut Shares) {
        shares.lines.add(listed(&self.lines));
        shares.branches.add(listed(&self.branches));
        shares.functions.add(listed(&self.functions));
        shares.lines.add(self.summed.lines);
        shares.branches.add(self.summed.branches);
        shares.functions.add(self.summed.functions);
    }
}

fn listed<K>(of: &HashMap<K, bool>) -> Share {
    let mut share = Share::default();
    of.values().for_each(|covered| share.count(*covered));
    share
}

fn count(text: &str) -> Option<u64> {
    text.parse().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()))
}
