//! Questions about two texts, which are looked at where they are.

use crate::eval::meter::text_cost;
use crate::eval::node::{Node, TextTest};
use crate::eval::run::condition::Truth;
use crate::eval::run::scope::Scope;
use crate::eval::run::{Failure, Run, refused};
use crate::eval::trace::Recorder;
use crate::value::Value;

impl<R: Recorder> Run<'_, R> {
    pub(super) fn text(
        &self,
        test: TextTest,
        pair: &[Node; 2],
        scope: Option<&Scope<'_>>,
    ) -> Result<Truth, Failure> {
        self.meter.charge(1)?;
        self.both(pair, scope, |text, part| match (text, part) {
            (Value::String(text), Value::String(part)) => {
                self.meter.charge(test.units(text, part))?;
                Ok(Truth::from(test.holds(text, part)))
            }
            (text, part) => Err(refused(test.name(), &[text, part])),
        })
    }
}

impl TextTest {
    pub(in crate::eval) fn by_name(name: &str) -> Option<Self> {
        [Self::Contains, Self::StartsWith, Self::EndsWith]
            .into_iter()
            .find(|test| test.name() == name)
    }

    fn name(self) -> &'static str {
        match self {
            Self::Contains => "contains",
            Self::StartsWith => "startsWith",
            Self::EndsWith => "endsWith",
        }
    }

    fn units(self, text: &str, part: &str) -> u64 {
        let part = text_cost(part.len());
        let units = match self {
            Self::Contains => text_cost(text.len()).saturating_mul(part),
            Self::StartsWith | Self::EndsWith => part,
        };
        units as u64
    }

    fn holds(self, text: &str, part: &str) -> bool {
        match self {
            Self::Contains => text.contains(part),
            Self::StartsWith => text.starts_with(part),
            Self::EndsWith => text.ends_with(part),
        }
    }
}
