//! What the variables ask for, as the arguments of `eval` or `run`.

use std::collections::BTreeMap;
use std::ffi::OsString;

use anyhow::{Context, Result, bail};

pub(super) const PREFIX: &str = "GONOGO_INPUT_";

/// Variables that are one value of an option.
const SINGLE: &[(&str, &str)] = &[
    ("PHASE", "--phase"),
    ("PHASE_STARTED", "--phase-started"),
    ("WAIVERS", "--waivers"),
    ("RECORD", "--record"),
    ("NOW", "--now"),
    ("BAKE", "--bake"),
    ("EVERY", "--every"),
    ("STATE", "--state"),
    ("RELEASE", "--release"),
];

/// Those with a value on each line.
const LINES: &[(&str, &str)] = &[
    ("FACTS", "--facts"),
    ("PLAN", "--plan"),
    ("PARAMS", "--set"),
    ("BASELINE", "--baseline"),
    ("REPORT", "--report"),
];

/// Those that are one of some words.
const WORDS: &[(&str, &[&str])] = &[
    ("VERB", &["run", "eval"]),
    ("FAIL_ON", &["warn", "no-go", "rollback", "never"]),
    ("ALLOW_COMMANDS", &["true", "false"]),
    ("SUMMARY", &["true", "false"]),
    ("ANNOTATIONS", &["true", "false"]),
];

/// Those that one verb alone has.
const RUN_ONLY: &[&str] = &["BAKE", "EVERY", "STATE", "RELEASE", "ALLOW_COMMANDS"];
const EVAL_ONLY: &[&str] = &["NOW"];

/// Those that are read elsewhere.
const OTHERS: &[&str] = &["GATE", "REPORTS"];

#[derive(Debug)]
pub(super) struct Asked {
    given: BTreeMap<String, String>,
}

impl Asked {
    pub(super) fn read(variables: impl Iterator<Item = (OsString, OsString)>) -> Result<Self> {
        let mut given = BTreeMap::new();
        for (variable, value) in variables {
            let Some(name) = variable.to_str().and_then(|name| name.strip_prefix(PREFIX)) else {
                continue;
            };
            let value = value.into_string();
            let value = value.map_err(|_| anyhow::anyhow!("`{PREFIX}{name}` is not UTF-8"))?;
            let value = value.trim();
            if value.is_empty() {
                continue;
            }
            admit(name, value)?;
            given.insert(name.to_owned(), value.to_owned());
        }
        Ok(Self { given })
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.given.get(name).map(String::as_str)
    }

    /// Unless it says `false`.
    pub(super) fn is_wanted(&self, name: &str) -> bool {
        self.get(name) != Some("false")
    }

    /// Values are joined to their options and the gate comes behind `--`: none can be an option.
    pub(super) fn arguments(&self, reports: &[String]) -> Result<Vec<String>> {
        let gate = self.get("GATE").with_context(|| {
            format!("no gate is given\n  help: say which gate file to use (`{PREFIX}GATE`)")
        })?;
        let verb = self.get("VERB").unwrap_or("run");
        self.suits(verb)?;
        let mut arguments = vec!["gonogo".to_owned(), verb.to_owned()];
        arguments.push("--color=never".to_owned());
        for (name, option) in SINGLE {
            arguments.extend(self.get(name).map(|value| format!("{option}={value}")));
        }
        for (name, option) in LINES {
            let lines = self.get(name).unwrap_or_default().lines().map(str::trim);
            let lines = lines.filter(|line| !line.is_empty());
            arguments.extend(lines.map(|line| format!("{option}={line}")));
        }
        if self.get("ALLOW_COMMANDS") == Some("true") {
            arguments.push("--allow-commands".to_owned());
        }
        if self.get("FAIL_ON") == Some("warn") {
            arguments.push("--fail-on=warn".to_owned());
        }
        arguments.extend(reports.iter().map(|report| format!("--report={report}")));
        arguments.extend(["--".to_owned(), gate.to_owned()]);
        Ok(arguments)
    }

