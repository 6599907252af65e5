//! Tables of criteria.

use gonogo_criteria::columns::{self, Column};
use gonogo_criteria::effect::{self, Topic};
use gonogo_criteria::metric::{self, Better, Metric};
use gonogo_criteria::sentence::level::{self, Levels};
use gonogo_criteria::sentence::{self, Expected, Manner, Said};
use gonogo_criteria::statement::{How, Statement};
use gonogo_criteria::words::duration;
use gonogo_criteria::words::token::Kind;
use gonogo_criteria::{Amount, Band, Comparator, Comparison, Effect, Sense, Time, statistic};

use super::criteria::Reader;
use super::judge::{self, NO_METRIC, follows, joined};
use super::naming::titled;
use super::record::{Asked, From};
use crate::markdown::{Row, Table};

/// A table of what was measured: none of it is taken, which is said.
pub(super) fn results(reader: &mut Reader<'_>, table: &Table<'_>) {
    for row in &table.rows {
        let whole = whole(row);
        if super::speech::may_compare(&whole) {
            reader.found.doubt(&whole, row.number, "it stands in a table of results");
        }
    }
}

/// A table whose columns say nothing, although some cell compares.
pub(super) fn unknown(reader: &mut Reader<'_>, table: &Table<'_>) {
    for row in table.rows.iter().filter(|row| row.cells.iter().any(|cell| is_limit(cell))) {
        let why = "the columns of its table say nothing; call one `Target`, `Limit` or `Critical`";
        reader.found.doubt(&whole(row), row.number, why);
    }
}

pub(super) fn read(reader: &mut Reader<'_>, table: &Table<'_>, columns: &[Column]) {
    let columns = &without_waits(reader, table, columns);
    for row in &table.rows {
        let whole = whole(row);
        unread(reader, table, columns, (row, &whole));
        let about = about(reader, row, columns);
        for (column, place) in columns.iter().enumerate() {
            let cell = Cell {
                text: row.cell(column),
                column: *place,
                whole: &whole,
                line: row.number,
                is_struck: row.is_struck,
            };
            match place {
                Column::Target | Column::Limit | Column::Trip(..) => limit(reader, &cell, &about),
                Column::Metric
                | Column::Action
                | Column::Sustained
                | Column::Window
                | Column::Statistic
                | Column::Escalation
                | Column::After
                | Column::Other => {}
            }
        }
    }
}

/// How long each step of a rollout is held is no limit.
fn without_waits(reader: &mut Reader<'_>, table: &Table<'_>, columns: &[Column]) -> Vec<Column> {
    let titles = &table.titles;
    let is_step = |title: &String| {
        matches!(
            title.as_str(),
            "stage" | "step" | "phase" | "wave" | "ring" | "stufe" | "traffic" | "share"
        )
    };
    let is_rollout = titles.iter().any(is_step);
    let mut is_wait = |at: usize| {
        let cells = table.rows.iter().map(|row| row.cell(at).trim());
        let mut cells = cells.filter(|cell| !cell.is_empty());
        cells.all(|cell| {
            reader.tokens.read(cell);
            let time = duration::read(&reader.tokens, 0, reader.decimals);
            time.is_some_and(|(_, end)| end == reader.tokens.count())
        })
    };
    let holds = |at: usize| titles.get(at).is_some_and(|title| title == "hold" || title == "pause");
    let columns = columns.iter().enumerate();
    let of = |(at, column): (usize, &Column)| match is_rollout && holds(at) && is_wait(at) {
        true => Column::Other,
        false => *column,
    };
    columns.map(of).collect()
}

/// A cell that compares in a column of which nothing is taken: that is said.
fn unread(
    reader: &mut Reader<'_>,
    table: &Table<'_>,
    columns: &[Column],
    (row, whole): (&Row<'_>, &str),
) {
    let is_lost = |(at, column): (usize, &Column)| {
        let title = table.titles.get(at).map_or("", String::as_str);
        let is_other = matches!(column, Column::Other) && !columns::is_result(title);
        let is_past = matches!(column, Column::Escalation | Column::Statistic | Column::Metric);
        (is_other || is_past) && is_limit(row.cell(at))
    };
    if columns.iter().enumerate().any(is_lost) {
        let why = "a column of its table says nothing and has a limit; \
            call it `Target`, `Critical` or `Rollback`";
        reader.found.doubt(whole, row.number, why);
    }
}

/// A cell that begins with a comparator.
fn is_limit(cell: &str) -> bool {
    let is_sign = cell.trim_start().starts_with(['<', '>', '≤', '≥']);
    is_sign && cell.bytes().any(|byte| byte.is_ascii_digit())
}

/// The row as a text.
fn whole(row: &Row<'_>) -> String {
    let cells = row.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
    cells.collect::<Vec<_>>().join(" | ")
}

struct Cell<'r> {
    text: &'r str,
    column: Column,
    whole: &'r str,
    line: usize,
    is_struck: bool,
}

