//! `gonogo schema`: the published JSON Schemas.

use anyhow::Result;

use crate::args::{Color, Schema, SchemaOf};
use crate::exit_code::Exit;
use crate::output;

const DECISION: &str = include_str!("../../../schemas/decision.v1.json");
const SNAPSHOT: &str = include_str!("../../../schemas/snapshot.v1.json");
const GATE: &str = include_str!("../../../schemas/gate.v1.json");
const TESTS: &str = include_str!("../../../schemas/tests.v1.json");
const RESULTS: &str = include_str!("../../../schemas/results.v1.json");
const REPLAY: &str = include_str!("../../../schemas/replay.v1.json");
const INCIDENTS: &str = include_str!("../../../schemas/incidents.v1.json");
const FUNCTIONS: &str = include_str!("../../../schemas/functions.v1.json");

pub(crate) fn run(args: &Schema) -> Result<Exit> {
    let text = match args.of {
        SchemaOf::Decision => DECISION,
        SchemaOf::Snapshot => SNAPSHOT,
        SchemaOf::Gate => GATE,
        SchemaOf::Functions => FUNCTIONS,
        SchemaOf::Tests => TESTS,
        SchemaOf::Results => RESULTS,
        SchemaOf::Replay => REPLAY,
        SchemaOf::Incidents => INCIDENTS,
    };
    output::print(text, Color::Never)?;
    Ok(Exit::Go)
}
