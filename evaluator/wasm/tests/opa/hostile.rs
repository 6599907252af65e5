//! Modules that keep OPA's contract in form only: none hangs, none crashes, each has its cause.

use serde_json::json;

use crate::cases::load;

/// A module whose values are texts: their addresses are those of the values.
struct Guest<'g> {
    memory: &'g str,
    start: &'g str,
    builtins: &'g str,
    dump: &'g str,
    eval: &'g str,
    malloc: &'g str,
    heap: &'g str,
}

impl Default for Guest<'_> {
    fn default() -> Self {
        Self {
            memory: "2",
            start: "",
            builtins: "{\\\"sprintf\\\": 7}",
            dump: "local.get 0",
            eval: "i32.const 200",
            malloc: "i32.const 4096",
            heap: "i32.const 8192",
        }
    }
}

impl Guest<'_> {
    fn module(&self) -> Vec<u8> {
        let Self { memory, start, builtins, dump, eval, malloc, heap } = self;
        let text = format!(
            r#"(module
              (import "env" "memory" (memory {memory}))
              (import "env" "opa_abort" (func $abort (param i32)))
              (import "env" "opa_println" (func $println (param i32)))
              (import "env" "opa_builtin0" (func $builtin0 (param i32 i32) (result i32)))
              (import "env" "opa_builtin1" (func $builtin1 (param i32 i32 i32) (result i32)))
              (import "env" "opa_builtin2" (func $builtin2 (param i32 i32 i32 i32) (result i32)))
              (global (export "opa_wasm_abi_version") i32 (i32.const 1))
              (global (export "opa_wasm_abi_minor_version") i32 (i32.const 3))
              (global $calls (mut i32) (i32.const 0))
              (data (i32.const 64) "{builtins}\00")
              (data (i32.const 128) "{{\"gate/deny\": 0}}\00")
              (data (i32.const 200) "{{{{\"result\": set()}}}}\00")
              (data (i32.const 256) "it went wrong\n\00")
              (data (i32.const 300) "\"%d\"\00")
              (data (i32.const 320) "[[[[\00")
              (data (i32.const 340) "\ff\fe\00")
              (func $builtins (export "builtins") (result i32) i32.const 64)
              (func (export "entrypoints") (result i32) i32.const 128)
              (func $dump (export "opa_value_dump") (param i32) (result i32) {dump})
              (func (export "opa_malloc") (param i32) (result i32) {malloc})
              (func (export "opa_free") (param i32))
              (func (export "opa_value_parse") (param i32 i32) (result i32) i32.const 200)
              (func (export "opa_json_parse") (param i32 i32) (result i32) i32.const 1)
              (func (export "opa_heap_ptr_get") (result i32) {heap})
              (func $eval (export "opa_eval") (param i32 i32 i32 i32 i32 i32 i32) (result i32) {eval})
              {start}
            )"#
        );
        wat::parse_str(&text).unwrap_or_else(|error| panic!("{error}\n{text}"))
    }

    /// What loading or asking it ends with.
    fn ends(&self) -> String {
        let policy = match load(&self.module()) {
            Ok(policy) => policy,
            Err(why) => return format!("refused: {why}"),
        };
        let called = policy.call(&["gate/deny"], &json!({"facts": {}}), 0);
        match called.findings {
            Ok(findings) => findings.into_iter().map(|finding| finding.message).collect(),
            Err(failure) => failure.cause,
        }
    }
}

#[test]
fn a_plain_guest_passes() {
    assert_eq!(Guest::default().ends(), "`gate/deny` has nothing");
}

#[test]
fn answers_that_are_none_have_a_cause() {
    for (eval, cause) in [
        ("i32.const -1", "the module points outside of its memory"),
        (
            "i32.const 131071",
            "the policy's answer is no answer: expected a value at byte 1, found ``",
        ),
        ("i32.const 320", "the policy's answer is no answer: expected a value at byte 5, found ``"),
        ("i32.const 340", "a text of the module is not UTF-8"),
        ("i32.const 300", "the policy's answer is no answer: it is not one result"),
        (
            "(memory.fill (i32.const 400) (i32.const 49) (i32.const 130672)) i32.const 400",
            "a text of the module has more than 1048576 bytes, or no end",
        ),
        ("(call $abort (i32.const 256)) i32.const 0", "the policy gave up: it went wrong"),
        ("(call $abort (i32.const -5)) i32.const 0", "the module points outside of its memory"),
        (
            "(loop (br 0)) i32.const 0",
            "the policy ran out of fuel: it does more than a call may, or never ends",
        ),
        ("unreachable", "the policy gave up: it came to an `unreachable`, as a panic does"),
        (
            "(drop (memory.grow (i32.const 5000))) i32.const 200",
            "the policy wants more than 64 MiB of memory",
        ),
        (
            "(call $eval (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0))",
            "the policy's calls are too deep for 512 KiB of stack",
        ),
        ("(i32.load (i32.const -8))", "the policy trapped: wasm trap: out of bounds memory access"),
    ] {
        assert_eq!(Guest { eval, ..Guest::default() }.ends(), cause, "{eval}");
    }
}