    /// Whoever writes a pipeline knows inputs, and not the options that they become.
    fn suits(&self, verb: &str) -> Result<()> {
        let (others, other) = if verb == "eval" { (RUN_ONLY, "run") } else { (EVAL_ONLY, "eval") };
        let asked = |name: &&&str| !matches!(self.get(name), None | Some("false"));
        if let Some(name) = others.iter().find(asked) {
            let input = name.to_lowercase().replace('_', "-");
            bail!(
                "`{input}` is for `{other}` only, and the verb is `{verb}`\n  help: leave out `{input}` \
                 (`{PREFIX}{name}`), or say `{other}` as the verb (`{PREFIX}VERB`)"
            );
        }
        if verb == "eval" && self.get("FACTS").or_else(|| self.get("PLAN")).is_none() {
            bail!(
                "`eval` decides from facts that are given, and there are none\n  help: name files of facts \
                 (`facts`, `{PREFIX}FACTS`) or plans (`plan`, `{PREFIX}PLAN`)"
            );
        }
        Ok(())
    }
}

/// What is misspelt would be ignored, and a limit would be another one than was asked for.
fn admit(name: &str, value: &str) -> Result<()> {
    if let Some((_, words)) = WORDS.iter().find(|(known, _)| *known == name) {
        if !words.contains(&value) {
            bail!("`{PREFIX}{name}` is `{value}`, which is none of {}", words.join(", "));
        }
        return Ok(());
    }
    let mut options = SINGLE.iter().chain(LINES).map(|(known, _)| known);
    if !OTHERS.contains(&name) && !options.any(|known| *known == name) {
        bail!("`{PREFIX}{name}` is no variable of `gonogo ci`: `gonogo ci --help` lists them");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(variables: &[(&str, &str)]) -> Result<Asked> {
        let pairs = variables.iter();
        Asked::read(pairs.map(|(name, value)| (format!("{PREFIX}{name}").into(), value.into())))
    }

    #[test]
    fn values_stay_values() {
        let asked = asked(&[
            ("GATE", "--help"),
            ("PHASE", "-x --set a=b"),
            ("PARAMS", "a=$(touch x)\n\n  b=--quiet  \n"),
            ("FACTS", " "),
        ]);
        let arguments = asked.unwrap().arguments(&["json=a b".to_owned()]).unwrap();
        let expected = [
            "gonogo",
            "run",
            "--color=never",
            "--phase=-x --set a=b",
            "--set=a=$(touch x)",
            "--set=b=--quiet",
            "--report=json=a b",
            "--",
            "--help",
        ];
        assert_eq!(arguments, expected);
    }

    #[test]
    fn errors_speak_of_inputs() {
        let eval = ("VERB", "eval");
        for (given, expected) in [
            (vec![eval, ("FACTS", "f"), ("BAKE", "1m")], "`bake` is for `run` only"),
            (
                vec![eval, ("PLAN", "p"), ("ALLOW_COMMANDS", "true")],
                "`allow-commands` is for `run`",
            ),
            (vec![("NOW", "2026-01-04T03:40:00Z")], "`now` is for `eval` only"),
            (vec![eval], "(`facts`, `GONOGO_INPUT_FACTS`)"),
        ] {
            let asked = asked(&[given, vec![("GATE", "g")]].concat()).unwrap();
            let error = asked.arguments(&[]).unwrap_err().to_string();
            assert!(error.contains(expected), "{error}");
        }
        let asked = asked(&[eval, ("GATE", "g"), ("FACTS", "f"), ("ALLOW_COMMANDS", "false")]);
        assert!(asked.unwrap().arguments(&[]).is_ok(), "what is not asked for");
    }

    #[test]
    fn unknown_names_and_words_are_refused() {
        for (name, value) in
            [("PARAM", "a=1"), ("FAIL_ON", "nothing"), ("VERB", "replay"), ("SUMMARY", "no")]
        {
            let error = asked(&[(name, value)]).unwrap_err().to_string();
            assert!(error.contains(&format!("`GONOGO_INPUT_{name}`")), "{error}");
        }
        assert!(asked(&[("PHASE", "a")]).unwrap().arguments(&[]).is_err(), "without a gate");
    }
}
