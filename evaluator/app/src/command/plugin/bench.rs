//! `gonogo plugin bench`: how long it takes, from the cache and per call.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Result;
use gonogo_engine::decide;
use gonogo_engine::decision::Outcome;
use gonogo_wasm::Origin;
use serde_json::json;

use super::rehearsal::{Rehearsal, rehearsal};
use super::trial::{attach, stage, word};
use crate::args::plugin::{Bench, PluginFormat};
use crate::exit_code::Exit;
use crate::output;
use crate::plugins;

/// A call is a whole decision of a gate with this rule only, in a fresh sandbox.
pub(super) fn run(args: &Bench) -> Result<Exit> {
    let Some(Rehearsal { mut gate, attached, snapshot, bytes }) = rehearsal(&args.call)? else {
        return Ok(Exit::Usage);
    };
    let rule = attach(&mut gate, Arc::new(attached))?;
    let stage = stage(&gate)?;
    let load = load(&bytes)?;
    let mut times = Vec::new();
    let mut outcome = Outcome::Skipped;
    for _ in 0..args.calls {
        let began = Instant::now();
        let decision = decide(&stage, &snapshot);
        times.push(began.elapsed());
        let record = decision.rules.iter().find(|record| record.id == rule);
        outcome = record.map_or(outcome, |record| record.outcome);
    }
    times.sort();
    let at = |share: usize| times.get(times.len().saturating_mul(share) / 100).copied();
    let (median, slow) = (at(50).unwrap_or_default(), at(99).unwrap_or_default());
    let outcome_text = word(outcome);
    let text = match args.call.format {
        PluginFormat::Json => {
            let figures = json!({
                "calls": args.calls, "outcome": outcome, "load_us": micros(load),
                "median_us": micros(median), "p99_us": micros(slow),
            });
            format!("{figures:#}\n")
        }
        PluginFormat::Text => format!(
            "  outcome  {outcome_text}\n  load     {:>9.1} us, {}\n  median   {:>9.1} us per call, of {}\n  p99      {:>9.1} us\n",
            micros(load),
            cached(),
            micros(median),
            args.calls,
            micros(slow)
        ),
    };
    output::print(&text, args.call.color)?;
    Ok(Exit::Go)
}

/// Once more, as the next process will.
fn load(bytes: &[u8]) -> Result<Duration> {
    let host = plugins::fresh_host()?;
    let began = Instant::now();
    host.load(bytes, Origin::Unknown)?;
    Ok(began.elapsed())
}

fn cached() -> String {
    match plugins::cache() {
        Ok(_) => "from the cache".to_owned(),
        Err(cause) => format!("compiled anew: no cache, since {cause}"),
    }
}

fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}
