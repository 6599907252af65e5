//! For programs: what a fact of type `checklist` reads, and the sign-offs beside it.

use super::Story;

/// Ends with a line break.
pub(super) fn render(story: &Story<'_>) -> String {
    let mut json = story.checklist.to_json();
    if let Some(fields) = json.as_object_mut() {
        fields.insert("signoffs".to_owned(), story.signoffs.to_json());
    }
    format!("{json:#}\n")
}
