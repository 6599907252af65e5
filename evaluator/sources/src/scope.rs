//! Whose samples are whose.

use sha2::{Digest, Sha256};

use crate::request::{Ask, HttpAsk};
use crate::source::is_secret;
use crate::{Missing, Plan, Request};

/// What a sample was taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Release<'r> {
    pub gate: &'r str,
    /// May be empty.
    pub release: &'r str,
}

impl Plan {
    /// Names the samples of one question. Samples of another question, of the same one to another
    /// address, in another unit or for another release are others. Secrets are no part of it.
    ///
    /// Phases share their samples: what is asked goes on when a phase begins, as it does in a
    /// Prometheus, and "for 5 minutes" must not begin anew. A rule that means its own phase says
    /// `since(phase.started)`.
    pub fn scope(
        &self,
        request: &Request,
        Release { gate, release }: Release<'_>,
        env: &dyn Fn(&str) -> Option<String>,
    ) -> Result<String, Missing> {
        let source = self.source(request);
        let place = source.map(|source| source.place(env)).transpose()?.unwrap_or_default();
        let name = source.map(|source| source.name.as_str()).unwrap_or_default();
        let asked = format!("{:?}", without_secrets(&request.ask));
        let shape = format!("{:?} {:?}", request.shape.unit, request.shape.by);
        let mut hash = Sha256::new();
        for part in [release, &place, &request.query, &asked, &shape] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
        let digest: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(format!("{gate}/{name}/sha256:{digest}"))
    }
}

fn without_secrets(ask: &Ask) -> Ask {
    let mut ask = ask.clone();
    if let Ask::Http(HttpAsk { headers, .. }) = &mut ask {
        headers.retain(|(name, _)| !is_secret(name));
    }
    ask
}

#[cfg(test)]
mod tests {
    use super::*;

    const GATE: &str = "
gate: g
sources: {app: {metrics: '${APP}/metrics', headers: {X-Tenant: '${TENANT}', X-Api-Key: '${KEY}'}}}
facts: {queue: {type: series, from: app, query: queue_length, stale_after: 1m}}
rules: [{id: r, require: queue.latest() < 1.0}]
";

    fn scope(gate: &str, release: &str, env: [&str; 3]) -> String {
        let plan = crate::plan(&gonogo_document::read(gate).0.unwrap()).plan;
        let env = |name: &str| {
            let at = ["APP", "TENANT", "KEY"].iter().position(|known| *known == name)?;
            Some(env[at].to_owned())
        };
        plan.scope(&plan.requests[0], Release { gate: "g", release }, &env).unwrap()
    }

    #[test]
    fn samples_are_told_apart_by_what_they_are_of() {
        let usual = scope(GATE, "", ["http://u:one@a", "t", "k"]);
        assert!(usual.starts_with("g/app/sha256:"), "{usual}");
        let same = |gate: &str, release: &str, env| scope(gate, release, env) == usual;
        assert!(same(GATE, "", ["http://u:two@a", "t", "other"]), "secrets have no say");
        assert!(!same(GATE, "", ["http://b", "t", "k"]));
        assert!(!same(GATE, "", ["http://a", "other", "k"]));
        assert!(!same(GATE, "v2", ["http://a", "t", "k"]));
        assert!(!same(&GATE.replace("queue_length", "queue"), "", ["http://a", "t", "k"]));
        assert!(!same(&GATE.replace("series,", "series, unit: '%',"), "", ["http://a", "t", "k"]));
    }
}
