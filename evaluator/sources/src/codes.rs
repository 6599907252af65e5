//! Codes of findings about sources. A code keeps its meaning for ever.

use gonogo_cel::Code;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $id:literal, $title:literal;)*) => {
        $($(#[$doc])* pub static $name: Code = Code { id: $id, title: $title };)*

        /// In order of id.
        pub static ALL: &[&Code] = &[$(&$name),*];
    };
}

codes! {
    SOURCE_KIND = "S001", "no or several kinds of source";
    FOREIGN_KEY = "S002", "key that its source does not take";
    NOTHING_ASKED = "S003", "fact that asks its source for nothing";
    TYPE_NOT_GIVEN = "S004", "type that its source does not give";
    BAD_PATH = "S005", "invalid JSONPath";
    BAD_ADDRESS = "S006", "invalid address of a source";
    WRITES = "S007", "command that is not read-only";
    BAD_COMMAND = "S008", "invalid command";
    BAD_FORMAT = "S009", "format that does not fit";
    /// A warning.
    PLAIN_SECRET = "S010", "secret that is written out";
    NOT_ALLOWED = "S011", "source that runs commands without being allowed to";
    BAD_OPTION = "S012", "invalid option of a request";
    /// A warning.
    AGELESS = "S013", "report that never grows old";
    /// A warning.
    PATIENCE = "S014", "timeout that is longer than a look waits";
}
