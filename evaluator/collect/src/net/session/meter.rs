//! A stream that gives so many bytes and then an error: whoever reads from it keeps a message
//! in memory until its end, however long a server says it is.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// The bytes that are left for the present question; shared with whoever asks it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Meter {
    left: Arc<AtomicUsize>,
}

impl Meter {
    pub(crate) fn allow(&self, bytes: usize) {
        self.left.store(bytes, Ordering::Relaxed);
    }

    pub(crate) fn left(&self) -> usize {
        self.left.load(Ordering::Relaxed)
    }

    /// Whether more came than was allowed.
    pub(crate) fn is_spent(&self) -> bool {
        self.left() == 0
    }

    fn take(&self, bytes: usize) -> io::Result<()> {
        let left = self.left().saturating_sub(bytes);
        self.left.store(left, Ordering::Relaxed);
        if left == 0 { Err(io::Error::other("more than is allowed")) } else { Ok(()) }
    }
}

pub(crate) struct Metered<S> {
    inner: S,
    meter: Meter,
}

impl<S> Metered<S> {
    pub(crate) fn new(inner: S, meter: &Meter) -> Self {
        Self { inner, meter: meter.clone() }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Metered<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        ready!(Pin::new(&mut self.inner).poll_read(context, buffer))?;
        let read = buffer.filled().len().saturating_sub(before);
        let taken = self.meter.take(read);
        if taken.is_err() {
            // A read that fails has given nothing.
            buffer.set_filled(before);
        }
        Poll::Ready(taken)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Metered<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.inner).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::AsyncReadExt;

    use super::*;

    #[tokio::test]
    async fn what_is_beyond_the_limit_is_an_error() {
        let read = async |text: &str, allowed: usize| {
            let meter = Meter::default();
            meter.allow(allowed);
            let mut all = Vec::new();
            let read = Metered::new(text.as_bytes(), &meter).read_to_end(&mut all).await;
            (read.is_ok(), meter.is_spent())
        };
        assert_eq!(read("12345", 6).await, (true, false));
        assert_eq!(read("123456", 6).await, (false, true));
        assert_eq!(read("1234567", 6).await, (false, true));
    }
}
