//! All limits of the sandbox.

/// Instructions, roughly, of one call and of one description. The same module and input use the
/// same fuel on every machine: this is the limit that decides.
pub const FUEL: u64 = 100_000_000;
/// The same of a policy in Rego, which calculates in decimals of any length.
pub const REGO_FUEL: u64 = 400_000_000;
/// Wall time of one call, in ticks: only for what fuel does not see.
pub const DEADLINE_TICKS: u64 = 16;
pub const TICK: std::time::Duration = std::time::Duration::from_millis(50);

pub const MEMORY_BYTES: usize = 64 * 1024 * 1024;
pub const TABLE_ELEMENTS: usize = 10_000;
pub const STACK_BYTES: usize = 512 * 1024;
/// Of one component: those of interpreters bring some forty.
pub const INSTANCES: u32 = 64;
pub const MEMORIES: u32 = 4;
pub const TABLES: u32 = 64;

/// Texts, lists and what is in them, of one answer.
pub const ANSWER_BYTES: usize = 1024 * 1024;
pub const FINDINGS: usize = 1_000;
pub const EVIDENCE: usize = 100;
pub const MESSAGE_BYTES: usize = 4 * 1024;
pub const NAME_BYTES: usize = 100;
pub const LOG_LINES: usize = 1_000;
pub const LOG_BYTES: usize = 64 * 1024;
/// Facts asked for in one call, the same one again included: each is copied.
pub const FACT_CALLS: usize = 10_000;

/// What is compiled at all. Interpreters in components have some 20 MB.
pub const MODULE_BYTES: usize = 32 * 1024 * 1024;
pub const FUNCTIONS: u32 = 50_000;
pub const FUNCTION_BYTES: usize = 256 * 1024;
/// Compiling in a child process.
pub const COMPILE_TIME: std::time::Duration = std::time::Duration::from_secs(30);
pub const COMPILE_BYTES: u64 = 4 * 1024 * 1024 * 1024;
