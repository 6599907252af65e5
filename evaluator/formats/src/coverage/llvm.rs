//! The JSON of `llvm-cov export`, with or without `--summary-only`; cargo-llvm-cov passes it on.

use serde_json::Value;

use super::{Share, Shares};
use crate::error::FormatError;
use crate::json::{self, Fields};

pub fn read(text: &str) -> Result<Value, FormatError> {
    let root = json::parse(text)?;
    let export = json::object(&root, "the export")?;
    if export.need_text("type")? != "llvm.coverage.json.export" {
        return Err(FormatError::new("`type` is not `llvm.coverage.json.export`"));
    }
    let mut shares = Shares::default();
    for data in export.need_array("data")? {
        let totals = json::object(data, "data")?.need_object("totals")?;
        shares.lines.add(share(totals, "lines")?);
        shares.branches.add(share(totals, "branches")?);
        shares.functions.add(share(totals, "functions")?);
    }
    shares.into_value()
}

fn share(totals: Fields<'_>, name: &str) -> Result<Share, FormatError> {
    let Some(share) = totals.object(name)? else {
        return Ok(Share::default());
    };
    let (covered, found) = (share.need_count("covered")?, share.need_count("count")?);
    Ok(Share { covered, found })
}
