//! From a module to code of this machine, within bounds.

use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;

use rustix::process::{Resource, Rlimit, setrlimit};
use wasmtime::Engine;

use super::scan::{Shape, scan};
use crate::engine;
use crate::limits;

/// Where modules are compiled whose digest nobody pinned.
#[derive(Clone, Debug)]
pub enum Compiler {
    /// Here: what a module makes of the compiler is bounded by its size only.
    Here,
    /// In a child that can be killed: a program that calls [`compile_for_parent`].
    Child { program: PathBuf, arguments: Vec<OsString> },
}

pub(crate) fn here(engine: &Engine, bytes: &[u8], shape: Shape) -> Result<Vec<u8>, String> {
    let compiled = match shape {
        Shape::Component => engine.precompile_component(bytes),
        Shape::Core => engine.precompile_module(bytes),
    };
    compiled.map_err(|error| {
        let chain: Vec<String> = error.chain().map(ToString::to_string).collect();
        format!("the module cannot be compiled: {}", chain.join(": "))
    })
}

impl Compiler {
    pub(crate) fn compile(
        &self,
        engine: &Engine,
        bytes: &[u8],
        shape: Shape,
    ) -> Result<Vec<u8>, String> {
        match self {
            Self::Here => here(engine, bytes, shape),
            Self::Child { program, arguments } => {
                let mut command = Command::new(program);
                command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped());
                let child = command.stderr(Stdio::piped()).spawn();
                let child =
                    child.map_err(|error| format!("the compiler did not start: {error}"))?;
                watch(child, bytes)
            }
        }
    }
}

/// The child reads all before it writes, so that neither waits for the other. It has ended when its
/// output has.
fn watch(mut child: Child, bytes: &[u8]) -> Result<Vec<u8>, String> {
    let (output, complaint) = (child.stdout.take(), child.stderr.take());
    thread::scope(|scope| {
        let (sender, ended) = mpsc::channel();
        scope.spawn(move || sender.send(read(output)));
        let complaint = scope.spawn(|| read(complaint));
        if let Some(mut input) = child.stdin.take() {
            // A child that ended early says why.
            let _ = input.write_all(bytes);
        }
        let Ok(output) = ended.recv_timeout(limits::COMPILE_TIME) else {
            let _ = child.kill();
            let _ = child.wait();
            let most = limits::COMPILE_TIME.as_secs();
            return Err(format!("compiling the module takes longer than {most} s"));
        };
        let status = child.wait().map_err(|error| format!("the compiler was lost: {error}"))?;
        if status.success() {
            return Ok(output);
        }
        let complaint = complaint.join().unwrap_or_default();
        let said = String::from_utf8_lossy(&complaint);
        // As any failure of a command is printed.
        let said = said.trim().trim_start_matches("error: ").to_owned();
        let died = "the module cannot be compiled: the compiler died of it";
        Err(if said.is_empty() { died.to_owned() } else { said })
    })
}

fn read(from: Option<impl Read>) -> Vec<u8> {
    let mut bytes = Vec::new();
    if let Some(mut from) = from {
        let _ = from.read_to_end(&mut bytes);
    }
    bytes
}

/// What the child does: a module on `input`, compiled code on `output`.
///
/// # Errors
///
/// For standard error, of which the parent makes the cause.
pub fn compile_for_parent(mut input: impl Read, mut output: impl Write) -> Result<(), String> {
    let lost = |error: io::Error| format!("the compiler lost its parent: {error}");
    let engine = engine::compiler().map_err(|error| error.to_string())?;
    let most = Some(limits::COMPILE_BYTES);
    let bound = setrlimit(Resource::Data, Rlimit { current: most, maximum: most });
    bound.map_err(|error| format!("the compiler cannot be bounded: {error}"))?;
    let mut bytes = Vec::new();
    let most = u64::try_from(limits::MODULE_BYTES).unwrap_or(u64::MAX).saturating_add(1);
    input.by_ref().take(most).read_to_end(&mut bytes).map_err(lost)?;
    let shape = scan(&bytes)?;
    output.write_all(&here(&engine, &bytes, shape)?).and_then(|()| output.flush()).map_err(lost)
}
