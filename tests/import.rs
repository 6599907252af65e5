//! Plans as gates: what is drafted passes the check without a warning, and says no-go as long as
//! nobody gives it facts.
#![cfg(test)]

#[path = "import/criteria.rs"]
mod criteria;
#[path = "import/dangers.rs"]
mod dangers;
#[path = "import/files.rs"]
mod files;
#[path = "import/gates.rs"]
mod gates;
#[path = "import/hand.rs"]
mod hand;
#[path = "import/hostile.rs"]
mod hostile;
#[path = "import/plans.rs"]
mod plans;
#[path = "import/rules.rs"]
mod rules;
