//! The sign-offs of a plan or section, and what becomes of them as a fact.

use serde_json::{Map, Value, json};

use super::Signoff;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signoffs<'p> {
    pub(crate) all: Vec<&'p Signoff>,
}

impl<'p> Signoffs<'p> {
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &'p Signoff> + '_ {
        self.all.iter().copied()
    }

    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    pub fn approved(&self) -> usize {
        self.all.iter().filter(|signoff| signoff.is_approved()).count()
    }

    /// `{"QA Lead": {"approved": true, "by": "…", "at": "…"}, "Owner": null}`. A role that
    /// signs several times has approved when it has approved each time.
    pub fn to_json(&self) -> Value {
        let mut roles: Map<String, Value> = Map::new();
        let mut grouped: Vec<(&str, Vec<&Signoff>)> = Vec::new();
        let mut places = std::collections::HashMap::new();
        for signoff in self.iter() {
            let place = *places.entry(signoff.role.as_str()).or_insert(grouped.len());
            match grouped.get_mut(place) {
                Some((_, all)) => all.push(signoff),
                None => grouped.push((&signoff.role, vec![signoff])),
            }
        }
        for (role, all) in grouped {
            roles.insert(role.to_owned(), role_json(&all));
        }
        Value::Object(roles)
    }
}

fn role_json(all: &[&Signoff]) -> Value {
    let approved = all.iter().filter(|signoff| signoff.is_approved()).count();
    let is_approved = approved == all.len();
    // What stands in the way speaks for all of them, else the last one does.
    let speaks = |signoff: &&&Signoff| signoff.is_approved() == is_approved;
    let Some(signoff) = all.iter().rev().find(speaks) else { return Value::Null };
    let several = (all.len() > 1).then(|| format!("{approved} of {} signed", all.len()));
    let rejected = signoff.is_rejected().then(|| "rejected".to_owned());
    let comment = rejected.or(several).or_else(|| signoff.note.clone());
    if !is_approved && signoff.name.is_none() && comment.is_none() {
        return Value::Null;
    }
    let mut entry = Map::new();
    entry.insert("approved".to_owned(), json!(is_approved));
    let by = signoff.name.as_ref().map(|name| ("by", name));
    let at = signoff.at.as_ref().map(|at| ("at", at));
    let comment = comment.as_ref().map(|comment| ("comment", comment));
    for (key, value) in [by, at, comment].into_iter().flatten() {
        entry.insert(key.to_owned(), json!(value));
    }
    Value::Object(entry)
}
