//! Series of sources that know the present only, built up from call to call.

use gonogo_test_services::Nginx;

use crate::gate::Gate;

const GATE: &str = "
sources: {page: {metrics: 'URL/metrics'}}
facts:
  queues: {type: series, from: page, query: queue_length, by: [queue, pod], window: 1m, stale_after: 30s, min_samples: 3}
rules:
  - id: short
    require: queues.size() == 2 && queues.all(queue, queue.latest() < 10.0 && queue.count() == 3)
";

fn page(mail: u32, print: u32) -> String {
    format!(
        "queue_length{{queue=\"mail\",pod=\"a\"}} {mail}\n\
         queue_length{{pod=\"a\",queue=\"print\"}} {print}\n"
    )
}

#[test]
fn several_series_of_a_page_grow_by_their_labels() {
    let nginx = Nginx::start("");
    let gate = Gate::new(GATE, &nginx.url());
    let look = |mail, print| {
        nginx.publish("metrics", &page(mail, print));
        gate.run("run", &["--once", "--state", "state.db"])
    };
    look(1, 2).says(10, &["sparse"]);
    look(3, 4).says(10, &["sparse"]);
    look(5, 6).says(0, &[]);
    nginx.publish("metrics", &page(7, 11));
    let more = gate.run("collect", &["--state", "state.db"]);
    let snapshot: serde_json::Value = serde_json::from_str(&more.out).unwrap();
    let queues = snapshot["facts"]["queues"].as_array().unwrap();
    let values = |queue: &serde_json::Value| {
        let samples = queue["samples"].as_array().unwrap().iter();
        samples.map(|sample| sample[1].as_f64().unwrap()).collect::<Vec<_>>()
    };
    let of = |name: &str| queues.iter().find(|queue| queue["labels"]["queue"] == name).unwrap();
    assert_eq!(values(of("mail")), [1.0, 3.0, 5.0, 7.0]);
    assert_eq!(values(of("print")), [2.0, 4.0, 6.0, 11.0]);
    // What only begins is no fault.
    gate.run("doctor", &[]).says(0, &["- queues"]);
}
