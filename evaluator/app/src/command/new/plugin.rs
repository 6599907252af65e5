//! `gonogo new plugin`: a policy to start from, with a gate that asks it.

use std::path::PathBuf;

use anyhow::{Result, bail};

use super::{is_name, scaffold};
use crate::args::{Language, NewPlugin};
use crate::exit_code::Exit;

/// Names in the templates.
const NAME: &str = "my-policy";
const PACKAGE: &str = "my_policy";
const TYPE: &str = "MyPolicy";

/// The file's place in the new folder, and its text.
type File = (&'static str, &'static str);

macro_rules! guest {
    ($file:literal) => {
        include_str!(concat!("../../../../../wasm-plugins/", $file))
    };
}

const GATE: File = ("gate.yaml", guest!("templates/gate.yaml"));
const WIT: File = ("wit/policy.wit", guest!("wit/policy.wit"));

const RUST: [File; 13] = [
    ("Cargo.toml", guest!("templates/rust/Cargo.toml")),
    ("src/lib.rs", guest!("templates/rust/src/lib.rs")),
    ("gonogo-plugin/Cargo.toml", guest!("sdk/Cargo.toml")),
    ("gonogo-plugin/src/lib.rs", guest!("sdk/src/lib.rs")),
    ("gonogo-plugin/src/bindings.rs", guest!("sdk/src/bindings.rs")),
    ("gonogo-plugin/src/description.rs", guest!("sdk/src/description.rs")),
    ("gonogo-plugin/src/finding.rs", guest!("sdk/src/finding.rs")),
    ("gonogo-plugin/src/guest.rs", guest!("sdk/src/guest.rs")),
    ("gonogo-plugin/src/host.rs", guest!("sdk/src/host.rs")),
    ("gonogo-plugin/src/rehearsal.rs", guest!("sdk/src/rehearsal.rs")),
    ("gonogo-plugin/src/request.rs", guest!("sdk/src/request.rs")),
    WIT,
    GATE,
];

const JAVASCRIPT: [File; 3] = [("policy.js", guest!("templates/javascript/policy.js")), WIT, GATE];

const C: [File; 4] = [
    ("policy.c", guest!("minimal-c/policy.c")),
    ("gonogo.h", guest!("minimal-c/gonogo.h")),
    WIT,
    GATE,
];

const WAT: [File; 2] = [("policy.wat", guest!("minimal-wat/policy.wat")), GATE];

const REGO: [File; 3] = [
    ("policy.rego", guest!("templates/rego/policy.rego")),
    ("policy_test.rego", guest!("templates/rego/policy_test.rego")),
    ("gate.yaml", guest!("templates/rego/gate.yaml")),
];

const RUST_BUILD: &str = "rustup target add wasm32-unknown-unknown
cargo install wasm-component-ld
cargo test
RUSTFLAGS=-Clinker=wasm-component-ld cargo build --release --target wasm32-unknown-unknown
cp target/wasm32-unknown-unknown/release/PACKAGE.wasm NAME.wasm";

const JAVASCRIPT_BUILD: &str = "npm install componentize-qjs
npx componentize-qjs --wit wit --world policy --js policy.js --sync --stub-wasi --opt-size \\
  --minify --output NAME.wasm";

const C_BUILD: &str = "cargo install wasm-component-ld
clang --target=wasm32 -std=c11 -Os -ffreestanding -nostdlib -c policy.c -o policy.o
wasm-component-ld --wasm-ld-path \"$(command -v wasm-ld)\" --component-type wit/policy.wit \\
  --no-entry --gc-sections --strip-all -z stack-size=16384 -o NAME.wasm policy.o";

const WAT_BUILD: &str = "cargo install wasm-tools
wasm-tools parse policy.wat -o NAME.wasm";

const REGO_BUILD: &str = "opa test .
opa build -t wasm -e PACKAGE/deny policy.rego
tar xzf bundle.tar.gz /policy.wasm && mv policy.wasm NAME.wasm";

/// What these languages keep for themselves, or what cannot be the name of a package.
const RESERVED: [&str; 24] = [
    "as", "contains", "core", "crate", "default", "else", "every", "false", "fn", "if", "import",
    "in", "mod", "not", "null", "package", "self", "some", "std", "super", "test", "true", "use",
    "with",
];

pub(super) fn new_plugin(args: &NewPlugin) -> Result<Exit> {
    let name = args.name.as_str();
    if !is_name(name) {
        bail!("`{name}` is no name of a policy: use small letters, digits and `-`, a letter first");
    }
    if RESERVED.contains(&name) {
        bail!("`{name}` is a word of the language: choose another name");
    }
    let (files, build): (&[File], &str) = match args.lang {
        Language::Rust => (&RUST, RUST_BUILD),
        Language::Javascript => (&JAVASCRIPT, JAVASCRIPT_BUILD),
        Language::C => (&C, C_BUILD),
        Language::Wat => (&WAT, WAT_BUILD),
        Language::Rego => (&REGO, REGO_BUILD),
    };
    let folder = args.output.clone().unwrap_or_else(|| PathBuf::from(name));
    let named = |text: &str| renamed(text, name);
    let readme = named(&readme(build, args.lang));
    let texts = files.iter().map(|(file, text)| (*file, named(text)));
    let mut texts: Vec<(&str, String)> = texts.collect();
    texts.push(("README.md", readme));
    scaffold(&folder, &texts, args.color, |shown| {
        format!("next: build it as {shown}/README.md says, then gonogo check {shown}/gate.yaml\n")
    })
}

/// Not in WAT, where texts have lengths.
fn renamed(text: &str, name: &str) -> String {
    let package = name.replace('-', "_");
    let of_type: String = name
        .split('-')
        .map(|part| {
            let mut letters = part.chars();
            let first = letters.next().map(|first| first.to_ascii_uppercase());
            first.into_iter().chain(letters).collect::<String>()
        })
        .collect();
    text.replace(NAME, name)
        .replace("minimal-c", name)
        .replace("my-gate", name)
        .replace(PACKAGE, &package)
        .replace("PACKAGE", &package)
        .replace(TYPE, &of_type)
}

/// With `NAME` and `PACKAGE` as the other templates have them.
fn readme(build: &str, lang: Language) -> String {
    let build = build.replace("NAME", NAME);
    let try_it = match lang {
        Language::Rego => {
            "gonogo plugin run NAME.wasm --entrypoint PACKAGE/deny --facts facts.json --config limit=5"
        }
        Language::Rust | Language::Javascript | Language::C | Language::Wat => {
            "gonogo plugin run NAME.wasm --facts facts.json --config limit=5"
        }
    };
    let try_it = try_it.replace("NAME", NAME);
    format!(
        "# {NAME}\n\nA policy for gonogo: a number against a limit, to be replaced.\n\n\
         Build it:\n\n```sh\n{build}\n```\n\n\
         Try it:\n\n```sh\necho '{{\"value\": 7}}' > facts.json\ngonogo plugin inspect {NAME}.wasm\n\
         {try_it}\ngonogo eval gate.yaml --facts facts.json\n```\n\n\
         Pin it: write the digest that `inspect` shows into `gate.yaml`, under `wasm` or `opa`, as \
         `digest: sha256:…`.\n"
    )
}
