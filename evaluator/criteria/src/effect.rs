//! What follows from a criterion, by the words of a heading, a column or an action.

mod action;
mod excuse;
mod label;

use std::borrow::Cow;

use super::{Band, Effect};
use crate::words::list::{Words, small};
use crate::words::phrases::Phrases;

pub use action::of_action;
pub use excuse::{Excuse, excuse};
pub use label::{of_command, of_label};

/// What stands under a title.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Topic {
    #[default]
    Any,
    /// A list of criteria: each of its lines is meant as one.
    Criteria,
    /// What was measured or will be announced.
    Past,
    /// How something is built, or why.
    Description,
    /// How long people may take.
    People,
    /// What is done once something is known.
    Steps,
    /// What is borne, or only an example.
    Excused,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Meaning {
    pub effect: Option<Effect>,
    pub band: Option<Band>,
    pub topic: Topic,
    /// Who is told when may stand here.
    pub escalates: bool,
    pub join: Join,
}

/// How many of the lines below have to be so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Join {
    /// What must hold has to hold whole, and of what must not happen one is enough.
    #[default]
    Unsaid,
    All,
    Any,
    /// `two or more of these`
    Several,
}

/// `all of these`, `any of the following`
fn join(title: &str) -> Join {
    const ALL: Phrases = Phrases::of(&[
        "all of",
        "all the following",
        "both of",
        "simultaneously",
        "at the same time",
        "together",
        "alle folgenden",
        "gleichzeitig",
    ]);
    const ANY: Phrases =
        Phrases::of(&["any of", "one of", "either of", "at least one", "eines der", "eine der"]);
    const SEVERAL: Phrases = Phrases::of(&[
        "two of",
        "two or more",
        "at least two",
        "any two",
        "2 or more",
        "2 of",
        "3 of",
        "mindestens zwei",
    ]);
    if SEVERAL.are_in(title) {
        return Join::Several;
    }
    if ALL.are_in(title) {
        return Join::All;
    }
    if ANY.are_in(title) { Join::Any } else { Join::Unsaid }
}

impl Meaning {
    const fn new(effect: Effect, topic: Topic) -> Self {
        Self { effect: Some(effect), band: None, topic, escalates: false, join: Join::Unsaid }
    }

    const fn topic(topic: Topic) -> Self {
        Self { effect: None, band: None, topic, escalates: false, join: Join::Unsaid }
    }
}

const PAST: Words = Words::of(
    "result results history actual actuals achieved announcement announcements message \
     lessons retrospective measured measurements measurement email changelog ergebnis \
     ergebnisse rückblick messwerte messung bisher",
);
const DESCRIPTION: Words = Words::of(
    "overview concept strategy advantages benefits summary architecture background features \
     introduction implementation management approach rationale context glossary rules pattern \
     patterns vorteile überblick hintergrund zusammenfassung why mechanism design einleitung",
);
/// Before or behind such a word a title names conditions.
const CONDITIONS: Words = Words::of(
    "trigger triggers if when whenever criteria criterion condition conditions immediate \
     auslöser wenn falls kriterien kriterium threshold thresholds bei automatic auto",
);
const STOPS: Words = Words::of(
    "hold halt pause stop abort fail fails failure block kill reject rejection cancel suspend disable \
     freeze anhalten abbrechen abbruch",
);
const WARNS: Words = Words::of(
    "alert alerts warning warnings warn caution escalation escalations alarm alarms alarme warnung \
     warnungen eskalation",
);
const REQUIRES: Words = Words::of(
    "go target targets goal goals objective objectives criteria criterion requirement \
     requirements must proceed pass checklist validation readiness verification gate gates \
     slo slos sla expected acceptance verify kriterien ziel ziele voraussetzung \
     voraussetzungen freigabekriterien sign-off signoff prerequisites continue advance \
     promote hold: check checks healthy erfolgskriterien prüfung prüfungen vorbereitung",
);
/// Of these, the ones under which every line is meant as a criterion.
const LISTS: Words = Words::of(
    "go slo slos targets criteria criterion must proceed pass goals objectives kriterien voraussetzungen \
     advance promote freigabekriterien continue erfolgskriterien",
);
const SUCCESS: Words = Words::of("success successful erfolg erfolgreich erfolgskriterien");

/// Of a heading, a label, or an item with others below it.
pub fn of_title(title: &str) -> Meaning {
    let lower = small(title);
    Meaning { join: join(&lower), ..said(&lower) }
}

