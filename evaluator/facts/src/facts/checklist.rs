//! Checklists: items with their text, whether they are ticked, and where they stand.

use std::any::Any;
use std::cmp::Ordering;
use std::sync::Arc;

use gonogo_cel::{Opaque, Value};

use super::json::{Fields, Json, wrong};
use super::problem::{FactProblem, FactState};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemState {
    Open,
    Done,
    /// Somebody said so: neither open nor done.
    NotApplicable,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ChecklistItem {
    pub text: String,
    pub state: ItemState,
    /// The headings above it, outermost first.
    pub section: Vec<String>,
    pub owner: Option<String>,
    pub line: Option<i64>,
}

/// Never empty: an empty list of items would be done by having none.
#[derive(Clone, Debug, PartialEq)]
pub struct Checklist {
    all: Arc<[ChecklistItem]>,
    chosen: Vec<usize>,
}

impl Checklist {
    pub fn items(&self) -> impl ExactSizeIterator<Item = &ChecklistItem> {
        const NONE: &ChecklistItem = &ChecklistItem {
            text: String::new(),
            state: ItemState::Open,
            section: Vec::new(),
            owner: None,
            line: None,
        };
        self.chosen.iter().map(|at| self.all.get(*at).unwrap_or(NONE))
    }

    /// The items that fit; `None` when there are none.
    pub(crate) fn filter(&self, fits: impl Fn(&ChecklistItem) -> bool) -> Option<Self> {
        let fitting = |at: &&usize| self.all.get(**at).is_some_and(&fits);
        let chosen: Vec<usize> = self.chosen.iter().filter(fitting).copied().collect();
        (!chosen.is_empty()).then(|| Self { all: self.all.clone(), chosen })
    }
}

impl Opaque for Checklist {
    fn type_name(&self) -> &str {
        "checklist"
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn equals(&self, other: &dyn Opaque) -> bool {
        other.as_any().downcast_ref::<Self>().is_some_and(|other| self.items().eq(other.items()))
    }

    fn order(&self, _: &dyn Opaque) -> Option<Ordering> {
        None
    }

    fn size(&self) -> usize {
        self.chosen.len()
    }

    fn text(&self) -> String {
        let texts = |state: ItemState| {
            let items = self.items().filter(move |item| item.state == state);
            items.map(|item| item.text.as_str()).collect::<Vec<_>>()
        };
        let out = texts(ItemState::NotApplicable).len();
        let applicable = self.chosen.len().saturating_sub(out);
        let text = progress("done", applicable, texts(ItemState::Open));
        if out > 0 { format!("{text}, {out} not applicable") } else { text }
    }
}

/// `2 of 5 done, open: Backup, Rehearsal, Freeze`
pub(super) fn progress(word: &str, all: usize, open: Vec<&str>) -> String {
    const SHOWN: usize = 5;
    let done = all.saturating_sub(open.len());
    let mut text = format!("{done} of {all} {word}");
    if !open.is_empty() {
        let shown: Vec<&str> = open.iter().take(SHOWN).copied().collect();
        text.push_str(&format!(", open: {}", shown.join(", ")));
    }
    if open.len() > SHOWN {
        text.push_str(&format!(", and {} more", open.len() - SHOWN));
    }
    text
}

/// `{"items": [{"text", "done", "section", "owner", "line"}]}` or the list alone. `sections`
/// and `signoffs` are what the verb `checklist` adds; sign-offs are a fact of their own.
pub(super) fn decode(json: Json) -> Result<Value, FactProblem> {
    let list = match json {
        Json::Object(_) => {
            let mut fields = Fields::of(json, "the checklist")?;
            let items = fields.need("items")?;
            fields.take("sections");
            fields.take("signoffs");
            fields.finish()?;
            items
        }
        other => other,
    };
    let Json::Array(elements) = list else {
        return Err(wrong("items", &list, "a list"));
    };
    let mut items = Vec::with_capacity(elements.len());
    for (at, element) in elements.into_iter().enumerate() {
        items.push(item(element).map_err(|problem| problem.within(&format!("item {}", at + 1)))?);
    }
    if items.is_empty() {
        return Err(FactProblem::new(FactState::Empty, "the checklist has no items"));
    }
    let chosen = (0..items.len()).collect();
    Ok(Value::opaque(Checklist { all: items.into(), chosen }))
}

fn item(json: Json) -> Result<ChecklistItem, FactProblem> {
    let mut fields = Fields::of(json, "the item")?;
    let missing = || FactProblem::invalid("`text` is missing");
    let text = fields.text("text")?.ok_or_else(missing)?;
    let state = state(&mut fields)?;
    let section = match fields.take("section") {
        None => Vec::new(),
        Some(Json::String(heading)) => vec![heading],
        Some(Json::Array(headings)) => {
            headings.into_iter().map(heading).collect::<Result<_, _>>()?
        }
        Some(other) => return Err(wrong("section", &other, "a list of headings")),
    };
    let owner = fields.text("owner")?;
    let line = match fields.take("line") {
        None => None,
        Some(Json::Int(line)) => Some(line),
        Some(other) => return Err(wrong("line", &other, "a whole number")),
    };
    fields.take("due");
    fields.finish()?;
    Ok(ChecklistItem { text, state, section, owner, line })
}

/// `"done": true`, or `"state": "done"` as the verb `checklist` writes it.
fn state(fields: &mut Fields) -> Result<ItemState, FactProblem> {
    match (fields.bool("done")?, fields.text("state")?.as_deref()) {
        (Some(true), None) | (None, Some("done")) => Ok(ItemState::Done),
        (Some(false), None) | (None, Some("open")) => Ok(ItemState::Open),
        (None, Some("not-applicable")) => Ok(ItemState::NotApplicable),
        (None, Some(state)) => Err(FactProblem::invalid(format!("unknown state `{state}`"))),
        (None, None) => Err(FactProblem::invalid("`done` is missing")),
        (Some(_), Some(_)) => {
            Err(FactProblem::invalid("`done` and `state` say the same: give one"))
        }
    }
}

fn heading(json: Json) -> Result<String, FactProblem> {
    match json {
        Json::String(heading) => Ok(heading),
        other => Err(wrong("section", &other, "a list of headings")),
    }
}
