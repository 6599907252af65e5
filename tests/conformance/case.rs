//! Cases as they are stored: one JSON array per file.

use std::collections::HashMap;
use std::path::Path;

use gonogo_cel::Type;
use gonogo_cel::function::parse_type;
use serde_json::Value as Json;

/// Files about libraries beyond the core language.
const EXTENSIONS: &[&str] = &[
    "bindings_ext",
    "block_ext",
    "encoders_ext",
    "lists_ext",
    "macros2",
    "math_ext",
    "network_ext",
    "optionals",
    "sets_ext",
    "string_ext",
];

pub(crate) struct Case {
    /// `file/section/name`, with `#2` for the second of that name.
    pub(crate) id: String,
    pub(crate) file: String,
    pub(crate) expr: String,
    pub(crate) container: String,
    pub(crate) checking: Checking,
    pub(crate) variables: Vec<(String, Type)>,
    pub(crate) functions: Vec<DeclaredFunction>,
    /// Values as they are encoded.
    pub(crate) bindings: Vec<(String, Json)>,
    pub(crate) expected: Expected,
}

#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Checking {
    Skipped,
    Checked,
    /// Not evaluated.
    Only,
}

pub(crate) struct DeclaredFunction {
    pub(crate) name: String,
    /// Parameters and result.
    pub(crate) overloads: Vec<(Vec<Type>, Type)>,
}

pub(crate) struct Expected {
    /// As it is encoded.
    pub(crate) value: Option<Json>,
    pub(crate) deduced: Option<Type>,
    pub(crate) error: Option<Vec<String>>,
}

impl Case {
    pub(crate) fn is_core(&self) -> bool {
        !EXTENSIONS.contains(&self.file.as_str())
    }

    fn of(json: &Json) -> Self {
        let declared = json["type_env"].as_array().map(Vec::as_slice).unwrap_or_default();
        let (functions, variables): (Vec<&Json>, Vec<&Json>) =
            declared.iter().partition(|entry| entry["kind"] == "function");
        let bindings = json["bindings"].as_object();
        let expect = &json["expect"];
        let messages = expect["error"].as_array();
        Self {
            id: ["file", "section", "name"].map(|key| text(&json[key])).join("/"),
            file: text(&json["file"]),
            expr: text(&json["expr"]),
            container: json["container"].as_str().unwrap_or_default().to_owned(),
            checking: match (&json["disable_check"], &json["check_only"]) {
                (Json::Bool(true), _) => Checking::Skipped,
                (_, Json::Bool(true)) => Checking::Only,
                _ => Checking::Checked,
            },
            variables: variables
                .into_iter()
                .map(|entry| (text(&entry["name"]), parse_type(&text(&entry["type"]))))
                .collect(),
            functions: functions.into_iter().map(function).collect(),
            bindings: bindings
                .into_iter()
                .flatten()
                .map(|(name, value)| (name.clone(), value.clone()))
                .collect(),
            expected: Expected {
                value: expect.get("value").cloned(),
                deduced: expect["deduced_type"].as_str().map(parse_type),
                error: messages.map(|messages| messages.iter().map(text).collect()),
            },
        }
    }
}

fn text(json: &Json) -> String {
    json.as_str().unwrap_or_else(|| panic!("not a text: {json}")).to_owned()
}

fn function(entry: &Json) -> DeclaredFunction {
    let overloads = entry["overloads"].as_array().expect("overloads");
    let signature = |overload: &Json| {
        let params = overload["params"].as_array().expect("params");
        let params = params.iter().map(|param| parse_type(&text(param))).collect();
        (params, parse_type(&text(&overload["result"])))
    };
    DeclaredFunction {
        name: text(&entry["name"]),
        overloads: overloads.iter().map(signature).collect(),
    }
}

/// Every case of every file, files in the order of their names.
pub(crate) fn read_folder(folder: &Path) -> Vec<Case> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    paths.sort();
    let mut cases = Vec::new();
    let mut seen: HashMap<String, usize> = HashMap::new();
    for path in paths {
        let stored = std::fs::read_to_string(&path).expect("a readable file");
        let array: Vec<Json> =
            serde_json::from_str(&stored).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        for json in &array {
            let mut case = Case::of(json);
            let count = seen.entry(case.id.clone()).or_default();
            *count += 1;
            if *count > 1 {
                case.id = format!("{}#{count}", case.id);
            }
            cases.push(case);
        }
    }
    cases
}
