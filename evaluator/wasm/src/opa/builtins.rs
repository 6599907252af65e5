//! The functions that a module imports: built-in functions, its last words, its prints.

use gonogo_rego::{Call, Fault, Value};
use wasmtime::{Caller, Linker, Result};

use super::abi::Abi;
use super::guest::broken;
use super::state::State;
use crate::component::line;
use crate::limits;

/// Bytes of all operands of one call as text.
const OPERANDS: usize = 4 << 20;
/// Fuel for each byte that is written, read or understood, and for each step of a function.
const PER_BYTE: u64 = 10;
/// Fuel for a call of a built-in function beside that.
const PER_CALL: u64 = 5_000;

pub(super) fn link(linker: &mut Linker<State>) -> Result<()> {
    type Guest<'g> = Caller<'g, State>;
    linker.func_wrap("env", "opa_abort", abort)?;
    linker.func_wrap("env", "opa_println", println)?;
    linker.func_wrap("env", "opa_builtin0", |guest: Guest<'_>, id: i32, _: i32| {
        builtin(guest, id, &[])
    })?;
    linker.func_wrap("env", "opa_builtin1", |guest: Guest<'_>, id: i32, _: i32, a: i32| {
        builtin(guest, id, &[a])
    })?;
    linker.func_wrap(
        "env",
        "opa_builtin2",
        |guest: Guest<'_>, id: i32, _: i32, a: i32, b: i32| builtin(guest, id, &[a, b]),
    )?;
    linker.func_wrap(
        "env",
        "opa_builtin3",
        |guest: Guest<'_>, id: i32, _: i32, a: i32, b: i32, c: i32| builtin(guest, id, &[a, b, c]),
    )?;
    linker.func_wrap(
        "env",
        "opa_builtin4",
        |guest: Guest<'_>, id: i32, _: i32, a: i32, b: i32, c: i32, d: i32| {
            builtin(guest, id, &[a, b, c, d])
        },
    )?;
    Ok(())
}

/// The exports, once the module has started.
fn abi(guest: &mut Caller<'_, State>) -> Result<Abi> {
    let abi = guest.data().abi.clone();
    abi.ok_or_else(|| broken("the module calls the host while it starts"))
}

fn abort(mut guest: Caller<'_, State>, address: i32) -> Result<()> {
    let memory = abi(&mut guest)?.guest;
    let said = memory.text(&guest, address, limits::MESSAGE_BYTES)?;
    Err(broken(format!("the policy gave up: {}", line(&said))))
}

fn println(mut guest: Caller<'_, State>, address: i32) -> Result<()> {
    let memory = abi(&mut guest)?.guest;
    let said = memory.text(&guest, address, limits::LOG_BYTES)?;
    guest.data_mut().log(said)
}

/// The address of the answer, 0 for none.
fn builtin(mut guest: Caller<'_, State>, id: i32, operands: &[i32]) -> Result<i32> {
    let abi = abi(&mut guest)?;
    if guest.data().busy {
        let why = "the module calls a built-in function out of a built-in function";
        return Err(broken(why));
    }
    guest.data_mut().busy = true;
    let answer = call(&mut guest, &abi, (id, operands));
    guest.data_mut().busy = false;
    answer
}

fn call(guest: &mut Caller<'_, State>, abi: &Abi, (id, addresses): (i32, &[i32])) -> Result<i32> {
    spend(guest, PER_CALL)?;
    let Some(builtin) = guest.data().builtins.get(&id).copied() else {
        return Err(broken(format!("the module calls a function {id} that it never named")));
    };
    let mut operands = Vec::with_capacity(addresses.len());
    let mut room = OPERANDS;
    for address in addresses {
        let (operand, bytes) = read(guest, abi, (*address, room))?;
        room = room.saturating_sub(bytes);
        operands.push(operand);
    }
    let patterns = std::mem::take(&mut guest.data_mut().patterns);
    let call = Call::new(&operands, guest.data().now, &patterns);
    let answer = builtin.run(&call);
    let (work, printed) = (call.work(), call.into_printed());
    guest.data_mut().patterns = patterns;
    spend(guest, work.saturating_mul(PER_BYTE))?;
    for line in printed {
        guest.data_mut().log(line)?;
    }
    match answer {
        Ok(Some(value)) => write(guest, abi, &value.to_string()),
        Ok(None) => Ok(0),
        Err(Fault::Undefined(why)) => {
            guest.data_mut().remember(format!("`{}`: {}", builtin.name, line(&why)));
            Ok(0)
        }
        Err(Fault::Halt(why)) => Err(broken(format!("`{}`: {}", builtin.name, line(&why)))),
    }
}

fn read(
    guest: &mut Caller<'_, State>,
    abi: &Abi,
    (address, room): (i32, usize),
) -> Result<(Value, usize)> {
    let dumped = abi.value_dump.call(&mut *guest, address)?;
    let text = abi.guest.text(&*guest, dumped, room)?;
    abi.free.call(&mut *guest, dumped)?;
    spend(guest, bytes(&text).saturating_mul(PER_BYTE))?;
    match Value::read(&text) {
        Ok(value) => Ok((value, text.len())),
        Err(why) => Err(broken(format!("an operand is no value: {why}"))),
    }
}

fn write(guest: &mut Caller<'_, State>, abi: &Abi, text: &str) -> Result<i32> {
    if text.len() > OPERANDS {
        return Err(broken("a built-in function answers too much"));
    }
    spend(guest, bytes(text).saturating_mul(PER_BYTE))?;
    // The value goes on pointing into this text.
    let length = i32::try_from(text.len())?;
    let address = abi.malloc.call(&mut *guest, length)?;
    abi.guest.write(&mut *guest, address, text.as_bytes())?;
    match abi.value_parse.call(&mut *guest, (address, length))? {
        0 => Err(broken("the module does not take an answer")),
        value => Ok(value),
    }
}

fn bytes(text: &str) -> u64 {
    u64::try_from(text.len()).unwrap_or(u64::MAX)
}

/// What the host does for a guest is paid by the guest.
fn spend(guest: &mut Caller<'_, State>, fuel: u64) -> Result<()> {
    let left = guest.get_fuel()?;
    match left.checked_sub(fuel) {
        Some(left) => guest.set_fuel(left),
        None => {
            guest.set_fuel(0)?;
            Err(wasmtime::Trap::OutOfFuel.into())
        }
    }
}