#[test]
fn calls_of_functions_are_checked() {
    let sprintf = "(call $builtin2 (i32.const 7) (i32.const 0) (i32.const 300) (i32.const 300))";
    for (eval, cause) in [
        (
            "(call $builtin0 (i32.const 9) (i32.const 0))",
            "the module calls a function 9 that it never named",
        ),
        (
            "(call $builtin0 (i32.const 7) (i32.const 0))",
            "`sprintf`: `sprintf` takes 2 operands, 0 are given",
        ),
        (
            "(call $builtin1 (i32.const 7) (i32.const 0) (i32.const -1))",
            "the module points outside of its memory",
        ),
        (
            "(call $builtin1 (i32.const 7) (i32.const 0) (i32.const 320))",
            "an operand is no value: expected a value at byte 5, found ``",
        ),
        // Operand 2 is no array: undefined, which is the address 0, where nothing is.
        (sprintf, "the policy's answer is no answer: expected a value at byte 1, found ``"),
    ] {
        assert_eq!(Guest { eval, ..Guest::default() }.ends(), cause, "{eval}");
    }
}

#[test]
fn the_host_is_not_entered_again() {
    // `opa_value_dump` is what the host calls to see an operand; it calls the host in turn.
    let dump = "(if (i32.eq (local.get 0) (i32.const 300))
        (then (drop (call $builtin0 (i32.const 7) (i32.const 0)))))
        local.get 0";
    let eval = "(call $builtin1 (i32.const 7) (i32.const 0) (i32.const 300))";
    let cause = "the module calls a built-in function out of a built-in function";
    assert_eq!(Guest { dump, eval, ..Guest::default() }.ends(), cause);
}

#[test]
fn work_of_the_host_is_paid_for() {
    let eval = "(loop (drop (call $builtin1 (i32.const 7) (i32.const 0) (i32.const 300)))
        (br 0)) i32.const 200";
    let builtins = "{\\\"semver.is_valid\\\": 7}";
    let ends = Guest { eval, builtins, ..Guest::default() }.ends();
    // Without optimisation, and beside others, the time may be over first.
    let slow = cfg!(debug_assertions) && ends == "the policy took longer than 800 ms";
    assert!(
        ends == "the policy ran out of fuel: it does more than a call may, or never ends" || slow,
        "{ends}"
    );
    let eval = "(loop (call $println (i32.const 256)) (br 0)) i32.const 200";
    let cause = "the policy logs more than 1000 lines or 64 KiB";
    assert_eq!(Guest { eval, ..Guest::default() }.ends(), cause);
}

#[test]
fn addresses_for_the_host_are_checked() {
    let outside = "the module points outside of its memory";
    assert_eq!(Guest { malloc: "i32.const -2", ..Guest::default() }.ends(), outside);
    // The memory grows for the document, but not beyond its limit.
    let far = Guest { heap: "i32.const 67108860", ..Guest::default() };
    assert_eq!(far.ends(), "the policy wants more than 64 MiB of memory");
    let near = Guest { heap: "i32.const 131068", ..Guest::default() };
    assert_eq!(near.ends(), "`gate/deny` has nothing");
}

#[test]
fn modules_that_start_badly_are_refused() {
    for (guest, why) in [
        (
            Guest { start: "(start $go) (func $go (loop (br 0)))", ..Guest::default() },
            "refused: the policy ran out of fuel: it does more than a call may, or never ends",
        ),
        (
            Guest {
                start: "(start $go) (func $go (call $abort (i32.const 256)))",
                ..Guest::default()
            },
            "refused: the module calls the host while it starts",
        ),
        (
            Guest { memory: "2000", ..Guest::default() },
            "refused: the policy wants more than 64 MiB of memory",
        ),
        (
            Guest { builtins: "[1]", ..Guest::default() },
            "refused: the module does not number what it names",
        ),
        (
            Guest { builtins: "{\\\"my.own\\\": 1}", ..Guest::default() },
            "refused: the module calls functions that policies do not get: `my.own` is not known",
        ),
    ] {
        assert_eq!(guest.ends(), why);
    }
}
