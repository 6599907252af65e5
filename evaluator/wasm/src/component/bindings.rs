//! The contract in Rust, made from the WIT package.
#![allow(missing_debug_implementations, unreachable_pub, reason = "generated")]
#![allow(clippy::all, clippy::restriction, reason = "generated")]

wasmtime::component::bindgen!({
    path: "../../wasm-plugins/wit",
    world: "policy",
    imports: { default: trappable },
});
