//! Digests and authentication codes of texts, in hexadecimal.

use hmac::{Hmac, KeyInit, Mac};
use md5::Md5;
use sha1::Sha1;
use sha2_for_hmac::{Digest, Sha256, Sha512};

use super::encoding::hex;
use super::{Builtin, of};
use crate::call::{Answer, Call, Fault, text, truth};

pub(super) const FUNCTIONS: &[Builtin] = &[
    of("crypto.hmac.equal", 2, |call| truth(call.text(0)? == call.text(1)?)),
    of("crypto.hmac.md5", 2, code::<Hmac<Md5>>),
    of("crypto.hmac.sha1", 2, code::<Hmac<Sha1>>),
    of("crypto.hmac.sha256", 2, code::<Hmac<Sha256>>),
    of("crypto.hmac.sha512", 2, code::<Hmac<Sha512>>),
    of("crypto.md5", 1, digest::<Md5>),
    of("crypto.sha1", 1, digest::<Sha1>),
    of("crypto.sha256", 1, digest::<Sha256>),
];

fn digest<D: Digest>(call: &Call<'_>) -> Answer {
    text(hex(&D::digest(call.text(0)?)))
}

/// The message comes first, then the key.
fn code<M: Mac + KeyInit>(call: &Call<'_>) -> Answer {
    let (message, key) = (call.text(0)?, call.text(1)?);
    let refused = |_| Fault::new("the key is refused");
    let mut code = <M as KeyInit>::new_from_slice(key.as_bytes()).map_err(refused)?;
    code.update(message.as_bytes());
    text(hex(&code.finalize().into_bytes()))
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn they_are_those_of_other_tools() {
        check("crypto.md5", r#"["abc"]"#, r#""900150983cd24fb0d6963f7d28e17f72""#);
        check("crypto.sha1", r#"["abc"]"#, r#""a9993e364706816aba3e25717850c26c9cd0d89d""#);
        check(
            "crypto.sha256",
            r#"[""]"#,
            r#""e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855""#,
        );
        check(
            "crypto.hmac.md5",
            r#"["what do ya want for nothing?", "Jefe"]"#,
            r#""750c783e6ab0b503eaa86e310a5db738""#,
        );
        check("crypto.hmac.equal", r#"["a", "b"]"#, "false");
    }
}
