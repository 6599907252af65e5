//! What is not taken, and why, in words for whoever made it.

use std::fs;
use std::path::Path;

use crate::cases::{self, load};
use crate::differential::with_minor;
use crate::tool;

fn built(name: &str, policy: &str) -> Result<Vec<String>, String> {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("opa-{name}.rego"));
    cases::written(&file, policy);
    let policy = load(&tool::build(&file))?;
    Ok(policy.entrypoints().map(str::to_owned).collect())
}

#[test]
fn functions_that_policies_do_not_get_are_named_all_at_once() {
    let why = built(
        "network",
        r#"package gate

# METADATA
# entrypoint: true
deny contains "x" if {
	http.send({"method": "get", "url": "http://localhost"}).status_code == rand.intn("a", 3)
	uuid.rfc4122("x") == opa.runtime().env.HOME
	time.now_ns() > 0
	yaml.unmarshal(input.a) == io.jwt.decode(input.b)
}
"#,
    );
    assert_eq!(
        why.unwrap_err(),
        "the module calls functions that policies do not get: `http.send` reaches the network; \
         `io.jwt.decode` reads tokens, which is not supported; `opa.runtime` reads the environment; \
         `rand.intn` is left to chance; `uuid.rfc4122` is left to chance; `yaml.unmarshal` reads or \
         writes YAML, which is not supported: declare a fact of type `json`"
    );
}

#[test]
fn an_unknown_entrypoint_has_a_suggestion() {
    let cases = cases::all();
    let policy =
        cases.iter().find(|case| case.name == "failed_builtin_is_undefined").unwrap().policy();
    assert_eq!(policy.check("gate/deny"), Ok(()));
    for (asked, help) in [
        ("gate/denny", "did you mean `gate/deny`?"),
        ("data.gate.deny", "did you mean `gate/deny`?"),
        ("gate.allow", "did you mean `gate/allow`?"),
        ("something/else/entirely", "it has `gate/allow`, `gate/deny`"),
    ] {
        let (message, found) = policy.check(asked).unwrap_err();
        assert_eq!(message, format!("the module has no entrypoint `{asked}`"));
        assert_eq!(found, help, "{asked}");
    }
    let called = policy.call(&["nope"], &serde_json::json!({}), 0);
    assert_eq!(called.findings.unwrap_err().cause, "the module has no entrypoint `nope`");
}

#[test]
fn versions_of_the_contract_are_known_or_said_to_be_newer() {
    let module = cases::all()[0].module();
    assert_eq!(load(&module).unwrap().version(), "1.3");
    let newer = load(&with_minor(&module, 9)).unwrap();
    assert_eq!(newer.version(), "1.9, newer than what is known");
}

#[test]
fn a_bundle_is_not_a_module() {
    let case = &cases::all()[0];
    let bundle = Path::new(env!("CARGO_TARGET_TMPDIR")).join("opa-bundle.wasm");
    let policy = case.file("policy.rego");
    let built = tool::run(&[
        "build",
        "-t",
        "wasm",
        "-o",
        bundle.to_str().unwrap(),
        policy.to_str().unwrap(),
    ]);
    assert!(built.status.success());
    let why = load(&fs::read(bundle).unwrap()).unwrap_err();
    assert!(why.starts_with("this is compressed, as bundles of OPA are: unpack it"), "{why}");
}

#[test]
fn modules_of_others_are_recognised() {
    for (text, why) in [
        (
            r#"(module (func (export "__guest_call")))"#,
            "the module is a waPC guest, as Kubewarden's policies are",
        ),
        (
            r#"(module (func (export "_start")))"#,
            "the module is a program that wants WASI: files, a clock, an environment",
        ),
        (
            r#"(module (import "wasi_snapshot_preview1" "fd_write" (func (param i32 i32 i32 i32) (result i32))))"#,
            "the module is a program that wants WASI: files, a clock, an environment",
        ),
        (
            r#"(module (func (export "proxy_on_request_headers")))"#,
            "the module is a filter for Envoy (proxy-wasm)",
        ),
        (
            r#"(module (func (export "eval")) (func (export "builtins")))"#,
            "the module was made by OPA before 0.27, without a version of its contract: build it anew",
        ),
        (
            "(module)",
            "the module is neither a component nor what `opa build -t wasm` makes: link it with \
             `wasm-component-ld`, or make a component of it with `wasm-tools component new`",
        ),
        (
            r#"(module (import "env" "system" (func)) (import "env" "opa_abort" (func (param i32)))
                (global (export "opa_wasm_abi_version") i32 (i32.const 1)))"#,
            "the module imports `env.system`, which policies do not get",
        ),
        (
            r#"(module (import "env" "opa_abort" (func (param f64)))
                (global (export "opa_wasm_abi_version") i32 (i32.const 1)))"#,
            "the module does not start: types incompatible: expected type `(func (param f64))`, found type `(func (param i32))`",
        ),
        (
            r#"(module (global (export "opa_wasm_abi_version") i32 (i32.const 2)))"#,
            "the module keeps version 2 of OPA's contract, 1 is known",
        ),
        (
            r#"(module (global (export "opa_wasm_abi_version") i32 (i32.const 1)))"#,
            "the module has no version `opa_wasm_abi_minor_version` of OPA's contract",
        ),
        (
            r#"(module (global (export "opa_wasm_abi_version") i32 (i32.const 1))
                (global (export "opa_wasm_abi_minor_version") i32 (i32.const 3)) (memory (export "memory") 1)
                (func (export "opa_heap_ptr_get") (result i64) i64.const 0))"#,
            "the module has no `opa_heap_ptr_get` as OPA's contract has it",
        ),
    ] {
        assert_eq!(load(&wat::parse_str(text).unwrap()).unwrap_err(), why, "{text}");
    }
}
