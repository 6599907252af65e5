//! What went wrong in a guest, in words that its author understands.

use gonogo_engine::plugin::Failure;
use wasmtime::{Trap, WasmBacktrace};

use crate::limits;

/// Frames of a backtrace that are shown.
const FRAMES: usize = 8;

/// A limit that a guest ran into, noted by the host when it refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refused {
    Memory,
    Table,
    Log,
    Facts,
}

impl Refused {
    fn cause(self) -> String {
        match self {
            Self::Memory => {
                format!("the policy wants more than {} MiB of memory", limits::MEMORY_BYTES >> 20)
            }
            Self::Table => {
                format!("the policy wants a table of more than {} entries", limits::TABLE_ELEMENTS)
            }
            Self::Log => format!(
                "the policy logs more than {} lines or {} KiB",
                limits::LOG_LINES,
                limits::LOG_BYTES >> 10
            ),
            Self::Facts => {
                format!("the policy asks for facts more than {} times", limits::FACT_CALLS)
            }
        }
    }
}

/// `refused` is what the host noted while the guest ran.
pub(crate) fn failure(error: &wasmtime::Error, refused: Option<Refused>) -> Failure {
    let cause = match (refused, error.downcast_ref::<Trap>()) {
        (Some(refused), _) => refused.cause(),
        (None, Some(trap)) => trapped(*trap),
        (None, None) => plain(error),
    };
    Failure { cause, trace: trace(error) }
}

fn trapped(trap: Trap) -> String {
    match trap {
        Trap::OutOfFuel => {
            "the policy ran out of fuel: it does more than a call may, or never ends".to_owned()
        }
        Trap::Interrupt => {
            let time = limits::TICK * u32::try_from(limits::DEADLINE_TICKS).unwrap_or(u32::MAX);
            format!("the policy took longer than {} ms", time.as_millis())
        }
        Trap::StackOverflow => {
            format!(
                "the policy's calls are too deep for {} KiB of stack",
                limits::STACK_BYTES >> 10
            )
        }
        Trap::UnreachableCodeReached => {
            "the policy gave up: it came to an `unreachable`, as a panic does".to_owned()
        }
        other => format!("the policy trapped: {other}"),
    }
}

/// Of what wasmtime says, the innermost sentence.
fn plain(error: &wasmtime::Error) -> String {
    let root = error.root_cause().to_string();
    let line = root.lines().next().unwrap_or_default().trim();
    if line.contains("fuel allocated for hostcalls") {
        let most = limits::ANSWER_BYTES >> 10;
        return format!("the policy's answer is larger than {most} KiB");
    }
    format!("the policy's answer is no answer: {line}")
}

fn trace(error: &wasmtime::Error) -> Vec<String> {
    let Some(backtrace) = error.downcast_ref::<WasmBacktrace>() else { return Vec::new() };
    let name = |frame: &wasmtime::FrameInfo| match frame.func_name() {
        Some(name) => format!("{:#}", rustc_demangle::demangle(name)),
        None => format!("function {}", frame.func_index()),
    };
    backtrace.frames().iter().take(FRAMES).map(name).collect()
}
