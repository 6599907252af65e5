//! Whatever a text is, reading it ends with a value or an error.

use proptest::prelude::*;
use serde_json::{Number, Value};

use crate::exposition::{Dialect, Scrape, Selector};
use crate::prometheus::Wanted;
use crate::test_report::playwright::Flaky;
use crate::value::{Cell, JsonPath, Kind, Row};
use crate::{FormatError, certificate, coverage, exposition, prometheus, scan, test_report, value};

type Read = fn(&str) -> Result<Value, FormatError>;

fn of_metrics(text: &str, dialect: Dialect) -> Result<Value, FormatError> {
    let scrape = Scrape { text, dialect, at: Number::from(1_767_498_000) };
    exposition::read(
        &scrape,
        &Selector::parse("http_requests_total{code!~\"4..\"}")?,
        Wanted::Series,
    )
}

fn of_table(text: &str) -> Result<Value, FormatError> {
    let cell = Cell { column: "n".to_owned(), row: Row::Last };
    value::read_csv(text, &cell, Kind::Number(None))
}

/// Every reader with a text that it takes.
const READERS: &[(Read, &str)] = &[
    (
        |text| prometheus::read(text, Wanted::Number),
        include_str!("../../../fixtures/formats/prometheus/vector.json"),
    ),
    (
        |text| prometheus::read(text, Wanted::SeriesBy(&["instance".to_owned()])),
        include_str!("../../../fixtures/formats/prometheus/matrix.json"),
    ),
    (
        |text| of_metrics(text, Dialect::Prometheus),
        include_str!("../../../fixtures/formats/exposition/node.txt"),
    ),
    (
        |text| of_metrics(text, Dialect::OpenMetrics),
        "# TYPE http_requests counter\nhttp_requests_total{code=\"2\"} 1 # {a=\"b\"} 1\n# EOF\n",
    ),
    (test_report::junit::read, include_str!("../../../fixtures/formats/junit/pytest.xml")),
    (test_report::junit::read, include_str!("../../../fixtures/formats/junit/phpunit.xml")),
    (test_report::k6::read, include_str!("../../../fixtures/formats/k6/summary_export.json")),
    (
        |text| test_report::playwright::read(text, Flaky::Fails),
        include_str!("../../../fixtures/formats/playwright/report.json"),
    ),
    (coverage::lcov::read, include_str!("../../../fixtures/formats/coverage/gcovr.info")),
    (coverage::cobertura::read, include_str!("../../../fixtures/formats/coverage/gcovr.xml")),
    (coverage::llvm::read, include_str!("../../../fixtures/formats/coverage/llvm.json")),
    (scan::sarif::read, include_str!("../../../fixtures/formats/scan/codeql.sarif")),
    (scan::trivy::read, include_str!("../../../fixtures/formats/scan/trivy.json")),
    (scan::grype::read, include_str!("../../../fixtures/formats/scan/grype.json")),
    (scan::cyclonedx::read, include_str!("../../../fixtures/formats/scan/cyclonedx.json")),
    (scan::own::read, "{\"critical\": 0, \"high\": 0, \"medium\": 0, \"low\": 0}"),
    (
        |text| value::read_yaml(text, &JsonPath::parse("$..a")?, Kind::Json),
        "b: &x [1, '2', ~]\nc: {a: *x}\n",
    ),
    (of_table, "n,m\n1,\"2\n\"\n3,4\n"),
    (|text| value::read_text(text, Kind::Timestamp), "2026-01-04T03:40:00Z\n"),
    (
        |text| certificate::read(text.as_bytes()),
        include_str!("../../../fixtures/formats/certificate/root.pem"),
    ),
];

/// A part is cut out, and another one of the same text or a stray character is put in its place.
fn mutated(text: &str, [from, to, other]: [usize; 3], stray: char) -> String {
    let chars: Vec<char> = text.chars().collect();
    let at = |place: usize| place % (chars.len() + 1);
    let (start, end) = (at(from).min(at(to)), at(from).max(at(to)));
    let end = end.min(start + 40);
    let copied = chars.iter().skip(at(other)).take((other % 7) * 5);
    let head = chars.iter().take(start);
    head.chain(copied).chain([&stray]).chain(chars.iter().skip(end)).collect()
}

#[test]
fn good_texts_are_taken() {
    for (at, (read, text)) in READERS.iter().enumerate() {
        let value = read(text);
        assert!(value.is_ok(), "reader {at}: {value:?}");
    }
}

#[test]
fn texts_that_are_cut_off_anywhere_end_well() {
    for (read, text) in READERS {
        let step = text.len() / 200 + 1;
        for (end, _) in text.char_indices().step_by(step) {
            let _ = read(&text[..end]);
        }
    }
}

/// A report that is cut off is never one that is good: what is left does not look whole.
#[test]
fn a_report_that_is_cut_off_is_an_error() {
    let lines = |text: &str| text.trim_end().len();
    for (at, (read, text)) in READERS.iter().enumerate() {
        // Tables, plain texts, YAML and Prometheus' own format have no end that could be seen;
        // a certificate is whole before its last line is.
        if text.starts_with("n,m") || text.starts_with("2026") || text.starts_with("b:") {
            continue;
        }
        if text.starts_with("# HELP") || text.starts_with("-----BEGIN") {
            continue;
        }
        let step = text.len() / 100 + 1;
        for (end, _) in text.char_indices().step_by(step).filter(|(end, _)| *end < lines(text)) {
            assert!(read(&text[..end]).is_err(), "reader {at} at byte {end}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_text_ends_well(text in "\\PC{0,80}") {
        for (read, _) in READERS {
            let _ = read(&text);
        }
        let _ = (JsonPath::parse(&text), Selector::parse(&text));
    }

    #[test]
    fn mutated_texts_end_well(
        places in any::<[usize; 3]>(),
        stray in prop::sample::select(vec!['"', '<', '&', '{', '[', '\n', '0', '-', 'e', 'ü', '\0', ',', ' ']),
    ) {
        for (read, text) in READERS {
            let _ = read(&mutated(text, places, stray));
        }
    }

    #[test]
    fn any_bytes_are_no_certificate(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(certificate::read(&bytes).is_err());
    }

    #[test]
    fn mutated_certificates_end_well(at in any::<usize>(), byte in any::<u8>()) {
        let mut der = include_bytes!("../../../fixtures/formats/certificate/leaf.der").to_vec();
        let length = der.len();
        der[at % length] = byte;
        let _ = (certificate::read(&der), certificate::check_host(&der, "shop.example.com"));
        let _ = certificate::check_chain(&der);
    }

    #[test]
    fn paths_end_well(path in "\\$[.\\[\\]()'*?@:,&|!=<>a1 -]{0,24}") {
        let json = "{\"a\": [{\"a\": 1}, {\"a1\": [1, 2, {\"a\": null}]}], \"1\": {\"a\": \"x\"}}";
        if let Ok(path) = JsonPath::parse(&path) {
            let _ = (value::read_json(json, &path, Kind::Json), value::read_json(json, &path, Kind::List));
        }
    }
}
