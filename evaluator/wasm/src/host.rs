//! The host: one engine, modules loaded once.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use wasmtime::Engine;

use crate::component::Policy;
use crate::engine;
use crate::module::{Cache, Compiler, OwnCode, Shape, digest, here, scan};
use crate::opa::OpaPolicy;

/// How modules are made ready.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Without one, everything is compiled each time.
    pub cache: Option<Cache>,
    /// For modules that nobody pinned.
    pub compiler: Compiler,
}

pub struct Host {
    engine: Engine,
    settings: Settings,
    /// By digest.
    loaded: Mutex<BTreeMap<String, Result<Module, LoadError>>>,
}

/// A module that can be called.
#[derive(Clone, Debug)]
pub enum Module {
    Component(Arc<Policy>),
    Opa(Arc<OpaPolicy>),
}

/// Whether somebody vouches for the bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// They have the digest that a gate names.
    Pinned,
    Unknown,
}

/// Why a module cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct LoadError(pub String);

impl fmt::Debug for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Host").field("settings", &self.settings).finish_non_exhaustive()
    }
}

impl Host {
    /// # Errors
    ///
    /// When the machine cannot run WebAssembly.
    pub fn new(settings: Settings) -> Result<Self, LoadError> {
        let engine = engine::engine().map_err(|error| LoadError(error.to_string()))?;
        Ok(Self { engine, settings, loaded: Mutex::default() })
    }

    /// The same bytes are loaded once.
    ///
    /// # Errors
    ///
    /// In words for the author of the module.
    pub fn load(&self, bytes: &[u8], origin: Origin) -> Result<Module, LoadError> {
        let digest = digest(bytes);
        let mut loaded = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = loaded.get(&digest) {
            return known.clone();
        }
        let fresh = self.fresh(bytes, &digest, origin);
        loaded.insert(digest, fresh.clone());
        fresh
    }

    fn fresh(&self, bytes: &[u8], digest: &str, origin: Origin) -> Result<Module, LoadError> {
        let shape = scan(bytes).map_err(LoadError)?;
        let code = self.code((bytes, shape), digest, origin).map_err(LoadError)?;
        let misfit = |error: wasmtime::Error| {
            LoadError(format!("the module does not fit into the sandbox: {}", error.root_cause()))
        };
        match shape {
            Shape::Component => {
                let component = code.component(&self.engine).map_err(misfit)?;
                let policy = Policy::new(&self.engine, &component, digest.to_owned());
                policy.map(|policy| Module::Component(Arc::new(policy))).map_err(LoadError)
            }
            Shape::Core => {
                let module = code.module(&self.engine).map_err(misfit)?;
                let policy = OpaPolicy::new(&self.engine, &module, digest.to_owned());
                policy.map(|policy| Module::Opa(Arc::new(policy))).map_err(LoadError)
            }
        }
    }

    fn code(
        &self,
        (bytes, shape): (&[u8], Shape),
        digest: &str,
        origin: Origin,
    ) -> Result<OwnCode, String> {
        let cache = self.settings.cache.as_ref();
        if let Some(code) = cache.and_then(|cache| cache.get(&self.engine, digest)) {
            return Ok(OwnCode::new(code));
        }
        let code = match origin {
            Origin::Pinned => here(&self.engine, bytes, shape)?,
            Origin::Unknown => self.settings.compiler.compile(&self.engine, bytes, shape)?,
        };
        if let Some(cache) = cache {
            cache.put(&self.engine, digest, &code);
        }
        Ok(OwnCode::new(code))
    }
}
