//! GitHub's runner reads commands in what a step prints. Between these two lines it does not.

use anyhow::{Context, Result};

use crate::output;

pub(super) struct Silence {
    token: String,
}

impl Silence {
    /// The word that ends it is told nobody beforehand.
    pub(super) fn begin() -> Result<Self> {
        let mut bytes = [0_u8; 16];
        getrandom::fill(&mut bytes).context("the system gives no random numbers")?;
        let token: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        output::commands(&format!("::stop-commands::{token}\n")).context(output::Internal)?;
        Ok(Self { token })
    }

    pub(super) fn end(self) -> Result<()> {
        output::commands(&format!("::{}::\n", self.token)).context(output::Internal)
    }
}
