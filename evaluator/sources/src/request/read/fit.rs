//! What can never work, or works for ever, although each key by itself is right.

use gonogo_cel::Diagnostic;
use gonogo_document::reader::Reader;
use gonogo_document::{FactNode, FactType};
use gonogo_series::quantity::{Dimension, Unit};

use crate::codes;
use crate::request::{Ask, FileAsk, FileMeasure, FileRead, Shape};

pub(super) fn check(reader: &mut Reader, fact: &FactNode, (ask, shape): (&Ask, &Shape)) {
    check_unit(reader, fact, (ask, shape.unit));
    check_age(reader, fact, (ask, shape));
}

fn check_unit(reader: &mut Reader, fact: &FactNode, (ask, unit): (&Ask, Option<Unit>)) {
    let (Some(unit), Some(written)) = (unit, &fact.unit) else { return };
    let dimension = unit.dimension();
    let size = "declare `unit: MB`";
    let measures = match ask {
        Ask::Disk(_) if !matches!(dimension, Dimension::Bytes | Dimension::Share) => {
            Some(("bytes, or a share of the whole", "declare `unit: GB` or `unit: \"%\"`"))
        }
        Ask::File(FileAsk { read: FileRead::Measure(FileMeasure::Size), .. })
            if dimension != Dimension::Bytes =>
        {
            Some(("bytes", size))
        }
        Ask::File(FileAsk { read: FileRead::Measure(FileMeasure::Count), .. })
            if dimension != Dimension::Count =>
        {
            Some(("a number of files", "remove `unit`"))
        }
        _ => None,
    };
    let Some((what, help)) = measures else { return };
    let message = format!("this measures {what}, not `{}`", written.value);
    reader.refuse(&codes::BAD_OPTION, written.span, (message, help.to_owned()));
}

/// A file lies there until somebody removes it.
fn check_age(reader: &mut Reader, fact: &FactNode, (ask, shape): (&Ask, &Shape)) {
    let is_file = matches!(ask, Ask::File(_));
    let is_report = matches!(shape.kind, FactType::Tests | FactType::Coverage | FactType::Scan);
    if is_file && is_report && shape.stale_after.is_none() {
        let name = &fact.name;
        let message = format!("the report `{}` counts however old its file is", name.value);
        let problem = Diagnostic::warning(&codes::AGELESS, name.span, message);
        reader.report(problem.with_help("add `stale_after`, the greatest age, such as `1d`"));
    }
}
