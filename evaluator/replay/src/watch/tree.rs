//! A condition as a tree: truths that series answer themselves, and what is left beside them.

use gonogo_cel::syntax::ast::{Expr, ExprKind, Operator};
use gonogo_cel::{Binding, Bindings, Env, Slot, Type};
use gonogo_engine::decision::Truth;
use gonogo_engine::gate::{Expression, Stage};
use gonogo_series::rolling::{Answer, Probe, Question, SpanQuestion};

use super::chains::{Chain, Finder};
use super::feeds::{Feeds, answer_value};
use super::flip::{Flip, Kind};
use super::rest::{Rest, evaluate, parts};

#[derive(Debug)]
pub(super) enum Tree {
    /// In Kleene's logic, as CEL has it.
    And(Vec<Tree>),
    Or(Vec<Tree>),
    Not(Box<Tree>),
    /// The answer is the truth.
    Answer((usize, Probe)),
    /// The answer compared with something.
    Compare((usize, Probe), Flip),
    Rest(Box<Rest>),
}

impl Tree {
    pub(super) fn truth(&mut self, feeds: &Feeds<'_>, bindings: &mut Bindings) -> Truth {
        match self {
            Self::And(parts) => all(parts, Truth::False, |part| part.truth(feeds, bindings)),
            Self::Or(parts) => all(parts, Truth::True, |part| part.truth(feeds, bindings)),
            Self::Not(part) => match part.truth(feeds, bindings) {
                Truth::True => Truth::False,
                Truth::False => Truth::True,
                Truth::Undetermined => Truth::Undetermined,
            },
            Self::Answer(question) => match feeds.answer(*question) {
                Some(Answer::Bool(true)) => Truth::True,
                Some(Answer::Bool(false)) => Truth::False,
                _ => Truth::Undetermined,
            },
            Self::Compare(question, flip) => {
                let answer = feeds.answer(*question);
                answer.map_or(Truth::Undetermined, |answer| flip.truth(answer))
            }
            Self::Rest(rest) => rest.truth(feeds, bindings),
        }
    }
}

/// The truth that decides if any part has it, else what all have together.
fn all(parts: &mut [Tree], decides: Truth, mut truth: impl FnMut(&mut Tree) -> Truth) -> Truth {
    let mut open = false;
    for part in parts {
        match truth(part) {
            Truth::Undetermined => open = true,
            found if found == decides => return decides,
            _ => {}
        }
    }
    match (open, decides) {
        (true, _) => Truth::Undetermined,
        (false, Truth::True) => Truth::False,
        (false, _) => Truth::True,
    }
}

/// Makes trees; each question is asked of its feed once.
pub(super) struct Planter<'p, 'r> {
    stage: &'p Stage<'r>,
    env: &'p Env,
    feeds: &'p mut Feeds<'r>,
    asked: Vec<(Chain, Probe)>,
    /// Variables for answers come after those of the gate.
    named: usize,
}

impl<'p, 'r> Planter<'p, 'r> {
    pub(super) fn new(stage: &'p Stage<'r>, env: &'p Env, feeds: &'p mut Feeds<'r>) -> Self {
        Self { stage, env, feeds, asked: Vec::new(), named: 0 }
    }

    /// One more than the last slot of any program.
    pub(super) fn slots(&self) -> Slot {
        Slot::try_from(self.env.variables().len() + self.named).unwrap_or(Slot::MAX)
    }

    pub(super) fn plant(&mut self, expression: &Expression) -> Tree {
        self.tree(expression, &expression.program().checked().syntax.root)
    }

    fn tree(&mut self, expression: &Expression, expr: &Expr) -> Tree {
        let checked = expression.program().checked();
        let is_bool = |part: &Expr| *checked.type_of(part) == Type::Bool;
        match &expr.kind {
            ExprKind::And(parts) if parts.iter().all(is_bool) => {
                Tree::And(parts.iter().map(|part| self.tree(expression, part)).collect())
            }
            ExprKind::Or(parts) if parts.iter().all(is_bool) => {
                Tree::Or(parts.iter().map(|part| self.tree(expression, part)).collect())
            }
            ExprKind::Operator(Operator::Not, parts) if parts.iter().all(is_bool) => {
                match parts.as_slice() {
                    [part] => Tree::Not(Box::new(self.tree(expression, part))),
                    _ => self.rest(expression, expr),
                }
            }
            _ => {
                let chain = self.finder(expression).chain(expr).filter(|_| is_bool(expr));
                match chain.and_then(|chain| self.ask(chain)) {
                    Some(question) => Tree::Answer(question),
                    None => self.rest(expression, expr),
                }
            }
        }
    }

    fn finder<'f>(&'f self, expression: &'f Expression) -> Finder<'f> {
        Finder { stage: self.stage, env: self.env, feeds: self.feeds, expression }
    }

