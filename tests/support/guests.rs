//! The guests of the tests: the minimal one, and hostile ones that take its place.

use std::fs;
use std::path::{Path, PathBuf};

/// The fact and the setting that they all ask for.
pub(crate) const GATE: &str = "gate: guest
facts: {value: {type: number}}
rules: [{id: guest, plugin: {wasm: guest.wasm, facts: [value], config: {limit: 5}}}]
";

pub(crate) struct Hostile {
    pub(crate) name: String,
    pub(crate) module: Vec<u8>,
    /// What the host must say, or a part of it.
    pub(crate) cause: String,
}

impl Hostile {
    /// Whether that was said, or that it took too long: on a busy machine the wall clock may come before
    /// what would have ended it.
    pub(crate) fn is_told_by(&self, said: &str) -> bool {
        said.contains(&self.cause) || said.contains("took longer than")
    }
}

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn minimal_text() -> String {
    fs::read_to_string(root().join("wasm-plugins/minimal-wat/policy.wat")).unwrap()
}

pub(crate) fn minimal() -> Vec<u8> {
    wat::parse_str(minimal_text()).unwrap()
}

/// Those of `fixtures/plugins/hostile`, by name, and those that are too large to be kept.
pub(crate) fn hostile() -> Vec<Hostile> {
    let files = texts("fixtures/plugins/hostile");
    files.iter().map(|path| of_file(path, framed)).chain(large()).collect()
}

fn texts(folder: &str) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(root().join(folder))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "wat"))
        .collect();
    files.sort();
    files
}

fn of_file(path: &Path, framed: fn(&str) -> String) -> Hostile {
    let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
    let text = fs::read_to_string(path).unwrap();
    let cause = text.lines().find_map(|line| line.strip_prefix(";; cause:"));
    let cause = cause.map(str::trim).filter(|cause| !cause.is_empty());
    let cause = cause.unwrap_or_else(|| panic!("{name} has no line `;; cause: …`")).to_owned();
    let module = wat::parse_str(framed(&text)).unwrap_or_else(|error| panic!("{name}: {error}"));
    Hostile { name, module, cause }
}

/// A file that is a component or a module stays what it is; core modules `$ground'` and `$guest'` take
/// the place of those of the minimal guest.
fn framed(text: &str) -> String {
    let starts = |what: &str| text.lines().any(|line| line.starts_with(what));
    if starts("(component") || starts("(module") {
        return text.to_owned();
    }
    let mut whole = minimal_text();
    for module in text.split("(core module $").skip(1) {
        let (name, _) = module.split_once('\'').expect("a module called `$ground'` or `$guest'`");
        let start = whole.find(&format!("(core module ${name}'")).expect("a part of the guest");
        let end = start + whole[start..].find(&format!("(core instance ${name} ")).unwrap();
        whole.replace_range(start..end, &format!("(core module ${module}\n  "));
    }
    whole
}

fn large() -> [Hostile; 4] {
    let of = |name: &str, cause: &str, module: Vec<u8>| Hostile {
        name: name.to_owned(),
        module,
        cause: cause.to_owned(),
    };
    let assembled =
        |inside: &str| wat::parse_str(format!("(component (core module {inside}))")).unwrap();
    let functions = "(func)".repeat(100_000);
    let body = format!("(func {})", "(drop (i32.const 1))".repeat(400_000));
    [
        of("module_of_50_mb", "bytes, more than", custom_section(50_000_000)),
        of("module_of_30_mb_of_nothing", "not of world", custom_section(30_000_000)),
        of("hundred_thousand_functions", "functions", assembled(&functions)),
        of("function_of_a_million_bytes", "bytes", assembled(&body)),
    ]
}

/// A component with a section that nobody reads.
fn custom_section(length: u32) -> Vec<u8> {
    let mut module = b"\0asm\x0d\0\x01\0\0".to_vec();
    let mut rest = length;
    while rest > 0x7f {
        module.push(0x80 | (rest & 0x7f) as u8);
        rest >>= 7;
    }
    module.push(rest as u8);
    module.push(0);
    module.resize(module.len() + length as usize - 1, b'x');
    module
}