/// What the other cells of a row say.
struct About {
    metric: Metric,
    sustained: Option<Time>,
    window: Option<Time>,
    action: Option<String>,
    /// Some column has an effect of its own.
    has_trips: bool,
}

fn about(reader: &mut Reader<'_>, row: &Row<'_>, columns: &[Column]) -> About {
    let cell = |wanted: &[Column]| {
        let column = columns.iter().position(|column| wanted.contains(column))?;
        Some(row.cell(column)).filter(|text| !text.trim().is_empty())
    };
    let first = columns.iter().position(|column| *column == Column::Other).map(|at| row.cell(at));
    let name = cell(&[Column::Metric]).or(first).unwrap_or_default().trim_matches('`');
    let mut metric = titled(&mut reader.tokens, name);
    let statistic = cell(&[Column::Statistic]).and_then(|text| {
        reader.tokens.read(text);
        statistic::read(&reader.tokens, 0)
    });
    metric.statistic = metric.statistic.or(statistic.map(|(found, _)| found));
    let mut time = |column: Column| {
        let text = cell(&[column])?;
        reader.tokens.read(text);
        let from = (0..3).find(|at| reader.tokens.kind(*at) == Some(Kind::Number))?;
        duration::read(&reader.tokens, from, reader.decimals).map(|(time, _)| time)
    };
    let (sustained, window) = (time(Column::Sustained), time(Column::Window));
    let action = cell(&[Column::Action]).map(|text| crate::limits::cut(text.trim()));
    let has_trips = columns.iter().any(|column| match column {
        Column::Trip(effect, _) => *effect != Effect::Require,
        _ => false,
    });
    About { metric, sustained, window, action, has_trips }
}

fn limit(reader: &mut Reader<'_>, cell: &Cell<'_>, about: &About) {
    reader.tokens.read(cell.text);
    let manner = Manner { expected: Expected::Figures, decimals: reader.decimals };
    let said = sentence::read(&reader.tokens, manner);
    if level::of(&reader.tokens, said.statements.len()) == Levels::Several {
        reader.found.doubt(cell.whole, cell.line, judge::LEVELS);
        return;
    }
    let mut statements = said.statements.clone();
    statements.extend(nothing(cell.text).filter(|_| said.statements.is_empty()));
    for statement in statements {
        let mut statement = completed(reader, statement, about);
        if is_acted(cell, about) {
            statement.sustained = statement.sustained.or(about.sustained);
            statement.window = statement.window.or(about.window);
        }
        if statement.metric.is_empty() {
            reader.found.doubt(cell.whole, cell.line, NO_METRIC);
            continue;
        }
        let Some(statement) = with_comparator(statement, cell.column) else {
            let why = "it has a figure without a comparator; write `<` or `>` before it";
            reader.found.doubt(cell.whole, cell.line, why);
            continue;
        };
        place(reader, cell, about, (statement, &said));
    }
    if let Some(why) = super::speech::doubt(&said).filter(|_| said.statements.is_empty()) {
        reader.found.doubt(cell.whole, cell.line, why);
    }
}

/// A cell that says `zero` of what the row is about.
fn nothing(text: &str) -> Option<Statement> {
    let word = text.trim().to_lowercase();
    matches!(word.as_str(), "zero" | "none" | "keine" | "null" | "nil").then(|| Statement {
        metric: String::new(),
        statistic: None,
        comparison: Comparison::Limit {
            comparator: Comparator::Equal,
            amount: Amount { number: "0".to_owned(), unit: None },
        },
        sustained: None,
        window: None,
        how: How::Zero,
        unclear: None,
        is_behind: false,
    })
}

/// With the name and the times of its row.
fn completed(reader: &Reader<'_>, mut statement: Statement, about: &About) -> Statement {
    let is_own = statement.how == How::Zero || statement.metric.contains(' ');
    let is_own = is_own
        && !statement.metric.is_empty()
        && metric::better(&statement.metric) != Better::Unknown;
    if !is_own && !about.metric.name.is_empty() {
        let adds =
            statement.metric.contains("accessible") || statement.metric.contains("available");
        statement.metric = match adds {
            true => format!("{} {}", about.metric.name, statement.metric),
            false => about.metric.name.clone(),
        };
    }
    statement.statistic = statement.statistic.or(about.metric.statistic);
    if statement.metric.is_empty() {
        reader.with_context(&mut statement);
    }
    statement
}

