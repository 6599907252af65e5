//! What a module of OPA exports, and in which version of the contract.

use wasmtime::{Instance, Memory, Result, Store, TypedFunc, Val};

use super::guest::Guest;
use super::state::State;

/// From here on one call does it all.
const ONE_CALL: i32 = 2;

#[derive(Clone)]
pub(super) struct Abi {
    pub(super) minor: i32,
    pub(super) guest: Guest,
    pub(super) malloc: TypedFunc<i32, i32>,
    pub(super) free: TypedFunc<i32, ()>,
    /// Of text and length; 0 if it is no value.
    pub(super) value_parse: TypedFunc<(i32, i32), i32>,
    pub(super) json_parse: TypedFunc<(i32, i32), i32>,
    pub(super) value_dump: TypedFunc<i32, i32>,
    pub(super) builtins: TypedFunc<(), i32>,
    pub(super) entrypoints: TypedFunc<(), i32>,
    pub(super) way: Way,
}

/// 0, the entrypoint, data, the input's address and length, where memory is free, and how to answer.
type Question = (i32, i32, i32, i32, i32, i32, i32);

/// How a policy is asked.
#[derive(Clone)]
pub(super) enum Way {
    OneCall { heap: TypedFunc<(), i32>, eval: TypedFunc<Question, i32> },
    Context(Box<Context>),
}

/// Step by step, before 1.2.
#[derive(Clone)]
pub(super) struct Context {
    pub(super) new: TypedFunc<(), i32>,
    pub(super) set_input: TypedFunc<(i32, i32), ()>,
    pub(super) set_data: TypedFunc<(i32, i32), ()>,
    pub(super) set_entrypoint: TypedFunc<(i32, i32), ()>,
    pub(super) eval: TypedFunc<i32, i32>,
    pub(super) result: TypedFunc<i32, i32>,
}

impl Abi {
    pub(super) fn of(
        store: &mut Store<State>,
        instance: &Instance,
        made: Option<Memory>,
    ) -> Result<Self, String> {
        let mut exports = Exports { store, instance };
        let minor = exports.version()?;
        let memory = match made {
            Some(memory) => memory,
            None => exports.memory()?,
        };
        let way = if minor < ONE_CALL {
            Way::Context(Box::new(exports.context()?))
        } else {
            let heap = exports.function("opa_heap_ptr_get")?;
            Way::OneCall { heap, eval: exports.function("opa_eval")? }
        };
        Ok(Self {
            minor,
            guest: Guest::new(memory),
            malloc: exports.function("opa_malloc")?,
            free: exports.function("opa_free")?,
            value_parse: exports.function("opa_value_parse")?,
            json_parse: exports.function("opa_json_parse")?,
            value_dump: exports.function("opa_value_dump")?,
            builtins: exports.function("builtins")?,
            entrypoints: exports.function("entrypoints")?,
            way,
        })
    }
}

struct Exports<'s> {
    store: &'s mut Store<State>,
    instance: &'s Instance,
}

impl Exports<'_> {
    /// The minor one; the major one must be 1.
    fn version(&mut self) -> Result<i32, String> {
        let major = self.global("opa_wasm_abi_version")?;
        if major != 1 {
            return Err(format!("the module keeps version {major} of OPA's contract, 1 is known"));
        }
        self.global("opa_wasm_abi_minor_version")
    }

    fn global(&mut self, name: &str) -> Result<i32, String> {
        let global = self.instance.get_global(&mut *self.store, name);
        match global.map(|global| global.get(&mut *self.store)) {
            Some(Val::I32(number)) => Ok(number),
            _ => Err(format!("the module has no version `{name}` of OPA's contract")),
        }
    }

    fn memory(&mut self) -> Result<Memory, String> {
        let memory = self.instance.get_memory(&mut *self.store, "memory");
        memory.ok_or_else(|| "the module has no memory".to_owned())
    }

    fn function<P: wasmtime::WasmParams, R: wasmtime::WasmResults>(
        &mut self,
        name: &str,
    ) -> Result<TypedFunc<P, R>, String> {
        let function = self.instance.get_typed_func(&mut *self.store, name);
        function.map_err(|_| format!("the module has no `{name}` as OPA's contract has it"))
    }

    fn context(&mut self) -> Result<Context, String> {
        Ok(Context {
            new: self.function("opa_eval_ctx_new")?,
            set_input: self.function("opa_eval_ctx_set_input")?,
            set_data: self.function("opa_eval_ctx_set_data")?,
            set_entrypoint: self.function("opa_eval_ctx_set_entrypoint")?,
            eval: self.function("eval")?,
            result: self.function("opa_eval_ctx_get_result")?,
        })
    }
}
