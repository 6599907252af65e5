//! `gonogo plugin inspect`: what a module is and what it asks for.

use anyhow::{Result, anyhow, bail};
use gonogo_wasm::{Description, FactKind, Module, Origin, SettingKind, digest, outline};
use serde_json::{Value as Json, json};

use crate::args::plugin::{Inspect, PluginFormat};
use crate::exit_code::Exit;
use crate::output;
use crate::plugins;

/// What is seen of a module that cannot be used is shown all the same.
pub(super) fn run(args: &Inspect) -> Result<Exit> {
    let shown = args.file.display();
    let bytes = plugins::read_module(&args.file).map_err(|cause| anyhow!("`{shown}`: {cause}"))?;
    let host = plugins::host()?;
    let module = host.load(&bytes, Origin::Unknown);
    if let (Err(error), false) = (&module, bytes.starts_with(b"\0asm")) {
        // There is nothing to be seen of it.
        bail!("`{shown}` cannot be used: {error}");
    }
    let about = about(&bytes, module.as_ref().ok());
    let text = match args.format {
        PluginFormat::Json => format!("{about:#}\n"),
        PluginFormat::Text => text(&about),
    };
    output::print(&text, args.color)?;
    match module {
        Ok(_) => Ok(Exit::Go),
        Err(error) => Err(anyhow!("`{shown}` cannot be used: {error}")),
    }
}

fn about(bytes: &[u8], module: Option<&Module>) -> Json {
    let seen = outline(bytes);
    let kind = if seen.is_component { "component" } else { "core module" };
    let mut about = json!({
        "digest": digest(bytes), "bytes": bytes.len(), "kind": kind, "imports": seen.imports,
        "exports": seen.exports,
    });
    if let (Some(Module::Component(policy)), Json::Object(about)) = (module, &mut about) {
        about.insert("policy".to_owned(), described(policy.description()));
    }
    if let (Some(Module::Opa(policy)), Json::Object(about)) = (module, &mut about) {
        let (entrypoints, builtins): (Vec<&str>, Vec<&str>) =
            (policy.entrypoints().collect(), policy.builtins().collect());
        let opa = json!({
            "contract": policy.version(), "entrypoints": entrypoints, "builtins": builtins,
        });
        about.insert("opa".to_owned(), opa);
    }
    about
}

fn described(of: &Description) -> Json {
    let facts = of.facts.iter().map(|fact| {
        json!({
            "name": fact.name, "kind": kind(fact.kind), "unit": fact.unit,
            "optional": fact.optional, "description": fact.description,
        })
    });
    let settings = of.settings.iter().map(|setting| {
        let kind = setting_kind(&setting.kind);
        let (required, description) = (setting.required, &setting.description);
        json!({
            "name": setting.name, "kind": kind, "required": required, "description": description,
        })
    });
    json!({
        "name": of.name, "version": of.version, "summary": of.summary,
        "facts": facts.collect::<Vec<Json>>(), "settings": settings.collect::<Vec<Json>>(),
    })
}

fn kind(kind: FactKind) -> &'static str {
    match kind {
        FactKind::Number => "number",
        FactKind::Quantity => "quantity",
        FactKind::Text => "text",
        FactKind::Boolean => "boolean",
        FactKind::Time => "time",
        FactKind::Duration => "duration",
        FactKind::Series => "series",
        FactKind::Several => "several series",
        FactKind::Structured => "structured",
    }
}

fn setting_kind(kind: &SettingKind) -> String {
    match kind {
        SettingKind::Number => "number".to_owned(),
        SettingKind::Text => "text".to_owned(),
        SettingKind::Boolean => "boolean".to_owned(),
        SettingKind::Duration => "duration".to_owned(),
        SettingKind::Quantity(unit) => format!("quantity ({unit})"),
        SettingKind::Choice(of) => of.join(" | "),
        SettingKind::Numbers => "list of numbers".to_owned(),
        SettingKind::Texts => "list of texts".to_owned(),
    }
}

/// The same for people.
fn text(about: &Json) -> String {
    let word = |value: &Json, key: &str| value[key].as_str().unwrap_or_default().to_owned();
    let mut text = String::new();
    let policy = &about["policy"];
    if policy.is_object() {
        let (name, version) = (word(policy, "name"), word(policy, "version"));
        text.push_str(&format!("{name} {version}: {}\n\n", word(policy, "summary")));
    }
    text.push_str(&format!("  digest   {}\n", word(about, "digest")));
    text.push_str(&format!("  kind     {}, {} bytes\n", word(about, "kind"), about["bytes"]));
    text.push_str(&format!("  imports  {}\n", listed(&about["imports"])));
    text.push_str(&format!("  exports  {}\n", listed(&about["exports"])));
    if about["opa"].is_object() {
        let opa = &about["opa"];
        text.push_str(&format!("  OPA      contract {}\n", word(opa, "contract")));
        text.push_str(&format!("  asked    {}\n", listed(&opa["entrypoints"])));
        text.push_str(&format!("  calls    {}\n", listed(&opa["builtins"])));
    }
    for (title, key) in [("facts", "facts"), ("settings", "settings")] {
        let entries = policy[key].as_array().map(Vec::as_slice).unwrap_or_default();
        if !entries.is_empty() {
            text.push_str(&format!("\n  {title}\n"));
        }
        text.extend(entries.iter().map(entry));
    }
    text
}

fn entry(of: &Json) -> String {
    let word = |key: &str| of[key].as_str().unwrap_or_default();
    let unit = of["unit"].as_str().map(|unit| format!(" in {unit}")).unwrap_or_default();
    let need = match (of["optional"].as_bool(), of["required"].as_bool()) {
        (Some(true), _) | (_, Some(false)) => "optional",
        _ => "needed",
    };
    let kind = format!("{}{unit}", word("kind"));
    format!("    {:<16} {kind:<18} {need:<9} {}\n", word("name"), word("description"))
}

fn listed(names: &Json) -> String {
    let names = names.as_array().map(Vec::as_slice).unwrap_or_default();
    let names: Vec<&str> = names.iter().filter_map(Json::as_str).collect();
    if names.is_empty() { "nothing".to_owned() } else { names.join(", ") }
}
