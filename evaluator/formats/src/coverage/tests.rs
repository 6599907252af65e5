use super::*;

const GCOVR_INFO: &str = include_str!("../../../../fixtures/formats/coverage/gcovr.info");
const PY_INFO: &str = include_str!("../../../../fixtures/formats/coverage/coverage_py.info");
const GCOVR_XML: &str = include_str!("../../../../fixtures/formats/coverage/gcovr.xml");
const PY_XML: &str = include_str!("../../../../fixtures/formats/coverage/coverage_py.xml");
const LLVM: &str = include_str!("../../../../fixtures/formats/coverage/llvm.json");

type Read = fn(&str) -> Result<Value, FormatError>;

#[track_caller]
fn check(read: Read, text: &str, expected: &str) {
    let value = read(text).unwrap_or_else(|error| panic!("{error}: {text}"));
    assert_eq!(value.to_string(), expected, "{text}");
}

#[track_caller]
fn refused(read: Read, text: &str, message: &str) {
    assert_eq!(read(text).unwrap_err().to_string(), message, "{text}");
}

#[test]
fn reports_of_tools_are_read() {
    let of_c = r#"{"lines":70.0,"branches":50.0,"functions":66.66666666666667}"#;
    check(lcov::read, GCOVR_INFO, of_c);
    check(cobertura::read, GCOVR_XML, r#"{"lines":70.0,"branches":50.0}"#);
    let of_python = r#"{"lines":66.66666666666667,"branches":50.0,"functions":50.0}"#;
    check(lcov::read, PY_INFO, of_python);
    check(cobertura::read, PY_XML, r#"{"lines":66.66666666666667,"branches":50.0}"#);
    check(llvm::read, LLVM, r#"{"lines":87.5,"functions":80.0}"#);
}

#[test]
fn half_a_report_is_none() {
    let whole: [(Read, &str); 5] = [
        (lcov::read, GCOVR_INFO),
        (lcov::read, PY_INFO),
        (cobertura::read, GCOVR_XML),
        (cobertura::read, PY_XML),
        (llvm::read, LLVM),
    ];
    for (read, text) in whole {
        assert!(read(&text[..text.len() / 2]).is_err());
        assert!(read("").is_err() && read("<a/>").is_err() && read("{}").is_err());
    }
}

#[test]
fn records_of_one_file_count_once() {
    let record = |file: &str, second: u8| {
        format!("SF:{file}\nDA:1,1\nDA:2,{second}\nLF:2\nLH:{}\nend_of_record\n", 1 + second)
    };
    let lines = |text: String, percent: &str| {
        check(lcov::read, &text, &format!("{{\"lines\":{percent}}}"));
    };
    lines(format!("TN:a\n{}TN:b\n{}", record("x.c", 0), record("x.c", 1)), "100.0");
    lines(format!("{}{}", record("x.c", 0), record("y.c", 1)), "75.0");
    lines("SF:x\nLF:8\nLH:2\nend_of_record\n".to_owned(), "25.0");
    let two = "SF:x\nFNL:0,1,4\nFNA:0,0,a<int>\nFNA:0,3,a<char>\nFNL:1,5,9\nFNA:1,0,b\nDA:1,1\nend_of_record";
    check(lcov::read, two, r#"{"lines":100.0,"functions":50.0}"#);
}

#[test]
fn tracefiles_that_are_torn_or_contradict_themselves_are_refused() {
    let lcov = |text: &str, message| refused(lcov::read, text, message);
    lcov("", "there is no record: nothing was measured");
    lcov("SF:a\nend_of_record\n", "no line of code: nothing was measured");
    lcov("SF:a\nDA:1,1\n", "the file ends too early: `end_of_record` is missing");
    lcov("SF:a\nSF:b\n", "the record before has no `end_of_record` (line 2, column 1)");
    lcov("end_of_record\n", "no record is open (line 1, column 1)");
    lcov("DA:1,1\n", "`DA:1,1` is no line of a tracefile (line 1, column 1)");
    lcov("SF:a\nDA:1\n", "`DA:1` is no line of a record (line 2, column 1)");
    lcov("SF:a\nDA:1,-1\n", "`DA:1,-1` is no line of a record (line 2, column 1)");
    lcov(
        "SF:a\nDA:1,0\nLF:1\nLH:1\nend_of_record\n",
        "1 of 1 lines are said to be covered, listed are 0 of 1 (line 5, column 1)",
    );
    lcov("SF:a\nLF:1\nLH:2\nend_of_record\n", "2 of 1 lines are covered, which cannot be");
}

#[test]
fn totals_of_cobertura_must_agree_with_the_lines() {
    let cobertura = |text: &str, message| refused(cobertura::read, text, message);
    let lines = "<class filename='a'><lines><line number='1' hits='0'/></lines></class>";
    let report = |totals: &str| format!("<coverage {totals}>{lines}</coverage>");
    check(cobertura::read, &report(""), r#"{"lines":0.0}"#);
    cobertura(
        &report("lines-valid='1' lines-covered='1'"),
        "1 of 1 lines are said to be covered, listed are 0 of 1",
    );
    cobertura("<coverage line-rate='1'/>", "no line of code: nothing was measured");
    cobertura(
        "<coverage lines-valid='0' lines-covered='0'/>",
        "no line of code: nothing was measured",
    );
    cobertura("<report/>", "`report` is no Cobertura report (line 1, column 1)");
    cobertura(
        "<coverage><line number='1'/></coverage>",
        "a line without `hits` (line 1, column 11)",
    );
}

#[test]
fn exports_of_llvm_have_totals() {
    let llvm = |text: &str, message| refused(llvm::read, text, message);
    llvm(r#"{"type": "x"}"#, "`type` is not `llvm.coverage.json.export`");
    let export = |data: &str| format!(r#"{{"type": "llvm.coverage.json.export", "data": {data}}}"#);
    llvm(&export("[]"), "no line of code: nothing was measured");
    llvm(&export("[{}]"), "`totals` is missing");
    llvm(&export(r#"[{"totals": {"lines": {"count": 1}}}]"#), "`covered` is missing");
}
