//! The folders of `fixtures/opa`.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use gonogo_wasm::{Cache, Compiler, Host, Module, OpaPolicy, Origin, Settings};
use serde_json::Value as Json;

use crate::tool;

pub(crate) struct Case {
    pub(crate) name: String,
    folder: PathBuf,
}

impl Case {
    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    pub(crate) fn input(&self) -> Json {
        let text = fs::read_to_string(self.file("input.json")).unwrap();
        serde_json::from_str(&text).unwrap()
    }

    pub(crate) fn module(&self) -> Vec<u8> {
        tool::build(&self.file("policy.rego"))
    }

    pub(crate) fn policy(&self) -> Arc<OpaPolicy> {
        load(&self.module()).unwrap_or_else(|why| panic!("{}: {why}", self.name))
    }
}

pub(crate) fn all() -> Vec<Case> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/opa");
    let folders = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path());
    let mut cases: Vec<Case> = folders
        .map(|folder| Case {
            name: folder.file_name().unwrap().to_str().unwrap().to_owned(),
            folder,
        })
        .collect();
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    cases
}

/// Of all cases.
pub(crate) fn now(input: &Json) -> i64 {
    input["now_ns"].as_i64().unwrap()
}

pub(crate) fn host() -> &'static Host {
    static HOST: LazyLock<Host> = LazyLock::new(|| {
        let cache = Cache::open(&Path::new(env!("CARGO_TARGET_TMPDIR")).join("opa-compiled"));
        Host::new(Settings { cache: cache.ok(), compiler: Compiler::Here }).unwrap()
    });
    &HOST
}

pub(crate) fn load(bytes: &[u8]) -> Result<Arc<OpaPolicy>, String> {
    match host().load(bytes, Origin::Unknown) {
        Ok(Module::Opa(policy)) => Ok(policy),
        Ok(Module::Component(_)) => Err("this is a component".to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

/// In one step: other tests may write the same at the same time.
pub(crate) fn written(file: &Path, text: &str) {
    let fresh = file.with_extension(format!("{:?}", std::thread::current().id()));
    fs::write(&fresh, text).unwrap();
    fs::rename(&fresh, file).unwrap();
}