fn said(lower: &str) -> Meaning {
    let outer = without_parentheses(lower);
    let words: Vec<&str> = outer.split(is_between).filter(|word| !word.is_empty()).collect();
    let has = |list: &Words| list.has_any(&words);
    if let Some(meaning) = light(lower, &words) {
        return meaning;
    }
    if has(&PAST) {
        return Meaning::topic(Topic::Past);
    }
    if is_about_people(&words) {
        return Meaning::topic(Topic::People);
    }
    let first = words.first().copied().unwrap_or_default();
    if has(&SUCCESS) && matches!(first, "if" | "on" | "upon" | "after" | "when" | "wenn" | "bei") {
        return Meaning::topic(Topic::Steps);
    }
    if excuse::is_title(&outer, &words) {
        return Meaning::topic(Topic::Excused);
    }
    if has(&SUCCESS) {
        return Meaning::new(Effect::Require, Topic::Criteria);
    }
    if is_both(&outer) {
        return Meaning::default();
    }
    if let Some(effect) = feared(&outer, &words) {
        return Meaning::new(effect, Topic::Criteria);
    }
    if has(&WARNS) {
        let meaning = Meaning::new(Effect::WarnIf, Topic::Any);
        return Meaning { escalates: true, ..meaning };
    }
    if is_onward(&outer, &words) {
        return Meaning::new(Effect::Require, Topic::Criteria);
    }
    if has(const { &Words::of("rollback rollbacks") }) {
        return Meaning::default();
    }
    if has(&DESCRIPTION) {
        return Meaning::topic(Topic::Description);
    }
    if has(&REQUIRES) {
        let topic = if has(&LISTS) { Topic::Criteria } else { Topic::Any };
        return Meaning::new(Effect::Require, topic);
    }
    Meaning::default()
}

/// What stops or takes back, where the title says that it names conditions.
fn feared(title: &str, words: &[&str]) -> Option<Effect> {
    let has = |list: &Words| list.has_any(words);
    let is_condition = has(&CONDITIONS);
    const MOVES: Words = Words::of("go proceed continue promote advance start release deploy ship");
    const NOT: Words = Words::of("not don't never nicht cannot");
    let is_no_go = has(const { &Words::of("no-go nogo abbruchkriterien abbruchbedingungen") })
        || title.contains("no go")
        || (has(&NOT) && has(&MOVES));
    // `any of these hold` is no order to hold.
    let is_held = words.iter().skip(2).any(|word| *word == "hold");
    let is_stop = is_no_go || (has(&STOPS) && is_condition && !is_held);
    let is_back = is_rollback(title, words) && is_condition && !has(&NOT);
    // What stops and takes back is decided before as well as after the switch: the milder one.
    match (is_stop, is_back) {
        (true, _) => Some(Effect::NoGoIf),
        (false, true) => Some(Effect::RollbackIf),
        (false, false) => None,
    }
}

/// `We move on when`, `Exit if`
fn is_onward(title: &str, words: &[&str]) -> bool {
    const ONWARD: Phrases = Phrases::of(&[
        "move on when",
        "move on if",
        "moves on when",
        "go on when",
        "go on if",
        "go ahead when",
        "go ahead if",
        "exit when",
        "exit if",
        "weiter wenn",
        "weiter, wenn",
    ]);
    let not = const { &Words::of("not don't never nicht cannot unless only") };
    ONWARD.are_in(title) && !not.has_any(words)
}

fn is_rollback(text: &str, words: &[&str]) -> bool {
    const WORDS: Words = Words::of(
        "rollback rollbacks rollback-kriterien revert zurückrollen rückbau zurücknehmen rücknahme \
         roll-back rückfall rollbackkriterien backout back-out fallback rückfallkriterien",
    );
    const APART: Phrases = Phrases::of(&["roll back", "rolled back"]);
    WORDS.has_any(words) || APART.are_in(text)
}

/// A traffic light: `🟡`, `Yellow`, `Warning signs`.
fn light(title: &str, words: &[&str]) -> Option<Meaning> {
    let is_sign = words.iter().any(|word| matches!(*word, "signs" | "sign" | "band" | "zone"));
    let first = words.first().copied().unwrap_or_default();
    let is_alone = words.len() == 1 || (is_sign && words.len() <= 3);
    let band = band_sign(title).or_else(|| is_alone.then(|| band_word(first)).flatten())?;
    Some(of_band(band))
}

