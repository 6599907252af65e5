//! Policies in WebAssembly, attached to the gates that ask them.

use std::path::Path;

use gonogo_engine::{Diagnostic, Gate};

/// The findings about them, each an error with its place. Whoever only decides goes on: the rule
/// that asks such a policy is undetermined, and others may have to roll back.
#[cfg(feature = "plugins")]
pub(crate) fn attach(gate_file: &Path, gate: &mut Gate) -> Vec<Diagnostic> {
    if gate.plugin_checks().next().is_none() {
        return Vec::new();
    }
    let folder = gate_file.parent().unwrap_or(Path::new(""));
    let read = |module: &str| read_module(&folder.join(module));
    match host() {
        Ok(host) => gonogo_wasm::attach(host, gate, &read),
        Err(cause) => without(gate, &format!("this machine runs no plugins: {cause}")),
    }
}

#[cfg(not(feature = "plugins"))]
pub(crate) fn attach(_: &Path, gate: &mut Gate) -> Vec<Diagnostic> {
    without(gate, "this gonogo was built without plugins")
}

/// Nothing is attached: undetermined.
fn without(gate: &Gate, cause: &str) -> Vec<Diagnostic> {
    let problem = |(_, check): (&str, &gonogo_engine::gate::PluginCheck)| {
        let code = &gonogo_document::codes::UNUSABLE_PLUGIN;
        let message = format!("`{}`: {cause}", check.module);
        Diagnostic::error(code, check.module_span, message)
            .with_help("use a gonogo that has them, or say it with another kind of rule")
    };
    gate.plugin_checks().map(problem).collect()
}

#[cfg(feature = "plugins")]
pub(crate) use sandbox::{cache, fresh_host, host, read_module};

#[cfg(feature = "plugins")]
mod sandbox {
    use std::env;
    use std::fs::File;
    use std::io::Read;
    use std::path::{Path, PathBuf};
    use std::sync::OnceLock;

    use gonogo_wasm::{Cache, Compiler, Host, LoadError, Settings, limits};

    use crate::args::COMPILE_PLUGIN;

    /// One for the process, made when the first plugin is needed.
    pub(crate) fn host() -> Result<&'static Host, LoadError> {
        static HOST: OnceLock<Result<Host, LoadError>> = OnceLock::new();
        let host = HOST.get_or_init(|| Host::new(settings()));
        host.as_ref().map_err(Clone::clone)
    }

    /// One more, which knows no module yet.
    pub(crate) fn fresh_host() -> Result<Host, LoadError> {
        Host::new(settings())
    }

    /// A cache that cannot be trusted is none: plugins are compiled each time.
    fn settings() -> Settings {
        let cache = cache().ok();
        let compiler = env::current_exe().map_or(Compiler::Here, |program| Compiler::Child {
            program,
            arguments: vec![COMPILE_PLUGIN.into()],
        });
        Settings { cache, compiler }
    }

    /// Or why there is none, in words.
    pub(crate) fn cache() -> Result<Cache, String> {
        let folder = cache_folder().ok_or("neither XDG_CACHE_HOME nor HOME is set")?;
        Cache::open(&folder)
    }

    fn cache_folder() -> Option<PathBuf> {
        let folder = |name: &str| env::var_os(name).filter(|value| !value.is_empty());
        let caches = folder("XDG_CACHE_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
        let caches = caches.or_else(|| Some(Path::new(&folder("HOME")?).join(".cache")));
        Some(caches?.join("gonogo").join("plugins"))
    }

    /// The cause in words.
    pub(crate) fn read_module(path: &Path) -> Result<Vec<u8>, String> {
        let lost = |error: std::io::Error| format!("it cannot be read: {error}");
        // Whatever waits for a writer, such as a pipe, is not opened.
        if !path.metadata().map_err(lost)?.is_file() {
            return Err("it is no file".to_owned());
        }
        let most = u64::try_from(limits::MODULE_BYTES).unwrap_or(u64::MAX);
        let mut bytes = Vec::new();
        let file = File::open(path).map_err(lost)?;
        file.take(most.saturating_add(1)).read_to_end(&mut bytes).map_err(lost)?;
        Ok(bytes)
    }
}