    fn ask(&mut self, chain: Chain) -> Option<(usize, Probe)> {
        if let Some((_, probe)) = self.asked.iter().find(|(asked, _)| *asked == chain) {
            return Some((chain.feed, *probe));
        }
        let feed = self.feeds.series.get_mut(chain.feed)?;
        let probe = feed.cursor.watch(chain.question, chain.last);
        self.asked.push((chain, probe));
        Some((chain.feed, probe))
    }

    /// The questions in it, each with its place in the text; none inside of macros.
    fn chains<'e>(
        &self,
        expression: &Expression,
        expr: &'e Expr,
        found: &mut Vec<(&'e Expr, Chain)>,
    ) {
        match self.finder(expression).chain(expr) {
            Some(chain) => found.push((expr, chain)),
            None => parts(expr).into_iter().for_each(|part| self.chains(expression, part, found)),
        }
    }

    fn rest(&mut self, expression: &Expression, expr: &Expr) -> Tree {
        let mut chains = Vec::new();
        self.chains(expression, expr, &mut chains);
        chains.sort_by_key(|(expr, _)| expr.span);
        let mut env = self.env.clone();
        let (source, span) = (expression.source(), expr.span);
        let mut text = String::new();
        let mut at = span.start;
        let mut answers = Vec::new();
        for (number, (part, chain)) in chains.iter().enumerate() {
            let name = format!("watched__{number}");
            let of = expression.program().checked().type_of(part).clone();
            let Some(question) = self.ask(*chain) else { continue };
            answers.push((env.declare(&name, of), question));
            text.push_str(source.get(at as usize..part.span.start as usize).unwrap_or_default());
            text.push_str(&name);
            at = part.span.end;
        }
        text.push_str(source.get(at as usize..span.end as usize).unwrap_or_default());
        self.named = self.named.max(answers.len());
        // What does not compile without its questions is evaluated as it is.
        let (program, answers) = match env.compile(&text) {
            Ok(program) => (program, answers),
            Err(_) => match env.compile(span.text(source)) {
                Ok(program) => (program, Vec::new()),
                Err(_) => (expression.program().clone(), Vec::new()),
            },
        };
        let mut is_moving = false;
        for slot in program.slots() {
            is_moving |= self.feeds.is_moving(*slot);
            let read = self.feeds.series.iter_mut().filter(|feed| feed.fact.slot() == *slot);
            read.for_each(|feed| feed.is_bound = true);
        }
        let sides = self.finder(expression).sides(expr);
        let sides = sides.and_then(|[left, right]| Some([self.ask(left)?, self.ask(right)?]));
        let seen = vec![None; answers.len()];
        let units = self.env.limits().cost;
        let rest = Rest { program, units, answers, is_moving, sides, seen, known: None };
        self.compare(expr, &rest, &chains).unwrap_or_else(|| Tree::Rest(Box::new(rest)))
    }

    /// An order of one answer and something that stays the same.
    fn compare(&self, expr: &Expr, rest: &Rest, chains: &[(&Expr, Chain)]) -> Option<Tree> {
        let ExprKind::Operator(operator, operands) = &expr.kind else { return None };
        let ordered = matches!(
            operator,
            Operator::Less | Operator::LessEqual | Operator::Greater | Operator::GreaterEqual
        );
        let ([(part, chain)], [(slot, question)], false) =
            (chains, rest.answers.as_slice(), rest.is_moving)
        else {
            return None;
        };
        if !ordered || !operands.iter().any(|operand| operand.id == part.id) {
            return None;
        }
        let unit = self.feeds.series.get(chain.feed)?.unit;
        let mut bindings = self.stage.constants();
        self.feeds.bind_steady(&mut bindings);
        let kind = kind(chain.question)?;
        let judge = |answer: Answer| {
            let mut bindings = bindings.clone();
            let value = answer_value(answer, unit);
            bindings.set(*slot, value.map_or(Binding::Unknown, Binding::Value));
            evaluate(&rest.program, &bindings, rest.units)
        };
        Flip::find(kind, judge).map(|flip| Tree::Compare(*question, flip))
    }
}

fn kind(question: Question) -> Option<Kind> {
    match question {
        Question::Count | Question::Spans(_, SpanQuestion::Count) => Some(Kind::Count),
        Question::Latest
        | Question::Min
        | Question::Max
        | Question::Sum
        | Question::Avg
        | Question::Stddev
        | Question::Increase
        | Question::Percentile(_) => Some(Kind::Number),
        Question::Spans(_, SpanQuestion::Ongoing | SpanQuestion::Longest | SpanQuestion::Total) => {
            Some(Kind::Duration)
        }
        Question::Spans(
            _,
            SpanQuestion::Lasting(_) | SpanQuestion::Lasted(_) | SpanQuestion::IsOngoing,
        ) => None,
    }
}
