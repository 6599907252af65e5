//! The machine: deterministic, bounded, without anything that a policy does not need.

use std::thread;

use wasmtime::{
    Config, Engine, InstanceAllocationStrategy, OptLevel, PoolingAllocationConfig,
    WasmBacktraceDetails,
};

use crate::limits;

/// For compiling and for calling.
pub(crate) fn engine() -> Result<Engine, wasmtime::Error> {
    let engine = compiler()?;
    tick(&engine);
    Ok(engine)
}

/// With a pool of memories where the system has room for it, else without: what was compiled for
/// the one can be told from what was for the other.
pub(crate) fn compiler() -> Result<Engine, wasmtime::Error> {
    let mut config = config();
    config.allocation_strategy(InstanceAllocationStrategy::Pooling(pool()));
    Engine::new(&config).or_else(|_| {
        config.allocation_strategy(InstanceAllocationStrategy::OnDemand);
        Engine::new(&config)
    })
}

fn config() -> Config {
    let mut config = Config::new();
    config
        .consume_fuel(true)
        .epoch_interruption(true)
        .max_wasm_stack(limits::STACK_BYTES)
        .cranelift_opt_level(OptLevel::Speed)
        // The same bits on every machine.
        .cranelift_nan_canonicalization(true)
        .wasm_relaxed_simd(false)
        .wasm_memory64(false)
        .wasm_backtrace_details(WasmBacktraceDetails::Disable)
        .generate_address_map(false)
        .native_unwind_info(false);
    config
}

fn pool() -> PoolingAllocationConfig {
    /// Calls at a time; each thread of a replay makes one.
    const AT_ONCE: u32 = 16;
    let mut pool = PoolingAllocationConfig::new();
    pool.total_component_instances(AT_ONCE)
        .total_core_instances(AT_ONCE * limits::INSTANCES)
        .total_memories(AT_ONCE * 2)
        .total_tables(AT_ONCE * limits::TABLES)
        .max_core_instances_per_component(limits::INSTANCES)
        .max_memories_per_component(limits::MEMORIES)
        .max_tables_per_component(limits::TABLES)
        .max_memory_size(limits::MEMORY_BYTES)
        .max_memories_per_module(limits::MEMORIES)
        .max_tables_per_module(limits::TABLES)
        .table_elements(limits::TABLE_ELEMENTS)
        .linear_memory_keep_resident(64 * 1024)
        .table_keep_resident(16 * 1024)
        .max_unused_warm_slots(2);
    pool
}

/// Until the engine is gone. Without a thread nothing would end what uses no fuel, so that
/// nothing may run: the epoch of such an engine stands at its end.
fn tick(engine: &Engine) {
    let weak = engine.weak();
    let ticking = thread::Builder::new().name("plugin clock".to_owned()).spawn(move || {
        loop {
            thread::park_timeout(limits::TICK);
            match weak.upgrade() {
                Some(engine) => engine.increment_epoch(),
                None => return,
            }
        }
    });
    if ticking.is_err() {
        for _ in 0..=limits::DEADLINE_TICKS {
            engine.increment_epoch();
        }
    }
}
