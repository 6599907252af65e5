//! Under which name the samples of a fact are kept.

pub(crate) fn scope(gate: &str, fact: &str, variable: (&str, &str)) -> String {
    let loaded = gonogo_engine::gate::load("gate.yaml", gate);
    let plan = gonogo_sources::plan(&loaded.document.unwrap()).plan;
    let name = loaded.gate.unwrap().name;
    let of = gonogo_sources::Release { gate: &name, release: "" };
    let env = |name: &str| (name == variable.0).then(|| variable.1.to_owned());
    plan.scope(plan.request(fact).unwrap(), of, &env).unwrap()
}
