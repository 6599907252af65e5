//! Policies in WebAssembly.
