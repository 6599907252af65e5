//! How large pages of much data are, and that no extreme value is lost for it.

use std::fs;

use crate::scene;

/// Of the snapshot's series, and of the page.
const SERIES: usize = 1_000_000;
const PAGE: usize = 1_500_000;

/// So many facts, each of so many series, a sample every second.
#[derive(Clone, Copy)]
struct Heap {
    name: &'static str,
    facts: usize,
    by: usize,
}

impl Heap {
    /// A sample takes two characters.
    fn samples(self) -> i64 {
        i64::try_from(SERIES / self.facts / self.by / 2).unwrap()
    }

    fn gate(self) -> String {
        let (window, is_many) = (self.samples(), self.by > 1);
        let labels = if is_many { ", by: pod" } else { "" };
        let fact = |at| format!("  s{at}: {{type: series, window: {window}s, step: 1s{labels}}}\n");
        let question = |at| match is_many {
            true => format!("s{at}.all(s, s.max() < 50.0)"),
            false => format!("s{at}.max() < 50.0"),
        };
        let rule = |at| format!("  - {{id: r{at}, require: \"{}\"}}\n", question(at));
        let facts: String = (0..self.facts).map(fact).collect();
        let rules: String = (0..self.facts).map(rule).collect();
        format!("gate: heavy\nfacts:\n{facts}rules:\n{rules}")
    }

    fn snapshot(self) -> String {
        let samples = self.samples();
        let value = |at: i64| if at == samples / 2 { 99.0 } else { (at % 7) as f64 };
        let series = scene::series(samples, 1, value).replace(".000", "");
        let of = |pod: usize| format!("{{\"labels\": {{\"pod\": \"{pod}\"}}, {series}}}");
        let value = match self.by {
            1 => format!("{{{series}}}"),
            _ => format!("[{}]", (0..self.by).map(of).collect::<Vec<_>>().join(",")),
        };
        let facts: Vec<String> = (0..self.facts).map(|at| format!("\"s{at}\": {value}")).collect();
        format!("{{\"now\": \"2026-01-04T03:40:00Z\", \"facts\": {{{}}}}}", facts.join(",\n"))
    }

    fn page(self) -> String {
        let folder = scene::folder(self.name);
        let snapshot = self.snapshot();
        assert!(snapshot.len() >= SERIES, "{}: {} bytes of facts", self.name, snapshot.len());
        fs::write(folder.join("gate.yaml"), self.gate()).unwrap();
        fs::write(folder.join("snapshot.json"), snapshot).unwrap();
        let path = |file: &str| folder.join(file).display().to_string();
        let (gate, facts) = (path("gate.yaml"), path("snapshot.json"));
        let (file, code) = scene::page(&folder, &[&gate, "--facts", &facts]);
        assert_eq!(code, 10, "{}", self.name);
        fs::read_to_string(file).unwrap()
    }
}

#[test]
fn a_megabyte_of_series_makes_a_small_page() {
    for heap in [
        Heap { name: "one-series", facts: 1, by: 1 },
        Heap { name: "ten-series", facts: 10, by: 1 },
        Heap { name: "300-series", facts: 300, by: 1 },
        Heap { name: "50-labels", facts: 1, by: 50 },
        Heap { name: "30-facts-of-10", facts: 30, by: 10 },
    ] {
        let page = heap.page();
        println!("{}: {} bytes", heap.name, page.len());
        assert!(page.len() < PAGE, "{}: {} bytes", heap.name, page.len());
    }
}

/// One sample in hundreds of thousands.
#[test]
fn a_single_spike_is_drawn() {
    let page = Heap { name: "spike", facts: 1, by: 1 }.page();
    assert!(page.contains("least 0 at"), "told");
    assert!(page.contains("greatest 99 at"), "told");
    let line = page.split("class=\"line n0\" d=\"").nth(1).unwrap().split('"').next().unwrap();
    let heights = line
        .split(['M', 'L', 'V'])
        .filter_map(|step| step.split(' ').next_back()?.parse::<f64>().ok());
    let top = heights.fold(f64::MAX, f64::min);
    // The picture is 140 high, and has 8 % of room above.
    assert!((9.0..12.0).contains(&top), "{top}");
}
