//! A moment that moves forward over all samples of a series.

use std::sync::Arc;

use super::question::{Answer, Fault, Question};
use super::slide::Points;
use super::tracker::Need;
use super::view::View;
use crate::series::{ArgumentFault, EMPTY, Samples, Series, SeriesFault, SeriesRules};

/// Everything it says is what [`Series::admit`] says of the samples up to now, and what that
/// series answers.
///
/// ```
/// use gonogo_series::rolling::{Answer, Cursor, Question};
/// use gonogo_series::{Samples, SeriesRules};
///
/// let (samples, _) = Samples::new(vec![(10, 1.0), (20, 4.0), (30, 2.0)], i64::MAX).unwrap();
/// let mut cursor = Cursor::new(samples, SeriesRules { window: Some(15), ..SeriesRules::default() });
/// let most = cursor.watch(Question::Max, None);
/// cursor.advance(20).unwrap();
/// assert_eq!(cursor.answer(most), Ok(Answer::Number(4.0)));
/// cursor.advance(40).unwrap();
/// assert_eq!(cursor.answer(most), Ok(Answer::Number(2.0)));
/// ```
#[derive(Debug)]
pub struct Cursor {
    samples: Arc<Samples>,
    rules: Arc<SeriesRules>,
    now: i64,
    /// The first one is the window of the rules, the others are parts of it.
    views: Vec<View>,
    watched: Vec<Watched>,
}

/// A question that is watched, of the cursor that gave it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Probe(usize);

#[derive(Debug)]
struct Watched {
    view: usize,
    question: Question,
    /// In the view; the maximum for a question that needs none.
    tracker: usize,
    /// What is wrong with the question, whatever the samples are.
    fault: Option<ArgumentFault>,
}

impl Cursor {
    /// Of all samples that there will be, with `rules` for those up to the present.
    pub fn new(samples: impl Into<Arc<Samples>>, rules: SeriesRules) -> Self {
        let samples = samples.into();
        let window = View::new(rules.window, &rules, Points::of(&samples));
        let (views, watched) = (vec![window], Vec::new());
        Self { samples, rules: Arc::new(rules), now: i64::MIN, views, watched }
    }

    /// Carries a question forward from now on; of the last so many nanoseconds, if given.
    pub fn watch(&mut self, question: Question, last: Option<i64>) -> Probe {
        let view = self.view(last);
        let points = Points::of(&self.samples);
        let fault = argument_fault(question);
        let need = Need::of(question).filter(|_| fault.is_none());
        let tracker = need
            .zip(self.views.get_mut(view))
            .map(|(need, view)| view.track(need, self.rules.longest_gap(), points));
        self.watched.push(Watched {
            view,
            question,
            tracker: tracker.unwrap_or(usize::MAX),
            fault,
        });
        Probe(self.watched.len().saturating_sub(1))
    }

    /// Moves on; a step back is a fault, and nothing moves.
    pub fn advance(&mut self, now: i64) -> Result<(), ArgumentFault> {
        if now < self.now {
            return Err(ArgumentFault::Backwards { by: self.now.saturating_sub(now) });
        }
        self.now = now;
        let points = Points::of(&self.samples);
        let Some((window, parts)) = self.views.split_first_mut() else {
            return Ok(());
        };
        let mut end = window.range.end;
        while end < points.len() && points.time(end) <= now {
            end = end.wrapping_add(1);
        }
        let from = window.length.map(|length| now.saturating_sub(length));
        window.slide(points, from.unwrap_or(i64::MIN), 0..end);
        window.admit(points, &self.rules, now);
        for part in parts {
            follow(part, window, points, (&self.rules, now));
        }
        Ok(())
    }

    pub fn rules(&self) -> &SeriesRules {
        &self.rules
    }

    pub fn now(&self) -> i64 {
        self.now
    }

    /// Whether a series is admitted now.
    #[inline]
    pub fn admission(&self) -> Result<(), SeriesFault> {
        self.window().map_or(Err(EMPTY), |window| window.verdict)
    }

