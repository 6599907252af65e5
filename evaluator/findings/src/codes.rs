//! Kinds of findings about what somebody wrote on findings. An id is forever, as in
//! [`gonogo_document::codes`].

use gonogo_cel::Code;

/// Always a warning.
pub static BAD_ALLOWANCE: Code = Code { id: "P045", title: "an allowance that allows nothing" };
