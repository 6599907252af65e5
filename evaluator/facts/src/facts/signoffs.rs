//! Sign-offs by role. An approval without a name is none.

use std::any::Any;
use std::cmp::Ordering;

use gonogo_cel::time::Timestamp;
use gonogo_cel::{Opaque, Value};

use super::checklist::progress;
use super::json::{Fields, Json};
use super::problem::{FactProblem, FactState};
use super::scalar;

#[derive(Clone, Debug, PartialEq)]
pub struct Signoff {
    pub role: String,
    pub approved: bool,
    pub by: Option<String>,
    pub at: Option<Timestamp>,
}

impl Signoff {
    /// Approved, and somebody's name stands for it.
    pub fn is_approved(&self) -> bool {
        self.approved && self.by.as_deref().is_some_and(|by| !by.trim().is_empty())
    }
}

/// At least one role.
#[derive(Clone, Debug, PartialEq)]
pub struct Signoffs {
    roles: Vec<Signoff>,
}

impl Signoffs {
    pub fn roles(&self) -> impl ExactSizeIterator<Item = &Signoff> {
        self.roles.iter()
    }

    pub(crate) fn role(&self, name: &str) -> Option<&Signoff> {
        self.roles.iter().find(|signoff| signoff.role == name)
    }
}

impl Opaque for Signoffs {
    fn type_name(&self) -> &str {
        "signoffs"
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn equals(&self, other: &dyn Opaque) -> bool {
        other.as_any().downcast_ref::<Self>() == Some(self)
    }

    fn order(&self, _: &dyn Opaque) -> Option<Ordering> {
        None
    }

    fn size(&self) -> usize {
        self.roles.len()
    }

    fn text(&self) -> String {
        let open = self.roles().filter(|signoff| !signoff.is_approved());
        progress("approved", self.roles.len(), open.map(|signoff| signoff.role.as_str()).collect())
    }
}

/// `{"QA Lead": {"approved": true, "by": "…", "at": "…"}, …}`; null where nobody signed yet.
pub(super) fn decode(json: Json, now: Timestamp) -> Result<Value, FactProblem> {
    let Json::Object(fields) = json else {
        return Err(scalar::not("an object of roles", &json));
    };
    let mut roles = Vec::with_capacity(fields.len());
    for (role, entry) in fields {
        let signoff = signoff(role.clone(), entry, now);
        roles.push(signoff.map_err(|problem| problem.within(&role))?);
    }
    if roles.is_empty() {
        return Err(FactProblem::new(FactState::Empty, "no roles"));
    }
    Ok(Value::opaque(Signoffs { roles }))
}

fn signoff(role: String, json: Json, now: Timestamp) -> Result<Signoff, FactProblem> {
    if json == Json::Null {
        return Ok(Signoff { role, approved: false, by: None, at: None });
    }
    let mut fields = Fields::of(json, "the sign-off")?;
    let approved = fields.bool("approved")?.unwrap_or(false);
    let by = fields.text("by")?;
    let at = fields.take("at").map(|at| scalar::time(&at)).transpose()?;
    fields.take("comment");
    fields.finish()?;
    if at.is_some_and(|at| is_future(at, now)) {
        return Err(FactProblem::invalid("`at` lies in the future"));
    }
    if approved && by.as_deref().is_none_or(|by| by.trim().is_empty()) {
        return Err(FactProblem::invalid("approved without a name in `by`"));
    }
    Ok(Signoff { role, approved, by, at })
}

fn is_future(time: Timestamp, now: Timestamp) -> bool {
    time.since(now).is_none_or(|ahead| ahead.nanos > gonogo_series::FUTURE_TOLERANCE) && time > now
}
