//! What kind of core module that is: other contracts are named, so that nobody wonders.

use wasmtime::{ExternType, Module};

/// Why the module is none of OPA's.
pub(super) fn check(module: &Module) -> Result<(), String> {
    let exports: Vec<&str> = module.exports().map(|export| export.name()).collect();
    let imported: Vec<&str> = module.imports().map(|import| import.module()).collect();
    let has = |name: &str| exports.contains(&name);
    let starts = |start: &str| exports.iter().any(|name| name.starts_with(start));
    let wasi = imported.iter().any(|name| name.starts_with("wasi_") || name.starts_with("wasi:"));
    let made = if has("__guest_call") {
        "is a waPC guest, as Kubewarden's policies are"
    } else if starts("proxy_on_") || starts("proxy_abi_version") {
        "is a filter for Envoy (proxy-wasm)"
    } else if has("_start") || wasi {
        "is a program that wants WASI: files, a clock, an environment"
    } else if !has("opa_wasm_abi_version") && has("eval") && has("builtins") {
        "was made by OPA before 0.27, without a version of its contract: build it anew"
    } else if !has("opa_wasm_abi_version") {
        "is neither a component nor what `opa build -t wasm` makes: link it with \
         `wasm-component-ld`, or make a component of it with `wasm-tools component new`"
    } else {
        return imports(module);
    };
    Err(format!("the module {made}"))
}

/// Nothing but what OPA's contract has.
fn imports(module: &Module) -> Result<(), String> {
    let mut others = Vec::new();
    for import in module.imports() {
        let known = match import.name() {
            "memory" => matches!(import.ty(), ExternType::Memory(_)),
            "opa_abort" | "opa_println" => true,
            name => name.strip_prefix("opa_builtin").is_some_and(|number| number.len() == 1),
        };
        if !known || import.module() != "env" {
            others.push(format!("`{}.{}`", import.module(), import.name()));
        }
    }
    if others.is_empty() {
        return Ok(());
    }
    Err(format!("the module imports {}, which policies do not get", others.join(", ")))
}
