//! Codes of findings about tests of a gate. A code keeps its meaning for ever.

use gonogo_cel::Code;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $id:literal, $title:literal;)*) => {
        $($(#[$doc])* pub static $name: Code = Code { id: $id, title: $title };)*

        /// In order of id.
        pub static ALL: &[&Code] = &[$(&$name),*];
    };
}

codes! {
    NO_CASES = "T001", "test file without a case";
    NOTHING_EXPECTED = "T002", "case that expects nothing";
    UNKNOWN_NAME = "T003", "name that the gate does not have";
    BAD_TIME = "T004", "bad point in time";
    BAD_VALUE = "T005", "value that the fact does not take";
    FILE = "T006", "file that cannot be used";
    BAD_SERIES = "T007", "series that cannot be built";
    BAD_EXPECTATION = "T008", "bad expectation";
    SAME_NAME = "T009", "two cases of the same name";
    NO_STAGE = "T010", "phase or parameters that the gate does not take";
    BAD_ACCEPTANCE = "T011", "mutant that is accepted without a reason";
    NO_CHANGE = "T012", "change of something that is not there";
}
