//! JSON and XML: read again they have the same shape, and hold the string itself.

use std::fmt::Write;

use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::Value;

use crate::{all, calm, printable, words};

/// Keys and kinds, without what strings say. The one key that is the string itself is left out.
fn shape(value: &Value) -> String {
    match value {
        Value::Object(fields) if fields.get("kind").is_some_and(Value::is_string) => {
            "action".to_owned()
        }
        Value::Object(fields) => {
            let field = |(key, value): (&String, &Value)| format!("{key}: {}", shape(value));
            format!("{{{}}}", fields.iter().map(field).collect::<Vec<_>>().join(", "))
        }
        Value::Array(list) => format!("{:?}", list.iter().map(shape).collect::<Vec<_>>()),
        Value::String(_) => "text".to_owned(),
        Value::Number(_) => "number".to_owned(),
        Value::Bool(_) | Value::Null => value.to_string(),
    }
}

fn strings<'v>(value: &'v Value, out: &mut Vec<&'v str>) {
    match value {
        Value::Object(fields) => fields.values().for_each(|value| strings(value, out)),
        Value::Array(list) => list.iter().for_each(|value| strings(value, out)),
        Value::String(text) => out.push(text),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[test]
fn json_has_the_same_shape_and_the_string_as_it_is() {
    for format in ["json", "sarif", "codequality", "cloudevents"] {
        let parse = |text: &str| serde_json::from_str::<Value>(text).unwrap();
        let calm = shape(&parse(calm().get(format)));
        for reports in all() {
            let value = parse(reports.get(format));
            assert_eq!(shape(&value), calm, "{format} of {:?}", reports.text);
            let mut found = Vec::new();
            strings(&value, &mut found);
            let holds = |text: &&str| text.contains(reports.text.as_str());
            assert!(found.iter().any(holds), "{format} of {:?}: {found:?}", reports.text);
        }
    }
}

#[test]
fn the_decision_itself_is_what_it_was() {
    for reports in all() {
        let value: Value = serde_json::from_str(reports.get("json")).unwrap();
        assert_eq!(value["decision"], "rollback");
        assert_eq!(value["gate"]["version"], reports.text.as_str());
        let rules = value["rules"].as_array().unwrap();
        let warns = rules.iter().find(|rule| rule["id"] == "warns").unwrap();
        assert_eq!(warns["title"], reports.text.as_str());
        let event: Value = serde_json::from_str(reports.get("cloudevents")).unwrap();
        assert_eq!(event["data"], value);
        assert_eq!(event["subject"], "default");
    }
}

/// Names of elements and attributes in order, and all that is said in them.
fn read_xml(text: &str) -> (String, Vec<String>) {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let (mut shape, mut said) = (String::new(), Vec::new());
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) | Event::Empty(start) => {
                write!(shape, "<{:?}", start.name()).unwrap();
                for attribute in start.attributes() {
                    let attribute = attribute.unwrap();
                    write!(shape, " {:?}", attribute.key).unwrap();
                    let value = attribute.value.into_owned();
                    said.push(quick_xml::escape::unescape(&value).unwrap().into_owned());
                }
            }
            Event::End(end) => write!(shape, "</{:?}", end.name()).unwrap(),
            Event::Text(text) => said.push(text.xml10_content().into_owned()),
            Event::GeneralRef(_) | Event::Decl(_) => {}
            Event::Eof => return (shape, said),
            other => panic!("{other:?} in {text}"),
        }
    }
}

#[test]
fn xml_has_the_same_elements_and_the_string_as_text() {
    let (calm, _) = read_xml(calm().get("junit"));
    for reports in all() {
        let (shape, said) = read_xml(reports.get("junit"));
        assert_eq!(shape, calm, "{:?}", reports.text);
        let printed = |text: &str| words(&printable(text).replace('\u{feff}', ""));
        let expected = printed(&reports.text);
        assert!(said.iter().any(|said| printed(said) == expected), "{expected:?}: {said:?}");
    }
}

/// SARIF names files by URI.
#[test]
fn the_place_in_the_gate_file_is_that_of_the_file() {
    for reports in all() {
        let value: Value = serde_json::from_str(reports.get("sarif")).unwrap();
        let result = &value["runs"][0]["results"][0];
        let uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].as_str();
        let uri = uri.unwrap();
        let plain = |c: char| c.is_ascii_alphanumeric() || "%.-_~/".contains(c);
        assert!(uri.chars().all(plain) && uri.starts_with('g'), "{uri}");
    }
}
