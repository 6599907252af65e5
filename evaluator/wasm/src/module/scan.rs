//! A look at a module before it is compiled: what it is, and whether it is small enough.

use wasmparser::{Encoding, Parser, Payload};

use crate::limits;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Component,
    /// A core module: OPA's, if anybody's.
    Core,
}

/// What the bytes are, or why they are not taken.
pub(crate) fn scan(bytes: &[u8]) -> Result<Shape, String> {
    if bytes.len() > limits::MODULE_BYTES {
        return Err(format!(
            "the module has {} bytes, more than {}",
            bytes.len(),
            limits::MODULE_BYTES
        ));
    }
    if let Some(other) = look(bytes) {
        return Err(other.to_owned());
    }
    count(bytes)
}

/// Files that are no module at all.
fn look(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [] => Some("the file is empty"),
        [0x1f, 0x8b, ..] => Some(
            "this is compressed, as bundles of OPA are: unpack it, as in `tar xzf bundle.tar.gz \
             /policy.wasm`",
        ),
        [b'(', ..] => Some("this is WebAssembly as text: assemble it, as with `wasm-tools parse`"),
        [0, b'a', b's', b'm', ..] => None,
        _ => Some("this is no WebAssembly"),
    }
}

fn count(bytes: &[u8]) -> Result<Shape, String> {
    let mut shape = None;
    let mut functions: u32 = 0;
    for payload in Parser::new(0).parse_all(bytes) {
        match payload.map_err(|error| format!("the module is damaged: {error}"))? {
            Payload::Version { encoding, .. } if shape.is_none() => {
                shape = Some(match encoding {
                    Encoding::Component => Shape::Component,
                    Encoding::Module => Shape::Core,
                });
            }
            Payload::CodeSectionStart { count, .. } => {
                functions = functions.saturating_add(count);
                if functions > limits::FUNCTIONS {
                    let most = limits::FUNCTIONS;
                    return Err(format!("the module has more than {most} functions"));
                }
            }
            Payload::CodeSectionEntry(body) if body.range().len() > limits::FUNCTION_BYTES => {
                let most = limits::FUNCTION_BYTES;
                return Err(format!("a function of the module has more than {most} bytes"));
            }
            _ => {}
        }
    }
    shape.ok_or_else(|| "the module is empty".to_owned())
}
