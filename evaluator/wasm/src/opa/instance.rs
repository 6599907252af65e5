//! A module with a memory of its own, for one question.

use gonogo_engine::plugin::Failure;
use gonogo_rego::Value;
use wasmtime::{
    Engine, Error, ExternType, Linker, Memory, MemoryType, Module, Result, Store, Trap,
};

use super::abi::{Abi, Context, Way};
use super::guest::{Broken, PAGE, broken};
use super::state::{Builtins, State};
use crate::component::line;
use crate::failure::failure;
use crate::limits;

/// `opa_eval` answers with a value, in which sets can be told from arrays.
const AS_VALUE: i32 = 1;

pub(super) struct Instance {
    store: Store<State>,
    abi: Abi,
}

/// What is loaded, from which instances are made.
pub(super) struct Template {
    engine: Engine,
    module: Module,
    linker: Linker<State>,
}

impl Template {
    pub(super) fn new(engine: &Engine, module: &Module) -> Result<Self> {
        let mut linker = Linker::new(engine);
        super::builtins::link(&mut linker)?;
        Ok(Self { engine: engine.clone(), module: module.clone(), linker })
    }

    pub(super) fn instance(
        &self,
        (builtins, now): (Builtins, i64),
        fuel: u64,
    ) -> Result<Instance, Failure> {
        let mut store = Store::new(&self.engine, State::new(builtins, now));
        store.limiter(|state| &mut state.bounds);
        // It cannot fail: the engine counts fuel.
        let _ = store.set_fuel(fuel);
        store.set_epoch_deadline(limits::DEADLINE_TICKS);
        let started = self.start(&mut store);
        match started {
            Ok(Ok(abi)) => {
                store.data_mut().abi = Some(abi.clone());
                Ok(Instance { store, abi })
            }
            Ok(Err(why)) => Err(Failure::new(why)),
            Err(error) => Err(no_start(&store, &error)),
        }
    }

    fn start(&self, store: &mut Store<State>) -> Result<Result<Abi, String>> {
        let mut linker = self.linker.clone();
        let memory = self.memory(store)?;
        if let Some(memory) = memory {
            linker.define(&*store, "env", "memory", memory)?;
        }
        let instance = linker.instantiate(&mut *store, &self.module)?;
        Ok(Abi::of(store, &instance, memory))
    }

    /// As large as the module wants it at least, and as large as it may become.
    fn memory(&self, store: &mut Store<State>) -> Result<Option<Memory>> {
        let mut imports = self.module.imports();
        let Some(wanted) = imports.find_map(|import| match import.ty() {
            ExternType::Memory(memory) => Some(memory),
            _ => None,
        }) else {
            return Ok(None);
        };
        let cap = u64::try_from(limits::MEMORY_BYTES)? / PAGE;
        let most = wanted.maximum().unwrap_or(cap).min(cap).max(wanted.minimum());
        let page = |pages: u64| u32::try_from(pages);
        let of = MemoryType::new(page(wanted.minimum())?, Some(page(most)?));
        Memory::new(store, of).map(Some)
    }
}

impl Instance {
    pub(super) fn minor(&self) -> i32 {
        self.abi.minor
    }

    pub(super) fn fuel_left(&self) -> u64 {
        self.store.get_fuel().unwrap_or(0)
    }

    pub(super) fn state(&mut self) -> &mut State {
        self.store.data_mut()
    }

    /// Names and numbers of the functions that the module asks the host for.
    pub(super) fn builtins(&mut self) -> Result<Value, Failure> {
        let (ask, abi) = (self.abi.builtins.clone(), self.abi.clone());
        self.heard(|store| {
            let value = ask.call(&mut *store, ())?;
            abi.value_dump.call(store, value)
        })
    }

    /// Names and numbers of what can be asked.
    pub(super) fn entrypoints(&mut self) -> Result<Value, Failure> {
        let (ask, abi) = (self.abi.entrypoints.clone(), self.abi.clone());
        self.heard(|store| {
            let value = ask.call(&mut *store, ())?;
            abi.value_dump.call(store, value)
        })
    }

    /// The results for a document, which is JSON.
    pub(super) fn evaluate(&mut self, entrypoint: i32, input: &str) -> Result<Value, Failure> {
        let abi = self.abi.clone();
        self.heard(|store| {
            let data = handed(store, &abi, "{}")?;
            match &abi.way {
                Way::OneCall { heap, eval } => {
                    let heap = heap.call(&mut *store, ())?;
                    let length = i32::try_from(input.len())?;
                    abi.guest.reserve(&mut *store, heap, input.len())?;
                    abi.guest.write(&mut *store, heap, input.as_bytes())?;
                    let behind = heap
                        .checked_add(length)
                        .ok_or_else(|| broken("the module has no room for the document"))?;
                    eval.call(store, (0, entrypoint, data, heap, length, behind, AS_VALUE))
                }
                Way::Context(context) => {
                    step_by_step(store, &abi, context, (entrypoint, data, input))
                }
            }
        })
    }

    /// Runs something whose outcome is the address of a value as text.
    fn heard(
        &mut self,
        run: impl FnOnce(&mut Store<State>) -> Result<i32>,
    ) -> Result<Value, Failure> {
        let text = run(&mut self.store)
            .and_then(|address| self.abi.guest.text(&self.store, address, limits::ANSWER_BYTES));
        let text = text.map_err(|error| why(&self.store, &error))?;
        let wrong = |what| Failure::new(format!("the policy's answer is no answer: {what}"));
        Value::read(&text).map_err(wrong)
    }
}

/// The address of a document in the guest.
fn handed(store: &mut Store<State>, abi: &Abi, json: &str) -> Result<i32> {
    let length = i32::try_from(json.len())?;
    let address = abi.malloc.call(&mut *store, length)?;
    abi.guest.write(&mut *store, address, json.as_bytes())?;
    match abi.json_parse.call(store, (address, length))? {
        0 => Err(broken("the module does not take a document")),
        value => Ok(value),
    }
}

fn step_by_step(
    store: &mut Store<State>,
    abi: &Abi,
    steps: &Context,
    (entrypoint, data, input): (i32, i32, &str),
) -> Result<i32> {
    let input = handed(store, abi, input)?;
    let context = steps.new.call(&mut *store, ())?;
    steps.set_input.call(&mut *store, (context, input))?;
    steps.set_data.call(&mut *store, (context, data))?;
    steps.set_entrypoint.call(&mut *store, (context, entrypoint))?;
    match steps.eval.call(&mut *store, context)? {
        0 => {
            let result = steps.result.call(&mut *store, context)?;
            abi.value_dump.call(store, result)
        }
        code => Err(broken(format!("the module ends with the error {code}"))),
    }
}

/// What the host said when it ended the call counts more than how that ended.
fn why(store: &Store<State>, error: &Error) -> Failure {
    let refused = store.data().bounds.refused();
    let mut failure = failure(error, refused);
    if let (None, Some(Broken(why))) = (refused, error.downcast_ref()) {
        failure.cause.clone_from(why);
    }
    failure
}

/// Of imports of another type, for example.
fn no_start(store: &Store<State>, error: &Error) -> Failure {
    let known = store.data().bounds.refused().is_some()
        || error.downcast_ref::<Trap>().is_some()
        || error.downcast_ref::<Broken>().is_some();
    if known {
        return why(store, error);
    }
    Failure::new(format!("the module does not start: {}", line(&error.root_cause().to_string())))
}
