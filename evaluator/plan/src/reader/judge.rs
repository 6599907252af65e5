//! What becomes of a statement where it stands.

use gonogo_criteria::effect::{Excuse, Join, Topic, excuse};
use gonogo_criteria::metric::{self, Better};
use gonogo_criteria::sentence::Said;
use gonogo_criteria::sentence::level::Levels;
use gonogo_criteria::sentence::tone::Tone;
use gonogo_criteria::statement::{How, Statement, Unclear, is_good};
use gonogo_criteria::{Comparison, Effect, Sense, Trend};

use super::context::Around;

/// What of a line is known beside its statements.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Place {
    pub(super) around: Around,
    /// The line is an item of a checklist.
    pub(super) is_item: bool,
    /// Its box is ticked.
    pub(super) is_ticked: bool,
    pub(super) tone: Tone,
    /// What the line says that follows.
    pub(super) action: Option<Effect>,
    /// Why it cannot be meant, whatever it says.
    pub(super) void: Option<&'static str>,
    pub(super) levels: Levels,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Taken(Effect, Sense),
    /// It is no criterion, and does not look like one.
    Passed,
    Doubted(&'static str),
}

pub(super) const NO_METRIC: &str =
    "it does not say what is measured; write the name before the comparison";
const NO_EFFECT: &str = "it reads as a bad state and does not say what follows; \
    put it under a heading such as `Rollback triggers`";
const UNKNOWN: &str = "it does not say whether the state is good or bad; put it under a heading \
    such as `Success criteria` or `Rollback triggers`";
const CONTRARY: &str = "it stands among what has to hold and reads as a bad state";
const GOOD: &str = "it stands among what must not happen and reads as a good state";
const UNCLEAR: &str = "it may be a share of the reference or a growth from it; \
    write `of baseline` or `above baseline`";
const RATIO: &str = "it gives a share as two numbers; write it in percent";
const BOTH: &str = "it trips when several things happen at once; write that rule by hand";
const EITHER: &str = "one of several is enough for it; write that rule by hand";
pub(super) const TICKED: &str = "it is taken as a limit, and its tick is not; \
    if the tick says that it has happened, act on it";
const EXCEPTION: &str = "it has an exception; write that rule by hand";
pub(super) const STRUCK: &str =
    "it is struck through; take it out, or write it again without the strokes";
pub(super) const REFUSED: &str = "it reads as if nothing followed from it; \
    keep what is borne apart from what is not, or write the limit alone";
pub(super) const LEVELS: &str = "it has limits of several levels; write one line for each of them, \
    below a heading such as `Warnings` or `Rollback triggers`";
const UNDECIDED: &str = "it is not decided yet; write the limit once it is";
const EXAMPLE: &str = "it reads as an example; write the limit that is meant";
const CHANGE: &str = "it says by how much something changes and not from what; \
    write `above baseline` or `above the previous version`";
const SCOPE: &str = "it counts where it is so; write that rule by hand";
const POINTS: &str = "it is in percentage points; write the limit of the value itself";
const SPAN: &str = "it has a time in parentheses; write `for 10 minutes` or `in 10 minutes`";
const TIME: &str = "it lasts for a time that is not understood; write minutes or hours";
const FIGURE: &str = "it has a figure without a comparator; write `<` or `>` before it";
const PEOPLE: &str = "it says how long people may take, which no metric shows";
const PAST: &str = "it reads as a result or an announcement";
const DESCRIBES: &str =
    "it stands in a description; put it under a heading such as `Success criteria`";

pub(super) fn judge(statement: &Statement, place: &Place) -> Verdict {
    let topic = place.around.meaning.topic;
    let is_figure = is_figure(statement.how);
    if place.tone.is_past || topic == Topic::Past {
        return doubt_if(is_figure, PAST);
    }
    if topic == Topic::People {
        return doubt_if(is_figure, PEOPLE);
    }
    if topic == Topic::Excused {
        return doubt_if(is_figure, REFUSED);
    }
    match statement.unclear {
        Some(Unclear::Reference) => return Verdict::Doubted(UNCLEAR),
        Some(Unclear::Ratio) => return Verdict::Doubted(RATIO),
        Some(Unclear::Change) => return Verdict::Doubted(CHANGE),
        Some(Unclear::Scope) => return Verdict::Doubted(SCOPE),
        Some(Unclear::Points) => return Verdict::Doubted(POINTS),
        Some(Unclear::Span) => return Verdict::Doubted(SPAN),
        Some(Unclear::Time) => return Verdict::Doubted(TIME),
        Some(Unclear::Figure) => return Verdict::Doubted(FIGURE),
        None => {}
    }
    if statement.how == How::Trend && !metric::is_measured_name(&statement.metric) {
        return Verdict::Passed;
    }
    if statement.metric.is_empty() {
        return doubt_if(is_figure, NO_METRIC);
    }
    let demand = place.tone.is_demand.then_some(Effect::Require);
    let effect = demand.or(place.around.meaning.effect);
    match follows(place.action, effect) {
        Some(Effect::Require) => required(statement, place),
        Some(effect) => tripping(statement, place, effect),
        None if topic == Topic::Description && !place.is_item => doubt_if(is_figure, DESCRIBES),
        None => alone(statement, place),
    }
}

