//! Whose certificates are trusted: those of the system, or those of a source's own file.

mod listed;

use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use rustls::crypto::{CryptoProvider, aws_lc_rs};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::time_provider::{DefaultTimeProvider, TimeProvider};
use rustls::{ClientConfig, RootCertStore};
use tokio::sync::OnceCell;
use tokio::task::spawn_blocking;

use self::listed::Listed;
use super::site::CaFile;
use crate::failure::Failure;

/// Bytes of a file of certificates; those of a whole system are a fifth of it.
const CA_BYTES: u64 = 1024 * 1024;

/// The system's certificates, read once for all sources, when the first of them needs any.
#[derive(Default)]
pub(crate) struct Trust {
    system: OnceCell<Roots>,
}

#[derive(Clone)]
pub(crate) struct Roots {
    store: Arc<RootCertStore>,
    /// Those of a source's own file: a server may show one of them as its own.
    listed: Arc<[CertificateDer<'static>]>,
}

impl Roots {
    /// For a connection without TLS.
    pub(crate) fn none() -> Self {
        Self { store: Arc::new(RootCertStore::empty()), listed: Arc::default() }
    }
}

impl Trust {
    /// Those of the file, and no others; without one those of the system.
    pub(crate) async fn roots(&self, ca_file: Option<&CaFile>) -> Result<Roots, Failure> {
        match ca_file {
            Some(file) => {
                let file = file.clone();
                blocking(move || of_file(&file)).await
            }
            None => self.system.get_or_try_init(|| blocking(of_system)).await.cloned(),
        }
    }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    spawn_blocking(work).await.unwrap_or_else(|_| Err(Failure::new("reading certificates failed")))
}

fn of_system() -> Result<Roots, Failure> {
    let mut store = RootCertStore::empty();
    store.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if store.is_empty() {
        return Err(Failure::new(
            "this system has no certificates to trust: install `ca-certificates`, or give `ca_file`",
        ));
    }
    Ok(Roots { store: Arc::new(store), listed: Arc::default() })
}

fn of_file(file: &CaFile) -> Result<Roots, Failure> {
    let problem = |what: &str| Failure::new(format!("`ca_file` {}: {what}", file.shown));
    let pem = text_of(&file.path).map_err(|what| problem(&what))?;
    let (mut store, mut listed) = (RootCertStore::empty(), Vec::new());
    for certificate in CertificateDer::pem_slice_iter(&pem) {
        let certificate = certificate.map_err(|_| problem("this is no PEM"))?;
        listed.push(certificate.clone());
        store.add(certificate).map_err(|_| problem("a certificate in it cannot be read"))?;
    }
    if store.is_empty() {
        return Err(problem("there is no certificate in it"));
    }
    Ok(Roots { store: Arc::new(store), listed: listed.into() })
}

/// Nothing is opened that is no file: a pipe might never end.
fn text_of(path: &Path) -> Result<Vec<u8>, String> {
    let told = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
        std::io::ErrorKind::PermissionDenied => "it may not be read".to_owned(),
        kind => kind.to_string(),
    };
    if !std::fs::metadata(path).map_err(told)?.is_file() {
        return Err("this is no file".to_owned());
    }
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).map_err(told)?;
    file.take(CA_BYTES.saturating_add(1)).read_to_end(&mut bytes).map_err(told)?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length > CA_BYTES) {
        return Err("it is larger than 1 MiB".to_owned());
    }
    Ok(bytes)
}

fn provider() -> Arc<CryptoProvider> {
    Arc::new(aws_lc_rs::default_provider())
}

/// A client that trusts these.
pub(crate) fn config(roots: &Roots) -> Result<ClientConfig, Failure> {
    config_with(roots, Arc::new(DefaultTimeProvider))
}

/// One that judges certificates as of another time.
pub(super) fn config_with(
    roots: &Roots,
    time: Arc<dyn TimeProvider>,
) -> Result<ClientConfig, Failure> {
    let failed = || Failure::new("TLS cannot be set up");
    let builder = ClientConfig::builder_with_details(provider(), time)
        .with_safe_default_protocol_versions()
        .map_err(|_| failed())?;
    let Roots { store, listed } = roots;
    if listed.is_empty() {
        return Ok(builder.with_root_certificates(Arc::clone(store)).with_no_client_auth());
    }
    let listed = Listed::new(Arc::clone(store), Arc::clone(listed), provider());
    let verifier = Arc::new(listed.map_err(|_| failed())?);
    Ok(builder.dangerous().with_custom_certificate_verifier(verifier).with_no_client_auth())
}