pub fn of_band(band: Band) -> Meaning {
    let effect = match band {
        Band::Green => Effect::Require,
        Band::Yellow | Band::Red => Effect::WarnIf,
    };
    Meaning {
        effect: Some(effect),
        band: Some(band),
        topic: Topic::Any,
        escalates: false,
        join: Join::Unsaid,
    }
}

/// The coloured sign that a text begins with.
pub fn band_sign(text: &str) -> Option<Band> {
    let band = match text.trim_start().chars().next()? {
        '🟢' => Band::Green,
        '🟡' | '🟠' => Band::Yellow,
        '🔴' => Band::Red,
        _ => return None,
    };
    Some(band)
}

fn band_word(word: &str) -> Option<Band> {
    let band = match word {
        "green" | "normal" | "good" | "grün" | "healthy" => Band::Green,
        "yellow" | "amber" | "warning" | "warn" | "gelb" | "warnung" => Band::Yellow,
        "red" | "critical" | "rot" | "kritisch" => Band::Red,
        _ => return None,
    };
    Some(band)
}

fn is_about_people(words: &[&str]) -> bool {
    let has = |list: &Words| list.has_any(words);
    const ACTS: Words = Words::of(
        "investigate decide respond acknowledge triage diagnose assess analyze communicate \
         resolve escalate",
    );
    let is_on_call = has(const { &Words::of("on-call oncall rufbereitschaft support team staff") });
    let is_time =
        has(const { &Words::of("response times time reaction reaktionszeit reaktionszeiten") });
    (is_on_call && is_time) || (words.len() <= 2 && has(&ACTS))
}

/// `Go / no-go`: one of both, and the title does not say which.
fn is_both(title: &str) -> bool {
    const BOTH: Phrases = Phrases::of(&[
        "go/no-go",
        "go / no-go",
        "go or no-go",
        "go/no go",
        "go / no go",
        "pass/fail",
        "pass / fail",
        "pass or fail",
    ]);
    BOTH.are_in(title)
}

fn is_between(c: char) -> bool {
    !c.is_alphanumeric() && c != '-'
}

/// What stands in parentheses explains a title, and does not change it.
fn without_parentheses(title: &str) -> Cow<'_, str> {
    if !title.contains(['(', ')']) {
        return Cow::Borrowed(title);
    }
    let mut depth = 0_usize;
    let outside = title.chars().filter(|c| {
        match c {
            '(' => depth += 1,
            ')' => {
                depth = depth.saturating_sub(1);
                return false;
            }
            _ => {}
        }
        depth == 0
    });
    outside.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_say_what_follows() {
        let check = |title: &str, effect: Option<Effect>| {
            assert_eq!(of_title(title).effect, effect, "{title}");
        };
        check("Success Criteria", Some(Effect::Require));
        check("Rollback success criteria", Some(Effect::Require));
        check("GO Decision", Some(Effect::Require));
        check("NO-GO Decision", Some(Effect::NoGoIf));
        check("Halt and rollback if", Some(Effect::NoGoIf));
        check("Initiate rollback if:", Some(Effect::RollbackIf));
        check("🚨 Immediate Rollback Triggers", Some(Effect::RollbackIf));
        check("Rollback wenn", Some(Effect::RollbackIf));
        check("Roll back if any of these hold", Some(Effect::RollbackIf));
        check("Hold if", Some(Effect::NoGoIf));
        check("Kill criteria", Some(Effect::NoGoIf));
        check("Backout criteria", Some(Effect::RollbackIf));
        check("Abbruchkriterien", Some(Effect::NoGoIf));
        check("Exit criteria", Some(Effect::Require));
        check("Do not go if", Some(Effect::NoGoIf));
        check("We move on when:", Some(Effect::Require));
        check("Exit when", Some(Effect::Require));
        check("Do not move on if", None);
        check("Do not roll back if", None);
        check("No rollback needed if", None);
        assert_eq!(of_title("Do not roll back if").topic, Topic::Excused);
        assert_eq!(of_title("Tolerated:").topic, Topic::Excused);
        check("Rollback Procedure (if needed)", None);
        check("Go / no-go", None);
        check("Alert Thresholds", Some(Effect::WarnIf));
        check("Monitoring & Alerting", None);
        check("Deployment Strategy", None);
    }

    #[test]
    fn lights_have_bands() {
        let check =
            |title: &str, band: Option<Band>| assert_eq!(of_title(title).band, band, "{title}");
        check("🟡 watch", Some(Band::Yellow));
        check("Good Signs ✅", Some(Band::Green));
        check("Critical", Some(Band::Red));
        check("Critical Alerts", None);
        check("Warning", Some(Band::Yellow));
    }
}
