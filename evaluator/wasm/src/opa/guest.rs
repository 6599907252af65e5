//! The memory of a guest: the one place that touches it. Addresses and lengths come from the
//! guest, so they may be anything.

use wasmtime::{AsContext, AsContextMut, Error, Memory, Result};

/// What a module did wrong, as its author is told.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct Broken(pub(super) String);

/// Ends the call.
pub(super) fn broken(why: impl Into<String>) -> Error {
    Error::new(Broken(why.into()))
}

/// Bytes of one page of memory.
pub(super) const PAGE: u64 = 65_536;

#[derive(Clone, Copy, Debug)]
pub(super) struct Guest(Memory);

impl Guest {
    pub(super) fn new(memory: Memory) -> Self {
        Self(memory)
    }

    /// The text from an address to the next zero, which must come within so many bytes.
    pub(super) fn text(self, store: impl AsContext, address: i32, most: usize) -> Result<String> {
        let start = place(address)?;
        let behind = self.0.data(&store).get(start..).ok_or_else(outside)?;
        let within = behind.get(..most.saturating_add(1)).unwrap_or(behind);
        let length = within.iter().position(|byte| *byte == 0).ok_or_else(|| {
            broken(format!("a text of the module has more than {most} bytes, or no end"))
        })?;
        let bytes = within.get(..length).unwrap_or_default();
        let text = std::str::from_utf8(bytes);
        text.map(str::to_owned).map_err(|_| broken("a text of the module is not UTF-8"))
    }

    pub(super) fn write(
        self,
        mut store: impl AsContextMut,
        address: i32,
        bytes: &[u8],
    ) -> Result<()> {
        let start = place(address)?;
        let end = start.checked_add(bytes.len()).ok_or_else(outside)?;
        let room = self.0.data_mut(&mut store).get_mut(start..end).ok_or_else(outside)?;
        room.copy_from_slice(bytes);
        Ok(())
    }

    /// Makes the memory large enough for what will be written from that address on.
    pub(super) fn reserve(
        self,
        mut store: impl AsContextMut,
        address: i32,
        length: usize,
    ) -> Result<()> {
        let end = place(address)?.checked_add(length).ok_or_else(outside)?;
        let missing = end.saturating_sub(self.0.data_size(&store));
        if missing > 0 {
            let pages = u64::try_from(missing)?.div_ceil(PAGE);
            self.0.grow(&mut store, pages)?;
        }
        Ok(())
    }
}

/// Addresses are unsigned, whatever their type says.
fn place(address: i32) -> Result<usize> {
    Ok(usize::try_from(address.cast_unsigned())?)
}

fn outside() -> Error {
    broken("the module points outside of its memory")
}
