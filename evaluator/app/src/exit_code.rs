//! What the exit code says. Only 0 means go; the code is the same for every format.

use std::process::ExitCode;

use gonogo_engine::Verdict;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// The release may go on; or a verb that decides nothing, such as `replay`, did its work.
    Go,
    /// The release must wait; also with `--fail-on warn` when there are warnings. Of
    /// `replay`: the gate did what `--fail-on` names.
    NoGo,
    /// The release must be taken back.
    Rollback,
    /// The call, a gate, a snapshot or a waiver file cannot be used.
    Usage,
    /// Something went wrong that is not the caller's doing.
    Internal,
}

impl Exit {
    pub(crate) fn number(self) -> u8 {
        match self {
            Self::Go => 0,
            Self::Internal => 1,
            Self::Usage => 2,
            Self::NoGo => 10,
            Self::Rollback => 20,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.number())
    }
}

impl From<Verdict> for Exit {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Go => Self::Go,
            Verdict::NoGo => Self::NoGo,
            Verdict::Rollback => Self::Rollback,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Published: other numbers would be other answers.
    #[test]
    fn numbers_are_fixed() {
        for (exit, number) in [
            (Exit::from(Verdict::Go), 0),
            (Exit::Internal, 1),
            (Exit::Usage, 2),
            (Exit::from(Verdict::NoGo), 10),
            (Exit::from(Verdict::Rollback), 20),
        ] {
            assert_eq!(exit.number(), number, "{exit:?}");
        }
    }
}
