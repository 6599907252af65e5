//! What reads like a role or like a name.

const ROLES: &[&str] = &[
    "lead",
    "leads",
    "leader",
    "manager",
    "owner",
    "engineer",
    "engineering",
    "director",
    "officer",
    "head",
    "vp",
    "cto",
    "ceo",
    "coo",
    "cio",
    "ciso",
    "cpo",
    "cfo",
    "dba",
    "qa",
    "product",
    "security",
    "devops",
    "sre",
    "ops",
    "operations",
    "architect",
    "architecture",
    "legal",
    "compliance",
    "support",
    "sponsor",
    "team",
    "developer",
    "development",
    "dev",
    "backend",
    "frontend",
    "infrastructure",
    "platform",
    "business",
    "stakeholder",
    "marketing",
    "release",
    "captain",
    "commander",
    "reviewer",
    "approver",
    "leitung",
    "leiter",
    "leiterin",
    "betrieb",
    "entwicklung",
    "datenschutz",
];
/// Between the parts of a name.
const PARTICLES: [&str; 12] =
    ["van", "von", "de", "der", "den", "la", "del", "di", "da", "bin", "al", "zu"];
/// What makes a role more precise.
const QUALIFIERS: &[&str] = &[
    "of",
    "and",
    "the",
    "for",
    "primary",
    "secondary",
    "backup",
    "call",
    "on",
    "senior",
    "chief",
    "principal",
    "executive",
    "deputy",
    "technical",
    "tech",
    "general",
    "staff",
    "project",
    "program",
    "programme",
    "service",
    "site",
    "reliability",
    "quality",
    "assurance",
    "data",
    "database",
    "network",
    "systems",
    "system",
    "software",
    "test",
    "it",
    "customer",
    "success",
    "information",
    "privacy",
    "protection",
    "change",
    "incident",
    "delivery",
    "account",
    "und",
    "sales",
    "finance",
    "mobile",
    "web",
    "cloud",
];
const WORDS: usize = 6;

/// A role whatever comes before it: `Warehouse Lead`.
const HEADS: &[&str] = &[
    "lead",
    "leader",
    "manager",
    "owner",
    "engineer",
    "director",
    "officer",
    "head",
    "architect",
    "captain",
    "commander",
    "sponsor",
    "reviewer",
    "approver",
    "representative",
    "president",
    "team",
    "leitung",
    "leiter",
    "leiterin",
];

/// All of its words belong to roles, or the last one is a role and all are written as in a
/// title. What stands in parentheses may be anything.
pub fn is_role(text: &str) -> bool {
    let text = text.split('(').next().unwrap_or_default();
    let words = words(text);
    if words.is_empty() || words.len() > WORDS || text.contains(['<', '>', '%', ',', '?', '!']) {
        return false;
    }
    let is_known = |word: &String| is_of_role(word) || QUALIFIERS.contains(&word.as_str());
    let is_small = |word: &str| word.starts_with(char::is_lowercase) && word.chars().count() > 3;
    let is_title = !text.split_whitespace().any(is_small);
    let has_head = words.last().is_some_and(|word| HEADS.contains(&word.as_str()));
    has_role(&words) && words.iter().all(is_known) || has_head && is_title
}

/// Some of its words do, where a line to be signed follows.
pub fn may_be_role(text: &str) -> bool {
    let words = words(text);
    let is_date = |word: &String| matches!(word.as_str(), "date" | "datum" | "time" | "version");
    has_role(&words) && !words.iter().any(is_date) && words.len() <= WORDS
}

fn is_of_role(word: &str) -> bool {
    ROLES.contains(&word)
}

fn has_role(words: &[String]) -> bool {
    words.iter().any(|word| is_of_role(word))
}

/// In small letters, one more than a role may have.
fn words(text: &str) -> Vec<String> {
    text.split(|c: char| c.is_whitespace() || matches!(c, '/' | '&' | '-'))
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
        .filter(|word| !word.is_empty())
        .take(WORDS + 1)
        .collect()
}

/// Up to four words that are written as names are.
pub fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().take(6).collect();
    let is_part = |word: &&str| {
        word.starts_with('@')
            || PARTICLES.contains(word)
            || word.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase())
    };
    (1..=5).contains(&words.len()) && words.iter().all(is_part) && !text.contains(':')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_and_names_are_told_from_sentences() {
        for role in [
            "QA Lead",
            "VP of Engineering",
            "DevOps / SRE",
            "Product Owner (EMEA)",
            "DBA",
            "Warehouse Lead",
            "qa lead",
        ] {
            assert!(is_role(role), "{role}");
        }
        for other in [
            "Error rate < 0.1%",
            "Code review completed",
            "Users happy",
            "",
            "Date",
            "Security validation passed",
            "Team confident",
            "Release Date",
            "Infrastructure ready",
            "Notify the release manager",
        ] {
            assert!(!is_role(other), "{other}");
        }
        assert!(may_be_role("Head of Wizardry") && !may_be_role("Release Date"));
        for name in ["Ana Ruiz", "J. van der Berg", "@ana", "李明", "Ana"] {
            assert!(is_name(name), "{name}");
        }
        for other in ["all tests passed", "", "Looks good to me, Ana", "Date: soon"] {
            assert!(!is_name(other), "{other}");
        }
    }
}
