//! Compiled code, kept by what it was made of and for.
//!
//! Such code is run as it is, so that a file is taken only where nobody else could have written
//! it: in a folder of our own that nobody else can write to, under folders that nobody can
//! exchange, and with the digest that it was written with. Whatever is in doubt is compiled anew.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{Read, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use rustix::fs::OFlags;
use rustix::process::{geteuid, getpid};
use sha2::{Digest, Sha256};
use wasmtime::Engine;

/// Changes with what stands in a file.
const MAGIC: &[u8; 16] = b"gonogo-plugin/1\n";
const DIGEST_BYTES: usize = 32;
/// Files at most; the oldest go first.
const ENTRIES: usize = 64;
/// Of one file.
const ENTRY_BYTES: u64 = 512 * 1024 * 1024;

#[derive(Clone, Debug)]
pub struct Cache {
    folder: PathBuf,
}

impl Cache {
    /// Makes the folder where there is none.
    ///
    /// # Errors
    ///
    /// In words, when the folder cannot be trusted or made.
    pub fn open(folder: &Path) -> Result<Self, String> {
        let shown = folder.display();
        let made = DirBuilder::new().recursive(true).mode(0o700).create(folder);
        made.map_err(|error| format!("`{shown}` cannot be made: {error}"))?;
        let folder = fs::canonicalize(folder);
        let folder = folder.map_err(|error| format!("`{shown}` cannot be read: {error}"))?;
        for (at, place) in folder.ancestors().enumerate() {
            check(place, if at == 0 { Place::Ours } else { Place::Above })?;
        }
        Ok(Self { folder })
    }

    /// Code that was kept for this module and engine; `None` where there is none to be trusted.
    pub(crate) fn get(&self, engine: &Engine, module: &str) -> Option<Vec<u8>> {
        let path = self.path(engine, module);
        let flags = OFlags::NOFOLLOW.bits().cast_signed();
        let mut file = OpenOptions::new().read(true).custom_flags(flags).open(&path).ok()?;
        let about = file.metadata().ok()?;
        let is_ours = about.is_file()
            && about.uid() == geteuid().as_raw()
            && about.mode() & 0o022 == 0
            && about.len() <= ENTRY_BYTES;
        let code = is_ours.then(|| read(&mut file)).flatten();
        if code.is_none() {
            // Corrupt, or somebody else's: the next one shall not stumble over it.
            let _ = fs::remove_file(&path);
        }
        code
    }

    /// What cannot be written is compiled again next time.
    pub(crate) fn put(&self, engine: &Engine, module: &str, code: &[u8]) {
        let path = self.path(engine, module);
        let temporary = path.with_extension(format!("{}.new", getpid().as_raw_nonzero()));
        let written = write(&temporary, code).and_then(|()| fs::rename(&temporary, &path));
        if written.is_err() {
            let _ = fs::remove_file(&temporary);
        }
        self.prune();
    }

    /// By the module's digest, and by all that code depends on beside it: the versions of gonogo
    /// and wasmtime, settings, and what this processor can do.
    fn path(&self, engine: &Engine, module: &str) -> PathBuf {
        let mut hasher = DefaultHasher::new();
        env!("CARGO_PKG_VERSION").hash(&mut hasher);
        engine.precompile_compatibility_hash().hash(&mut hasher);
        let module = module.trim_start_matches("sha256:");
        self.folder.join(format!("{module}-{:016x}.code", hasher.finish()))
    }

