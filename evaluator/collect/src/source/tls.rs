//! What a server shows of itself in a TLS handshake.

use std::sync::Arc;

use gonogo_sources::{CertificateAsk, Server};
use serde_json::Value;
use url::Host;

use crate::context::Context;
use crate::failure::Failure;
use crate::net::{Place, Site, address, certificate, host_of_pair};
use crate::secrets::Secrets;

const HTTPS: u16 = 443;

#[derive(Debug)]
pub(crate) struct Tls {
    place: Place,
}

impl Tls {
    pub(crate) fn new(at: &Server, given: (&Context<'_>, &Secrets)) -> Result<Self, Failure> {
        let (context, _) = given;
        let cause = "the address of the source is no host with a port, such as `example.org:443`";
        let place = host_of_pair(&address(at, context)?).ok_or_else(|| Failure::new(cause))?;
        let places = Place::admitted(vec![place], (at, context))?;
        let place = places.into_iter().next().ok_or_else(|| Failure::new(cause))?;
        Ok(Self { place })
    }

    pub(crate) async fn fetch(
        &self,
        ask: &CertificateAsk,
        context: &Context<'_>,
    ) -> Result<Value, Failure> {
        certificate(&asked(self.place.clone(), ask)?, context).await
    }
}

/// Of the server that an URL names. A port that is written in an `http://` one is taken too.
pub(super) async fn of_site(
    site: &Site,
    ask: &CertificateAsk,
    context: &Context<'_>,
) -> Result<Value, Failure> {
    let host = site.url.host().ok_or_else(|| Failure::new("the address names no host"))?;
    let place = Place {
        host: host.to_owned(),
        port: site.url.port().unwrap_or(HTTPS),
        guard: Arc::clone(&site.guard),
        ca_file: site.ca_file.clone(),
    };
    certificate(&asked(place, ask)?, context).await
}

/// Another host has HTTPS' own port, unless it says so; it must be admitted as well.
fn asked(place: Place, ask: &CertificateAsk) -> Result<Place, Failure> {
    let Some(host) = &ask.host else {
        return Ok(Place { port: ask.port.unwrap_or(place.port), ..place });
    };
    let no_host = || Failure::new(format!("`{host}` is no host"));
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let known = match bare.parse() {
        Ok(address) => Host::Ipv6(address),
        Err(_) => Host::parse(host).map_err(|_| no_host())?,
    };
    let port = ask.port.unwrap_or(if known == place.host { place.port } else { HTTPS });
    Ok(Place { host: known, port, ..place })
}
