//! Thirty secrets, a server that echoes whatever it is sent, and every verb, format and file.
#![cfg(test)]

#[path = "secrets/echo.rs"]
mod echo;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use echo::Echo;

const SECRETS: usize = 30;

/// Each source has secrets of its own; `S<n>` are variables of the environment.
const GATE: &str = r#"
gate: secrets
sources:
  token: {prometheus: '${BASE}', bearer_token: '${S0}'}
  basic: {http: '${BASE}', username: '${S1}', password: '${S2}'}
  headed:
    http: '${BASE}'
    headers: {X-Api-Key: '${S3}', Authorization: 'Token ${S4}', X-Tenant: 'a-${S5}-b', Cookie: 'session=${S6}'}
  userinfo: {http: 'http://${S7}:${S8}@${HOST}'}
  query: {http: '${BASE}/?key=${S9}&other=${S10}'}
  whole: {http: '${WHOLE}'}
  failing: {http: '${BASE}/fail', bearer_token: '${S14}'}
  redirecting: {http: '${BASE}/redirect', bearer_token: '${S15}'}
  garbled: {http: '${BASE}/garbled', bearer_token: '${S16}'}
  page: {metrics: '${BASE}/page', bearer_token: '${S17}'}
  refused: {prometheus: 'http://127.0.0.1:9', bearer_token: '${S18}'}
  database: {postgres: 'postgres://${S19}:${S20}@127.0.0.1:9/db?sslmode=disable'}
  echoing-database: {postgres: 'postgres://u:${S21}@${HOST}/db?sslmode=disable'}
  cache: {redis: 'redis://:${S22}@127.0.0.1:9/0'}
  echoing-cache: {redis: 'redis://:${S23}@${HOST}/0'}
  odd: {http: '${BASE}', bearer_token: "${S24}"}
  broken: {http: '${S25}'}
  tools: {commands: ., allow_command: true}
facts:
  token: {type: number, from: token, query: up}
  ranged: {type: series, from: token, query: up, window: 5m, step: 15s}
  basic: {type: string, from: basic, path: /, jsonpath: $.echo}
  headed: {type: json, from: headed, path: /}
  userinfo: {type: string, from: userinfo, path: /, jsonpath: $.echo}
  query: {type: probe, from: query}
  whole: {type: json, from: whole}
  failing: {type: number, from: failing}
  redirecting: {type: number, from: redirecting}
  garbled: {type: number, from: garbled, jsonpath: $.value}
  probed: {type: probe, from: basic, path: /probe}
  page: {type: number, from: page, query: up}
  refused: {type: number, from: refused, query: up}
  database: {type: number, from: database, query: select 1}
  echoing_database: {type: number, from: echoing-database, query: select 1}
  cache: {type: number, from: cache, command: GET a}
  echoing_cache: {type: number, from: echoing-cache, command: GET a}
  odd: {type: string, from: odd, path: /, jsonpath: $.echo}
  broken: {type: number, from: broken}
  shown: {type: string, from: tools, command: env}
rules:
  - id: all
    require: >
      token > 0.0 && ranged.latest() > 0.0 && basic == '' && headed == 1 && userinfo == '' && query.ok && whole == 1
      && failing > 0.0 && redirecting > 0.0 && garbled > 0.0 && probed.ok && page > 0.0 && refused > 0.0
      && database > 0.0 && echoing_database > 0.0 && cache > 0.0 && echoing_cache > 0.0 && odd == '' && broken > 0.0
      && shown == ''
    because: "{basic} {headed} {userinfo} {whole} {probed.body} {odd} {shown}"
  - {id: echoed, warn_if: "basic != '' || userinfo != '' || odd != ''", because: "{basic} {userinfo} {odd}"}
"#;

struct Case {
    folder: PathBuf,
    env: BTreeMap<String, String>,
    secrets: Vec<String>,
}

