use super::*;

const PYTEST: &str = include_str!("../../../../../fixtures/formats/junit/pytest.xml");
const SUREFIRE: &str = include_str!("../../../../../fixtures/formats/junit/surefire.xml");
const PHPUNIT: &str = include_str!("../../../../../fixtures/formats/junit/phpunit.xml");
const GOOGLETEST: &str = include_str!("../../../../../fixtures/formats/junit/googletest.xml");
const NEXTEST: &str = include_str!("../../../../../fixtures/formats/junit/nextest.xml");
const EMPTY: &str = include_str!("../../../../../fixtures/formats/junit/pytest_empty.xml");

#[track_caller]
fn counts(text: &str, expected: [u64; 4], duration: &str) -> Value {
    let value = read(text).unwrap_or_else(|error| panic!("{error}"));
    let names = ["total", "passed", "failed", "skipped"];
    assert_eq!(names.map(|name| value[name].as_u64().unwrap()), expected);
    assert_eq!(value["failures"].as_array().unwrap().len() as u64, expected[2]);
    assert_eq!(value["duration"], duration);
    value
}

#[test]
fn reports_of_runners_are_read() {
    let value = counts(PYTEST, [11, 4, 5, 2], "11ms");
    let first = &value["failures"][0];
    assert_eq!(first["name"], "test_discount");
    assert_eq!(first["suite"], "pytest / test_shop.TestCart");
    let message = first["message"].as_str().unwrap();
    assert!(message.starts_with("AssertionError: discount <5%> & rounding\nassert"), "{message}");

    let value = counts(SUREFIRE, [4, 1, 2, 1], "20m34.748s");
    assert_eq!(value["failures"][1]["suite"], "com.example.shop.CartTest");
    assert_eq!(value["failures"][1]["message"], "java.lang.NullPointerException");

    let value = counts(PHPUNIT, [4, 3, 1, 0], "37ms");
    assert_eq!(value["failures"][0]["suite"], "Tests\\CartTest / Tests.CartTest");

    counts(GOOGLETEST, [4, 1, 1, 2], "12ms");
    counts(NEXTEST, [3, 2, 1, 0], "321ms");
}

#[track_caller]
fn refused(text: &str, message: &str) {
    assert_eq!(read(text).unwrap_err().to_string(), message, "{text}");
}

#[test]
fn no_test_at_all_is_no_success() {
    refused(EMPTY, "no test was run: the report has no test case");
    refused("<testsuites/>", "no test was run: the report has no test case");
}

#[test]
fn suites_must_agree_with_their_cases() {
    let case = "<testcase name='a'/><testcase name='b'><failure/></testcase>";
    let suite = |attributes: &str| format!("<testsuite name='s' {attributes}>{case}</testsuite>");
    for good in ["", "tests='2'", "tests='2' failures='1' errors='0' skipped='0'", "failures='1'"] {
        assert!(read(&suite(good)).is_ok(), "{good}");
    }
    refused(&suite("tests='3'"), "suite `s` says 3 tests, its cases are 2 (line 1, column 1)");
    refused(
        &suite("tests='2' failures='0'"),
        "suite `s` says 0 failures and errors, its cases are 1 (line 1, column 1)",
    );
    refused(&suite("skipped='1'"), "suite `s` says 1 skipped, its cases are 0 (line 1, column 1)");
    refused(&suite("tests='-2'"), "`tests` of `testsuite` is `-2`, not a count (line 1, column 1)");
    let whole = format!("<testsuites tests='5'>{}</testsuites>", suite("tests='2'"));
    refused(&whole, "the report says 5 tests, its cases are 2 (line 1, column 1)");
}

#[test]
fn outcomes_are_judged_by_the_worst_that_is_said() {
    let check = |case: &str, expected: [u64; 3]| {
        let value = read(&format!("<testsuite>{case}</testsuite>")).unwrap();
        let found = ["passed", "failed", "skipped"].map(|name| value[name].as_u64().unwrap());
        assert_eq!(found, expected, "{case}");
    };
    check("<testcase name='a'/>", [1, 0, 0]);
    check("<testcase name='a'><system-out>x</system-out></testcase>", [1, 0, 0]);
    check("<testcase name='a'><error/></testcase>", [0, 1, 0]);
    check("<testcase name='a'><skipped/><failure/></testcase>", [0, 1, 0]);
    check("<testcase name='a'><failure/><skipped/></testcase>", [0, 1, 0]);
    check("<testcase name='a' status='notrun'/>", [0, 0, 1]);
    check("<testcase name='a' status='fail'/>", [0, 1, 0]);
    check("<testcase name='a' status='run' result='completed'/>", [1, 0, 0]);
    check("<testcase name='a'><flakyFailure/></testcase>", [1, 0, 0]);
    check("<testcase name='a'/><error message='no database'/>", [1, 1, 0]);
    check("<testcase name='a'><properties><failure/></properties></testcase>", [1, 0, 0]);
}

#[test]
fn torn_and_foreign_files_are_refused() {
    let half = &PYTEST[..PYTEST.len() / 2];
    assert!(read(half).is_err());
    refused("<testsuite>", "the file ends too early: `testsuite` is open (line 1, column 12)");
    refused("<coverage/>", "`coverage` is no JUnit report (line 1, column 1)");
    refused("<html><body/></html>", "`html` is no JUnit report (line 1, column 1)");
    refused("<testsuite><testcase/></testsuite>", "a test case without `name` (line 1, column 12)");
    refused(
        "<testsuite>\n<testcase name='a' time='fast'/></testsuite>",
        "`time`: `fast` is no number of seconds (line 2, column 1)",
    );
    refused(
        "<!DOCTYPE t SYSTEM 'x'><testsuite/>",
        "a document type declaration is not allowed (line 1, column 24)",
    );
}