    fn prune(&self) {
        let Ok(entries) = fs::read_dir(&self.folder) else { return };
        let mut files: Vec<_> = entries
            .filter_map(|entry| {
                let entry = entry.ok()?;
                Some((entry.metadata().ok()?.modified().ok()?, entry.path()))
            })
            .collect();
        files.sort();
        let over = files.len().saturating_sub(ENTRIES);
        for (_, path) in files.into_iter().take(over) {
            let _ = fs::remove_file(path);
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Ours,
    Above,
}

/// Nobody but us and root can put something else there.
fn check(path: &Path, place: Place) -> Result<(), String> {
    const STICKY: u32 = 0o1000;
    let shown = path.display();
    let about = fs::symlink_metadata(path);
    let about = about.map_err(|error| format!("`{shown}` cannot be read: {error}"))?;
    let us = geteuid().as_raw();
    let owner = about.uid();
    let is_shared = about.mode() & 0o022 != 0;
    match place {
        Place::Ours if owner != us => Err(format!("`{shown}` belongs to somebody else")),
        Place::Ours if is_shared => Err(format!("`{shown}` can be written to by others")),
        Place::Above if owner != us && owner != 0 => {
            Err(format!("`{shown}` belongs to somebody else"))
        }
        Place::Above if is_shared && about.mode() & STICKY == 0 => {
            Err(format!("`{shown}` can be written to by others"))
        }
        Place::Ours | Place::Above => Ok(()),
    }
}

fn read(file: &mut File) -> Option<Vec<u8>> {
    let mut head = [0; MAGIC.len() + DIGEST_BYTES];
    file.read_exact(&mut head).ok()?;
    let (magic, digest) = head.split_at(MAGIC.len());
    let mut code = Vec::new();
    file.read_to_end(&mut code).ok()?;
    (magic == MAGIC && digest == Sha256::digest(&code).as_slice()).then_some(code)
}

fn write(path: &Path, code: &[u8]) -> std::io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(MAGIC)?;
    file.write_all(&Sha256::digest(code))?;
    file.write_all(code)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;
    use crate::engine::compiler;

    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let path =
                std::env::temp_dir().join(format!("gonogo-cache-{name}-{}", std::process::id()));
            let _ = fs::remove_dir_all(&path);
            Self(path)
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn what_was_put_is_there() {
        let (folder, engine) = (Folder::new("put"), compiler().unwrap());
        let cache = Cache::open(&folder.0).unwrap();
        assert_eq!(cache.get(&engine, "sha256:ab"), None);
        cache.put(&engine, "sha256:ab", b"code");
        assert_eq!(cache.get(&engine, "sha256:ab"), Some(b"code".to_vec()));
        assert_eq!(cache.get(&engine, "sha256:cd"), None);
        let mode = fs::metadata(&folder.0).unwrap().mode() & 0o777;
        assert_eq!(mode, 0o700);
    }

    #[test]
    fn every_corrupt_entry_is_thrown_away() {
        let (folder, engine) = (Folder::new("corrupt"), compiler().unwrap());
        let cache = Cache::open(&folder.0).unwrap();
        let path = cache.path(&engine, "sha256:ab");
        cache.put(&engine, "sha256:ab", b"code");
        let whole = fs::read(&path).unwrap();
        for at in 0..whole.len() {
            let mut bytes = whole.clone();
            bytes[at] ^= 1;
            fs::write(&path, &bytes).unwrap();
            assert_eq!(cache.get(&engine, "sha256:ab"), None, "byte {at}");
            assert!(!path.exists());
            fs::write(&path, &whole[..at]).unwrap();
            assert_eq!(cache.get(&engine, "sha256:ab"), None, "cut at {at}");
        }
    }

    #[test]
    fn places_of_others_are_not_trusted() {
        let (folder, engine) = (Folder::new("shared"), compiler().unwrap());
        let cache = Cache::open(&folder.0).unwrap();
        cache.put(&engine, "sha256:ab", b"code");
        let path = cache.path(&engine, "sha256:ab");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o666)).unwrap();
        assert_eq!(cache.get(&engine, "sha256:ab"), None, "a file that all can write to");
        cache.put(&engine, "sha256:cd", b"code");
        let other = cache.path(&engine, "sha256:ef");
        std::os::unix::fs::symlink(cache.path(&engine, "sha256:cd"), &other).unwrap();
        assert_eq!(cache.get(&engine, "sha256:ef"), None, "a link");
        fs::set_permissions(&folder.0, fs::Permissions::from_mode(0o777)).unwrap();
        let error = Cache::open(&folder.0).unwrap_err();
        assert!(error.ends_with("can be written to by others"), "{error}");
        let below = folder.0.join("below");
        fs::create_dir(&below).unwrap();
        let error = Cache::open(&below).unwrap_err();
        assert!(error.contains("can be written to by others"), "{error}");
    }

    #[test]
    fn it_does_not_grow_without_end() {
        let (folder, engine) = (Folder::new("prune"), compiler().unwrap());
        let cache = Cache::open(&folder.0).unwrap();
        for at in 0..ENTRIES + 10 {
            cache.put(&engine, &format!("sha256:{at:02x}"), b"code");
        }
        assert_eq!(fs::read_dir(&folder.0).unwrap().count(), ENTRIES);
    }
}
