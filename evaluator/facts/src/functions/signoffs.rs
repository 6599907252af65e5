//! What can be asked of sign-offs.

use gonogo_cel::function::Call;
use gonogo_cel::{ErrorKind, Fault, Value, function};

use crate::facts::{Signoff, Signoffs};

fn receiver<'c>(call: &Call<'c>) -> Result<&'c Signoffs, Fault> {
    let first = call.args.first();
    let signoffs: Option<&Signoffs> = first.and_then(Value::downcast);
    let signoffs = signoffs.ok_or_else(|| call.no_overload())?;
    call.charge(signoffs.roles().len())?;
    Ok(signoffs)
}

/// The sign-off of the role that the call names.
fn role<'c>(call: &Call<'c>) -> Result<&'c Signoff, Fault> {
    let signoffs = receiver(call)?;
    let role = call.args.get(1).and_then(Value::as_str).ok_or_else(|| call.no_overload())?;
    let missing =
        || Fault::error(ErrorKind::NoSuchKey, format!("no sign-off is asked of `{role}`"));
    signoffs.role(role).ok_or_else(missing)
}

function!(
    APPROVED = "approved",
    "Whether every role has approved by name, or this one has.",
    approved,
    ["signoffs.approved() -> bool", "signoffs.approved(string) -> bool"],
    [("signoffs.approved()", "false"), ("signoffs.approved('QA Lead')", "true")]
);

fn approved(call: &Call<'_>) -> Result<Value, Fault> {
    if call.args.len() == 1 {
        return Ok(Value::Bool(receiver(call)?.roles().all(Signoff::is_approved)));
    }
    Ok(Value::Bool(role(call)?.is_approved()))
}

function!(
    OPEN = "open",
    "The roles that have not approved.",
    open,
    ["signoffs.open() -> list(string)"],
    [("signoffs.open()", "['Director']")]
);

fn open(call: &Call<'_>) -> Result<Value, Fault> {
    let open = receiver(call)?.roles().filter(|signoff| !signoff.is_approved());
    Ok(Value::list(open.map(|signoff| Value::string(signoff.role.as_str())).collect::<Vec<_>>()))
}

function!(
    BY = "by",
    "Who signed for the role.",
    by,
    ["signoffs.by(string) -> string"],
    [("signoffs.by('QA Lead')", "'Grace'")]
);

fn by(call: &Call<'_>) -> Result<Value, Fault> {
    let signoff = role(call)?;
    let unsigned = || {
        let message = format!("nobody has signed for `{}`", signoff.role);
        Fault::error(ErrorKind::NotKnown, message)
    };
    signoff.by.as_deref().map(Value::string).ok_or_else(unsigned)
}

function!(
    AT = "at",
    "When the role signed.",
    at,
    ["signoffs.at(string) -> timestamp"],
    [("signoffs.at('QA Lead') < now", "true")]
);

fn at(call: &Call<'_>) -> Result<Value, Fault> {
    let signoff = role(call)?;
    let undated = || {
        let message = format!("the sign-off for `{}` has no time", signoff.role);
        Fault::error(ErrorKind::NotKnown, message)
    };
    signoff.at.map(Value::Timestamp).ok_or_else(undated)
}
