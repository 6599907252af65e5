//! What becomes of whole texts, odd ones too.

#![cfg(test)]

use gonogo_plan::{ITEMS, PlanError, read};

fn texts(text: &str) -> Vec<String> {
    let plan = read(text);
    plan.items.iter().map(|item| format!("{}:{}", item.line, item.text)).collect()
}

/// A `✅` is a tick where there are boxes to be ticked.
#[test]
fn ticks_are_items_beside_boxes_only() {
    assert_eq!(texts("- ✅ a\n- ❌ b\n\n⬜ Approved / ⬜ Rejected"), [""; 0]);
    assert_eq!(texts("- ✅ a\n- [ ] b"), ["2:b"]);
    assert_eq!(texts("- ✅ a\n- ❌ b\n- ☐ c"), ["1:a", "2:b", "3:c"]);
    assert_eq!(texts("## ✅ a\n- ☐ c"), ["2:c"]);
}

#[test]
fn lines_of_a_paragraph_are_items() {
    assert_eq!(texts("Before:\n[ ] a\ngoes on\n[x] b"), ["2:a goes on", "4:b"]);
    assert_eq!(texts("- [ ] a\n[ ] b\n  c"), ["1:a", "2:b c"]);
    assert_eq!(texts("text [ ] a"), [""; 0]);
}

#[test]
fn what_was_not_read_is_said() {
    let deep = format!("- [ ] a\n{}[ ] b\n", "> ".repeat(200));
    let plan = read(&deep);
    assert_eq!(plan.checklist(None).map(|_| ()), Err(PlanError::TooDeep { line: 2 }));
    let plan = read(&format!("a\n{}errors < 1 %\n", "> ".repeat(200)));
    assert_eq!(plan.not_taken.first().map(|other| other.line), Some(2));
    let plan = read(&"- [ ] a\n".repeat(ITEMS + 1));
    assert_eq!(plan.signoffs(None).map(|_| ()), Err(PlanError::TooMany { limit: ITEMS }));
    assert!(read(&"- [ ] a\n".repeat(ITEMS)).checklist(None).is_ok());
}

#[test]
fn odd_texts_are_read() {
    let long = "a".repeat(100_000);
    for text in [
        "",
        "\u{0}",
        "\r",
        "[",
        "[ ]",
        "- [",
        "# ",
        "|",
        "|\n|-|",
        "~~~",
        "<!--",
        "---\n",
        "+++",
        "- - - - [ ] a",
        "\u{feff}- [ ] a",
        "# [ ] \n- [ ] ",
        "\u{301}",
        "> ",
        "\t\t- [ ] a",
        "- \n\n  [ ] a",
        "[ ]: b",
        "**",
        "- **",
        "~~",
        "\\",
        "&",
        "`",
        "- [ ] `",
        "âœ",
        "\u{f8ff}ü",
        &format!("# {long}\n- [ ] {long} (owner: {long})\n"),
        &format!(
            "# Sign-off\n{long}: ✅ {long}\n|Role|Name|Approval|\n|-|-|-|\n|{long}|{long}|✅|"
        ),
    ] {
        let plan = read(text);
        let checklist = plan.checklist(None).unwrap();
        assert_eq!(checklist.items().len(), checklist.progress().items());
        checklist.to_json();
        plan.signoffs(None).unwrap().to_json();
    }
}

#[test]
fn a_role_that_signs_twice_approves_twice() {
    let check = |second: &str, expected: &str| {
        let row = |cells: &str| format!("|Role|Name|Approval|\n|-|-|-|\n|QA|{cells}|\n\n");
        let plan = read(&format!("# A\n{}# B\n{}", row("Ana|✅"), row(second)));
        assert_eq!(plan.signoffs(None).unwrap().to_json().to_string(), expected);
        let first = plan.signoffs(Some("A")).unwrap().to_json().to_string();
        assert_eq!(first, r#"{"QA":{"approved":true,"by":"Ana"}}"#);
    };
    check("Bo|✅", r#"{"QA":{"approved":true,"by":"Bo","comment":"2 of 2 signed"}}"#);
    check("Bo|", r#"{"QA":{"approved":false,"by":"Bo","comment":"1 of 2 signed"}}"#);
    check("|❌", r#"{"QA":{"approved":false,"comment":"rejected"}}"#);
}
