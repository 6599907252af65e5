//! A file system.

use std::path::{Path, PathBuf};

use gonogo_series::quantity::{Dimension, Quantity, Unit};
use gonogo_sources::{DiskMeasure, Request, Template};
use rustix::fs::{StatVfs, statvfs};
use rustix::io::Errno;
use serde_json::{Number, Value};
use tokio::task::spawn_blocking;

use crate::content;
use crate::context::Context;
use crate::failure::Failure;

#[derive(Debug)]
pub(crate) struct Disk {
    path: PathBuf,
    /// As the gate has it.
    name: String,
}

/// Bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Space {
    free: u64,
    used: u64,
    total: u64,
}

impl Disk {
    pub(crate) fn new(path: &Template, context: &Context<'_>) -> Result<Self, Failure> {
        let resolved = path.resolve(context.env);
        let resolved = resolved.map_err(|missing| Failure::new(missing.to_string()))?;
        Ok(Self { path: context.folder.join(resolved), name: path.to_string() })
    }

    pub(crate) async fn fetch(
        &self,
        ask: DiskMeasure,
        request: &Request,
        context: &Context<'_>,
    ) -> Result<Value, Failure> {
        let path = self.path.clone();
        // A file system in the network may let it wait.
        let asked = spawn_blocking(move || asked(&path)).await;
        let space = asked.map_err(|_| Failure::new("asking for it was broken off"))?;
        let space = space.map_err(|error| Failure::new(format!("`{}` {error}", self.name)))?;
        let value = space.value(ask, request)?;
        Ok(content::sample(value, request, (context.now)()))
    }
}

fn asked(path: &Path) -> Result<Space, String> {
    let found = statvfs(path).map_err(|error| match error {
        Errno::NOENT | Errno::NOTDIR => "is not there".to_owned(),
        Errno::ACCESS => "may not be looked at: permission denied".to_owned(),
        other => format!("cannot be looked at: {}", other.kind()),
    })?;
    Space::of(&found).ok_or_else(|| "is on a file system without a size".to_owned())
}

impl Space {
    fn of(found: &StatVfs) -> Option<Self> {
        let bytes = |blocks: u64| blocks.checked_mul(found.f_frsize);
        let total = bytes(found.f_blocks).filter(|total| *total > 0)?;
        let used = total.checked_sub(bytes(found.f_bfree)?)?;
        Some(Self { free: bytes(found.f_bavail)?, used, total })
    }

    fn value(self, ask: DiskMeasure, request: &Request) -> Result<Value, Failure> {
        let bytes = match ask {
            DiskMeasure::Free => self.free,
            DiskMeasure::Used => self.used,
            DiskMeasure::Total => self.total,
        };
        match request.shape.unit.filter(|unit| unit.dimension() == Dimension::Share) {
            None => content::bytes(bytes, request),
            Some(unit) => {
                let ratio = Quantity::new(bytes as f64 / self.total as f64, Unit::Ratio);
                let share = ratio.convert_to(unit).and_then(Number::from_f64).map(Value::Number);
                share.ok_or_else(|| Failure::new("its share of the whole is out of range"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::tests::request;

    #[test]
    fn space_is_in_bytes_or_a_share_of_the_whole() {
        let space = Space { free: 250_000_000, used: 700_000_000, total: 1_000_000_000 };
        let check = |keys: &str, ask: DiskMeasure, expected: &str| {
            let value = space.value(ask, &request(keys).1);
            let found = value.map_or_else(|failure| failure.cause, |value| value.to_string());
            assert_eq!(found, expected, "{keys}");
        };
        check("type: number", DiskMeasure::Free, "250000000");
        check("type: number, unit: MB", DiskMeasure::Used, "700.0");
        check("type: number, unit: '%'", DiskMeasure::Used, "70.0");
        check("type: number, unit: ratio", DiskMeasure::Free, "0.25");
        check(
            "type: number, unit: ms",
            DiskMeasure::Total,
            "these are bytes, not `ms`: declare `unit: MB`",
        );
    }

    #[test]
    fn the_file_system_of_a_path_is_asked() {
        let space = asked(Path::new(".")).unwrap();
        assert!(space.total > 0 && space.free <= space.total, "{space:?}");
        assert_eq!(asked(Path::new("./not/there")), Err("is not there".to_owned()));
        assert_eq!(asked(Path::new("/proc")), Err("is on a file system without a size".to_owned()));
    }
}