/// An action that is milder than what the titles say is taken besides, not instead.
pub(super) fn follows(action: Option<Effect>, around: Option<Effect>) -> Option<Effect> {
    match (action, around) {
        (Some(Effect::WarnIf), Some(effect @ (Effect::NoGoIf | Effect::RollbackIf))) => {
            Some(effect)
        }
        (Some(action), _) => Some(action),
        (None, around) => around,
    }
}

/// Why a statement is not taken although what it says is understood.
pub(super) fn hindrance(
    said: &Said,
    place: &Place,
    (effect, sense): (Effect, Sense),
    text: &str,
) -> Option<&'static str> {
    let exception = place.tone.is_exception.then_some(EXCEPTION);
    let void = place.void.or(exception).or_else(|| excused(text, effect));
    void.or_else(|| leveled(place.levels, effect)).or_else(|| joined(said, sense))
}

/// A warning is no reason to go back.
fn leveled(levels: Levels, effect: Effect) -> Option<&'static str> {
    let is_stronger = matches!(effect, Effect::NoGoIf | Effect::RollbackIf);
    match levels {
        Levels::Unsaid => None,
        Levels::Warned => is_stronger.then_some(LEVELS),
        Levels::Several => Some(LEVELS),
    }
}

/// Whether a sentence takes back the effect that was read from it.
pub(super) fn excused(text: &str, effect: Effect) -> Option<&'static str> {
    excuse(text, effect).map(|found| match found {
        Excuse::Refused => REFUSED,
        Excuse::Open => UNDECIDED,
        Excuse::Example => EXAMPLE,
    })
}

/// Of two statements in a line, whether each of them counts alone.
pub(super) fn joined(said: &Said, sense: Sense) -> Option<&'static str> {
    match sense {
        Sense::Feared if said.has_and => Some(BOTH),
        Sense::Wanted if said.has_or => Some(EITHER),
        Sense::Feared | Sense::Wanted => None,
    }
}

/// Whether a person would take it for a criterion at first sight.
fn is_figure(how: How) -> bool {
    match how {
        How::Compared | How::Range | How::Quorum => true,
        How::Suffixed | How::Bare | How::Zero | How::Any | How::Trend | How::Status | How::Held => {
            false
        }
    }
}

fn doubt_if(is_figure: bool, why: &'static str) -> Verdict {
    if is_figure { Verdict::Doubted(why) } else { Verdict::Passed }
}

fn required(statement: &Statement, place: &Place) -> Verdict {
    let is_bad = good(statement) == Some(false) && !place.tone.is_left;
    if matches!(place.around.meaning.join, Join::Any | Join::Several) {
        return Verdict::Doubted(EITHER);
    }
    match statement.how {
        How::Any => Verdict::Passed,
        _ if is_bad && place.action.is_none() => Verdict::Doubted(CONTRARY),
        _ => Verdict::Taken(Effect::Require, Sense::Wanted),
    }
}

/// In a list of what must not happen.
fn tripping(statement: &Statement, place: &Place, effect: Effect) -> Verdict {
    if matches!(place.around.meaning.join, Join::All | Join::Several) {
        return Verdict::Doubted(BOTH);
    }
    match (statement.how, good(statement)) {
        (How::Zero | How::Held, _) => Verdict::Doubted(GOOD),
        (_, Some(true)) if place.around.meaning.band.is_none() => Verdict::Doubted(GOOD),
        _ => Verdict::Taken(effect, Sense::Feared),
    }
}

/// Nothing says what follows.
fn alone(statement: &Statement, place: &Place) -> Verdict {
    match (statement.how, good(statement)) {
        (How::Any, _) => Verdict::Passed,
        (How::Zero | How::Trend | How::Held, _) if !place.is_item => Verdict::Passed,
        (_, Some(false)) if !place.tone.is_left => Verdict::Doubted(NO_EFFECT),
        (How::Range, _) => Verdict::Doubted(NO_EFFECT),
        (_, Some(true)) => Verdict::Taken(Effect::Require, Sense::Wanted),
        _ if place.is_item || statement.how == How::Status || place.tone.is_left => {
            Verdict::Taken(Effect::Require, Sense::Wanted)
        }
        _ => Verdict::Doubted(UNKNOWN),
    }
}

/// As [`is_good`], and trends by what is measured.
pub(super) fn good(statement: &Statement) -> Option<bool> {
    if statement.how == How::Held {
        return Some(true);
    }
    let Comparison::Trend(trend) = statement.comparison else { return is_good(statement) };
    let rises = match trend {
        Trend::Rising => true,
        Trend::Falling => false,
        Trend::NotRising | Trend::NotFalling => return Some(true),
    };
    match metric::better(&statement.metric) {
        Better::Less => Some(!rises),
        Better::More => Some(rises),
        Better::Unknown => None,
    }
}
