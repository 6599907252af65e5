//! Chromium without a window, driven through its DevTools protocol.
#![expect(clippy::indexing_slicing, reason = "what a JSON value does not have is null")]

mod pipe;
#[cfg(test)]
mod tests;

use std::path::Path;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use pipe::Pipe;

/// For one answer; a busy machine is slow.
const PATIENCE: Duration = Duration::from_secs(60);

/// One tab. The browser ends when this is dropped, and when the test run is killed: it reads from
/// a pipe that is closed then.
#[derive(Debug)]
pub struct Browser {
    pipe: Pipe,
    session: String,
    heard: Vec<Value>,
}

/// What the reader has before them; sizes in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    pub width: u32,
    pub height: u32,
    pub scheme: Scheme,
    pub medium: Medium,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    Light,
    Dark,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Medium {
    Screen,
    Print,
}

impl Browser {
    pub fn start() -> Self {
        let mut browser = Self { pipe: Pipe::start(), session: String::new(), heard: Vec::new() };
        let tab = browser.call("Target.createTarget", json!({"url": "about:blank"}));
        let tab = json!({"targetId": tab["targetId"], "flatten": true});
        let attached = browser.call("Target.attachToTarget", tab);
        browser.session = attached["sessionId"].as_str().unwrap_or_default().to_owned();
        for domain in ["Page", "Network", "Runtime", "Log"] {
            browser.call(&format!("{domain}.enable"), json!({}));
        }
        browser
    }

    pub fn look(&mut self, look: Look) {
        let (width, height) = (look.width, look.height);
        let is_phone = width < 600;
        let size =
            json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": is_phone});
        self.call("Emulation.setDeviceMetricsOverride", size);
        let medium = if look.medium == Medium::Print { "print" } else { "screen" };
        let scheme = if look.scheme == Scheme::Dark { "dark" } else { "light" };
        let features = json!([{"name": "prefers-color-scheme", "value": scheme}]);
        self.call("Emulation.setEmulatedMedia", json!({"media": medium, "features": features}));
    }

    /// Loads the file and waits until it is there with all that it asks for.
    pub fn open(&mut self, file: &Path) {
        let path = file.canonicalize().expect("the file should be there");
        let escaped: String = path.display().to_string().bytes().map(url_byte).collect();
        let url = format!("file://{escaped}");
        self.heard.clear();
        self.call("Page.navigate", json!({"url": url}));
        while !self.has_heard("Page.loadEventFired") {
            let message = self.pipe.read(PATIENCE);
            self.hear(message);
        }
    }

    /// The value of an expression; promises are waited for.
    pub fn evaluate(&mut self, expression: &str) -> Value {
        let params = json!({"expression": expression, "returnByValue": true, "awaitPromise": true});
        let mut answer = self.call("Runtime.evaluate", params);
        let thrown = &answer["exceptionDetails"];
        assert!(thrown.is_null(), "thrown in the page: {thrown:#}");
        answer["result"]["value"].take()
    }

    /// A PNG of the whole page, of as much as is asked for at most.
    pub fn picture(&mut self, most: u32) -> Vec<u8> {
        let size = self.evaluate(
            "[document.documentElement.clientWidth, document.documentElement.scrollHeight]",
        );
        let (width, height) = (size[0].as_u64().unwrap_or(0), size[1].as_u64().unwrap_or(0));
        let clip =
            json!({"x": 0, "y": 0, "width": width, "height": height.min(most.into()), "scale": 1});
        let params = json!({"format": "png", "captureBeyondViewport": true, "clip": clip});
        self.bytes("Page.captureScreenshot", params)
    }

    /// The page as a printer would get it.
    pub fn pdf(&mut self) -> Vec<u8> {
        self.bytes("Page.printToPDF", json!({"printBackground": false, "preferCSSPageSize": true}))
    }

    /// Presses a key, such as `Tab`, where the focus is.
    pub fn press(&mut self, key: &str) {
        let (code, text) = if key == "Enter" { (13, "\r") } else { (9, "") };
        for kind in ["keyDown", "keyUp"] {
            let params = json!({
                "type": kind, "key": key, "code": key, "windowsVirtualKeyCode": code, "text": text,
            });
            self.call("Input.dispatchKeyEvent", params);
        }
    }

    /// What was told of since the page was opened, by the names of events.
    pub fn heard(&self, event: &str) -> Vec<&Value> {
        self.heard.iter().filter(|one| one["method"] == event).map(|one| &one["params"]).collect()
    }

    fn has_heard(&self, event: &str) -> bool {
        !self.heard(event).is_empty()
    }

    fn bytes(&mut self, method: &str, params: Value) -> Vec<u8> {
        let answer = self.call(method, params);
        STANDARD.decode(answer["data"].as_str().unwrap_or_default()).expect("base64")
    }

    fn call(&mut self, method: &str, params: Value) -> Value {
        let session = Some(self.session.as_str()).filter(|session| !session.is_empty());
        let id = self.pipe.write(method, params, session);
        loop {
            let mut message = self.pipe.read(PATIENCE);
            if message["id"] != id {
                self.hear(message);
                continue;
            }
            assert!(message["error"].is_null(), "{method}: {}", message["error"]);
            return message["result"].take();
        }
    }

    /// A dialogue would wait for somebody to close it.
    fn hear(&mut self, message: Value) {
        if message["method"] == "Page.javascriptDialogOpening" {
            let session = Some(self.session.as_str());
            self.pipe.write("Page.handleJavaScriptDialog", json!({"accept": false}), session);
        }
        if !message["method"].is_null() {
            self.heard.push(message);
        }
    }
}

fn url_byte(byte: u8) -> String {
    match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => {
            char::from(byte).to_string()
        }
        _ => format!("%{byte:02X}"),
    }
}
