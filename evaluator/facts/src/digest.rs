//! Digests as reports show them.

use sha2::{Digest, Sha256};

/// `sha256:` and the hash in hexadecimal.
pub fn digest_text(hash: Sha256) -> String {
    use std::fmt::Write as _;
    let mut text = String::from("sha256:");
    for byte in hash.finalize() {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}