/// A figure alone gets its comparator from the column and from what is measured.
fn with_comparator(mut statement: Statement, column: Column) -> Option<Statement> {
    if statement.how != How::Bare {
        return Some(statement);
    }
    let Comparison::Limit { comparator, amount } = &mut statement.comparison else {
        return Some(statement);
    };
    let found = metric::implied(&statement.metric, &amount.number, amount.unit.as_deref())?;
    *comparator = match column {
        Column::Trip(Effect::Require, _) => found,
        Column::Trip(..) if found != Comparator::Equal => match found {
            Comparator::AtMost => Comparator::AtLeast,
            _ => Comparator::AtMost,
        },
        _ => found,
    };
    Some(statement)
}

fn place(
    reader: &mut Reader<'_>,
    cell: &Cell<'_>,
    about: &About,
    (statement, said): (Statement, &Said),
) {
    let around = reader.context.around().meaning;
    let good = super::judge::good(&statement);
    let (effect, band) = asked(cell, about, around.effect);
    let is_wanted = statement.how == How::Zero || good == Some(true);
    let is_target = matches!(cell.column, Column::Target | Column::Trip(Effect::Require, _))
        || effect == Effect::Require;
    let sense = if is_target || is_wanted { Sense::Wanted } else { Sense::Feared };
    let why = match statement.unclear {
        Some(_) => Some("its limit can be meant in two ways; write it in percent of one thing"),
        None => excused(reader, cell, about, effect)
            .or_else(|| doubt(cell, about, around.effect, good))
            .or_else(|| joined(said, sense)),
    };
    if let Some(why) = why {
        reader.found.doubt(cell.whole, cell.line, why);
        return;
    }
    if around.topic == Topic::People {
        return;
    }
    let action = about.action.clone().filter(|_| is_acted(cell, about));
    let section = reader.section();
    let from = From { text: cell.whole, number: cell.line, section, action };
    reader.found.take(&statement, &from, Asked { effect, sense, band });
}

/// Whether the row or its place takes the effect back; who is `TBD` elsewhere in it says nothing of
/// what has to hold.
fn excused(
    reader: &Reader<'_>,
    cell: &Cell<'_>,
    about: &About,
    effect: Effect,
) -> Option<&'static str> {
    let is_borne = reader.context.around().meaning.topic == Topic::Excused;
    let void = cell.is_struck.then_some(judge::STRUCK);
    let void = void.or_else(|| is_borne.then_some(judge::REFUSED));
    let is_refused = || {
        let refused = judge::excused(about.action.as_deref()?, Effect::RollbackIf)?;
        is_acted(cell, about).then_some(refused)
    };
    let text = if effect == Effect::Require { cell.text } else { cell.whole };
    void.or_else(is_refused).or_else(|| judge::excused(text, effect))
}

/// The action of a row is for its warnings and critical limits, where it has such.
fn is_acted(cell: &Cell<'_>, about: &About) -> bool {
    let is_good = matches!(cell.column, Column::Trip(Effect::Require, _));
    !about.has_trips || (matches!(cell.column, Column::Trip(..)) && !is_good)
}

fn asked(cell: &Cell<'_>, about: &About, around: Option<Effect>) -> (Effect, Option<Band>) {
    let action = about.action.as_deref().and_then(effect::of_action);
    let action = action.filter(|_| is_acted(cell, about));
    match cell.column {
        Column::Trip(Effect::WarnIf, Some(Band::Red)) if action == Some(Effect::RollbackIf) => {
            (Effect::RollbackIf, Some(Band::Red))
        }
        Column::Trip(Effect::WarnIf, Some(Band::Red)) if action == Some(Effect::NoGoIf) => {
            (Effect::NoGoIf, Some(Band::Red))
        }
        Column::Trip(Effect::Require, band) => (action.unwrap_or(Effect::Require), band),
        Column::Trip(effect, band) => (effect, band),
        Column::Target => (action.unwrap_or(Effect::Require), None),
        Column::Metric
        | Column::Limit
        | Column::Action
        | Column::Sustained
        | Column::Window
        | Column::Statistic
        | Column::Escalation
        | Column::After
        | Column::Other => (follows(action, around).unwrap_or(Effect::Require), None),
    }
}

/// Of a limit without a name for what it means, whether that can be told.
fn doubt(
    cell: &Cell<'_>,
    about: &About,
    around: Option<Effect>,
    good: Option<bool>,
) -> Option<&'static str> {
    if cell.column != Column::Limit {
        return None;
    }
    let action = about.action.as_deref().and_then(effect::of_action);
    match (action, around, good) {
        (Some(_), _, _) => None,
        (None, Some(Effect::NoGoIf | Effect::RollbackIf | Effect::WarnIf), Some(true)) => {
            Some("it stands among what must not happen and reads as a good state")
        }
        (None, None | Some(Effect::Require), Some(false) | None) => Some(
            "it does not say what follows; add a column for the action, or call this one `Target`",
        ),
        (None, _, _) => None,
    }
}
