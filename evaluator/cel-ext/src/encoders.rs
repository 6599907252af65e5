//! Bytes as text.

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use gonogo_cel::cost::{Arguments, Rule};
use gonogo_cel::{Call, ErrorKind, Fault, Function, Size, Value, function};

pub(crate) const FUNCTIONS: &[&Function] = &[&ENCODE, &DECODE];

/// The standard alphabet; padding is written, and may be missing when read, as may be zeros in
/// the bits of the last character that belong to no byte: the reference implementation reads so.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

function!(
    ENCODE = "base64.encode",
    "The bytes as text in Base64, with padding.",
    encode,
    ["base64.encode(bytes) -> string"],
    [("base64.encode(b'hello')", "'aGVsbG8='")],
    cost: Rule { work: |args| encoded(args).most.div_ceil(10), reads_pattern: false, result: encoded }
);

/// Four characters for each three bytes.
fn encoded(args: &Arguments<'_>) -> Size {
    Size::text(args.bytes(0).div_ceil(3).saturating_mul(4))
}

fn encode(call: &Call<'_>) -> Result<Value, Fault> {
    let [Value::Bytes(bytes)] = call.args else {
        return Err(call.no_overload());
    };
    let length = bytes.len().div_ceil(3).saturating_mul(4);
    call.charge(length.div_ceil(10))?;
    Ok(Value::string(BASE64.encode(bytes)))
}

function!(
    DECODE = "base64.decode",
    "The bytes of a text in Base64; the padding may be missing, and line breaks do not count.",
    decode,
    ["base64.decode(string) -> bytes"],
    [("base64.decode('aGVsbG8=')", "b'hello'"), ("base64.decode('aGVsbG8')", "b'hello'")]
);

fn decode(call: &Call<'_>) -> Result<Value, Fault> {
    let [value @ Value::String(text)] = call.args else {
        return Err(call.no_overload());
    };
    call.charge(text.len().div_ceil(10))?;
    // Lines end where a mail or a certificate needs it.
    let is_letter = |byte: &u8| !matches!(byte, b'\r' | b'\n');
    let letters: Vec<u8> = text.bytes().filter(is_letter).collect();
    let bytes = BASE64.decode(letters).map_err(|_| {
        let message = format!("`{}` is no Base64 text", value.brief());
        Fault::error(ErrorKind::InvalidArgument, message)
    })?;
    Ok(Value::Bytes(bytes.into()))
}

#[cfg(test)]
mod tests {
    use crate::strings::tests::{check, check_errors};

    #[test]
    fn bytes_come_back() {
        check(&[
            ("base64.encode(b'')", "''"),
            ("base64.decode('')", "b''"),
            ("base64.encode(b'\\xff\\xef')", "'/+8='"),
            ("base64.decode('/+8=')", r"b'\xff\xef'"),
            ("base64.decode('/+8')", r"b'\xff\xef'"),
            ("base64.decode('aA==') + base64.decode('aA')", "b'hh'"),
            // What the reference implementation reads: bits that belong to no byte, line breaks.
            ("base64.decode('42')", r"b'\xe3'"),
            ("base64.decode('YW\\r\\nI=\\n')", "b'ab'"),
            ("base64.decode(base64.encode(b'\\x00a\\xff'))", r"b'\x00a\xff'"),
        ]);
    }

    #[test]
    fn other_texts_are_refused() {
        check_errors(&[
            ("base64.decode('a')", "`'a'` is no Base64 text"),
            ("base64.decode('aGVsbG8==')", "`'aGVsbG8=='` is no Base64 text"),
            ("base64.decode('_-8=')", "`'_-8='` is no Base64 text"),
            ("base64.decode('a GVs')", "`'a GVs'` is no Base64 text"),
            ("base64.decode('é')", "`'é'` is no Base64 text"),
        ]);
    }
}
