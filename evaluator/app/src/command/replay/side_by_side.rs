//! A replay on all cores: its strips do not depend on each other.

use std::num::NonZero;
use std::thread;

use anyhow::{Result, anyhow};
use gonogo_engine::Stage;
use gonogo_replay::{Course, History, Method, Options, Replay, ReplayError, Strip, join, strips};

use crate::output;

pub(super) fn replay(stage: &Stage<'_>, history: &History, options: &Options) -> Result<Replay> {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let strips = strips(history, options, cores)?;
    let courses = thread::scope(|scope| {
        let start = |strip: &'_ Strip| {
            let strip = strip.clone();
            scope.spawn(move || strip.run(Method::Watched, stage, history))
        };
        let running: Vec<_> = strips.iter().map(start).collect();
        running.into_iter().map(thread::ScopedJoinHandle::join).collect::<Vec<_>>()
    });
    let finished = |course: thread::Result<Result<Course, ReplayError>>| match course {
        Ok(course) => Ok(course?),
        Err(_) => Err(anyhow!("a part of the replay panicked").context(output::Internal)),
    };
    let courses = courses.into_iter().map(finished).collect::<Result<Vec<_>>>()?;
    Ok(join(stage, history, courses)?)
}
