//! Every kind of finding about a gate file, its facts and its series. An id is forever: a
//! new kind of finding takes the next free number, and a retired one is never given again.

use gonogo_cel::Code;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $id:literal, $title:literal;)*) => {
        $($(#[$doc])* pub static $name: Code = Code { id: $id, title: $title };)*

        /// In order of id.
        pub static ALL: &[&Code] = &[$(&$name),*];
    };
}

codes! {
    FACT_OPTION = "F001", "option does not fit the type of the fact";
    BAD_UNIT = "F002", "bad unit";
    NEVER_STALE = "F003", "a series that could never be stale";
    NO_COVERAGE = "F004", "a coverage that cannot be told";
    BAD_BASELINE = "F005", "bad baseline";
    /// Always a warning.
    NO_ANSWER = "F006", "a question to a series that can have no answer";
    /// Always a warning.
    SAME_ANSWER = "F007", "a question to a series that always has the same answer";
    /// Always a warning.
    SHORT_WINDOW = "F008", "a window of less than two steps";
    /// Always a warning.
    ODD_UNIT = "F009", "a unit that does not fit its query";

    YAML_SYNTAX = "P001", "invalid YAML";
    LIMIT = "P002", "gate file too large or too deeply nested";
    UNKNOWN_KEY = "P003", "unknown key";
    DUPLICATE_KEY = "P004", "duplicate key";
    WRONG_TYPE = "P005", "wrong type of value";
    MISSING_KEY = "P006", "missing key";
    BAD_NAME = "P007", "bad name";
    BAD_DURATION = "P008", "bad duration";
    BAD_QUANTITY = "P009", "bad quantity or number";
    NO_RULES = "P010", "gate without rules";
    UNKNOWN_PHASE = "P011", "unknown phase";
    DUPLICATE_RULE = "P012", "duplicate rule id";
    CONFLICTING_KINDS = "P013", "rule of several kinds";
    NO_KIND = "P014", "rule without a condition";
    BAD_EFFECT = "P015", "bad effect";
    BAD_CASES = "P016", "bad case table";
    UNSUPPORTED = "P017", "not supported yet";
    UNKNOWN_SOURCE = "P018", "unknown source";
    ENVIRONMENT = "P019", "bad reference to the environment";
    /// Always a warning.
    UNUSED = "P020", "unused declaration";
    UNKNOWN_FACT_TYPE = "P021", "unknown type of fact";
    /// Valid YAML that a gate file does not take: tags, merge keys, several documents.
    YAML_FEATURE = "P022", "YAML feature not taken";
    UNKNOWN_PARAM = "P023", "unknown parameter";
    PARAM_TYPE = "P030", "a phase changes a parameter's type";
    RESERVED_NAME = "P031", "a name that gonogo keeps for itself";
    BAD_TEMPLATE = "P032", "a message that cannot be read";
    NOT_A_CONDITION = "P033", "a condition that is neither true nor false";
    BAD_TIME = "P034", "bad point in time";
    BAD_SCORE = "P035", "bad score";
    /// What a score lists is no rule that it could count.
    BAD_MEMBER = "P036", "bad member of a score";
    VETO = "P037", "veto of a rule in no score";
    SCORE_PHASES = "P038", "a score and its members in different phases";
    /// Always a warning.
    DISARMED = "P039", "a score takes the say from a rule that stops the release";
    /// Always a warning.
    CONSTANT = "P040", "a condition that always comes to the same";
    /// Always a warning.
    UNREACHED = "P041", "a case that is never reached";
    /// Always a warning.
    DEAD_ROLLBACK = "P042", "a rollback where nothing is live";
    /// Always a warning.
    NO_FLOOR = "P043", "a ratio without a floor";
    /// Always a warning.
    ALL_OF_NOTHING = "P044", "all of a list that may be empty";
    /// Always a warning.
    WAIVER_ENDS = "P046", "a waiver that ends soon, or has ended";
    /// Always a warning.
    WAIVER_OF_NOTHING = "P047", "a waiver of a rule that there is not";
    /// Always a warning.
    UNGUARDED = "P048", "a phase that no rule can stop";

    BAD_PLUGIN = "W001", "bad plugin";
    /// Always a warning.
    NOT_PINNED = "W002", "a plugin without a digest";
    UNUSABLE_PLUGIN = "W003", "a plugin that cannot be used";
    PLUGIN_FACT = "W004", "a fact that does not fit the plugin";
    PLUGIN_SETTING = "W005", "a setting that does not fit the plugin";
}

#[cfg(test)]
#[allow(clippy::indexing_slicing)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_unique_and_in_order() {
        assert!(ALL.windows(2).all(|pair| pair[0].id < pair[1].id));
    }

    #[test]
    fn ids_are_a_letter_and_three_digits() {
        for code in ALL {
            assert!(code.id.starts_with(['P', 'F', 'W']) && code.id.len() == 4, "{}", code.id);
            assert!(!code.title.is_empty());
        }
    }
}