#[test]
fn no_secret_is_in_any_output() {
    let echo = Echo::start();
    let case = Case::new(&echo);
    let facts = case.run(&["collect", "gate.yaml", "-o", "snapshot.json", "--allow-commands"]);
    assert_eq!(facts, Some(0));
    for args in [
        &["check", "gate.yaml"][..],
        &["collect", "gate.yaml"],
        &["collect", "gate.yaml", "--fail-fast"],
        &["doctor", "gate.yaml", "--allow-commands"],
        &["eval", "gate.yaml", "--facts", "snapshot.json", "--explain"],
        &["eval", "gate.yaml", "--facts", "snapshot.json", "--format", "json"],
        &[
            "run",
            "gate.yaml",
            "--explain",
            "--allow-commands",
            "--report",
            "json=run.json",
            "--report",
            "text=run.txt",
        ],
        &["run", "gate.yaml", "--format", "json", "--record", "runs.jsonl"],
        &["run", "gate.yaml", "--bake", "300ms", "--every", "100ms", "--state", "state.db"],
    ] {
        let code = case.run(args);
        assert!(matches!(code, Some(0 | 2 | 10)), "{args:?}: {code:?}");
    }
    for entry in std::fs::read_dir(&case.folder).unwrap() {
        let path = entry.unwrap().path();
        case.look(&format!("{}", path.display()), &std::fs::read(&path).unwrap());
    }
    assert!(echo.heard("/probe"), "the server was asked");
}

impl Case {
    fn new(echo: &Echo) -> Self {
        let folder = std::env::temp_dir().join(format!("gonogo-secrets-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("gate.yaml"), GATE).unwrap();
        // With characters that are written in several ways.
        let secret = |n: usize| match n % 3 {
            0 => format!("canary{n:02}plain"),
            1 => format!("canary{n:02}+sl/ash="),
            _ => format!("canary{n:02}%per\"cent"),
        };
        let mut secrets: Vec<String> = (0..SECRETS).map(secret).collect();
        // In the authority of an address, where others would end it.
        for n in [7, 8, 19, 20, 21, 22, 23] {
            secrets[n] = format!("canary{n:02}plain");
        }
        let mut env = BTreeMap::new();
        for (n, secret) in secrets.iter().enumerate() {
            env.insert(format!("S{n}"), secret.clone());
        }
        env.insert("BASE".to_owned(), echo.url());
        env.insert("HOST".to_owned(), echo.host());
        let whole =
            format!("http://canary11plain:canary12plain@{}/?sig=canary13plain", echo.host());
        for n in [11, 12, 13] {
            secrets[n] = format!("canary{n}plain");
        }
        env.insert("WHOLE".to_owned(), whole);
        Self { folder, env, secrets }
    }

    fn run(&self, args: &[&str]) -> Option<i32> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gonogo"));
        command.args(args).current_dir(&self.folder).envs(&self.env).stdin(Stdio::null());
        command.env("RUST_LOG", "trace").env("RUST_BACKTRACE", "full");
        if matches!(args[0], "collect" | "run" | "doctor") {
            command.args(["--timeout", "2s", "--deadline", "5s"]);
        }
        let output = command.output().unwrap();
        let what = format!("{args:?}");
        self.look(&what, &output.stdout);
        self.look(&what, &output.stderr);
        output.status.code()
    }

    /// The start of a secret is as good as the whole.
    fn look(&self, what: &str, bytes: &[u8]) {
        if Path::new(what).file_name().is_some_and(|name| name == "gate.yaml") {
            return;
        }
        let text = String::from_utf8_lossy(bytes);
        for secret in &self.secrets {
            let start = &secret[..8];
            if let Some(at) = text.find(start) {
                let from = text.floor_char_boundary(at.saturating_sub(80));
                let to = text.ceil_char_boundary((at + 80).min(text.len()));
                panic!("{what} shows {secret}: …{}…", &text[from..to]);
            }
        }
    }
}

impl Drop for Case {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}
