//! Whether two outcomes are the same.

use gonogo_cel::{ErrorKind, Fault, Value};

/// Parts looked at before two values count as the same: shared parts make small values
/// that are huge to walk.
const PARTS: u32 = 10_000;

type Outcome = Result<Value, Fault>;

/// The same value, or the same fault to the letter.
pub fn assert_same(a: &Outcome, b: &Outcome) {
    match (a, b) {
        (Ok(a), Ok(b)) => {
            assert_eq!(a.brief(), b.brief());
            assert!(same(a, b, &mut PARTS.clone()), "{} differs in its depths", a.brief());
        }
        (Err(a), Err(b)) => assert_eq!(a, b),
        (Ok(value), Err(fault)) | (Err(fault), Ok(value)) => {
            panic!("{} or {fault:?}", value.brief())
        }
    }
}

/// Types that are known change the cost, and with it whether the evaluation reaches its
/// end, and they change which words an error has; they do not change a value.
pub fn assert_same_meaning(strict: &Outcome, lenient: &Outcome) {
    let ended = |outcome: &Outcome| matches!(outcome, Err(Fault::Error(e)) if e.kind == ErrorKind::CostExceeded);
    if ended(strict) || ended(lenient) {
        return;
    }
    match (strict, lenient) {
        (Err(Fault::Error(a)), Err(Fault::Error(b))) => assert_eq!(a.kind, b.kind, "{a} or {b}"),
        _ => assert_same(strict, lenient),
    }
}

fn same(a: &Value, b: &Value, left: &mut u32) -> bool {
    if *left == 0 {
        return true;
    }
    *left -= 1;
    match (a, b) {
        (Value::List(a), Value::List(b)) => {
            a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| same(a, b, left))
        }
        (Value::Map(a), Value::Map(b)) => {
            let pairs = a.entries().iter().zip(b.entries());
            a.len() == b.len()
                && pairs.into_iter().all(|(a, b)| same(&a.0, &b.0, left) && same(&a.1, &b.1, left))
        }
        (Value::String(a), Value::String(b)) => a == b,
        (Value::Bytes(a), Value::Bytes(b)) => a == b,
        (Value::List(_) | Value::Map(_), _) | (_, Value::List(_) | Value::Map(_)) => false,
        _ => a.type_name() == b.type_name() && a.brief() == b.brief(),
    }
}
