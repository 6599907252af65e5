//! Whether so many conditions hold, known or not.

use super::Truth;
use crate::eval::fault::{ErrorKind, Fault};
use crate::eval::node::Node;
use crate::eval::run::scope::Scope;
use crate::eval::run::{Failure, Run, failure, refused};
use crate::eval::trace::Recorder;
use crate::value::Value;

impl<R: Recorder> Run<'_, R> {
    /// Decided as soon as enough hold, or too few are left; what is not known may be either.
    pub(super) fn quorum(
        &self,
        needed: &Node,
        conditions: &[Node],
        scope: Option<&Scope<'_>>,
    ) -> Result<Truth, Failure> {
        let needed = match &*self.value(needed, scope)? {
            Value::Int(needed) if *needed > 0 => usize::try_from(*needed).unwrap_or(usize::MAX),
            Value::Int(needed) => {
                let message = format!("a quorum of {needed} always holds");
                return Err(failure(ErrorKind::InvalidArgument, message));
            }
            other => return Err(refused("the first argument of `quorum`", &[other])),
        };
        let (mut held, mut open) = (0usize, conditions.len());
        // As in a literal: a slip, not a condition that does not hold.
        if needed > open {
            let message = format!("a quorum of {needed} cannot hold: there are {open} conditions");
            return Err(failure(ErrorKind::InvalidArgument, message));
        }
        let mut fault: Option<Failure> = None;
        for condition in conditions {
            if held >= needed || open < needed {
                break;
            }
            match self.truth(condition, scope, "quorum") {
                Ok(Truth::True) => held += 1,
                Ok(Truth::False) => open -= 1,
                Err(next) if next.is_final() => return Err(next),
                Err(next) => fault = Some(Fault::joined(fault, next)),
            }
        }
        match fault {
            _ if held >= needed => Ok(Truth::True),
            _ if open < needed => Ok(Truth::False),
            Some(fault) => Err(fault),
            None => Ok(Truth::False),
        }
    }
}
