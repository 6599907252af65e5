//! The latency of a probe is that of the server, whatever else the gate asks.

use gonogo_test_services::{Nginx, Tls};

use crate::gate::Gate;

const CROWD: usize = 30;

/// Milliseconds, the least of several looks: other processes take their time as well.
fn latency(gate: &Gate) -> f64 {
    let look = || {
        let ran = gate.run("collect", &[]);
        let snapshot: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        let latency = snapshot["facts"]["probe"]["latency"].as_str().unwrap();
        let nanos = gonogo_series::quantity::parse_duration(latency).unwrap();
        nanos as f64 / 1e6
    };
    (0..3).map(|_| look()).fold(f64::INFINITY, f64::min)
}

#[test]
fn a_crowd_of_other_facts_does_not_slow_a_probe() {
    let tls = Tls::new();
    let nginx = Nginx::with_tls("", &tls);
    let gate = |crowd: usize| {
        let mut text = "sources:\n  plain: {http: 'URL'}\n".to_owned();
        for at in 0..crowd {
            text += &format!("  s{at}: {{http: '{}', ca_file: '${{CA}}'}}\n", nginx.https_url());
        }
        text += "facts:\n";
        for at in 0..crowd {
            text += &format!("  f{at}: {{type: json, from: s{at}, path: /json}}\n");
        }
        text += "  probe: {type: probe, from: plain, path: /health}\n";
        text += "rules:\n  - {id: r, require: probe.ok}\n";
        Gate::new(&text, &nginx.url()).with("CA", tls.ca_path().to_str().unwrap())
    };
    let (alone, among) = (latency(&gate(0)), latency(&gate(CROWD)));
    println!("{alone} ms alone, {among} ms among {CROWD}");
    assert!(among < 10.0 * alone + 10.0, "{alone} ms alone, {among} ms among {CROWD}");
}
