//! Documents: what is contained in what, patches, and JSON written as one likes it.

mod marshal;
mod patch;
mod subset;

use super::{Builtin, of};

pub(super) const FUNCTIONS: &[Builtin] = &[
    of("json.marshal_with_options", 2, marshal::marshal),
    of("json.patch", 2, patch::patch),
    of("object.subset", 2, subset::subset),
];
