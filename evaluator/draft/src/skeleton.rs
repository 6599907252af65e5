//! The text of the tests that a draft begins with.

use crate::draft::Parts;

pub(crate) fn text(_parts: &Parts) -> String {
    String::new()
}
