use super::*;

const NODE: &str = include_str!("../../../../fixtures/formats/exposition/node.txt");
const OPEN: &str = include_str!("../../../../fixtures/formats/exposition/shop.openmetrics");

fn scrape(text: &str, dialect: Dialect) -> Scrape<'_> {
    Scrape { text, dialect, at: Number::from(1_767_498_000) }
}

fn find(scrape: &Scrape<'_>, selector: &str, wanted: Wanted<'_>) -> Result<Value, FormatError> {
    read(scrape, &Selector::parse(selector)?, wanted)
}

#[track_caller]
fn check(selector: &str, expected: &str) {
    let value = find(&scrape(NODE, Dialect::Prometheus), selector, Wanted::Number);
    assert_eq!(value.unwrap_or_else(|error| panic!("{error}")).to_string(), expected);
}

#[test]
fn single_samples_are_found() {
    check("node_load1", "0.33");
    check("  node_load1{} ", "0.33");
    check(r#"{__name__="node_load1"}"#, "0.33");
    check(r#"http_requests_total{code="200",method="post"}"#, "1027.0");
    check(r#"http_requests_total{code=~"4..", method!~"get|put",}"#, "3.0");
    check(r#"http_requests_total{code!="200", method!="get"}"#, "3.0");
    check(r#"msdos_file_access_time_seconds{path="C:\\DIR\\FILE.TXT"}"#, "1458255915.0");
    check(r#"http_request_duration_seconds_bucket{le="+Inf"}"#, "144320.0");
    check(r#"something_weird{problem="division by zero"}"#, "-3982.045");
    check("queue_length", "12.0");
}

#[test]
fn samples_have_times() {
    let series = |text: &str, dialect, selector: &str| {
        find(&scrape(text, dialect), selector, Wanted::Series).unwrap().to_string()
    };
    let prometheus = Dialect::Prometheus;
    assert_eq!(series(NODE, prometheus, "node_load1"), "[[1767498000,0.33]]");
    let post = r#"http_requests_total{code="200"}"#;
    assert_eq!(series(NODE, prometheus, post), "[[1395066363.0,1027.0]]");
    assert_eq!(series("a NaN\n", prometheus, "a"), r#"[[1767498000,"NaN"]]"#);
    let open = Dialect::OpenMetrics;
    let le = r#"shop_latency_seconds_bucket{le="0.1"}"#;
    assert_eq!(series(OPEN, open, le), "[[1767498000.5,8.0]]");
    assert_eq!(series(OPEN, open, "shop_orders_total"), "[[1767498000,17.0]]");
}

#[test]
fn several_samples_need_labels() {
    let node = scrape(NODE, Dialect::Prometheus);
    let by = ["code".to_owned(), "method".to_owned()];
    let value = find(&node, "http_requests_total", Wanted::SeriesBy(&by)).unwrap();
    assert_eq!(
        value[1].to_string(),
        r#"{"labels":{"code":"400","method":"post"},"samples":[[1395066363.0,3.0]]}"#
    );
    let error = find(&node, "http_requests_total", Wanted::Number).unwrap_err();
    assert!(error.message.starts_with("2 series where one is declared"), "{error}");
}

#[test]
fn dialects_are_told_by_their_type() {
    let check = |header, dialect| assert_eq!(Dialect::of_content_type(header), dialect);
    check(None, Dialect::Prometheus);
    check(Some("text/plain; version=0.0.4; charset=utf-8"), Dialect::Prometheus);
    let open = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    check(Some(open), Dialect::OpenMetrics);
}

#[track_caller]
fn refused(text: &str, selector: &str, message: &str) {
    let error = find(&scrape(text, Dialect::Prometheus), selector, Wanted::Number).unwrap_err();
    assert_eq!(error.to_string(), message, "{text}");
}

#[test]
fn what_is_not_there_is_named() {
    refused(NODE, "node_laod1", "no metric `node_laod1`; there is `node_load1`");
    refused(NODE, "shop_orders", "no metric `shop_orders`");
    refused(
        NODE,
        r#"http_requests_total{code="500"}"#,
        "no sample fits `http_requests_total{code=\"500\"}`; `http_requests_total` has 2 others",
    );
}

#[test]
fn texts_that_are_torn_or_malformed_are_refused() {
    let cases = [
        ("", "the text is empty, where metrics are expected"),
        ("a 1\nb 2", "the text ends too early: its last line is not complete"),
        ("<html>\n", "`<html>` does not start with a metric's name (line 1, column 1)"),
        ("\na\n", "the value `` of `a` is no number (line 2, column 1)"),
        ("a 0x1f\n", "the value `0x1f` of `a` is no number (line 1, column 1)"),
        ("a 1_000\n", "the value `1_000` of `a` is no number (line 1, column 1)"),
        ("a 1e999\n", "the value `1e999` of `a` is no number (line 1, column 1)"),
        ("a 1 2 3\n", "`3` after the sample (line 1, column 1)"),
        ("a 1 1.5\n", "`1.5` is no time (line 1, column 1)"),
        ("a 1\na 2\n", "a second sample with the same labels (line 2, column 1)"),
        ("a{b=\"1\"\n", "the labels do not end with `}` (line 1, column 1)"),
        ("a{b=\"1} 2\n", "a text in quotes does not end (line 1, column 1)"),
        ("a{b=1} 2\n", "a label's value is no text in double quotes (line 1, column 1)"),
        ("a{b=\"\\t\"} 2\n", "an unknown escape in a label's value (line 1, column 1)"),
        ("# TYPE a count\na 1\n", "unknown type `count` of `a` (line 1, column 1)"),
        ("# TYPE a\na 1\n", "`# TYPE` is followed by a name and a type (line 1, column 1)"),
        ("# TYPE a gauge\n# TYPE a gauge\n", "the type of `a` is given twice (line 2, column 1)"),
        ("a NaN\n", "NaN, not a finite number"),
        (
            "a 1e12 9999999999999000\n",
            "`9999999999999.0` is not a time in seconds since 1970 (line 1, column 1)",
        ),
    ];
    for (text, message) in cases {
        refused(text, "a", message);
    }
    let twice = find(&scrape("a{b=\"1\",b=\"1\"} 2\n", Dialect::Prometheus), "a", Wanted::Number);
    assert!(twice.is_err());
}

#[test]
fn openmetrics_ends_with_its_mark() {
    let open = |text: &str| find(&scrape(text, Dialect::OpenMetrics), "a", Wanted::Number);
    assert_eq!(open("a 1 # {} 0.5 12.5\n# EOF\n").unwrap(), 1.0);
    assert_eq!(open("a 1\n").unwrap_err().message, "the text ends too early: there is no `# EOF`");
    assert_eq!(open("# EOF\na 1\n").unwrap_err().message, "text after `# EOF`");
    assert!(open("a 1 # {} x\n# EOF\n").is_err());
    assert!(find(&scrape("a 1 # {} 0.5\n", Dialect::Prometheus), "a", Wanted::Number).is_err());
}

#[test]
fn selectors_are_strict() {
    let check = |text: &str, message: &str| {
        let error = Selector::parse(text).unwrap_err().message;
        assert_eq!(error, format!("selector `{}`: {message}", shown(text)));
    };
    check("", "it needs the name of one metric");
    check("{}", "it needs the name of one metric");
    check(r#"{__name__=~"a.*"}"#, "it needs the name of one metric");
    check("a b", "`b` is left over");
    check("a{", "a label and a condition are missing before `}`");
    check("a{b}", "`=`, `!=`, `=~` or `!~` is missing after a label");
    check("a{b=c}", "a label's value is no text in double quotes");
    check(r#"a{b="c" d="e"}"#, "`,` or `}` is missing after a condition");
    check(r#"a{b=~"("}"#, "`(` is no pattern, or too large");
    check(r#"a{b=~"x)|(y"}"#, "`x)|(y` is no pattern, or too large");
    check(r#"a{b=~"\\w{200}"}"#, "`\\w{200}` is no pattern, or too large");
    check("rate(a[5m])", "`(a[5m])` is left over");
}
