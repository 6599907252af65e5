//! What can be asked of a checklist.

use gonogo_cel::function::Call;
use gonogo_cel::{ErrorKind, Fault, Value, function};

use crate::facts::{Checklist, ChecklistItem};

fn receiver<'c>(call: &Call<'c>) -> Result<&'c Checklist, Fault> {
    let first = call.args.first();
    let checklist: Option<&Checklist> = first.and_then(Value::downcast);
    let checklist = checklist.ok_or_else(|| call.no_overload())?;
    call.charge(checklist.items().len())?;
    Ok(checklist)
}

fn text<'c>(call: &Call<'c>) -> Result<&'c str, Fault> {
    call.args.get(1).and_then(Value::as_str).ok_or_else(|| call.no_overload())
}

function!(
    DONE = "done",
    "Whether every item is ticked, or the one with this text.",
    done,
    ["checklist.done() -> bool", "checklist.done(string) -> bool"],
    [("checklist.done()", "false"), ("checklist.done('Backup completed')", "true")]
);

fn done(call: &Call<'_>) -> Result<Value, Fault> {
    let checklist = receiver(call)?;
    if call.args.len() == 1 {
        return Ok(Value::Bool(checklist.items().all(|item| item.done)));
    }
    let text = text(call)?;
    let mut named = checklist.items().filter(|item| item.text == text);
    match (named.next(), named.next()) {
        (Some(item), None) => Ok(Value::Bool(item.done)),
        (None, _) => Err(not_found("item", text)),
        (Some(_), Some(_)) => {
            let message = format!("several items read `{text}`: name their section first");
            Err(Fault::error(ErrorKind::InvalidArgument, message))
        }
    }
}

function!(
    OPEN = "open",
    "The texts of the items that are not ticked.",
    open,
    ["checklist.open() -> list(string)"],
    [("checklist.open()", "['Dashboards open']")]
);

fn open(call: &Call<'_>) -> Result<Value, Fault> {
    let checklist = receiver(call)?;
    let open = checklist.items().filter(|item| !item.done);
    Ok(Value::list(open.map(|item| Value::string(item.text.as_str())).collect::<Vec<_>>()))
}

function!(
    SECTION = "section",
    "The items under this heading, and under those below it.",
    section,
    ["checklist.section(string) -> checklist"],
    [("checklist.section('Database').done()", "true")]
);

fn section(call: &Call<'_>) -> Result<Value, Fault> {
    let checklist = receiver(call)?;
    let name = text(call)?;
    let within = |item: &ChecklistItem| item.section.iter().any(|heading| heading == name);
    let part = checklist.filter(within);
    part.map(Value::opaque).ok_or_else(|| not_found("section", name))
}

function!(
    SIZE = "size",
    "The number of items.",
    size,
    ["checklist.size() -> int"],
    [("checklist.section('Database').size()", "2")]
);

fn size(call: &Call<'_>) -> Result<Value, Fault> {
    let size = receiver(call)?.items().len();
    Ok(Value::Int(i64::try_from(size).unwrap_or(i64::MAX)))
}

fn not_found(what: &str, name: &str) -> Fault {
    let message = format!("the checklist has no {what} `{name}`");
    Fault::error(ErrorKind::NoSuchKey, message)
}
