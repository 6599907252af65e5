//! The registry of language diagnostics. A code is never reused for another finding.

use crate::diagnostic::Code;

macro_rules! codes {
    ($($id:ident $title:literal;)*) => {
        $(pub static $id: Code = Code { id: stringify!($id), title: $title };)*
        /// Every code of this crate, in order.
        pub static ALL: &[&Code] = &[$(&$id),*];
    };
}

codes! {
    C001 "the expression is not complete or a word is out of place";
    C002 "characters that form no word of the language";
    C003 "a literal whose value cannot be read";
    C004 "the expression is too long, too deep or too large";
    C005 "a macro is called in a wrong way";
    C006 "not part of the language here";
    C010 "an unknown name";
    C011 "an unknown function";
    C012 "no overload of a function or operator fits";
    C013 "an unknown field";
    C014 "the type does not fit";
    C015 "a text that cannot be read as the value it stands for";
    C016 "an expression that may cost more than is allowed";
    C017 "a part that fails whenever it runs";
}
