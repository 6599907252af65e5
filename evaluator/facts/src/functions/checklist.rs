//! What can be asked of a checklist.

use gonogo_cel::function::Call;
use gonogo_cel::{ErrorKind, Fault, Value, function};

use crate::facts::{Checklist, ChecklistItem, ItemState};

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
    "Whether every item that applies is ticked, or the one with this text.",
    done,
    ["checklist.done() -> bool", "checklist.done(string) -> bool"],
    [("checklist.done()", "false"), ("checklist.done('Backup completed')", "true")]
);

fn done(call: &Call<'_>) -> Result<Value, Fault> {
    let checklist = receiver(call)?;
    if call.args.len() == 1 {
        applies(checklist)?;
        let is_open = |item: &ChecklistItem| item.state == ItemState::Open;
        return Ok(Value::Bool(!checklist.items().any(is_open)));
    }
    let text = text(call)?;
    let mut named = checklist.items().filter(|item| item.text == text);
    match (named.next(), named.next()) {
        (Some(item), None) => match item.state {
            ItemState::Open => Ok(Value::Bool(false)),
            ItemState::Done => Ok(Value::Bool(true)),
            ItemState::NotApplicable => {
                Err(Fault::error(ErrorKind::NotKnown, format!("`{text}` does not apply")))
            }
        },
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
    applies(checklist)?;
    Ok(texts(checklist, ItemState::Open))
}

function!(
    NOT_APPLICABLE = "not_applicable",
    "The texts of the items that are marked as not applicable.",
    not_applicable,
    ["checklist.not_applicable() -> list(string)"],
    [("checklist.not_applicable()", "['Old dashboards']")]
);

fn not_applicable(call: &Call<'_>) -> Result<Value, Fault> {
    Ok(texts(receiver(call)?, ItemState::NotApplicable))
}

fn texts(checklist: &Checklist, state: ItemState) -> Value {
    let items = checklist.items().filter(|item| item.state == state);
    Value::list(items.map(|item| Value::string(item.text.as_str())).collect::<Vec<_>>())
}

/// Where nothing applies, nothing was done either.
fn applies(checklist: &Checklist) -> Result<(), Fault> {
    let mut items = checklist.items();
    if items.any(|item| item.state != ItemState::NotApplicable) {
        return Ok(());
    }
    Err(Fault::error(ErrorKind::NotKnown, "no item of the checklist applies"))
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