    /// The series of the moment, for questions that are not watched.
    pub fn series(&self) -> Result<Series, SeriesFault> {
        self.admission()?;
        let window = self.window().ok_or(EMPTY)?;
        let from = window.length.map(|length| self.now.saturating_sub(length));
        let shared = (&self.samples, &self.rules);
        Ok(Series::admitted(shared, window.range.clone(), (from, self.now)))
    }

    /// A probe of another cursor has no answer.
    pub fn answer(&self, probe: Probe) -> Result<Answer, Fault> {
        let Some((watched, view)) = self.watched(probe) else {
            return Err(EMPTY.into());
        };
        if let Err(fault) = &view.verdict {
            return Err((*fault).into());
        }
        let points = Points::of(&self.samples);
        match view.answer((&watched.question, watched.tracker), points, self.now) {
            Some(Ok(answer)) => Ok(answer),
            Some(Err(_)) | None => self.otherwise(watched, view),
        }
    }

    /// Apart, because faults are large: the usual answer is not moved about with them.
    #[cold]
    fn otherwise(&self, watched: &Watched, view: &View) -> Result<Answer, Fault> {
        if let Some(fault) = watched.fault {
            return Err(SeriesFault::from(fault).into());
        }
        let points = Points::of(&self.samples);
        match view.answer((&watched.question, watched.tracker), points, self.now) {
            Some(answer) => answer,
            None => self.afresh(watched, view),
        }
    }

    #[inline]
    fn watched(&self, probe: Probe) -> Option<(&Watched, &View)> {
        let watched = self.watched.get(probe.0)?;
        Some((watched, self.views.get(watched.view)?))
    }

    /// The only such question is the standard deviation.
    fn afresh(&self, watched: &Watched, view: &View) -> Result<Answer, Fault> {
        let series = self.series()?;
        let part = match view.length.filter(|_| watched.view > 0) {
            Some(last) => series.last(last)?,
            None => series,
        };
        Ok(Answer::Number(part.stddev()?))
    }

    #[inline]
    fn window(&self) -> Option<&View> {
        self.views.first()
    }

    /// The view of the last so many nanoseconds, a new one if there is none.
    fn view(&mut self, last: Option<i64>) -> usize {
        if last.is_none() {
            return 0;
        }
        let mut parts = self.views.iter().enumerate().skip(1);
        if let Some((index, _)) = parts.find(|(_, view)| view.length == last) {
            return index;
        }
        let points = Points::of(&self.samples);
        let mut part = View::new(last, &self.rules, points);
        if let Some(window) = self.views.first() {
            follow(&mut part, window, points, (&self.rules, self.now));
        }
        self.views.push(part);
        self.views.len().saturating_sub(1)
    }
}

/// Moves a part to where the window is.
fn follow(part: &mut View, window: &View, points: Points<'_>, (rules, now): (&SeriesRules, i64)) {
    let length = part.length.unwrap_or_default();
    if length < 0 {
        let fault = ArgumentFault::NegativeDuration { duration: length };
        part.verdict = window.verdict.and(Err(fault.into()));
        return;
    }
    part.slide(points, now.saturating_sub(length), window.range.clone());
    if window.verdict.is_err() {
        part.verdict = window.verdict;
        return;
    }
    let first = || points.time(window.range.start);
    let from = window.length.map_or_else(first, |length| now.saturating_sub(length));
    part.divide(points, rules, (from, now));
}

fn argument_fault(question: Question) -> Option<ArgumentFault> {
    match question {
        Question::Percentile(asked) if !(0.0..=100.0).contains(&asked) => {
            Some(ArgumentFault::Percentile { asked })
        }
        Question::Spans(condition, _) => condition.check().err(),
        Question::Latest
        | Question::Count
        | Question::Min
        | Question::Max
        | Question::Sum
        | Question::Avg
        | Question::Stddev
        | Question::Increase
        | Question::Percentile(_) => None,
    }
}
